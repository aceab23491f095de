"""The read side: every list of the program by name."""

from collections.abc import Mapping

from app.desk.journal import JOURNAL_LIST
from app.desk.records import RECORDS
from app.kernel.kinds import Value
from app.plan.indicators import INDICATOR_LIST
from app.record.listing import Listing
from app.store.work import Read

LISTINGS: Mapping[str, Listing] = {
    listing.name: listing
    for listing in (
        *(record.listing for record in RECORDS.values() if record.noun.plural),
        JOURNAL_LIST,
        INDICATOR_LIST,
    )
}
OF_NOUN: Mapping[str, Listing] = {listing.noun: listing for listing in LISTINGS.values()}


def record(read: Read, noun: str, uid: int) -> dict[str, Value] | None:
    """One record of a noun as values by key, or None when there is none."""
    return OF_NOUN[noun].record(read.connection, uid)
