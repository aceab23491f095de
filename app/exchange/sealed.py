"""A sealed file: members beside a text that states them and its digest, so that any change of a byte shows."""

import hashlib
import io
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from app.kernel.outcomes import Refused
from app.store.files import why

MANIFEST, DIGEST = "manifest.json", "manifest.sha256"
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is read at all; members are stored, not packed, so nothing expands."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError, KeyError, struct.error)


def sha256(data: bytes) -> str:
    """Lower-case hexadecimal SHA-256."""
    return hashlib.sha256(data).hexdigest()


def seal(text: bytes, members: Mapping[str, bytes]) -> bytes:
    """The file of a text and the members that it states: the same ones always give the same bytes, on every computer."""
    return _zip({MANIFEST: text, DIGEST: sha256(text).encode(), **dict(sorted(members.items()))})


class Sentences(NamedTuple):
    """The codes of what is said of one kind of sealed file."""

    stranger: str
    """It is something else."""
    damaged: str
    too_large: str
    unreadable: str


def sealed_bytes(path: Path, told: Sentences) -> bytes:
    """The bytes of a file; Refused, in the sentences of its kind, when it cannot be read or is too large to be one."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(told.too_large, limit=LARGEST // 1024 // 1024)
        return path.read_bytes()
    except OSError as error:
        raise Refused(told.unreadable, path=path.name, detail=why(error)) from None


def unseal(data: bytes, told: Sentences) -> tuple[bytes, dict[str, bytes]]:
    """The text and the members of a sealed file; Refused, in the sentences of its kind, when it is none.

    Whether the members are those that the text states is for its reader to say.
    """
    try:
        found = _unzip(data)
    except _BROKEN:
        raise Refused(told.stranger) from None
    text = found.pop(MANIFEST, b"")
    if found.pop(DIGEST, b"") != sha256(text).encode():
        raise Refused(told.damaged, part=MANIFEST)
    return text, found


def _unzip(data: bytes) -> dict[str, bytes]:
    """Members by name, never by path: nothing is extracted to disk, and nothing is inflated."""
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for info in file.infolist():
            if info.filename in found or info.compress_type != zipfile.ZIP_STORED:
                raise zipfile.BadZipFile
            found[info.filename] = file.read(info)
    return found


def _zip(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as file:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = _UNIX, 0o644 << 16
            file.writestr(info, data)
    return buffer.getvalue()
