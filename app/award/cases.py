"""Worked cases of a pack: run when it is installed; one that comes out otherwise than it says refuses the pack."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.award.awards import Decision, Past, count_past
from app.award.decisions import decide
from app.award.equipment import EQUIPMENT, EquipmentFacts, EquipmentTerms
from app.award.equipment import decide as decide_equipment
from app.award.exclusions import exclusions, exclusions_met
from app.award.facts import Facts, Rate, Recognition
from app.award.scheme_facts import Attended, SchemeFacts
from app.award.schemes import TRAINING, Terms
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.pack import Case, Pack

CASE_DOCUMENT = "案例"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A worked case and the decision that the rules came to."""

    case: Case
    decision: Decision

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the decision's reasons, grants aside."""
        return tuple(r.code for r in self.decision.reasons if r.hardness != "grant")

    @property
    def passed(self) -> bool:
        """Whether outcome, amount and reasons are what the case says."""
        case, got = self.case, self.decision
        return (got.granted, got.amount_fen, self.codes) == (case.granted, case.amount_fen, case.reasons)

    @property
    def outcome(self) -> str:
        """What the rules came to, in words."""
        return _outcome(self.decision.granted, self.decision.amount_fen, self.codes)

    def problem(self) -> Problem | None:
        """What is wrong, for the report that refuses the pack."""
        if self.passed:
            return None
        wanted = _outcome(self.case.granted, self.case.amount_fen, self.case.reasons)
        return Problem("policy.case", {"name": self.case.name, "wanted": wanted, "got": self.outcome})


def run_cases(pack: Pack) -> list[CaseResult]:
    """Every worked case of a pack with the decision that the rules come to, save those that it calls unsupported."""
    return [CaseResult(case, _decide(case, pack)) for case in pack.cases if not case.unsupported]


def _decide(case: Case, pack: Pack) -> Decision:
    if _scheme(case) == EQUIPMENT:
        return _decide_equipment(case, pack)
    terms = Terms.on(pack, case_day(case), _scheme(case))
    return decide(case_facts(case, terms), terms)


def case_day(case: Case) -> date:
    """The day on which the class of a case starts."""
    on = case.facts["on"]
    assert isinstance(on, date)  # the reader has refused a pack whose case lacks it
    return on


def _decide_equipment(case: Case, pack: Pack) -> Decision:
    """A claim of an enterprise for equipment bought on one day."""
    stated = case.facts
    on, value, before = case_day(case), stated.get("equipment_value"), stated.get("equipment_before")
    facts = EquipmentFacts(
        facility=str(stated.get("facility", "")),
        value_fen=value if isinstance(value, int) else 0,
        items=1,
        first_bought_on=on,
        last_bought_on=on,
        education_fund=stated.get("education_fund") is True,
        granted_before=before if isinstance(before, int) else 0,
    )
    return decide_equipment(facts, EquipmentTerms.on(pack, on))


def _scheme(case: Case) -> str:
    return str(case.facts.get("scheme") or TRAINING)


def case_facts(case: Case, terms: Terms) -> Facts:
    """The facts of a case; the person's past is counted here as the store counts it from its records."""
    stated, on = case.facts, terms.day
    occupation, level = str(stated.get("occupation", "")), str(stated.get("level", ""))
    training_type, past = str(stated.get("training_type", "")), _past(stated.get("past"))
    alike = [award for award in past if award.scheme in terms.scheme.counted]
    past_count, past_repeats = count_past(alike, on, occupation, level)
    overlaps, shared = stated.get("overlaps"), stated.get("shared_account")
    return Facts(
        on=on,
        year=on.year,
        id_number="",
        id_valid=stated.get("id_valid") is not False,
        category=str(stated.get("category", "")),
        draws_pension=stated.get("draws_pension") is True,
        occupation=occupation,
        level=level,
        certificate_kind=_text(stated.get("certificate_kind")),
        certificate_number=_text(stated.get("certificate_number")),
        certificate_date=_day(stated.get("certificate_date")),
        claimed_on=_day(stated.get("claimed_on")),
        result=_text(stated.get("result")),
        training_type=training_type,
        past_count=past_count,
        past_repeats=past_repeats,
        past_ever=len(alike),
        overlaps=overlaps if isinstance(overlaps, tuple) else (),
        shared_account=_whole(shared) or 0,
        rate=_rate(stated.get("rate"), stated.get("rate_sample") is True),
        scheme=_own(stated),
        locality=str(stated["locality"]) if "locality" in stated else None,
        tags=_tags(stated.get("tags")),
        arrangement=_text(stated.get("arrangement")),
        fee_fen=_whole(stated.get("fee")),
        firm_opened_on=_day(stated.get("firm_opened_on")),
        born=_day(stated.get("born")),
        sex=str(stated.get("sex", "")),
        excluded_by=exclusions_met(exclusions(terms, training_type), past, occupation, level),
    )


def _own(stated: Mapping[str, object]) -> SchemeFacts:
    """What the case says of attendance, months, fee, firm, local standard and the class as a whole."""
    attended = stated.get("attendance")
    return SchemeFacts(
        tuple(Attended(*held) for held in attended) if isinstance(attended, tuple) else (),
        _whole(stated.get("planned_periods")) or 0,
        _whole(stated.get("fee")),
        _whole(stated.get("standard")) or None,
        CASE_DOCUMENT,
        _months(stated.get("months")),
        _months(stated.get("past_months")),
        _day(stated.get("hired_on")),
        stated.get("insured") is True,
        str(stated.get("apprentice_kind") or ""),
        stated.get("modules_done") is True,
        _whole(stated.get("class_periods")) or 0,
        _whole(stated.get("heads")) or 0,
    )


def _months(stated: object) -> tuple[str, ...]:
    return stated if isinstance(stated, tuple) else ()


def _day(stated: object) -> date | None:
    return stated if isinstance(stated, date) else None


def _past(stated: object) -> tuple[Past, ...]:
    awards = [Past(*award) for award in stated] if isinstance(stated, tuple) else []
    return tuple(replace(award, scheme=award.scheme or TRAINING) for award in awards)


def _tags(stated: object) -> tuple[Recognition, ...] | None:
    return tuple(Recognition(*tag) for tag in stated) if isinstance(stated, tuple) else None


def _whole(stated: object) -> int | None:
    return stated if isinstance(stated, int) else None


def _text(stated: object) -> str | None:
    return str(stated) if stated else None


def _rate(fen: object, sample: bool) -> Rate | None:
    return Rate(fen, CASE_DOCUMENT, sample) if isinstance(fen, int) and fen else None


def _outcome(granted: bool, amount_fen: int, codes: tuple[str, ...]) -> str:
    """The outcome in words."""
    word = say("award.outcome_granted" if granted else "award.outcome_refused")
    return f"{word} {amount_fen / 100:.2f} {'、'.join(codes)}".strip()
