"""A display in a root that nobody looks at: windows on it are waited for, keys pressed, pictures taken."""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageChops

from installer.roots import Session

PACKAGES = ("xvfb", "openbox", "xdotool", "imagemagick")
SHAPE = "1366x768x24"
"""The screen of an office's older PC."""
BLINKING = 400
"""Pixels that a cursor and a clock may change while nothing else happens."""
_PAUSE = 0.1


class NoWindow(Exception):
    """A window did not come, or did not go, in time."""


class Screen:
    """What a person at a PC sees and presses."""

    def __init__(self, session: Session) -> None:
        self.session = session
        """Of what is started so that it shows on this screen."""

    def ids(self, title: str) -> list[str]:
        """The windows with this in their title."""
        return self._tool("search", "--onlyvisible", "--name", title).split()

    def wait(self, title: str, seconds: float = 60) -> float:
        """Wait for a window; gives the seconds that it took."""
        began = time.monotonic()
        while not self.ids(title):
            if time.monotonic() - began > seconds:
                raise NoWindow(f"{title}: not there after {seconds} s")
            time.sleep(_PAUSE)
        return time.monotonic() - began

    def wait_gone(self, title: str, seconds: float = 60) -> None:
        """Wait until no window bears this title."""
        end = time.monotonic() + seconds
        while self.ids(title):
            if time.monotonic() > end:
                raise NoWindow(f"{title}: still there after {seconds} s")
            time.sleep(_PAUSE)

    def settle(self, seconds: float = 60, quiet: float = 1.0) -> Image.Image:
        """Wait until nothing but a cursor moves; gives what is seen then."""
        end, before = time.monotonic() + seconds, self.look()
        while time.monotonic() < end:
            time.sleep(quiet)
            now = self.look()
            if changed(before, now) <= BLINKING:
                return now
            before = now
        raise NoWindow(f"the screen was still changing after {seconds} s")

    def look(self) -> Image.Image:
        """What is seen at this moment."""
        return Image.open(io.BytesIO(self.session.output("import", "-window", "root", "png:-"))).convert("RGB")

    def keep(self, target: Path, seconds: float = 60) -> Image.Image:
        """Keep a picture of what is seen once nothing moves."""
        seen = self.settle(seconds)
        seen.save(target)
        return seen

    def front(self, title: str) -> None:
        """Bring a window to the front and give it the keys, which a window manager need not do when a dialog closes."""
        for window in self.ids(title):
            self._tool("windowactivate", "--sync", window)

    def press(self, *keys: str) -> None:
        """Press keys one after another, in xdotool's names, such as alt+F4."""
        self._tool("key", "--delay", "80", *keys)

    def type(self, text: str) -> None:
        """Type Latin letters, digits and signs."""
        self._tool("type", "--delay", "60", text)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen."""
        self._tool("mousemove", str(x), str(y), "click", str(button))

    def _tool(self, *words: str) -> str:
        return self.session.output("sh", "-c", 'xdotool "$@" 2>/dev/null || true', "xdotool", *words).decode(
            "utf-8", "replace"
        )


def changed(one: Image.Image, other: Image.Image) -> int:
    """How many pixels differ between two pictures of one size."""
    different = ImageChops.difference(one, other).convert("L").point(lambda value: 255 if value else 0)
    return different.histogram()[255]


@contextmanager
def screen(session: Session) -> Iterator[Screen]:
    """A screen of its own with a window manager, for what runs in this session."""
    server = session.start("Xvfb", "-displayfd", "1", "-screen", "0", SHAPE, "-nolisten", "tcp")
    assert server.stdout is not None
    number = server.stdout.readline().decode().strip()
    shown = replace(session, environment={**session.environment, "DISPLAY": f":{number}"})
    manager = shown.start("openbox")
    try:
        yield Screen(shown)
    finally:
        for process in (manager, server):
            process.terminate()
            process.wait()
            if process.stdout:
                process.stdout.close()
