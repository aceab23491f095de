"""Settling what is 待核实: a value or row gets the document that says it, or keeps its clause and the reading that was asked about."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.desk.drafts.draft import Draft
from app.desk.drafts.papers import clause_at, names
from app.desk.drafts.row_kinds import LISTED, kind_of
from app.desk.drafts.rows import Rows
from app.desk.drafts.sheet import Item
from app.desk.drafts.values import Values, clause_of, declared, move
from app.kernel.outcomes import Refused
from app.kernel.texts import say


@dataclass(frozen=True)
class Basis:
    """What settles it: document, place and very words; `answer` says who decided between two readings, and when."""

    document: str = ""
    place: str = ""
    quote: str = ""
    clause: str = ""
    answer: str = ""

    @property
    def whole(self) -> bool:
        """Whether it names the document, the place in it and its words."""
        return bool(self.document and self.place and self.quote)


def waiting(draft: Draft) -> dict[str, list[Item]]:
    """The values and rows that wait, by what they are confirmed by: 公示期, or 职业培训补贴·每年享受次数 for a row."""
    found: dict[str, list[Item]] = {}
    for name, item in (*_values(draft), *_rows(draft)):
        found.setdefault(name, []).append(item)
    return found


def _values(draft: Draft) -> Iterator[tuple[str, Item]]:
    return ((declared(item.data).title, item) for item in Values(draft).rows() if not clause_of(item))


def _rows(draft: Draft) -> Iterator[tuple[str, Item]]:
    sheet = Rows(draft)
    for item in sheet.rows():
        if kind_of(item) is not LISTED and item.data.get("pending"):
            title = str(item.data.get("title") or sheet.text(item, "row_sentence"))
            yield "·".join(dict.fromkeys((sheet.text(item, "row_scheme"), title))), item


def confirm(draft: Draft, name: str, basis: Basis) -> str:
    """Settle what is asked by its name, its title alone or a value's key, and give its full name.

    Refused when nothing of the name waits, several rows do, or the basis is not enough; the draft is then as it was.
    """
    known = waiting(draft)
    fits = [one for one in known if name == one] or [one for one in known if name == one.partition("·")[2]]
    fits = fits or [one for one, items in known.items() if name == items[0].data.get("key") and _is_value(items[0])]
    if len(fits) != 1:
        code = "draft.which_waits" if fits else "draft.nothing_waits"
        raise Refused(code, title=name, waiting="、".join(fits or known))
    items = known[fits[0]]
    _require(draft, items, basis)
    place = _clause(draft, basis) if basis.whole else ""
    for item in items:
        _settle(draft, item, place, basis)
    return fits[0]


def _is_value(item: Item) -> bool:
    return item.path[0] in ("clauses", "unverified")


def _require(draft: Draft, items: list[Item], basis: Basis) -> None:
    """A document for what has none; an answer for a reading of a clause that stands."""
    enough = basis.whole or (bool(basis.answer) and all(item.data.get("clause") for item in items))
    if not enough:
        standing = all(item.data.get("clause") for item in items)
        raise Refused("draft.answer_wanted" if standing else "draft.basis_wanted")
    if basis.whole and basis.document not in names(draft):
        raise Refused("draft.no_document", name=basis.document, names="、".join(names(draft)))


def _clause(draft: Draft, basis: Basis) -> str:
    if basis.clause and basis.clause not in draft.clauses:
        first = basis.document == names(draft)[0]
        draft.clauses[basis.clause] = {"place": basis.place} | ({} if first else {"document": basis.document})
    return basis.clause or clause_at(draft, basis.place, basis.document)


def _settle(draft: Draft, item: Item, clause: str, basis: Basis) -> None:
    """A value moves below the clause; a row names it. What was asked stays as the note, so that the reason can be found."""
    if _is_value(item):
        move(draft, item, clause)
        item.data["quote"] = basis.quote
        return
    asked = item.data.pop("pending")
    told = say("draft.settled", asked=asked, answer=basis.answer) if basis.answer else ""
    if told:
        item.data["note"] = "；".join(filter(None, (told, str(item.data.get("note", "")))))
    if clause:
        item.data.update({"clause": clause, "quote": basis.quote})
