"""What an audit of the old program found wrong comes out right under the shipped packs; further cases stand in the packs."""

import re
from datetime import date
from typing import Any

import pytest

from app.award.cases.facts import facts_of
from app.award.cases.pack_file import load_pack
from app.award.decide import decide
from app.award.sessions import overfull
from app.award.texts.unverified import rows_of, undecided
from app.award.trace import Decision
from app.policy.pack import Pack
from app.store.packs import bundled, bundled_text, parsed
from tests.packs import changed, settled

PACKS = ("suihua-2019", "xuchang-2019", "ordos-2019", "cixi-2020", "qijiang-2019")
READINGS = re.compile(r"两种读法：一、.+；二、.+。.*待办公室确认")
WORK = {"training_type": "以工代训", "category": "贫困劳动力", "hired_on": date(2019, 1, 7)}


def pack_of(name: str) -> Pack:
    return parsed(bundled()[name])


def decided(pack: Pack, scheme: str, more: dict[str, Any] | None = None, **stated: Any) -> Decision:
    """What a scheme comes to for the person of its first granted case, some facts of whom are otherwise."""
    base = next(case.facts for case in pack.cases if case.facts.get("scheme") == scheme and case.granted)
    facts = facts_of(pack, pack.schemes[scheme], {**base, **stated})
    return decide(pack, pack.schemes[scheme], {**facts, **(more or {})})


# --- months -------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("OD-16")
def test_a_rate_of_the_office_that_changes_within_a_class_is_paid_month_by_month() -> None:
    rates = ((date(2019, 1, 1), 20_000, "甲文", False), (date(2020, 3, 1), 30_000, "乙文", False))
    known = {"rates.work": rates, "worked": ("2020-01", "2020-02", "2020-03")}
    assert decided(pack_of("ordos-2019"), "work", known, start=date(2020, 1, 6)).amount_fen == 70_000


@pytest.mark.clause("XC-26")
def test_a_rate_of_a_pack_that_changes_within_a_class_is_paid_month_by_month() -> None:
    table = "{ yuan = [{ until = 2020-02-29, is = 200 }, { since = 2020-03-01, is = 300 }]"
    text = changed(("start = { yuan = 200", f"start = {table}"), text=bundled_text("xuchang-2019"))
    pack = load_pack(text[: text.index("[case_base]")])
    facts = {**WORK, "start": date(2020, 1, 6), "worked": ("2020-01", "2020-02", "2020-03", "2020-04")}
    scheme = pack.schemes["work"]
    assert decide(pack, scheme, facts_of(pack, scheme, facts)).amount_fen == 100_000


# --- days ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("periods", "minutes"), [(99, 45), (40, 45), (24, 60)])
def test_a_day_does_not_hold_more_than_its_hours(periods: int, minutes: int) -> None:
    assert overfull(periods, minutes)
    assert not overfull(8, 45)
    assert overfull(8, 45, other=18 * 60)


@pytest.mark.clause("OD-15")
def test_a_living_allowance_may_be_a_fixed_sum() -> None:
    pair = ('start = { catalogue = "living", times = "day" }', 'start = { yuan = 300, times = "once" }')
    text = changed(pair, text=bundled_text("ordos-2019"))
    pack = load_pack(text[: text.index("[case_base]")])
    scheme = pack.schemes["living"]
    stated = {"start": date(2019, 12, 2), "category": "就业困难人员", "result": "qualified"}
    for days in (3, 30):
        facts = facts_of(pack, scheme, {**stated, "sessions": ((6, 45, days),)})
        assert decide(pack, scheme, facts).amount_fen == 30_000


# --- certificates -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "scheme"), [("ordos-2019", "training"), ("xuchang-2019", "training"),
                                              ("qijiang-2019", "training"), ("cixi-2020", "scarce")])  # fmt: skip
@pytest.mark.parametrize("number", ["无", "待发", "/", "-", "待2020年3月发"])
def test_a_word_in_place_of_a_certificate_number_is_no_certificate(name: str, scheme: str, number: str) -> None:
    found = decided(pack_of(name), scheme, certificate_number=number)
    assert (found.granted, "certificate" in found.codes) == (False, True)


@pytest.mark.parametrize("name", ["ordos-2019", "xuchang-2019", "qijiang-2019", "cixi-2020"])
def test_a_certificate_dated_after_the_claim_is_not_paid(name: str) -> None:
    pack, late = pack_of(name), date(2020, 12, 2)
    assert decided(pack, "training", certificate_date=late, claimed_on=late).granted
    found = decided(pack, "training", certificate_date=late, claimed_on=date(2020, 12, 1))
    assert (found.granted, found.codes) == (False, ("certificate_late",))


@pytest.mark.parametrize("name", ["ordos-2019", "xuchang-2019", "qijiang-2019", "cixi-2020"])
def test_a_certificate_that_another_person_bears_too_is_not_paid(name: str) -> None:
    found = decided(pack_of(name), "training", certificate_others=("2020-0007",))
    assert (found.granted, found.codes) == (False, ("certificate_others",))


# --- people -------------------------------------------------------------------------------------------------------------


@pytest.mark.clause("XC-26", "OD-16", "QJ-12")
@pytest.mark.parametrize("name", ["xuchang-2019", "ordos-2019", "qijiang-2019"])
def test_voiding_a_lapsed_proof_does_not_turn_a_refusal_into_a_grant(name: str) -> None:
    pack = pack_of(name)
    assert decided(pack, "work", held=frozenset(), lapsed=frozenset()).granted
    lapsed = {"held": frozenset(), "lapsed": frozenset({"贫困劳动力"})}
    assert not decided(pack, "work", lapsed).granted


@pytest.mark.clause("SH-06", "SH-41", "SH-42")
def test_the_rosters_of_suihua_know_the_groups_that_its_circular_names() -> None:
    pack = pack_of("suihua-2019")
    known = {item for value in pack.values if value.key == "person_categories" for item in value.items}
    assert {"企业职工", "就业重点群体", "高危行业企业从业人员", "特种作业人员", "退役军人", "妇女", "残疾人"} <= known


# --- what may be read in two ways ---------------------------------------------------------------------------------------

TWO_READINGS = {
    ("cixi-2020", "living"): {"failed"},
    ("cixi-2020", "apprentice"): {"ceiling"},
    ("cixi-2020", "mentor"): {"repeat"},
    ("cixi-2020", "practice"): {"repeat"},
    ("ordos-2019", "living"): {"failed", "group"},
    ("ordos-2019", "insured"): {"repeat"},
    ("qijiang-2019", "living"): {"failed"},
    ("qijiang-2019", "insured"): {"repeat"},
    ("qijiang-2019", "apprentice"): {"rate"},
    ("xuchang-2019", "training"): {"yearly_limit"},
    ("xuchang-2019", "work"): {"any"},
}


@pytest.mark.parametrize("name", PACKS)
def test_a_row_that_may_be_read_in_two_ways_says_both_and_is_not_paid_on(name: str) -> None:
    pack = pack_of(name)
    for key, scheme in pack.schemes.items():
        pending = {row.name: row for row in rows_of(scheme) if row.pending}
        assert set(pending) == TWO_READINGS.get((name, key), set())
        assert [row for row in pending.values() if not READINGS.fullmatch(row.pending)] == []
        day = date(2020, 6, 1)
        assert {row.title for row in pending.values()} <= {each.title for each in undecided(pack, key, day)}


@pytest.mark.parametrize("name", PACKS)
def test_once_a_reading_is_settled_every_case_comes_out_the_same(name: str) -> None:
    assert load_pack(settled(name)).version == pack_of(name).version + 1
