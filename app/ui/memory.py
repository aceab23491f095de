"""What the window remembers: the last office and text size on this machine; columns, widths and order per user."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

_LAST, _SIZE, _SHAPE, _PERSON = "office/last", "view/size", "view/shape", "person"


class Machine:
    """What one user of this computer likes: the office that was open last, the text size."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._settings = QSettings(str(home / "window.ini"), QSettings.Format.IniFormat)

    @property
    def last_office(self) -> Path | None:
        """The folder of the office that was open last, when it is still there."""
        text = str(self._settings.value(_LAST, "") or "")
        return Path(text) if text and (Path(text) / "office.db").is_file() else None

    def keep_office(self, folder: Path) -> None:
        """Remember the office for the next start."""
        self._settings.setValue(_LAST, str(folder.resolve()))

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
