"""Every list: its page, count, sums and export agree, whatever is filtered, searched and sorted."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from app.desk.founding import Charter, found_office
from app.desk.lists import LISTINGS, OF_NOUN, record
from app.kernel.identity import birth_of
from app.kernel.outcomes import Refused
from app.record.listing import OPERATORS, Filter, Listing, Query, parse_filter
from app.store.models import Base
from tests import people
from tests.bureau import Bureau

quick = settings(max_examples=16, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.fixture(scope="module")
def full(held: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """An office with something in every list that the office itself fills."""
    made = held.twin(tmp_path_factory.mktemp("full") / "county")
    made.institution(2, name="第二学校%")
    made.rate("焊工", level="五级/初级工", amount_fen="800.50")
    made.claim(made.first("class"), "paid")
    second = made.accepted(4, date(2019, 11, 4), occupation="焊工", level="五级/初级工", unit_name="区妇联")
    made.claim(second)
    made.enrol(made.training(date(2020, 3, 2), place=""" a'b"c """), 2)
    made.do("quota.split", made.first("quota"), unit_name="文龙街道", target="10")
    yield made
    made.office.close()


@pytest.fixture(scope="module")
def connection(full: Bureau) -> Iterator[Connection]:
    with full.office.read() as read:
        yield read.connection


def raw_rows(listing: Listing, connection: Connection) -> list[dict[str, Any]]:
    return list(listing.rows(connection))


@pytest.mark.parametrize("name", LISTINGS)
def test_a_row_has_the_uid_and_one_value_for_each_column_of_its_kind(name: str, connection: Connection) -> None:
    listing = LISTINGS[name]
    keys = [column.name for column in listing.columns]
    assert len(keys) == len(set(keys))
    for row in listing.page(connection, listing.uids(connection)):
        assert len(row) == len(keys) + 1
        for column, value in zip(listing.columns, row[1:], strict=True):
            assert isinstance(value, str | int | date | None)
            assert isinstance(column.field.kind.shown(value), str)


@pytest.mark.parametrize("name", LISTINGS)
def test_every_value_of_a_column_can_be_read_back_from_what_is_shown(name: str, connection: Connection) -> None:
    listing = LISTINGS[name]
    for row in listing.rows(connection):
        for column in listing.columns:
            kind, value = column.field.kind, row[column.name]
            if value not in (None, "") and kind.name not in ("percent", "moment"):
                assert kind.read(kind.show(value)) == value, column.name


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_watches_every_table_that_it_reads(name: str) -> None:
    listing = LISTINGS[name]
    tables = {t.name for t in Base.metadata.sorted_tables}
    assert listing.watches <= tables
    read = {str(getattr(f, "name", "")) for f in listing.source._from_objects}  # noqa: SLF001 - what the SELECT is from
    assert (read & tables) - {"office"} <= listing.watches


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_stands_for_one_noun_and_gives_its_records(name: str, connection: Connection, full: Bureau) -> None:
    listing = LISTINGS[name]
    assert OF_NOUN[listing.noun] is listing
    uids = listing.uids(connection)
    assert listing.record(connection, -1) is None
    with full.office.read() as read:
        for uid in uids[:3]:
            assert record(read, listing.noun, uid) == listing.record(connection, uid)


# --- filters, searches and sorts --------------------------------------------------------------------------------------


@st.composite
def queries(draw: st.DrawFn, listing: Listing, rows: Sequence[dict[str, Any]]) -> Query:
    """Conditions with values that occur, shifted ones, blanks and nonsense; any search; any order."""
    columns = st.sampled_from(listing.columns)

    def condition() -> Filter:
        column = draw(columns)
        values = [row[column.name] for row in rows] or [None]
        shown = column.field.kind.show(draw(st.sampled_from(values)))
        return Filter(
            column.name, draw(st.sampled_from(OPERATORS)), draw(st.sampled_from([shown, shown, shown[:3], ""]))
        )

    filters = tuple(condition() for _ in range(draw(st.integers(0, 2))))
    sort = tuple((draw(columns).name, draw(st.booleans())) for _ in range(draw(st.integers(0, 2))))
    words = ["", "电工", "%", "_", "2019", "张", "zs", "'", '"', "5001", "学校%"]
    return Query(filters, draw(st.sampled_from(words)), sort)


@pytest.mark.parametrize("name", LISTINGS)
def test_page_count_sums_and_export_agree_for_any_query(name: str, connection: Connection) -> None:
    listing = LISTINGS[name]
    every = raw_rows(listing, connection)

    @quick
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        query = data.draw(queries(listing, every))
        try:
            uids = listing.uids(connection, query)
        except Refused as refused:
            assert refused.code == "listing.filter"
            return
        exported = list(listing.rows(connection, query))
        totals = listing.totals(connection, query)
        assert [row["uid"] for row in exported] == list(uids)
        assert len(set(uids)) == len(uids) == totals.count
        assert set(uids) <= {row["uid"] for row in every}
        for column in listing.columns:
            if column.total and column.summed is None and totals.sums:
                assert totals.sums[column.name] == sum(row[column.name] or 0 for row in exported)
        for column, (value, count) in (
            (c, v) for c in listing.columns[:2] for v in listing.values(connection, c.name, query)
        ):
            assert count == sum(row[column.name] == value for row in exported)
        if query.sort:
            key, descending = query.sort[0]
            values = [row[key] for row in exported if row[key] is not None]
            assert values == sorted(values, reverse=descending)

    agree()


@pytest.mark.parametrize("operator", ["=", "!=", ">=", "<="])
@pytest.mark.parametrize(
    ("name", "key", "text"),
    [
        ("claims", "state", "已拨付"),
        ("claims", "total_fen", "3,600.00"),
        ("classes", "starts_on", "2019年11月4日"),
        ("enrolments", "seq", "2"),
        ("rates", "level", "四级/中级工"),
    ],
)
def test_a_filter_takes_what_its_operator_says(
    operator: str, name: str, key: str, text: str, connection: Connection
) -> None:
    listing = LISTINGS[name]
    wanted = listing.column(key).field.kind.read(text)
    compare = {
        "=": lambda v: v == wanted,
        "!=": lambda v: v != wanted,
        ">=": lambda v: v >= wanted,
        "<=": lambda v: v <= wanted,
    }[operator]
    expected = [row["uid"] for row in raw_rows(listing, connection) if row[key] is not None and compare(row[key])]
    assert list(listing.uids(connection, Query((Filter(key, operator, text),)))) == expected


def test_an_empty_filter_takes_what_is_empty_and_its_opposite_the_rest(connection: Connection) -> None:
    listing = LISTINGS["claims"]
    empty = listing.uids(connection, Query((Filter("paid_on", "=", ""),)))
    rest = listing.uids(connection, Query((Filter("paid_on", "!=", ""),)))
    assert (len(empty), len(rest)) == (1, 1)


def test_a_percent_sign_is_a_character_and_no_wildcard(connection: Connection) -> None:
    assert len(LISTINGS["institutions"].uids(connection, Query(search="%"))) == 1
    assert len(LISTINGS["institutions"].uids(connection, Query((Filter("name", "~", "_"),)))) == 0


def test_a_filter_or_column_that_means_nothing_is_refused(connection: Connection) -> None:
    listing = LISTINGS["claims"]
    for key, text, code in (("cow", "1", "listing.column"), ("total_fen", "很多", "listing.filter")):
        with pytest.raises(Refused) as refused:
            listing.uids(connection, Query((Filter(key, "=", text),)))
        assert refused.value.code == code
        assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state=已批准", Filter("state", "=", "已批准")),
        ("name~电工", Filter("name", "~", "电工")),
        ("total_fen>=1000", Filter("total_fen", ">=", "1000")),
        ("state!=", Filter("state", "!=", "")),
        ("name=a=b", Filter("name", "=", "a=b")),
        ("signers!:王局长", Filter("signers", "!:", "王局长")),
    ],
)
def test_a_condition_of_the_command_line_is_understood(text: str, expected: Filter) -> None:
    assert parse_filter(text) == expected


def test_a_condition_without_an_operator_is_refused() -> None:
    with pytest.raises(Refused, match="筛选条件“state”应写成"):
        parse_filter("state")


# --- search for people ------------------------------------------------------------------------------------------------


def searches(person: people.Person) -> dict[str, str]:
    return {
        "name": person.name,
        "part of the name": person.name[1:],
        "whole ID": person.id_number,
        "lower case x": person.id_number.lower(),
        "first digits": person.id_number[:14],
        "last six digits": person.id_number[-6:],
        "last four digits": person.id_number[-4:],
    }


@pytest.mark.parametrize("name", ["trainees", "enrolments", "claim-lines"])
@pytest.mark.parametrize("way", searches(people.person(1)))
def test_a_person_is_found_by(way: str, name: str, connection: Connection) -> None:
    listing = LISTINGS[name]
    for number in (1, 2, 3, 5):
        person = people.person(number)
        rows = list(listing.rows(connection, Query(search=searches(person)[way])))
        assert person.id_number in [row["id_number"] for row in rows]
        if way != "part of the name":
            assert {row["id_number"] for row in rows} == {person.id_number}


def test_a_person_is_found_by_the_initials_of_every_reading(full: Bureau) -> None:
    uid = full.enrol(
        full.training(date(2020, 5, 6)), [people.Person("单雄信", people.id_number(700), "", people.account(1))]
    )[0]
    with full.office.read() as read:
        for text in ("sxx", "DXX", "sx"):
            rows = LISTINGS["enrolments"].rows(read.connection, Query(search=text))
            assert uid in [row["uid"] for row in rows]
        assert len(LISTINGS["trainees"].uids(read.connection, Query(search="xx"))) == 0  # the beginning, not anywhere


def test_ids_and_accounts_are_masked_wherever_a_list_shows_them(connection: Connection) -> None:
    for listing in LISTINGS.values():
        for row in listing.rows(connection):
            for column in listing.columns:
                value = row[column.name]
                if column.field.kind.name in ("id", "account", "phone") and value:
                    shown = column.field.kind.shown(value)
                    assert "*" in shown
                    assert str(value) not in shown


# --- sums that must not be added --------------------------------------------------------------------------------------


def test_breakdowns_of_the_same_work_are_not_added_up(tmp_path: Path) -> None:
    charter = Charter("绥化市人社局", "231200", "city", "suihua-2019", [("张经办", ["clerk"])])
    with found_office(tmp_path / "suihua", charter) as office, office.read() as read:
        listing = LISTINGS["quotas"]
        axes = dict(listing.values(read.connection, "axis"))
        assert set(axes) == {"县（市、区）", "市直部门"}
        assert listing.totals(read.connection).sums == {}
        assert listing.totals(read.connection).count == sum(axes.values())
        for axis, target in (("县（市、区）", 8_000), ("市直部门", 810)):
            totals = listing.totals(read.connection, Query((Filter("axis", "=", axis),)))
            assert totals.sums["target"] == target


def test_what_was_split_below_a_unit_is_not_counted_twice(connection: Connection) -> None:
    listing = LISTINGS["quotas"]
    assert listing.totals(connection).sums["target"] == 42_700
    towns = listing.totals(connection, Query((Filter("parent_name", "!=", ""),)))
    assert (towns.count, towns.sums["target"]) == (1, 0)


def test_a_roster_is_listed_inside_its_class_and_lines_inside_their_claim(full: Bureau, connection: Connection) -> None:
    first = full.first("class")
    assert len(LISTINGS["enrolments"].uids(connection, Query(inside=first))) == 3
    assert len(LISTINGS["claim-lines"].uids(connection, Query(inside=full.first("claim")))) == 3
    assert len(LISTINGS["claim-lines"].uids(connection, Query(inside=first))) == 0


def test_a_person_is_so_old_as_their_full_date_of_birth_says_on_the_first_day(connection: Connection) -> None:
    for row in LISTINGS["enrolments"].rows(connection):
        born = birth_of(row["id_number"])  # type: ignore[arg-type]
        assert born is not None
        start: Any = row["starts_on"]
        assert row["age"] == start.year - born.year - ((start.month, start.day) < (born.month, born.day))
