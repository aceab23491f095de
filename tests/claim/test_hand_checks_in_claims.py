"""Checks by hand in a claim: asked when it is assessed, no line is granted and nothing handed in before they are answered."""

from typing import Any

import pytest

from app.claim.claim.model import Claim
from app.claim.claim.rechecking import changes_since_decision
from app.desk import words
from app.desk.hooks import hooks
from app.desk.lists import OF_NOUN
from app.kernel.outcomes import Refused
from app.record.listing import Query
from app.training.enrolment.model import Enrolment
from tests.bureau import CHIEF, CLERK, REVIEWER, Bureau
from tests.decided import codes, facts
from tests.facts import CONTRACT, PAPERS, SITE, install, ruled
from tests.packs import version

CITED = "綦江府办发〔2019〕39号四（二）"


@pytest.fixture
def claim(taught: Bureau) -> int:
    """A draft claim for three people under a policy that has contracts, site and papers looked at."""
    install(taught, ruled(CONTRACT, SITE, PAPERS))
    return taught.claim(taught.first("class"))


def rows(bureau: Bureau, claim: int, state: str = "open") -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        listed = OF_NOUN["hand-check"].rows(read.connection, Query(inside=claim))
        return [dict(row) for row in listed if row["state"] == state]


def answer(bureau: Bureau, claim: int, *no: int) -> None:
    """Everything that is open is as it should be, but for some rows."""
    for row in rows(bureau, claim):
        if row["uid"] in no:
            bureau.do("hand-check.deny", row["uid"], note="合同只签半年")
        else:
            bureau.do("hand-check.affirm", row["uid"])


def sheet(bureau: Bureau, uid: int) -> str:
    with bureau.office.read() as read:
        found = hooks("claim-line").explain(read, uid)
    return "\n".join(line for paragraph in found for line in (paragraph.title, *paragraph.lines))


def decisions(bureau: Bureau, claim: int) -> list[str]:
    return [str(line["decision"]) for line in bureau.lines(claim)]


def test_a_new_claim_asks_what_its_scheme_reads_and_grants_nothing_before_it_is_answered(
    taught: Bureau, claim: int
) -> None:
    titles = [row["title"] for row in rows(taught, claim)]
    assert {title: titles.count(title) for title in titles} == {CONTRACT[1]: 3, SITE[1]: 1, PAPERS[1]: 1}
    assert decisions(taught, claim) == ["open"] * 3
    assert codes(taught, claim)[0] == [("contract", "QJ-13"), ("site_seen", "QJ-13"), ("papers", "QJ-13")]
    shown = taught.record("claim", claim)
    assert (shown["granted_count"], shown["total_fen"], shown["refused_count"]) == (0, 0, 3)
    line = taught.lines(claim)[0]
    assert "尚未核对" in line["reasons"] and CITED in line["reasons"]


def test_the_sheet_says_that_nobody_has_looked_yet_and_refuses_nobody_for_it(taught: Bureau, claim: int) -> None:
    told = sheet(taught, taught.lines(claim)[0]["uid"])
    assert "尚未核对，暂不核定" in told and "不予补贴，核定" not in told
    assert "【尚未核对】" in told and CONTRACT[1] in told


def test_a_claim_is_not_handed_in_while_checks_are_open_and_says_how_many_and_where(taught: Bureau, claim: int) -> None:
    before = taught.counts()
    with pytest.raises(Refused) as refused:
        taught.do("claim.submit", claim)
    told = str(refused.value)
    assert refused.value.code == "hand_check.open" and "5 项" in told and "“人工核对”" in told
    assert all(part in told for part in (f"{CONTRACT[1]} 3 项", f"{SITE[1]} 1 项", f"{PAPERS[1]} 1 项"))
    assert taught.counts() == before
    taught.office.sign_in(CLERK)
    with taught.office.read() as read:
        assert "submit" not in words.allowed(read, "claim", claim)
        assert "assess" in words.allowed(read, "claim", claim)


def test_the_last_answer_decides_the_claim_anew_and_answers_are_facts_of_the_decision(
    taught: Bureau, claim: int
) -> None:
    second = [row["uid"] for row in rows(taught, claim) if row["title"] == CONTRACT[1]][1]
    *others, last = [row["uid"] for row in rows(taught, claim)]
    for uid in others:
        taught.do("hand-check.deny" if uid == second else "hand-check.affirm", uid, note="合同只签半年")
    assert decisions(taught, claim) == ["open"] * 3
    taught.do("hand-check.affirm", last)
    assert decisions(taught, claim) == ["granted", "refused", "granted"]
    assert taught.record("claim", claim)["total_fen"] == 240_000
    known = facts(taught, claim)
    assert [each["contract"] for each in known] == [True, False, True]
    assert all(each["site_seen"] is True and each["papers"] is True for each in known)
    assert codes(taught, claim) == [[], [("contract", "QJ-13")], []]
    assert CITED in taught.lines(claim)[1]["reasons"] and "不予补贴" in sheet(taught, taught.lines(claim)[1]["uid"])
    taught.do("claim.submit", claim)
    assert taught.state("claim", claim) == "submitted"


def test_a_check_of_the_class_that_is_not_met_refuses_everybody(taught: Bureau, claim: int) -> None:
    answer(taught, claim, *(row["uid"] for row in rows(taught, claim) if row["title"] == SITE[1]))
    assert codes(taught, claim) == [[("site_seen", "QJ-13")]] * 3
    with pytest.raises(Refused) as nothing:
        taught.do("claim.submit", claim)
    assert nothing.value.code == "ask.confirmation" and "没有一人核定到金额" in str(nothing.value)


def test_an_answer_that_is_taken_back_takes_the_grant_back(taught: Bureau, claim: int) -> None:
    first = rows(taught, claim)[-3]
    answer(taught, claim)
    assert decisions(taught, claim) == ["granted"] * 3
    taught.do("hand-check.reopen", first["uid"], reason="看错了人")
    assert decisions(taught, claim) == ["open", "granted", "granted"]
    with pytest.raises(Refused, match="1 项"):
        taught.do("claim.submit", claim)


def test_who_left_the_roster_is_looked_at_no_more(taught: Bureau, claim: int) -> None:
    taught.set(Enrolment, taught.enrolled(taught.first("class"))[0], state="dropped")
    taught.do("claim.assess", claim)
    assert len([row for row in rows(taught, claim) if row["title"] == CONTRACT[1]]) == 2
    answer(taught, claim)
    taught.do("claim.submit", claim)


def test_a_policy_that_asks_nothing_any_more_lets_the_claim_go_on(taught: Bureau, claim: int) -> None:
    install(taught, version(3))
    taught.do("claim.submit", claim)
    assert rows(taught, claim) == [] and len(rows(taught, claim, "void")) == 5


def test_what_a_scheme_does_not_read_is_not_asked(taught: Bureau) -> None:
    install(taught, ruled(CONTRACT).replace('for = ["training"]', 'for = ["living"]'))
    claim = taught.claim(taught.first("class"))
    assert rows(taught, claim) == [] and decisions(taught, claim) == ["granted"] * 3


def test_a_check_that_only_asks_to_look_hands_in_with_a_warning(taught: Bureau) -> None:
    """`unknown = "warn"`: the circular does not make the subsidy wait for it."""
    install(taught, ruled((*CONTRACT[:4], 'is = true\nunknown = "warn"')))
    claim = taught.claim(taught.first("class"))
    assert decisions(taught, claim) == ["granted"] * 3
    assert [line["warnings"] for line in taught.lines(claim)] == [CONTRACT[1]] * 3


def test_a_line_that_waits_for_a_proof_is_not_handed_in_either(taught: Bureau) -> None:
    """`proof = "hand"`: what is only stated on the roster waits, though nobody has a row to tick for it."""
    need = (
        '\n[[needs]]\nrow = "meant"\nfor = ["training"]\nfact = "groups"\nin = ["农村转移就业劳动者"]\nproof = "hand"\n'
    )
    cited = 'title = "人员"\nclause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n'
    install(taught, version(2) + need + cited)
    claim = taught.claim(taught.first("class"))
    assert decisions(taught, claim) == ["open"] * 3
    with pytest.raises(Refused) as waits:
        taught.do("claim.submit", claim)
    assert waits.value.code == "claim.open_lines" and "3 人" in str(waits.value)
    for line in taught.lines(claim):
        taught.tag(str(line["id_number"]), category="农村转移就业劳动者")
    taught.do("claim.submit", claim)


def test_reviewers_see_that_answers_hold_as_they_were_given(taught: Bureau, claim: int) -> None:
    answer(taught, claim)
    taught.do("claim.submit", claim)
    with taught.office.read() as read:
        assert changes_since_decision(read, read.session.get_one(Claim, claim)) == []
    taught.do("claim.review", claim, REVIEWER)
    taught.do("claim.approve", claim, CHIEF)


def test_an_enterprises_own_claim_is_looked_at_too(taught: Bureau) -> None:
    """The papers of a claim without a class are asked once; there is no roster to ask about."""
    scheme = (
        '\n[[schemes]]\nkey = "tools"\ntitle = "实训设备补助"\nabout = "institution"\nclause = "QJ-13"\n'
        'quote = "原则上每人每年可享受不超过3次"\n[[schemes.amount]]\nrow = "sum"\ntitle = "补助"\n'
        'start = { fact = "equipment_value" }\n'
    )
    text = ruled(PAPERS).replace('for = ["training"]\nfact = "papers"', 'for = ["tools"]\nfact = "papers"')
    install(taught, text + scheme)
    item = {
        "facility": "技能大师工作室",
        "name": "车床",
        "invoice": "票1",
        "bought_on": "2019-09-06",
        "value_fen": "400000",
    }
    name = taught.record("institution", taught.first("institution"))["name"]
    claim = taught.do("equipment.claim", taught.do("equipment.create", institution_name=name, **item))
    assert [row["title"] for row in rows(taught, claim)] == [PAPERS[1]] and decisions(taught, claim) == ["open"]
    answer(taught, claim)
    assert decisions(taught, claim) == ["granted"]
    taught.do("claim.submit", claim)
