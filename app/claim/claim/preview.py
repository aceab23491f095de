"""What open claims would come to under another version of their pack, by the facts on which they were decided last."""

from collections.abc import Iterator

from sqlalchemy import func, select

from app.award.decide import decide
from app.award.inputs import inputs
from app.award.versions import counts_alike
from app.claim.claim.deciding import expected
from app.claim.claim.model import Claim
from app.claim.claim_line import verdicts
from app.claim.claim_line.model import ClaimLine, Verdict
from app.policy.pack import Pack
from app.store.work import Read


def under(read: Read, claim: Claim, now: Pack, new: Pack) -> tuple[int, int]:
    """Total in 分 and people granted under a new version; the records are asked anew only for what was not kept."""
    old_scheme, scheme = now.scheme(claim.scheme), new.scheme(claim.scheme)
    known = frozenset(inputs(now, old_scheme))
    kept = [*_kept(read, claim)]
    fresh = not kept or any(verdict.beside for verdict, _ in kept)
    if fresh or not counts_alike(old_scheme, scheme) or not known.issuperset(inputs(new, scheme)):
        return expected(read, claim, new)
    common, total, granted = verdicts.common_facts(claim), 0, 0
    for verdict, lines in kept:
        decision = decide(new, scheme, verdicts.facts_of(common, verdict))
        total += lines * decision.amount_fen
        granted += lines * decision.granted
    return total, granted


def _kept(read: Read, claim: Claim) -> Iterator[tuple[Verdict, int]]:
    """The different decisions of a claim, each with how many lines it stands for."""
    wanted = (
        select(Verdict, func.count())
        .join(ClaimLine, (ClaimLine.claim_uid == Verdict.claim_uid) & (ClaimLine.verdict == Verdict.number))
        .where(Verdict.claim_uid == claim.uid)
        .group_by(Verdict.claim_uid, Verdict.number)
    )
    yield from ((verdict, lines) for verdict, lines in read.session.execute(wanted))
