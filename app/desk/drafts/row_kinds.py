"""The kinds of rows that a policy is put together of, each with the parts that it has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.desk.drafts import row_parts as p
from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.row_names import Names
from app.desk.drafts.row_parts import Part
from app.desk.drafts.row_sums import counts, share, step, times, total
from app.desk.drafts.sheet import Item
from app.kernel.texts import say
from app.policy.pack_facts import ASKED, ENTERED, KINDS, OF
from app.policy.pack_facts import LINE as OF_LINE
from app.policy.pack_facts import TEXT as A_TEXT
from app.policy.row_file import ABOUT
from app.policy.row_file import STEPS as AT
from app.policy.rows import AGAINST, INSTITUTION, PERSON, REFUSE, UNKNOWN, WARN


@dataclass(frozen=True)
class Kind:
    """A kind of row: where it stands in the file, whether below a scheme, its parts."""

    key: str
    path: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """What people call it."""
        return say(f"rows.kind_{self.key}")


def _schemes(names: Names) -> Mapping[str, str]:
    return names.schemes


def _facts(names: Names) -> Mapping[str, str]:
    return names.titles


_AGAINST = p.choice("against", AGAINST, usual=REFUSE)
_WRITTEN = (p.text("quote"), p.day("since"), p.day("until"), p.text("pending"), p.text("note"))
"""What stands behind the clause of a row."""
_TESTED = (p.fact(), p.test(0), p.value(0), p.test(1), p.value(1))
_NEED = (
    *_TESTED,
    _AGAINST,
    p.choice("unknown", UNKNOWN),
    p.guard(),
    p.text("title"),
    *_WRITTEN,
    p.choice("proof", UNKNOWN, usual=WARN),
    p.text("met"),
    p.text("unmet"),
)
_KEYED = (p.text("title", required=True), p.text("key", "row_key"))
SCHEME = Kind(
    "scheme",
    ("schemes",),
    (
        *_KEYED,
        p.choice("about", {PERSON: "花名册上的人", INSTITUTION: "培训机构"}, usual=PERSON),
        *(counts(), p.named("payee"), p.named("fund"), p.items("papers"), *_WRITTEN),
    ),
)
NEED = Kind("need", ("schemes", "needs"), _NEED)
WAY = Kind("way", ("schemes", "ways"), (*_KEYED, p.guard(), _AGAINST, *_WRITTEN))
WAY_NEED = Kind("way_need", ("schemes", "ways", "needs"), _NEED)
PAST = Kind(
    "past",
    ("schemes", "past"),
    (
        *(
            p.text("title", required=True),
            p.limit(),
            p.choice("unit", {"times": "次", "yuan": "元"}, "row_unit", usual="times"),
        ),
        *(p.codes("of", _schemes), p.span(), p.same(), p.higher(), p.guard("past")),
        *(_AGAINST, p.guard(), *_WRITTEN),
    ),
)
AMOUNT = Kind(
    "amount",
    ("schemes", "amount"),
    (
        *(step(), total(), times(), share(), p.guard(), p.text("title")),
        *(p.choice("pick", {"first": "最先符合的一项", "highest": "最高的一项"}, usual="first"), *_WRITTEN),
    ),
)
SHARED = Kind("shared", ("needs",), (*_NEED, p.codes("for", _schemes)))
RULE = Kind(
    "rule",
    ("rules",),
    (
        *(p.choice("about", ABOUT, "row_about", required=True), p.choice("at", AT, required=True)),
        *(*_NEED, p.text("then")),
    ),
)
CATALOGUE = Kind(
    "catalogue", ("catalogues",), (*_KEYED, p.codes("by", _facts), p.text("unit"), p.nested("rows"), *_WRITTEN[:1])
)
LISTED = Kind("list", ("lists",), ())
FACT = Kind(
    "fact",
    ("facts",),
    (
        *(*_KEYED, p.choice("of", OF, "fact_of", usual=OF_LINE), p.choice("kind", KINDS, "fact_kind", usual=A_TEXT)),
        *(p.choice("asked", ASKED, usual=ENTERED), p.items("one_of"), p.text("unit"), p.text("help"), *_WRITTEN[:1]),
    ),
)
SANCTION = Kind(
    "sanction",
    ("sanctions",),
    (*_KEYED, p.whole_or_word("bars"), p.whole("mend"), p.whole("twice"), p.text("next"), *_WRITTEN[:1]),
)
ROWS: tuple[Kind, ...] = (
    *(SCHEME, NEED, WAY, WAY_NEED, PAST, AMOUNT),
    *(SHARED, RULE, CATALOGUE, LISTED, FACT, SANCTION),
)
_BY_PATH = {kind.path: kind for kind in ROWS}


def kind_of(item: Item) -> Kind:
    """The kind of a row by its place in the file."""
    path = tuple(part for part in item.path if isinstance(part, str))
    return LISTED if path[:1] == ("lists",) else _BY_PATH[path]


def rows_of(draft: Draft) -> Iterator[Item]:
    """Every row of a draft: scheme by scheme, then what stands beside the schemes."""
    for n, scheme in enumerate(draft.data.get("schemes", ())):
        yield Item(("schemes", n), scheme)
        yield from _below(("schemes", n), scheme, ("ways", "needs", "past", "amount"))
    for name in ("needs", "rules", "catalogues", "facts", "sanctions"):
        yield from (Item((name, n), one) for n, one in enumerate(draft.data.get(name, ())))
    lists = draft.data.get("lists", {})
    yield from (Item(("lists",), lists, name) for name in lists)


def _below(path: tuple[str | int, ...], table: Data, names: tuple[str, ...]) -> Iterator[Item]:
    for name in names:
        for n, row in enumerate(table.get(name, ())):
            yield Item((*path, name, n), row)
            if name == "ways":
                yield from _below((*path, name, n), row, ("needs",))
