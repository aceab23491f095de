"""Institutions that a published list names without their credit code: taken in, seen as such, filled in, and nothing before."""

from pathlib import Path
from typing import Any

import pytest

from app.exchange import imports
from app.exchange.questions import MISSING, Asking, answered
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.record.imports.core import Checked, Receipt
from app.record.imports.layout import NOTHING
from tests import people
from tests.bureau import INSTITUTION, Bureau
from tests.data.workbooks import write

_LIST = ("机构名称", "地址", "可开展的培训项目", "联系电话")
_FIRST = ["甲职业培训学校", "示例路1号", "电工（初、中级）、焊工（初级）", people.phone(1)]
_SECOND = ["乙职业培训学校", "示例路2号", "保育员（初级）", people.phone(2)]


def _checked(bureau: Bureau, path: Path) -> Checked:
    kind, source = imports.KINDS["institutions"], imports.source_of(path)
    with bureau.office.read() as read:
        wanted, layout = imports.wanted(read, kind, None), NOTHING
        try:
            table = imports.read_source(source, wanted, layout)
        except Asking as asking:
            assert [question.about for question in asking.questions] == [MISSING]
            table = imports.read_source(source, wanted, answered(asking.questions, ["="]))
        return imports.check(read, kind, table)


def _imported(bureau: Bureau, path: Path) -> Receipt:
    checked = _checked(bureau, path)
    with bureau.office.work() as work:
        return imports.apply(work, imports.KINDS["institutions"], checked)


def _rows(bureau: Bureau) -> dict[str, Any]:
    with bureau.office.read() as read:
        return {row.name: (row.uscc, row.state, row.uid) for row in read.session.query(Institution)}


def _listed(path: Path) -> Path:
    return write(path, [_FIRST, _SECOND], _LIST)


def test_a_list_without_codes_is_taken_in_at_once_as_pending(bureau: Bureau, tmp_path: Path) -> None:
    assert _imported(bureau, _listed(tmp_path / "a.xlsx")).new == 2
    assert {name: said[:2] for name, said in _rows(bureau).items()} == {
        "甲职业培训学校": (None, "pending"),
        "乙职业培训学校": (None, "pending"),
    }


def test_how_many_are_pending_and_what_to_do_is_told_before_and_after(bureau: Bureau, tmp_path: Path) -> None:
    path = _listed(tmp_path / "a.xlsx")
    told = "有 2 家没有统一社会信用代码，列为“待补信用代码”"
    assert any(told in note for note in _checked(bureau, path).notes)
    assert any(told in note for note in _imported(bureau, path).notes)
    again = _checked(bureau, write(tmp_path / "b.xlsx", [[*_FIRST[:3], people.phone(3)]], _LIST))
    assert again.changed == 1 and not any("待补信用代码" in note for note in again.notes)


def test_the_same_list_again_makes_no_second_one(bureau: Bureau, tmp_path: Path) -> None:
    _imported(bureau, _listed(tmp_path / "a.xlsx"))
    done = _imported(bureau, write(tmp_path / "b.xlsx", [_SECOND, _FIRST], _LIST))
    assert (done.new, done.changed, done.same) == (0, 0, 2)


def test_a_pending_one_is_registered_once_its_code_is_filled_in(bureau: Bureau, tmp_path: Path) -> None:
    _imported(bureau, _listed(tmp_path / "a.xlsx"))
    uid = _rows(bureau)["甲职业培训学校"][2]
    with pytest.raises(Refused):
        bureau.do("institution.publish", uid, listed_on="2019-01-15")
    bureau.do("institution.edit", uid, **{**INSTITUTION, "name": "甲职业培训学校", "uscc": people.uscc(1)})
    assert _rows(bureau)["甲职业培训学校"] == (people.uscc(1), "draft", uid)
    bureau.do("institution.publish", uid, listed_on="2019-01-15")


def test_a_later_list_with_the_codes_fills_them_in(bureau: Bureau, tmp_path: Path) -> None:
    _imported(bureau, _listed(tmp_path / "a.xlsx"))
    before = _rows(bureau)
    header = ("机构名称", "统一社会信用代码", "培训职业及等级")
    rows = [["甲职业培训学校", people.uscc(1), "电工（初、中级）"], ["丙职业培训学校", people.uscc(3), "电工 初级"]]
    done = _imported(bureau, write(tmp_path / "b.xlsx", rows, header))
    assert (done.new, done.changed) == (1, 1)
    assert _rows(bureau)["甲职业培训学校"] == (people.uscc(1), "draft", before["甲职业培训学校"][2])


def test_a_list_without_codes_finds_what_is_registered_by_name(bureau: Bureau, tmp_path: Path) -> None:
    uid = bureau.do("institution.create", **{**INSTITUTION, "name": "甲职业培训学校", "uscc": people.uscc(1)})
    done = _imported(bureau, _listed(tmp_path / "a.xlsx"))
    assert (done.new, done.changed) == (1, 1)
    assert _rows(bureau)["甲职业培训学校"] == (people.uscc(1), "draft", uid)


def test_two_of_one_name_cannot_be_told_apart_without_a_code(bureau: Bureau, tmp_path: Path) -> None:
    for n in (1, 2):
        bureau.do("institution.create", **{**INSTITUTION, "name": "甲职业培训学校", "uscc": people.uscc(n)})
    path = write(tmp_path / "a.xlsx", [_FIRST, _SECOND, _SECOND], _LIST)
    assert [problem.code for problem in _checked(bureau, path).problems] == ["institution.namesakes", "row.repeated"]


def test_no_class_and_no_equipment_is_founded_on_a_pending_one(ready: Bureau, tmp_path: Path) -> None:
    _imported(ready, _listed(tmp_path / "a.xlsx"))
    for arrangement in ({}, {"arrangement": "企业培训"}):
        with pytest.raises(Problems, match="还没有补填统一社会信用代码"):
            ready.training(institution_name="甲职业培训学校", **arrangement)
    item = {
        "facility": "高技能人才培训基地",
        "name": "车床",
        "bought_on": "2019-03-01",
        "value_fen": "1000",
        "invoice": "1",
    }
    with pytest.raises(Problems, match="还没有补填统一社会信用代码"):
        ready.do("equipment.create", institution_name="甲职业培训学校", **item)
