"""Sanctions against an institution as they are done: entered, lifted by two, no class meanwhile, reported to the city."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import main
from app.desk import cautions, dialogs, words
from app.desk.lists import LISTINGS
from app.desk.screens import MORE, OF_NOUN
from app.exchange import merge
from app.kernel.outcomes import Problems, Refused
from app.record.listing import Query
from app.store import packs
from app.store.models import Journal
from app.store.work import Actor
from tests.bureau import CHIEF, CLERK, INSTITUTION, REVIEWER, Bureau
from tests.exchange.senders import city, sent
from tests.packs import QIJIANG, changed

STEPS = """
[[sanctions]]
key = "warned"
title = "通报批评"
mend = 30
twice = 2
next = "suspended"
clause = "QJ-22"
quote = "通报批评，限期整改"

[[sanctions]]
key = "suspended"
title = "暂停承担补贴性培训六个月"
bars = 6
clause = "QJ-22"
quote = "暂停承担补贴性培训六个月"

[[sanctions]]
key = "removed"
title = "取消资格"
bars = "until-lifted"
clause = "QJ-22"
quote = "取消承担补贴性培训的资格"
"""
HELD = {
    "institution_name": str(INSTITUTION["name"]),
    "step_title": "暂停承担补贴性培训六个月",
    "decided_on": "2019-09-02",
    "document": "测试处〔2019〕1号",
    "reason": "考勤记录不实",
}


@pytest.fixture
def strict(ready: Bureau) -> Iterator[Bureau]:
    """An office whose pack declares sanctions."""
    with ready.office.work() as work:
        text = changed(("version = 1\n", "version = 2\n"), text=QIJIANG) + STEPS
        packs.install(work.session, text, work.now)
    yield ready


def entered(bureau: Bureau, **changes: str) -> int:
    return bureau.do("sanction.create", **{**HELD, **changes})


def refused(bureau: Bureau, phrase: str, uid: int | None = None, who: str = CLERK, **texts: str) -> str:
    with pytest.raises(Refused) as caught:
        bureau.do(phrase, uid, who, **texts)
    return caught.value.code


def journal(bureau: Bureau, uid: int) -> list[tuple[str, str]]:
    with bureau.office.read() as read:
        rows = read.session.query(Journal).filter_by(subject=uid, noun="sanction").order_by(Journal.id)
        return [(row.verb, row.clause) for row in rows]


def test_a_suspension_says_until_when_it_bars_and_stands_on_the_page_of_its_institution(strict: Bureau) -> None:
    uid = entered(strict)
    shown = strict.record("sanction", uid)
    assert (shown["step_title"], shown["state"]) == (HELD["step_title"], "active")
    assert shown["effect"] == "至 2020-03-02（含当日）开班的培训班不得承担"
    assert (shown["decided_by"], shown["entered_by"], shown["mend_by"]) == ("綦江区人力社保局", CLERK, None)
    with strict.office.read() as read:
        listing = LISTINGS["sanctions"]
        assert list(listing.uids(read.connection, Query(inside=strict.first("institution")))) == [uid]
    assert "sanctions" in [part.screen for part in OF_NOUN["institution"].parts]
    assert "sanctions" in [part.screen for part in OF_NOUN["class"].parts] and "sanctions" in MORE
    assert journal(strict, uid) == [("create", shown["clause"])] and "39号" in shown["clause"]


def test_the_dialog_offers_the_steps_of_the_pack_and_asks_for_one(strict: Bureau) -> None:
    with strict.office.read() as read:
        form = dialogs.dialog(read, "sanction", "create", ())
        assert form.choices.lists["sanctions"] == ("通报批评", "暂停承担补贴性培训六个月", "取消资格")
    with pytest.raises(Problems) as wrong:
        entered(strict, step_title="")
    assert [(p.key, p.code) for p in wrong.value.problems] == [("step_title", "sanction.step")]


def test_without_steps_in_the_pack_nothing_can_be_entered(ready: Bureau) -> None:
    known = {key: value for key, value in HELD.items() if key != "step_title"}
    assert refused(ready, "sanction.create", **known) == "sanction.undeclared"


def test_one_document_decides_once_and_not_before_its_day(strict: Bureau) -> None:
    entered(strict)
    assert refused(strict, "sanction.create", **HELD) == "record.duplicate"
    with pytest.raises(Problems) as ahead:
        entered(strict, decided_on="2019-09-03", document="测试处〔2019〕2号")
    assert [p.code for p in ahead.value.problems] == ["sanction.ahead"]


def test_no_class_begins_while_its_institution_is_barred_and_the_refusal_says_step_day_and_clause(
    strict: Bureau,
) -> None:
    entered(strict)
    with pytest.raises(Refused) as caught:
        strict.training(date(2020, 3, 2))
    assert caught.value.code == "sanction.barred_until"
    for word in ("暂停承担补贴性培训六个月", "2020-03-02", "39号"):
        assert word in str(caught.value)
    assert strict.training(date(2020, 3, 3))


@pytest.mark.parametrize("word", ["submit", "approve", "start"])
def test_a_class_that_was_made_before_is_neither_submitted_nor_approved_nor_begun(strict: Bureau, word: str) -> None:
    uid = strict.training(date(2019, 9, 16))
    strict.enrol(uid, 2)
    for done in {"submit": (), "approve": ("submit",), "start": ("submit", "approve")}[word]:
        strict.do(f"class.{done}", uid, REVIEWER if done == "approve" else CLERK)
    entered(strict)
    who = REVIEWER if word == "approve" else CLERK
    strict.today = date(2019, 9, 16)
    assert refused(strict, f"class.{word}", uid, who, **{"confirmation": "已看"} if word == "approve" else {}) == (
        "sanction.barred_until"
    )
    strict.office.sign_in(who)
    with strict.office.read() as read:
        assert word not in words.allowed(read, "class", uid)


def test_a_class_that_began_before_the_decision_goes_on(strict: Bureau) -> None:
    uid = strict.accepted(2)
    strict.today = date(2019, 10, 8)
    entered(strict, decided_on="2019-10-08")
    assert strict.claim(uid, "submitted")


def test_a_warning_is_told_before_a_class_is_submitted_and_bars_nothing(strict: Bureau) -> None:
    uid = entered(strict, step_title="通报批评")
    assert strict.record("sanction", uid)["mend_by"] == date(2019, 10, 2)
    made = strict.training(date(2019, 9, 16))
    strict.enrol(made, 2)
    with strict.office.read() as read:
        told = cautions.before(read, "class", "submit", [made])
    assert "通报批评" in told and "测试处〔2019〕1号" in told
    strict.do("class.submit", made)


def test_a_second_warning_of_the_year_suspends_until_it_is_annulled(strict: Bureau) -> None:
    entered(strict, step_title="通报批评", decided_on="2019-03-01")
    second = entered(strict, step_title="通报批评", document="测试处〔2019〕2号")
    assert "按“暂停承担补贴性培训六个月”处理" in strict.record("sanction", second)["effect"]
    with pytest.raises(Refused) as caught:
        strict.training(date(2019, 9, 16))
    assert "暂停承担补贴性培训六个月" in str(caught.value)
    strict.do("sanction.annul", second, reason="重复登记")
    strict.do("sanction.agree", second, REVIEWER)
    assert (strict.state("sanction", second), strict.record("sanction", second)["effect"]) == (
        "void",
        "已撤销，不计入次数",
    )
    assert strict.training(date(2019, 9, 16))


def test_lifting_takes_two_people_and_holds_from_its_day(strict: Bureau) -> None:
    uid = entered(strict, step_title="取消资格")
    assert refused(strict, "sanction.lift", uid, lifted_on="2019-09-01", reason="整改") == "sanction.early"
    strict.do("sanction.lift", uid, lifted_on="2019-09-16", reason="整改验收合格")
    with pytest.raises(Refused) as caught:
        strict.training(date(2019, 9, 16))
    assert caught.value.code == "sanction.barred"
    assert refused(strict, "sanction.agree", uid, CLERK) == "move.role"
    strict.do("sanction.agree", uid, CHIEF)
    shown: dict[str, Any] = strict.record("sanction", uid)
    assert (shown["state"], shown["asked_by"], shown["confirmed_by"]) == ("lifted", CLERK, CHIEF)
    assert "2019-09-16" in shown["effect"]
    assert strict.training(date(2019, 9, 16))
    assert [verb for verb, _ in journal(strict, uid)] == ["create", "lift", "agree"]


def test_whoever_asked_to_lift_cannot_agree_and_a_refusal_leaves_the_bar(strict: Bureau) -> None:
    uid = entered(strict)
    strict.do("sanction.lift", uid, lifted_on="2019-09-16", reason="整改")
    both = Actor(CLERK, frozenset({"clerk", "reviewer"}))
    with pytest.raises(Refused) as own, strict.office.work(both) as work:
        words.do(work, "sanction", "agree", uid, {})
    assert own.value.code == "move.self"
    strict.do("sanction.decline", uid, REVIEWER, reason="整改没有到位")
    shown = strict.record("sanction", uid)
    assert (shown["state"], shown["lifted_on"], shown["lifted_reason"]) == ("active", None, None)


def test_the_city_sees_what_was_decided_below(strict: Bureau, tmp_path: Path) -> None:
    uid = entered(strict)
    strict.today = date(2020, 2, 3)
    above = city(tmp_path / "city")
    path = sent(strict, tmp_path / "a.zip")
    with above.work() as work:
        merge.apply(work, path)
    with above.read() as read:
        row = LISTINGS["sanctions"].record(read.connection, uid)
    assert row is not None
    assert (row["step_title"], row["origin"], row["institution_name"]) == (
        HELD["step_title"], "綦江区人力社保局", HELD["institution_name"],
    )  # fmt: skip
    above.close()


def test_the_command_line_enters_lifts_and_lists(strict: Bureau, capsys: pytest.CaptureFixture[str]) -> None:
    folder = strict.office.folder
    strict.office.close()

    def run(*said: str, who: str = CLERK) -> str:
        capsys.readouterr()
        status = main.run(["--office", str(folder), "--as", who, *said])
        shown = capsys.readouterr()
        assert (status, shown.err) == (0, ""), shown
        return shown.out

    def given(**texts: str) -> list[str]:
        return [f"--with={key}={value}" for key, value in texts.items()]

    run("do", "sanction.create", *given(**HELD))
    (row,) = json.loads(run("list", "sanctions", "--json"))
    run("do", "sanction.lift", row["uid"], *given(lifted_on="2019-09-16", reason="整改验收合格"))
    run("do", "sanction.agree", row["uid"], who=REVIEWER)
    assert "已解除" in run("list", "sanctions")
