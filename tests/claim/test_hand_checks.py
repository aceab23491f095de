"""Checks by hand: asked of a claim by its pack, ticked by name and date while it may be changed, unknown until then."""

import json
from collections.abc import Mapping

import pytest

from app import main
from app.claim.claim.model import Claim
from app.claim.hand_check import checks
from app.desk import words
from app.desk.lists import OF_NOUN
from app.desk.screens import OF_NOUN as SCREENS
from app.kernel.outcomes import Problems, Refused
from app.policy.pack_facts import CLAIM, CLASS, FLAG, HAND, LINE, PackFact
from app.policy.source import Source
from app.record.listing import Query
from app.store.models import Journal
from app.training.enrolment.model import Enrolment
from tests import facts
from tests.bureau import CLERK, Bureau
from tests.facts import install, ruled

SOURCE = Source("测试发〔2019〕1号", "CS-01", "三（二）", "签订一年以上劳动合同")
CONTRACT = PackFact("contract", "签订一年以上劳动合同", LINE, FLAG, HAND, source=SOURCE)
SITE = PackFact("site", "培训场地符合要求", CLASS, FLAG, HAND, source=SOURCE)
PAPERS = PackFact("papers", "申请材料齐全", CLAIM, FLAG, HAND, source=SOURCE)
ENTERED = PackFact("months", "参保月数", LINE, "count", "entered")
ALL = (CONTRACT, SITE, PAPERS, ENTERED)


@pytest.fixture
def claim(taught: Bureau) -> int:
    """A draft claim for a class of three."""
    return taught.claim(taught.first("class"))


def require(bureau: Bureau, claim: int, *facts: PackFact) -> None:
    with bureau.office.work() as work:
        checks.require(work, work.session.get_one(Claim, claim), facts)


def rows(bureau: Bureau, claim: int, state: str = "open") -> list[dict[str, object]]:
    with bureau.office.read() as read:
        listed = OF_NOUN["hand-check"].rows(read.connection, Query(inside=claim))
        return [dict(row) for row in listed if row["state"] == state]


def of(bureau: Bureau, claim: int, title: str, state: str = "open") -> list[int]:
    return [int(str(row["uid"])) for row in rows(bureau, claim, state) if row["title"] == title]


def answered(bureau: Bureau, claim: int) -> tuple[Mapping[checks.Place, bool], int]:
    with bureau.office.read() as read:
        row = read.session.get_one(Claim, claim)
        return checks.answers(read, row), sum(checks.open_counts(read, [claim]).get(claim, {}).values())


def test_a_fact_of_the_line_is_asked_for_everybody_on_the_roster_and_the_others_once(
    taught: Bureau, claim: int
) -> None:
    require(taught, claim, *ALL)
    titles = [str(row["title"]) for row in rows(taught, claim)]
    assert {title: titles.count(title) for title in titles} == {CONTRACT.title: 3, SITE.title: 1, PAPERS.title: 1}
    assert all(
        row["clause"] == "测试发〔2019〕1号三（二）" and row["quote"] == SOURCE.quote for row in rows(taught, claim)
    )
    assert answered(taught, claim) == ({}, 5)
    require(taught, claim, *ALL)
    assert len(rows(taught, claim)) == 5, "a second assessment asks nothing twice"


def test_what_is_asked_no_more_is_void_and_who_left_the_roster_too(taught: Bureau, claim: int) -> None:
    require(taught, claim, *ALL)
    taught.set(Enrolment, taught.enrolled(taught.first("class"))[0], state="dropped")
    require(taught, claim, CONTRACT, PAPERS)
    assert len(of(taught, claim, CONTRACT.title)) == 2 and of(taught, claim, SITE.title) == []
    assert len(rows(taught, claim, "void")) == 2
    require(taught, claim, *ALL)
    assert len(of(taught, claim, SITE.title)) == 1, "asked anew"


def test_answers_are_by_fact_and_person_with_name_and_date_and_clause(taught: Bureau, claim: int) -> None:
    require(taught, claim, *ALL)
    first, second, _ = of(taught, claim, CONTRACT.title)
    (papers,) = of(taught, claim, PAPERS.title)
    for uid in (first, papers):
        taught.do("hand-check.affirm", uid)
    taught.do("hand-check.deny", second, note="合同只签半年")
    people = taught.enrolled(taught.first("class"))
    assert answered(taught, claim) == (
        {("contract", people[0]): True, ("contract", people[1]): False, ("papers", None): True},
        2,
    )
    shown = taught.record("hand-check", second)
    assert (shown["answer"], shown["checked_by"], shown["checked_on"], shown["note"]) == (
        "no", CLERK, taught.today, "合同只签半年",
    )  # fmt: skip
    with taught.office.read() as read:
        told = read.session.query(Journal).filter_by(noun="hand-check", subject=second).one()
    assert (told.verb, told.clause) == ("deny", "测试发〔2019〕1号三（二）") and "合同只签半年" in told.detail
    require(taught, claim, *ALL)
    assert len(answered(taught, claim)[0]) == 3, "an assessment leaves answers as they are"


@pytest.fixture
def asked(taught: Bureau) -> int:
    """A draft claim of which the office's own policy has its papers looked at."""
    install(taught, ruled(facts.PAPERS))
    return taught.claim(taught.first("class"))


def test_no_needs_a_word_and_an_answer_is_taken_back_before_another_is_given(taught: Bureau, asked: int) -> None:
    (uid,) = of(taught, asked, PAPERS.title)
    with pytest.raises(Problems) as blank:
        taught.do("hand-check.deny", uid)
    assert [problem.key for problem in blank.value.problems] == ["note"]
    taught.do("hand-check.affirm", uid)
    with pytest.raises(Refused):
        taught.do("hand-check.deny", uid, note="缺合同")
    taught.do("hand-check.reopen", uid, reason="看错了")
    assert answered(taught, asked) == ({}, 1)
    assert taught.record("hand-check", uid)["checked_by"] is None


def test_other_words_of_the_policy_are_looked_at_anew(taught: Bureau, asked: int) -> None:
    (uid,) = of(taught, asked, PAPERS.title)
    taught.do("hand-check.affirm", uid)
    sealed = (facts.PAPERS[0], "申请材料齐全并盖章", *facts.PAPERS[2:])
    install(taught, ruled(sealed, number=3))
    taught.do("claim.assess", asked)
    assert answered(taught, asked) == ({}, 1)
    assert taught.state("hand-check", uid) == "void"


def test_nothing_is_answered_once_the_claim_is_handed_in(taught: Bureau, asked: int) -> None:
    (uid,) = of(taught, asked, PAPERS.title)
    taught.do("hand-check.affirm", uid)
    taught.do("claim.submit", asked)
    with pytest.raises(Refused) as late:
        taught.do("hand-check.reopen", uid, reason="看错了")
    assert late.value.code == "hand_check.claim"
    taught.office.sign_in(CLERK)
    with taught.office.read() as read:
        assert words.allowed(read, "hand-check", uid) == ()
    taught.do("claim.withdraw", asked)
    taught.do("hand-check.reopen", uid, reason="看错了")


def test_the_list_stands_on_the_page_of_the_claim_and_stays_in_the_office() -> None:
    assert "hand-checks" in [part.screen for part in SCREENS["claim"].parts]


def test_the_command_line_ticks_several_at_once(taught: Bureau, claim: int, capsys: pytest.CaptureFixture[str]) -> None:
    require(taught, claim, CONTRACT)
    folder = taught.office.folder
    taught.office.close()

    def run(*said: str) -> str:
        capsys.readouterr()
        assert main.run(["--office", str(folder), "--as", CLERK, *said]) == 0
        return capsys.readouterr().out

    uids = [row["uid"] for row in json.loads(run("list", "hand-checks", "--json"))]
    assert len(uids) == 3
    run("do", "hand-check.affirm", *uids, "--with=note=查验合同原件")
    assert run("list", "hand-checks", "--where", "state=answered").count("查验合同原件") == 3
