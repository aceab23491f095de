"""What the program's binary files ask of the system: libraries, and how new their symbols must be; told by readelf."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from installer.linux.machines import Machine
from installer.places import files_below, run

MAGIC = b"\x7fELF"


class TooNew(Exception):
    """A file asks for newer libraries than the oldest system has that the package is for."""


def binaries(tree: Path) -> Iterator[Path]:
    """Programs and libraries below a folder."""
    for path in files_below(tree):
        with path.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                yield path


def symbol_versions(path: Path) -> set[tuple[str, tuple[int, ...]]]:
    """The versions of symbols that a file asks for: (`GLIBC`, (2, 28))."""
    return versions_in(run("readelf", "--version-info", "--wide", path))


def versions_in(told: str) -> set[tuple[str, tuple[int, ...]]]:
    """The versions that readelf lists as needed; those that the file itself defines are not asked for."""
    _, _, needed = told.partition("Version needs section")
    found = re.findall(r"Name: (GLIBC|GLIBCXX|CXXABI)_([0-9.]+)", needed)
    return {(name, tuple(map(int, number.split(".")))) for name, number in found}


def check_age(tree: Path, machine: Machine) -> Mapping[str, tuple[int, ...]]:
    """The newest version asked for of each library; TooNew when one is newer than the machine allows."""
    newest: dict[str, tuple[int, ...]] = {}
    for path in binaries(tree):
        for name, version in symbol_versions(path):
            if version > machine.newest[name]:
                raise TooNew(f"{path.relative_to(tree)}: {name}_{'.'.join(map(str, version))}")
            newest[name] = max(newest.get(name, ()), version)
    return newest


def needed(path: Path) -> set[str]:
    """The libraries that a file names."""
    return set(re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", "--wide", path)))


def missing(tree: Path) -> dict[str, list[str]]:
    """Libraries that are not inside, each with the files that name it."""
    found = list(binaries(tree))
    inside = {path.name for path in found}
    asked: dict[str, list[str]] = {}
    for path in found:
        for library in sorted(needed(path) - inside):
            asked.setdefault(library, []).append(path.relative_to(tree).as_posix())
    return asked
