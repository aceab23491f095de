"""What the window remembers: the offices and text size on this machine; columns, widths and order per user."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_LAST, _SIZE, _SHAPE, _PERSON = "office/last", "view/size", "view/shape", "person"
_OFFICES = 9
"""So many offices are remembered; one digit calls each in a menu."""


@dataclass(frozen=True)
class Place:
    """An office of this machine: its folder, and its name when it was open last."""

    folder: Path
    name: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the folder still has an office."""
        return (self.folder / "office.db").is_file()


class Machine:
    """What one user of this computer likes: the offices that were open, the last one first, and the text size."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.example = Place(home / "example" / "county")
        """Where the example office lies once it was made."""
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    @property
    def offices(self) -> list[Place]:
        """The offices that were open here, the last one first; some may be gone."""
        kept = self._settings.value(_LAST) or []
        lines = (line.rpartition("\n") for line in ([kept] if isinstance(kept, str) else kept))
        return [Place(Path(folder), name) for name, _, folder in lines]

    @property
    def last_office(self) -> Path | None:
        """The folder of the office that was open last, before any the example's; None when it is not there."""
        last = next(iter(self.offices), self.example)
        return last.folder if last.is_there else None

    def keep_office(self, folder: Path, name: str) -> None:
        """Remember the office for the next start."""
        place = Place(folder.resolve(), name)
        self._keep([place, *(known for known in self.offices if known.folder != place.folder)])

    def entry(self, folder: Path) -> tuple[int, str]:
        """The entry of an office's journal that was its last when it was opened here last; 0 and '' of one never opened."""
        number, _, digest = str(self._settings.value(_entry_of(folder), "") or "0 ").partition(" ")
        return int(number), digest

    def keep_entry(self, folder: Path, entry: tuple[int, str]) -> None:
        """Remember it, so that an older copy in its place is seen."""
        self._settings.setValue(_entry_of(folder), f"{entry[0]} {entry[1]}")

    def forget_office(self, folder: Path) -> None:
        """Not offered any more; the folder stays as it is."""
        self._keep([known for known in self.offices if known.folder != folder])

    def _keep(self, places: list[Place]) -> None:
        self._settings.setValue(_LAST, [f"{place.name}\n{place.folder}" for place in places[:_OFFICES]])

    @property
    def text_size(self) -> str:
        """Name of the chosen text size."""
        return str(self._settings.value(_SIZE, "标准"))

    def keep_text_size(self, name: str) -> None:
        """Remember the text size."""
        self._settings.setValue(_SIZE, name)

    @property
    def shape(self) -> QByteArray | None:
        """Place and size of the window."""
        found = self._settings.value(_SHAPE)
        return found if isinstance(found, QByteArray) else None

    def keep_shape(self, shape: QByteArray) -> None:
        """Remember them."""
        self._settings.setValue(_SHAPE, shape)


def _entry_of(folder: Path) -> str:
    return f"entry/{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"


class Memory:
    """How one user of one office likes the lists; a small file beside the database."""

    def __init__(self, folder: Path, user: str = "") -> None:
        self._settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.user = user

    @property
    def last_user(self) -> str:
        """Who worked here last."""
        return str(self._settings.value(_PERSON, "") or "")

    def sign_in(self, user: str) -> None:
        """Remember who works here."""
        self.user = user
        self._settings.setValue(_PERSON, user)

    @property
    def reason(self) -> str:
        """What the user last took whole numbers out for."""
        return str(self._settings.value(f"{self.user}/reason", "") or "")

    def keep_reason(self, reason: str) -> None:
        """Remember it."""
        self._settings.setValue(f"{self.user}/reason", reason)

    def header(self, page: str) -> QByteArray | None:
        """Widths, order and hidden columns of a list."""
        found = self._settings.value(f"{self.user}/{page}/header")
        return found if isinstance(found, QByteArray) else None

    def keep_header(self, page: str, state: QByteArray) -> None:
        """Remember them."""
        self._settings.setValue(f"{self.user}/{page}/header", state)

    def sort(self, page: str) -> tuple[tuple[str, bool], ...]:
        """The order of a list: keys, and whether descending."""
        words = str(self._settings.value(f"{self.user}/{page}/sort", "") or "").split()
        return tuple((word.lstrip("-"), word.startswith("-")) for word in words)

    def keep_sort(self, page: str, sort: tuple[tuple[str, bool], ...]) -> None:
        """Remember it."""
        words = " ".join(("-" if descending else "") + key for key, descending in sort)
        self._settings.setValue(f"{self.user}/{page}/sort", words)
