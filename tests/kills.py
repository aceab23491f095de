"""A program that dies: each step that reaches the disk is counted, and before the n-th the process ends without a word."""

import os
import shutil
from collections.abc import Callable, Iterator
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


def _arm(place: int) -> None:
    left = count(1 - place)

    def step(*_: object) -> None:
        if not next(left):
            os._exit(_DEAD)

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            step()
            return act(*args, **options)

        return run

    for owner, name in _STEPS:
        setattr(owner, name, counted(getattr(owner, name)))
    event.listen(Engine, "commit", step)
