"""The office's list of what is due: kept in step with pack and calendar, closed by facts or by a word."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from app.desk import policies
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.plan.deadline.model import Deadline
from app.policy.deadlines import dues
from app.record.listing import Filter, Query
from app.store.models import Day, Journal, Package
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.packs import version


@pytest.fixture
def suihua(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path / "suihua", "suihua-2019", "231200")
    yield made
    made.office.close()


def listed(bureau: Bureau, *filters: Filter) -> dict[tuple[str, str], dict[str, object]]:
    with bureau.office.read() as read:
        rows = list(LISTINGS["deadlines"].rows(read.connection, Query(filters)))
    return {(str(row["title"]), str(row["period"])): row for row in rows}


def uid_of(bureau: Bureau, title: str, period: str) -> int:
    return int(str(listed(bureau)[title, period]["uid"]))


def test_a_new_office_has_what_its_pack_asks_for(suihua: Bureau) -> None:
    with suihua.office.read() as read:
        wanted = {(due.title, due.period): due.due_on for due in dues(read.pack_on(read.today), read.days)}
    assert {key: row["due_on"] for key, row in listed(suihua).items()} == wanted
    assert ("制定推进方案", "2019") in wanted


@pytest.mark.clause("SH-35")
@pytest.mark.parametrize(
    ("today", "standing"),
    [("2019-12-03", "open"), ("2019-12-04", "near"), ("2019-12-11", "near"), ("2019-12-12", "overdue")],
)
def test_the_list_follows_the_clock_of_the_office(suihua: Bureau, today: str, standing: str) -> None:
    suihua.today = date.fromisoformat(today)
    row = listed(suihua)["制定推进方案", "2019"]
    assert (row["due_on"], row["standing"]) == (date(2019, 12, 11), standing)
    assert "四（二）" in str(row["clause"])


def stands(due_on: date | None, today: date) -> str:
    """How a thing that nobody did stands on a day."""
    if due_on is None:
        return "unknown"
    return "overdue" if due_on < today else "near" if (due_on - today).days <= 7 else "open"


def test_every_row_stands_as_the_rule_says(suihua: Bureau) -> None:
    suihua.today = date(2020, 3, 4)
    with suihua.office.read() as read:
        rule = {(d.title, d.period): stands(d.due_on, read.today) for d in dues(read.pack_on(read.today), read.days)}
    assert {key: row["standing"] for key, row in listed(suihua).items()} == rule
    assert {"open", "near", "overdue"} <= set(rule.values())


def test_what_was_done_is_said_with_day_and_way_and_can_be_taken_back(suihua: Bureau) -> None:
    suihua.today = date(2019, 12, 5)
    uid = uid_of(suihua, "制定推进方案", "2019")
    with pytest.raises(Refused, match="晚于今天"):
        suihua.do("deadline.done", uid, done_on="2019-12-06", note="已报")
    suihua.do("deadline.done", uid, done_on="2019-12-05", note="绥人社函〔2019〕7号报市局")
    row = listed(suihua)["制定推进方案", "2019"]
    assert (row["standing"], row["state"], row["done_by"]) == ("done", "done", CLERK)
    with suihua.office.read() as read:
        entry = read.session.scalars(select(Journal).where(Journal.subject == uid)).one()
        assert "7号" in entry.detail and "四（二）" in entry.clause
    suihua.today = date(2019, 12, 12)
    assert listed(suihua)["制定推进方案", "2019"]["standing"] == "done"
    suihua.today = date(2019, 12, 5)
    suihua.do("deadline.reopen", uid, reason="报错了")
    assert listed(suihua)["制定推进方案", "2019"]["standing"] == "near"
    with pytest.raises(Refused, match="经办"):
        suihua.do("deadline.done", uid, REVIEWER, done_on="2019-12-05", note="已报")


@pytest.mark.parametrize(
    ("pack", "region", "title", "due_on", "place"),
    [
        pytest.param(pack, region, title, date.fromisoformat(day), place, marks=pytest.mark.clause(clause), id=clause)
        for pack, region, clause, title, day, place in (
            ("suihua-2019", "231200", "SH-13", "发布急需紧缺职业目录", "2019-11-20", "三（二）2"),
            ("suihua-2019", "231200", "SH-21", "各培训机构至少办一期培训班", "2019-12-31", "三（三）3"),
            ("suihua-2019", "231200", "SH-35", "制定推进方案", "2019-12-11", "四（二）"),
            ("ordos-2019", "150600", "OD-20", "上报首年培训计划和预算", "2019-11-30", "四（二）"),
            ("ordos-2019", "150600", "OD-21", "上报年度培训计划和预算", "2020-02-29", "四（二）"),
        )
    ],
)
def test_what_a_circular_wants_by_a_day_is_listed_with_its_clause_and_closed_by_a_word(
    pack: str, region: str, title: str, due_on: date, place: str, tmp_path: Path
) -> None:
    bureau = Bureau(tmp_path / "office", pack, region)
    bureau.today = due_on
    row = listed(bureau)[title, str(due_on.year)]
    assert (row["due_on"], row["standing"], str(row["clause"]).endswith(place)) == (due_on, "near", True)
    bureau.do("deadline.done", int(str(row["uid"])), done_on=str(due_on), note="已办")
    done = listed(bureau)[title, str(due_on.year)]
    assert (done["standing"], done["done_by"], done["note"]) == ("done", CLERK, "已办")
    bureau.office.close()


@pytest.mark.clause("SH-32")
def test_the_package_of_a_month_is_its_report(suihua: Bureau) -> None:
    with suihua.office.work() as work:
        common = {"direction": "sent", "office_uid": work.own.uid, "serial": 1, "sha256": "", "row_count": 0}
        work.add(Package(period="2019-12", made_on=date(2020, 1, 6), total_fen=0, state="built", **common))
    suihua.today = date(2020, 2, 20)
    rows = listed(suihua)
    assert (rows["月报", "2019-12"]["standing"], rows["月报", "2019-12"]["done_on"]) == ("done", date(2020, 1, 6))
    assert rows["月报", "2020-01"]["standing"] == "overdue"


@pytest.mark.clause("SH-35")
def test_a_year_that_is_not_announced_is_said_to_be_so_until_it_is(suihua: Bureau) -> None:
    announced = (date(2019, 12, 14), date(2019, 10, 1))
    with suihua.office.work() as work:
        work.session.execute(delete(Day).where(Day.day.between(date(2019, 1, 1), date(2019, 12, 31))))
    suihua.do("day.create", day="2018-05-05", kind="work")
    row = listed(suihua)["制定推进方案", "2019"]
    assert (row["due_on"], row["standing"]) == (None, "unknown")
    assert "放假安排未公布" in str(row["note"])
    suihua.do("day.create", day=announced[1].isoformat(), kind="off")
    row = listed(suihua)["制定推进方案", "2019"]
    assert row["due_on"] == date(2019, 12, 11)
    assert "放假安排未公布" not in str(row["note"])
    suihua.do("day.create", day="2019-12-02", kind="off")
    assert listed(suihua)["制定推进方案", "2019"]["due_on"] == date(2019, 12, 12)


def test_what_was_done_keeps_its_day_when_the_calendar_changes(suihua: Bureau) -> None:
    suihua.today = date(2019, 12, 5)
    uid = uid_of(suihua, "制定推进方案", "2019")
    suihua.do("deadline.done", uid, done_on="2019-12-05", note="已报")
    suihua.do("day.create", day="2019-12-02", kind="off")
    assert listed(suihua)["制定推进方案", "2019"]["due_on"] == date(2019, 12, 11)


def test_a_notice_stands_in_the_list_until_it_is_over_and_is_closed_where_it_belongs(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "noticed")
    ends = taught.record("claim", claim)["notice_to"]
    [row] = [row for (title, _), row in listed(taught).items() if title == "公示期满"]
    assert (row["uid"], row["due_on"], row["standing"]) == (claim, ends, "notice")
    taught.today = date.fromordinal(ends.toordinal() + 1)
    assert next(r for (t, _), r in listed(taught).items() if t == "公示期满")["standing"] == "overdue"
    with pytest.raises(Refused, match="公示期满"):
        taught.do("deadline.done", claim, done_on=str(ends), note="已公示")
    taught.clear(claim)
    assert "公示期满" not in {title for title, _ in listed(taught)}


def test_a_new_version_brings_its_deadlines_and_drops_what_nobody_asks_for_any_more(ready: Bureau) -> None:
    done = uid_of(ready, "季报", "2019Q1")
    ready.do("deadline.done", done, done_on="2019-09-02", note="已报")
    with ready.office.work() as work:
        policies.install(work, version(2, ('choices = ["quarterly", "annual"]', 'choices = ["monthly", "annual"]')))
    titles = {title for title, _ in listed(ready)}
    assert titles == {"月报", "季报", "年报"}
    assert [key for key in listed(ready) if key[0] == "季报"] == [("季报", "2019Q1")]


def test_overdue_things_can_be_asked_for(suihua: Bureau) -> None:
    suihua.today = date(2020, 1, 15)
    overdue = listed(suihua, Filter("standing", "~", "overdue"))
    assert set(overdue) >= {("发布急需紧缺职业目录", "2019"), ("月报", "2019-12")}
    with suihua.office.read() as read:
        assert read.session.query(Deadline).count() > len(overdue)
