"""CPython for Linux, out of Debian's source package: built in the old root, the same at every build."""

import hashlib
import re
import shutil
import tarfile
from email.utils import parsedate_to_datetime
from pathlib import Path

from installer.downloads import fetch, fingerprint, sources
from installer.linux import root
from installer.linux.machines import AMD64, Machine
from installer.places import BUILD, HERE, PYTHON

SOURCE = f"python{PYTHON}"
INTERPRETERS = BUILD / "interpreters"
PREFIX = "opt/skillbureau"
FIXES = re.compile(r"CVE-|\d{4}-3\.11-|shutdown-deadlock|frame_dealloc-crash|relfile-nullptr")
"""Of Debian's patches those for security and against crashes; the others make it a part of Debian."""
OWN = ("Setup.local", "symbols.h")
BUILD_SCRIPT = """
{mend}
export ac_cv_func_sem_clockwait=no ac_cv_func_pthread_cond_clockwait=no
mkdir -p build/Modules && cp Setup.local build/Modules && cd build
../source/configure -q --prefix=/{prefix} --without-ensurepip --disable-test-modules --with-system-expat \\
    CFLAGS="-include /work/symbols.h" LDFLAGS=-Wl,--build-id=none {given} > configure.log 2>&1
make -s -j2 > make.log 2>&1
make -s install DESTDIR=/work/out > install.log 2>&1
test ! -e "$(find /work/out -name '*_failed.so')"
"""
"""The two functions left out are of glibc 2.30."""
FOREIGN = (
    "--build={own} --host={triplet} --with-build-python=/work/native/bin/python{python} --enable-ipv6 CC={triplet}-gcc-10 "
    "AR={triplet}-ar READELF={triplet}-readelf ac_cv_file__dev_ptmx=yes ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no"
)
"""What a build for another machine cannot find out by trying."""


def build(machine: Machine) -> Path:
    """The folder that the interpreter is installed into, built unless it stands from the same sources and this recipe."""
    folder = INTERPRETERS / machine.debian
    stamp = folder / "made-from.txt"
    made_from = _recipe(machine)
    if not stamp.exists() or stamp.read_text("utf-8") != made_from:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        unpack(folder)
        _link_ffi_statically(machine)
        if machine is not AMD64:
            shutil.copytree(build(AMD64), folder / "native", symlinks=True)
        root.execute(_script(machine, folder), folder, changed_at(folder))
        stamp.write_text(made_from, "utf-8")
    return folder / "out" / PREFIX


def _recipe(machine: Machine) -> str:
    """Changes with whatever decides how the interpreter comes out."""
    own = "".join((HERE / "linux" / name).read_text("utf-8") for name in OWN)
    told = "\n".join((fingerprint(SOURCE), fingerprint(root.SOURCE), own, FIXES.pattern, BUILD_SCRIPT, _given(machine)))
    return hashlib.sha256(told.encode()).hexdigest()


def unpack(folder: Path) -> None:
    """The source as Debian has it, and what this build adds."""
    for name, path in fetch(SOURCE).items():
        if ".tar." in name:
            with tarfile.open(path) as archive:
                archive.extractall(folder, filter="tar")
    next(folder.glob("Python-*")).rename(folder / "source")
    for name in OWN:
        shutil.copyfile(HERE / "linux" / name, folder / name)


def fixes(folder: Path) -> list[str]:
    """The patches of Debian that are applied, in its order."""
    series = (folder / "debian" / "patches" / "series").read_text("utf-8").split()
    return [name for name in series if FIXES.match(name)]


def changed_at(folder: Path) -> int:
    """When Debian last changed the source; the interpreter tells it as the time that it was built."""
    text = (folder / "debian" / "changelog").read_text("utf-8")
    found = re.search(r"^ -- .*>  (.*)$", text, re.MULTILINE)
    assert found is not None
    return int(parsedate_to_datetime(found[1]).timestamp())


def _link_ffi_statically(machine: Machine) -> None:
    """Each distribution has another version of libffi, so it becomes a part of the one module that needs it."""
    root.ready()
    library = root.ROOT_FOLDER / "usr" / "lib" / machine.triplet
    for name in library.glob("libffi.so*"):
        name.unlink()
    shutil.copyfile(library / "libffi_pic.a", library / "libffi.a")


def _script(machine: Machine, folder: Path) -> str:
    mend = "\n".join(f"patch -s -p1 -d source -i /work/debian/patches/{name}" for name in fixes(folder))
    return BUILD_SCRIPT.format(mend=mend, prefix=PREFIX, given=_given(machine))


def _given(machine: Machine) -> str:
    return "" if machine is AMD64 else FOREIGN.format(triplet=machine.triplet, own=AMD64.triplet, python=PYTHON)


def version() -> str:
    """The version with Debian's revision, which tells which holes are mended."""
    return sources()[SOURCE].version


def licence(folder: Path) -> str:
    """The licence that comes with the interpreter."""
    return (folder / "lib" / SOURCE / "LICENSE.txt").read_text("utf-8")
