"""The rows of a draft as sentences; of one that is not sound yet, what is wrong with it."""

from collections.abc import Iterator, Mapping, Sequence

from app.award.cases.pack_file import rough_pack
from app.award.texts.row_text import text_of_row
from app.award.texts.words import fact_title
from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.row_kinds import rows_of
from app.desk.drafts.row_names import names_of
from app.desk.drafts.sheet import Item
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.pack import STATUSES, VERIFIED, Pack
from app.policy.pack_facts import ASKED, KINDS, OF, PackFact
from app.policy.rows import Catalogue, Row
from app.policy.sanctions import Sanction
from app.policy.toml_table import place

Spoken = Row | Catalogue | PackFact | Sanction | tuple[str, ...]


class Sentences:
    """What each row of a draft says and may name, as the draft stood when this was made."""

    def __init__(self, draft: Draft) -> None:
        self.names = names_of(draft)
        self.pack, problems = rough_pack(draft.data)
        self._wrong = _by_row(draft, problems)
        self._read = dict(_read(draft, self.pack))

    def sentence(self, item: Item) -> str:
        """The sentence of a row; what is wrong with it when it cannot be read."""
        known = self._wrong.get(place(_path(item)))
        if known is not None:
            return say("rows.unread", why=known.reason)
        found = self.row(item)
        return "" if found is None else _told(found, self.pack)

    def row(self, item: Item) -> Spoken | None:
        """The row as it was read."""
        return self._read.get(place(_path(item)))

    def status(self, item: Item) -> str:
        """待核实, 征求意见稿, or nothing."""
        found = self.row(item)
        known = isinstance(found, Row) and found.status not in ("", VERIFIED)
        return STATUSES[found.status] if known and isinstance(found, Row) else ""


def _path(item: Item) -> tuple[str | int, ...]:
    return (*item.path, item.part) if item.part else item.path


def _by_row(draft: Draft, problems: Sequence[Problem]) -> dict[str, Problem]:
    """The first problem of each row; that of a row within another belongs to the inner one alone."""
    places = sorted((place(_path(item)) for item in rows_of(draft)), key=len, reverse=True)
    found: dict[str, Problem] = {}
    for problem in problems:
        here = next((one for one in places if problem.key == one or problem.key.startswith(one + "/")), None)
        if here is not None:
            found.setdefault(here, problem)
    return found


def _read(draft: Draft, pack: Pack) -> Iterator[tuple[str, Spoken]]:
    """The rows as they were read, by their places."""
    data = draft.data
    for n, table in enumerate(data.get("schemes", ())):
        scheme = pack.schemes.get(str(table.get("key", "")))
        if scheme is None:
            continue
        own = scheme.needs[len(scheme.needs) - len(table.get("needs", ())) :]
        yield place(("schemes", n)), scheme
        for name, rows in (("needs", own), ("ways", scheme.ways), ("past", scheme.past), ("amount", scheme.amount)):
            yield from _numbered(("schemes", n, name), rows)
        for m, way in enumerate(scheme.ways):
            yield from _numbered(("schemes", n, "ways", m, "needs"), way.needs)
    yield from _shared(data, pack)
    for name, found in (("rules", pack.rules), ("facts", pack.facts), ("sanctions", pack.sanctions)):
        yield from _numbered((name,), found)
    yield from _numbered(("catalogues",), tuple(pack.catalogues.values()))
    yield from ((place(("lists", name)), items) for name, items in pack.lists.items())


def _numbered(path: tuple[str | int, ...], rows: Sequence[Spoken]) -> Iterator[tuple[str, Spoken]]:
    return ((place((*path, n)), row) for n, row in enumerate(rows))


def _shared(data: Data, pack: Pack) -> Iterator[tuple[str, Spoken]]:
    """Needs of several schemes, as the first scheme that has them read them."""
    tables = data.get("needs", ())
    for key, scheme in pack.schemes.items():
        mine = [n for n, table in enumerate(tables) if key in (table.get("for") or pack.schemes)]
        own = next((len(one.get("needs", ())) for one in data.get("schemes", ()) if one.get("key") == key), 0)
        rows = scheme.needs[len(scheme.needs) - own - len(mine) : len(scheme.needs) - own]
        yield from ((place(("needs", n)), row) for n, row in zip(mine, rows, strict=False))


def _told(found: Spoken, pack: Pack) -> str:
    if isinstance(found, Row):
        try:
            return text_of_row(found, pack)
        except LookupError:  # it names what another row does not say yet
            return say("rows.unfinished")
    if isinstance(found, Catalogue):
        by = "、".join(fact_title(fact, pack) for fact in found.by)
        return say(
            "rows.office_rates" if found.rows is None else "rows.rates",
            by=by,
            count=len(found.rows or ()),
            unit=found.unit,
        )
    if isinstance(found, PackFact):
        choices = "、".join(found.one_of)
        told = say(
            "rows.fact", of=OF.get(found.of, ""), kind=KINDS.get(found.kind, ""), asked=ASKED.get(found.asked, "")
        )
        return told + (f"：{choices}" if choices else "")
    return "、".join(found) if isinstance(found, tuple) else "；".join(_sanction(found, pack)) or found.title


def _sanction(found: Sanction, pack: Pack) -> Iterator[str]:
    titles: Mapping[str, str] = {one.key: one.title for one in pack.sanctions}
    if found.mend:
        yield say("diff.mend", days=found.mend)
    if found.bars or found.lasting:
        yield say("diff.months", count=found.bars) if found.bars else say("rows.lasting")
    if found.twice:
        yield say("diff.again", times=found.twice, key=titles.get(found.next, found.next))
