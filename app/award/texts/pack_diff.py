"""Two versions of a pack in words: what was added, removed and changed, each below its clause."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from app.award.texts.pack_text import SILENT, content, text_of_reading, text_of_value
from app.award.texts.row_text import text_of_row
from app.award.texts.unverified import rows_of
from app.kernel.texts import say
from app.policy.keys import KEYS, LISTS
from app.policy.pack import Case, Document, Pack, Source, Target, Value
from app.policy.reading import Reading, Unsupported
from app.policy.sanctions import Sanction

T = TypeVar("T")
Sourced = TypeVar("Sourced", Value, Reading, Unsupported)
_HEAD = ("title", "region", "region_name", "since")


@dataclass(frozen=True)
class Difference:
    """One thing that a newer version says otherwise: the place it stands at ('' for none), and the sentence."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}　{self.text}" if self.place else self.text


def difference(old: Pack, new: Pack) -> list[Difference]:
    """Everything that differs: head, documents, clauses, values by subject, what does not act, targets, worked cases."""
    return [
        *_head(old, new),
        *_simple(old.documents, new.documents, lambda d: d.name, _document, "diff.document"),
        *_simple(_clauses(old), _clauses(new), lambda s: s.clause, _place, "diff.clause"),
        *(found for key in KEYS for found in _values(_of(old, key), _of(new, key))),
        *_rows(old, new),
        *_simple(_own_days(old, old.reading), _own_days(new, new.reading), _reading_name, _reading, "diff.reading"),
        *_simple(
            _own_days(old, old.unsupported),
            _own_days(new, new.unsupported),
            lambda u: u.title,
            _unsupported,
            "diff.unsupported",
        ),
        *_targets(old.targets, new.targets),
        *_simple(old.sanctions, new.sanctions, lambda s: s.title, _sanction, "diff.sanction"),
        *_simple(old.cases, new.cases, lambda c: c.name, _case, "diff.case"),
    ]


def _head(old: Pack, new: Pack) -> Iterator[Difference]:
    for name in _HEAD:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Difference("", say(f"diff.{name}", old=before or SILENT, new=after or SILENT))


def _simple(
    old: Iterable[T], new: Iterable[T], name: Callable[[T], Hashable], told: Callable[[T], str], code: str
) -> Iterator[Difference]:
    """What has a name and a description: added, removed, or described otherwise."""
    before, after = {name(one): one for one in old}, {name(one): one for one in new}
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        if was == now:
            continue
        known = {"name": key, "old": told(was) if was else "", "new": told(now) if now else ""}
        word = "added" if was is None else "removed" if now is None else "changed"
        yield Difference("", say(f"{code}_{word}", **known))


def _document(document: Document) -> str:
    parts = (f"《{document.title}》", str(document.issued or ""), document.note, _day(document.verified))
    return "，".join(filter(None, parts))


def _day(verified: date | None) -> str:
    return say("packs.verified_on", day=verified) if verified else ""


def _own_days(pack: Pack, rows: Iterable[Sourced]) -> list[Sourced]:
    """Rows whose day of comparison is told only where it is another than that of the documents."""
    return [replace(row, source=_own_day(pack, row.source)) for row in rows]


def _own_day(pack: Pack, source: Source) -> Source:
    usual = {document.verified for document in pack.documents}
    return replace(source, verified=None) if source.verified in usual else source


def _clauses(pack: Pack) -> list[Source]:
    return [_own_day(pack, source) for source in pack.clauses]


def _place(source: Source) -> str:
    return "　".join(filter(None, (source.place, source.document, _day(source.verified))))


def _reading_name(row: Reading) -> Hashable:
    return row.title, row.source.clause, row.since


def _reading(row: Reading) -> str:
    return _told_row(row.title, text_of_reading(row), row.source, row.note)


def _unsupported(row: Unsupported) -> str:
    return _told_row(row.title, "", row.source, row.note)


def _told_row(title: str, text: str, source: Source, note: str) -> str:
    """A row that does not act, with all that stands beside it."""
    parts = (text, source.place, f"“{source.quote}”" if source.quote else "", note, _day(source.verified))
    return "，".join(filter(None, (title, *parts)))


def _sanction(step: Sanction) -> str:
    bars = say("sanction.for_good") if step.lasting else say("diff.months", count=step.bars) if step.bars else SILENT
    mend = say("diff.mend", days=step.mend) if step.mend else ""
    again = say("diff.again", times=step.twice, key=step.next) if step.next else ""
    return "，".join(filter(None, (bars, mend, again, step.source.cite(), step.source.quote)))


def _case(case: Case) -> str:
    return f"{case.amount_fen / 100:.2f} {'、'.join(case.reasons)} {case.unsupported}".strip()


# --- values ---


def _of(pack: Pack, key: str) -> list[Value]:
    return _own_days(pack, (value for value in pack.values if value.key == key))


def _values(old: list[Value], new: list[Value]) -> Iterator[Difference]:
    """The values of one key: those of the same clause and period belong together, then those of the same place in line."""
    gone, come = [v for v in old if v not in new], [v for v in new if v not in old]
    pairs = [*_paired(gone, come, lambda v: (v.source.clause, v.since, v.until)), *_paired(gone, come, _period)]
    pairs += _paired(gone, come, lambda v: v.key)
    for was, now in pairs:
        yield from (Difference(_below(now), text) for text in _changes(was, now))
    for now in come:
        yield Difference(_below(now), say("diff.value_added", title=now.title, new=text_of_value(now)))
    for was in gone:
        yield Difference(_below(was), say("diff.value_removed", title=was.title, old=text_of_value(was)))


def _period(value: Value) -> Hashable:
    return value.since, value.until


def _paired(gone: list[Value], come: list[Value], alike: Callable[[Value], Hashable]) -> list[tuple[Value, Value]]:
    """Take out of both lists what is alike, in pairs."""
    pairs = []
    for now in list(come):
        was = next((value for value in gone if alike(value) == alike(now)), None)
        if was is not None:
            gone.remove(was)
            come.remove(now)
            pairs.append((was, now))
    return pairs


def _below(value: Value) -> str:
    return value.source.place or say("diff.unverified")


def _changes(was: Value, now: Value) -> Iterator[str]:
    """What the later of two values says otherwise, and what stands beside it otherwise."""
    if KEYS[was.key].kind in LISTS and _bare(was) == _bare(now):
        yield _items(was, now)
    elif text_of_value(was) != text_of_value(now):
        yield say("diff.value", title=now.title, old=text_of_value(was), new=text_of_value(now))
    if was.source.cite() != now.source.cite():
        yield say("diff.source", title=now.title, old=was.source.cite() or SILENT, new=now.source.cite() or SILENT)
    if was.source.quote != now.source.quote:
        yield say("diff.quote", title=now.title, new=now.source.quote or SILENT)
    if was.verified != now.verified:
        yield say("diff.verified", title=now.title, old=was.verified or SILENT, new=now.verified or SILENT)
    if was.note != now.note:
        yield say("diff.note", title=now.title, new=now.note or SILENT)


def _bare(value: Value) -> str:
    """How a value is marked, its content aside."""
    return text_of_value(replace(value, content=("",)))


def _items(was: Value, now: Value) -> str:
    """A list told by the items that it won and lost; told whole when only their order changed."""
    won, lost = [i for i in now.items if i not in was.items], [i for i in was.items if i not in now.items]
    if not won and not lost:
        return say("diff.value", title=now.title, old=content(was), new=content(now))
    parts = [say("diff.won", items="、".join(won))] if won else []
    parts += [say("diff.lost", items="、".join(lost))] if lost else []
    return say("diff.items", title=now.title, changes="，".join(parts))


# --- rows ---


def _rows(old: Pack, new: Pack) -> Iterator[Difference]:
    """The rows of schemes and the rules, by scheme and name, as they read."""
    before, after = _read(old), _read(new)
    for name in [*after, *(name for name in before if name not in after)]:
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        place = (now or was or ("", ""))[1]
        known = {"title": name[0], "old": was[0] if was else SILENT, "new": now[0] if now else SILENT}
        word = "added" if was is None else "removed" if now is None else "changed"
        yield Difference(place, say(f"diff.row_{word}", **known))


def _read(pack: Pack) -> dict[tuple[str, ...], tuple[str, str]]:
    """Each row with its sentence and its place; rows of one name by their order."""
    found: dict[tuple[str, ...], tuple[str, str]] = {}
    of_scheme = [(scheme.title, row) for scheme in pack.schemes.values() for row in rows_of(scheme)]
    for title, row in (*of_scheme, *((say("diff.rules"), rule) for rule in pack.rules)):
        if row.source.place or row.pending:
            number = sum(key[:2] == (title, row.name) for key in found)
            found[title, row.name, str(number)] = text_of_row(row, pack), row.source.place
    return found


# --- targets ---


def _targets(old: Sequence[Target], new: Sequence[Target]) -> Iterator[Difference]:
    """Targets by axis, unit, years and measure."""
    before, after = {_about(t): t for t in old}, {_about(t): t for t in new}
    for key in [*after, *(key for key in before if key not in after)]:
        was, now = before.get(key), after.get(key)
        if (was and _told(was)) == (now and _told(now)):
            continue
        named = now or was
        assert named is not None
        known = {"name": _name(named), "old": _told(was) if was else SILENT, "new": _told(now) if now else SILENT}
        code = "diff.target_added" if was is None else "diff.target_removed" if now is None else "diff.target"
        yield Difference(named.source.place, say(code, **known))


def _about(target: Target) -> Hashable:
    return target.axis, target.unit, target.year, target.until_year, target.measure


def _name(target: Target) -> str:
    years = f"{target.year}" if target.year == target.until_year else f"{target.year}—{target.until_year}"
    return f"{target.axis}“{target.unit}”{years}年"


def _told(target: Target) -> str:
    """The figures of a target: assigned and stretch."""
    assigned = SILENT if target.assigned is None else f"{target.assigned:,} {target.measure}"
    stretch = "" if target.stretch is None else say("diff.stretch", count=f"{target.stretch:,} {target.measure}")
    return assigned + stretch
