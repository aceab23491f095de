"""A list on paper: the columns that are shown, laid out on A4 as in its workbook, with how many rows and their sums."""

from collections.abc import Sequence
from dataclasses import replace

from app.desk.nouns import NOUNS
from app.desk.report_paper import paper
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.printing import table_pages
from app.printing.documents import FONTS, Document, joined
from app.printing.table_pages import Words
from app.record.listing import Listing, Query
from app.record.report import Table
from app.store.work import Read

_MOST = 20_000
"""Rows that are still printed: more are for a workbook."""


def pdf(read: Read, listing: Listing, query: Query, names: Sequence[str]) -> Document:
    """Every row of a query in these columns, numbers masked as on the screen; Refused for none, or far too many."""
    totals = listing.totals(read.connection, query)
    if not totals.count:
        raise Refused("list_paper.empty", title=listing.title)
    if totals.count > _MOST:
        raise Refused("list_paper.too_long", title=listing.title, count=f"{totals.count:,}", most=f"{_MOST:,}")
    columns = [listing.column(name) for name in names]
    fields = tuple(replace(column.field, key=column.name, title=column.heading) for column in columns)
    label = NOUNS[listing.noun].label if listing.noun in NOUNS else ()
    table = Table(listing.title, fields, lambda read, period: (), label=tuple(key for key in label if key in names))
    rows = list(listing.rows(read.connection, query))
    summed = (f"{field.title} {field.shown(totals.sums[field.key])}" for field in fields if field.key in totals.sums)
    note = "，".join([say("list_paper.count", count=f"{totals.count:,}", day=read.today.isoformat()), *summed])
    words = Words(f"{read.own.name}{listing.title}", note, "", listing.title)
    mark = "示例" if read.settings.get("sample") == "1" else ""
    return joined(table_pages.pages([(paper(table, rows), words)], FONTS, read.own.name, mark), listing.title)
