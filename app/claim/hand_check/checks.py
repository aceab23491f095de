"""Which checks by hand a claim needs, which are answered, and which are open: asked when a claim is assessed."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import Row, func, select

from app.award.inputs import inputs
from app.claim.claim.model import Claim
from app.claim.hand_check.model import HandCheck
from app.claim.hand_check.noun import HAND_CHECK
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.pack_facts import LINE, PackFact
from app.policy.rows import Scheme
from app.record.imports.known import rewrite
from app.store.work import Read, Work
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster

Place: TypeAlias = tuple[str, int | None]
"""A fact by its key, and the place in the class that it is looked at for; None for class and claim."""
_COLUMNS = (
    "uid",
    "origin",
    "revision",
    "state",
    "claim_uid",
    "enrolment_uid",
    "fact",
    "title",
    "clause",
    "quote",
    "answer",
)


class _Words(NamedTuple):
    """What somebody who looks is told; an answer was given to these words and no others."""

    title: str
    clause: str
    quote: str


def asked(pack: Pack, scheme: Scheme) -> tuple[PackFact, ...]:
    """The facts that somebody must look at before a scheme can decide."""
    names = inputs(pack, scheme)
    return tuple(fact for fact in pack.facts if fact.by_hand and fact.key in names)


def require(work: Work, claim: Claim, facts: Sequence[PackFact]) -> None:
    """Have open rows for all that is asked of a claim by hand; what is asked no more, or in other words, is void."""
    work.session.flush()
    wanted = dict(_wanted(work, claim, facts))
    gone, lapsed = [], []
    for row in _standing(work, claim):
        if wanted.get(place := (row.fact, row.enrolment_uid)) == _Words(row.title, row.clause, row.quote):
            del wanted[place]
        elif row.state == "open":
            gone.append(row.uid)
        elif place in wanted:
            lapsed.append(row)
    for row in lapsed:
        work.log(HAND_CHECK.name, "lapse", row.uid, say("hand_check.lapsed", title=row.title), row.clause)
    rewrite(work, "hand_check", ("state",), [("void", uid) for uid in (*gone, *(row.uid for row in lapsed))])
    if wanted:
        _ask(work, claim, wanted)


def _ask(work: Work, claim: Claim, wanted: Mapping[Place, _Words]) -> None:
    first = work.uid(len(wanted))
    own = (work.own.uid, 1, "open", claim.uid)
    rows = [
        (uid, *own, enrolment, fact, *words, "")
        for uid, ((fact, enrolment), words) in zip(count(first), wanted.items(), strict=False)
    ]
    work.bulk("hand_check", _COLUMNS, rows)


def answers(read: Read, claim: Claim) -> Mapping[Place, bool]:
    """What somebody has looked at for a claim, and whether it is so; what is open is left out: unknown is not no."""
    wanted = select(HandCheck.fact, HandCheck.enrolment_uid, HandCheck.answer)
    checked = wanted.where(HandCheck.claim_uid == claim.uid, HandCheck.state == "answered")
    return {(fact, enrolment): answer == "yes" for fact, enrolment, answer in read.connection.execute(checked)}


def open_counts(read: Read, claims: Collection[int]) -> Mapping[int, Mapping[str, int]]:
    """By claim, how many checks nobody has answered yet, by what is to be looked at; claims without any are left out."""
    still = (
        select(HandCheck.claim_uid, HandCheck.title, func.count())
        .where(HandCheck.claim_uid.in_(list(claims)), HandCheck.state == "open")
        .group_by(HandCheck.claim_uid, HandCheck.title)
        .order_by(HandCheck.claim_uid, HandCheck.title)
    )
    found: dict[int, dict[str, int]] = {}
    for claim, title, number in read.connection.execute(still):
        found.setdefault(claim, {})[title] = number
    return found


def refusal(number: str, still: Mapping[str, int]) -> Refused:
    """Why a claim is not handed in: how many checks are open, and of what."""
    where = "、".join(say("hand_check.of", title=title, count=count) for title, count in still.items())
    return Refused("hand_check.open", number=number, count=sum(still.values()), where=where)


def _wanted(read: Read, claim: Claim, facts: Sequence[PackFact]) -> Iterator[tuple[Place, _Words]]:
    """All that is asked of a claim by hand, person by person where it is of the roster."""
    for fact in facts:
        if fact.by_hand:
            words = _Words(fact.title, fact.source.cite(), fact.source.quote)
            for enrolment in _people(read, claim) if fact.of == LINE else (None,):
                yield (fact.key, enrolment), words


def _people(read: Read, claim: Claim) -> Sequence[int]:
    """The places of a roster; none where the claim is for an institution itself."""
    if claim.class_uid is None:
        return ()
    roster = select(Enrolment.uid).where(on_roster(claim.class_uid)).order_by(Enrolment.seq)
    return list(read.connection.scalars(roster))


def _standing(read: Read, claim: Claim) -> list[Row[Any]]:
    """The rows of a claim that are not void; an answer that is asked no more stays on record."""
    table = HandCheck
    wanted = select(table.uid, table.state, table.enrolment_uid, table.fact, table.title, table.clause, table.quote)
    return list(read.connection.execute(wanted.where(table.claim_uid == claim.uid, table.state != "void")))
