"""Targets are entered, split to any depth, adjusted by a document and issued as a frozen version with its paper."""

from collections.abc import Mapping
from typing import Any

import pypdfium2
import pytest

from app.desk import words
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Problems, Refused
from app.printing.documents import pdf
from app.record.listing import Filter, Query
from tests.bureau import Bureau

BUREAU, UNION = "区人力社保局", "区总工会"
DOCUMENT = "綦就领发〔2020〕3号"


def targets(bureau: Bureau, year: int = 2020) -> dict[tuple[str, str], Mapping[str, Any]]:
    """The targets of a year by path and measure."""
    with bureau.office.read() as read:
        rows = list(LISTINGS["quotas"].rows(read.connection, Query((Filter("year", "=", str(year)),))))
    return {("/".join(filter(None, (r["parent_name"], r["unit_name"]))), str(r["measure"])): r for r in rows}  # type: ignore[misc]


def uid_of(bureau: Bureau, path: str, measure: str = "人次") -> int:
    return int(targets(bureau)[path, measure]["uid"])


def split(bureau: Bureau, path: str, name: str, target: int, measure: str = "人次") -> int:
    return bureau.do("quota.split", uid_of(bureau, path, measure), unit_name=name, target=str(target))


@pytest.mark.clause("QJ-21", "SH-37")
def test_a_target_is_split_to_any_depth_and_what_is_left_stands_in_sight(bureau: Bureau) -> None:
    split(bureau, BUREAU, "文龙街道", 900)
    split(bureau, f"{BUREAU}/文龙街道", "松榜社区", 500)
    split(bureau, f"{BUREAU}/文龙街道/松榜社区", "一组", 499)
    left = {path: row["unallocated"] for (path, _), row in targets(bureau).items() if row["unallocated"] is not None}
    assert left == {BUREAU: 7000 - 900, f"{BUREAU}/文龙街道": 400, f"{BUREAU}/文龙街道/松榜社区": 1}


def test_parts_never_exceed_their_whole_at_any_depth(bureau: Bureau) -> None:
    split(bureau, BUREAU, "文龙街道", 900)
    part = split(bureau, f"{BUREAU}/文龙街道", "松榜社区", 900)
    before = bureau.counts()
    with pytest.raises(Refused, match="901"):
        bureau.do("quota.edit", part, target="901")
    with pytest.raises(Refused, match="899"):
        bureau.do("quota.edit", uid_of(bureau, f"{BUREAU}/文龙街道"), target="899")
    assert bureau.counts() == before


def test_each_measure_is_split_by_itself(bureau: Bureau) -> None:
    bureau.do("quota.create", unit_name=UNION, year="2020", measure="持证数", target="80")
    split(bureau, UNION, "文龙街道", 50)
    split(bureau, UNION, "文龙街道", 30, "持证数")
    found = targets(bureau)
    assert found[UNION, "持证数"]["unallocated"] == 50
    assert found[f"{UNION}/文龙街道", "人次"]["target"] == 50
    with pytest.raises(Refused, match="文龙街道 2020 持证数"):
        split(bureau, UNION, "文龙街道", 1, "持证数")


def test_a_unit_is_added_below_the_one_that_is_named_and_given_a_target(bureau: Bureau) -> None:
    for above in (BUREAU, UNION):
        bureau.do("unit.create", unit_name="文龙街道", parent_name=above)
    with pytest.raises(Problems, match=f"{BUREAU}/文龙街道、{UNION}/文龙街道"):
        bureau.do("quota.create", unit_name="文龙街道", year="2020", target="5")
    bureau.do("quota.create", unit_name=f"{UNION}/文龙街道", year="2020", target="5", document=DOCUMENT)
    assert targets(bureau)[UNION, "人次"]["unallocated"] == targets(bureau)[UNION, "人次"]["target"] - 5


def test_a_unit_stands_once_below_its_parent(bureau: Bureau) -> None:
    bureau.do("unit.create", unit_name="文龙街道", parent_name=UNION)
    with pytest.raises(Refused, match="文龙街道"):
        bureau.do("unit.create", unit_name="文龙街道", parent_name=UNION)


def test_a_unit_of_a_new_axis_says_what_the_axis_divides_by(bureau: Bureau) -> None:
    uid = bureau.do("unit.create", unit_name="文龙街道", axis="镇（街道）", kind="属地")
    assert bureau.record("unit", uid)["kind"] == "area"
    bureau.do("unit.create", unit_name="古南街道", axis="镇（街道）")
    with bureau.office.read() as read:
        kinds = {
            row["kind"] for row in LISTINGS["units"].rows(read.connection, Query((Filter("axis", "=", "镇（街道）"),)))
        }
    assert kinds == {"area"}


def test_an_adjustment_keeps_its_document_and_reason_beside_what_was(bureau: Bureau) -> None:
    bureau.do("quota.adjust", uid_of(bureau, BUREAU), target="7100", document=DOCUMENT, reason="区里追加")
    with bureau.office.read() as read:
        last = list(LISTINGS["journal"].rows(read.connection))[0]
        told = [row for row in LISTINGS["journal"].rows(read.connection) if row["verb"] == "adjust"] or [last]
    assert DOCUMENT in str(told) and "区里追加" in str(told) and "7000" in str(told) and "7100" in str(told)


def test_an_adjustment_that_changes_nothing_is_refused(bureau: Bureau) -> None:
    with pytest.raises(Refused, match="没有变化"):
        bureau.do("quota.adjust", uid_of(bureau, BUREAU), target="7000", document=DOCUMENT, reason="无")


@pytest.fixture
def issued(bureau: Bureau) -> int:
    split(bureau, BUREAU, "文龙街道", 900)
    return bureau.do("plan_issue.create", axis="责任单位", year="2020", document=DOCUMENT, issued_on="2020-03-02")


@pytest.mark.clause("SH-37", "QJ-21")
def test_an_issued_version_stays_as_it_went_out_and_the_next_says_what_is_otherwise(
    bureau: Bureau, issued: int
) -> None:
    bureau.do("quota.adjust", uid_of(bureau, BUREAU), target="7100", document="綦就领发〔2020〕9号", reason="区里追加")
    later = bureau.do(
        "plan_issue.create", axis="责任单位", year="2020", document="綦就领发〔2020〕9号", issued_on="2020-06-01"
    )
    with bureau.office.read() as read:
        first, second = (hooks("plan_issue").rows(read, uid) for uid in (issued, later))
        told = [line for paragraph in hooks("plan_issue").explain(read, later) for line in paragraph.lines]
    assert (first[0]["target"], second[0]["target"], second[0]["change"]) == (7000, 7100, 100)
    assert any("7000 → 7100" in line for line in told)
    assert [bureau.record("plan_issue", uid)["version"] for uid in (issued, later)] == [1, 2]


def test_an_issued_target_is_adjusted_and_no_more_corrected(bureau: Bureau, issued: int) -> None:
    uid = uid_of(bureau, BUREAU)
    with pytest.raises(Refused, match="调整指标"):
        bureau.do("quota.edit", uid, target="7100")
    with bureau.office.read(bureau.office.actor) as read:
        assert "edit" not in words.allowed(read, "quota", uid)


def test_a_document_issues_the_plan_of_a_year_once(bureau: Bureau, issued: int) -> None:
    with pytest.raises(Refused, match="已经下达过"):
        bureau.do("plan_issue.create", axis="责任单位", year="2020", document=DOCUMENT, issued_on="2020-03-02")
    with pytest.raises(Refused, match="没有任务指标"):
        bureau.do("plan_issue.create", axis="责任单位", year="2030", document=DOCUMENT, issued_on="2020-03-02")


@pytest.mark.clause("QJ-25")
def test_the_table_of_the_breakdown_prints_units_their_parts_and_the_sum(bureau: Bureau, issued: int) -> None:
    with bureau.office.read() as read:
        document = pdf(read, "task-breakdown", issued)
    with pypdfium2.PdfDocument(document.data) as printed:
        text = "".join(page.get_textpage().get_text_range() for page in printed)
    for words_ in ("任务分解表", DOCUMENT, "文龙街道", "14,300 人次", "6100"):
        assert words_ in text, text
    assert not document.problems
