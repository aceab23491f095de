"""From the source to the .deb and the archive of each machine, step by step."""

import shutil

from installer import contents
from installer.linux import elf, packages, tree
from installer.linux.machines import AMD64, ARM64, Machine
from installer.places import BUILD, DIST, NAME, VERSION


def build() -> None:
    """For the machines of most offices."""
    make(AMD64)


def build_arm64() -> None:
    """For the others: assembled here, where it cannot be run."""
    make(ARM64)


def make(machine: Machine) -> None:
    """The tree, then the two files that are handed out and the list of their parts."""
    work = BUILD / "linux" / machine.debian
    shutil.rmtree(work, ignore_errors=True)
    folder = work / "package" / "opt" / NAME
    folder.mkdir(parents=True)
    found = tree.make(machine, folder)
    elf.check_age(folder, machine)
    base = f"{NAME}-{VERSION}-linux-{machine.file}"
    packages.write(work, folder, machine, DIST / base)
    (DIST / f"{base}.cdx.json").write_text(contents.sbom(base, found), "utf-8", newline="\n")
