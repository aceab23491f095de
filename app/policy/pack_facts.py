"""Facts that a pack declares beyond the program's own (签订一年以上劳动合同, 参保月数): what is asked, of whom, where."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from app.kernel import kinds as k
from app.kernel.fact_values import FACT, unpacked
from app.kernel.fields import Field
from app.kernel.kinds import Kind
from app.policy.source import INTERNAL, Source, sourced
from app.policy.status import STATUSES, UNVERIFIED
from app.policy.toml_table import Table

TEXT, COUNT, YUAN, DATE, FLAG, CHOICE = "text", "count", "yuan", "date", "flag", "choice"
KINDS: Mapping[str, str] = {
    TEXT: "文字",
    COUNT: "整数",
    YUAN: "金额（元）",
    DATE: "日期",
    FLAG: "是或否",
    CHOICE: "从所列的选一项",
}
ELEMENTS: Mapping[str, Kind] = {
    TEXT: k.TEXT,
    COUNT: k.COUNT,
    YUAN: k.FEN,
    DATE: k.DATE,
    FLAG: k.FLAG,
    CHOICE: k.CHOICE,
}
"""The kinds of data elements by which they are read, stored and shown; a choice has its own list beside."""
LINE, CLASS, INSTITUTION, CLAIM = "line", "class", "institution", "claim"
OF: Mapping[str, str] = {LINE: "花名册每一行", CLASS: "培训班", INSTITUTION: "培训机构", CLAIM: "补贴申请"}
ENTERED, HAND = "entered", "hand"
ASKED: Mapping[str, str] = {ENTERED: "登记或导入", HAND: "人工核对"}
"""Entered like any data element, or ticked by somebody who looked (only yes or no)."""

_PENDING = Source(STATUSES[UNVERIFIED])
"""What a fact that no issued document asks for is cited by."""

FactValue: TypeAlias = str | int | bool | date

_KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class PackFact:
    """One data element of a line of a roster, of a class, an institution or (ticked by hand only) a claim.

    Unknown until it is entered or ticked: unknown is not no. `unit` is said behind a number (月, 周岁).
    `pending` is why it is 待核实, where no issued document asks for it.
    """

    key: str
    title: str
    of: str
    kind: str
    asked: str
    one_of: tuple[str, ...] = ()
    unit: str = ""
    help: str = ""
    source: Source = INTERNAL
    pending: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether it is a check by hand (人工核对项)."""
        return self.asked == HAND


def read_facts(root: Table, clauses: Mapping[str, Source]) -> tuple[PackFact, ...]:
    """The `[[facts]]` of a pack file."""
    found: dict[str, PackFact] = {}
    for table in root.tables("facts"):
        fact = _fact(table, clauses)
        if fact.key in found:
            table.blame("policy.repeated", "key", item=fact.key)
        if any((fact.of, fact.title) == (other.of, other.title) for other in found.values()):
            table.blame("policy.repeated", "title", item=fact.title)
        found[fact.key] = fact
    return tuple(found.values())


def _fact(table: Table, clauses: Mapping[str, Source]) -> PackFact:
    key, title = table.text("key"), table.text("title")
    if key and not _KEY.fullmatch(key):
        table.blame("policy.form", "key", value=key)
    asked = table.among("asked", ASKED, ENTERED)
    of, kind = table.among("of", OF, LINE), table.among("kind", KINDS, FLAG if asked == HAND else TEXT)
    one_of = table.texts("one_of", required=kind == CHOICE)
    if asked == HAND and kind != FLAG:
        table.blame("policy.choice", "kind", value=kind, choices=FLAG)
    if of == CLAIM and asked != HAND:
        table.blame("policy.choice", "asked", value=asked, choices=HAND)
    for item in one_of:
        if "、" in item:  # between the items of a list as people read it
            table.blame("policy.form", "one_of", value=item)
    unit, told = table.text("unit", required=False), table.text("help", required=False)
    pending = table.text("pending", required=False)
    source = _PENDING if pending and not table.has("clause") else sourced(table, clauses)
    table.close()
    return PackFact(key, title, of, kind, asked, one_of, unit, told, source, pending)


def element(fact: PackFact) -> Field:
    """The data element by which a fact is asked, checked and shown."""
    unit = "元" if fact.kind == YUAN else fact.unit
    title = f"{fact.title}({unit})" if unit else fact.title
    return Field(FACT + fact.key, title, _kind(fact), help=fact.help, least=0 if fact.kind == YUAN else None)


@cache
def _kind(fact: PackFact) -> Kind:
    if fact.kind == CHOICE and fact.one_of:
        return Kind(CHOICE, lambda text: k.choose(text, fact.one_of), width=14)
    return ELEMENTS[fact.kind]


def entered(pack_facts: Iterable[PackFact], of: str) -> tuple[PackFact, ...]:
    """Those that are entered or imported of a line, a class, an institution."""
    return tuple(fact for fact in pack_facts if fact.of == of and not fact.by_hand)


def fact_values(text: str | None, facts: Iterable[PackFact]) -> dict[str, FactValue]:
    """The values of some facts that a record's text keeps, by key: days as dates, yes and no as such, yuan as whole 分.

    What is not there is unknown.
    """
    stored = unpacked(text)
    typed = {fact.key: _typed(fact.kind, stored[fact.key]) for fact in facts if fact.key in stored}
    return {key: value for key, value in typed.items() if value is not None}


def _typed(kind: str, value: str | int) -> FactValue | None:
    """None for what is of another kind, as only an office of another policy could have sent it."""
    if kind in (COUNT, YUAN, FLAG):
        return None if isinstance(value, str) else bool(value) if kind == FLAG else value
    if kind != DATE:
        return str(value)
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
