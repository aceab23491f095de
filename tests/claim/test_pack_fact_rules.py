"""A fact that only the pack knows, from the roster that a clerk imports to the money: granted, refused, and named when it changes."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.claim.claim.model import Claim
from app.claim.claim.rechecking import changes_since_decision
from app.desk.hooks import hooks
from app.exchange import imports
from app.kernel.outcomes import Asked
from app.training.enrolment.model import Enrolment
from app.training.training_class.model import TrainingClass
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.data.workbooks import ROSTER, roster_rows, write
from tests.decided import codes, facts
from tests.facts import YEARS, install, ruled
from tests.tables import read_table

CITED = "綦江府办发〔2019〕39号四（二）"
ONLINE = ("online_share", "线上课时占比", "class", 'kind = "count"\nunit = "%"', "most = 50")
BRANCHES = ("branches", "教学点", "institution", 'kind = "count"', "least = 1")
SIGNED = ("signed_on", "劳动合同签订日期", "line", 'kind = "date"', 'most = { fact = "start" }')
PREMIUM = ("premium", "已缴保险费", "line", 'kind = "yuan"', "least = 100")


def roster(bureau: Bureau, path: Path, titles: tuple[str, ...], *values: list[Any]) -> int:
    """A class that was held and accepted, its roster imported with the columns that the policy adds."""
    uid = bureau.training(bureau.today)
    rows = [[*row, *more] for row, more in zip(roster_rows(1, len(values)), values, strict=True)]
    bureau.office.sign_in(CLERK)
    with bureau.office.read() as read:
        kind = imports.KINDS["roster"].at(read, uid)
        checked = imports.check(read, kind, read_table(write(path, rows, (*ROSTER, *titles)), kind.fields), uid)
    with bureau.office.work() as work:
        imports.apply(work, imports.KINDS["roster"], checked)
    for row in bureau.enrolled(uid):
        bureau.set(Enrolment, row, locality=bureau.lists("localities")[0])
    bureau.approved(uid)
    bureau.do("class.start", uid)
    bureau.today = date.fromordinal(bureau.record("class", uid)["ends_on"].toordinal() + 1)
    bureau.do("class.end", uid)
    bureau.results(uid)
    return bureau.do("class.accept", uid, REVIEWER, **bureau.materials())


def sheet(bureau: Bureau, uid: int) -> str:
    with bureau.office.read() as read:
        return "\n".join(line for part in hooks("claim-line").explain(read, uid) for line in (part.title, *part.lines))


def differences(bureau: Bureau, claim: int) -> list[str]:
    with bureau.office.read() as read:
        return changes_since_decision(read, read.session.get_one(Claim, claim))


def test_a_row_about_a_fact_of_the_roster_grants_and_refuses_with_its_clause(ready: Bureau, tmp_path: Path) -> None:
    install(ready, ruled(YEARS))
    held = roster(ready, tmp_path / "名册.xlsx", ("劳动合同年限(年)",), [2], [0], [None])
    claim = ready.claim(held)
    granted, short, unknown = ready.lines(claim)
    assert [line["decision"] for line in (granted, short, unknown)] == ["granted", "refused", "refused"]
    assert codes(ready, claim) == [[], [("contract_years", "QJ-13")], [("contract_years", "QJ-13")]]
    for line, said in ((short, "0年"), (unknown, "没有登记")):
        assert all(part in line["reasons"] for part in ("劳动合同年限", said, CITED))
    assert "劳动合同年限：2年" in sheet(ready, granted["uid"])
    assert ready.record("claim", claim)["total_fen"] == granted["amount_fen"] == 120_000


def test_dates_and_sums_are_compared_in_their_kind(ready: Bureau, tmp_path: Path) -> None:
    install(ready, ruled(SIGNED, PREMIUM))
    titles = ("劳动合同签订日期", "已缴保险费(元)")
    told = (["2019-09-02", 100], ["2019-09-03", 100], ["2019-09-02", 99.99], ["2019-09-02", "1000"])
    claim = ready.claim(roster(ready, tmp_path / "名册.xlsx", titles, *told))
    assert [[code for code, _ in each] for each in codes(ready, claim)] == [[], ["signed_on"], ["premium"], []]
    assert facts(ready, claim)[0]["signed_on"] == date(2019, 9, 2)
    assert "99.99元" in ready.lines(claim)[2]["reasons"]


def test_a_fact_of_the_class_and_of_its_institution_decides_for_all(taught: Bureau) -> None:
    install(taught, ruled(ONLINE, BRANCHES))
    training = taught.first("class")
    taught.set(TrainingClass, training, facts='{"online_share":60}')
    claim = taught.claim(training)
    assert codes(taught, claim) == [[("online_share", "QJ-13"), ("branches", "QJ-13")]] * 3
    taught.set(TrainingClass, training, facts='{"online_share":50}')
    taught.do("institution.edit", taught.first("institution"), **{"fact.branches": "2"})
    taught.do("claim.assess", claim)
    assert codes(taught, claim) == [[]] * 3


def test_a_version_is_asked_from_its_day_on(ready: Bureau, tmp_path: Path) -> None:
    install(ready, ruled(YEARS, since="2019-11-01"))
    before = ready.claim(ready.accepted(1))
    assert codes(ready, before) == [[]]
    after = ready.claim(ready.accepted(1, date(2019, 11, 4)))
    assert codes(ready, after) == [[("contract_years", "QJ-13")]]


@pytest.mark.parametrize("of", ["line", "class", "institution"])
def test_a_fact_that_changed_since_is_named_at_review_and_approval(taught: Bureau, of: str) -> None:
    install(taught, ruled(YEARS, ONLINE, BRANCHES))
    training, school = taught.first("class"), taught.first("institution")
    first, *_ = people = taught.enrolled(training)
    for row in people:
        taught.set(Enrolment, row, facts='{"contract_years":2}')
    taught.set(TrainingClass, training, facts='{"online_share":50}')
    taught.do("institution.edit", school, **{"fact.branches": "2"})
    claim = taught.claim(training, "submitted")
    assert differences(taught, claim) == []
    said = {
        "line": "劳动合同年限原为“2年”，现为“1年”",
        "class": "线上课时占比原为“50%”，现为“40%”",
        "institution": "教学点原为“2”，现为“3”",
    }[of]
    if of == "line":
        taught.set(Enrolment, first, facts='{"contract_years":1}')
    elif of == "class":
        taught.set(TrainingClass, training, facts='{"online_share":40}')
    else:
        taught.do("institution.edit", school, **{"fact.branches": "3"})
    told = differences(taught, claim)
    assert len(told) == (1 if of == "line" else 3) and all(said in each for each in told)
    for word, who in (("review", REVIEWER), ("approve", CHIEF)):
        with pytest.raises(Asked, match="现为"):
            taught.do(f"claim.{word}", claim, who)
        taught.do(f"claim.{word}", claim, who, confirmation="已核实")


def test_a_fact_that_changes_the_amount_says_to_what(taught: Bureau) -> None:
    install(taught, ruled(YEARS))
    training = taught.first("class")
    first, *_ = people = taught.enrolled(training)
    for row in people:
        taught.set(Enrolment, row, facts='{"contract_years":2}')
    claim = taught.claim(training, "submitted")
    taught.set(Enrolment, first, facts=None)
    (told,) = differences(taught, claim)
    assert "劳动合同年限原为“2年”，现为“没有登记”" in told and "应核定 0.00 元，原核定 1,200.00 元" in told
