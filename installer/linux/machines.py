"""The two kinds of machines that Linux packages are made for, as Debian, the compiler and the wheels call them."""

from collections.abc import Mapping
from dataclasses import dataclass

from installer.downloads import LINUX, LINUX_ARM64, System


@dataclass(frozen=True)
class Machine:
    """A kind of machine: its names, and the newest version of each library's symbols that a file may ask for."""

    debian: str
    file: str
    """As it stands in the names of the files that are handed out."""
    triplet: str
    system: System
    newest: Mapping[str, tuple[int, ...]]


AMD64 = Machine(
    "amd64",
    "x64",
    "x86_64-linux-gnu",
    LINUX,
    {"GLIBC": (2, 28), "GLIBCXX": (3, 4, 25), "CXXABI": (1, 3, 11)},  # Debian 10, UOS 20
)
ARM64 = Machine(
    "arm64",
    "arm64",
    "aarch64-linux-gnu",
    LINUX_ARM64,
    {"GLIBC": (2, 31), "GLIBCXX": (3, 4, 28), "CXXABI": (1, 3, 12)},  # Debian 11: what Qt's wheel needs
)
