"""Everything that an office keeps reaches the city: attendance, months, tags, agreements, equipment, money back and forth."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.claim.claim_line.model import ClaimLine
from app.claim.equipment.model import Equipment
from app.desk.lists import LISTINGS
from app.exchange import manifest as m
from app.exchange import merge, package, receipt
from app.exchange.headings import columns_of
from app.exchange.sealed import sha256
from app.exchange.sheets import CLAIMS, SHEETS
from app.exchange.workbook import Rows
from app.exchange.workbook_reader import open_workbook
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.record.sheet import Row, Sheet
from app.store.models import Package
from app.store.work import Office
from app.training.attendance.model import Attendance
from tests.bureau import Bureau
from tests.exchange.senders import everything, sent


def take(office: Office, path: Path) -> merge.MergePlan:
    with office.work() as work:
        return merge.apply(work, path)


_REASONS = "SELECT v.reasons FROM claim_verdict v WHERE v.claim_uid = claim_line.claim_uid AND v.number = verdict"
_AS_SENT = {"reasons": f"coalesce(({_REASONS}), reasons)"}
"""A line of the office's own shares its reasons with those decided alike; they go up with each line."""


def held(office: Office, origin: int) -> dict[str, list[tuple[object, ...]]]:
    """What an office has of a keeper, by sheet; the marks of receipts are each office's own."""
    with office.read() as read:
        found = {}
        for sheet in SHEETS:
            columns = ", ".join(_AS_SENT.get(name, name) for name in sheet.columns if name != "trainee_uid")
            text = f"SELECT {columns} FROM {sheet.name} WHERE origin = ? ORDER BY uid"  # noqa: S608
            found[sheet.title] = [tuple(row) for row in read.connection.exec_driver_sql(text, (origin,))]
        return found


def own(office: Office) -> int:
    with office.read() as read:
        return read.own.uid


def first(office: Office, model: type) -> int:
    with office.read() as read:
        return min(row.uid for row in read.session.query(model))


def test_every_sheet_arrives_whole_and_a_second_time_brings_nothing(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    everything(sender)
    plan = take(above, sent(sender, tmp_path / "a.zip"))
    assert all(new for new, *_ in plan.counts.values()), plan.counts
    there = held(sender.office, own(sender.office))
    assert held(above, own(sender.office)) == there
    again = take(above, sent(sender, tmp_path / "b.zip"))
    assert (again.new, again.changed) == (0, 0)
    assert held(above, own(sender.office)) == there


def test_the_city_sees_who_attended_on_which_day(sender: Bureau, above: Office, tmp_path: Path) -> None:
    everything(sender)
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.read() as read, sender.office.read() as there:
        seen, known = (list(LISTINGS["attendance"].rows(r.connection)) for r in (read, there))
    assert [(r["id_number"], r["day"], r["periods"], r["minutes"]) for r in seen] == [
        (r["id_number"], r["day"], r["periods"], r["minutes"]) for r in known
    ]
    assert len(seen) == 2


def test_a_day_corrected_or_entered_anew_replaces_the_old_one(sender: Bureau, above: Office, tmp_path: Path) -> None:
    everything(sender)
    take(above, sent(sender, tmp_path / "a.zip"))
    with sender.office.work() as work:
        gone, kept = work.session.query(Attendance).order_by(Attendance.uid).all()
        entered = {"enrolment_uid": gone.enrolment_uid, "day": gone.day, "periods": 4, "minutes": 45}
        work.session.delete(gone)
        work.session.flush()
        work.add(Attendance(**entered))
        kept.periods = 5
    plan = take(above, sent(sender, tmp_path / "b.zip"))
    assert plan.counts["考勤"] == (1, 2, 0, 0)
    assert held(above, own(sender.office))["考勤"] == held(sender.office, own(sender.office))["考勤"]


def test_attendance_that_was_tampered_with_is_refused(sender: Bureau, tmp_path: Path) -> None:
    everything(sender)
    whole = sent(sender, tmp_path / "a.zip")
    stated, members = m.open_archive(whole)
    open_workbook = package.load(whole)
    with sender.office.read() as read:
        one = read.session.query(Attendance).first()
        assert one is not None
        enrolment, other = uid_text(one.enrolment_uid), uid_text(one.uid)
    data = _put(members[m.DATA], "考勤", enrolment, other)
    path = tmp_path / "b.zip"
    path.write_bytes(m.archive(stated, {**members, m.DATA: data}))
    with pytest.raises(Refused, match="损坏|改动"):
        package.load(path)
    resealed = replace(stated, members={**stated.members, m.DATA: sha256(data)})
    path.write_bytes(m.archive(resealed, {**members, m.DATA: data}))
    with pytest.raises(Refused, match="考勤"):
        package.load(path)
    fewer: Rows = {**open_workbook.rows, "考勤": open_workbook.rows["考勤"][:1]}
    assert {title: len(rows) for title, rows in fewer.items()} != stated.counts


def _put(data: bytes, title: str, old: str, new: str) -> bytes:
    """A workbook with one text of a sheet changed."""
    number = next(place for place, sheet in enumerate(SHEETS, 2) if sheet.title == title)
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as book, zipfile.ZipFile(changed, "w") as out:
        for name in book.namelist():
            text = book.read(name)
            if name == f"xl/worksheets/sheet{number}.xml":
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            out.writestr(name, text)
    return changed.getvalue()


PREVIOUS = {
    "training_class": {"accepted_on": None},
    "enrolment": {"left_out": None},
    "claim": {"paid_by": None, "combined": 0},
    "claim_line": {"warnings": ""},
    "advance": {"paid_by": None, "combined": 0, "real_name_number": None},
}
"""The newest columns, and what packages that have them not say of that time."""


def _lists(path: Path) -> dict[str, list[list[object]]]:
    _, members = m.open_archive(path)
    with open_workbook(members[m.DATA], m.DATA) as book:
        return {sheet.title: [list(line) for line in book.named(sheet.title).rows] for sheet in SHEETS}


def _without(sheet: Sheet, lines: list[list[object]], *names: str) -> list[list[object]]:
    places = [place for place, cell in enumerate(sheet.cells) if cell.name not in names]
    return [[line[place] if place < len(line) else "" for place in places] for line in lines]


def _read(sheet: Sheet, lines: list[list[object]]) -> list[Row]:
    left = iter(lines)
    columns = columns_of(sheet.title, left)
    assert columns is not None
    assert columns.table == sheet.name
    return list(sheet.read(columns.keys, left, columns.first))


def test_a_list_without_the_newest_columns_is_read_and_one_without_uids_is_not(sender: Bureau, tmp_path: Path) -> None:
    everything(sender)
    lists = _lists(sent(sender, tmp_path / "a.zip"))
    for sheet in SHEETS:
        lines, absent = lists[sheet.title], PREVIOUS.get(sheet.name, {})
        now, before = _read(sheet, lines), _read(sheet, _without(sheet, lines, *absent))
        assert before and [r.label for r in before] == [r.label for r in now]
        for row, earlier in zip(now, before, strict=True):
            wanted = {**dict(zip(sheet.columns, row.values, strict=True)), **absent}
            assert dict(zip(sheet.columns, earlier.values, strict=True)) == wanted
        further = [[f"{sheet.name}.further", *lines[0]], ["新的一列", *lines[1]], *([1, *line] for line in lines[2:])]
        assert _read(sheet, further) == now
        with pytest.raises(Refused, match=sheet.title):
            _read(sheet, _without(sheet, lines, "uid"))
        with pytest.raises(Refused, match=sheet.title):
            _read(sheet, [[f"{sheet.name}.uid", *lines[0]], *([1, *line] for line in lines[1:])])


def test_a_claim_of_the_previous_format_says_itself_that_one_person_decided_twice(
    sender: Bureau, tmp_path: Path
) -> None:
    everything(sender)
    lines = _without(CLAIMS, _lists(sent(sender, tmp_path / "a.zip"))[CLAIMS.title], "paid_by", "combined")
    reviewer, approver = (lines[1].index(CLAIM[key].title) for key in ("reviewed_by", "approved_by"))
    lines[2][reviewer] = lines[2][approver] = "王局长"
    assert _read(CLAIMS, lines)[0].values[CLAIMS.at("combined")] == 1


def test_money_paid_ahead_goes_up_before_the_claim_that_settles_it(
    sender: Bureau, above: Office, tmp_path: Path
) -> None:
    everything(sender)
    claim = first(sender.office, Claim)
    sender.set(Claim, first_of(sender, "BT-S"), state="draft")
    for model in (Advance, Equipment):
        sender.set(model, first(sender.office, model), claim_uid=first_of(sender, "BT-S"))
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.read() as read:
        assert [row.claim_uid for model in (Advance, Equipment) for row in read.session.query(model)] == [None, None]
    for model in (Advance, Equipment):
        sender.set(model, first(sender.office, model), claim_uid=claim)
    take(above, sent(sender, tmp_path / "b.zip"))
    with above.read() as read:
        assert [row.claim_uid for model in (Advance, Equipment) for row in read.session.query(model)] == [claim, claim]


def first_of(sender: Bureau, number: str) -> int:
    with sender.office.read() as read:
        return read.session.query(Claim).filter_by(number=number).one().uid


def test_a_line_for_an_institution_itself_has_its_receipt(sender: Bureau, above: Office, tmp_path: Path) -> None:
    everything(sender)
    take(above, sent(sender, tmp_path / "a.zip"))
    with above.read() as read:
        received = read.session.query(Package).filter_by(direction="received").one().uid
    with above.work() as work:
        receipt.build(work, received, tmp_path / "回执.xlsx")
    with sender.office.work() as work:
        receipt.apply(work, tmp_path / "回执.xlsx")
    with sender.office.read() as read:
        assert {line.reported for line in read.session.query(ClaimLine)} == {"accepted"}
