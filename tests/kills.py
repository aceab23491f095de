"""A program that dies, or whose disk is full: each step that reaches the disk is counted, and the n-th does not come about."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied to let it die")
_DEAD = 9
_STEPS: tuple[tuple[Any, str], ...] = (
    *((os, name) for name in ("replace", "fsync", "truncate")),
    *((Path, name) for name in ("write_bytes", "unlink", "mkdir", "touch")),
    *((shutil, name) for name in ("copyfile", "rmtree")),
)

_WRITES: tuple[tuple[Any, str], ...] = (
    (os, "fsync"),
    *((Path, name) for name in ("write_bytes", "mkdir", "touch")),
    (shutil, "copyfile"),
)
"""What a full disk refuses; names are changed and files deleted on it all the same."""


def deaths(prepare: Callable[[], None], act: Callable[[], object]) -> Iterator[int]:
    """Prepare, act, and die before the first step, the second and so on, until the act comes to its end."""
    for place in count(1):
        prepare()
        if _survives(act, place):
            assert place > 1
            return
        yield place


def _survives(act: Callable[[], object], place: int) -> bool:
    child = os.fork()
    if not child:
        _arm(place)
        try:
            act()
        except BaseException:
            os._exit(1)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, _DEAD), "the act failed by itself"
    return status == 0


def refusals_of_full_disk(prepare: Callable[[], None], act: Callable[[], object]) -> Iterator[BaseException]:
    """Prepare, act with the disk full from the first step on, from the second and so on, until the act comes to its end."""
    for place in count(1):
        prepare()
        kept = [(owner, name, getattr(owner, name)) for owner, name in _WRITES]
        _count(partial(_full, count(1 - place)), _WRITES)
        try:
            act()
        except BaseException as error:
            found: BaseException | None = error
        else:
            found = None
        finally:
            for owner, name, real in kept:
                setattr(owner, name, real)
        if found is None:
            assert place > 1
            return
        yield found


def _full(left: "count[int]", *_: object) -> None:
    if next(left) >= 0:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _arm(place: int) -> None:
    left = count(1 - place)

    def step(*_: object) -> None:
        if not next(left):
            os._exit(_DEAD)

    _count(step, _STEPS)
    event.listen(Engine, "commit", step)


def _count(step: Callable[..., None], steps: Iterable[tuple[Any, str]]) -> None:
    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            step()
            return act(*args, **options)

        return run

    for owner, name in steps:
        setattr(owner, name, counted(getattr(owner, name)))
