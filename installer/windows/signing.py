"""Signing with whatever the maintainer has: a command of his own, which is given each program as its last word."""

import os
import shlex
from pathlib import Path

from installer.places import run

VARIABLE = "SKILLBUREAU_SIGN"
"""Names the command; where it is not set, nothing is signed."""


def command() -> list[str]:
    """The words of the command; none where nothing is signed."""
    return shlex.split(os.environ.get(VARIABLE, ""))


def sign(*programs: Path) -> None:
    """Have each program signed where it lies."""
    if words := command():
        for program in programs:
            run(*words, program)
