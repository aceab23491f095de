"""What the policy asks of the papers about a claim: who publishes, what is pledged."""

from app.claim.claim.model import Claim
from app.claim.claim_line.model import ClaimLine
from app.kernel.texts import say
from app.policy.keys import PLEDGE
from app.policy.pack import Pack
from app.policy.procedures import PROJECT
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def papers(read: Read, uid: int) -> dict[str, str]:
    """The words that the policy gives to the papers of a claim, '' for what it does not ask."""
    claim = read.session.get(Claim, uid)
    return {**_notice(read, claim), **_pledge(read, claim)} if claim else {}


def _notice(read: Read, claim: Claim) -> dict[str, str]:
    """The office alone, or together with the department that checked the claim (共同公示, OD-24)."""
    joint = read.pack_of(claim, claim.basis_on).get("joint_notice", claim.basis_on)
    if joint is None or not (joint.amount and claim.department):
        return {"publisher": read.own.name, "joint_text": ""}
    both = {"department": claim.department, "office": read.own.name}
    return {"publisher": f"{claim.department}\n{read.own.name}", "joint_text": say("asking.joint", **both)}


def _pledge(read: Read, claim: Claim) -> dict[str, str]:
    """What is pledged (告知承诺, CX-23), where the pack has it, and for 项目制 alone where it says so."""
    value = read.pack_of(claim, claim.basis_on).get("pledge", claim.basis_on)
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    if value is None or (value.text == PROJECT and (held is None or held.arrangement != PROJECT)):
        return {"pledge": "", "pledge_clause": ""}
    return {"pledge": PLEDGE[value.text], "pledge_clause": value.source.cite()}


def policy(read: Read, uid: int) -> Pack:
    """The pack that a claim goes by."""
    claim = read.session.get_one(Claim, uid)
    return read.pack_of(claim, claim.basis_on)


def policy_of_line(read: Read, uid: int) -> Pack:
    """The pack that the claim of a line goes by."""
    return policy(read, read.session.get_one(ClaimLine, uid).claim_uid)
