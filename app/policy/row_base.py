"""What every row of a pack file is read with: its clause, title, guard and period; tables of numbers, words of a closed set."""

from collections.abc import Collection
from typing import Any, TypeVar

from app.policy.own_facts import YUAN, FactKind
from app.policy.row_tests import Context, meant, read_table, read_when
from app.policy.rows import AGAINST, REFUSE, Row
from app.policy.rows import Table as RowTable
from app.policy.source import Source, sourced
from app.policy.status import DRAFT, UNVERIFIED, VERIFIED
from app.policy.toml_table import Table

R = TypeVar("R", bound=Row)


def read_row(kind: type[R], table: Table, context: Context, parent: Source | None = None, **more: Any) -> R:
    """A row with what every row says of itself; it names its clause or says why it is 待核实, or rests on its scheme's."""
    source = sourced(table, context.clauses, required=False)
    pending = table.text("pending", required=False)
    if not source.clause and not pending:
        if parent is None:
            table.blame("row.no_clause")
        source = parent or source
    since, until = table.day("since", required=False), table.day("until", required=False)
    if since and until and until < since:
        table.blame("policy.period", "until", since=since, until=until)
    name, title = more.pop("name", ""), more.pop("title", "")
    more.setdefault("against", table.among("against", AGAINST, REFUSE))
    row = kind(
        name=table.text("row", required=False) or name,
        title=table.text("title", required=False) or title,
        source=source,
        status=UNVERIFIED if pending else DRAFT if source.draft else VERIFIED,
        pending=pending,
        note=table.text("note", required=False),
        since=since,
        until=until,
        when=read_when(table, context),
        **more,
    )
    table.close()
    return row


def read_numbers(table: Table, name: str, context: Context, kind: FactKind) -> RowTable:
    """A table of numbers, or of amounts in 元, by guards."""

    def value(row: Table) -> object:
        return row.money("is") if kind.kind == YUAN else row.whole("is")

    return read_table(table, name, context, value)


def check_words(table: Table, name: str, words: Collection[str], known: Collection[str]) -> None:
    """Blame each word that is none of those known, with the nearest."""
    for word in words:
        if word not in known:
            table.blame("row.unknown", name, word=word, nearest=meant(word, list(known)))
