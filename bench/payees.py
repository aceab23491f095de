"""A payment batch of 5,000 people: its file for the bank written, and the bank's answer matched and posted.

The floors: xlsxwriter's rows written and read back by openpyxl, as the file is; the answer read from csv, 5,000 rows
inserted into the ledger and 5,000 transfers marked, in bare SQL. Nothing of either is kept.
"""

import csv
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter
from sqlalchemy import select, text

from app.desk import imports
from app.desk.imports import KINDS
from app.exchange import bank_file
from app.exchange import imports as files
from app.fund.batch.listing_up import add, begin
from app.fund.batch.model import Batch
from app.fund.payment.ledger import Payee
from app.fund.transfer.model import Transfer
from app.store.work import Office, Work
from bench import data
from bench.ratio import Result, in_turns

HEADS, FEN, REACH = 5_000, 12_000, 2.0
FUND, DAY = "就业补助资金", "2021-12-01"
_CLAIM = "SELECT uid, class_uid FROM claim WHERE number = (SELECT max(number) FROM claim)"
_MADE_PAYABLE = (
    f"UPDATE claim SET state = 'cleared', total_fen = {HEADS * FEN}, line_count = {HEADS}, granted_count = {HEADS}, "
    "submitted_by = '甲', reviewed_by = '乙', approved_by = '丙', cleared_on = '2021-11-01' WHERE uid = :claim",
    "INSERT INTO claim_line (uid, origin, claim_uid, enrolment_uid, trainee_uid, seq, year, occupation, level, decision, "
    "rate_fen, amount_fen, reasons, warnings, facts, payee) SELECT 1 + e.seq, e.origin, :claim, e.uid, e.trainee_uid, e.seq, 2021, "
    f"'电工', '', 'granted', {FEN}, {FEN}, '', '', '', 'person' FROM enrolment e WHERE e.class_uid = :class",
)
_PAYMENT = ("uid", "revision", "origin", "number", "kind", "entry", "claim_uid", "enrolment_uid", "transfer_uid")
_PAYMENT += ("payee", "bank", "account", "amount_fen", "times", "fund", "voucher", "paid_on", "posted_by", "state")


class _Undo(Exception):
    """Leaves the office as it was."""


def measure(folder: Path) -> list[Result]:
    """Time of the file and of the answer, to their floors."""
    with TemporaryDirectory(dir=folder) as scratch:
        data.make(Path(scratch) / "office", people=HEADS, awards=HEADS, crowd=HEADS)
        with Office(Path(scratch) / "office", clock=lambda: datetime(2021, 12, 2, 9).astimezone()) as office:
            batch, table = _sent(office, Path(scratch))
            out = Path(scratch) / "代发.xlsx"
            written = in_turns(lambda: _write_bare(office, batch, out), lambda: _write(office, batch, out))
            posted = in_turns(lambda: _post_bare(office, batch, table), lambda: _post(office, batch, table))
    return [
        Result("5,000 人代发表写出并读回，比裸写裸读", *written, REACH),
        Result("5,000 人银行回盘核对入账，比裸读裸写", *posted, REACH),
    ]


def _sent(office: Office, scratch: Path) -> tuple[int, Path]:
    """A batch at the bank, and the answer as csv: everybody was paid."""
    with office.work(office.person(data.CLERK)) as work:
        claim, training = work.connection.exec_driver_sql(_CLAIM).one()
        for statement in _MADE_PAYABLE:
            work.connection.execute(text(statement), {"claim": claim, "class": training})
        people = work.connection.execute(
            text(
                "SELECT t.name, e.bank, e.account, e.uid FROM enrolment e JOIN trainee t ON t.uid = e.trainee_uid "
                "WHERE e.class_uid = :class"
            ),
            {"class": training},
        ).all()
        batch = begin(work, "示例批次")
        payees = [Payee(name, bank, account, FEN, 1, uid) for name, bank, account, uid in people]
        add(work, batch, payees, FUND, claim_uid=claim)
        work.connection.exec_driver_sql("UPDATE transfer SET state = 'sent'")
        work.connection.exec_driver_sql("UPDATE batch SET state = 'sent', sent_on = ?", (DAY,))
        numbers = list(work.session.scalars(select(Transfer.number).order_by(Transfer.number)))
        uid = int(batch.uid)
    path = scratch / "回盘.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("付款编号", "付款金额(元)", "处理结果", "凭证号", "拨付日期"))
        writer.writerows((number, f"{FEN // 100}.00", "成功", "银0001", DAY) for number in numbers)
    return uid, path


def _write(office: Office, batch: int, path: Path) -> None:
    with office.work(office.person(data.CLERK)) as work:
        bank_file.write(work, batch, path)


def _write_bare(office: Office, batch: int, path: Path) -> None:
    wanted = "SELECT number, payee, account, bank, amount_fen FROM transfer WHERE batch_uid = ? ORDER BY number"
    rows = data.raw(office).execute(wanted, (batch,)).fetchall()
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet: Any = book.add_worksheet()
        for at, (number, payee, account, bank, fen) in enumerate(rows):
            for place, cell in enumerate((str(at), number, payee, account, bank)):
                sheet.write_string(at, place, cell)
            sheet.write_number(at, 5, fen / 100)
            sheet.write_string(at, 6, "示例批次")
    found = openpyxl.load_workbook(path, read_only=True)
    assert sum(1 for _ in found.worksheets[0].iter_rows(values_only=True)) == HEADS
    found.close()


def _post(office: Office, batch: int, path: Path) -> None:
    """As the command line does it: read, check, write; then taken back."""
    kind, clerk = KINDS["bank-results"], office.person(data.CLERK)
    with office.read(clerk) as read:
        wanted, layout = files.wanted(read, kind, batch), files.known(read, kind, batch)
    table = files.read_source(files.source_of(path), wanted, layout)
    with office.read(clerk) as read:
        checked = files.check(read, kind, table, batch)
    with suppress(_Undo), office.work(clerk) as work:
        imports.apply(work, kind, checked)
        work.session.flush()
        _require(work)
        raise _Undo


def _post_bare(office: Office, batch: int, path: Path) -> None:
    with suppress(_Undo), office.work(office.person(data.CLERK)) as work:
        raw: Any = work.connection.connection.driver_connection
        known = {
            row[0]: row[1:]
            for row in raw.execute(
                "SELECT number, uid, claim_uid, enrolment_uid, payee, bank, account, amount_fen FROM transfer "
                "WHERE batch_uid = ?", (batch,)
            )
        }  # fmt: skip
        with path.open(encoding="gbk", newline="") as file:
            answers = list(csv.DictReader(file))
        own, rows = work.own.uid, []
        for at, answer in enumerate(answers):
            uid, claim, enrolment, payee, bank, account, fen = known[answer["付款编号"]]
            voucher = answer["凭证号"]
            moved = (payee, bank, account, fen, 1, FUND, voucher, answer["拨付日期"], data.CLERK, "paid")
            rows.append((at + 1, 1, own, f"BF{at}", "claim", "posted", claim, enrolment, uid, *moved))
        marks = ", ".join("?" * len(_PAYMENT))
        raw.executemany(f"INSERT INTO payment ({', '.join(_PAYMENT)}) VALUES ({marks})", rows)
        told = ((DAY, "银0001", row[8]) for row in rows)
        raw.executemany("UPDATE transfer SET state = 'paid', result_on = ?, voucher = ? WHERE uid = ?", told)
        _require(work)
        raise _Undo


def _require(work: Work) -> None:
    """Everybody was paid."""
    found = work.connection.exec_driver_sql("SELECT count(*) FROM payment WHERE transfer_uid IS NOT NULL").scalar_one()
    assert (found, date.fromisoformat(DAY).year, Batch.__tablename__) == (HEADS, 2021, "batch")
