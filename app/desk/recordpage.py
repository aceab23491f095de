"""The page of one record as data: its values, what may be done to it, and the paragraphs that explain it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.award.texts.explanation import Paragraph
from app.desk.hooks import hooks
from app.desk.lists import listing_of
from app.desk.screens import Screen
from app.desk.selection import Selected
from app.desk.survey import survey
from app.kernel.kinds import Value
from app.record.listing import Column
from app.store.work import Read


class RecordPage(NamedTuple):
    """What the page of a record shows; `values` are None when there is no such record any more."""

    columns: Sequence[Column]
    values: Mapping[str, Value] | None
    selected: Selected
    explanation: tuple[Paragraph, ...]


def record_page(read: Read, screen: Screen, uid: int) -> RecordPage:
    """The page of a record of a screen's noun."""
    listing = listing_of(read, screen.noun)
    told = hooks(screen.noun).explain(read, uid) if screen.explained else ()
    return RecordPage(listing.columns, listing.record(read.connection, uid), survey(read, listing, screen, [uid]), told)
