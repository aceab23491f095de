"""The parts of a row, by its kind: how each is called, shown in words, and written into the pack file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.desk.drafts import entry
from app.desk.drafts.draft import Data
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.row_names import CLASS, Names, code
from app.desk.drafts.row_words import (
    LIST,
    read_test,
    read_value,
    read_when,
    show_test,
    show_value,
    show_when,
    tests_for,
)
from app.desk.drafts.sheet import put
from app.kernel import kinds as k
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.policy.row_tests import WORDS

Show = Callable[[Names, Data], str]
Write = Callable[[Names, Data, str], object]
Offer = Callable[[Names, Data], Sequence[str]]


@dataclass(frozen=True)
class Part:
    """One part of a row; `key` names its title in the texts, `field` where a problem of the file finds it."""

    key: str
    show: Show
    write: Write
    offer: Offer = lambda names, data: ()
    field: str = ""
    many: bool = False
    required: bool = False


def text(name: str, key: str = "", *, required: bool = False) -> Part:
    """A text as it stands."""
    return Part(
        key or name, lambda _, d: _plain(d.get(name)), lambda _, d, t: put(d, name, t), field=name, required=required
    )


def whole(name: str, key: str = "") -> Part:
    """A whole number."""
    return Part(
        key or name, lambda _, d: _plain(d.get(name)), lambda _, d, t: _put_read(d, name, k.COUNT, t), field=name
    )


def day(name: str) -> Part:
    """A date."""
    return Part(name, lambda _, d: _plain(d.get(name)), lambda _, d, t: _put_read(d, name, k.DATE, t), field=name)


def choice(name: str, titles: Mapping[str, str], key: str = "", *, usual: str = "", required: bool = False) -> Part:
    """One of a few words; the usual one need not be written."""

    def write(_: Names, data: Data, told: str) -> None:
        found = code(titles, told) if told else ""
        put(data, name, None if found == usual else found)

    def show(_: Names, data: Data) -> str:
        found = data.get(name, usual)
        return titles.get(str(found), _plain(found))

    return Part(key or name, show, write, lambda *_: list(titles.values()), field=name, required=required)


def codes(name: str, of: Callable[[Names], Mapping[str, str]], key: str = "", *, required: bool = False) -> Part:
    """Several codes of the draft by their titles."""

    def show(names: Names, data: Data) -> str:
        found = data.get(name)
        if not isinstance(found, list):
            return _plain(found)
        return entry.text_of_list([of(names).get(str(one), str(one)) for one in found])

    def write(names: Names, data: Data, told: str) -> None:
        put(data, name, [code(of(names), one) for one in entry.split(told)] or None)

    return Part(key or name, show, write, lambda names, _: list(of(names).values()), name, True, required)


def items(name: str, *, required: bool = False) -> Part:
    """A list of texts."""

    def show(_: Names, data: Data) -> str:
        found = data.get(name)
        return entry.text_of_list(list(map(str, found))) if isinstance(found, list) else _plain(found)

    return Part(
        name, show, lambda _, d, t: put(d, name, entry.split(t) or None), field=name, many=True, required=required
    )


def nested(name: str) -> Part:
    """What only TOML has words for, on one line."""
    return Part(
        name, lambda _, d: _plain(d.get(name)), lambda _, d, t: put(d, name, read_inline(t) if t else None), field=name
    )


def named(name: str) -> Part:
    """A text, or a table of texts on one line."""

    def write(_: Names, data: Data, told: str) -> None:
        put(data, name, read_inline(told) if told.startswith("[") else told)

    return Part(name, lambda _, d: _plain(d.get(name)), write, field=name)


def whole_or_word(name: str) -> Part:
    """A whole number, or the word that stands where there is none."""

    def write(_: Names, data: Data, told: str) -> None:
        put(data, name, int(told) if told.isdecimal() else told)

    return Part(name, lambda _, d: _plain(d.get(name)), write, field=name)


def guard(name: str = "when") -> Part:
    """Whom or when a row concerns; `past`: what an earlier award must have been, only by lists."""

    def show(names: Names, data: Data) -> str:
        return show_when(names, data[name]) if name in data else ""

    def write(names: Names, data: Data, told: str) -> None:
        put(data, name, read_when(names, told) or None)

    return Part(name if name == "when" else f"row_{name}", show, write, _guards, field=name)


def _guards(names: Names, _: Data) -> list[str]:
    """How guards begin."""
    return [f"{names.fact(fact)} {test} " for fact in names.facts for test in tests_for(names, fact)[:1]]


# --- the fact of a need and how it is tested --------------------------------------------------------------------------


def fact() -> Part:
    """What is tested."""
    return Part(
        "fact",
        lambda names, data: names.fact(data["fact"]) if "fact" in data else "",
        lambda names, data, told: put(data, "fact", code(names.titles, told) if told else None),
        lambda names, _: list(names.titles.values()),
        "fact",
        required=True,
    )


def _words(data: Data) -> list[str]:
    return [word for word in WORDS if word in data]


def test(place: int) -> Part:
    """How it is tested, by the first word or a second one."""

    def show(names: Names, data: Data) -> str:
        found = _words(data)[place : place + 1]
        return show_test(names, str(data.get("fact")), found[0], data[found[0]]) if found else ""

    def write(names: Names, data: Data, told: str) -> None:
        had = _words(data)[place : place + 1]
        before = data.pop(had[0]) if had else None
        if told:
            word, known = read_test(told)
            if word in data:
                raise BadValue("rows.twice", word=told)
            data[word] = known if word == "known" else "" if isinstance(before, bool) or before is None else before

    def offer(names: Names, data: Data) -> Sequence[str]:
        return tests_for(names, str(data.get("fact")))

    return Part(f"test{place or ''}", show, write, offer, required=not place)


def value(place: int) -> Part:
    """What it is compared with."""

    def show(names: Names, data: Data) -> str:
        found = _words(data)[place : place + 1]
        return show_value(names, str(data.get("fact")), data[found[0]]) if found and found[0] != "known" else ""

    def write(names: Names, data: Data, told: str) -> None:
        found = _words(data)[place : place + 1]
        if not found or found[0] == "known":
            if told:
                raise BadValue("rows.test_first")
        elif told:
            data[found[0]] = read_value(names, str(data.get("fact")), found[0], told)
        else:
            raise BadValue("field.required")

    def offer(names: Names, data: Data) -> Sequence[str]:
        kind = names.kind(data.get("fact"))
        lists = [LIST + title for title in names.lists.values()] if kind.kind in ("text", "set") else []
        return [*(("是", "否") if kind.kind == "flag" else ()), *(kind.codes or {}).values(), *lists]

    return Part(f"value{place or ''}", show, write, offer, many=True)


# --- what was granted before ------------------------------------------------------------------------------------------

_LIMITS = {"most": "至多", "least": "至少"}


def limit() -> Part:
    """至多 2, 至少 1; a table of figures as TOML behind the word."""

    def show(_: Names, data: Data) -> str:
        word = next((word for word in _LIMITS if word in data), "")
        return f"{_LIMITS[word]} {_plain(data[word])}" if word else ""

    def write(_: Names, data: Data, told: str) -> None:
        word = next((word for word, title in _LIMITS.items() if told.startswith(title)), "")
        if told and not word:
            raise BadValue("rows.limit")
        for one in _LIMITS:
            data.pop(one, None)
        if word:
            data[word] = read_inline(told.removeprefix(_LIMITS[word]).strip().removesuffix("次").removesuffix("元"))

    return Part("limit", show, write, lambda *_: ["至多 0", "至多 1", "至多 2", "至少 1"], required=True)


_SPANS = {"years": "年内", "months": "个月内"}


def span() -> Part:
    """历来, 当年, so many 年内 or 个月内."""

    def show(_: Names, data: Data) -> str:
        found = data.get("in", "ever")
        if isinstance(found, dict) and len(found) == 1 and found.keys() <= _SPANS.keys():
            return "".join(f"{count} {_SPANS[name]}" for name, count in found.items())
        return (
            {"ever": say("rows.ever"), "year": say("rows.year")}.get(found, "")
            if isinstance(found, str)
            else inline(found)
        )

    def write(_: Names, data: Data, told: str) -> None:
        known = {"": None, say("rows.ever"): None, say("rows.year"): "year"}
        name = next((name for name, title in _SPANS.items() if told.endswith(title)), "")
        if told not in known and not name:
            raise BadValue("rows.span")
        put(data, "in", {name: k.COUNT.read(told.removesuffix(_SPANS[name]).strip())} if name else known[told])

    return Part(
        "span",
        show,
        write,
        lambda *_: [say("rows.ever"), say("rows.year"), *(f"2 {span}" for span in _SPANS.values())],
        field="in",
    )


def same() -> Part:
    """By which facts an earlier award is the same."""
    return codes("same", lambda names: {**names.titles, CLASS: say("rows.class")})


def higher() -> Part:
    """Whether only awards of a higher level count."""

    def write(_: Names, data: Data, told: str) -> None:
        put(data, "higher", "level" if told and k.FLAG.read(told) == 1 else None)

    return Part(
        "higher", lambda _, d: k.FLAG.show(1) if d.get("higher") else "", write, lambda *_: ("是", "否"), "higher"
    )


def _plain(found: Any) -> str:
    """A scalar as people read it, anything else as TOML."""
    if found is None:
        return ""
    return inline(found) if isinstance(found, list | dict | bool) else str(found)


def _put_read(data: Data, name: str, kind: k.Kind, told: str) -> None:
    if told:
        data[name] = kind.read(told)
    else:
        data.pop(name, None)
