"""The archive that a workbook of today is: its members inflated within a limit, its small XML read."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from typing import IO
from xml.etree import ElementTree

from app.kernel.outcomes import Refused

_LARGEST_INSIDE = 256 * 1024 * 1024
_PIECE = 1024 * 1024


class Members:
    """The members of an archive by name in small letters, inflated within one allowance for all of them."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name, self._left = archive, name, _LARGEST_INSIDE
        self.infos = {info.filename.lower().lstrip("/"): info for info in archive.infolist()}
        if len(self.infos) != len(archive.infolist()):
            raise Refused("workbook.damaged", name=name)
        if any(info.flag_bits & 1 for info in self.infos.values()):
            raise Refused("workbook.password", name=name)

    def pieces(self, member: str) -> Iterator[bytes]:
        """The bytes of a member by and by; Refused when the allowance is spent."""
        if member not in self.infos:
            return
        with self._stream(member) as stream:
            while piece := stream.read(_PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise Refused("workbook.bomb", name=self._name, most=_LARGEST_INSIDE >> 20)
                yield piece

    def measure(self, *endings: str, but: frozenset[str] = frozenset()) -> None:
        """Inflate the members with these endings for their size alone, but for those that were read as a whole."""
        for member in self.infos:
            if member.endswith(endings) and member not in but:
                for _ in self.pieces(member):
                    pass

    def whole(self, member: str) -> bytes:
        """The bytes of a member; none when there is no such member."""
        buffer = io.BytesIO()
        for piece in self.pieces(member):
            buffer.write(piece)
        return buffer.getvalue()

    def leave_out(self, size: int) -> None:
        """So much of what was inflated is not kept, and spends nothing of the allowance."""
        self._left += size

    def with_contents(self, contents: Mapping[str, bytes]) -> bytes:
        """An archive of the XML members alone, some with other contents."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for member, info in self.infos.items():
                if member in contents:
                    archive.writestr(info.filename, contents[member])
                elif member.endswith((".xml", ".rels")):
                    with self._stream(member) as stream:
                        archive.writestr(info.filename, stream.read())
        return target.getvalue()

    def _stream(self, member: str) -> IO[bytes]:
        info = copy(self.infos[member])
        info.file_size = 1 << 40  # the stream's own end counts, not what the header claims
        return self._archive.open(info)


def elements(xml: bytes) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The elements of a small document by their names without prefix, each with its attributes by theirs."""
    for element in ElementTree.fromstring(xml).iter() if xml else ():
        yield _local(element.tag), {_local(key): text for key, text in element.items()}


def relations(members: Members, of: str) -> dict[str, str]:
    """The members that another one in xl/ names, by the identity that it calls them; a name is compared, never used as a path."""
    targets: dict[str, str] = {}
    for tag, attributes in elements(members.whole(f"xl/_rels/{of}.rels")):
        if tag == "Relationship":
            target = attributes.get("Target", "").lower()
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return targets


def _local(name: str) -> str:
    return name.rpartition("}")[2]
