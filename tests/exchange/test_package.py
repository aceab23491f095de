"""报送包: what it holds, and that no byte of it can be changed unseen."""

import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.claim.claim_line.model import ClaimLine
from app.exchange import manifest as m
from app.exchange import package, workbook
from app.exchange.sealed import DIGEST, MANIFEST, sha256
from app.kernel.outcomes import Refused
from app.store.built_packages import PACKAGES_FOLDER, package_file
from app.store.models import Base, Package
from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import everything, manifest_of, packages, quarter, restated, sent
from tests.kills import deaths, needs_fork
from tests.seat import seat


def test_a_package_states_counts_and_sums_of_what_the_office_holds(sender: Bureau, tmp_path: Path) -> None:
    stated = manifest_of(sent(sender, tmp_path / "a.zip"))
    assert stated.period == quarter(sender.today)
    assert (stated.serial, stated.previous) == (1, "")
    assert stated.counts["学员名册"] == stated.counts["补贴明细"] == 2
    assert "完好" in stated.text() and "2,400.00元" in stated.text()
    assert stated.totals == {"claim_fen": 240000, "line_fen": 240000, "payment_fen": 240000}
    row = packages(sender.office, "sent")[0]
    assert (row.sha256, row.row_count, row.total_fen) == (stated.sha256, stated.row_count, 240000)


def test_the_next_package_names_the_one_before_it(sender: Bureau, tmp_path: Path) -> None:
    first = manifest_of(sent(sender, tmp_path / "a.zip"))
    second = manifest_of(sent(sender, tmp_path / "b.zip"))
    assert (second.serial, second.previous) == (2, first.sha256)


def test_what_is_read_back_is_what_the_tables_hold(sender: Bureau, tmp_path: Path) -> None:
    everything(sender)
    opened = package.load(sent(sender, tmp_path / "a.zip"))
    with sender.office.read() as read:
        for sheet in workbook.SHEETS:
            kept = [place for place, cell in enumerate(sheet.cells) if not cell.shown]
            order = [sheet.cells[place].name for place in kept]
            wanted = [
                {name: row[place] if row[place] != "" else None for name, place in zip(order, kept, strict=True)}
                for row in sheet.rows(read.connection, read.own.uid, sender.today)
            ]
            found = [
                {name: v if v != "" else None for name, v in zip(sheet.columns, row.values, strict=True)}
                for row in opened.rows[sheet.title]
            ]
            assert found == wanted, sheet.title
            assert found


def test_every_column_of_a_table_that_is_sent_travels_except_bookkeeping() -> None:
    left = {f"{s.name}.{c.name}" for s in workbook.SHEETS for c in s.table.columns if c.name not in s.columns}
    bookkeeping = {f"{s.name}.origin" for s in workbook.SHEETS} | {"claim_line.receipt_reason", "claim_line.facts"}
    bookkeeping |= {"claim.facts", "claim_line.verdict"}  # what it was decided by; the reasons go up as they read
    bookkeeping |= {"training_class.for_office_uid", "reported_figures.office_uid", "budget.entered_by"}
    """An office without the program is known to this one alone."""
    bookkeeping |= {"payment.transfer_uid", "budget.entered_by", "claim.notice_uid"}
    """How it was paid, who entered it, and the notice as a paper stay here; their days and sums go up."""
    assert left == bookkeeping | {f"{name}.reported" for name in ("training_class", "claim", "claim_line")}


def test_every_table_that_an_office_keeps_is_sent_except_its_own_affairs() -> None:
    kept = {name for name, table in Base.metadata.tables.items() if "origin" in table.columns}
    own_affairs = {"user", "rate", "override", "hand_check", "deadline", "correction", "dispute"}
    own_affairs |= {"plan_issue", "allocation", "notice", "objection", "reduction", "batch", "transfer", "sign_off"}
    own_affairs |= {"approval_step", "statement_line", "statement_match", "budget_change"}
    """Who works there, its catalogue, who passed a limit (the line says it), what was due when, who corrected what, what was
    decided on packages of others, what was sent down, and how it came to what was published and paid."""
    assert kept - {sheet.name for sheet in workbook.SHEETS} == own_affairs


def test_the_same_state_at_the_same_moment_gives_the_same_bytes(sender: Bureau, tmp_path: Path) -> None:
    files = []
    for name in ("a.zip", "b.zip"):
        with pytest.raises(InterruptedError), sender.office.work() as work:
            package.build(work, quarter(sender.today), tmp_path / name)
            files += [draft.unfinished.read_bytes() for draft in work.drafts]
            raise InterruptedError
    assert len(files) == 4
    assert len(set(files)) == 1


def test_a_package_has_its_name_only_once_its_row_stands(sender: Bureau, tmp_path: Path) -> None:
    path, kept = tmp_path / "out" / "a.zip", sender.office.folder / PACKAGES_FOLDER
    path.parent.mkdir()
    with pytest.raises(InterruptedError), sender.office.work() as work:
        package.build(work, quarter(sender.today), path)
        assert not path.exists()
        raise InterruptedError
    assert [*path.parent.iterdir(), *kept.iterdir()] == []
    sent(sender, path)
    assert [p.name for p in path.parent.iterdir()] == ["a.zip"]
    assert [p.read_bytes() for p in kept.iterdir()] == [path.read_bytes()]


@needs_fork
def test_a_build_that_dies_anywhere_leaves_file_and_row_together(paid_county: Bureau, tmp_path: Path) -> None:
    folder, out, city_sees = tmp_path / "county", tmp_path / "out", tmp_path / "out" / "a.zip"

    def prepare() -> None:
        for place in (folder, out):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(paid_county.office.folder, folder)
        out.mkdir()

    def build() -> None:
        with seat(Office(folder, clock=paid_county.now)) as office:
            office.sign_in("张经办")
            with office.work() as work:
                package.build(work, "2019Q4", city_sees)

    seen = set()
    for _ in deaths(prepare, build):
        with seat(Office(folder, clock=paid_county.now)) as office:
            rows, kept = packages(office, "sent"), folder / PACKAGES_FOLDER
            seen.add((len(rows), city_sees.exists()))
            assert [p.name for p in kept.glob("*")] == [package_file(folder, row).name for row in rows]
            if rows:
                with office.read() as read:
                    package.again(read, rows[0].uid, tmp_path / "again.zip")
            if city_sees.exists():
                assert manifest_of(city_sees).sha256 == rows[0].sha256
    assert seen == {(0, False), (1, False), (1, True)}


def test_a_built_package_is_given_out_again_as_it_was(sender: Bureau, tmp_path: Path) -> None:
    first = sent(sender, tmp_path / "a.zip").read_bytes()
    sent(sender, tmp_path / "b.zip")
    (tmp_path / "a.zip").unlink()
    with sender.office.read() as read:
        assert package.again(read, packages(sender.office, "sent")[0].uid, tmp_path / "c.zip").serial == 1
    assert (tmp_path / "c.zip").read_bytes() == first


@pytest.mark.parametrize(("harm", "sentence"), [("lost", "没有留存的文件"), ("changed", "已损坏")])
def test_what_is_not_kept_as_it_was_is_not_given_out(sender: Bureau, tmp_path: Path, harm: str, sentence: str) -> None:
    sent(sender, tmp_path / "a.zip")
    [kept] = (sender.office.folder / PACKAGES_FOLDER).iterdir()
    data = kept.read_bytes()
    kept.unlink()
    if harm == "changed":
        kept.write_bytes(data[:-900] + b"x" + data[-899:])
    with sender.office.read() as read, pytest.raises(Refused, match=sentence):
        package.again(read, packages(sender.office, "sent")[0].uid, tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists()


def test_every_flipped_byte_is_refused(sender: Bureau, tmp_path: Path) -> None:
    whole = sent(sender, tmp_path / "a.zip").read_bytes()
    changed = tmp_path / "b.zip"
    step = max(1, len(whole) // 700)
    places = {*range(0, len(whole), step), *range(600), *range(len(whole) - 600, len(whole))}
    for place in sorted(places):
        changed.write_bytes(whole[:place] + bytes([whole[place] ^ 0x41]) + whole[place + 1 :])
        with pytest.raises(Refused):
            m.open_archive(changed)


@pytest.mark.parametrize("frame", [(b"x", b""), (b"", b"x"), (b"PK\x03\x04", b""), (b"", b"PK\x05\x06" + bytes(18))])
def test_garbage_before_or_after_is_refused(sender: Bureau, tmp_path: Path, frame: tuple[bytes, bytes]) -> None:
    path = sent(sender, tmp_path / "a.zip")
    path.write_bytes(frame[0] + path.read_bytes() + frame[1])
    with pytest.raises(Refused):
        manifest_of(path)


def test_a_cut_package_is_refused(sender: Bureau, tmp_path: Path) -> None:
    path = sent(sender, tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(Refused, match="不是报送包"):
        manifest_of(path)


def test_a_newer_format_asks_for_an_upgrade(sender: Bureau, tmp_path: Path) -> None:
    stated, members = m.open_archive(sent(sender, tmp_path / "a.zip"))
    body = json.loads(stated.encode()) | {"version": m.VERSION + 1, "future": True}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, indent=1).encode()
    path = _zip(tmp_path / "b.zip", {MANIFEST: text, DIGEST: sha256(text).encode(), **members})
    with pytest.raises(Refused, match="请升级本程序"):
        manifest_of(path)


_NO_NAMES = ("表格/CON.pdf", "表格/NUL .pdf", "表格/lpt1.x.pdf", "表格/a\u202eb.pdf", "表格/a\u200b.pdf", "表格/ a.pdf")


@pytest.mark.parametrize(
    "name", ["../evil.pdf", "表格/../evil.pdf", "/etc/passwd", "表格/a/b.pdf", "evil.exe", "表格\\x.pdf", *_NO_NAMES]
)
def test_a_member_that_does_not_belong_is_refused(sender: Bureau, tmp_path: Path, name: str) -> None:
    stated, members = m.open_archive(sent(sender, tmp_path / "a.zip"))
    members[name] = b"x"
    stated = replace(stated, members={**stated.members, name: sha256(b"x")})
    (tmp_path / "b.zip").write_bytes(m.archive(stated, members))
    with pytest.raises(Refused):
        manifest_of(tmp_path / "b.zip")


def test_a_member_given_twice_is_refused(sender: Bureau, tmp_path: Path) -> None:
    path = sent(sender, tmp_path / "a.zip")
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as file:
        file.writestr(m.DATA, b"x")
    with pytest.raises(Refused, match="不是报送包"):
        manifest_of(path)


def test_counts_and_sums_that_the_workbook_does_not_have_are_refused(sender: Bureau, tmp_path: Path) -> None:
    stated, members = m.open_archive(sent(sender, tmp_path / "a.zip"))
    lie = replace(stated, totals={**stated.totals, "line_fen": 1})
    (tmp_path / "b.zip").write_bytes(m.archive(lie, members))
    with pytest.raises(Refused, match="金额合计与清单不符"):
        manifest_of(tmp_path / "b.zip")


def test_a_file_that_cannot_be_written_leaves_no_row(sender: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        sent(sender, tmp_path / "missing" / "a.zip")
    assert packages(sender.office, "sent") == []
    with sender.office.read() as read:
        assert {line.reported for line in read.session.query(ClaimLine)} == {None}
    assert manifest_of(sent(sender, tmp_path / "a.zip")).serial == 1


def test_forms_of_the_month_travel_along(sender: Bureau, tmp_path: Path) -> None:
    with sender.office.work() as work:
        package.build(
            work,
            "2019Q3",
            tmp_path / "a.zip",
            lambda read, noun, uid: [(f"{noun}：表/1", b"%PDF-1.4")],
        )
    names = sorted(m.open_archive(tmp_path / "a.zip")[0].members)
    assert len(names) == 3
    assert all(name == m.DATA or name.startswith("表格/") and name.endswith("表_1.pdf") for name in names)


@pytest.mark.parametrize("period", ["2019-13", "2020Q4", "2019", "2031Q1", "x"])
def test_only_a_month_or_a_quarter_that_has_begun_is_sent(sender: Bureau, tmp_path: Path, period: str) -> None:
    with pytest.raises(Refused):
        sent(sender, tmp_path / "a.zip", period)


def test_a_month_before_the_last_one_sent_is_not_sent(sender: Bureau, tmp_path: Path) -> None:
    sent(sender, tmp_path / "a.zip")
    with pytest.raises(Refused, match="更早"):
        sent(sender, tmp_path / "b.zip", "2019Q1")


def test_a_class_that_starts_after_the_month_is_not_in_it(sender: Bureau, tmp_path: Path) -> None:
    before = manifest_of(sent(sender, tmp_path / "a.zip", "2019Q2"))
    assert before.counts["培训班"] == 0


def test_what_is_sent_awaits_its_receipt_without_counting_as_an_edit(sender: Bureau, tmp_path: Path) -> None:
    first = package.load(sent(sender, tmp_path / "a.zip"))
    second = package.load(sent(sender, tmp_path / "b.zip"))
    assert first.rows == second.rows
    with sender.office.read() as read:
        assert {line.reported for line in read.session.query(ClaimLine)} == {"pending"}
        assert read.session.query(Package).count() == 2


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def test_a_package_of_a_clock_that_ran_ahead_holds_up_no_month(sender: Bureau, tmp_path: Path) -> None:
    now = sender.today
    sender.today = now.replace(year=now.year + 15)
    sent(sender, tmp_path / "a.zip")
    sender.today = now
    assert manifest_of(sent(sender, tmp_path / "b.zip")).period == quarter(now)


@pytest.mark.parametrize("harm", [{"serial": 0}, {"serial": 1 << 70}])
def test_a_package_with_an_impossible_serial_is_damaged(sender: Bureau, tmp_path: Path, harm: dict[str, int]) -> None:
    restated(sent(sender, tmp_path / "a.zip"), **harm)
    with pytest.raises(Refused, match="与清单不符"):
        manifest_of(tmp_path / "a.zip")


@pytest.mark.parametrize(
    "harm",
    [
        {"number": 1 << 70},
        {"region": "5001"},
        {"region": "x"},
        {"name": "局" * 101},
        {"name": "局\u202e长"},
        {"name": ""},
    ],
)
def test_a_sender_that_no_office_could_be_is_damage(sender: Bureau, tmp_path: Path, harm: dict[str, int | str]) -> None:
    path = sent(sender, tmp_path / "a.zip")
    restated(path, sender=replace(manifest_of(path).sender, **harm))
    with pytest.raises(Refused, match="与清单不符"):
        manifest_of(path)


def test_forms_are_called_what_every_computer_can_call_a_file() -> None:
    names = [
        m.form_member(title) for title in ("CON", "nul.花名册", "1/2:3", "班\u202e名", " .x. ", "a" * 200, "CONTRACT")
    ]
    assert names[:5] == ["表格/_CON.pdf", "表格/_nul.花名册.pdf", "表格/1_2_3.pdf", "表格/班_名.pdf", "表格/x.pdf"]
    assert names[5] == f"表格/{'a' * 100}.pdf" and names[6] == "表格/CONTRACT.pdf"
