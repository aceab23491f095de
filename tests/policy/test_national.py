"""The national frame: nothing of it is said as a document's, and its rows do what the funds' rules are known to say."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from app.award.cases.facts import facts_of
from app.award.cases.pack_file import load_pack
from app.award.cases.run import run_cases
from app.award.decide import decide
from app.award.texts.unverified import rows_of, undecided
from app.award.trace import Decision
from app.policy.pack import UNVERIFIED, VERIFIED, Pack
from tests.packs import DECIDES, NATIONAL, confirmed

DAY = date(2025, 9, 1)
SIX = (
    *("防止返贫监测对象", "毕业年度高校毕业生", "城乡未继续升学的应届初高中毕业生"),
    *("农村转移就业劳动者", "城镇登记失业人员", "就业困难人员"),
)
"""六类人员."""
OURS = {"identity", "left_out", "certificate_others", "certificate_late", "overlap", "shared_account"}
"""The office's own checks, which every scheme has."""


@cache
def frame() -> Pack:
    return load_pack(NATIONAL)


def judged(scheme: str = "training", **more: Any) -> Decision:
    """The decision on the pack's first case, some of its facts put otherwise."""
    pack = frame()
    return decide(pack, pack.schemes[scheme], facts_of(pack, pack.schemes[scheme], {**pack.cases[0].facts, **more}))


def outcome(decision: Decision) -> tuple[bool, tuple[str, ...]]:
    return decision.granted, decision.codes


def test_nothing_of_it_is_shipped_as_said_by_a_document() -> None:
    pack = frame()
    assert {value.status for value in pack.values} == {UNVERIFIED}
    assert {value.source.cite() for value in pack.values} == {"待核实"}
    rows = [row for scheme in pack.schemes.values() for row in rows_of(scheme) if row.name not in OURS]
    assert [row.name for row in (*rows, *pack.rules) if row.status != UNVERIFIED] == []
    assert {fact.source.cite() for fact in pack.facts} == {"待核实"}
    assert [row.title for row in pack.reading if row.source.clause] == []
    assert {target.assigned for target in pack.targets} == {None}
    assert "待核实" in pack.title and "〔" not in pack.documents[0].name


def test_each_note_says_how_far_it_can_be_trusted_and_who_is_to_confirm_it() -> None:
    pack = frame()
    rows = [row for scheme in pack.schemes.values() for row in rows_of(scheme) if row.pending]
    notes = [
        *(v.note for v in pack.values),
        *(r.note for r in pack.reading),
        *(r.pending for r in (*rows, *pack.rules)),
    ]
    sure = [note for note in notes if "内部核对" not in note]
    assert len(sure) > 60
    assert [note for note in sure if "待办公室确认" not in note] == []
    graded = [note for note in sure if "较可靠" in note or "仅供参考" in note]
    assert [note for note in sure if note not in graded and "没有见到" not in note and "见到的" not in note] == []


@pytest.mark.parametrize(
    ("row", "one", "other"),
    [
        ("lifetime_limit", "从本办法施行起算", "以前享受的也计入"),
        ("contract_on", "1年内开班", "1年内结班"),
        ("group", "须同时属于前面各类", "对象放宽"),
        ("placed", "仍按标准", "不予补贴"),
        ("rate", "已含在登记的标准里", "另行上下浮动"),
    ],
)
def test_a_sentence_with_two_readings_has_both_and_says_which_is_taken(row: str, one: str, other: str) -> None:
    pending = next(r.pending for r in rows_of(frame().schemes["training"]) if r.name == row)
    assert one in pending and other in pending and "暂" in pending


def test_the_two_numbers_told_of_the_notice_are_both_noted_and_none_is_printed() -> None:
    first = frame().documents[0]
    assert first.number == "" and "〔2025〕10号" in first.note and "〔2025〕103号" in first.note


def test_its_worked_cases_come_out_as_they_say_and_both_grant_and_refuse() -> None:
    results = run_cases(frame())
    assert len(results) >= 80
    assert [str(result.problem()) for result in results if not result.passed] == []
    for scheme in frame().schemes:
        assert {r.decision.granted for r in results if r.case.facts["scheme"] == scheme} == {True, False}


@pytest.mark.parametrize("group", SIX)
def test_each_of_the_six_groups_is_paid_and_somebody_else_is_not(group: str) -> None:
    assert outcome(judged(category=group)) == (True, ())
    assert outcome(judged(category=f"不是{group}")) == (False, ("group",))


@pytest.mark.parametrize(("before", "granted"), [(0, True), (2, True), (3, False), (4, False)])
def test_a_person_has_three_training_subsidies_in_a_whole_life(before: int, granted: bool) -> None:
    past = tuple({"on": date(2019 + n, 3, 4), "occupation": f"职业{n}", "level": "五级/初级工"} for n in range(before))
    assert outcome(judged(past=past)) == (granted, () if granted else ("lifetime_limit",))


@pytest.mark.parametrize("fact", ["on_staff", "insurance_paid"])
@pytest.mark.parametrize("scheme", ["training", "evaluation", "apprentice"])
def test_staff_on_the_payroll_and_what_the_other_fund_paid_are_refused_under_every_scheme(
    scheme: str, fact: str
) -> None:
    def codes(value: object) -> tuple[str, ...]:
        return judged(scheme, **{fact: value}).codes

    assert fact not in codes(False)
    assert fact in codes(True) and fact in codes(None)
    assert fact in [m.row.name for m in judged(scheme, **{fact: True}).against]
    assert fact not in [m.row.name for m in judged(scheme, **{fact: None}).against], "not known is only asked about"


@pytest.mark.parametrize(
    ("arrangement", "payee"),
    [("enterprise", "企业"), ("individual", "个人"), ("open", "培训机构"), ("project", "培训机构")],
)
def test_who_is_paid_follows_who_arranged_the_training(arrangement: str, payee: str) -> None:
    assert judged(arrangement=arrangement).payee == payee


def test_a_newly_hired_person_signs_for_a_year_and_trains_within_one() -> None:
    hired = {"category": "企业新录用人员", "contract_term": "一年以上"}
    assert outcome(judged(**hired, contract_on=date(2024, 9, 1))) == (True, ())
    assert outcome(judged(**hired, contract_on=date(2024, 8, 31))) == (False, ("contract_on",))
    assert outcome(judged(**{**hired, "contract_term": "不满一年"}, contract_on=DAY)) == (False, ("contract_term",))
    assert outcome(judged(**hired)) == (False, ("contract_on",))


def test_the_subsidy_for_assessment_does_not_count_a_training_certificate_and_counts_by_itself() -> None:
    of: dict[str, Any] = {"rates": {"evaluation": 20_000}}
    trained = tuple({"on": date(2020 + n, 3, 4), "scheme": "training", "occupation": f"职业{n}"} for n in range(3))
    assert judged("evaluation", **of, past=trained).amount_fen == 20_000
    assert outcome(judged("evaluation", **of, certificate_kind="培训合格证书")) == (False, ("certificate_kind",))
    again = ({"on": date(2024, 3, 4), "scheme": "evaluation", "occupation": "养老护理员", "level": "五级/初级工"},)
    assert outcome(judged("evaluation", **of, past=again)) == (False, ("repeat",))


def test_no_rate_is_the_packs_own() -> None:
    assert [catalogue.key for catalogue in frame().catalogues.values() if catalogue.rows is not None] == []
    steps = [step for scheme in frame().schemes.values() for step in scheme.amount]
    assert {step.term.kind for step in steps if step.term} == {"catalogue"}


def test_each_confirmed_value_and_row_leaves_the_list_of_what_is_open() -> None:
    def left(text: str) -> int:
        return len(undecided(load_pack(text), "training", DAY))

    counts = [left(confirmed(*DECIDES[:count])) for count in range(len(DECIDES) + 1)]
    assert counts == list(range(len(DECIDES), -1, -1))
    pack = load_pack(confirmed(*DECIDES))
    assert pack.schemes["training"].status == VERIFIED


def test_what_is_asked_of_a_roster_and_a_class_is_declared() -> None:
    asked = {(fact.of, fact.key) for fact in frame().facts}
    line = {("line", key) for key in ("on_staff", "insurance_paid", "contract_on", "contract_term", "placed")}
    assert asked == {*line, ("class", "job_demand")}
    (rule,) = frame().rules
    assert (rule.fact, rule.about, rule.at, rule.against) == ("job_demand", "class", "apply", "warn")
