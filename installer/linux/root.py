"""A small Debian 11 beside the system: pinned packages unpacked, nothing of them configured, commands run in it by chroot.

Whatever decides how a file comes out (compiler, strip, patchelf, xz, dpkg-deb) is taken from it and not from the machine.
"""

import os
import shutil
from pathlib import Path

from installer.downloads import fetch, fingerprint
from installer.places import BUILD, run

SOURCE = "debian-root"
ROOT_FOLDER = BUILD / "roots" / SOURCE
STAMP = ROOT_FOLDER.with_suffix(".stamp")
LINKS = {"bin/sh": "dash", "usr/bin/awk": "mawk", "usr/bin/cc": "gcc"}
"""What the packages' own scripts would have set up."""
ENTER = """
mount --rbind /dev "$1/dev"
mount --bind "$2" "$1/work"
exec chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/ LC_ALL=C SOURCE_DATE_EPOCH="$4" \\
    /bin/sh -ec "cd /work; $3"
"""


def ready() -> None:
    """Make the root, unless it stands already as it is pinned."""
    if STAMP.exists() and STAMP.read_text("utf-8") == fingerprint(SOURCE):
        return
    STAMP.unlink(missing_ok=True)
    shutil.rmtree(ROOT_FOLDER, ignore_errors=True)
    for folder in ("dev", "work", "tmp"):
        (ROOT_FOLDER / folder).mkdir(parents=True)
    for package in fetch(SOURCE).values():
        run("dpkg-deb", "--extract", package, ROOT_FOLDER)
    for name, target in LINKS.items():
        link = ROOT_FOLDER / name
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    STAMP.write_text(fingerprint(SOURCE), "utf-8")


def execute(script: str, work: Path, epoch: int) -> str:
    """Run a shell script in the root, in a folder of the machine that is /work there; `epoch` is the time it may tell.

    The mounts are seen by the script alone and end with it. An ordinary user is root in there by a name space of his own.
    """
    ready()
    user = () if os.geteuid() == 0 else ("--map-root-user",)
    return run("unshare", "--mount", *user, "sh", "-ec", ENTER, "sh", ROOT_FOLDER, work, script, epoch)
