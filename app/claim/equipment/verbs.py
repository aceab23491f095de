"""Verbs of training equipment (新购置实训设备), and how a claim for it is decided: one line, the enterprise's own."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from app.award.decide import decide
from app.award.history import Award, counted
from app.award.trace import Decision
from app.award.view import Facts
from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM, COUNTING
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine, Verdict
from app.claim.equipment.model import Equipment
from app.claim.equipment.noun import EQUIPMENT, FACILITY, USUAL_FEN, facility_of
from app.claim.hand_check import checks
from app.institution.institution.model import Institution
from app.institution.institution.noun import PENDING
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Problems, Refused
from app.policy.pack import Pack
from app.policy.pack_facts import INSTITUTION as OF_INSTITUTION
from app.policy.pack_facts import entered, fact_values
from app.policy.rows import INSTITUTION, Scheme
from app.record import backlog
from app.record.confirming import large_sum, require_answer
from app.record.lookups import own
from app.record.moves import move, put, take
from app.store import packs
from app.store.journal import changes
from app.store.work import Read, Work


def create(work: Work, institution_name: str, confirmation: str | None = None, **values: Any) -> int:
    """Register one item that a base or studio newly bought."""
    owner = _institution(work, institution_name)
    _check(work, values, None)
    looked = require_answer(_large(values), confirmation)
    row = work.add(Equipment(institution_uid=owner.uid, **values))
    work.log("equipment", "create", row.uid, f"{owner.name} {row.name} {_yuan(row)}{looked}")
    return int(row.uid)


def edit(work: Work, uid: int, confirmation: str | None = None, **values: Any) -> None:
    """Correct an item that no claim is for."""
    row = take(work, EQUIPMENT, Equipment, uid, "edit")
    before: dict[str, Value] = {key: getattr(row, key) for key in EQUIPMENT.own}
    before["institution_name"] = work.session.get_one(Institution, row.institution_uid).name
    given = {**before, **values}
    owner = _institution(work, str(given.pop("institution_name")))
    _check(work, given, uid)
    looked = require_answer(_large(values), confirmation)
    row.institution_uid = owner.uid
    for key, value in given.items():
        setattr(row, key, value)
    put(work, EQUIPMENT, row, "edit", changes(EQUIPMENT.asks(EQUIPMENT.verb("edit")), before, values) + looked)


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
    scheme = offered(pack)
    applied, late = backlog.day_of(work, CLAIM["applied_on"], applied_on, basis_on, late_reason)
    made = work.add(
        Claim(
            number=work.number("claim", applied.year, "BT"),
            institution_uid=first.institution_uid,
            scheme=scheme.title,
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
    work.log("claim", "create", made.uid, f"{len(items)} 件{late}", scheme.source.cite())
    return int(made.uid)


def release(work: Work, claimed: Claim) -> None:
    """The claim is void: what was bought may be claimed for again."""
    for item in work.session.scalars(select(Equipment).where(Equipment.claim_uid == claimed.uid)):
        item.claim_uid, item.state = None, "active"


def offered(pack: Pack) -> Scheme:
    """The scheme of a pack that pays an institution itself; Refused where it has none."""
    found = next((scheme for scheme in pack.schemes.values() if scheme.about == INSTITUTION), None)
    if found is None:
        raise Refused("equipment.not_offered", pack=pack.title)
    return found


def assess(work: Work, claimed: Claim) -> None:
    """Decide the claim anew; what stood before is replaced."""
    pack = packs.in_force(work.session, claimed.pack_id, claimed.basis_on)
    checks.require(work, claimed, checks.asked(pack, pack.scheme(claimed.scheme)))
    facts, decision = facts_and_decision(work, claimed, pack)
    claimed.pack_version = pack.version
    for table in (ClaimLine, Verdict):
        work.session.execute(delete(table).where(table.claim_uid == claimed.uid))
    claimed.facts = verdicts.shared(work, claimed, {"start": claimed.basis_on})
    kept = verdicts.Verdicts(work, claimed, pack)
    number = kept.add(facts, decision)
    kept.write()
    work.add(
        ClaimLine(
            claim_uid=claimed.uid,
            seq=1,
            year=claimed.basis_on.year,
            occupation=FACILITY.show(facts["facility"]),
            level="",
            decision=decision.verdict,
            rate_fen=decision.full_fen,
            amount_fen=decision.amount_fen,
            reasons="",
            warnings=decision.warnings,
            facts="",
            verdict=number,
        )
    )
    claimed.line_count, claimed.granted_count = 1, int(decision.granted)
    claimed.total_fen = decision.amount_fen


def facts_and_decision(read: Read, claimed: Claim, pack: Pack) -> tuple[Facts, Decision]:
    """The facts of a claim as they are now, and what a pack makes of them; nothing is written."""
    scheme = pack.scheme(claimed.scheme)
    facts = {**_facts(read, claimed, pack), **{name: yes for (name, _), yes in checks.answers(read, claimed).items()}}
    facts |= counted(pack, scheme, facts, _before(read, claimed, pack))
    return facts, decide(pack, scheme, facts)


def _facts(read: Read, claimed: Claim, pack: Pack) -> dict[str, Any]:
    items = list(read.session.scalars(select(Equipment).where(Equipment.claim_uid == claimed.uid)))
    owner = read.session.get_one(Institution, claimed.institution_uid)
    return {
        **fact_values(owner.facts, entered(pack.facts, OF_INSTITUTION)),
        "start": claimed.basis_on,
        "facility": items[0].facility,
        "equipment_value": sum(item.value_fen for item in items),
        "first_bought_on": min(item.bought_on for item in items),
        "last_bought_on": max(item.bought_on for item in items),
        "education_fund": bool(owner.education_fund),
        "institution_kind": owner.kind,
    }


def _before(read: Read, claimed: Claim, pack: Pack) -> list[Award]:
    """Awards of other claims that the same enterprise, whichever office keeps it, had for itself."""
    own = read.session.get_one(Institution, claimed.institution_uid)
    alike = select(Institution.uid).where(Institution.uscc == own.uscc)
    keys = {scheme.title: scheme.key for scheme in pack.schemes.values()}
    wanted = (
        select(Claim.scheme, Claim.basis_on, ClaimLine.occupation, ClaimLine.amount_fen)
        .join(ClaimLine, ClaimLine.claim_uid == Claim.uid)
        .where(Claim.institution_uid.in_(alike), Claim.class_uid.is_(None), Claim.uid != claimed.uid)
        .where(Claim.state.in_(COUNTING), ClaimLine.decision == "granted")
    )
    return [
        Award(keys[title], on, {"facility": facility_of(facility)}, fen)
        for title, on, facility, fen in read.connection.execute(wanted)
        if title in keys
    ]


def _institution(work: Work, name: str) -> Institution:
    row = own(work, Institution, name=name)
    if row is None:
        raise Problems([_problem("institution_name", "class.institution", name)])
    if row.state == PENDING:
        raise Problems([_problem("institution_name", "institution.pending", name)])
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


def _large(values: Mapping[str, Any]) -> list[str]:
    return large_sum(EQUIPMENT["value_fen"], values["value_fen"], USUAL_FEN) if "value_fen" in values else []


def _problem(key: str, code: str, value: Value) -> Problem:
    field = EQUIPMENT[key]
    return field.problem(code, field.kind.show(value))


def _yuan(row: Equipment) -> str:
    return f"{EQUIPMENT['value_fen'].kind.show(row.value_fen)} 元"
