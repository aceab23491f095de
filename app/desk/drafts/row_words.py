"""The small language of conditions in Chinese words, as a form shows it and reads it again: tests, bounds, guards.

What has no words here (a table of bounds) stands as TOML on one line, which begins with [ or {.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.desk.drafts import entry
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.row_names import Names, code
from app.kernel import kinds as k
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.policy.keys import COUNT as NUMBER
from app.policy.keys import MONEY, Key
from app.policy.own_facts import COUNT, DATE, FLAG, PERCENT, YUAN

TESTS: Mapping[str, str] = {"is": "是", "in": "属于", "not": "不属于", "least": "不少于", "most": "不超过"}
_DAYS = {"least": "不早于", "most": "不晚于"}
_KNOWN = {True: "已登记", False: "没有登记"}
_BOUNDS = ("least", "most")
_MARK = "@"
LIST = "名单："
_SPANS = {"years": "年", "months": "个月", "days": "天", "working_days": "个工作日"}
_SPAN = re.compile(r"([+-])\s*(\d+)\s*(个工作日|个月|年|天)")
_OTHER = re.compile(r"(?P<fact>.+?)(?:\s*×\s*(?P<percent>\d+)%)?(?P<plus>(?:\s*[+-]\s*\d+\s*(?:个工作日|个月|年|天))*)")
_RAW = ("[", "{")
_PARTED = re.compile(r"[；;、，,\s]")


# --- one value --------------------------------------------------------------------------------------------------------


def show_value(names: Names, fact: str, value: Any) -> str:
    """What a fact is compared with, in words."""
    codes = names.kind(fact).codes or {}
    if isinstance(value, str):
        name = value.removeprefix(_MARK)
        return LIST + names.lists.get(name, name) if value.startswith(_MARK) else codes.get(value, value)
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return entry.text_of_list([codes.get(one, one) for one in value])
    if isinstance(value, bool):
        return k.FLAG.show(int(value))
    if isinstance(value, dict) and isinstance(value.get("fact"), str):
        return _show_other(names, value)
    return str(value) if isinstance(value, int | date) else inline(value)


def _show_other(names: Names, value: Mapping[str, Any]) -> str:
    plus = value.get("plus", {})
    fit = isinstance(plus, dict) and plus.keys() <= _SPANS.keys() and all(isinstance(n, int) for n in plus.values())
    if not fit or not value.keys() <= {"fact", "percent", "plus"}:
        return inline(value)
    told = "".join(f" {'-' if count < 0 else '+'} {abs(count)}{_SPANS[span]}" for span, count in plus.items())
    return names.fact(value["fact"]) + (f" × {value['percent']}%" if "percent" in value else "") + told


def read_value(names: Names, fact: str, test: str, text: str) -> Any:
    """The value of such words for a fact and a test; BadValue when it is of another kind."""
    kind, word = names.kind(fact), text.strip()
    if word.startswith(_RAW):
        return read_inline(word)
    if word.startswith(LIST):
        return _MARK + code(names.lists, word.removeprefix(LIST).rstrip("；"))
    if test in _BOUNDS and (other := _read_other(names, word)) is not None:
        return other
    if kind.kind in (COUNT, PERCENT, YUAN):
        bare = word.removesuffix(kind.unit or "元").removesuffix("%").strip()
        return entry.read(Key("", MONEY if kind.kind == YUAN else NUMBER), bare)
    if kind.kind == DATE:
        return k.DATE.read(word)
    if kind.kind == FLAG:
        return k.FLAG.read(word) == 1
    titles = {title: one for one, title in (kind.codes or {}).items()}
    items = [titles.get(item, item) for item in entry.split(word)]
    return items[0] if len(items) == 1 and not (test == "in" and "；" in word) else items


def _read_other(names: Names, text: str) -> dict[str, Any] | None:
    """A bound that is another fact; None when no fact is named."""
    found = _OTHER.fullmatch(text)
    known = {title: name for name, title in names.titles.items()}
    if found is None or found["fact"].strip() not in known:
        return None
    other: dict[str, Any] = {"fact": known[found["fact"].strip()]}
    if found["percent"]:
        other["percent"] = int(found["percent"])
    spans = {title: span for span, title in _SPANS.items()}
    plus = {spans[unit]: int(sign + count) for sign, count, unit in _SPAN.findall(found["plus"])}
    return {**other, "plus": plus} if plus else other


# --- one test ---------------------------------------------------------------------------------------------------------


def show_test(names: Names, fact: str, test: str, value: Any) -> str:
    """The word of a test: a day is not earlier, a number not less."""
    if test == "known":
        return _KNOWN[bool(value)]
    return _DAYS.get(test, TESTS[test]) if names.kind(fact).kind == DATE else TESTS[test]


def read_test(text: str) -> tuple[str, bool]:
    """The word of the pack file, and of 已登记 whether it asks for that or for the contrary."""
    words = {title: (test, True) for titles in (TESTS, _DAYS) for test, title in titles.items()}
    words |= {title: ("known", known) for known, title in _KNOWN.items()}
    if text.strip() not in words:
        raise BadValue("choice.unknown", choices="、".join((*TESTS.values(), *_DAYS.values(), *_KNOWN.values())))
    return words[text.strip()]


def tests_for(names: Names, fact: str) -> list[str]:
    """The words by which a fact of its kind may be tested."""
    kind = names.kind(fact).kind
    bounds = [show_test(names, fact, test, 0) for test in _BOUNDS]
    usual = {FLAG: [TESTS["is"]], COUNT: bounds, PERCENT: bounds, YUAN: bounds, DATE: bounds}
    return [*usual.get(kind, [TESTS["in"], TESTS["not"], TESTS["is"]]), *_KNOWN.values()]


# --- a guard ----------------------------------------------------------------------------------------------------------


def show_when(names: Names, when: Any) -> str:
    """A guard in words, its tests between ；; as TOML when there are none for it."""
    if not isinstance(when, dict):
        return inline(when)
    parts = [part for fact, given in when.items() for part in _parts(names, fact, given)]
    told = "；".join(filter(None, parts))
    return told if all(parts) else inline(when)


def _parts(names: Names, fact: str, given: Any) -> list[str]:
    """The tests of one fact in words, '' for one that has none."""
    tests = given if isinstance(given, dict) else {"in" if isinstance(given, list) else "is": given}
    if not tests or not tests.keys() <= {*TESTS, "known"}:
        return [""]
    return [_part(names, fact, test, value) for test, value in tests.items()]


def _part(names: Names, fact: str, test: str, value: Any) -> str:
    word = show_test(names, fact, test, value)
    if test == "known":
        return f"{names.fact(fact)} {word}"
    if isinstance(value, list):
        codes = names.kind(fact).codes or {}
        items = [codes.get(str(one), str(one)) for one in value]
        fit = all(isinstance(one, str) for one in value) and not any(map(_PARTED.search, items))
        return f"{names.fact(fact)} {word} {'、'.join(items)}" if fit and items else ""
    shown = show_value(names, fact, value)
    return "" if shown.startswith(_RAW) or "；" in shown else f"{names.fact(fact)} {word} {shown}"


def read_when(names: Names, text: str) -> dict[str, Any]:
    """A guard from its words; BadValue when one is none."""
    if text.strip().startswith("{"):
        found = read_inline(text)
        return dict(found)
    when: dict[str, Any] = {}
    for part in filter(str.strip, re.split("[；;\n]", text)):
        title, test, value = _split(names, part.strip())
        fact = code(names.titles, title)
        word, known = read_test(test)
        content = known if word == "known" else read_value(names, fact, word, value)
        if word == "in" and isinstance(content, str) and not content.startswith(_MARK):
            content = [content]
        when.setdefault(fact, {})[word] = content
    return {fact: _bare(tests) for fact, tests in when.items()}


def _bare(tests: dict[str, Any]) -> Any:
    """A single value or list needs no word before it."""
    return next(iter(tests.values())) if tests.keys() in ({"is"}, {"in"}) else tests


def _split(names: Names, part: str) -> tuple[str, str, str]:
    """Fact, word and value of a test; a title may hold blanks itself."""
    words: Sequence[str] = sorted({*TESTS.values(), *_DAYS.values(), *_KNOWN.values()}, key=len, reverse=True)
    for title in sorted(names.titles.values(), key=len, reverse=True):
        rest = part.removeprefix(title).strip()
        if rest == part or not part.startswith(title):
            continue
        found = next((word for word in words if rest.startswith(word)), "")
        if found:
            return title, found, rest.removeprefix(found).strip()
    raise BadValue("rows.when", part=part, sample=say("rows.when_sample"))
