"""A policy pack in words: each value as people say it, packs side by side, and a pack as its circular reads."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.award.texts.row_text import text_of_row
from app.kernel.money import FEN_IN_YUAN, yuan
from app.kernel.texts import say
from app.policy.keys import BINDINGS, CHOICE, CHOICES, FLAG, KEYS, LISTS, MONEY, NUMBERS
from app.policy.pack import STATUSES, VERIFIED, Pack, Source, Target, Value
from app.policy.reading import Reading
from app.policy.row_walk import rows_of
from app.policy.rows import Row as PolicyRow

_DECEMBER, _LAST_OF_DECEMBER = 12, 31
SILENT = "—"
"""What a pack that says nothing of a value shows in its place."""

COMPARED: tuple[str, ...] = (
    *("first_day", "last_day", "plan_scope", "action_target", "subsidised_target", "plan_target", "plan_stretch"),
    *("skilled_ratio", "highly_skilled_ratio", "advance_share", "advance_scope", "class_opening", "enterprise_opening"),
    *("programme_opening", "claim_review", "pledge", "real_name_gate", "notice_days", "notice_first_day"),
    *("report_rhythms", "catalogue_deadline", "local_plan_days", "first_plan_due", "annual_plan_month"),
    *("first_class_by", "fund_pool"),
)
"""The values in which circulars differ most, in the order in which they are laid side by side."""


def content(value: Value) -> str:
    """What a value says, with its unit."""
    key = KEYS[value.key]
    if key.kind == MONEY:
        whole, rest = divmod(value.amount, FEN_IN_YUAN)
        return f"{yuan(value.amount) if rest else format(whole, ',')} {key.unit}"
    if key.kind in NUMBERS:
        return f"{value.amount:,}{'' if key.unit == '%' else ' '}{key.unit}"
    if key.kind == FLAG:
        return "是" if value.amount else "否"
    if key.kind == CHOICE:
        return key.options[value.text]
    if key.kind == CHOICES:
        return "、".join(key.options[name] for name in value.items)
    if key.kind in LISTS:
        return "、".join(value.items)
    return str(value.content)


def text_of_value(value: Value) -> str:
    """A value with what limits it: its period, 原则上, 征求意见稿, 待核实."""
    marks = [_period(value), "" if value.binding == "strict" else BINDINGS[value.binding]]
    marks.append("" if value.status == VERIFIED else STATUSES[value.status])
    told = "，".join(mark for mark in marks if mark)
    return content(value) + (f"（{told}）" if told else "")


def text_of_reading(row: Reading) -> str:
    """What is only read, with its period; '' where its title says all."""
    period = _period(row)
    return row.content + (f"（{period}）" if period else "")


def _period(value: Value | Reading) -> str:
    """When a value holds: 2019年, 2020-01-01起, or from a day to a day; '' for as long as the policy."""
    since, until = value.since, value.until
    if since and until:
        whole = (since.month, since.day, until) == (1, 1, since.replace(month=_DECEMBER, day=_LAST_OF_DECEMBER))
        return f"{since.year}年" if whole else f"{since}至{until}"
    return f"{since}起" if since else f"至{until}" if until else ""


def text_of_key(pack: Pack, key: str) -> str:
    """Everything that a pack says of a key, of whatever day and clause."""
    return "；".join(text_of_value(value) for value in pack.values if value.key == key) or SILENT


@dataclass(frozen=True)
class Row:
    """One thing that several packs are compared in: its key, its title, and what each of them says."""

    key: str
    title: str
    cells: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the packs do not all say the same."""
        return len(set(self.cells)) > 1


def compare(packs: Sequence[Pack]) -> list[Row]:
    """Packs side by side: the values of COMPARED, the schemes with their rows, then the totals of each target table."""
    rows = [Row(key, KEYS[key].title, tuple(text_of_key(pack, key) for pack in packs)) for key in COMPARED]
    schemes = Row("schemes", "可申请的补贴项目", tuple("、".join(s.title for s in p.schemes.values()) for p in packs))
    return [row for row in (*rows, schemes, *_schemes(packs), *_totals(packs)) if set(row.cells) != {SILENT}]


def _schemes(packs: Sequence[Pack]) -> list[Row]:
    """Each scheme by its title: how much it pays and what limits it in each pack."""
    titles = dict.fromkeys(scheme.title for pack in packs for scheme in pack.schemes.values())
    return [Row(f"scheme:{title}", title, tuple(_money(pack, title) for pack in packs)) for title in titles]


def _money(pack: Pack, title: str) -> str:
    scheme = next((scheme for scheme in pack.schemes.values() if scheme.title == title), None)
    rows = (*scheme.amount, *scheme.past) if scheme else ()
    return "；".join(text_of_row(row, pack) for row in rows) or SILENT


def _totals(packs: Sequence[Pack]) -> list[Row]:
    """Sums of assigned and stretch targets by measure and years; breakdowns by other axes are told apart, never added."""
    spans = sorted({_span(t) for pack in packs for t in pack.targets})
    rows = []
    for kind, title in (("assigned", "任务指标合计"), ("stretch", "力争指标合计")):
        for measure, first, last in spans:
            years = f"{first}年" if first == last else f"{first}—{last}年"
            cells = tuple(_sums(pack.targets, kind, (measure, first, last)) for pack in packs)
            rows.append(Row(f"{kind}:{measure}:{first}-{last}", f"{years}{title}（{measure}）", cells))
    return rows


def _span(target: Target) -> tuple[str, int, int]:
    return target.measure, target.year, target.until_year


def _sums(targets: Iterable[Target], kind: str, span: tuple[str, int, int]) -> str:
    sums: dict[str, int] = {}
    for target in targets:
        if _span(target) == span and (number := getattr(target, kind)) is not None:
            sums[target.axis] = sums.get(target.axis, 0) + number
    return "；".join(f"{axis} {total:,}" for axis, total in sums.items()) or SILENT


def by_clause(pack: Pack) -> list[tuple[Source, list[Value]]]:
    """The values below their clauses in the order of the pack, clauses of one place together.

    Last, below an empty source, those that no clause says.
    """
    found: dict[str, tuple[Source, list[Value]]] = {}
    for source in pack.clauses:
        found.setdefault(source.cite(), (source, []))
    loose: list[Value] = []
    for value in pack.values:
        (found[value.source.cite()][1] if value.source.clause else loose).append(value)
    return [*found.values(), (Source(), loose)] if loose else [*found.values()]


def by_scheme(pack: Pack) -> list[tuple[str, list[PolicyRow]]]:
    """The rows by scheme, below its title; first those that several schemes share, last the rules of classes and claims."""
    own = {scheme.title: list(rows_of(scheme)) for scheme in pack.schemes.values()}
    used = Counter(id(row) for rows in own.values() for row in rows)
    shared = {id(row): row for rows in own.values() for row in rows if used[id(row)] > 1}
    found = [(say("rows.beside_needs"), list(shared.values()))] if shared else []
    found += [(title, [row for row in rows if id(row) not in shared]) for title, rows in own.items()]
    return [*found, (say("rows.kind_rule"), list(pack.rules))] if pack.rules else found
