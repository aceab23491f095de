"""Statistics of any list: groups with their counts and sums, people counted once, and the rows behind each number."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.desk.lists import LISTINGS
from app.exchange import grouped_sheet
from app.kernel.outcomes import Refused
from app.plan.quota.model import Quota
from app.record import grouping
from app.record.grouping import By, Grouped, grouped, parse_by
from app.record.listing import Filter, Query
from app.record.report import SUM
from app.record.saved_groupings import Saved, drop, save, saved
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests.bureau import Bureau


def of(bureau: Bureau, name: str, by: Sequence[By], query: Query = Query()) -> Grouped:  # noqa: B008
    with bureau.office.read() as read:
        return grouped(read.connection, LISTINGS[name], query, by)


def table(found: Grouped) -> list[tuple[Any, ...]]:
    return [tuple(row[field.key] for field in found.fields) for row in found.rows]


@pytest.fixture
def three(taught: Bureau) -> Bureau:
    """Three classes: two that start in September 2019 and one in January 2020, of 3, 4 and 5 people planned."""
    first = taught.first("class")
    taught.set(TrainingClass, first, starts_on=date(2019, 9, 2), planned_count=3)
    for day, count in ((date(2019, 9, 30), 4), (date(2020, 1, 6), 5)):
        taught.set(TrainingClass, taught.training(starts=day), starts_on=day, planned_count=count)
    return taught


@pytest.mark.parametrize(
    ("part", "groups"),
    [
        ("month", [("2019年9月", 2, 7), ("2020年1月", 1, 5)]),
        ("quarter", [("2019年第3季度", 2, 7), ("2020年第1季度", 1, 5)]),
        ("year", [("2019年", 2, 7), ("2020年", 1, 5)]),
    ],
)
def test_days_are_put_together_by_part_of_the_year(three: Bureau, part: str, groups: list[tuple[Any, ...]]) -> None:
    found = of(three, "classes", [By("starts_on", part)])
    assert [line[:3] for line in table(found)] == [*groups, ("合计", 3, 12)]
    assert [bool(row.get(SUM)) for row in found.rows] == [False, False, True]


@pytest.mark.parametrize("part", ["month", "quarter", "year", ""])
def test_the_conditions_of_a_group_show_the_rows_that_it_counted(three: Bureau, part: str) -> None:
    found = of(three, "classes", [By("starts_on", part), By("state")])
    for row, inside in zip(found.rows[:-1], found.inside, strict=False):
        with three.office.read() as read:
            assert len(LISTINGS["classes"].uids(read.connection, Query(inside))) == row["rows"]


def test_a_group_without_a_value_has_its_name_and_its_rows(taught: Bureau) -> None:
    one, *others = taught.enrolled(taught.first("class"))
    taught.set(Enrolment, one, bank="示例银行")
    for other in others:
        taught.set(Enrolment, other, bank=None)
    found = of(taught, "enrolments", [By("bank")])
    assert [line[:2] for line in table(found)] == [("（未填）", 2), ("示例银行", 1), ("合计", 3)]
    assert found.inside[0] == (Filter("bank", "=", ""),)


def test_a_person_in_two_classes_is_one_person_and_two_rows(taught: Bureau) -> None:
    who = [taught.record("enrolment", uid) for uid in taught.enrolled(taught.first("class"))]
    second = taught.training(name="二班")
    with taught.office.work() as work:
        for old in work.session.query(Enrolment).filter_by(class_uid=taught.first("class")).all()[:2]:
            work.add(Enrolment(class_uid=second, trainee_uid=old.trainee_uid, seq=old.seq, category=old.category))
    [_, whole] = table(of(taught, "enrolments", [By("category")]))
    assert whole[1:3] == (len(who) + 2, len(who))


def test_only_the_rows_of_the_query_are_counted(three: Bureau) -> None:
    query = Query((Filter("planned_count", ">=", "4"),))
    assert [line[:2] for line in table(of(three, "classes", [By("starts_on", "year")], query))] == [
        ("2019年", 1),
        ("2020年", 1),
        ("合计", 2),
    ]


def test_breakdowns_of_the_same_work_are_counted_and_not_added(bureau: Bureau) -> None:
    year = [By("year")]
    before = {line[0]: line[1:3] for line in table(of(bureau, "quotas", year))}
    assert before["2019"][1] == 11400
    with bureau.office.read() as read:
        one, *_ = LISTINGS["quotas"].uids(read.connection, Query((Filter("year", "=", "2019"),)))
    bureau.set(Quota, one, measure="certificates")
    after = {line[0]: line[1:3] for line in table(of(bureau, "quotas", year))}
    assert after["2019"] == (before["2019"][0], None) and after["2020"] == before["2020"] and after["合计"][1] is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("id_number", "几乎每条都不同"),
        ("name@month", "不能按“month”分组"),
        ("starts_on@week", "不能按“week”分组"),
        ("x", "x"),
    ],
)
def test_what_cannot_group_is_refused(bureau: Bureau, text: str, sentence: str) -> None:
    name = "classes" if "on" in text and "@" in text else "enrolments"
    with pytest.raises(Refused, match=sentence):
        parse_by(LISTINGS[name], text)


@pytest.mark.parametrize("by", [[], [By("state"), By("state")], [By("state"), By("name"), By("level")]])
def test_one_or_two_different_columns_group(bureau: Bureau, by: list[By]) -> None:
    with pytest.raises(Refused, match="最多按 2 个"):
        of(bureau, "classes", by)


def test_too_many_groups_are_no_statistics(three: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "MOST", 1)
    with pytest.raises(Refused, match="分出的组超过 1 个"):
        of(three, "classes", [By("starts_on", "month")])


def test_the_workbook_has_the_table_and_a_chart_of_each_number(three: Bureau, tmp_path: Path) -> None:
    with three.office.read() as read:
        found = grouped(read.connection, LISTINGS["classes"], Query(), [By("starts_on", "month")])
        assert grouped_sheet.write(read, found, tmp_path / "a.xlsx") == 2
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet, chart = book.worksheets
    assert [[cell.value for cell in row][:3] for row in sheet.iter_rows(min_row=2)] == [
        ["开班日期（月）", "条数", "计划人数"],
        ["2019年9月", 2, 7],
        ["2020年1月", 1, 5],
        ["合计", 3, 12],
    ]
    drawn = chart._charts  # type: ignore[attr-defined]
    assert len(drawn) == len(found.fields) - 1
    assert drawn[0].series[0].val.numRef.f.endswith("$B$3:$B$4")
    assert all(page.oddFooter.right.text.endswith("第 &P 页，共 &N 页") for page in book.worksheets)


def test_a_statistic_is_kept_by_its_name_for_everybody_of_the_office(bureau: Bureau) -> None:
    one = Saved((By("starts_on", "month"), By("state")), (Filter("level", "=", "五级/初级工"),))
    with bureau.office.work() as work:
        save(work, "classes", "每月开班", one)
    with bureau.office.read() as read:
        assert (dict(saved(read, "classes")), dict(saved(read, "claims"))) == ({"每月开班": one}, {})
    with bureau.office.work() as work:
        drop(work, "classes", "每月开班")
        assert dict(saved(work, "classes")) == {}
