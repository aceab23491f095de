"""The read side: every list of the program by name."""

from collections.abc import Mapping
from functools import lru_cache

from app.desk.journal import JOURNAL_LIST
from app.desk.records import RECORDS
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.plan.indicators import INDICATOR_LIST
from app.record.listing import Listing
from app.record.pack_facts import KnownFact, known, showing
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


def listing(read: Read, name: str) -> Listing:
    """A list by its name, with the facts of policies that its records may have; Refused when there is none."""
    if name not in LISTINGS:
        raise Refused("cli.listing", name=name, names="、".join(LISTINGS))
    return _whole(read, LISTINGS[name])


def listing_of(read: Read, noun: str) -> Listing:
    """The list of a noun, with the facts of policies that its records may have."""
    return _whole(read, OF_NOUN[noun])


def _whole(read: Read, listing: Listing) -> Listing:
    record = RECORDS.get(listing.noun)
    if record is None or not record.noun.facts:
        return listing
    facts = known(read, record.noun.facts)
    return _with_facts(listing.noun, facts) if facts else listing


@lru_cache(maxsize=32)
def _with_facts(noun: str, facts: tuple[KnownFact, ...]) -> Listing:
    """The same list for the same facts, so that a window sees whether they are others."""
    return showing(RECORDS[noun], facts).listing


def record(read: Read, noun: str, uid: int) -> dict[str, Value] | None:
    """One record of a noun as values by key, or None when there is none."""
    return listing_of(read, noun).record(read.connection, uid)
