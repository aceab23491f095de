"""手工通过 as it is done: one asks, another confirms, the claim and the monthly list follow; strict limits hold."""

from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from app.claim.claim_line.model import ClaimLine
from app.claim.override.model import Override
from app.desk import dialogs, words
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from app.store.models import User
from app.training.enrolment.model import Enrolment
from tests import people
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.regions import DRAFTS

WHY = {"reason": "脱贫户转岗急需", "document": "人社纪要〔2019〕7号"}
HELD = (("焊工", 3), ("保育员", 5), ("养老护理员", 7))
LEVEL = "五级/初级工"
REGIONS = {
    "qijiang-2019": ("500110", "四（二）", 2019),
    "xuchang-2019": ("411000", "二（三）1", 2020),
    "cixi-2020": ("330282", "四（五）", 2020),
    "ordos-2019": ("150600", "三（三）", 2020),
}


class Fourth:
    """An office where one person had three awards in 2019; their fourth class is claimed for as a draft."""

    def __init__(self, bureau: Bureau, year: int = 2019) -> None:
        self.bureau, self.somebody = bureau, people.person(500)
        for occupation, month in HELD:
            bureau.rate(occupation, level=LEVEL)
            done = self.accepted([self.somebody], date(year, month, 4), occupation=occupation, level=LEVEL)
            bureau.claim(done, "submitted")
        self.claim = bureau.claim(self.accepted([self.somebody, people.person(501)], date(year, 11, 4)))

    def accepted(self, who: list[people.Person], starts: date, **changes: str) -> int:
        bureau = self.bureau
        unit, kind = self.unit(), bureau.catalogue_type()
        return bureau.accepted(who, starts, unit_name=unit, training_type=kind, **changes)

    def unit(self) -> str:
        with self.bureau.office.read() as read:
            return str(dialogs.suggestions(read, "class")["unit_name"][0])

    @property
    def line(self) -> dict[str, Any]:
        return self.bureau.lines(self.claim)[0]

    @property
    def enrolment(self) -> int:
        with self.bureau.office.read() as read:
            return read.session.get_one(ClaimLine, self.line["uid"]).enrolment_uid

    def ask(self, who: str = CLERK) -> int:
        return self.bureau.do("claim-line.override", self.line["uid"], who, **WHY)

    def confirm(self, who: str = REVIEWER) -> int:
        return self.bureau.do("claim-line.confirm", self.line["uid"], who)

    def listed(self) -> list[dict[str, Any]]:
        with self.bureau.office.read() as read:
            return list(LISTINGS["overrides"].rows(read.connection))


def opened(folder: Path, pack: str) -> Fourth:
    bureau = Bureau(folder, pack=pack, region=REGIONS[pack][0])
    if pack == "xuchang-2019":  # its limit may be read in two ways
        bureau.settle()
    year = REGIONS[pack][2]
    if pack in DRAFTS:
        bureau.example()
    bureau.today = date(year, 1, 2)
    bureau.institution(kind=bureau.lists("institution_kinds")[0], listed_on=f"{year}-01-01")
    bureau.rate()
    return Fourth(bureau, year)


@pytest.fixture(scope="session")
def claimed(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Fourth:
    """The 綦江 office with its four classes, closed; tests take copies of it."""
    made = Fourth(supplied.twin(tmp_path_factory.mktemp("claimed") / "county"))
    made.bureau.office.close()
    return made


@pytest.fixture
def fourth(claimed: Fourth, tmp_path: Path) -> Iterator[Fourth]:
    made = copy(claimed)
    made.bureau = claimed.bureau.twin(tmp_path / "fourth")
    yield made
    made.bureau.office.close()


@pytest.fixture(params=[p for p in REGIONS if p != "ordos-2019"])
def allowed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Fourth, str]]:
    made = opened(tmp_path / "office", request.param)
    yield made, REGIONS[request.param][1]
    made.bureau.office.close()


@pytest.mark.clause("QJ-13")
@pytest.mark.clause("XC-25")
@pytest.mark.clause("CX-22")
def test_the_fourth_award_is_granted_when_a_second_person_confirms(allowed: tuple[Fourth, str]) -> None:
    fourth, clause = allowed
    assert fourth.line["decision"] == "refused" and clause in fourth.line["reasons"]
    fourth.ask()
    assert (fourth.line["decision"], fourth.line["amount_fen"]) == ("refused", 0)
    fourth.confirm()
    line = fourth.line
    assert (line["decision"], line["amount_fen"], line["rate_fen"]) == ("granted", 120_000, 120_000)
    for told in ("张经办提出，李复核确认", WHY["document"], WHY["reason"], clause):
        assert told in line["reasons"]
    claim = fourth.bureau.record("claim", fourth.claim)
    assert (claim["granted_count"], claim["total_fen"]) == (2, 240_000)
    assert [row["month"] for row in fourth.listed()] == [f"{fourth.bureau.today:%Y-%m}"]
    fourth.bureau.do("claim.submit", fourth.claim)
    assert fourth.bureau.record("claim", fourth.claim)["total_fen"] == 240_000
    with fourth.bureau.office.read() as read:
        logged = read.connection.exec_driver_sql(
            "SELECT actor, verb, clause FROM journal WHERE noun = 'override' ORDER BY id"
        ).all()
    assert [(actor, verb) for actor, verb, _ in logged] == [(CLERK, "override"), (REVIEWER, "confirm")]
    assert all(clause in cited for *_, cited in logged)


@pytest.mark.clause("OD-12")
def test_where_the_limit_is_strict_nobody_passes_it(tmp_path: Path) -> None:
    fourth = opened(tmp_path / "office", "ordos-2019")
    with pytest.raises(Refused) as refused:
        fourth.ask(CLERK)
    assert refused.value.code == "override.hard" and "三（三）" in str(refused.value)
    assert fourth.listed() == []
    fourth.bureau.office.close()


@pytest.mark.clause("QJ-13")
def test_a_hard_reason_beside_the_limit_is_never_passed(fourth: Fourth) -> None:
    bureau = fourth.bureau
    bureau.set(Enrolment, fourth.enrolment, draws_pension=1)
    bureau.do("claim.assess", fourth.claim)
    with pytest.raises(Refused, match="四（二）") as refused:
        fourth.ask()
    assert refused.value.code == "override.hard"


def test_a_granted_line_has_nothing_to_pass(fourth: Fourth) -> None:
    other = fourth.bureau.lines(fourth.claim)[1]
    with pytest.raises(Refused) as refused:
        fourth.bureau.do("claim-line.override", other["uid"], **WHY)
    assert refused.value.code == "override.granted"


def test_who_asked_cannot_confirm_and_neither_does_the_database_let_them(fourth: Fourth) -> None:
    fourth.bureau.set(User, fourth.bureau.first("user"), roles="clerk reviewer")
    fourth.ask(CLERK)
    with pytest.raises(Refused) as refused:
        fourth.confirm(CLERK)
    assert refused.value.code == "move.self"
    (asked,) = fourth.listed()
    with pytest.raises(IntegrityError, match="two_people"):
        fourth.bureau.set(Override, asked["uid"], confirmed_by=CLERK)
    with pytest.raises(IntegrityError, match="confirmed_by_somebody"):
        fourth.bureau.set(Override, asked["uid"], state="confirmed")


def test_a_clerk_cannot_confirm(fourth: Fourth) -> None:
    fourth.ask()
    with pytest.raises(Refused) as refused:
        fourth.confirm(CLERK)
    assert refused.value.code == "move.role"


def test_reason_and_document_are_both_wanted(fourth: Fourth) -> None:
    for missing in WHY:
        with pytest.raises(Refused):
            fourth.bureau.do("claim-line.override", fourth.line["uid"], **{**WHY, missing: " "})
    assert fourth.listed() == []


def test_a_claim_that_was_handed_in_is_not_changed(fourth: Fourth) -> None:
    fourth.bureau.do("claim.submit", fourth.claim)
    for act in (fourth.ask, fourth.confirm):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "override.claim"


def test_a_claim_is_not_handed_in_while_a_second_person_is_waited_for(fourth: Fourth) -> None:
    fourth.ask()
    with pytest.raises(Refused, match="还有 1 人的手工通过没有经另一人确认"):
        fourth.bureau.do("claim.submit", fourth.claim)
    fourth.bureau.do("claim-line.revoke", fourth.line["uid"], reason="材料不全")
    fourth.bureau.do("claim.submit", fourth.claim)
    assert fourth.bureau.record("claim", fourth.claim)["total_fen"] == 120_000


def test_an_override_is_asked_for_once_and_confirmed_once(fourth: Fourth) -> None:
    with pytest.raises(Refused) as missing:
        fourth.confirm()
    assert missing.value.code == "override.missing"
    fourth.ask()
    with pytest.raises(Refused) as again:
        fourth.ask()
    assert again.value.code == "override.exists"
    fourth.confirm()
    with pytest.raises(Refused):
        fourth.confirm()


def test_what_was_confirmed_can_be_taken_back(fourth: Fourth) -> None:
    before = {key: value for key, value in fourth.line.items() if key != "uid"}
    fourth.ask()
    fourth.confirm()
    fourth.bureau.do("claim-line.revoke", fourth.line["uid"], reason="查明不属实")
    assert {key: value for key, value in fourth.line.items() if key != "uid"} == before
    assert fourth.bureau.record("claim", fourth.claim)["total_fen"] == 120_000
    fourth.bureau.do("claim.assess", fourth.claim)
    assert fourth.line["decision"] == "refused"


@pytest.mark.clause("QJ-13")
def test_assessing_anew_keeps_a_confirmed_override_only_while_the_same_limit_stands_alone(fourth: Fourth) -> None:
    bureau = fourth.bureau
    fourth.ask()
    fourth.confirm()
    bureau.do("claim.assess", fourth.claim)
    assert (fourth.line["decision"], fourth.listed()[0]["state"]) == ("granted", "confirmed")
    bureau.set(Enrolment, fourth.enrolment, certificate_number=None)
    bureau.do("claim.assess", fourth.claim)
    assert (fourth.line["decision"], fourth.listed()[0]["state"]) == ("refused", "lapsed")
    bureau.set(Enrolment, fourth.enrolment, certificate_number="渝1")
    bureau.do("claim.assess", fourth.claim)
    assert fourth.line["decision"] == "refused"


def test_a_limit_that_no_longer_stands_leaves_nothing_to_pass(fourth: Fourth) -> None:
    fourth.ask()
    fourth.confirm()
    fourth.bureau.do("claim.return_", fourth.bureau.first("claim"), REVIEWER, reason="重报")
    fourth.bureau.do("claim.assess", fourth.claim)
    assert (fourth.line["decision"], fourth.listed()[0]["state"]) == ("granted", "lapsed")
    assert "手工通过" not in fourth.line["reasons"]
    assert fourth.listed()[0]["amount_fen"] == 0


@pytest.mark.clause("QJ-13")
def test_an_override_of_one_limit_ends_when_another_stands_in_its_place(fourth: Fourth) -> None:
    fourth.ask()
    fourth.confirm()
    (asked,) = fourth.listed()
    bureau = fourth.bureau
    bureau.institution(2, name="第二学校", programmes=f"砌筑工 {LEVEL}")
    bureau.rate("砌筑工", level=LEVEL)
    taught = {"institution_name": "第二学校", "occupation": "砌筑工", "level": LEVEL}
    other = copy(fourth)
    other.claim = bureau.claim(fourth.accepted([fourth.somebody], date(2019, 12, 2), **taught))
    other.ask()
    other.confirm()
    bureau.do("claim.submit", other.claim)
    bureau.do("claim.assess", fourth.claim)
    row = next(row for row in fourth.listed() if row["uid"] == asked["uid"])
    assert (fourth.line["decision"], row["state"], row["amount_fen"]) == ("refused", "lapsed", 0)
    assert row["against"] not in fourth.line["reasons"]


def test_the_monthly_list_names_everybody_document_clause_and_amount(fourth: Fourth) -> None:
    fourth.ask()
    assert [(row["state"], row["amount_fen"]) for row in fourth.listed()] == [("pending", 0)]
    fourth.confirm(CHIEF)
    (row,) = fourth.listed()
    assert (row["month"], row["asked_by"], row["confirmed_by"]) == ("2019-12", CLERK, CHIEF)
    assert (row["name"], row["document"], row["reason"]) == (fourth.somebody.name, WHY["document"], WHY["reason"])
    assert row["clause"] == "綦江府办发〔2019〕39号四（二）" and "以3次为限" in row["against"]
    with fourth.bureau.office.read() as read:
        assert LISTINGS["overrides"].totals(read.connection).sums == {"amount_fen": 120_000}


def test_the_receivers_verbs_are_not_offered_on_own_lines_nor_ours_on_received_ones(fourth: Fourth) -> None:
    fourth.bureau.office.sign_in(CLERK)
    with fourth.bureau.office.read() as read:
        assert words.allowed(read, "claim-line", fourth.line["uid"]) == ("override", "revoke", "reduce")
