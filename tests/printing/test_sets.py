"""All papers of a record as one document, papers of several records, and copies of what was printed before."""

from datetime import timedelta
from pathlib import Path
from time import process_time

import pypdfium2
import pytest

from app.desk.lists import LISTINGS
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.main import run
from app.printing import batches, documents
from app.printing.documents import Document
from app.record.listing import Query
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CLERK, Bureau


def _pages(document: Document) -> list[str]:
    with pypdfium2.PdfDocument(document.data) as pdf:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pdf]


def _outline(document: Document) -> list[tuple[str, int]]:
    with pypdfium2.PdfDocument(document.data) as pdf:
        return [(each.get_title(), each.get_dest().get_index()) for each in pdf.get_toc()]


def _print(bureau: Bureau, name: str, *uids: int) -> Document:
    with bureau.office.read() as read:
        return batches.pdf(read, name, uids)


def _keep(bureau: Bureau, document: Document, path: Path) -> None:
    bureau.office.sign_in(CLERK)
    documents.save(bureau.office, bureau.office.actor, document, path, "存档")


def _journal(bureau: Bureau, uid: int) -> list[tuple[object, object]]:
    with bureau.office.read() as read:
        rows = LISTINGS["journal"].rows(read.connection, Query(inside=uid))
        return [(row["actor"], row["detail"]) for row in rows if row["verb"] == "print"][::-1]


# --- sets -----------------------------------------------------------------------------------------------------------------


def test_a_set_has_every_paper_in_filing_order_behind_its_contents_with_running_pages(taught: Bureau) -> None:
    uid = taught.first("class")
    document = _print(taught, "class-set", uid)
    pages, outline = _pages(document), _outline(document)
    with taught.office.read() as read:
        forms = [form.title for form in documents.forms_of(read, "class", uid)]
    assert [title for title, _ in outline] == ["培训班全套材料", *(t for t in forms if "考勤" not in t)]
    assert [at for _, at in outline] == sorted({at for _, at in outline})
    for title, at in outline[1:]:
        assert title in pages[at].replace("\n", "")
    assert all(f"全套第 {n} 页／共 {len(pages)} 页" in page for n, page in enumerate(pages, 1))


def test_the_contents_name_the_pages_of_each_paper_and_what_is_missing(taught: Bureau) -> None:
    document = _print(taught, "class-set", taught.first("class"))
    contents = _pages(document)[0]
    for number, (title, at) in enumerate(_outline(document)[1:]):
        assert f"{title} {at + 1}" in contents, number
    assert "职业技能培训考勤汇总表 没有“考勤记录”，未装入" in contents
    assert document.problems == []


def test_the_set_of_a_new_class_has_what_there_is(taught: Bureau) -> None:
    contents = _pages(_print(taught, "class-set", taught.training()))[0]
    assert "没有“学员成绩”，未装入" in contents
    assert "职业技能培训过程确认书 花名册没有人，未装入" in contents


def test_contents_tell_of_a_paper_with_a_problem(taught: Bureau) -> None:
    uid = taught.first("class")
    taught.set(Enrolment, taught.enrolled(uid)[0], account="6217" * 8)
    document = _print(taught, "class-set", uid)
    assert "职业技能培训学员花名册 3 有 1 处须处理" in _pages(document)[0]
    assert [problem.code for problem in document.problems] == ["printing.no_room"]


def test_a_claim_has_a_set_too(taught: Bureau) -> None:
    document = _print(taught, "claim-set", taught.claim(taught.first("class"), "noticed"))
    titles = [title for title, _ in _outline(document)]
    assert titles[:3] == ["补贴申请全套材料", "职业培训补贴申请表", "职业培训补贴资金申请花名册"]
    assert any("公示" in title for title in titles[3:]) and document.open


def test_the_set_of_a_claim_without_a_notice_has_none(taught: Bureau) -> None:
    titles = [title for title, _ in _outline(_print(taught, "claim-set", taught.claim(taught.first("class"))))]
    assert titles == ["补贴申请全套材料", "职业培训补贴申请表", "职业培训补贴资金申请花名册"]


def test_forty_people_and_their_papers_take_less_than_three_seconds(taught: Bureau) -> None:
    uid = taught.training()
    taught.enrol(uid, 40)
    start = process_time()
    document = _print(taught, "class-set", uid)
    assert process_time() - start < 3
    pages = _pages(document)
    assert len(pages) > 80
    assert all(f"全套第 {n} 页／共 {len(pages)} 页" in page for n, page in enumerate(pages, 1))


# --- several records --------------------------------------------------------------------------------------------------------


def test_a_paper_of_several_records_is_one_document_with_a_bookmark_for_each(taught: Bureau) -> None:
    first, second = taught.first("class"), taught.training(name="焊工二班")
    taught.enrol(second, 2)
    document = _print(taught, "roster", first, second)
    pages = _pages(document)
    assert [at for _, at in _outline(document)] == [0, 1]
    assert "焊工二班" in _outline(document)[1][0] and "焊工二班" in pages[1]
    assert people.person(1).id_number in pages[0]


def test_a_record_that_has_no_such_paper_is_told_and_the_others_are_printed(taught: Bureau) -> None:
    document = _print(taught, "confirmation", taught.first("class"), taught.training())
    assert document.pages == 3
    assert [problem.code for problem in document.problems] == ["printing.left_out"]
    with pytest.raises(Refused):
        _print(taught, "confirmation", taught.training())


def test_a_selection_is_offered_the_forms_of_any_of_its_records_and_the_set(taught: Bureau) -> None:
    with taught.office.read() as read:
        offered = batches.titles(read, "class", [taught.first("class"), taught.first("class")])
        assert batches.titles(read, "institution", [taught.first("institution")]) == [
            ("teachers", "职业培训机构师资登记表")
        ]
    assert offered[0] == ("class-application", "职业技能培训开班申请（备案）表")
    assert offered[-1] == ("class-set", "培训班全套材料")


# --- copies ---------------------------------------------------------------------------------------------------------------


def test_what_is_printed_again_in_the_same_state_is_marked_and_kept_with_who_printed_it(
    taught: Bureau, tmp_path: Path
) -> None:
    uid, path = taught.first("class"), tmp_path / "花名册.pdf"
    for marked in ("", "补打第 1 次", "补打第 2 次"):
        document = _print(taught, "roster", uid)
        assert ("补打" in _pages(document)[0]) == bool(marked)
        assert marked in _pages(document)[0]
        _keep(taught, document, path)
        assert path.read_bytes() == document.data
    kept = _journal(taught, uid)
    assert [actor for actor, _ in kept] == [CLERK] * 3
    assert str(kept[0][1]).startswith("职业技能培训学员花名册（内容 ") and "补打" not in str(kept[0][1])
    assert str(kept[2][1]).endswith("补打第 2 次；用途：存档")


def test_another_day_is_still_a_copy_and_another_state_of_the_data_is_none(taught: Bureau, tmp_path: Path) -> None:
    uid = taught.first("class")
    _keep(taught, _print(taught, "roster", uid), tmp_path / "1.pdf")
    taught.today += timedelta(days=1)
    assert "补打第 1 次" in _pages(_print(taught, "roster", uid))[0]
    taught.set(Enrolment, taught.enrolled(uid)[0], account="6217000000000000001")
    assert "补打" not in _pages(_print(taught, "roster", uid))[0]


def test_a_paper_in_a_set_is_a_copy_of_the_one_that_was_printed_alone(taught: Bureau, tmp_path: Path) -> None:
    uid = taught.first("class")
    _keep(taught, _print(taught, "roster", uid), tmp_path / "1.pdf")
    pages = _pages(_print(taught, "class-set", uid))
    assert ["补打第 1 次" in page for page in pages].count(True) == 1
    assert "学员花名册" in next(page for page in pages if "补打" in page)


def test_a_notice_for_the_public_bears_no_mark_of_a_copy(taught: Bureau, tmp_path: Path) -> None:
    notice = taught.notice_of(taught.claim(taught.first("class"), "noticed"))
    _keep(taught, _print(taught, "notice", notice), tmp_path / "1.pdf")
    assert "补打" not in "".join(_pages(_print(taught, "notice", notice)))
    assert len(_journal(taught, notice)) == 1


def test_nothing_is_kept_of_a_paper_that_could_not_be_written(taught: Bureau, tmp_path: Path) -> None:
    uid = taught.first("class")
    with pytest.raises((Refused, OSError)):
        _keep(taught, _print(taught, "roster", uid), tmp_path / "no such folder" / "1.pdf")
    assert _journal(taught, uid) == []


def test_what_goes_up_in_a_package_is_no_copy(taught: Bureau, tmp_path: Path) -> None:
    uid = taught.first("class")
    _keep(taught, _print(taught, "roster", uid), tmp_path / "1.pdf")
    with taught.office.read() as read:
        sent = dict(documents.of_record(read, "class", uid))["职业技能培训学员花名册"]
    assert "补打" not in _pages(Document(sent, 1, ()))[0]


# --- on the command line ------------------------------------------------------------------------------------------------------


def test_the_command_line_prints_several_records_and_sets_and_tells_problems_by_its_exit_status(
    taught: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, folder = taught.first("class"), taught.training(name="焊工二班"), taught.office.folder
    taught.enrol(second, [people.Person("李\U0003134a", people.person(9).id_number, "", "")])
    taught.office.close()
    told = ["--office", str(folder), "--as", CLERK, "print", "--reason", "归档"]
    path, uids = str(tmp_path / "a.pdf"), [uid_text(first), uid_text(second)]
    assert run([*told, "class-set", uids[0], path]) == 0
    assert "全套第 1 页" in _pages(Document((tmp_path / "a.pdf").read_bytes(), 1, ()))[0]
    capsys.readouterr()
    assert run([*told, "roster", *uids, path]) == 1
    assert "U+3134A" in capsys.readouterr().out
    pages = _pages(Document((tmp_path / "a.pdf").read_bytes(), 2, ()))
    assert "补打第 1 次" in pages[0] and "李〓" in pages[1]
