"""What the lines of claims only ask to look at (提示), gathered: a grant with a ✓ must not hide it from who signs."""

from collections.abc import Collection

from sqlalchemy import func, select

from app.award.trace import BETWEEN
from app.claim.claim.model import Claim
from app.claim.claim.standards import ahead
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import NAME, select_lines
from app.kernel.texts import say
from app.kernel.workflow import CREATE
from app.store.work import Read

VERBS = frozenset({"submit", "review", "approve"})
"""Verbs by which somebody answers for the lines of a claim."""
_BEFORE = frozenset({CREATE, "assess"})
"""Verbs after which a claim can still be mended."""
_NAMES = 3


def warn(read: Read, word: str, uids: Collection[int]) -> list[str]:
    """How many lines a verb of claims would agree to in spite of a warning, and which; of a new claim what it will be asked."""
    if word in _BEFORE:
        rows = read.session.scalars(select(Claim).where(Claim.uid.in_(list(uids))))
        return [said for claim in rows for said in ahead(read, claim).all]
    return of_claims(read, uids) if word in VERBS else []


def of_claims(read: Read, uids: Collection[int]) -> list[str]:
    """The granted lines with a warning, counted, then each warning with its count and the first names."""
    granted = (ClaimLine.claim_uid.in_(list(uids)), ClaimLine.decision == "granted")
    wanted = select_lines(ClaimLine.warnings, NAME).where(*granted, ClaimLine.warnings != "")
    warned = read.connection.execute(wanted.order_by(Claim.number, ClaimLine.seq)).all()
    if not warned:
        return []
    named: dict[str, list[str]] = {}
    for codes, name in warned:
        for code in codes.split(BETWEEN):
            named.setdefault(code, []).append(name)
    count = read.session.scalar(select(func.count()).select_from(ClaimLine).where(*granted))
    lines = [say("caution.line", title=code, count=len(n), names=_first(n)) for code, n in named.items()]
    return [say("caution.head", granted=count, warned=len(warned)), *lines]


def warnings_noted(read: Read, uid: int) -> str:
    """For the journal: how many warnings a claim was agreed to with, '' for none."""
    head, *lines = of_claims(read, [uid]) or [""]
    return say("caution.noted", head=head, lines="；".join(lines)) if lines else ""


def _first(names: list[str]) -> str:
    more = say("caution.more") if len(names) > _NAMES else ""
    return "、".join(names[:_NAMES]) + more
