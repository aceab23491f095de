"""Where an office may lie: on a disk of this computer; on a network SQLite's locks and its log are not safe."""

import os
import sys
from pathlib import Path

from app.kernel.outcomes import Refused

_NETWORK_DRIVE = 4
_NETWORK_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs"})


def local_only(folder: Path) -> None:
    """Refuse a folder on a network share or a mapped drive."""
    if on_network(folder.absolute()):
        raise Refused("office.network", folder=folder)


def on_network(folder: Path) -> bool:
    """Whether a folder lies on another computer."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows has it to ask

        return bool(ctypes.windll.kernel32.GetDriveTypeW(folder.drive + "\\") == _NETWORK_DRIVE)
    mounts = Path("/proc/mounts")
    return mounts.exists() and _mounted_as(folder, mounts.read_text(encoding="utf-8")) in _NETWORK_SYSTEMS


def _mounted_as(folder: Path, mounts: str) -> str:
    """The file system type of the mount that holds a folder, by /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = line.split(" ")
        point = point.replace("\\040", " ")
        if os.path.commonpath([folder, point]) == point and len(point) >= len(best):
            best, kind = point, found
    return kind
