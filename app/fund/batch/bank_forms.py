"""Forms of bank files as data: columns, encoding, separator and checks, shipped or put into the office's own folder."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel.outcomes import Problem, Problems
from app.kernel.texts import RESOURCES
from app.store.own_files import BANK_FORMS as FOLDER

STANDARD = "payroll"
KINDS = ("xlsx", "csv", "txt")
VALUES = {
    "seq": "序号",
    "number": "付款编号",
    "payee": "收款人",
    "account": "账号",
    "bank": "开户银行",
    "amount": "金额",
    "fund": "资金来源",
    "title": "批次名称",
    "batch": "批次编号",
}
"""What a column may say."""
TOTALS = {"batch": "批次编号", "total": "合计", "count": "笔数", "sum": "总金额"}
"""What the first or the last line may say."""


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it says, and how long that may be; `width` in bytes of the encoding for fixed lines."""

    title: str
    value: str
    required: bool = True
    longest: int = 0
    width: int = 0
    align: str = "left"
    fill: str = " "


@dataclass(frozen=True)
class BankForm:
    """A form of bank files. `news_days` are the days after which a batch without an answer is an alarm."""

    name: str
    title: str
    kind: str
    columns: tuple[Column, ...]
    encoding: str = "utf-8"
    separator: str = ","
    heading: bool = True
    amount: str = "yuan"
    first: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    most_rows: int = 0
    news_days: int = 5


def known(folder: Path) -> Mapping[str, BankForm]:
    """The forms by title: those that are shipped, and the office's own, which take the place of one of the same name.

    Problems names everything that is wrong with the office's files.
    """
    found = {form.name: form for form in _shipped()}
    own = sorted((folder / FOLDER).glob("*.toml"))
    problems: list[Problem] = []
    for path in own:
        try:
            form = read(path)
            found[form.name] = form
        except Problems as wrong:
            problems += wrong.problems
    if problems:
        raise Problems(problems)
    return {form.title: form for form in found.values()}


def titles(folder: Path) -> list[str]:
    """The titles of the forms, the standard one first; only those that are shipped while a file of the office is wrong."""
    try:
        return list(known(folder))
    except Problems:
        return [form.title for form in _shipped()]


def form_of(folder: Path, title: str | None) -> BankForm:
    """The form of a title, the standard one without; Problems where the office has none of that title."""
    forms = known(folder)
    if title is None:
        return next(form for form in forms.values() if form.name == STANDARD)
    if title not in forms:
        raise Problems([Problem("bank_form.gone", {"title": title, "titles": "、".join(forms)})])
    return forms[title]


@cache
def _shipped() -> tuple[BankForm, ...]:
    paths = sorted((RESOURCES / FOLDER).glob("*.toml"), key=lambda path: (path.stem != STANDARD, path.stem))
    return tuple(read(path) for path in paths)


def read(path: Path) -> BankForm:
    """The form in a file; Problems names everything that is wrong with it, by file and key."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Problems([Problem("bank_form.unreadable", {"file": path.name, "detail": error})]) from None
    problems = [Problem(code, {"file": path.name, **told}) for code, told in _faults(raw)]
    if problems:
        raise Problems(problems)
    columns = tuple(Column(**column) for column in raw.pop("columns"))
    lines: dict[str, Any] = {key: tuple(raw.pop(key)) for key in ("first", "last") if key in raw}
    return BankForm(columns=columns, **lines, **raw)


_Fault = tuple[str, Mapping[str, object]]


def _faults(raw: Mapping[str, Any]) -> Iterator[_Fault]:
    """Everything wrong with a form: keys that it does not have, kinds of values, choices, columns without a width."""
    yield from _typed(raw, BankForm.__annotations__, "", {"columns", "first", "last"})
    yield from (("bank_form.missing", {"key": key}) for key in ("name", "title", "kind") if not raw.get(key))
    yield from _choice(raw, "kind", KINDS)
    yield from _choice(raw, "amount", ("yuan", "fen"))
    if "encoding" in raw and not _encodes(str(raw["encoding"])):
        yield "bank_form.encoding", {"value": raw["encoding"]}
    for line in ("first", "last"):
        for value in _list(raw.get(line, [])):
            if value not in TOTALS:
                yield "bank_form.choice", {"key": line, "value": value, "choices": "、".join(TOTALS)}
    columns = raw.get("columns")
    if not isinstance(columns, list) or not columns:
        yield "bank_form.missing", {"key": "columns"}
        return
    fixed = raw.get("kind") == "txt" and "separator" not in raw
    for number, column in enumerate(columns, 1):
        yield from _column_faults(column, f"[[columns]] 第{number}个", fixed=fixed)
    values = [column.get("value") for column in columns if isinstance(column, dict)]
    yield from (
        ("bank_form.no_column", {"value": value}) for value in ("number", "account", "amount") if value not in values
    )


def _column_faults(column: object, place: str, *, fixed: bool) -> Iterator[_Fault]:
    if not isinstance(column, dict):
        yield "bank_form.missing", {"key": place}
        return
    yield from _typed(column, Column.__annotations__, place)
    yield from (("bank_form.missing", {"key": f"{place} {key}"}) for key in ("title", "value") if not column.get(key))
    yield from _choice(column, "value", VALUES, place)
    yield from _choice(column, "align", ("left", "right"), place)
    if fixed and not column.get("width"):
        yield "bank_form.missing", {"key": f"{place} width"}


def _typed(
    raw: Mapping[str, Any], declared: Mapping[str, Any], place: str, besides: Sequence[str] | set[str] = ()
) -> Iterator[_Fault]:
    for key, value in raw.items():
        if key not in declared:
            yield "bank_form.unknown", {"key": f"{place} {key}".strip(), "keys": "、".join(declared)}
        elif key not in besides and not isinstance(value, declared[key]):
            yield "bank_form.type", {"key": f"{place} {key}".strip(), "value": value}


def _choice(
    raw: Mapping[str, Any], key: str, choices: Sequence[str] | Mapping[str, str], place: str = ""
) -> Iterator[_Fault]:
    if key in raw and raw[key] not in choices:
        yield "bank_form.choice", {"key": f"{place} {key}".strip(), "value": raw[key], "choices": "、".join(choices)}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _encodes(name: str) -> bool:
    try:
        "姓名".encode(name)
    except (LookupError, UnicodeEncodeError):
        return False
    return True
