"""A class that an office without the program handed in counts in the row of that office, at home and above."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.desk import dialogs
from app.desk.lists import LISTINGS
from app.desk.reports import behind
from app.exchange import imports, merge
from app.exchange.sheets import CLASSES
from app.institution.unit.model import Unit
from app.kernel.outcomes import Problems
from app.kernel.periods import parse_period
from app.plan.arrivals import came
from app.plan.figures import lines
from app.plan.quota.model import Quota
from app.plan.summary import summary
from app.record.imports import learned
from app.record.imports.layout import NOTHING, Layout
from app.record.listing import Query
from app.record.report import Check, Row
from app.store.models import ImportedFile, OfficeRow
from app.store.work import Read
from tests.agreement import disagreeing, disagreements
from tests.bureau import Bureau
from tests.exchange.senders import city, county, sent, trained
from tests.plan.test_reported import OURS, bring, workbook

TOWN, REGION = "三江街道劳动保障所", "500110001"
MARKED = f"{TOWN}（手工报送）"
SUMMARY = summary("office")
YEAR = parse_period("2019")


def town(made: Bureau) -> int:
    return made.do("office.create", name=TOWN, region=REGION, level="街镇")


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Bureau]:
    """A county with a paid class of three that a town handed in, and one of two of its own."""
    made = county(tmp_path / "county")
    town(made)
    made.claim(made.accepted(3, for_office_name=TOWN), "paid")
    trained(made, 2, trade=1)
    yield made
    made.office.close()


def rows(read: Read, text: str = "2019") -> dict[str, Row]:
    return {str(row["name"]): row for row in SUMMARY.tables[0].rows(read, parse_period(text))}


def class_of(made: Bureau) -> int:
    """The class that the town handed in."""
    with made.office.read() as read:
        (found,) = LISTINGS["classes"].uids(read.connection, Query(search=TOWN))
    return found


def counted(row: Row) -> tuple[Any, ...]:
    return tuple(row[f"year_{key}"] for key in ("classes", "times", "certified", "subsidised", "paid_fen"))


def test_classes_results_claims_and_payments_count_for_the_office_that_handed_in_the_class(both: Bureau) -> None:
    with both.office.read() as read:
        found = rows(read)
        assert list(found) == ["綦江区人力社保局", MARKED, "合计"]
        assert [counted(row) for row in found.values()] == [
            (1, 2, 2, 2, 240_000),
            (1, 3, 3, 3, 360_000),
            (2, 5, 5, 5, 600_000),
        ]
        assert not [said for said in disagreements(SUMMARY, read, YEAR) if said.error]


def test_the_statistics_of_the_office_that_keeps_the_class_have_all_of_it(both: Bureau) -> None:
    with both.office.work() as work:
        area = work.add(Unit(seq=1, axis="镇街", kind="area", name="三江街道"))
        work.add(Quota(unit_uid=area.uid, year=2019, until_year=2019, measure="人次", target=10))
    with both.office.read() as read:
        whole = lines(read, YEAR, read.own.uid)[-1]
        assert (whole.unit, whole.year.times, whole.year.paid_fen) == ("全单位合计", 5, 600_000)
        assert disagreeing(read) == []


def test_the_names_behind_a_figure_are_those_of_that_office_marked(both: Bureau) -> None:
    with both.office.read() as read:
        for key, count in (("year_classes", 1), ("year_times", 3), ("year_paid_fen", 1)):
            found = behind(read, SUMMARY.tables[0], YEAR, rows(read)[MARKED], key)
            assert found is not None and [row["office"] for row in found.rows] == [MARKED] * count


def test_the_city_has_the_class_in_the_row_of_the_county_with_the_same_sum(both: Bureau, tmp_path: Path) -> None:
    assert not {cell.key for cell in CLASSES.cells} & {"for_office_uid", ":for_office_name"}
    with city(tmp_path / "city") as above:
        with above.work() as work:
            merge.apply(work, sent(both, tmp_path / "a.zip"))
        with above.read() as read, both.office.read() as at_home:
            row, whole = rows(read)["綦江区人力社保局"], rows(at_home)["合计"]
            assert counted(row) == counted(whole) == (2, 5, 5, 5, 600_000)
            assert disagreeing(read) == []


def month(made: Bureau, *figures: str) -> list[Check]:
    """What the report of September says after the town handed in figures of it."""
    with made.office.read() as read:
        (office,) = LISTINGS["offices"].uids(read.connection, Query(search=TOWN))
    path = made.office.folder / "figures.xlsx"
    bring(made, office, workbook(path, OURS, ("2019-09", *figures)))
    with made.office.read() as read:
        return [each for each in disagreements(SUMMARY, read, parse_period("2019-09")) if each.row == (MARKED,)]


def test_figures_and_classes_of_one_month_are_added_and_the_report_says_what_is_in_both(both: Bureau) -> None:
    (said,) = month(both, "0", "3", "3", "3", "3", "0", "0", "0")
    assert not said.error and "2019年9月" in said.text and "培训人次、培训人数、合格人次、取证人次，" in said.text
    with both.office.read() as read:
        found = rows(read, "2019-09")
        assert (found[MARKED]["now_times"], found["合计"]["now_times"]) == (6, 6)
        assert behind(read, SUMMARY.tables[0], parse_period("2019-09"), found[MARKED], "now_times") is None


def test_figures_of_what_no_class_has_are_no_cause_to_warn(both: Bureau) -> None:
    assert month(both, "0", "0", "0", "0", "0", "0", "0", "5.00") == []


@pytest.mark.parametrize(("kind", "day"), [("roster", date(2019, 10, 31)), ("results", date(2019, 11, 30))])
def test_the_roster_of_a_month_and_its_results_are_a_report_of_it(ready: Bureau, kind: str, day: date) -> None:
    office = town(ready)
    training = ready.training(date(2019, 10, 8), date(2019, 11, 8), for_office_name=TOWN)
    with ready.office.work() as work:
        said = {"name": "名册.xlsx", "at": f"{day}T08:00:00Z", "rows": 3}
        work.session.add(ImportedFile(sha256="0" * 64, kind=kind, into=training, **said))
    with ready.office.read() as read:
        (found,) = [month for month in (date(2019, 10, 31), date(2019, 11, 30)) if office in came(read, month)]
        assert (found, came(read, day)[office]) == (day, day)


OTHER = "文龙街道劳动保障所"


def with_program(made: Bureau) -> None:
    """A town that sends packages."""
    made.do("office.create", name=OTHER, region="500110002", level="街镇")
    with made.office.work() as work:
        work.session.query(OfficeRow).filter_by(name=OTHER).one().program = 1


@pytest.mark.parametrize("name", ["没有登记的街道", OTHER])
def test_a_class_is_for_no_office_that_is_unknown_or_has_the_program(ready: Bureau, name: str) -> None:
    town(ready)
    with_program(ready)
    with pytest.raises(Problems, match="没有这个未用程序的下级单位") as wrong:
        ready.training(for_office_name=name)
    assert [problem.key for problem in wrong.value.problems] == ["for_office_name"]


def test_an_office_that_lies_elsewhere_is_not_entered(ready: Bureau) -> None:
    with pytest.raises(Problems, match="下级"):
        ready.do("office.create", name="邻县某镇", region="500116001", level="街镇")


def asked(made: Bureau) -> list[str] | None:
    """The offices that are offered for a new class; None where nothing is asked of them."""
    with made.office.read() as read:
        data = dialogs.dialog(read, "class", "create", ())
    return (
        list(data.choices.suggestions["for_office_name"]) if "for_office_name" in {f.key for f in data.fields} else None
    )


def test_who_handed_in_a_class_is_asked_only_where_there_is_such_an_office(ready: Bureau) -> None:
    with_program(ready)
    assert asked(ready) is None
    town(ready)
    assert asked(ready) == [TOWN]


def test_who_handed_in_a_class_is_edited_found_and_corrected_with_a_second_person(ready: Bureau) -> None:
    town(ready)
    draft = ready.training(for_office_name=TOWN)
    assert class_of(ready) == draft and ready.record("class", draft)["for_office_name"] == TOWN
    ready.do("class.edit", draft, for_office_name="")
    assert ready.record("class", draft)["for_office_name"] is None
    done = ready.accepted()
    ready.do("class.correct", done, for_office_name=TOWN, reason="漏填")
    assert ready.record("class", done)["for_office_name"] is None
    ready.agree(done)
    assert class_of(ready) == done


def test_the_tables_of_a_class_are_those_of_the_office_that_handed_it_in(ready: Bureau) -> None:
    """What was answered of them holds for its next class at whatever institution, and for no other office's."""
    town(ready)
    first, second, own = (ready.training(for_office_name=name) for name in (TOWN, TOWN, ""))
    kind, layout = imports.KINDS["roster"], Layout({"身份证": "id_number"})
    with ready.office.work() as work:
        learned.keep(work, kind, first, layout)
    with ready.office.read() as read:
        assert imports.known(read, kind, second).columns == layout.columns
        assert imports.known(read, kind, own) == NOTHING
