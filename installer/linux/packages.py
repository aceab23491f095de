"""The two files that are handed out: the .deb for a system's own installer, and the archive that runs from any folder."""

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QGuiApplication, QIcon

from dev import QT_LIBRARIES
from installer import archives
from installer.linux import elf, root
from installer.linux.machines import Machine
from installer.linux.tree import LAUNCHERS
from installer.places import HERE, NAME, ROOT, TITLE, VERSION, epoch, files_below
from installer.windows import icon

OWN = HERE / "linux" / "debian"
ABOUT = "县区人力社保部门离线使用的桌面程序。单位的数据与程序分开存放，升级和卸载都不会动它。"
SIDES = (256, 128, 64, 48, 32)
LIBRARIES = {
    **QT_LIBRARIES,
    "libz.so.1": "zlib1g",
    "libexpat.so.1": "libexpat1",
    "libzstd.so.1": "libzstd1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libSM.so.6": "libsm6",
    "libICE.so.6": "libice6",
}
"""Debian's package of each library that is taken from the system."""
OF_LIBC = re.compile(r"lib(c|m|dl|rt|util|pthread|resolv)\.so\.\d|ld-linux.*")
DO_WITHOUT = ("libqgtk3.so", "libcupsprintersupport.so")
"""Plug-ins that Qt goes without where their libraries are not there."""
PACK = """
dpkg-deb --root-owner-group -Zxz -z9 --build package out.deb
tar -C package/opt --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --transform='s,^{name},{top},' -c {name} \\
    | xz -9 > out.tar.xz
"""


class UnknownLibrary(Exception):
    """A file needs a library of which nobody said where it comes from."""


def depends(tree: Path, machine: Machine) -> list[str]:
    """The packages of the system that the binary files need."""
    glibc = ".".join(map(str, machine.newest["GLIBC"]))
    found = {f"libc6 (>= {glibc})"}
    for library, users in elf.missing(tree).items():
        if OF_LIBC.match(library) or all(user.endswith(DO_WITHOUT) for user in users):
            continue
        if library not in LIBRARIES:
            raise UnknownLibrary(f"{library}: {', '.join(users)}")
        found.add(LIBRARIES[library])
    return sorted(found)


def debian_version(version: str = VERSION) -> str:
    """As Debian compares it: a candidate before what it is a candidate for."""
    return version.replace("-", "~")


def write(work: Path, tree: Path, machine: Machine, base: Path) -> None:
    """Put what the system is told around the tree, which lies in `work/package`, and pack both files at `base`."""
    package = work / "package"
    _share(package / "usr" / "share")
    _commands(package / "usr" / "bin")
    _control(
        package / "DEBIAN", machine, depends(tree, machine), sum(path.stat().st_size for path in files_below(tree))
    )
    archives.set_times(package)
    root.execute(PACK.format(name=NAME, top=f"{TITLE} {VERSION}"), work, epoch())
    for ending in (".deb", ".tar.xz"):
        shutil.move(work / f"out{ending}", base.with_name(base.name + ending))


def _share(share: Path) -> None:
    """Menu entry, kinds of files, icons, licence."""
    icons = share / "icons" / "hicolor"
    for source, target in {
        OWN / "skillbureau.desktop": share / "applications" / f"{NAME}.desktop",
        OWN / "mime.xml": share / "mime" / "packages" / f"{NAME}.xml",
        icon.PICTURE: icons / "scalable" / "apps" / f"{NAME}.svg",
        ROOT / "LICENSE": share / "doc" / NAME / "copyright",
    }.items():
        _copy(source, target)
    application = QGuiApplication.instance() or QGuiApplication([])
    assert application is not None
    for side in SIDES:
        target = icons / f"{side}x{side}" / "apps" / f"{NAME}.png"
        target.parent.mkdir(parents=True)
        icon.frame(QIcon(str(icon.PICTURE)), side).save(target)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _commands(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in LAUNCHERS:
        (folder / name).symlink_to(f"/opt/{NAME}/{name}")


def _control(folder: Path, machine: Machine, needed: Iterable[str], size: int) -> None:
    folder.mkdir()
    lines = {
        "Package": NAME,
        "Version": debian_version(),
        "Architecture": machine.debian,
        "Maintainer": f"{NAME} <maintainers@{NAME}.invalid>",
        "Installed-Size": str(size // 1024),
        "Depends": ", ".join(needed),
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{TITLE}\n {ABOUT}",
    }
    (folder / "control").write_text("".join(f"{key}: {value}\n" for key, value in lines.items()), "utf-8")
    for name in ("preinst", "prerm"):
        shutil.copyfile(OWN / "closed.sh", folder / name)
        (folder / name).chmod(0o755)
