"""The file that the bank pays a batch by: written in the form that the bank wants, read back before it gets its name."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import python_calamine as calamine
import xlsxwriter
from sqlalchemy import select

from app.exchange.cells import IN_SONG
from app.exchange.list_sheet import A4
from app.fund.batch.bank_forms import BankForm, Column, form_of
from app.fund.batch.faults import require_payable
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.transfer.model import Transfer
from app.kernel.kinds import FEN
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.record.moves import load, own_only
from app.store.work import Read, Work

_STATES = ("approved", "sent")
_YUAN = 100
Line = Sequence[str]


def write(work: Work, uid: int, path: Path) -> int:
    """Write the file of an approved batch and journal it; gives back how many transfers are in it.

    Whole account numbers leave the program in it, so that it bears the person. Problems names every payee whom the
    form has no room for, or whose name the encoding lacks.
    """
    batch = load(work, Batch, uid, BATCH.title)
    own_only(work, batch)
    if batch.state not in _STATES:
        raise Refused("bank_file.state", number=batch.number, state=BATCH.states[batch.state])
    if batch.state == "approved":
        require_payable(work, batch)
    form = form_of(work.office.folder, batch.bank_form)
    if path.suffix.lower() != f".{form.kind}":
        raise Refused("bank_file.kind", title=form.title, kind=form.kind, file=path.name)
    rows = _rows(work, batch)
    _check(form, rows)
    draft = work.draft(path)
    if form.kind == "xlsx":
        _write_sheet(form, batch, rows, draft)
    else:
        _write_text(form, batch, rows, draft)
    total = sum(row.amount_fen for row in rows)
    _read_back(form, draft, len(rows), total)
    work.log(
        BATCH.name, "export", uid, say("bank_file.written", file=path.name, count=len(rows), total=FEN.show(total))
    )
    return len(rows)


def proposed_name(read: Read, uid: int) -> str:
    """What the file of a batch is called, by its number and the form of its bank."""
    batch = load(read, Batch, uid, BATCH.title)
    form = form_of(read.office.folder, batch.bank_form)
    return f"{batch.number}.{form.kind}"


def _rows(work: Work, batch: Batch) -> list[Transfer]:
    wanted = select(Transfer).where(Transfer.batch_uid == batch.uid, Transfer.state.in_(("listed", "sent")))
    rows = list(work.session.scalars(wanted.order_by(Transfer.number)))
    if not rows:
        raise Refused("batch.empty", number=batch.number)
    return rows


def _values(form: BankForm, batch: Batch, seq: int, row: Transfer) -> Mapping[str, str]:
    amount = str(row.amount_fen) if form.amount == "fen" else _yuan(row.amount_fen)
    return {
        "seq": str(seq),
        "number": row.number,
        "payee": row.payee,
        "account": row.account or "",
        "bank": row.bank or "",
        "amount": amount,
        "fund": row.fund,
        "title": batch.title,
        "batch": batch.number,
    }


def _yuan(fen: int) -> str:
    return f"{fen // _YUAN}.{fen % _YUAN:02d}"


def _check(form: BankForm, rows: Sequence[Transfer]) -> None:
    """Everything of which the bank would make something else."""
    problems = list(_faults(form, rows))
    if form.most_rows and len(rows) > form.most_rows:
        problems.insert(0, Problem("bank_file.too_many", {"count": len(rows), "most": form.most_rows}))
    if problems:
        raise Problems(problems)


def _faults(form: BankForm, rows: Sequence[Transfer]) -> Iterator[Problem]:
    for row in rows:
        texts = {"payee": row.payee, "account": row.account or "", "bank": row.bank or ""}
        for column in form.columns:
            text = texts.get(column.value)
            if text is not None and (code := _fault(form, column, text)):
                yield Problem(code, {"number": row.number, "payee": row.payee, "title": column.title})


def _fault(form: BankForm, column: Column, text: str) -> str:
    if column.required and not text:
        return "bank_file.empty"
    try:
        size = len(text.encode(form.encoding))
    except UnicodeEncodeError:
        return "bank_file.encoding"
    if (column.width and size > column.width) or (column.longest and len(text) > column.longest):
        return "bank_file.too_long"
    if form.kind != "xlsx" and not column.width and form.separator in text and form.kind == "txt":
        return "bank_file.separator"
    return ""


def _lines(form: BankForm, batch: Batch, rows: Sequence[Transfer]) -> Iterator[Line]:
    """First line, headings, a line for each transfer, last line."""
    total = sum(row.amount_fen for row in rows)
    totals = {
        "batch": batch.number,
        "total": say("bank_file.total"),
        "count": str(len(rows)),
        "sum": str(total) if form.amount == "fen" else _yuan(total),
    }
    if form.first:
        yield [totals[key] for key in form.first]
    if form.heading:
        yield [column.title for column in form.columns]
    for seq, row in enumerate(rows, 1):
        values = _values(form, batch, seq, row)
        yield [_fixed(form, column, values[column.value]) for column in form.columns]
    if form.last:
        yield [totals[key] for key in form.last]


def _fixed(form: BankForm, column: Column, text: str) -> str:
    """Filled up to the bytes that the column is wide."""
    missing = column.width - len(text.encode(form.encoding))
    if missing <= 0:
        return text
    return column.fill * missing + text if column.align == "right" else text + column.fill * missing


def _write_text(form: BankForm, batch: Batch, rows: Sequence[Transfer], path: Path) -> None:
    with path.open("w", encoding=form.encoding, newline="") as file:
        if form.kind == "csv":
            csv.writer(file, delimiter=form.separator, lineterminator="\r\n").writerows(_lines(form, batch, rows))
            return
        between = "" if any(column.width for column in form.columns) else form.separator
        for line in _lines(form, batch, rows):
            whole = between if len(line) == len(form.columns) else form.separator
            file.write(whole.join(line) + "\r\n")


def _write_sheet(form: BankForm, batch: Batch, rows: Sequence[Transfer], path: Path) -> None:
    """Numbers and accounts as text, so that Excel keeps all digits; sums as numbers that can be added up."""
    places = [place for place, column in enumerate(form.columns) if column.value == "amount"]
    with xlsxwriter.Workbook(str(path), {**IN_SONG, "constant_memory": True, "strings_to_formulas": False}) as book:
        sheet: Any = book.add_worksheet(say("bank_file.sheet"))
        text, money = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.00"})
        for place, column in enumerate(form.columns):
            sheet.set_column(
                place, place, 26 if column.value in ("account", "payee", "bank", "number", "title") else 12
            )
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        if form.heading:
            sheet.repeat_rows(len(form.first[:1]))
        for at, line in enumerate(_lines(form, batch, rows)):
            for place, cell in enumerate(line):
                if place in places and cell.replace(".", "", 1).isdigit():
                    sheet.write_number(at, place, float(cell), money)
                else:
                    sheet.write_string(at, place, cell, text)


def _read_back(form: BankForm, path: Path, count: int, total: int) -> None:
    """Refuse a file from which other rows or another sum can be read than were meant."""
    place = [column.value for column in form.columns].index("amount")
    cells = list(_amounts_of_sheet(path, place) if form.kind == "xlsx" else _amounts_of_text(form, path, place))
    first = len(form.first[:1]) + form.heading
    found = [_fen(form, cell) for cell in cells[first : len(cells) - len(form.last[:1])]]
    if (len(found), sum(found)) != (count, total):
        raise Refused("bank_file.read_back", meant=count, found=len(found))


def _fen(form: BankForm, cell: object) -> int:
    return int(str(cell)) if form.amount == "fen" else round(float(str(cell)) * _YUAN)


def _amounts_of_sheet(path: Path, place: int) -> Iterator[object]:
    sheet = calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    yield from (row[place] for row in sheet.to_python(skip_empty_area=False))


def _amounts_of_text(form: BankForm, path: Path, place: int) -> Iterator[object]:
    with path.open(encoding=form.encoding, newline="") as file:
        if form.kind == "csv" or not form.columns[place].width:
            yield from (line[place] if place < len(line) else "" for line in csv.reader(file, delimiter=form.separator))
            return
        start = sum(column.width for column in form.columns[:place])
        width = form.columns[place].width
        for line in file:
            yield line.rstrip("\r\n").encode(form.encoding)[start : start + width].decode(form.encoding)
