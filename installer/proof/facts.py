"""What a proof found: each fact on a line of its own, on the console and in a file beside the pictures."""

import shutil
import time
from pathlib import Path

from installer.places import BUILD, VERSION


class NotProved(Exception):
    """A fact does not hold; what was found instead."""


class Facts:
    """The facts of one system, in the order in which they were found."""

    def __init__(self, system: str) -> None:
        self.folder = BUILD / "proof" / system
        """Where pictures and facts of this proof lie."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._began = time.monotonic()
        self.tell(f"{VERSION} {system}")

    def check(self, fact: str, holds: object, found: object = "") -> None:
        """Note a fact; NotProved with what was `found` when it does not hold."""
        if not holds:
            self.tell(f"NOT {fact}: {found}")
            raise NotProved(f"{fact}: {found}")
        self.tell(f"ok  {fact}" + (f": {found}" if found != "" else ""))

    def tell(self, line: str) -> None:
        """A line of the report, with the seconds since the proof began."""
        text = f"{time.monotonic() - self._began:6.1f} s  {line}"
        print(text, flush=True)
        with (self.folder / "facts.txt").open("a", encoding="utf-8") as file:
            file.write(text + "\n")

    def picture(self, name: str) -> Path:
        """Where a picture of this proof is put."""
        return self.folder / f"{name}.png"
