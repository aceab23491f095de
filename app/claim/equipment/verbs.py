"""Verbs of training equipment (新购置实训设备), and how a claim for it is decided: one line, the enterprise's own."""

from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select

from app.award import equipment, explanation
from app.award.awards import Decision
from app.award.equipment import EquipmentFacts, EquipmentTerms
from app.award.unverified import undecided
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM, COUNTING
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import payee
from app.claim.equipment.model import Equipment
from app.claim.equipment.noun import EQUIPMENT, FACILITY
from app.institution.institution.model import Institution
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems
from app.kernel.texts import say
from app.policy.pack import Pack
from app.record import backlog
from app.record.lookups import own
from app.record.moves import cite, move, put, take
from app.store import packs
from app.store.journal import changes
from app.store.work import Read, Work


def create(work: Work, institution_name: str, **values: Any) -> int:
    """Register one item that a base or studio newly bought."""
    owner = _institution(work, institution_name)
    _check(work, values, None)
    row = work.add(Equipment(institution_uid=owner.uid, **values))
    work.log("equipment", "create", row.uid, f"{owner.name} {row.name} {_yuan(row)}")
    return int(row.uid)


def edit(work: Work, uid: int, **values: Any) -> None:
    """Correct an item that no claim is for."""
    row = take(work, EQUIPMENT, Equipment, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in EQUIPMENT.own}
    before["institution_name"] = work.session.get_one(Institution, row.institution_uid).name
    given = {**before, **values}
    owner = _institution(work, str(given.pop("institution_name")))
    _check(work, given, uid)
    row.institution_uid = owner.uid
    for key, value in given.items():
        setattr(row, key, value)
    put(work, EQUIPMENT, row, "edit", changes(EQUIPMENT.asks(EQUIPMENT.verb("edit")), before, values))


def void(work: Work, uid: int, reason: str) -> None:
    """Cancel an item that was entered by mistake; it stays on record."""
    move(work, EQUIPMENT, Equipment, uid, "void", reason)


def claim(work: Work, uid: int, applied_on: date | None = None, late_reason: str | None = None) -> int:
    """Claim for all unclaimed items that the same enterprise bought for the same facility; gives the claim's uid."""
    first = take(work, EQUIPMENT, Equipment, uid, "claim")
    alike = select(Equipment).where(
        Equipment.institution_uid == first.institution_uid,
        Equipment.facility == first.facility,
        Equipment.state == "active",
        Equipment.origin == work.own.uid,
    )
    items = list(work.session.scalars(alike.order_by(Equipment.uid)))
    basis_on = max(item.bought_on for item in items)
    pack = work.pack_on(basis_on)
    EquipmentTerms.on(pack, basis_on)  # refused where the policy has no such scheme
    applied, late = backlog.day_of(work, CLAIM["applied_on"], applied_on, basis_on, late_reason)
    made = work.add(
        Claim(
            number=work.number("claim", applied.year, "BT"),
            institution_uid=first.institution_uid,
            scheme=equipment.EQUIPMENT,
            basis_on=basis_on,
            applied_on=applied,
            pack_id=pack.id,
            pack_version=pack.version,
        )
    )
    for item in items:
        item.claim_uid = made.uid
        put(work, EQUIPMENT, item, "claim", made.number)
    assess(work, made)
    work.session.flush()
    work.log("claim", "create", made.uid, f"{len(items)} 件{late}", cite(pack, equipment.BASIS, basis_on))
    return int(made.uid)


def release(work: Work, claimed: Claim) -> None:
    """The claim is void: what was bought may be claimed for again."""
    for item in work.session.scalars(select(Equipment).where(Equipment.claim_uid == claimed.uid)):
        item.claim_uid, item.state = None, "active"


def assess(work: Work, claimed: Claim) -> None:
    """Decide the claim anew; what stood before is replaced."""
    terms = terms_of(work, claimed)
    facts = _facts(work, claimed)
    decision = equipment.decide(facts, terms)
    claimed.pack_version = terms.pack.version
    work.session.execute(delete(ClaimLine).where(ClaimLine.claim_uid == claimed.uid))
    work.add(
        ClaimLine(
            claim_uid=claimed.uid,
            seq=1,
            year=claimed.basis_on.year,
            occupation=FACILITY.show(facts.facility),
            level="",
            decision="granted" if decision.granted else "refused",
            rate_fen=decision.rate_fen,
            amount_fen=decision.amount_fen,
            reasons="；".join(r.text() for r in decision.reasons),
            warnings=decision.warnings,
            facts=_kept(work, claimed, terms, facts, decision),
        )
    )
    claimed.line_count, claimed.granted_count = 1, int(decision.granted)
    claimed.total_fen = decision.amount_fen


def facts_and_decision(read: Read, claimed: Claim, pack: Pack) -> tuple[dict[str, object], Decision]:
    """The facts of a claim as they are now, as its line keeps them, and what a pack makes of them; nothing is written."""
    facts = _facts(read, claimed)
    return _flat(facts), equipment.decide(facts, EquipmentTerms.on(pack, claimed.basis_on))


def _flat(facts: EquipmentFacts) -> dict[str, object]:
    return {**asdict(facts), "facility": FACILITY.show(facts.facility)}


def terms_of(read: Read, claimed: Claim) -> EquipmentTerms:
    """What the policy of the claim's day says of equipment."""
    return EquipmentTerms.on(packs.in_force(read.session, claimed.pack_id, claimed.basis_on), claimed.basis_on)


def _facts(read: Read, claimed: Claim) -> EquipmentFacts:
    items = list(read.session.scalars(select(Equipment).where(Equipment.claim_uid == claimed.uid)))
    facility = items[0].facility
    return EquipmentFacts(
        facility=facility,
        value_fen=sum(item.value_fen for item in items),
        items=len(items),
        first_bought_on=min(item.bought_on for item in items),
        last_bought_on=max(item.bought_on for item in items),
        education_fund=bool(read.session.get_one(Institution, claimed.institution_uid).education_fund),
        granted_before=_granted_before(read, claimed, facility),
    )


def _granted_before(read: Read, claimed: Claim, facility: str) -> int:
    """Awards of other claims that the same enterprise, whichever office keeps it, had for the same kind of facility."""
    own = read.session.get_one(Institution, claimed.institution_uid)
    alike = select(Institution.uid).where(Institution.uscc == own.uscc)
    found = (
        select(func.count())
        .select_from(ClaimLine)
        .join(Claim, Claim.uid == ClaimLine.claim_uid)
        .where(
            Claim.institution_uid.in_(alike),
            Claim.scheme == equipment.EQUIPMENT,
            Claim.uid != claimed.uid,
            Claim.state.in_(COUNTING),
            ClaimLine.decision == "granted",
            ClaimLine.occupation == FACILITY.show(facility),
        )
    )
    return int(read.session.scalar(found) or 0)


def _kept(work: Work, claimed: Claim, terms: EquipmentTerms, facts: EquipmentFacts, decision: Decision) -> str:
    """JSON for `claim_line.facts`: the sheet of the enterprise's one line."""
    owner = payee(work.session.get_one(Institution, claimed.institution_uid))
    pack, source = terms.pack, terms.source(equipment.BASIS)
    return explanation.written(
        {
            "about": {"scheme": claimed.scheme, "claim_number": claimed.number, **owner},
            "pack": {"id": pack.id, "title": pack.title, "version": pack.version},
            "rule": {"text": say("rule.equipment"), **asdict(source)},
            "decided": {"by": work.actor.name, "at": work.now},
            "facts": _flat(facts),
            "steps": [explanation.cited(step) for step in equipment.steps(facts, terms)],
            "reasons": explanation.kept_reasons(decision),
            "unsettled": explanation.open_lines(undecided(pack, equipment.EQUIPMENT, claimed.basis_on)),
        }
    )


def _institution(work: Work, name: str) -> Institution:
    row = own(work, Institution, name=name)
    if row is None:
        raise Problems([_problem("institution_name", "class.institution", name)])
    return row


def _check(work: Work, values: dict[str, Any], uid: int | None) -> None:
    problems = []
    if values["value_fen"] <= 0:
        problems.append(_problem("value_fen", "money.form", values["value_fen"]))
    if values["bought_on"] > work.today:
        problems.append(_problem("bought_on", "equipment.ahead", values["bought_on"]))
    same = select(Equipment.uid).where(
        *(Equipment.origin == work.own.uid, Equipment.state != "void", Equipment.uid != (uid or 0)),
        *(Equipment.invoice == values["invoice"], Equipment.name == values["name"]),
    )
    if work.session.scalars(same).first() is not None:
        problems.append(_problem("invoice", "equipment.twice", values["invoice"]))
    if problems:
        raise Problems(problems)


def _problem(key: str, code: str, value: Value) -> Problem:
    field = EQUIPMENT[key]
    return field.problem(code, field.kind.show(value))


def _yuan(row: Equipment) -> str:
    return f"{EQUIPMENT['value_fen'].kind.show(row.value_fen)} 元"
