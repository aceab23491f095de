"""Where a noun does what no declaration says: each is a function of its subject, asked in one place of the desk."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement

from app.award.texts.explanation import Paragraph
from app.award.texts.unverified import Unsettled
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.store.work import Read, Work

Barred: TypeAlias = dict[str, dict[int, Refused]]
"""By verb and uid, why a record refuses it."""


class Doubts(NamedTuple):
    """What an internal paper says and a public one is asked about: 待核实 values of a decision and of its procedure."""

    decided: tuple[Unsettled, ...] = ()
    handled: tuple[Unsettled, ...] = ()


class Corrected(NamedTuple):
    """What of a record is corrected with a second person: what it says now, and how it takes other values."""

    standing: Callable[[Read, int], Mapping[str, Value]]
    apply: Callable[[Work, int, dict[str, Any]], None]


def _nothing(read: Read, uid: int) -> dict[str, str]:
    return {}


@dataclass(frozen=True)
class Hooks:
    """What a noun adds to its declaration; nothing, of most."""

    bars: Callable[[Read, Collection[int]], Barred] = lambda read, uids: {}
    """Which verbs some records refuse for what they belong to, not for their own state."""
    advice: Callable[[Read, int], Mapping[str, str]] = _nothing
    """What is to be looked at before a verb is done to a record, by verb."""
    warn: Callable[[Read, str, Collection[int]], list[str]] | None = None
    """What some records only ask to look at, said before and after a verb is done to them."""
    explain: Callable[[Read, int], tuple[Paragraph, ...]] = lambda read, uid: ()
    """The paragraphs that explain a record on its page and on paper."""
    papers: Callable[[Read, int], Mapping[str, str]] = _nothing
    """The words that the policy gives to the papers of a record, '' for what it does not ask."""
    policy: Callable[[Read, int], Pack | None] = lambda read, uid: None
    """The pack whose first document its papers name; None for the one in force."""
    doubts: Callable[[Read, int], Doubts] = lambda read, uid: Doubts()
    rows: Callable[[Read, int], Sequence[Mapping[str, object]]] = lambda read, uid: ()
    """The rows of the table on its forms."""
    tables: Mapping[str, Callable[[Read, int], Sequence[Mapping[str, object]]]] = field(default_factory=dict)
    """Further tables that its forms may name, by name."""
    begin: Mapping[str, Callable[[Read, int | None], Mapping[str, Value]]] = field(default_factory=dict)
    """What the dialog of a verb begins with, beside the day."""
    suggest: Callable[[Read], Mapping[str, list[str]]] = lambda read: {}
    """What a field of its dialogs may be filled with, by key, beside what every noun suggests."""
    hint: Mapping[str, Callable[[Read, int], str]] = field(default_factory=dict)
    """What is said in the dialog of a verb: how much goes to whom."""
    ready: Callable[[Read, Collection[int]], Collection[int]] = lambda read, uids: ()
    """Of which of some records one of this noun can be made next (its sequel)."""
    filed: Callable[[Read, int], Sequence[tuple[str, int]]] = lambda read, uid: ()
    """Noun and uid of other records whose papers are filed behind its own: of a claim, the notice that it stood in."""
    corrected: Corrected | None = None
    relied: Callable[[int], ColumnElement[bool]] | None = None
    """On which of its records something rests that was entered after a uid and does not name them: a claim on a rate."""

    def and_(self, other: "Hooks") -> "Hooks":
        """These, and what another subject adds to the same noun: dialogs, what fills them and tables beside these, all else
        in their place."""
        plain, given = Hooks(), {f.name: getattr(other, f.name) for f in fields(Hooks)}
        added = {name: hook for name, hook in given.items() if hook != getattr(plain, name)}
        dialogs = {"begin": {**self.begin, **other.begin}, "hint": {**self.hint, **other.hint}}
        suggested = (
            {"suggest": lambda read: {**self.suggest(read), **other.suggest(read)}} if "suggest" in added else {}
        )
        return replace(self, **{**added, **dialogs, **suggested, "tables": {**self.tables, **other.tables}})
