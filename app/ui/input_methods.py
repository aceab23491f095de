"""How Chinese is typed and where windows are shown on a Linux desktop, whose settings may name plug-ins that this Qt has not.

Qt's wheels speak to ibus alone. An input method that a desktop asks for is reached so:

- fcitx, 4 or 5: by `app.ui.fcitx`, over the bus of the session;
- any other, and none: by Qt's ibus plug-in, to which fcitx5 answers, too.
"""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo

MODULE, MODULES, PLATFORM, PORTAL = "QT_IM_MODULE", "QT_IM_MODULES", "QT_QPA_PLATFORM", "IBUS_USE_PORTAL"
OF_X = "XMODIFIERS"
FATAL = "DBUS_FATAL_WARNINGS"
"""Whether the library of the bus ends the program for what it warns of, such as a system without /etc/machine-id."""
FCITX, IBUS, DEAD_KEYS = "fcitx", "ibus", "compose"
_DAEMON = "ibus-daemon"
Has = Callable[[str, str], bool]


def has_plugin(folder: str, name: str) -> bool:
    """Whether Qt brings a plug-in, such as `ibus` of `platforminputcontexts`."""
    place = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / folder
    return any(place.glob(f"lib{'q' if folder == 'platforms' else ''}{name}*.so"))


def choose(has: Has = has_plugin) -> bool:
    """Name what Qt can load, before it starts; whether fcitx is to be spoken to by the program itself."""
    if not sys.platform.startswith("linux"):
        return False
    _choose_platform(has)
    os.environ.setdefault(FATAL, "0")
    asked = _asked()
    if any(has("platforminputcontexts", word) for word in asked):
        os.environ[MODULE] = next(word for word in asked if has("platforminputcontexts", word))
    elif any(word.startswith(FCITX) for word in asked):
        os.environ[MODULE] = DEAD_KEYS
        return True
    else:
        os.environ[MODULE] = IBUS
    if os.environ[MODULE] == IBUS and not shutil.which(_DAEMON):
        os.environ.setdefault(PORTAL, "1")  # without the daemon's file Qt looks for ibus at the portal only
    return False


def _asked() -> list[str]:
    """The input methods that the desktop names for Qt, then the one that it names for programs of X."""
    of_qt = os.environ.pop(MODULES, "") or os.environ.get(MODULE, "")
    of_x = os.environ.get(OF_X, "").partition("@im=")[2]
    return [word for word in (*of_qt.split(";"), of_x) if word]


def _choose_platform(has: Has) -> None:
    """Of the platforms that the desktop names only those that there are; Qt ends the program where there is none."""
    asked = os.environ.get(PLATFORM, "").split(";")
    there = [word for word in asked if word and has("platforms", word.partition(":")[0].partition("-")[0])]
    if there:
        os.environ[PLATFORM] = ";".join(there)
    else:
        os.environ.pop(PLATFORM, None)
