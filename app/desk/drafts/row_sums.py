"""The parts of a step of the amount: what is reckoned, of which sum, how often, to which share."""

import re
from typing import Any

from app.desk.drafts import entry
from app.desk.drafts.draft import Data
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.row_names import Names, code
from app.desk.drafts.row_parts import Part
from app.kernel import kinds as k
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.policy.keys import MONEY, Key
from app.policy.own_facts import YUAN

STEPS = {"start": "起算", "percent": "按比例", "add": "加上", "most": "封顶"}
_TIMES = {"once": "一次", "day": "每天", "period": "每课时", "month": "每月", "year": "每年", "whole-year": "每整年"}
_KINDS = {"catalogue": "目录：", "fact": "数据项：", "award": "补贴项目："}
_OFTEN = re.compile(r"(?P<unit>[^，,]+?)(?:[，,]\s*超过\s*(?P<over>\d+))?(?:[，,]\s*至多\s*(?P<most>\d+))?")


def word_of(data: Data) -> str:
    """Which step it is, '' while it is none."""
    return next((word for word in STEPS if word in data), "")


def _term(data: Data) -> Any:
    return data.get(word_of(data))


def step() -> Part:
    """起算, 按比例, 加上, 封顶."""

    def write(_: Names, data: Data, told: str) -> None:
        before, had, word = _term(data), word_of(data), code(STEPS, told) if told else ""
        data.pop(had, None)
        if word:
            kept = before is not None and (had == "percent") == (word == "percent")
            data[word] = before if kept else 100 if word == "percent" else {}

    return Part("step", lambda _, d: STEPS.get(word_of(d), ""), write, lambda *_: list(STEPS.values()), required=True)


def total() -> Part:
    """A sum in 元, 目录：…, 数据项：…, 补贴项目：…; of a share so many %; tables as TOML."""

    def show(names: Names, data: Data) -> str:
        term = _term(data)
        if not isinstance(term, dict):
            return "" if term is None else f"{term}%" if isinstance(term, int) else inline(term)
        if "yuan" in term:
            return inline(term["yuan"]) if isinstance(term["yuan"], list) else f"{term['yuan']} 元"
        kind = next((kind for kind in _KINDS if kind in term), "")
        return _KINDS[kind] + _titles(names, kind).get(str(term[kind]), str(term[kind])) if kind else ""

    def write(names: Names, data: Data, told: str) -> None:
        word, term = word_of(data), _term(data)
        if word == "percent":
            data[word] = read_inline(told) if told.startswith("[") else k.COUNT.read(told.rstrip("%％ "))
        elif isinstance(term, dict):
            read = _read_sum(names, told)
            data[word] = {**read, **{name: one for name, one in term.items() if name not in ("yuan", *_KINDS)}}
        else:
            raise BadValue("rows.step_first")

    return Part("sum", show, write, lambda names, _: _offered(names), required=True)


def _titles(names: Names, kind: str) -> dict[str, str]:
    return dict({"catalogue": names.catalogues, "fact": names.titles, "award": names.schemes}[kind])


def _offered(names: Names) -> list[str]:
    money = {name: title for name, title in names.titles.items() if names.kind(name).kind == YUAN}
    known = {"catalogue": names.catalogues, "fact": money, "award": names.schemes}
    return [_KINDS[kind] + title for kind, titles in known.items() for title in titles.values()]


def _read_sum(names: Names, told: str) -> Data:
    if told.startswith("["):
        return {"yuan": read_inline(told)}
    kind = next((kind for kind, mark in _KINDS.items() if told.startswith(mark)), "")
    if kind:
        return {kind: code(_titles(names, kind), told.removeprefix(_KINDS[kind]))}
    return {"yuan": entry.read(Key("", MONEY), told)} if told else {}


def times() -> Part:
    """每天; 每天，至多 2; 每天，超过 2，至多 1."""

    def show(_: Names, data: Data) -> str:
        term = _term(data)
        found = term.get("times") if isinstance(term, dict) else None
        if not isinstance(found, dict):
            return _TIMES.get(str(found), str(found)) if found is not None else ""
        over = say("rows.over", count=found["over"]) if "over" in found else ""
        most = say("rows.at_most", count=found["most"]) if "most" in found else ""
        return _TIMES.get(str(found.get("unit")), "") + over + most

    def write(_: Names, data: Data, told: str) -> None:
        term, found = _inner(data), _OFTEN.fullmatch(told)
        if told and found is None:
            raise BadValue("rows.times", choices="、".join(_TIMES.values()))
        term.pop("times", None)
        if found:
            unit = code(_TIMES, found["unit"])
            counts = {name: int(found[name]) for name in ("most", "over") if found[name]}
            term["times"] = {"unit": unit, **counts} if counts else unit

    return Part("times", show, write, lambda *_: list(_TIMES.values()))


def _inner(data: Data) -> Data:
    term = _term(data)
    if not isinstance(term, dict):
        raise BadValue("rows.step_first")
    return term


def share() -> Part:
    """The part of the sum that is paid: so many %, or a table as TOML."""

    def show(_: Names, data: Data) -> str:
        found = term.get("percent") if isinstance(term := _term(data), dict) else None
        return "" if found is None else f"{found}%" if isinstance(found, int) else inline(found)

    def write(_: Names, data: Data, told: str) -> None:
        term = _inner(data)
        term.pop("percent", None)
        if told:
            term["percent"] = read_inline(told) if told.startswith("[") else k.COUNT.read(told.rstrip("%％ "))

    return Part("share", show, write)


_COUNTED = {"day": "按天", "period": "按课时", "month": "按月"}
_MONTHS = re.compile(r"按月(?:[，,]\s*(?P<year>每年)?至多\s*(?P<most>\d+)\s*个月)?")


def counts() -> Part:
    """What a scheme counts: 按天; 按课时; 按月; 按月 with so many months at most, ever or 每年; anything finer as TOML."""

    def show(_: Names, data: Data) -> str:
        found = data.get("counts")
        if not isinstance(found, dict) or len(found) != 1:
            return "" if found is None else inline(found)
        [(unit, how)] = found.items()
        if how == {} and unit in _COUNTED:
            return _COUNTED[unit]
        months = unit == "month" and isinstance(how, dict) and how.keys() <= {"most", "in"} and "most" in how
        if not months or how.get("in", "year") != "year":
            return inline(found)
        return say("rows.months_yearly" if "in" in how else "rows.months", count=how["most"])

    def write(_: Names, data: Data, told: str) -> None:
        units = {title: unit for unit, title in _COUNTED.items()}
        months = _MONTHS.fullmatch(told)
        data.pop("counts", None)
        if told in units:
            data["counts"] = {units[told]: {}}
        elif months:
            data["counts"] = {"month": {"most": int(months["most"]), **({"in": "year"} if months["year"] else {})}}
        elif told:
            data["counts"] = read_inline(told)

    offered = [*_COUNTED.values(), say("rows.months", count=2), say("rows.months_yearly", count=2)]
    return Part("counts", show, write, lambda *_: offered, field="counts")
