"""What the print preview shows: the papers of some records, or the page by which a printer is measured."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QImage

from app.kernel.texts import say

if TYPE_CHECKING:
    from app.printing.documents import Document
    from app.printing.offsets import Offset
    from app.printing.preview import Picture
    from app.record.listing import Listing, Query
    from app.store.work import Read


def image(picture: "Picture") -> QImage:
    """A rendered page as Qt's image, its own copy of the pixels."""
    width, height, rgb = picture
    return QImage(rgb, width, height, width * 3, QImage.Format.Format_RGB888).copy()


class Papers(Protocol):
    """What forms there are about something, as name and title, and how one is composed."""

    def forms(self, read: "Read") -> list[tuple[str, str]]: ...  # noqa: D102
    def compose(self, read: "Read", form: str) -> "Document": ...  # noqa: D102


class OfRecords:
    """The papers of some records of a noun, each printed of all of them; the last is the whole set."""

    def __init__(self, noun: str, uids: Sequence[int]) -> None:
        self.noun, self.uids = noun, uids
        self.overprint: Offset | None = None
        """Whether the values alone are printed, and how far they are moved for the printer."""

    def forms(self, read: "Read") -> list[tuple[str, str]]:
        """Those that the records may have."""
        from app.printing import batches

        return batches.titles(read, self.noun, self.uids)

    def compose(self, read: "Read", form: str) -> "Document":
        """One of them, filled."""
        from app.printing import batches

        return batches.pdf(read, form, self.uids, self.overprint)


class OfList:
    """A list with the rows and columns that are shown."""

    def __init__(self, listing: "Listing", query: "Query", names: Sequence[str]) -> None:
        self._listing, self._query, self._names = listing, query, names

    def forms(self, read: "Read") -> list[tuple[str, str]]:
        """It alone."""
        return [(self._listing.name, self._listing.title)]

    def compose(self, read: "Read", form: str) -> "Document":
        """Its pages."""
        from app.printing import lists

        return lists.pdf(read, self._listing, self._query, self._names)


class Ruler:
    """The page by which a printer is measured."""

    def forms(self, read: "Read") -> list[tuple[str, str]]:
        """It alone."""
        return [("ruler", say("printing.ruler_title"))]

    def compose(self, read: "Read", form: str) -> "Document":
        """The same for every printer."""
        from app.printing.documents import FONTS, joined
        from app.printing.offsets import ruler

        return joined([ruler(FONTS)], say("printing.ruler_title"))
