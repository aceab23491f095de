"""Going back behind an order: everything that it brought, policy and calendar among it, or nothing, naming what rests on it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app import main
from app.claim.claim.model import Claim
from app.desk import import_log, import_undo, policies
from app.exchange import order_back
from app.institution.institution.model import Institution
from app.kernel.outcomes import Refused
from app.store import packs
from app.store.work import Work
from tests.bureau import CLERK, REVIEWER, Bureau
from tests.exchange.orders import BEILIN, DOCUMENT, issued, rows, take
from tests.packs import changed, settled

LATER = changed(('amount = 10\nunit = "工作日"', 'amount = 8\nunit = "工作日"'), text=settled("suihua-2019"))
"""A later version, by which the local plan is due sooner."""
NOT_DATA = ("journal", "setting", "serial", "optimizer")
DAY = date(2019, 12, 3)
"""A working day that the city announces as off."""


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bureau]:
    """The city with a target, money, a rate and a published institution for one of its counties; and that county."""
    made = Bureau(tmp_path_factory.mktemp("city") / "office", "suihua-2019")
    with made.office.work() as work:
        work.own.level = "city"
    (beilin,) = [row for row in rows(made, "units") if row["name"] == "北林区"]
    made.do("unit.edit", beilin["uid"], region=BEILIN)
    fund = made.lists("fund_sources")[0]
    made.confirmed("budget", made.do("budget.create", fund=fund, year="2019", amount_fen="1000000", document=DOCUMENT))
    made.do("allocation.create", fund=fund, year="2019", area_name="北林区", amount_fen="300000", document=DOCUMENT)
    made.rate()
    made.institution(kind=made.lists("institution_kinds")[0])
    offices = {"city": made, "beilin": Bureau(tmp_path_factory.mktemp("beilin") / "office", "suihua-2019", BEILIN)}
    for one in offices.values():
        one.office.close()
    return offices


@pytest.fixture
def city(founded: dict[str, Bureau], tmp_path: Path) -> Iterator[Bureau]:
    made = founded["city"].twin(tmp_path / "city")
    yield made
    made.office.close()


@pytest.fixture
def beilin(founded: dict[str, Bureau], tmp_path: Path) -> Iterator[Bureau]:
    made = founded["beilin"].twin(tmp_path / "beilin")
    yield made
    made.office.close()


def renewed(city: Bureau) -> None:
    """The city has a later policy and a day off more."""
    city.office.sign_in(CLERK)
    with city.office.work() as work:
        policies.install(work, LATER)
    city.do("day.create", day=DAY.isoformat(), kind="off", name="示例假日")


def go_back(county: Bureau, who: str = CLERK) -> order_back.Back:
    county.office.sign_in(who)
    with county.office.work() as work:
        return order_back.go_back(work)


def data(bureau: Bureau) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the office but what only counts and tells."""
    with bureau.office.read() as read:
        names = [
            row[0] for row in read.connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return {
            name: sorted((tuple(row) for row in read.connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)
            for name in names
            if name not in NOT_DATA and not name.startswith("sqlite_")
        }


def without_numbers(found: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """The deadlines are made anew, under new uids, where they went."""
    return {name: [row for row in rows_ if name != "deadline"] for name, rows_ in found.items()}


def test_everything_that_an_order_brought_goes_back_and_it_may_be_taken_again(
    city: Bureau, beilin: Bureau, tmp_path: Path
) -> None:
    renewed(city)
    path = issued(city, tmp_path / "order.zip")
    before, due = without_numbers(data(beilin)), rows(beilin, "deadlines")
    take(beilin, path)
    taken = without_numbers(data(beilin))
    changed_ = {name for name in taken if taken[name] != before[name]}
    assert {"pack", "day", "quota", "budget", "rate", "institution"} <= changed_
    assert {row["due_on"] for row in due if row["title"] == "制定推进方案"} == {date(2019, 12, 11)}
    back = go_back(beilin)
    found = without_numbers(data(beilin))
    assert {name for name in found if found[name] != before[name]} <= {"learned_layout"}
    told = [{key: row[key] for key in ("title", "period", "due_on", "note")} for row in rows(beilin, "deadlines")]
    assert told == [{key: row[key] for key in ("title", "period", "due_on", "note")} for row in due]
    assert "政策包第" in back.text() and "节假日恢复原样：1 天" in back.text()
    take(beilin, path)
    assert without_numbers(data(beilin))["day"] == taken["day"]
    with beilin.office.read() as read:
        assert packs.newest_text(read.session, "suihua-2019") == LATER


def test_looking_says_the_same_and_writes_nothing(city: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    renewed(city)
    take(beilin, issued(city, tmp_path / "order.zip"))
    before = data(beilin)
    seen = order_back.look(beilin.office, beilin.office.actor)
    assert data(beilin) == before
    assert seen.text() == go_back(beilin).text()
    assert "任务指标" in seen.text() or "计划任务" in seen.text()


def test_orders_go_back_one_by_one_and_then_there_is_none(city: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    take(beilin, issued(city, tmp_path / "1.zip"))
    (target,) = [row for row in rows(city, "quotas") if row["unit_name"] == "北林区"]
    city.do("quota.adjust", target["uid"], target="1400", stretch="2210", document="2号", reason="追加")
    take(beilin, issued(city, tmp_path / "2.zip"))
    targets = [[row["target"] for row in rows(beilin, "quotas") if row["target"]]]
    for _ in range(2):
        go_back(beilin)
        targets.append([row["target"] for row in rows(beilin, "quotas") if row["target"]])
    assert targets == [[1400], [1360], []]
    with pytest.raises(Refused) as refusal:
        go_back(beilin)
    assert refusal.value.code == "order.none_taken"


def test_an_order_that_changed_nothing_is_not_gone_back_behind(city: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    path = issued(city, tmp_path / "1.zip")
    take(beilin, path)
    take(beilin, path)
    go_back(beilin)
    assert not [row for row in rows(beilin, "quotas") if row["target"]]


def test_a_part_that_was_undone_by_itself_is_left_out(city: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    before = without_numbers(data(beilin))
    take(beilin, issued(city, tmp_path / "1.zip"))
    with beilin.office.read() as read:
        numbers = {one.kind: one.number for one in import_log.imported(read)}
    with beilin.office.work() as work:
        import_undo.undo(work, numbers["quotas"] or 0)
    go_back(beilin)
    found = without_numbers(data(beilin))
    assert {name for name in found if found[name] != before[name]} <= {"learned_layout"}


def beilin_school(work: Work) -> int:
    """An institution of the county."""
    return int(work.session.scalars(select(Institution.uid)).first() or 0)


def a_class(county: Bureau) -> str:
    """A class that goes by the policy that came."""
    county.institution(2, name="北林示例学校", kind=county.lists("institution_kinds")[0])
    named = {"institution_name": "北林示例学校", "unit_name": "市教育局", "training_type": county.catalogue_type()}
    uid = county.training(date(2019, 12, 16), **named)
    return str(county.record("class", uid)["number"])


def a_changed_target(county: Bureau) -> str:
    (row,) = [row for row in rows(county, "quotas") if row["target"]]
    county.do("quota.adjust", row["uid"], target="1500", stretch="2210", document="3号", reason="追加")
    return "北林区"


def another_day(county: Bureau) -> str:
    county.do("day.create", day=DAY.isoformat(), kind="work", name="")
    return DAY.isoformat()


def a_later_version(county: Bureau) -> str:
    number = packs.parsed(LATER).version
    text = LATER.replace(f"version = {number}\n", f"version = {number + 1}\n", 1)
    county.office.sign_in(CLERK)
    with county.office.work() as work:
        policies.install(work, text)
    return f"又更新为第 {number + 1} 版"


@pytest.mark.parametrize("use", [a_class, a_changed_target, another_day, a_later_version])
def test_what_was_used_or_changed_since_is_named_and_nothing_goes(
    city: Bureau, beilin: Bureau, tmp_path: Path, use: Callable[[Bureau], str]
) -> None:
    renewed(city)
    take(beilin, issued(city, tmp_path / "order.zip"))
    named = use(beilin)
    before = data(beilin)
    with pytest.raises(Refused) as refusal:
        go_back(beilin)
    assert refusal.value.code == "order.used" and named in str(refusal.value)
    assert data(beilin) == before


def test_a_notice_whose_days_were_counted_by_the_calendar_that_came_is_named(
    city: Bureau, beilin: Bureau, tmp_path: Path
) -> None:
    city.do("day.create", day=DAY.isoformat(), kind="off", name="示例假日")
    path = issued(city, tmp_path / "order.zip")
    beilin.today = date(2019, 12, 2)
    take(beilin, path)
    with beilin.office.work() as work:
        about = {"scheme": "training", "basis_on": date(2019, 10, 8), "applied_on": date(2019, 11, 1)}
        by = {"pack_id": "suihua-2019", "pack_version": 1, "line_count": 1, "state": "noticed"}
        notice = {"notice_from": date(2019, 12, 2), "notice_to": date(2019, 12, 10)}
        claim = work.add(Claim(number="BT-1", institution_uid=beilin_school(work), **about, **by, **notice))
        work.log("claim", "publish", claim.uid)
    with pytest.raises(Refused, match="BT-1") as refusal:
        go_back(beilin)
    assert "2019-12-02 至 2019-12-10 的公示期" in str(refusal.value)


def test_only_a_clerk_goes_back(city: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    take(beilin, issued(city, tmp_path / "order.zip"))
    with pytest.raises(Refused, match="经办"):
        go_back(beilin, REVIEWER)


def test_the_command_line_looks_and_goes_back(
    city: Bureau, beilin: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take(beilin, issued(city, tmp_path / "order.zip"))
    beilin.office.close()
    words = ["--office", str(beilin.office.folder), "--as", CLERK, "order"]
    assert main.run([*words, "back", "--dry-run"]) == 0
    assert DOCUMENT in capsys.readouterr().out
    assert main.run([*words, "back"]) == 0
    assert "可以再接收" in capsys.readouterr().out
    assert main.run([*words, "back"]) != 0
    assert "没有可以退回" in capsys.readouterr().err
    assert main.run([*words, "look"]) != 0
    assert "路径" in capsys.readouterr().err
