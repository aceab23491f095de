"""What Qt's binding for Python does at each import, and the program does not need."""

import sys


def read_no_sources() -> None:
    """Let modules be imported without the binding reading their source: a tenth of the start, 24 MB of memory.

    It looks in each for the name PySide6, to know who may have asked for `from __feature__ import …`; nobody here does.
    Where a later binding has this no more, nothing is lost but the time.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None:
        feature._mod_uses_pyside = lambda _: False  # type: ignore[attr-defined]  # noqa: SLF001
