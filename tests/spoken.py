"""Everything that an office says: every list, every explained record, every form about one of each; and ids in it."""

import re
from collections.abc import Iterator
from itertools import islice

import pypdfium2

from app.desk.checking import check
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS, OF_NOUN
from app.kernel.outcomes import Refused
from app.printing import documents, library
from app.store.work import Office, Read

CLAUSE_ID = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}-\d{2}(?!\d)")
"""The ids by which packs and the register keep clauses: keys of ours, never words for people."""
_TOLD = ("class", "claim", "claim-line")
_PRINTED = 4
"""Records of which each form is printed."""


def clause_ids(office: Office) -> list[str]:
    """What an office says with a clause id in it."""
    with office.read() as read:
        return [text for text in spoken(read) if CLAUSE_ID.search(text)]


def spoken(read: Read) -> Iterator[str]:
    """Every text that lists, explanations, papers and the check give of an office."""
    for listing in LISTINGS.values():
        for row in listing.rows(read.connection):
            yield " ".join(c.field.kind.shown(row[c.name]) for c in listing.columns)
    for noun in _TOLD:
        for row in OF_NOUN[noun].rows(read.connection):
            yield from (line for p in hooks(noun).explain(read, int(str(row["uid"]))) for line in (p.title, *p.lines))
    for form in library.FORMS.values():
        for row in islice(OF_NOUN[form.noun].rows(read.connection), _PRINTED):
            yield from _pages(read, form.name, int(str(row["uid"])))
    yield from map(str, check(read).findings)


def _pages(read: Read, form: str, uid: int) -> Iterator[str]:
    try:
        printed = documents.pdf(read, form, uid)
    except Refused:  # not every record has every form
        return
    yield printed.open
    with pypdfium2.PdfDocument(printed.data) as document:
        yield from (page.get_textpage().get_text_range() for page in document)
