"""下发文件: what a city gives down arrives in the county's own lists, is seen beforehand, and can be given back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.claim.rate.model import Rate
from app.desk.lists import LISTINGS
from app.exchange import directive, directive_taking, imports
from app.exchange.directive import Chosen
from app.exchange.sealed import seal, sha256
from app.exchange.template import template
from app.fund.budget.model import Budget
from app.institution.unit.model import Unit
from app.kernel.outcomes import Problems, Refused
from app.plan.quota.model import Quota
from app.store.copies import tally
from app.store.models import Package, Setting
from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import city

SHARE = [["失业保险基金结余（专账）", "2020", "", "1234567.89", "示例〔2020〕1号"]]


@pytest.fixture
def planned(above: Office) -> Office:
    """A city with a rate of its own and a target for a unit that its counties do not have, split once."""
    with above.work() as work:
        work.add(
            Rate(
                occupation="茶艺师",
                level="五级/初级工",
                amount_fen=80_000,
                since=work.today,
                document="示例〔2020〕2号",
            )
        )
        unit = work.add(Unit(seq=99, axis="区县", name="綦江区"))
        below = work.add(Unit(seq=99, axis="区县", name="古南街道", parent_uid=unit.uid))
        for one, target in ((unit, 500), (below, 200)):
            work.add(Quota(unit_uid=one.uid, year=2020, measure="人次", target=target))
    return above


def issued(office: Office, path: Path, **chosen: Any) -> Path:
    with office.work() as work:
        directive.build(work, Chosen(**chosen), path)
    return path


def taken(bureau: Bureau, path: Path) -> directive_taking.Plan:
    with bureau.office.work() as work:
        return directive_taking.take(work, path)


def looked(bureau: Bureau, path: Path) -> directive_taking.Plan:
    return directive_taking.preview(bureau.office, bureau.office.actor, path)


def rows(bureau: Bureau) -> dict[str, int]:
    with bureau.office.read() as read:
        return {name: count for name, count in tally(read.connection).items() if name != "journal"}


def shares(path: Path, lines: Sequence[Sequence[str]]) -> Path:
    """A filled workbook of shares of the money."""
    kind = imports.KINDS["budgets"]
    template(kind, path, {"fund_sources": ["失业保险基金结余（专账）"]})
    book = openpyxl.load_workbook(path)
    for line in lines:
        book.worksheets[0].append(line)
    book.save(path)
    return path


def targets(bureau: Bureau, unit: str) -> list[tuple[Any, ...]]:
    with bureau.office.read() as read:
        found = LISTINGS["quotas"].rows(read.connection)
        keys = ("unit_name", "parent_name", "year", "measure", "target")
        return [tuple(r[key] for key in keys) for r in found if unit in (r["unit_name"], r["parent_name"])]


def test_what_goes_down_arrives_in_the_lists_below(planned: Office, sender: Bureau, tmp_path: Path) -> None:
    money = {"budgets": shares(tmp_path / "资金.xlsx", SHARE)}
    path = issued(planned, tmp_path / "a.zip", to="500110", unit="綦江区", listed=["rates"], attached=money)
    plan = taken(sender, path)
    assert [(c.title, c.new, c.changed) for c in plan.changes] == [
        ("任务指标", 2, 0),
        ("补贴标准目录", 1, 0),
        ("资金安排", 1, 0),
    ]
    assert targets(sender, "綦江区") == [("綦江区", None, 2020, "人次", 500), ("古南街道", "綦江区", 2020, "人次", 200)]
    with sender.office.read() as read:
        rate = read.session.query(Rate).filter_by(occupation="茶艺师").one()
        share = read.session.query(Budget).filter_by(document="示例〔2020〕1号").one()
        assert (rate.amount_fen, share.amount_fen, share.fund) == (80_000, 123_456_789, "失业保险基金结余（专账）")


def test_looking_beforehand_tells_the_same_and_changes_nothing(planned: Office, sender: Bureau, tmp_path: Path) -> None:
    path = issued(planned, tmp_path / "a.zip", unit="綦江区", listed=["rates"])
    before = rows(sender)
    plan = looked(sender, path)
    assert rows(sender) == before
    assert plan.lines == taken(sender, path).lines


def test_the_same_again_changes_nothing_and_says_so(planned: Office, sender: Bureau, tmp_path: Path) -> None:
    path = issued(planned, tmp_path / "a.zip", listed=["rates"])
    taken(sender, path)
    before = rows(sender)
    assert taken(sender, path).already and "没有任何改变" in looked(sender, path).lines[1]
    assert rows(sender) == before


def test_what_was_given_back_is_as_before_and_may_be_taken_again(
    planned: Office, sender: Bureau, tmp_path: Path
) -> None:
    path = issued(planned, tmp_path / "a.zip", unit="綦江区", listed=["rates"])
    taken(sender, path)
    with sender.office.work() as work:
        told = directive_taking.go_back(work, directive_taking.row_of(work, path))
        assert work.session.query(Rate).filter_by(occupation="茶艺师").count() == 0
        assert work.session.query(Package).filter_by(direction="taken").one().state == "undone"
    assert targets(sender, "綦江区") == [] and any("1 条" in line or "1条" in line for line in told)
    assert [c.new for c in taken(sender, path).changes] == [2, 1]


def test_a_policy_goes_down_with_the_words_that_its_tables_need(
    planned: Office, sender: Bureau, tmp_path: Path
) -> None:
    from app.desk import policies
    from app.store import packs

    with planned.read() as read:
        text = packs.newest_text(read.session, "qijiang-2019") or ""
    newer = text.replace("version = 1", "version = 2", 1)
    assert newer != text
    with planned.work() as work:
        policies.install(work, newer)
    path = issued(planned, tmp_path / "a.zip", pack=True)
    plan = taken(sender, path)
    assert "第2版" in plan.policy[0]
    with sender.office.read() as read:
        assert packs.installed(read.session, "qijiang-2019").version == 2


def test_nothing_chosen_and_nothing_to_give_are_refused_without_a_file(planned: Office, tmp_path: Path) -> None:
    for chosen, sentence in (
        ({}, "没有选择"),
        ({"unit": "没有这个单位"}, "没有“没有这个单位”"),
        ({"listed": ["institutions"]}, "培训机构"),
    ):
        with pytest.raises(Refused, match=sentence):
            issued(planned, tmp_path / "a.zip", **chosen)
    assert not (tmp_path / "a.zip").exists()


def test_a_table_that_nobody_could_take_does_not_go_down(planned: Office, tmp_path: Path) -> None:
    bad = shares(tmp_path / "资金.xlsx", [["失业保险基金结余（专账）", "2020", "", "一百万", "示例〔2020〕1号"]])
    with pytest.raises(Problems, match="一百万"):
        issued(planned, tmp_path / "a.zip", attached={"budgets": bad})
    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        ({"to": "500116"}, "下发给区划 500116"),
        ({"sample": 1}, "示例数据"),
        ({"issuer": {"level": "county"}}, "不是本单位的上级"),
        ({"issuer": {"region": "510100"}}, "不予接收"),
        ({"issuer": {"name": ""}}, "与清单不符"),
        ({"serial": 0}, "与清单不符"),
        ({"tables": {"roster": 1}}, "与清单不符"),
        ({"version": 2}, "请升级"),
    ],
)
def test_what_is_not_for_this_office_or_impossible_is_refused_and_nothing_changes(
    planned: Office, sender: Bureau, tmp_path: Path, harm: dict[str, Any], sentence: str
) -> None:
    path = issued(planned, tmp_path / "a.zip", listed=["rates"])
    opened = directive.load(path)
    issuer = replace(opened.stated.issuer, **harm.get("issuer", {}))
    stated = replace(opened.stated, **{**harm, "issuer": issuer})
    path.write_bytes(seal(stated.encode(), {directive.member(k): data for k, data in opened.tables.items()}))
    before = rows(sender)
    with pytest.raises(Refused, match=sentence):
        taken(sender, path)
    assert rows(sender) == before


@pytest.mark.parametrize(
    "change", [lambda data: data[:-1], lambda data: data + b"x", lambda data: b"x" + data[1:], lambda _: b""]
)
def test_a_changed_file_is_refused(planned: Office, sender: Bureau, tmp_path: Path, change: Any) -> None:
    path = issued(planned, tmp_path / "a.zip", listed=["rates"])
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(Refused, match="没有读入任何数据"):
        looked(sender, path)


def test_a_member_that_says_something_else_is_refused(planned: Office, sender: Bureau, tmp_path: Path) -> None:
    path = issued(planned, tmp_path / "a.zip", listed=["rates"])
    opened = directive.load(path)
    path.write_bytes(seal(opened.stated.encode(), {directive.member("rates"): b"x"}))
    assert opened.stated.members[directive.member("rates")] != sha256(b"x")
    with pytest.raises(Refused, match="补贴标准目录"):
        looked(sender, path)


def test_an_older_directive_is_not_taken_after_a_newer_one(planned: Office, sender: Bureau, tmp_path: Path) -> None:
    first = issued(planned, tmp_path / "a.zip", listed=["rates"])
    second = issued(planned, tmp_path / "b.zip", unit="綦江区")
    taken(sender, second)
    with pytest.raises(Refused, match="最后接收的是第2号"):
        taken(sender, first)


def test_a_table_that_cannot_be_taken_leaves_everything_as_it_was(
    planned: Office, sender: Bureau, tmp_path: Path
) -> None:
    with planned.work() as work:
        work.add(Unit(seq=98, axis="", name="没有口径的单位"))
        row = work.session.query(Unit).filter_by(name="没有口径的单位").one()
        work.add(Quota(unit_uid=row.uid, year=2020, measure="人次", target=1))
    path = issued(planned, tmp_path / "a.zip", unit="没有口径的单位", listed=["rates"])
    before = rows(sender)
    with pytest.raises(Problems):
        taken(sender, path)
    assert rows(sender) == before


def test_an_example_may_give_to_an_example(tmp_path: Path, sender: Bureau) -> None:
    made = city(tmp_path / "示例市")
    with made.work() as work:
        work.session.merge(Setting(key="sample", value="1"))
        work.add(Rate(occupation="茶艺师", level="五级/初级工", amount_fen=1, since=work.today, document="示例"))
    path = issued(made, tmp_path / "a.zip", listed=["rates"])
    with sender.office.work() as work:
        work.session.merge(Setting(key="sample", value="1"))
    assert [c.new for c in taken(sender, path).changes] == [1]
    made.close()


def test_the_tables_inside_can_be_read_by_anybody(planned: Office, tmp_path: Path) -> None:
    opened = directive.load(issued(planned, tmp_path / "a.zip", unit="綦江区"))
    (tmp_path / "a.xlsx").write_bytes(opened.tables["quotas"])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["A1"].value == "任务指标（重庆市人力社保局下发第1号）"
    assert [cell.value for cell in sheet[3]][:6] == ["綦江区", None, "区县", 2020, "人次", 500]
