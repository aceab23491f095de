"""The tables of ICU, 32 MB in Qt's wheel, less those of other languages: a library of the same name with what trim.toml keeps.

The format is ICU's common data: a header, then a table of contents (count; for each item the offsets of its name and of its
bytes, from the table's own beginning, in the order of the names), then names and items.
"""

import re
import struct
from collections.abc import Mapping
from pathlib import Path

from installer import program
from installer.linux import root
from installer.linux.machines import Machine
from installer.places import run

MARK, MARK_AT = b"CmnD", 12
"""The kind of data, and where it stands in the header."""
ALIGNED = 16
SOURCE = """
.section .rodata
.globl {symbol}
.type {symbol}, %object
.balign {aligned}
{symbol}:
.incbin "icu.dat"
.size {symbol}, . - {symbol}
"""
LINK = "{triplet}-gcc-10 -shared -nostdlib -Wl,--build-id=none -Wl,-z,noexecstack -Wl,-soname,{name} -o {name} icu.s"


def shrink(machine: Machine, library: Path, work: Path) -> None:
    """Put a smaller library in the place of `libicudata.so.…`."""
    symbol, data = table(library)
    header, items = unpack(data)
    given = program.trims("linux", "icu")
    kept = {name: content for name, content in items.items() if not given.leaves_out(name.partition("/")[2])}
    program.require_all_used(given)
    work.mkdir(parents=True, exist_ok=True)
    (work / "icu.dat").write_bytes(pack(header, kept))
    (work / "icu.s").write_text(SOURCE.format(symbol=symbol, aligned=ALIGNED), "utf-8")
    root.execute(LINK.format(triplet=machine.triplet, name=library.name), work, 0)
    (work / library.name).replace(library)


def table(library: Path) -> tuple[str, bytes]:
    """The one symbol of the library and the bytes that it names."""
    told = run("readelf", "--dyn-syms", "--wide", library)
    found = re.search(r"(\d+|0x[0-9a-f]+) OBJECT .* (icudt\d+_dat)", told)
    assert found is not None
    content = library.read_bytes()
    begin = content.index(MARK) - MARK_AT
    return found[2], content[begin : begin + int(found[1], 0)]


def unpack(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The header and the items by their names."""
    (length,) = struct.unpack_from("<H", data)
    (count,) = struct.unpack_from("<I", data, length)
    entries = [struct.unpack_from("<II", data, length + 4 + 8 * place) for place in range(count)]
    ends = [*(begin for _, begin in entries[1:]), len(data) - length]
    names = [data[length + at : data.index(0, length + at)].decode("ascii") for at, _ in entries]
    places = zip(names, entries, ends, strict=True)
    return data[:length], {name: data[length + begin : length + end] for name, (_, begin), end in places}


def pack(header: bytes, items: Mapping[str, bytes]) -> bytes:
    """The same format with other items."""
    names = [name.encode("ascii") + b"\0" for name in items]
    at = 4 + 8 * len(items)
    begin = _aligned(at + sum(map(len, names)), len(header))
    entries, bodies = [], []
    for name, content in zip(names, items.values(), strict=True):
        entries.append(struct.pack("<II", at, begin))
        body = content.ljust(_aligned(len(content), 0), b"\0")
        bodies.append(body)
        at, begin = at + len(name), begin + len(body)
    front = struct.pack("<I", len(items)) + b"".join((*entries, *names))
    return header + front.ljust(_aligned(len(front), len(header)), b"\0") + b"".join(bodies)


def _aligned(length: int, before: int) -> int:
    """A length that ends, after what is before, where an item may begin."""
    return -(-(length + before) // ALIGNED) * ALIGNED - before
