"""回执: what the receiver of a package took and what it refused, with reasons; sealed, and applied by the sender once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import case, func, literal, select, update

from app.claim.claim.model import Claim
from app.claim.claim_line import refusals
from app.claim.claim_line.model import ClaimLine
from app.exchange.crosscertificates import certificates_across
from app.exchange.crosscheck import across_offices
from app.exchange.crossequipment import equipment_across
from app.exchange.manifest import sha256
from app.exchange.package import last_package
from app.exchange.workbook_reader import file_bytes, open_workbook
from app.institution.institution.model import Institution
from app.kernel.codes import REPORTED
from app.kernel.identity import uid_of, uid_text
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.models import OfficeRow, Package
from app.store.work import Read, Work
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

FORMAT = "2"
LOST = "receipt.lost"
"""The refusal of a receipt for a package that this office sent but no longer knows of: it can be entered again."""
COVER, ROWS = "封面", "回执明细"
HEADINGS = ("类别", "编号", "名称", "结果", "原因")
_COVER = (
    "名称",
    "格式",
    "接收单位",
    "接收单位编号",
    "报送单位",
    "报送单位编号",
    "所属期",
    "报送序号",
    "报送包校验码",
    "出具日期",
)
_LATER = ("记录数", "补贴合计(元)", "说明")
"""What the cover says since format 2: with it a lost package can be entered again by its receipt."""
_COVERS = {"1": _COVER, "2": (*_COVER, *_LATER)}
_A4 = 9
_SEAL = "回执校验码"
_NAME = "职业技能提升行动报送回执"
_TABLES: dict[str, Any] = {"培训班": TrainingClass, "补贴申请": Claim, "补贴明细": ClaimLine}
_LINE = "补贴明细"
_CHECKS = (across_offices, certificates_across, equipment_across)
"""What only the office above can see; each gives lines of a sender to be refused, with the sentence and its clause."""
_MARKS = frozenset(REPORTED.show(mark) for mark in ("accepted", "refused"))


@dataclass(frozen=True)
class Counts:
    """Claim lines taken and refused, and records of which the receipt said something new; at the sender also how many
    claims stand still for it, and of how many the money is to be asked back.
    """

    accepted: int
    refused: int
    changed: int
    halted: int = 0
    paid: int = 0

    def text(self) -> str:
        """One sentence, and what is to be done now."""
        code = "receipt.counts" if self.changed else "receipt.again"
        told = say(code, accepted=self.accepted, refused=self.refused, changed=self.changed)
        return told + (say("receipt.to_do", halted=self.halted, paid=self.paid) if self.halted or self.paid else "")


Row = tuple[str, str, str, str, str]


def build(work: Work, package_uid: int, path: Path) -> Counts:
    """Decide on what a package brought, write its receipt, and keep both; Refused unless it is its sender's latest."""
    row = _received(work, package_uid)
    changed = _decide(work, row.office_uid)
    rows = _rows(work, row.office_uid)
    counts = _count(rows, changed)
    row.accepted, row.refused, row.state = counts.accepted, counts.refused, "receipted"
    work.log("package", "receipt", row.uid, counts.text())
    unfinished = work.draft(path)
    _write(unfinished, _cover(work, row), rows)
    if _read(unfinished)[1] != rows:
        raise Refused("receipt.damaged", name=path.name)
    return counts


def stated_in(path: Path) -> tuple[str, str, dict[str, object]]:
    """The sender's name and uid in a receipt, and its package as the list of packages shows it; Refused if too old."""
    cover, _ = _read(path)
    if cover["格式"] == "1":
        raise Refused("receipt.old_format", name=path.name)
    package = {
        "period": cover["所属期"],
        "serial": int(cover["报送序号"]),
        "sha256": cover["报送包校验码"],
        "row_count": int(cover["记录数"]),
        "total_fen": FEN.read(cover["补贴合计(元)"]),
    }
    return cover["报送单位"], cover["报送单位编号"], package


def apply(work: Work, path: Path) -> Counts:
    """Mark what this office reported as the receipt says; Refused when it is not for its package or was changed."""
    cover, rows = _read(path)
    row = _sent(work, cover)
    changed = sum(_mark(work, title, [r for r in rows if r[0] == title]) for title in _TABLES)
    counts = replace(_count(rows, changed), **_to_do(work))
    if changed or row.state != "receipted":
        row.accepted, row.refused, row.state = counts.accepted, counts.refused, "receipted"
        work.log("package", "receipt", row.uid, counts.text())
    return counts


# --- at the receiver -------------------------------------------------------------------------------------------------


def _received(work: Work, uid: int) -> Package:
    row = work.session.get(Package, uid)
    if row is None or row.direction != "received":
        raise Refused("receipt.not_received")
    last = last_package(work, "received", row.office_uid)
    if last is not None and last.serial != row.serial:
        raise Refused("receipt.not_last", serial=row.serial, last=last.serial)
    return row


def _decide(work: Work, sender: int) -> int:
    """Refuse what breaks a limit over all offices, accept the rest; what a clerk refused stays refused."""
    before = _marks(work, sender)
    mine = ClaimLine.origin == sender
    for uid, reasons in _against(work, sender).items():
        _set(work, ClaimLine, ClaimLine.uid == uid, reported="refused", receipt_reason="；".join(reasons))
    _set(work, ClaimLine, mine & (ClaimLine.reported == "pending"), reported="accepted", receipt_reason=None)
    bad = select(ClaimLine.claim_uid).where(mine, ClaimLine.reported == "refused")
    word = case((Claim.uid.in_(bad), literal("refused")), else_=literal("accepted"))
    _set(work, Claim, Claim.origin == sender, reported=word)
    _set(work, TrainingClass, TrainingClass.origin == sender, reported="accepted")
    after = _marks(work, sender)
    return sum(after[key] != before[key] for key in after)


def _against(read: Read, sender: int) -> dict[int, list[str]]:
    """Everything that speaks over all offices against lines of one of them."""
    found: dict[int, list[str]] = {}
    for check in _CHECKS:
        for uid, why in check(read, sender).items():
            found.setdefault(uid, []).append(why)
    return found


def _set(work: Work, model: Any, where: Any, **values: Any) -> None:
    """Marks are no change of the record, so the revision stays."""
    work.connection.execute(update(model.__table__).where(where).values(**values))
    work.touched.add(model.__tablename__)


def _marks(work: Work, sender: int) -> dict[int, str | None]:
    return {
        uid: mark
        for model in _TABLES.values()
        for uid, mark in work.connection.execute(select(model.uid, model.reported).where(model.origin == sender))
    }


def _rows(read: Read, sender: int) -> list[Row]:
    bad = (
        select(func.count()).where(ClaimLine.claim_uid == Claim.uid, ClaimLine.reported == "refused").scalar_subquery()
    )
    name = TrainingClass.number.concat(" ").concat(TrainingClass.name)
    classes = select(TrainingClass.uid, name, TrainingClass.reported, literal(0))
    claims = select(Claim.uid, Claim.number, Claim.reported, bad)
    person = Claim.number.concat(" ").concat(func.coalesce(Trainee.name, Institution.name))
    lines = (
        select(ClaimLine.uid, person, ClaimLine.reported, ClaimLine.receipt_reason)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(Trainee, Trainee.uid == ClaimLine.trainee_uid)
    )
    found = []
    for title, statement in zip(_TABLES, (classes, claims, lines), strict=True):
        model = _TABLES[title]
        for uid, label, mark, why in read.connection.execute(
            statement.where(model.origin == sender).order_by(model.uid)
        ):
            found.append((title, uid_text(uid), label, REPORTED.show(mark), _why(why)))
    return found


def _why(why: str | int | None) -> str:
    """The reason of a line, or of a claim how many of its lines were refused."""
    return say("receipt.some", count=why) if isinstance(why, int) and why else str(why or "")


def _cover(work: Work, row: Package) -> list[str]:
    sender, own = work.session.get_one(OfficeRow, row.office_uid), work.own
    offices = (own.name, uid_text(own.uid), sender.name, uid_text(sender.uid))
    stated = (row.period, str(row.serial), row.sha256, work.today.isoformat())
    return [_NAME, FORMAT, *offices, *stated, str(row.row_count), FEN.show(row.total_fen), row.note or ""]


# --- at the sender ---------------------------------------------------------------------------------------------------


def _sent(work: Work, cover: dict[str, str]) -> Package:
    """The package of this office that a receipt is for; Refused when there is none or a later one has its receipt."""
    row = work.session.scalars(
        select(Package).where(
            Package.direction == "sent",
            Package.office_uid == work.own.uid,
            Package.sha256 == cover["报送包校验码"],
        )
    ).first()
    if row is None or cover["报送单位编号"] != uid_text(work.own.uid):
        raise Refused(
            _stranger(work, cover), office=cover["报送单位"], period=cover["所属期"], serial=cover["报送序号"]
        )
    later = select(func.max(Package.serial)).where(Package.direction == "sent", Package.state == "receipted")
    last = work.session.scalar(later) or 0
    if last > row.serial:
        raise Refused("receipt.older", serial=row.serial, last=last)
    return row


def _to_do(read: Read) -> dict[str, int]:
    """How many claims of which a line was refused wait for their money, and how many have it."""
    marked = select(Claim.uid, Claim.state).where(Claim.origin == read.own.uid, Claim.reported == "refused")
    states = {row.uid: row.state for row in read.connection.execute(marked)}
    found = [states[uid] for uid in refusals.of_claims(read, states)]
    return {"halted": sum(state != "paid" for state in found), "paid": found.count("paid")}


def _stranger(work: Work, cover: Mapping[str, str]) -> str:
    """Why there is no such package: it is another office's, or this one has lost it by going back to a backup."""
    if cover["报送单位编号"] != uid_text(work.own.uid):
        return "receipt.other"
    last = last_package(work, "sent", work.own.uid)
    return LOST if last is None or last.serial < int(cover["报送序号"]) else "receipt.replaced"


def _mark(work: Work, title: str, rows: Iterable[Row]) -> int:
    """Set the marks of one table; how many were not so before. Lines assessed anew since are gone and passed over."""
    model, own = _TABLES[title], work.own.uid
    fields = ("reported", "receipt_reason") if title == _LINE else ("reported",)
    now = select(model.uid, *(getattr(model, name) for name in fields)).where(model.origin == own)
    known = {row[0]: tuple(row[1:]) for row in work.connection.execute(now)}
    wanted = {uid_of(uid): (REPORTED.read(mark), why or None)[: len(fields)] for _, uid, _, mark, why in rows}
    fresh = [(*marks, uid) for uid, marks in wanted.items() if uid in known and known[uid] != marks]
    if fresh:
        settings = ", ".join(f"{name} = ?" for name in fields)
        work.connection.exec_driver_sql(f"UPDATE {model.__tablename__} SET {settings} WHERE uid = ?", fresh)  # noqa: S608
        work.touched.add(model.__tablename__)
    return len(fresh)


# --- the file --------------------------------------------------------------------------------------------------------


def _count(rows: Sequence[Row], changed: int) -> Counts:
    marks = [REPORTED.read(row[3]) for row in rows if row[0] == _LINE]
    return Counts(marks.count("accepted"), marks.count("refused"), changed)


def _seal(cover: Sequence[str], rows: Sequence[Row]) -> str:
    return sha256("\x1e".join("\x1f".join(row) for row in (cover, *rows)).encode())


def _write(path: Path, cover: Sequence[str], rows: Sequence[Row]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        front, page = book.add_worksheet(COVER), book.add_worksheet(ROWS)
        for sheet in (front, page):
            sheet.set_paper(_A4)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
        page.repeat_rows(0)
        front.set_column(0, 0, 18)
        front.set_column(1, 1, 70)
        for number, (title, value) in enumerate(
            zip((*_COVERS[FORMAT], _SEAL), (*cover, _seal(cover, rows)), strict=True)
        ):
            front.write_string(number, 0, title, bold)
            front.write_string(number, 1, value)
        page.freeze_panes(1, 0)
        for place, width in enumerate((10, 16, 36, 10, 80)):
            page.set_column(place, place, width)
        for number, row in enumerate((HEADINGS, *rows)):
            for place, value in enumerate(row):
                page.write_string(number, place, value, *(() if number else (bold,)))


def _read(path: Path) -> tuple[dict[str, str], list[Row]]:
    """Cover and rows of a receipt of which no cell was changed; Refused otherwise."""
    cover, rows = _cells(path)
    if cover.get("名称") != _NAME or "格式" not in cover:
        raise Refused("receipt.not_receipt", name=path.name)
    if cover["格式"] not in _COVERS:
        raise Refused("receipt.newer", name=path.name)
    if list(cover) != [*_COVERS[cover["格式"]], _SEAL]:
        raise Refused("receipt.damaged", name=path.name)
    seal = cover.pop(_SEAL)
    known = all(row[0] in _TABLES and row[3] in _MARKS for row in rows[1:])
    if rows[:1] != [HEADINGS] or not known or seal != _seal(list(cover.values()), rows[1:]):
        raise Refused("receipt.damaged", name=path.name)
    return cover, rows[1:]


def _cells(path: Path) -> tuple[dict[str, str], list[Row]]:
    try:
        with open_workbook(file_bytes(path), path.name) as book:
            front, page = (list(book.named(name).rows) for name in (COVER, ROWS))
        cover = {str(title): str(value) for title, value in front}
        return cover, [tuple(str(v) for v in (*row, *[""] * 5)[:5]) for row in page]  # type: ignore[misc]
    except (KeyError, ValueError):
        raise Refused("receipt.not_receipt", name=path.name) from None
