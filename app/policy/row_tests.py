"""Reading the small language of conditions from a pack file: tests of facts, bounds, and tables by them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.policy import own_facts
from app.policy.own_facts import COUNT, DATE, FLAG, GRANTED, PERCENT, SET, TEXT, YUAN, FactKind
from app.policy.pack_facts import PackFact
from app.policy.rows import Bound, Catalogue, Choice, Table, Test, When
from app.policy.source import Source, sourced
from app.policy.toml_table import Table as Toml
from app.policy.toml_table import nearest

WORDS = ("is", "in", "not", "least", "most", "known")
_SPANS = ("years", "months", "days", "working_days")
_NUMBERS = (COUNT, PERCENT)
FACT_KINDS = {"text": TEXT, "choice": TEXT, "count": COUNT, "yuan": YUAN, "date": DATE, "flag": FLAG}


@dataclass
class Context:
    """What the rows of one pack may refer to."""

    clauses: Mapping[str, Source]
    lists: Mapping[str, tuple[str, ...]]
    schemes: tuple[str, ...] = ()
    own: Mapping[str, PackFact] = field(default_factory=dict)
    facts: Mapping[str, FactKind] = field(default_factory=lambda: own_facts.OWN)
    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)
    tables: dict[int, tuple[Table, Toml, str]] = field(default_factory=dict)
    """Every table of values that was read, by identity, with its place: what only a whole scheme shows is blamed there."""
    scheme: str = ""

    def begin(self, scheme: str, ways: Mapping[str, str]) -> None:
        """Go on to the rows of a scheme, which may ask for the way that held by its key."""
        self.scheme = scheme
        self.facts = {**self.facts, "way": replace(own_facts.OWN["way"], codes=ways)}

    @classmethod
    def of(
        cls,
        clauses: Mapping[str, Source],
        lists: Mapping[str, tuple[str, ...]],
        schemes: Mapping[str, str],
        own: Sequence[PackFact],
    ) -> "Context":
        """The context of a pack: the program's facts, the pack's own, and whether each scheme is granted."""
        declared = kinds_of(own)
        granted = {GRANTED + key: FactKind(f"已核定{title}", FLAG) for key, title in schemes.items()}
        facts = {**own_facts.OWN, **granted, **declared}
        return cls(clauses, lists, tuple(schemes), {f.key: f for f in own}, facts)

    def fact(self, table: Toml, name: str, where: str = "fact") -> FactKind:
        """A fact by its name; an unknown one is blamed with the nearest."""
        if name and name not in self.facts:
            table.blame("row.no_fact", where, fact=name, nearest=meant(name, self.facts))
        return self.facts.get(name, FactKind(name))

    def items(self, table: Toml, where: str, value: object, kind: FactKind) -> tuple[object, ...]:
        """What a fact is compared with: one value, a list of them, or a list of the pack by `@name`."""
        if isinstance(value, str) and value.startswith("@"):
            if value[1:] not in self.lists:
                table.blame("row.no_list", where, list=value, nearest=meant(value[1:], self.lists))
            return tuple(self.lists.get(value[1:], ()))
        values = value if isinstance(value, list) else [value]
        found = (self._item(table, where, one, kind) for one in values)
        return tuple(one for one in found if one is not None)

    def _item(self, table: Toml, where: str, value: object, kind: FactKind) -> object:
        """One value that a fact may have, money in 分; None, with a problem, for any other."""
        wanted = {FLAG: bool, DATE: date, TEXT: str, SET: str}.get(kind.kind, int)
        if not isinstance(value, wanted) or isinstance(value, bool) != (wanted is bool):
            table.blame("row.kind", where, fact=kind.title, value=value)
            return None
        if kind.codes and value not in kind.codes:
            table.blame_choice(where, str(value), kind.codes)
        return value * 100 if kind.kind == YUAN and isinstance(value, int) else value

    def values(self, fact: str) -> tuple[object, ...]:
        """Every value that a fact can have where they are listed: its codes, yes and no, or a list of the pack; else ()."""
        kind, own = self.facts.get(fact), self.own.get(fact)
        if kind is not None and (kind.codes or kind.kind == FLAG):
            return tuple(kind.codes or (True, False))
        return own.one_of if own is not None else tuple(self.lists.get(own_facts.LISTED.get(fact, ""), ()))


def kinds_of(own: Sequence[PackFact]) -> dict[str, FactKind]:
    """The facts of a pack as decisions see them."""
    return {f.key: FactKind(f.title, FACT_KINDS.get(f.kind, TEXT), f.unit) for f in own}


def meant(word: str, known: Collection[str]) -> str:
    """The nearest known word as a question, '' where none is near."""
    near = nearest(word, known)
    return f"，是不是“{near}”" if near else ""


def read_when(table: Toml, context: Context, name: str = "when") -> When:
    """The guard of a row: facts by name, each with a value, a list, or a table of words."""
    given = table.table(name, required=False)
    return tuple(test for fact in given.data for test in _tests_of(given, fact, context))


def _tests_of(given: Toml, fact: str, context: Context) -> tuple[Test, ...]:
    raw = given.data[fact]
    if isinstance(raw, dict):
        inner = given.table(fact)
        found = read_tests(inner, fact, context)
        inner.close()
        return found
    given.take(fact)
    kind = context.fact(given, fact, fact)
    return (Test(fact, "in", context.items(given, fact, raw, kind)),)


def read_tests(table: Toml, fact: str, context: Context) -> tuple[Test, ...]:
    """The tests of one fact that a table words: is, in, not, least, most, known."""
    kind, found = context.fact(table, fact), []
    for word in WORDS:
        raw = table.take(word)
        if raw is None:
            continue
        if word == "known":
            found.append(Test(fact, word, (table.flag(word),)))
        elif word in ("least", "most"):
            found.append(Test(fact, word, bound=read_bound(table, word, raw, kind, context)))
        else:
            found.append(Test(fact, "not" if word == "not" else "in", context.items(table, word, raw, kind)))
    if not found:
        table.blame("row.no_test", fact=kind.title)
    return tuple(found) or (Test(fact, "known", (True,)),)


def read_bound(table: Toml, name: str, raw: object, kind: FactKind, context: Context) -> Bound | Table:
    """A number, an amount in 元, a day; a fact; or a table of these."""
    if isinstance(raw, list):
        return read_table(table, name, context, lambda row: _inline_bound(row, kind, context))
    if isinstance(raw, dict):
        return _fact_bound(table.table(name), context, kind)
    if kind.kind == YUAN:
        return Bound(table.money(name))
    good = isinstance(raw, date) if kind.kind == DATE else isinstance(raw, int) and not isinstance(raw, bool)
    if not good or kind.kind not in (*_NUMBERS, DATE):
        table.blame("row.kind", name, fact=kind.title, value=raw)
        return Bound(0)
    if isinstance(raw, int) and raw < 0:
        table.blame("policy.negative", name)
    assert isinstance(raw, int | date)
    return Bound(raw)


def _inline_bound(row: Toml, kind: FactKind, context: Context) -> Bound | Table:
    """The bound of a row of a table: `is`, or a fact that stands beside the guard."""
    if row.has("is"):
        return read_bound(row, "is", row.take("is"), kind, context)
    words = {word: row.take(word) for word in ("fact", "percent", "plus") if row.has(word)}
    return _fact_bound(Toml(words, row.lines, row.problems, row.path), context, kind)


def _fact_bound(table: Toml, context: Context, of: FactKind) -> Bound:
    """Another fact of the same sort, a part of it, or a day some time from it."""
    fact = table.text("fact")
    other = context.fact(table, fact)
    if fact in context.facts and _sort(other) != _sort(of):
        table.blame("row.other_sort", "fact", fact=of.title, other=other.title)
    if wrong := next((w for w in ("percent", "plus") if table.has(w) and (w == "plus") != (of.kind == DATE)), ""):
        table.blame("row.kind", wrong, fact=of.title, value=wrong)
    percent = table.whole("percent", required=False)
    span = table.table("plus", required=False)
    plus = tuple((word, _signed(span, word)) for word in _SPANS if span.has(word))
    span.close()
    table.close()
    return Bound(None, fact, 100 if percent is None else percent, plus)


def _sort(kind: FactKind) -> str:
    """What may be compared with each other: days, sums of money, numbers."""
    return COUNT if kind.kind in _NUMBERS else kind.kind


def _signed(table: Toml, name: str) -> int:
    """A whole number that may lie before the day."""
    raw = table.take(name)
    if not isinstance(raw, int) or isinstance(raw, bool):
        table.blame("policy.type", name, wanted="整数")
        return 0
    return raw


def read_table(table: Toml, name: str, context: Context, value: Callable[[Toml], object]) -> Table:
    """A table of values: `{ when, since, until, is }` in order."""
    rows = []
    for row in table.tables(name):
        when, since, until = read_when(row, context), row.day("since", required=False), row.day("until", required=False)
        source = sourced(row, context.clauses, required=False)
        rows.append(Choice(value(row), when, since, until, source))
        row.close()
    found = tuple(rows)
    if not found:
        table.blame("policy.missing", name)
    context.tables[id(found)] = found, table, name
    return found
