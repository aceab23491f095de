"""回执: what the receiver of a package took and what it refused, with reasons; sealed, and applied by the sender once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import case, func, literal, select, update

from app.claim.claim.model import Claim
from app.claim.claim_line import refusals
from app.claim.claim_line.model import ClaimLine
from app.exchange.crosscertificates import certificates_across
from app.exchange.crosscheck import across_offices
from app.exchange.crossequipment import equipment_across
from app.exchange.package_rows import last_package
from app.exchange.receipt_file import FORMAT, KINDS, LINE, NAME, Entry, read, write
from app.exchange.receipt_lines import TABLES, entries
from app.exchange.refusals_of_others import pass_on
from app.fund.recovery import verbs as recoveries
from app.kernel.codes import REPORTED
from app.kernel.identity import uid_of, uid_text
from app.kernel.kinds import FEN
from app.kernel.outcomes import Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.store.models import OfficeRow, Package
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

LOST = "receipt.lost"
"""The refusal of a receipt for a package that this office sent but no longer knows of: it can be entered again."""
_REFUSED = REPORTED.show("refused")
_CHECKS = (across_offices, certificates_across, equipment_across)
"""What only the office above can see; each gives lines of a sender to be refused, with the sentence and its clause."""


@dataclass(frozen=True)
class Counts:
    """Claim lines taken, refused and held back, with their money (分), and records of which the receipt said something new.

    At the sender also how many claims stand still for it, how many are paid, and of how many it proposes to ask money back.
    """

    accepted: int
    refused: int
    changed: int
    held: int = 0
    accepted_fen: int = 0
    refused_fen: int = 0
    held_fen: int = 0
    halted: int = 0
    paid: int = 0
    proposed: int = 0

    def text(self) -> str:
        """One sentence, and what is to be done now."""
        code = "receipt.counts" if self.changed else "receipt.again"
        counted = {name: getattr(self, name) for name in ("accepted", "refused", "held")}
        sums = {f"{name}_sum": FEN.show(getattr(self, f"{name}_fen")) for name in counted}
        told = say(code, lines=say("receipt.lines", **counted, **sums), changed=self.changed)
        return told + (
            say("receipt.to_do", halted=self.halted, paid=self.paid, proposed=self.proposed)
            if self.halted or self.paid
            else ""
        )


def build(work: Work, package_uid: int, path: Path) -> Counts:
    """Decide on what a package brought, write its receipt, and keep both; Refused unless it is its sender's latest."""
    row = _received(work, package_uid)
    changed = sum(_decide(work, office) for office in (row.office_uid, *_carried_by(work, row.office_uid)))
    cover, rows = stated(work, row)
    counts = _count(rows, changed)
    _settle(row, counts)
    for office in _carried_by(work, row.office_uid):
        if (below := last_package(work, "received", office)) is not None:
            _settle(below, _count(entries(work, (office,)), 0))
    work.log("package", "receipt", row.uid, counts.text())
    unfinished = work.draft(path)
    write(unfinished, cover, rows)
    if read(unfinished)[1] != rows:
        raise Refused("receipt.damaged", name=path.name)
    return counts


def stated(read: Read, row: Package) -> tuple[dict[str, str], list[Entry]]:
    """Cover and lines of the receipt for a package, as the marks stand; what came within it is in it too."""
    rows = entries(read, (row.office_uid, *_carried_by(read, row.office_uid)))
    return _cover(read, row, _count(rows, 0)), rows


def _carried_by(read: Read, office: int) -> list[int]:
    """The offices whose packages came within those of another."""
    return list(
        read.session.scalars(select(OfficeRow.uid).where(OfficeRow.parent_uid == office).order_by(OfficeRow.uid))
    )


def stated_in(path: Path) -> tuple[str, str, dict[str, object]]:
    """The sender's name and uid in a receipt, and its package as the list of packages shows it; Refused if too old."""
    cover, _ = read(path)
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
    cover, rows = read(path)
    row = _sent(work, cover)
    before = _refused(work)
    changed = sum(_mark(work, kind, [r for r in rows if r.kind == kind]) for kind in KINDS)
    changed += _pass_down(work, cover["接收单位"], rows)
    proposed = _ask_back(work, before, _refused(work))
    counts = replace(_count(rows, changed), **_to_do(work), proposed=proposed)
    if changed or row.state != "receipted":
        _settle(row, counts)
        work.log("package", "receipt", row.uid, counts.text())
    return counts


def _settle(row: Package, counts: Counts) -> None:
    row.accepted, row.refused, row.held, row.state = counts.accepted, counts.refused, counts.held, "receipted"


def _count(rows: Sequence[Entry], changed: int) -> Counts:
    """What the lines come to; the receipts of before say no sums."""
    found: dict[str, int] = {}
    for mark in ("accepted", "refused", "held"):
        marked = [row for row in rows if row.kind == LINE and row.mark == REPORTED.show(mark)]
        found |= {mark: len(marked), f"{mark}_fen": sum(_fen(row) for row in marked)}
    return Counts(changed=changed, **found)


def _fen(row: Entry) -> int:
    value = FEN.read(row.amount) if row.amount else 0
    return value if isinstance(value, int) else 0


# --- at the receiver -------------------------------------------------------------------------------------------------


def _received(work: Work, uid: int) -> Package:
    row = work.session.get(Package, uid)
    if row is None or row.direction != "received":
        raise Refused("receipt.not_received")
    sender = work.session.get_one(OfficeRow, row.office_uid)
    if sender.parent_uid is not None:
        carrier = work.session.get_one(OfficeRow, sender.parent_uid)
        raise Refused("carried.receipt", office=sender.name, carrier=carrier.name)
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
        for model in TABLES.values()
        for uid, mark in work.connection.execute(select(model.uid, model.reported).where(model.origin == sender))
    }


def _cover(read: Read, row: Package, counts: Counts) -> dict[str, str]:
    sender, own = read.session.get_one(OfficeRow, row.office_uid), read.own
    return {
        "名称": NAME,
        "格式": FORMAT,
        "接收单位": own.name,
        "接收单位编号": uid_text(own.uid),
        "报送单位": sender.name,
        "报送单位编号": uid_text(sender.uid),
        "所属期": row.period,
        "报送序号": str(row.serial),
        "报送包校验码": row.sha256,
        "出具日期": read.today.isoformat(),
        "记录数": str(row.row_count),
        "补贴合计(元)": FEN.show(row.total_fen),
        "说明": row.note or "",
        "接收人数": str(counts.accepted),
        "接收金额(元)": FEN.show(counts.accepted_fen),
        "未接收人数": str(counts.refused),
        "未接收金额(元)": FEN.show(counts.refused_fen),
        "暂缓人数": str(counts.held),
        "暂缓金额(元)": FEN.show(counts.held_fen),
    }


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
            _stranger(work, cover),
            office=cover["报送单位"],
            period=period_title(cover["所属期"]),
            serial=cover["报送序号"],
        )
    later = select(func.max(Package.serial)).where(Package.direction == "sent", Package.state == "receipted")
    last = work.session.scalar(later) or 0
    if last > row.serial:
        raise Refused("receipt.older", serial=row.serial, last=last)
    return row


def _refused(work: Work) -> dict[int, int]:
    """The lines of this office that are refused above, and their claims."""
    refused = select(ClaimLine.uid, ClaimLine.claim_uid)
    own = refused.where(ClaimLine.origin == work.own.uid, ClaimLine.reported == "refused")
    return {row.uid: row.claim_uid for row in work.session.execute(own)}


def _ask_back(work: Work, before: Mapping[int, int], after: Mapping[int, int]) -> int:
    """Propose to ask back what was paid on lines that are refused now; drop what was only proposed for others."""
    fresh = {claim for uid, claim in after.items() if uid not in before}
    over = {claim for uid, claim in before.items() if uid not in after} - set(after.values())
    for claim in work.session.scalars(select(Claim).where(Claim.uid.in_(over))):
        recoveries.call_off(work, claim)
    paid = select(Claim).where(Claim.uid.in_(fresh), Claim.state == "paid").order_by(Claim.uid)
    return sum(len(recoveries.propose(work, claim)) for claim in work.session.scalars(paid).all())


def _pass_down(work: Work, office: str, rows: Sequence[Entry]) -> int:
    """What the office above refused of those below goes into the receipts for them; how many lines changed."""
    said = {uid: row.why for row in rows if row.kind == LINE and row.mark == _REFUSED and (uid := uid_of(row.uid))}
    return sum(pass_on(work, below, office, said) for below in _senders(work))


def _senders(read: Read) -> list[int]:
    """The offices whose packages were taken in here."""
    return list(read.session.scalars(select(Package.office_uid).where(Package.direction == "received").distinct()))


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


def _mark(work: Work, kind: str, rows: Iterable[Entry]) -> int:
    """Set the marks of one table; how many were not so before. Lines assessed anew since are gone and passed over."""
    model, own = TABLES[kind], work.own.uid
    fields = ("reported", "receipt_reason") if kind == LINE else ("reported",)
    now = select(model.uid, *(getattr(model, name) for name in fields)).where(model.origin == own)
    known = {row[0]: tuple(row[1:]) for row in work.connection.execute(now)}
    wanted = {uid_of(row.uid): (REPORTED.read(row.mark), row.why or None)[: len(fields)] for row in rows}
    fresh = [(*marks, uid) for uid, marks in wanted.items() if uid in known and known[uid] != marks]
    if fresh:
        settings = ", ".join(f"{name} = ?" for name in fields)
        work.connection.exec_driver_sql(f"UPDATE {model.__tablename__} SET {settings} WHERE uid = ?", fresh)  # noqa: S608
        work.touched.add(model.__tablename__)
    return len(fresh)
