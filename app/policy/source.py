"""Where something in a pack is written: document, place, very words; and how a row of a pack file names its clause."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.policy.toml_table import Table


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value is written: document, place in the document, its very words; all '' for the office's own.

    `clause` is the id by which a pack keeps the clause: a key of ours, which is never said or printed.
    """

    document: str = ""
    clause: str = ""
    place: str = ""
    quote: str = ""
    draft: bool = False
    """Whether the document is not issued yet."""
    verified: date | None = None
    """The day on which it was last compared with the document itself, None when nobody says so."""

    def cite(self) -> str:
        """文号 and place as the document numbers itself, such as 綦江府办发〔2019〕39号四（二）; '' when no document says it."""
        return self.document + self.place


INTERNAL = Source()
"""The source of the office's own checks (内部核对)."""


def sourced(table: Table, clauses: Mapping[str, Source], *, required: bool = True) -> Source:
    """The clause that a row of a pack rests on, with the quotation beside it; a clause is never named without its words."""
    clause = table.text("clause", required=required)
    quote = table.text("quote", required=bool(clause))
    if clause and clause not in clauses:
        table.blame("policy.unknown_clause", "clause", clause=clause)
    found = clauses.get(clause, INTERNAL)
    return replace(found, quote=quote, verified=verified_on(table, found.verified)) if clause else found


def verified_on(table: Table, above: date | None) -> date | None:
    """The day on which a row or clause was last compared with its document: its own, else that of what it stands below."""
    return table.day("verified", required=False) or above
