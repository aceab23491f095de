"""报送包: an office's whole own state as at a month's end, in one file that shows every change of a byte."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import select, update

from app.claim.claim.model import Claim
from app.desk import import_sealing
from app.exchange import carrying, report, workbook
from app.exchange.facts import Named
from app.exchange.manifest import (
    ALONE,
    CARRIED,
    DATA,
    VERSION,
    Manifest,
    Sender,
    archive,
    form_member,
    open_archive,
    open_bytes,
)
from app.exchange.package_rows import asked, has_begun, kinds, last_package, usual_period
from app.exchange.sealed import sha256
from app.exchange.sheets import CLAIMS, CLASSES, RECEIPTED, REFERENCES, SHEETS
from app.exchange.workbook import Contents, Rows
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.periods import MONTHLY, QUARTERLY, Period, parse_period, period_title
from app.office.office.noun import LEVEL
from app.office.separation import staffing
from app.policy.keys import RHYTHM
from app.store.built_packages import package_file
from app.store.files import atomic
from app.store.models import Journal, Package
from app.store.work import Read, Work
from app.training.training_class.model import TrainingClass

PdfOf = Callable[[Read, str, int], Iterable[tuple[str, bytes]]]
"""The printed forms of a record (its noun, class or claim, and uid): title and PDF of each."""

NOT_PACKAGE = "package.not_package"
"""The refusal of a file that is something else."""
_UID = 0


@dataclass(frozen=True)
class Opened:
    """A package that was read and found sound."""

    manifest: Manifest
    rows: Rows
    left_out: tuple[str, ...]
    """In sentences: sheets and columns that this program does not know, and did not read."""
    facts: tuple[Named, ...] = ()
    """How the sender calls the facts that its policy asks."""
    carried: tuple["Carried", ...] = ()
    """The packages of the offices below it."""

    def text(self) -> str:
        """What is said of it: that it is sound, and what was left out."""
        return "\n".join((self.manifest.text(), *self.left_out))


@dataclass(frozen=True)
class Carried:
    """A package that came within another, and what the office that carries it has decided on it."""

    opened: Opened
    decision: carrying.Decision
    data: bytes


def build(work: Work, period: str, path: Path, pdf_of: PdfOf | None = None) -> Package:
    """Write the package of a month or a quarter and keep it with its row.

    Neither is without the other: the row stands only if the file was read back, the file is named once the row stands.
    """
    span = parse_period(period)
    last = last_package(work, "sent", work.own.uid)
    _check(work, span, last)
    manifest, data, left = _made(work, span, last, pdf_of)
    row = work.add(
        Package(
            direction="sent",
            office_uid=work.own.uid,
            state="built",
            note="；".join(left) or None,
            **summary(manifest, work),
        )
    )
    _mark_reported(work, span)
    import_sealing.told(work, row)
    work.log("package", "build", row.uid, f"{period} 第{manifest.serial}号 {manifest.row_count}条")
    _write(work, row, path, manifest, data)
    return row  # type: ignore[no-any-return]


def _made(work: Work, span: Period, last: Package | None, pdf_of: PdfOf | None) -> tuple[Manifest, bytes, list[str]]:
    """The manifest, the bytes of the file and what it could not carry; the rows that were read back are let go."""
    serial = last.serial + 1 if last else 1
    data = workbook.write(work, span, _cover(work, span, serial), work.office.clock())
    carried, left = carrying.pack(work)
    members = {DATA: data, **_forms(work, span, pdf_of), **carried}
    contents = workbook.read(data)
    check_references(contents.rows)
    manifest = _manifest(work, span, serial, last, members, contents)
    return manifest, archive(manifest, members), left


def _write(work: Work, row: Package, path: Path, manifest: Manifest, data: bytes) -> None:
    """The file that is kept and the one that goes out; each read back, and named once the row stands."""
    kept = package_file(work.office.folder, row)
    kept.parent.mkdir(exist_ok=True)
    for target in (kept, path):
        unfinished = work.draft(target)
        unfinished.write_bytes(data)
        if open_archive(unfinished)[0] != manifest:
            raise Refused("package.damaged", part=path.name)


def again(read: Read, uid: int, path: Path) -> Package:
    """Give a package that this office built out once more; Refused when it is not kept or not what was built."""
    row = read.session.get(Package, uid)
    if row is None or row.direction != "sent":
        raise Refused("package.not_sent")
    kept = package_file(read.office.folder, row)
    if not kept.is_file():
        raise Refused("package.not_kept", serial=row.serial)
    with atomic(path) as unfinished:
        shutil.copyfile(kept, unfinished)
        if _digest(unfinished) != row.sha256:
            raise Refused("package.kept_damaged", serial=row.serial)
    return row


def _digest(path: Path) -> str:
    """The digest of a sound package, '' of anything else."""
    try:
        return open_archive(path)[0].sha256
    except Refused:
        return ""


def load(path: Path) -> Opened:
    """Read a package: seals first, then every cell, the counts and sums, and that no row refers to nothing.

    Refused when one byte, count or sum is not what it was. A later program may state further sums.
    """
    manifest, members = open_archive(path)
    carried = []
    for name, data, beside, receipt in carrying.pairs(members):
        inner, inside = open_bytes(data, name)
        decision = carrying.decided(receipt, beside, inner.sha256)
        carried.append(Carried(_opened(inner, inside), decision, data))
    return replace(_opened(manifest, members), carried=tuple(carried))


def _opened(manifest: Manifest, members: Mapping[str, bytes]) -> Opened:
    contents = workbook.read(members[DATA])
    totals = workbook.totals(contents.rows)
    if contents.counts != manifest.counts or totals != {name: manifest.totals.get(name) for name in totals}:
        raise Refused("package.totals")
    check_references(contents.rows)
    return Opened(manifest, contents.rows, contents.left_out, contents.facts)


def _check(work: Work, span: Period, last: Package | None) -> None:
    if span.kind not in (MONTHLY, QUARTERLY):
        raise Refused("package.month", text=span.text)
    if span.kind not in kinds(work).values():
        raise _other_rhythm(work, span)
    if span.first > work.today:
        raise Refused("package.future", period=span.title)
    ran_ahead = last is not None and not has_begun(work, last.period)  # a clock did, and that holds up nothing
    if last and not ran_ahead and span.last < parse_period(last.period).last:
        raise Refused("package.earlier", period=span.title, last=period_title(last.period))


def _other_rhythm(work: Work, span: Period) -> Refused:
    """The refusal of a month where the policy asks for quarters, or of a quarter where it does not."""
    value = asked(work)
    about = {"text": span.text, "usual": usual_period(work), "rhythms": "、".join(RHYTHM[name] for name in kinds(work))}
    if value is None:
        return Refused("package.no_rhythm", **about, pack=work.pack_on(work.today).title)
    return Refused("package.rhythm", **about, clause=value.source.cite())


def _manifest(
    work: Work, span: Period, serial: int, last: Package | None, members: Mapping[str, bytes], contents: Contents
) -> Manifest:
    own, pack = work.own, work.pack_on(work.today)
    head = work.session.scalars(select(Journal.digest).order_by(Journal.id.desc()).limit(1)).first()
    return Manifest(
        sender=Sender(uid_text(own.uid), own.name, own.region, own.level, own.number, own.phone, own.address),
        superior=work.settings.get("superior", ""),
        sample=int(work.settings.get("sample") == "1"),
        period=span.text,
        serial=serial,
        previous=last.sha256 if last else "",
        pack_id=pack.id,
        pack_version=str(pack.version),
        made_at=work.now,
        journal=head or "",
        members={name: sha256(data) for name, data in members.items()},
        counts=contents.counts,
        totals=workbook.totals(contents.rows),
        version=VERSION if any(name.startswith(f"{CARRIED}/") for name in members) else ALONE,
    )


def summary(manifest: Manifest, work: Work) -> dict[str, object]:
    """What the list of packages shows of one."""
    return {
        "period": manifest.period,
        "serial": manifest.serial,
        "sha256": manifest.sha256,
        "made_on": work.today,
        "row_count": manifest.row_count,
        "total_fen": manifest.totals["line_fen"],
    }


def _cover(work: Work, span: Period, serial: int) -> list[tuple[str, object]]:
    own, pack = work.own, work.pack_on(work.today)
    return [
        ("名称", report.marked(work, "职业技能提升行动报送数据")),
        ("报送单位", own.name),
        ("行政区划代码", own.region),
        ("层级", LEVEL.show(own.level)),
        ("所属期", span.title),
        ("报送序号", serial),
        ("政策包", f"{pack.title} 第{pack.version}版"),
        ("生成日期", work.today.isoformat()),
        ("编制人", work.actor.name),
        ("联系电话", own.phone),
        ("人员情况", staffing(work)),
        ("说明", "本表由程序生成，改动任何内容后接收单位将不予接收；更正请在程序中办理后重新报送"),
    ]


def _forms(work: Work, span: Period, pdf_of: PdfOf | None) -> dict[str, bytes]:
    """The printed forms of classes that began or ended in the month, and of claims made in it."""
    found: dict[str, bytes] = {}
    for noun, uid, number in _this_month(work, span) if pdf_of else ():
        for title, data in pdf_of(work, noun, uid) if pdf_of else ():
            label = f"{number} {title}"
            while (member := form_member(label)) in found:
                label += "_"
            found[member] = data
    return found


def _this_month(work: Work, span: Period) -> Iterator[tuple[str, int, str]]:
    days = span.first, span.last
    own, in_month = work.own.uid, TrainingClass.starts_on.between(*days) | TrainingClass.ends_on.between(*days)
    for row in work.session.execute(
        select(TrainingClass.uid, TrainingClass.number).where(CLASSES.scope(own, span.last), in_month)
    ):
        yield "class", row[0], row[1]
    for row in work.session.execute(
        select(Claim.uid, Claim.number).where(CLAIMS.scope(own, span.last), Claim.applied_on.between(*days))
    ):
        yield "claim", row[0], row[1]


def _mark_reported(work: Work, span: Period) -> None:
    """What goes out for the first time awaits its receipt; the mark is no change of the record, so no revision."""
    for sheet in RECEIPTED:
        fresh = sheet.scope(work.own.uid, span.last) & sheet.table.c.reported.is_(None)
        work.connection.execute(update(sheet.table).where(fresh).values(reported="pending"))
        work.touched.add(sheet.name)


def check_references(rows: Rows) -> None:
    """No uid twice in a sheet, and none that points at a row which is not in the package."""
    uids = {title: {row.values[_UID] for row in found} for title, found in rows.items()}
    for sheet in (sheet for sheet in SHEETS if sheet.title in rows):
        if len(uids[sheet.title]) != len(rows[sheet.title]):
            raise Refused("package.twice", sheet=sheet.title)
        for place, cell in enumerate(sheet.kept):
            known = uids.get(REFERENCES[cell.name].title, set()) if cell.name in REFERENCES else None
            if known is None:
                continue
            for row in rows[sheet.title]:
                if row.values[place] is not None and row.values[place] not in known:
                    raise Refused("package.reference", sheet=sheet.title, row=row.number, title=cell.field.title)
