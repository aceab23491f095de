"""A PC with Windows as far as Wine is one: its drives, its programs, its registry; the user is called 张 三."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer import roots
from installer.places import NAME
from installer.proof import screen
from installer.proof.screen import Screen

PACKAGES = (*screen.PACKAGES, "wine", "wine64", "fonts-wqy-microhei", "locales", "tzdata")
USER, OWNER = "张 三", 1001
HOME = Path("home") / "zhang"
DRIVE_C = HOME / "wine" / "drive_c"
LOCAL = rf"C:\users\{USER}\AppData\Local"
DESKTOP = rf"C:\users\{USER}\Desktop"
_ENVIRONMENT = {
    "HOME": f"/{HOME}",
    "USER": USER,
    "LANG": "zh_CN.UTF-8",
    "LC_ALL": "zh_CN.UTF-8",
    "TZ": "Asia/Shanghai",
    "WINEPREFIX": f"/{HOME}/wine",
    "XDG_RUNTIME_DIR": "/tmp",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
}
_SHOWN, _USER_TIME, _SYSTEM_TIME = 15, 11, 12
"""Characters of a program's name that the system tells, and places after it of the ticks it took."""


class Failed(Exception):
    """A program ended otherwise than it should have."""


class Pc:
    """Runs programs on the PC and looks at its files."""

    def __init__(self, root: Path, shown: Screen) -> None:
        self.root, self.screen = root, shown

    def place(self, path: str) -> Path:
        """Where a file of the PC lies on this machine: drive C, or another that was put in."""
        drive, _, rest = path.partition(":\\")
        base = self.root / DRIVE_C if drive.upper() == "C" else self.root / HOME / f"drive-{drive.lower()}"
        return base / rest.replace("\\", "/")

    def insert(self, letter: str, folder: Path) -> None:
        """Put a folder of this machine in as a drive, as a USB stick would be; it is taken over, not copied."""
        target = self.root / HOME / f"drive-{letter.lower()}"
        folder.rename(target)
        link = self.root / HOME / "wine" / "dosdevices" / f"{letter.lower()}:"
        link.symlink_to(f"/{HOME}/drive-{letter.lower()}")

    def remove(self, letter: str) -> Path:
        """Take a drive out; gives its folder."""
        (self.root / HOME / "wine" / "dosdevices" / f"{letter.lower()}:").unlink()
        return self.root / HOME / f"drive-{letter.lower()}"

    def run(self, *words: str, status: int | None = 0, **environment: str) -> str:
        """Run a program to its end; gives all that it said. Failed when it ends with another status (None: any)."""
        given = self.screen.session.words("wine", *words, **environment)
        done = subprocess.run(given, stdin=subprocess.DEVNULL, capture_output=True)
        said, told = text(done.stdout), text(done.stderr)
        if status is not None and done.returncode != status:
            raise Failed(f"{words}: {done.returncode}\n{said}\n{told}")
        return said + told

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin a program with a window."""
        return self.screen.session.start("wine", *words)

    def processor_time(self, program: str) -> float:
        """Seconds of processor that running programs of this name have taken so far."""
        lines = self.screen.session.run("sh", "-c", "cat /proc/[0-9]*/stat 2>/dev/null || true").splitlines()
        fields = [line.rpartition(")")[2].split() for line in lines if f"({program[:_SHOWN]})" in line]
        running = [one for one in fields if one[0] != "Z"]
        return sum(int(one[_USER_TIME]) + int(one[_SYSTEM_TIME]) for one in running) / os.sysconf("SC_CLK_TCK")

    def registry(self, key: str, name: str) -> str:
        """A value of the user's registry, the unnamed one of a key for ''; '' when there is none."""
        value = ("/v", name) if name else ("/ve",)
        said = self.run("reg", "query", f"HKCU\\{key}", *value, status=None)
        return next((line.split("REG_SZ", 1)[1].strip() for line in said.splitlines() if "REG_SZ" in line), "")


def text(said: bytes) -> str:
    """What a program printed, in UTF-8 or in the code page of a Chinese console."""
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gbk", "replace")


@contextmanager
def pc() -> Iterator[Pc]:
    """A PC as it comes new out of its box."""
    root = roots.make("trixie", PACKAGES)
    with roots.session(root) as administrator:
        _make_user(root, administrator)
    with roots.session(root, OWNER, **_ENVIRONMENT) as session, screen.screen(session) as shown:
        session.run("wineboot", "--init")
        yield Pc(root, shown)


def _make_user(root: Path, administrator: roots.Session) -> None:
    line = f"{USER}:x:{OWNER}:{OWNER}::/{HOME}:/bin/bash"
    accounts = root / "etc" / "passwd"
    if line not in (text := accounts.read_text("utf-8")):
        accounts.write_text(f"{text}{line}\n", "utf-8")
        administrator.run("localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8")
    home = root / HOME
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    shutil.chown(home, OWNER, OWNER)


def hand_over(folder: Path) -> None:
    """Make files that were put in from outside the user's own."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, OWNER, OWNER)


LAUNCHER, CONSOLE = f"{NAME}.exe", f"{NAME}-cli.exe"
