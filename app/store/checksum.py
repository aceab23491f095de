"""校验码 of a backup: its last bytes are a digest of all before them, so that a single changed bit is found.

SQLite takes its pages from the front of a file and passes over what follows them.
"""

import hashlib
import os
from pathlib import Path

from app.kernel.outcomes import Refused

_MARK = b"skillbureau seal"
_LENGTH = len(_MARK) + hashlib.sha256().digest_size
_LEAST_PAGE = 512
"""Bytes of SQLite's smallest page: a database without the digest is a whole number of them, one with it never is."""
_STEP = 1 << 20


def append_checksum(path: Path) -> None:
    """Put the digest of a finished database behind it."""
    digest = _digest(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(_MARK + digest)


def has_checksum(path: Path) -> bool:
    """Whether a file carries a digest; one that an earlier program made does not."""
    return _tail(path).startswith(_MARK)


def remove_checksum(path: Path) -> None:
    """Check the digest and cut it off; nothing to do without one. Refused when a byte is not what it was."""
    size, tail = path.stat().st_size, _tail(path)
    whole = size - _LENGTH
    if not tail.startswith(_MARK):
        if size % _LEAST_PAGE:
            raise Refused("backup.changed")
    elif tail != _MARK + _digest(path, whole):
        raise Refused("backup.changed")
    else:
        os.truncate(path, whole)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LENGTH))
        return file.read()


def _digest(path: Path, length: int) -> bytes:
    """SHA-256 of the first bytes of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while length > 0 and (part := file.read(min(_STEP, length))):
            digest.update(part)
            length -= len(part)
    return digest.digest()
