"""An office is made aside and moved to its place last: a program that dies meanwhile leaves none, and may try again."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.kernel.outcomes import Refused
from app.store import own_files, temporary_files
from app.store.files import replace
from app.store.local_disk import local_only
from app.store.work import DATABASE

_ASIDE = ".新建-未完成"


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A place to make an office in; its database is then that of `folder`. Refused when that has one already.

    Logs of a database that is no longer there stay, under names that SQLite does not look for.
    """
    if (folder / DATABASE).exists():
        raise Refused("office.exists", folder=folder)
    if folder.exists() and not folder.is_dir():
        raise Refused("office.file", folder=folder)
    local_only(folder)
    place = folder / _ASIDE
    shutil.rmtree(place, ignore_errors=True)
    with temporary_files.unfinished(place):
        place.mkdir(parents=True)
        yield place
        if logs_of(place / DATABASE):
            raise Refused("disk.full")  # what is still in the log did not fit into the file
        for log in logs_of(folder / DATABASE):
            replace(log, folder / f"遗留-{secrets.token_hex(4)}-{log.name}")
        for made in own_files.files_of(place):
            (folder / made).parent.mkdir(parents=True, exist_ok=True)
            replace(place / made, folder / made)
        replace(place / DATABASE, folder / DATABASE)


def logs_of(database: Path) -> list[Path]:
    """The logs that lie beside a database."""
    return [log for ending in temporary_files.BESIDE if (log := Path(f"{database}{ending}")).exists()]
