"""The table that a city signs: a row a county, the sum counted anew, who is missing; who sent in time and who did not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app.desk.reports import REPORTS, behind, names
from app.exchange import merge
from app.institution.unit.model import Unit
from app.kernel import kinds as k
from app.kernel.outcomes import Refused
from app.kernel.periods import before, parse_period
from app.plan import arrivals as arrivals_module
from app.plan.arrivals import ARRIVALS, REMINDER, arrivals
from app.plan.counting import Figures
from app.plan.figures import lines
from app.plan.quota.model import Quota
from app.plan.statistics import STATISTICS
from app.plan.summary import BY, SUMMARIES
from app.printing import documents
from app.record.report import SUM, Report, Row
from app.store.models import OfficeRow
from app.store.work import Office, Read
from tests import people
from tests.agreement import disagreements
from tests.exchange.senders import city, county, sent, trained
from tests.printing.papers import text_of

FIRST, SECOND, SILENT = "渝中区人力社保局", "綦江区人力社保局", "大足区人力社保局"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A city with two counties that sent: one person of the one was trained in the other too; a third sends nothing."""
    base = tmp_path_factory.mktemp("summary")
    first = county(base / "a", FIRST, "500103")
    trained(first, [people.person(n) for n in (1, 2, 3)])
    second = county(base / "b", SECOND, "500110")
    trained(second, [people.person(n) for n in (3, 4)], trade=1)
    with city(base / "city") as above:
        for sender in (first, second):
            sender.today = date(2020, 1, 6)
            with above.work() as work:
                merge.apply(work, sent(sender, base / f"{sender.office.folder.name}.zip", "2019Q4"))
            sender.office.close()
        with above.work() as work:
            work.session.add(OfficeRow(uid=9, name=SILENT, region="500111", level="county", number=9, phone="023-1"))
            work.session.add(OfficeRow(uid=8, name="邻市某局", region="510100", level="county", number=8))
            for seq, (name, target) in enumerate(((FIRST, 4), (SECOND, 8))):
                unit = work.add(Unit(seq=seq, axis="区县", name=name.removesuffix("人力社保局")))
                work.add(Quota(unit_uid=unit.uid, year=2019, measure="人次", target=target, stretch=10))
        yield above


def rows(read: Read, report: Report, period: str, table: int = 0) -> list[Row]:
    return list(report.tables[table].rows(read, parse_period(period)))


def by(name: str) -> Report:
    return next(report for report in SUMMARIES if report.name == name)


def test_a_city_has_a_row_for_each_county_and_a_sum_in_which_a_person_counts_once(made: Office) -> None:
    with made.read() as read:
        first, second, silent, whole = rows(read, by("summary"), "2019")
        assert [row["name"] for row in (first, second, silent)] == [FIRST, SECOND, SILENT]
        assert [row["year_times"] for row in (first, second, silent, whole)] == [3, 2, 0, 5]
        assert [row["year_persons"] for row in (first, second, silent, whole)] == [3, 2, 0, 4]
        assert (whole["year_paid_fen"], whole["year_awarded_fen"], whole[SUM]) == (600_000, 600_000, True)


def test_each_county_has_the_citys_target_for_it_its_share_and_its_rank(made: Office) -> None:
    with made.read() as read:
        first, second, silent, whole = rows(read, by("summary"), "2019")
    assert [(row["target"], row["progress"], row["rank"]) for row in (first, second)] == [(4, 0.75, 1), (8, 0.25, 2)]
    assert (silent["target"], silent["rank"]) == (None, None)
    assert (whole["measure"], whole["target"], whole["progress"], whole["rank"]) == ("人次", 12, 5 / 12, None)


def test_who_has_not_reported_the_period_is_marked_and_named(made: Office) -> None:
    with made.read() as read:
        *counties, whole = rows(read, by("summary"), "2019-12")
        assert [row["standing"] for row in counties] == ["迟报", "迟报", "未报"]
        assert whole["standing"] == "1 个未报"
        (said,) = disagreements(by("summary"), read, parse_period("2019-12"))
        assert (str(said)[:3], said.error, said.row) == ("警告：", False, (SILENT,))
        assert f"{SILENT}没有报来" in said.text and "催报通知" in said.text
        assert [row["standing"] for row in rows(read, by("summary"), "2020-01")[:3]] == ["未报"] * 3


@pytest.mark.parametrize("name", [report.name for report in SUMMARIES])
def test_the_rows_of_each_table_make_up_its_sum(made: Office, name: str) -> None:
    with made.read() as read:
        assert [said for said in disagreements(by(name), read, parse_period("2019")) if said.error] == []
        *parts, whole = rows(read, by(name), "2019")
        assert sum(int(str(row["year_paid_fen"])) for row in parts) == whole["year_paid_fen"] or name in (
            "summary-category",
            "summary-certificate",
        )
        assert len(BY) == len(SUMMARIES)


def test_work_is_told_apart_by_level_institution_and_group_of_persons(made: Office) -> None:
    with made.read() as read:
        levels = {row["name"]: row["year_certified"] for row in rows(read, by("summary-level"), "2019")}
        houses = {row["name"]: row["year_times"] for row in rows(read, by("summary-institution"), "2019")}
        groups = {row["name"]: row["year_subsidised"] for row in rows(read, by("summary-category"), "2019")}
        kinds = {row["name"]: row["year_certified"] for row in rows(read, by("summary-certificate"), "2019")}
    assert levels == {"四级/中级工": 3, "五级/初级工": 2, "合计": 5}
    assert houses == {"綦江示例培训学校": 5, "合计": 5}
    assert sum(groups.values()) == 10 and len(groups) >= 2  # type: ignore[arg-type]
    assert kinds == {"职业技能等级证书": 5, "合计": 5}


def test_the_statistics_of_a_city_show_no_undone_target_of_a_county_and_end_with_all_offices(made: Office) -> None:
    with made.read() as read:
        found = lines(read, parse_period("2019"))
    assert all(line.year != Figures() for line in found if line.office in (FIRST, SECOND))
    last = found[-1]
    assert (last.unit, last.year.times, last.year.persons, last.year.paid_fen) == ("各单位总计", 5, 4, 600_000)


def test_only_the_columns_that_are_wanted_stand_in_a_report_and_an_unknown_one_is_named(made: Office) -> None:
    chosen = by("summary").only(["year_times", "rank"])
    assert [field.key for field in chosen.tables[0].fields] == ["name", "year_times", "rank"]
    with pytest.raises(Refused, match=r"没有“height”这一列.*year_times（累计培训人次）"):
        by("summary").only(["height"])


def test_last_period_stands_beside(made: Office) -> None:
    """Of a month, a quarter, a half-year, a year and a span of days."""
    texts = ("2020-01", "2020Q1", "2020H1", "2020", "2019-10-02至2019-10-31")
    assert [before(parse_period(text)).text for text in texts] == [
        *("2019-12", "2019Q4", "2019H2", "2019"),
        "2019-09-02至2019-10-01",
    ]
    with made.read() as read:
        year = rows(read, by("summary"), "2019")[-1]
        after = rows(read, by("summary"), "2020")[-1]
    assert [after[f"before_{key}"] for key in ("times", "certified", "paid_fen")] == [
        year[f"now_{key}"] for key in ("times", "certified", "paid_fen")
    ]
    assert (year["before_times"], after["before_times"], after["now_times"]) == (0, 5, 0)


@pytest.mark.parametrize("report", [STATISTICS, *SUMMARIES], ids=lambda report: report.name)
def test_every_figure_opens_as_many_rows_as_it_counts_and_the_money_that_it_adds(made: Office, report: Report) -> None:
    period, opened = parse_period("2019"), 0
    with made.read() as read:
        table = report.tables[0]
        for row in table.rows(read, period):
            for field in table.fields:
                found = behind(read, table, period, row, field.key)
                if found is None:
                    assert not field.key.startswith(("now_", "year_", "before_"))
                    continue
                money = field.kind is k.FEN
                counted = sum(int(str(one["amount_fen"])) for one in found.rows) if money else len(found.rows)
                assert counted == row[field.key], (row, field.title)
                opened += bool(counted)
    assert opened


def test_what_is_behind_a_figure_has_names(made: Office) -> None:
    with made.read() as read:
        found = names(read, by("summary"), "2019", "合计", "year_persons")
        assert found.title == "合计：累计培训人数"
        assert len({row["name"] for row in found.rows}) == len(found.rows) == 4
        with pytest.raises(Refused, match="没有“某县”这一行"):
            names(read, by("summary"), "2019", "某县", "year_persons")
        with pytest.raises(Refused, match="没有名单"):
            names(read, by("summary"), "2019", "合计", "rank")


# --- who has sent ---------------------------------------------------------------------------------------------------


@pytest.mark.clause("QJ-20")
def test_each_office_owes_a_report_by_the_day_of_the_policy_and_another_city_owes_none(made: Office) -> None:
    with made.read() as read:
        found = list(arrivals(read, parse_period("2019Q4")))
    assert [(a.office.name, a.due.period, a.due.due_on, a.came_on, a.standing, a.late_days) for a in found] == [
        (FIRST, "2019Q4", date(2020, 1, 10), date(2020, 2, 3), "迟报", 24),
        (SECOND, "2019Q4", date(2020, 1, 10), date(2020, 2, 3), "迟报", 24),
        (SILENT, "2019Q4", date(2020, 1, 10), None, "未报", 24),
    ]
    assert all("五（一）" in a.due.clause for a in found)


def test_shares_in_time_and_complete_count_what_is_due(made: Office) -> None:
    with made.read() as read:
        first, _, silent, whole = rows(read, ARRIVALS, "2019Q4")
        assert (first["owed"], first["late"], first["complete"], first["timely"]) == (1, 1, 1.0, 0.0)
        assert (silent["missing"], silent["complete"], silent["lacking"]) == (1, 0.0, "2019年第4季度")
        assert (whole["owed"], whole["late"], whole["missing"], whole["complete"]) == (3, 2, 1, 2 / 3)
        open_ = rows(read, ARRIVALS, "2020Q1")
        assert [(row["owed"], row["missing"], row["timely"]) for row in open_] == [(0, 0, None)] * 4


def test_what_comes_on_the_day_is_in_time(made: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with made.read() as read:
        owed = arrivals_module.expected(read, parse_period("2019Q4"))
        monkeypatch.setattr(
            arrivals_module, "expected", lambda *_: [replace(due, due_on=date(2020, 2, 3)) for due in owed]
        )
        assert [row["standing"] for row in rows(read, ARRIVALS, "2019Q4", 1)] == ["及时", "及时", "未到期"]


def test_a_reminder_names_those_who_are_missing_and_by_what(made: Office) -> None:
    with made.read() as read:
        paper = documents.report(read, REMINDER, parse_period("2019Q4"))
    text = "".join(text_of(paper.data).split())
    assert SILENT in text and "2020-01-10" in text and "023-1" in text and "五（一）" in text
    assert FIRST not in text and list(paper.problems) == []


def test_later_packages_make_up_for_earlier_periods(made: Office) -> None:
    with made.read() as read:
        assert {a.standing for a in arrivals(read, parse_period("2019Q3")) if a.office.name == FIRST} <= {"迟报"}


def test_every_report_of_the_plan_can_be_had_by_its_name() -> None:
    assert {"summary", "arrivals", "reminder", *(report.name for report in SUMMARIES)} <= REPORTS.keys()
