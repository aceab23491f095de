"""Cells that hold a number and the text that belongs to it, 张三 2323… or 农业银行 6228…: parted where nobody can doubt it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.record.imports.table import Fault, Table

_LONG, _CERTAIN = 7, 12
"""Digits of what may be a number of its own, and of what is no telephone number."""
_GROUPS, _LAST = frozenset({4}), range(1, 5)
"""Digits of the groups in which an account is written."""
_NUMBER = re.compile(r"\d(?:[ -]?\d)*[Xx]?")
_WRITING = re.compile(r"[\u3400-\u9fff]")
_CALLED = re.compile(r"(?:银行)?(?:[账帐]号|卡号)[:：]?|身份证(?:号码|号)?[:：]?|(?:开户银行|开户行|姓名)[:：]")
BANK = re.compile("行|信用社|农信|邮储|联社|储蓄")
"""What a bank calls itself; another text beside an account, as whose card it is, must not be taken for one."""
_BETWEEN = " ,，、:：;；/|+()（）-_"
Pair = tuple[Field, Field]
"""The field of a number and that of its text."""


def pairs(fields: Sequence[Field]) -> Iterator[Pair]:
    """An identity number with a name, an account with a bank."""
    for number in fields:
        if number.kind is k.ID:
            yield from [(number, f) for f in fields if f.kind is k.NAME][:1]
        elif number.kind is k.ACCOUNT:
            yield from [(number, f) for f in fields if f.key == "bank"]


def parted(number: Field, text: str) -> tuple[str, str] | None:
    """The number and the text of a cell that holds one of each; None where it may be anything else."""
    if number.kind not in (k.ID, k.ACCOUNT) or not _WRITING.search(text):
        return None
    whole = unicodedata.normalize("NFKC", text)
    runs = _runs(whole)
    if len(runs) != 1 or sum(sign.isdigit() for sign in runs[0][0]) < _CERTAIN:
        return None
    pieces = re.split("[ -]", runs[0][0])
    if (
        number.kind is k.ACCOUNT
        and len(pieces) > 1
        and not (_GROUPS.issuperset(map(len, pieces[:-1])) and len(pieces[-1]) in _LAST)
    ):
        return None  # a telephone number behind the account is none of its groups
    try:
        number.kind.read(runs[0][0])
    except BadValue:
        return None
    rest = _CALLED.sub(" ", f"{whole[: runs[0].start()]} {whole[runs[0].end() :]}")
    rest = " ".join(rest.split()).strip(_BETWEEN)
    fits = BANK if number.kind is k.ACCOUNT else _WRITING
    return (runs[0][0], rest) if fits.search(rest) else None


def _runs(text: str) -> list[re.Match[str]]:
    return [run for run in _NUMBER.finditer(text) if sum(sign.isdigit() for sign in run[0]) >= _LONG]


def said_beside(fields: Sequence[Field], samples: Mapping[str, Sequence[str]]) -> set[str]:
    """The fields without a column that stand in the cells of their pair; `samples` are those of the columns by field."""
    found = set[str]()
    for number, text in pairs(fields):
        for here, there in ((number, text), (text, number)):
            told = samples.get(here.key, ())
            if there.key not in samples and told and all(parted(number, cell) for cell in told):
                found.add(there.key)
    return found


def part(table: Table, fields: Sequence[Field]) -> None:
    """Part the cells of a table in place and say so; a cell that nobody can part is its row's problem."""
    for number, text in pairs(fields):
        for here, there in ((number, text), (text, number)):
            if here.key in table.cells and here.key in table.columns:
                _part_column(table, number, here, there)


def _part_column(table: Table, number: Field, here: Field, there: Field) -> None:
    cells, count = table.cells[here.key], 0
    if all(map(str.isascii, cells)) or all(map(str.isalpha, cells)):  # numbers alone, names alone: as nearly always
        return
    other = table.cells.get(there.key)
    for place, cell in enumerate(cells):
        if cell.isalnum() and (cell.isascii() or cell.isalpha()):
            continue
        if not _WRITING.search(cell) or not _runs(unicodedata.normalize("NFKC", cell)):
            continue
        found = parted(number, cell)
        mine, theirs = (found if here is number else found[::-1]) if found else ("", "")
        if found and _reads(number, there, theirs) and (other is None or other[place].strip() in ("", theirs)):
            if other is None:
                other = table.cells[there.key] = [""] * len(cells)
                _stand_beside(table, here.key, there.key)
            cells[place], other[place], count = mine, theirs, count + 1
        elif here is number:
            table.faults[place, here.key] = Fault("cell.joined", cell)
    if count:
        table.notes.append(say("table.parted", title=here.title, other=there.title, count=count))


def _reads(number: Field, known: Field, text: str) -> bool:
    if known is number:
        return True
    try:
        return bool(known.kind.read(text))
    except BadValue:
        return False


def _stand_beside(table: Table, here: str, there: str) -> None:
    """A field stands in the column of another one."""
    table.columns[there], table.headings[there] = table.columns[here], table.headings[here]
    table.parts = [
        replace(each, columns={there: each.columns[here], **each.columns}) if here in each.columns else each
        for each in table.parts
    ]
