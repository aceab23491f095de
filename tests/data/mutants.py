"""Workbooks with something wrong in them: each mutant is the same file with a few random changes, the same for the same number."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

_NUMBERS = (b"0", b"-1", b"255", b"65536", b"1048577", b"4294967295", b"99999999999999999999", b"x")
_BYTES = (0x00, 0x01, 0x7F, 0x80, 0xFF)
_NUMBER = re.compile(rb"\d+")
_LEAF = re.compile(rb"<([\w:]+)[^<>]*/>|<([\w:]+)[^<>]*(?<!/)>[^<>]*</\2>")
_ATTRIBUTE = re.compile(rb""" [\w:]+=("[^"]*"|'[^']*')""")


def mutant(data: bytes, number: int) -> bytes:
    """The mutant of this number; of an archive, most have something wrong inside a member and not in the archive itself."""
    random = Random(number)  # noqa: S311
    if data.startswith(b"PK") and random.random() < 0.8:
        return _inside(data, random)
    return _changed(data, random)


def _inside(data: bytes, random: Random) -> bytes:
    """The archive with one or two of its members changed, dropped or named otherwise."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = set(random.choices(names, k=random.randint(1, 2)))
        for name in names:
            if name not in chosen or random.random() < 0.9:
                content = old.read(name)
                new.writestr(name, _changed(content, random) if name in chosen else content)
    return target.getvalue()


def _changed(data: bytes, random: Random) -> bytes:
    """Of XML, most stays well-formed: what a parser refuses at once shows little."""
    changes = _XML_CHANGES if data.startswith(b"<?xml") and random.random() < 0.8 else _CHANGES
    for _ in range(random.choice((1, 1, 1, 2, 4, 12))):
        data = random.choice(changes)(data, random)
    return data


def _byte(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + bytes([random.choice((*_BYTES, random.randrange(256)))]) + data[at + 1 :]


def _four_bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + random.choice((bytes(4), b"\xff" * 4, b"\x00\x00\x00\x7f", random.randbytes(4))) + data[at + 4 :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) or 1)]


def _left_out(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + data[at + random.choice((1, 8, 100, 512)) :]


def _twice(data: bytes, random: Random) -> bytes:
    at, size = random.randrange(len(data) or 1), random.choice((1, 8, 100, 512))
    return data[: at + size] + data[at:]


def _number(data: bytes, random: Random) -> bytes:
    """Another number where one is written in digits, as the places and repetitions of XML are."""
    found = list(_NUMBER.finditer(data))
    if not found:
        return _byte(data, random)
    place = random.choice(found)
    return data[: place.start()] + random.choice(_NUMBERS) + data[place.end() :]


def _moved(data: bytes, random: Random) -> bytes:
    """Two pieces in each other's place."""
    first, second = sorted(random.randrange(len(data) or 1) for _ in range(2))
    size = random.choice((4, 16, 64))
    one, two = data[first : first + size], data[second : second + size]
    return data[:first] + two + data[first + size : second] + one + data[second + size :]


def _element(data: bytes, random: Random) -> bytes:
    """An element without others in it not there, twice, or in the place of another."""
    found = list(_LEAF.finditer(data))
    if not found:
        return _byte(data, random)
    one, other = random.choice(found), random.choice(found)
    instead = random.choice((b"", one[0] * 2, one[0] * 300, other[0]))
    return data[: one.start()] + instead + data[one.end() :]


def _no_attribute(data: bytes, random: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return _byte(data, random)
    one = random.choice(found)
    return data[: one.start()] + data[one.end() :]


_XML_CHANGES = (_number, _element, _no_attribute)
_CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _byte,
    _byte,
    _four_bytes,
    _cut,
    _left_out,
    _twice,
    _number,
    _number,
    _moved,
)
