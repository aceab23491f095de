"""What goes down: a city's policy, targets, money, rates, institutions and calendar reach each county as its own."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from app import main
from app.desk import import_log, import_undo
from app.exchange import order
from app.exchange.sealed import seal, sha256
from app.fund.budget.model import Budget
from app.kernel.outcomes import Refused
from app.plan.quota.model import Quota
from app.store.models import Setting
from tests.bureau import CLERK, Bureau
from tests.exchange.orders import BEILIN, DOCUMENT, issued, rows, take

ANDA = "231281"


@pytest.fixture
def suihua(tmp_path: Path) -> Iterator[Bureau]:
    """A city that has given two of its counties their codes, money, a rate and a published institution."""
    made = Bureau(tmp_path / "city", "suihua-2019")
    with made.office.work() as work:
        work.own.level = "city"
    for row in rows(made, "units"):
        if region := {"北林区": BEILIN, "安达市": ANDA}.get(row["name"]):
            made.do("unit.edit", row["uid"], region=region)
    fund = made.lists("fund_sources")[0]
    made.confirmed("budget", made.do("budget.create", fund=fund, year="2019", amount_fen="1000000", document=DOCUMENT))
    for area, amount in (("北林区", "300000"), ("安达市", "200000")):
        made.do("allocation.create", fund=fund, year="2019", area_name=area, amount_fen=amount, document=DOCUMENT)
    made.rate()
    made.institution(kind=made.lists("institution_kinds")[0])
    yield made
    made.office.close()


@pytest.fixture
def beilin(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path / "beilin", "suihua-2019", BEILIN)
    yield made
    made.office.close()


def holdings(bureau: Bureau) -> tuple[int, int, int, int]:
    """The sums of targets and of stretch targets, money in 分, and how many rates there are."""
    sums = (func.sum(Quota.target), func.sum(Quota.stretch), func.sum(Budget.amount_fen))
    with bureau.office.read() as read:
        found = [int(read.session.scalar(select(one)) or 0) for one in sums]
    return found[0], found[1], found[2], len(rows(bureau, "rates"))


@pytest.mark.clause("SH-37", "SH-43")
def test_a_county_takes_its_own_targets_and_money_and_what_is_for_all(
    suihua: Bureau, beilin: Bureau, tmp_path: Path
) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    assert holdings(beilin) == (0, 0, 0, 0)
    with beilin.office.read() as read:
        seen = order.preview(read, path)
    assert holdings(beilin) == (0, 0, 0, 0), "looking writes nothing"
    taken = take(beilin, path)
    assert holdings(beilin) == (1360, 2210, 30_000_000, 1)
    assert [part for part in taken.parts if part.title != "节假日"] == list(seen.parts)
    assert [row["name"] for row in rows(beilin, "institutions")] == [
        row["name"] for row in rows(suihua, "institutions")
    ]


def test_the_same_order_again_changes_nothing(suihua: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    take(beilin, path)
    before = holdings(beilin)
    assert all((part.new, part.changed) == (0, 0) for part in take(beilin, path).parts)
    assert holdings(beilin) == before


def test_an_adjusted_target_comes_with_the_next_order_and_the_older_one_is_refused(
    suihua: Bureau, beilin: Bureau, tmp_path: Path
) -> None:
    first = issued(suihua, tmp_path / "1.zip")
    (target,) = [row for row in rows(suihua, "quotas") if row["unit_name"] == "北林区"]
    suihua.do("quota.adjust", target["uid"], target="1400", stretch="2210", document="2号", reason="追加")
    take(beilin, issued(suihua, tmp_path / "2.zip"))
    assert holdings(beilin)[0] == 1400
    with pytest.raises(Refused, match="更早的第 1 号"):
        take(beilin, first)


def test_each_part_of_an_order_can_be_undone_like_any_import(suihua: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    take(beilin, issued(suihua, tmp_path / "order.zip"))
    with beilin.office.read() as read:
        runs = [one.number for one in import_log.imported(read) if one.number is not None]
    assert len(runs) == 4
    for number in sorted(runs, reverse=True):
        with beilin.office.work() as work:
            import_undo.undo(work, number)
    assert holdings(beilin) == (0, 0, 0, 0)


def test_an_area_without_a_code_is_told_that_nothing_is_for_it(suihua: Bureau, tmp_path: Path) -> None:
    other = Bureau(tmp_path / "other", "suihua-2019", "231283")
    with other.office.read() as read:
        notes = order.preview(read, issued(suihua, tmp_path / "order.zip")).notes
    other.office.close()
    assert sum("231283" in note for note in notes) == 2


def test_a_changed_byte_an_own_order_and_a_strangers_are_refused(
    suihua: Bureau, beilin: Bureau, tmp_path: Path
) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    with pytest.raises(Refused, match="自己下发"):
        take(suihua, path)
    with beilin.office.work() as work:
        work.session.merge(Setting(key="superior", value="230000"))
    with pytest.raises(Refused, match="230000"):
        take(beilin, path)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as file:
        place = file.getinfo("calendar.json").header_offset + 60
    data[place] ^= 1
    (tmp_path / "changed.zip").write_bytes(data)
    before = beilin.counts()
    with pytest.raises(Refused):
        take(beilin, tmp_path / "changed.zip")
    assert beilin.counts() == before


def test_what_is_passed_on_is_not_there_to_be_paid(suihua: Bureau) -> None:
    (fund,) = [row for row in rows(suihua, "funds") if row["amount_fen"] == 100_000_000]
    assert (fund["allocated_fen"], fund["balance_fen"]) == (50_000_000, 50_000_000)
    with pytest.raises(Refused, match="0.01"):
        suihua.do(
            "allocation.create",
            fund=fund["fund"],
            year="2019",
            area_name="北林区",
            amount_fen="500000.01",
            document="3号",
        )


def test_the_command_line_builds_looks_and_takes(
    suihua: Bureau, beilin: Bureau, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "order.zip")
    for bureau in (suihua, beilin):
        bureau.office.close()
    folders = {bureau: ["--office", str(bureau.office.folder), "--as", CLERK] for bureau in (suihua, beilin)}
    assert main.run([*folders[suihua], "order", "build", path]) != 0
    assert "文号" in capsys.readouterr().err
    assert main.run([*folders[suihua], "order", "build", path, "--document", DOCUMENT]) == 0
    assert main.run([*folders[beilin], "order", "look", path]) == 0
    assert "任务指标：新增 1" in capsys.readouterr().out
    assert main.run([*folders[beilin], "order", "apply", path]) == 0


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ({"level": "county"}, "不是本单位"),
        ({"region": "410000"}, "不是本单位"),
        ({"sample": 1}, "示例数据"),
        ({"serial": 0}, "不是下发文件"),
        ({"serial": 1 << 70}, "不是下发文件"),
        ({"level": "x"}, "不是下发文件"),
        ({"sender": "局\u202e长"}, "不是下发文件"),
        ({"version": 2}, "请升级"),
    ],
)
def test_an_order_of_no_office_above_or_of_none_at_all_changes_nothing(
    suihua: Bureau, beilin: Bureau, tmp_path: Path, harm: dict[str, Any], sentence: str
) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    stated, members = order.load(path)
    path.write_bytes(seal(replace(stated, **harm).encode(), members))
    before = beilin.counts()
    with pytest.raises(Refused, match=sentence):
        take(beilin, path)
    assert beilin.counts() == before


def test_a_policy_that_is_no_text_is_damage(suihua: Bureau, beilin: Bureau, tmp_path: Path) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    stated, members = order.load(path)
    members[order.PACK] = b"\xff\xfe"
    stated = replace(stated, members={name: sha256(data) for name, data in members.items()})
    path.write_bytes(seal(stated.encode(), members))
    with pytest.raises(Refused, match=r"policy\.toml"):
        take(beilin, path)


@pytest.mark.parametrize("days", [b"x", b"[[1]]", b'[["2020-13-01", "off", ""]]', b'[["2020-01-01", "maybe", ""]]'])
def test_a_calendar_that_is_none_is_damage(suihua: Bureau, beilin: Bureau, tmp_path: Path, days: bytes) -> None:
    path = issued(suihua, tmp_path / "order.zip")
    stated, members = order.load(path)
    members[order.CALENDAR] = days
    stated = replace(stated, members={name: sha256(data) for name, data in members.items()})
    path.write_bytes(seal(stated.encode(), members))
    before = beilin.counts()
    with pytest.raises(Refused, match=r"calendar\.json"):
        take(beilin, path)
    assert beilin.counts() == before


def test_an_area_that_the_circular_does_not_name_is_made_with_its_targets(suihua: Bureau, tmp_path: Path) -> None:
    suihua.do("unit.create", unit_name="示例开发区", axis="县（市、区）", region="231291")
    suihua.do("quota.create", unit_name="示例开发区", year="2020", target="20", document=DOCUMENT)
    county = Bureau(tmp_path / "zone", "suihua-2019", "231291")
    path = issued(suihua, tmp_path / "order.zip")
    with county.office.read() as read:
        assert any("示例开发区" in note for note in order.preview(read, path).notes)
    take(county, path)
    found = [(row["unit_name"], row["axis"], row["target"]) for row in rows(county, "quotas") if row["target"]]
    county.office.close()
    assert found == [("示例开发区", "县（市、区）", 20)]
