"""A PC with a Debian of its time and next to nothing on it; the screen, its window manager and the hand are another system's.

Programs of both meet at the display, so that the PC itself has no library but what the package asks for.
"""

import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from installer import roots
from installer.proof import screen
from installer.proof.example import PASSWORD, WINDOW
from installer.proof.screen import Screen
from installer.roots import Session

SUITE, SCREEN_SUITE = "bullseye", "bookworm"
SCREEN_PACKAGES = (*screen.PACKAGES, "shared-mime-info", "libglib2.0-bin", "desktop-file-utils", "fonts-wqy-microhei")
USER, OWNER = "张 三", 1001
HOME = Path("home") / "张 三"
MACHINE = Path("etc") / "machine-id"
_PC = roots.ROOTS / "desktop"


class Failed(Exception):
    """A program ended otherwise than it should have."""


class Desktop:
    """Runs programs on the PC, as its user or its administrator, and looks at its files."""

    def __init__(self, session: Session, shown: Screen) -> None:
        self.session, self.screen, self.root = session, shown, session.root

    def place(self, path: str | Path) -> Path:
        """Where a file of the PC lies on this machine."""
        return self.root / str(path).lstrip("/")

    def run(self, *words: object, status: int | None = 0) -> str:
        """Run a program as the user and give what it said. Failed when it ends with another status (None: any)."""
        return self._run(self.session, words, status)

    def administer(self, *words: object, status: int | None = 0) -> str:
        """The same as the administrator."""
        quiet = {"HOME": "/root", "DEBIAN_FRONTEND": "noninteractive"}
        return self._run(
            replace(self.session, owner=0, environment={**self.session.environment, **quiet}), words, status
        )

    def start(self, *words: object) -> "subprocess.Popen[bytes]":
        """Begin a program with a window."""
        return self.session.start(*words)

    def sign_in(self) -> None:
        """Go on as the clerk, by the password that the example office shows."""
        self.screen.front(WINDOW)
        self.screen.settle()
        self.screen.type(PASSWORD)
        self.screen.press("Return")
        time.sleep(2)
        self.screen.settle()

    def close(self, window: "subprocess.Popen[bytes]") -> None:
        """Leave the program as a clerk does."""
        self.screen.front(WINDOW)
        self.screen.press("alt+F4")
        self.screen.wait_gone(WINDOW)
        window.wait(60)

    def packages(self) -> dict[str, str]:
        """What is installed, with its version."""
        said = self.administer("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\\n")
        rows = (line.split() for line in said.splitlines())
        return {row[1]: row[2] for row in rows if row[0] == "installed"}

    @staticmethod
    def _run(session: Session, words: Sequence[object], status: int | None) -> str:
        given = session.words(*words)
        done = subprocess.run(given, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        said = done.stdout.decode("utf-8", "replace")
        if status is not None and done.returncode != status:
            raise Failed(f"{words}: {done.returncode}\n{said}")
        return said


@contextmanager
def desktop() -> Iterator[Desktop]:
    """A PC as it comes new out of its box."""
    shown_root = roots.make(SCREEN_SUITE, SCREEN_PACKAGES)
    new = roots.make(SUITE, ())
    shutil.rmtree(_PC, ignore_errors=True)
    subprocess.run(("cp", "-a", new, _PC), check=True)
    with (_PC / "etc" / "passwd").open("a", encoding="utf-8") as accounts:
        accounts.write(f"{USER}:x:{OWNER}:{OWNER}::/{HOME}:/bin/sh\n")
    (_PC / MACHINE).write_text(f"{uuid.uuid4().hex}\n", "utf-8")
    (_PC / HOME).mkdir(parents=True)
    shutil.chown(_PC / HOME, OWNER, OWNER)
    environment = {"HOME": f"/{HOME}", "USER": USER, "LANG": "C.UTF-8", "TZ": "Asia/Shanghai"}
    with roots.session(shown_root, OWNER, HOME="/tmp", LANG="C.UTF-8") as outside, screen.screen(outside) as shown:
        environment["DISPLAY"] = shown.session.environment["DISPLAY"]
        with roots.session(_PC, OWNER, **environment) as inside:
            yield Desktop(inside, shown)


def hand_over(folder: Path) -> None:
    """Make files that were put in from outside the user's own."""
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, OWNER, OWNER)
