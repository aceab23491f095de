"""Checking an office: do counts, totals, keys, plan and pack agree; and what the rules found, each with its clause."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import case, func, literal, or_, select

from app.award.cases.run import run_cases
from app.award.texts.explanation import speaking
from app.award.texts.sentences import basis, sentence
from app.award.texts.unverified import cautions
from app.award.trace import Mark
from app.claim.claim.model import Claim
from app.claim.claim.verification import decided_by
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import NAME, select_lines
from app.fund.balancing import LOOKS as MONEY_LOOKS
from app.fund.balancing import facts as money_facts
from app.fund.payment.model import Payment
from app.institution.institution.model import Institution
from app.institution.unit.model import Unit
from app.kernel.kinds import FEN
from app.kernel.masking import masked
from app.kernel.outcomes import Problems
from app.kernel.texts import say
from app.office.user.seal import is_broken
from app.plan.quota.model import Quota
from app.policy.rows import HAND, WARN
from app.record.findings import Finding, fault
from app.store import backup, packs
from app.store.models import Base, Journal, Keyed, OfficeRow, PackRow
from app.store.work import SERIAL_BITS, Progress, Read
from app.training.enrolment.checks import LOOKS as ROSTER_LOOKS
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass

_PAGE = 1000
POLICY = "check_heading.policy"
"""The heading of what nobody vouches for any more in the policy in force."""


class Report(NamedTuple):
    """What disagrees (none when all is well), what was counted, and what the rules found or is to be looked at."""

    faults: list[Finding]
    facts: list[str]
    findings: list[Finding]

    @property
    def rows(self) -> list[Finding]:
        """Everything that was found, what disagrees first."""
        return [*self.faults, *self.findings]


def disagreements(read: Read) -> list[str]:
    """What must agree in an office and does not, as sentences."""
    return [finding.text for look in (_database, *_LOOKS) for finding in look(read)]


def check(read: Read, progress: Progress = lambda done, total: None) -> Report:
    """Check everything that must agree in an office; nothing is changed. Told the looks that are done."""
    looks = (_database, *_LOOKS)
    faults: list[Finding] = []
    for done, look in enumerate(looks):
        progress(done, len(looks) + 1)
        faults += look(read)
    found = [*_policy(read), *_reasons(read, lambda: progress(len(looks), len(looks) + 1))]
    return Report(faults, [*_facts(read)], sorted(found, key=_place))


def _policy(read: Read) -> Iterator[Finding]:
    """What of the policy in force waits to be confirmed, is past its time or was not compared with its document for a year."""
    pack = read.pack_on(read.today)
    for text in cautions(pack, read.today):
        yield Finding(say(POLICY), say("award.internal"), pack.title, text)


def _reasons(read: Read, still: Callable[[], None]) -> Iterator[Finding]:
    """The reasons against, and to look at, on the lines of claims that are not void; `still` may call it off."""
    own = (Claim.state != "void", Claim.origin == read.own.uid)
    notable = or_(ClaimLine.decision != "granted", ClaimLine.warnings != "")
    wanted = select_lines(ClaimLine, NAME).where(*own, notable).order_by(Claim.number, ClaimLine.seq)
    known: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for number, (line, person) in enumerate(read.session.execute(wanted)):
        if number % _PAGE == 0:
            still()
        claim, key = read.session.get_one(Claim, line.claim_uid), (line.claim_uid, line.verdict or -line.uid)
        if key not in known:
            known[key] = [*_said(read, line, claim)]
        for heading, clause, text in known[key]:
            yield Finding(heading, clause, f"{claim.number} {person}", masked(text), "claim-line", line.uid)


def _said(read: Read, line: ClaimLine, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """What a decision says for or against: the title of each row, its clause, its sentence."""
    if not line.verdict:  # decided by an earlier program, which kept its words
        yield say("check_heading.earlier"), say("award.internal"), line.reasons
        return
    pack = decided_by(read, claim)
    _, decision = verdicts.decision_of(read, line, claim, pack)
    for mark in speaking(decision):
        text = sentence(mark, pack)
        yield _heading(mark, text), basis(mark), text


def _heading(mark: Mark, text: str) -> str:
    """What a reason is counted under: the row that is not met, or that asks to look."""
    code = {WARN: "check_heading.look", HAND: "check_heading.hand"}.get(mark.against, "check_heading.against")
    return say(code, title=mark.row.title) if mark.row.title else text


def _place(found: Finding) -> tuple[bool, str, str]:
    """Where it stands among what the rules found: what is past its time first, then by heading and clause."""
    return found.heading != say(POLICY), found.heading, found.clause


def _database(read: Read) -> Iterator[Finding]:
    """What is wrong inside the file itself."""
    heading, clause = say("check_heading.database"), say("award.internal")
    yield from (Finding(heading, clause, "", text) for text in backup.faults(read))
    if is_broken(read):
        yield Finding(heading, clause, "", say("check.people"))


def _claims(read: Read) -> Iterator[Finding]:
    """A claim carries the counts and the total of its lines."""
    granted = func.count(case((ClaimLine.decision == "granted", 1)))
    lines = (func.count(ClaimLine.uid), granted, func.coalesce(func.sum(ClaimLine.amount_fen), 0))
    wanted = (
        select(Claim.uid, Claim.number, Claim.line_count, Claim.granted_count, Claim.total_fen, *lines)
        .outerjoin(ClaimLine, ClaimLine.claim_uid == Claim.uid)
        .group_by(Claim.uid)
        .order_by(Claim.uid)
    )
    for uid, number, *sums in read.connection.execute(wanted):
        if sums[:3] != sums[3:]:
            told = {"stated": _sums(*sums[:3]), "found": _sums(*sums[3:])}
            yield fault("claim", number, ("claim", uid), number=number, **told)


def _lines(read: Read) -> Iterator[Finding]:
    """A line is granted its whole rate, with its factors, or nothing."""
    due = case((ClaimLine.decision == "granted", ClaimLine.rate_fen), else_=0)
    wanted = (
        select(Claim.uid, Claim.number, func.count())
        .join(ClaimLine, ClaimLine.claim_uid == Claim.uid)
        .where(ClaimLine.amount_fen != due)
        .group_by(Claim.uid)
        .order_by(Claim.uid)
    )
    for uid, number, lines in read.connection.execute(wanted):
        yield fault("lines", number, ("claim", uid), number=number, lines=lines)


def _sums(people: int, granted: int, total_fen: int) -> str:
    return say("check.sums", people=people, granted=granted, total=FEN.show(total_fen))


def _classes(read: Read) -> Iterator[Finding]:
    """An accepted class carries the head counts of its roster; who dropped out later was still on file (备案)."""
    active = Enrolment.state == "active"
    heads = (
        func.count(Enrolment.uid),
        func.count(case((active, 1))),
        func.count(case((active & (Enrolment.result == "qualified"), 1))),
    )
    row = TrainingClass
    wanted = (
        select(row.uid, row.number, row.filed_count, row.qualified_count, row.approved_count, *heads)
        .outerjoin(Enrolment, Enrolment.class_uid == row.uid)
        .where(row.state == "accepted")
        .group_by(row.uid)
        .order_by(row.uid)
    )
    for uid, number, filed, qualified, approved, known, present, passed in read.connection.execute(wanted):
        on_file, accepted = filed or 0, approved or 0
        if not present <= on_file <= known or qualified != passed or accepted > passed:
            told = {"stated": f"{filed}/{qualified}/{approved}", "present": present, "passed": passed}
            yield fault("class", number, ("class", uid), number=number, **told)


def _plan(read: Read) -> Iterator[Finding]:
    """The targets of each axis and year add up to those of the circular, unless the office has entered its own."""
    entered = (
        select(Journal.id)
        .where(Journal.noun == "quota", Journal.verb.in_(("create", "edit", "adjust", "import")))
        .limit(1)
    )
    if read.session.scalars(entered).first() is not None:
        return
    found = _targets(read)
    stated = _stated(read)
    for key in sorted(stated.keys() | found.keys()):
        if stated[key] != found[key]:
            axis, year, measure = key
            told = {"axis": axis, "year": year, "measure": measure, "stated": stated[key], "found": found[key]}
            yield fault("plan", f"{axis} {year}", **told)


def _targets(read: Read) -> Counter[tuple[str, int, str]]:
    """Targets by axis, year and measure as the office keeps them."""
    wanted = (
        select(Unit.axis, Quota.year, Quota.measure, func.coalesce(func.sum(Quota.target), 0))
        .join(Unit, Unit.uid == Quota.unit_uid)
        .where(Unit.parent_uid.is_(None), Quota.origin == read.own.uid)
        .group_by(Unit.axis, Quota.year, Quota.measure)
    )
    return Counter({(axis, year, measure): total for axis, year, measure, total in read.connection.execute(wanted)})


def _stated(read: Read) -> Counter[tuple[str, int, str]]:
    """Targets by axis, year and measure as the pack states them; none where they are another office's."""
    count: Counter[tuple[str, int, str]] = Counter()
    pack = read.pack_on(read.today)
    for target in pack.targets if pack.is_of(read.own.region) else ():
        count[target.axis, target.year, target.measure] += target.assigned or 0
    return count


def _keys(read: Read) -> Iterator[Finding]:
    """A uid's high half is a number of the office that keeps the row.

    A restored copy draws a new number and its earlier ones are not kept: there only another office's number is wrong.
    """
    offices = read.session.scalars(select(OfficeRow).order_by(OfficeRow.uid)).all()
    numbers = {office.uid: {office.number, office.uid >> SERIAL_BITS} for office in offices}
    names = {office.uid: office.name for office in offices}
    for model in _keyed():
        half = model.uid // (1 << SERIAL_BITS)
        keeper = getattr(model, "origin", literal(read.own.uid))
        for number, office, rows in read.connection.execute(select(half, keeper, func.count()).group_by(half, keeper)):
            if not _belongs(number, office, numbers):
                yield fault("key", table=model.__tablename__, rows=rows, office=names.get(office, office))


def _belongs(number: int, keeper: int, numbers: Mapping[int, set[int]]) -> bool:
    own = numbers.get(keeper, set())
    foreign = any(number in known for office, known in numbers.items() if office != keeper)
    return number in own or (len(own) > 1 and not foreign)


def _keyed() -> list[Any]:
    """The tables whose rows have uids, the offices themselves aside."""
    models = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Keyed)]
    return sorted((m for m in models if m is not OfficeRow), key=lambda m: str(m.__tablename__))


def _packs(read: Read) -> Iterator[Finding]:
    """Every installed pack is the text that was installed, and its worked cases come out as it says."""
    for row in read.session.scalars(select(PackRow).order_by(PackRow.pack_id, PackRow.version)):
        name = f"{row.pack_id} {row.version}"
        if hashlib.sha256(row.text.encode()).hexdigest() != row.sha256:
            yield fault("pack_changed", name, pack=name)
        try:
            wrong = [problem for result in run_cases(packs.parsed(row.text)) if (problem := result.problem())]
        except Problems as unsound:
            wrong = unsound.problems
        yield from (fault("pack", name, pack=name, problem=problem) for problem in wrong)


_LOOKS: tuple[Callable[[Read], Iterator[Finding]], ...] = (
    _claims,
    _lines,
    *MONEY_LOOKS,
    _classes,
    *ROSTER_LOOKS,
    _plan,
    _keys,
    _packs,
)


def _facts(read: Read) -> Iterator[str]:
    """What was counted: plan totals, records, money, worked cases."""
    whole: Counter[tuple[str, str]] = Counter()
    for (axis, _, measure), total in _targets(read).items():
        whole[axis, measure] += total
    for (axis, measure), total in sorted(whole.items()):
        yield say("check.plan_total", total=total, measure=measure, axis=axis)
    tables = {"institutions": Institution, "classes": TrainingClass, "trainees": Trainee, "enrolments": Enrolment}
    yield say("check.records", **{name: _count(read, table) for name, table in tables.items()})
    money = func.coalesce(func.sum(Payment.amount_fen), 0)
    payments, paid = read.connection.execute(select(func.count(), money).select_from(Payment)).one()
    lines = _count(read, ClaimLine)
    yield say("check.money", claims=_count(read, Claim), lines=lines, payments=payments, paid=FEN.show(paid))
    yield from money_facts(read)
    pack = read.pack_on(read.today)
    yield say("check.cases", pack=pack.title, version=pack.version, cases=len(pack.cases))


def _count(read: Read, model: Any) -> int:
    return int(read.session.scalar(select(func.count()).select_from(model)) or 0)
