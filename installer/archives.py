"""Archives that come out the same for the same tree: files in one order, with one time and one set of rights."""

import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from installer.places import epoch, files_below


def moment() -> tuple[int, int, int, int, int, int]:
    """The time of the last commit as a zip writes it, in steps of two seconds."""
    at = datetime.fromtimestamp(epoch(), UTC)
    return at.year, at.month, at.day, at.hour, at.minute, at.second // 2 * 2


def write(archive: zipfile.ZipFile, name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> None:
    """Add a file to an archive; names beyond ASCII are marked as UTF-8."""
    entry = zipfile.ZipInfo(name, moment())
    entry.compress_type, entry.external_attr, entry.create_system = method, 0o644 << 16, 3
    archive.writestr(entry, data, compresslevel=9)


def pack(tree: Path, target: Path, top: str) -> None:
    """A zip of a tree below one folder, so that unpacking it never strews files about."""
    target.unlink(missing_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for path in files_below(tree):
            name = f"{top}/{path.relative_to(tree).as_posix()}"
            write(archive, name, path.read_bytes(), zipfile.ZIP_DEFLATED)


def set_times(tree: Path) -> None:
    """Give every file and folder of a tree the time of the last commit."""
    for path in (*tree.rglob("*"), tree):
        if not path.is_symlink():
            os.utime(path, (epoch(), epoch()))
