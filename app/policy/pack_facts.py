"""Facts that a pack declares beyond the program's own (签订一年以上劳动合同, 参保月数): what is asked, of whom, where."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.policy.source import INTERNAL, Source, sourced
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
LINE, CLASS, INSTITUTION, CLAIM = "line", "class", "institution", "claim"
OF: Mapping[str, str] = {LINE: "花名册每一行", CLASS: "培训班", INSTITUTION: "培训机构", CLAIM: "补贴申请"}
ENTERED, HAND = "entered", "hand"
ASKED: Mapping[str, str] = {ENTERED: "登记或导入", HAND: "人工核对"}
"""Entered like any data element, or ticked by somebody who looked (only yes or no)."""

_KEY = re.compile(r"[a-z][a-z0-9_]{1,40}")


@dataclass(frozen=True, slots=True)
class PackFact:
    """One data element of a line of a roster, of a class, an institution or (ticked by hand only) a claim.

    Unknown until it is entered or ticked: unknown is not no. `unit` is said behind a number (月, 周岁).
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
    unit, told = table.text("unit", required=False), table.text("help", required=False)
    source = sourced(table, clauses)
    table.close()
    return PackFact(key, title, of, kind, asked, one_of, unit, told, source)
