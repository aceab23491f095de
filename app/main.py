"""The only place that assembles: the user's folder, then a front end - the window without words, else the command line."""

import gc
import os
import sys
from pathlib import Path

_SELDOM = 100_000
"""How many objects are made between two looks for garbage: tables of many rows make none, and were looked through."""


def home() -> Path:
    """Where this user's settings and example offices lie."""
    base = Path.home()
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or base / "AppData" / "Local") / "skillbureau"
    if sys.platform == "darwin":
        return base / "Library" / "Application Support" / "skillbureau"
    return Path(os.environ.get("XDG_DATA_HOME") or base / ".local" / "share") / "skillbureau"


def run(argv: list[str]) -> int:
    """Exit status: 0 all is well, 1 problems were found, 2 refused."""
    gc.disable()  # a sixth of the start went into looking for garbage among what is only being loaded
    from app import cli  # noqa: PLC0415 - the window must not pay for the command line's libraries, nor it for Qt's
    from app.store import temporary_files  # noqa: PLC0415

    arguments = cli.parse(argv)
    gc.set_threshold(_SELDOM)
    gc.enable()
    temporary_files.begin()
    if arguments.word:
        arguments.home = home()
        sys.unraisablehook = _unheard
        return cli.run(arguments)
    from app import ui  # noqa: PLC0415

    office = Path(arguments.office) if arguments.office else None
    return ui.start(home(), office, arguments.user, arguments.handed)


def _unheard(_: object) -> None:
    """What a library could not close once more, such as on a full disk, was already said in a sentence."""
