"""Out of which fund a claim is paid (资金来源): the one that the policy names, or the one that somebody chooses."""

from datetime import date

from app.award.funds import named_fund
from app.claim.claim.model import Claim
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store import packs
from app.store.work import Read


def check_fund(read: Read, scheme: str, pack_id: str, on: date, fund: str) -> None:
    """Refuse another fund than the policy names for the scheme (XC-15, OD-15, OD-19, QJ-05)."""
    pack = packs.in_force(read.session, pack_id, on)
    named = named_fund(pack, on, pack.scheme(scheme).key)
    if named is not None and fund != named.name:
        raise Refused("scheme.fund", scheme=scheme, fund=named.name, clause=named.clause)


def usual_fund(read: Read, scheme: str, pack_id: str, on: date) -> str | None:
    """The fund with which a dialog begins: the one that the policy names, or the only one it lists."""
    pack = packs.in_force(read.session, pack_id, on)
    named, listed = named_fund(pack, on, pack.scheme(scheme).key), pack.list("fund_sources")
    return named.name if named else listed[0] if len(listed) == 1 else None


def fund_of(read: Read, claim: Claim, chosen: str | None = None) -> str | None:
    """The fund of a claim: the one chosen, else the one it was approved for, else the usual one; None while it is open."""
    return chosen or claim.fund or usual_fund(read, claim.scheme, claim.pack_id, claim.basis_on)


def why(read: Read, claim: Claim) -> str:
    """Why a claim is paid out of its fund, '' where nobody prescribes one."""
    pack = packs.in_force(read.session, claim.pack_id, claim.basis_on)
    named = named_fund(pack, claim.basis_on, pack.scheme(claim.scheme).key)
    return say("fund.named", scheme=claim.scheme, fund=named.name, clause=named.clause) if named else ""
