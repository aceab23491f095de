"""What the policy asks of the papers about a claim: who signs its notice, what is pledged; who applies, for which months."""

from sqlalchemy import select

from app.claim.claim.attended_days import BETWEEN
from app.claim.claim.model import Claim
from app.claim.claim.paper_rows import span
from app.claim.claim.procedure import review_of
from app.claim.claim_line.model import ClaimLine
from app.claim.claim_line.queries import NAME, select_lines
from app.institution.institution.model import Institution
from app.kernel.texts import say
from app.policy.keys import BUREAU, PLEDGE
from app.policy.pack import Pack
from app.policy.procedures import PROJECT
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def papers(read: Read, uid: int) -> dict[str, str]:
    """The words that the policy gives to the papers of a claim, '' for what it does not ask."""
    claim = read.session.get(Claim, uid)
    if claim is None:
        return {}
    return {**_pledge(read, claim), **_applicant(read, claim), **_scheme(read, claim)}


def _applicant(read: Read, claim: Claim) -> dict[str, str]:
    """Whom to ask at the institution, and how large the class was at each step."""
    owner = read.session.get_one(Institution, claim.institution_uid)
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    counts = {key: getattr(held, key, None) for key in ("filed_count", "qualified_count", "approved_count")}
    asked = {"leader": owner.leader, "phone": owner.phone, "address": owner.address}
    return {**{key: text or "" for key, text in asked.items()}, **{k: str(n or "") for k, n in counts.items()}}


def _scheme(read: Read, claim: Claim) -> dict[str, str]:
    """The key of the scheme in its pack, the papers that it asks for, its days or months, and who checks it."""
    schemes = read.pack_of(claim, claim.basis_on).schemes.values()
    scheme = next((each for each in schemes if each.title == claim.scheme), None)
    told = {"scheme_key": scheme.key, "scheme_papers": "、".join(scheme.papers)} if scheme else {}
    wanted = select(ClaimLine.paid).where(ClaimLine.claim_uid == claim.uid, ClaimLine.paid.is_not(None)).distinct()
    paid = [day for text in read.session.scalars(wanted) for day in str(text).split(BETWEEN)]
    by_department = review_of(read, claim).name != BUREAU
    checked = claim.scheme if by_department else ""
    return {**told, "paid_span": span(paid), "department_checks": checked, "refused_names": _refused(read, claim)}


def _refused(read: Read, claim: Claim) -> str:
    """Whose lines are not granted, for rosters that people sign for their money."""
    refused = select_lines(ClaimLine.seq, NAME).where(ClaimLine.claim_uid == claim.uid, ClaimLine.decision != "granted")
    return "、".join(f"{seq} {name}" for seq, name in read.session.execute(refused.order_by(ClaimLine.seq)))


def publisher_of(read: Read, claim: Claim) -> tuple[str, str]:
    """Who signs the notice of a claim, and the sentence that says so: the office alone, or also the department (OD-24)."""
    joint = read.pack_of(claim, claim.basis_on).get("joint_notice", claim.basis_on)
    if joint is None or not (joint.amount and claim.department):
        return read.own.name, ""
    both = {"department": claim.department, "office": read.own.name}
    return f"{claim.department}\n{read.own.name}", say("asking.joint", **both)


def _pledge(read: Read, claim: Claim) -> dict[str, str]:
    """What is pledged (告知承诺, CX-23), where the pack has it, and for 项目制 alone where it says so."""
    value = read.pack_of(claim, claim.basis_on).get("pledge", claim.basis_on)
    held = read.session.get(TrainingClass, claim.class_uid) if claim.class_uid else None
    if value is None or (value.text == PROJECT and (held is None or held.arrangement != PROJECT)):
        return {"pledge": "", "pledge_clause": ""}
    return {"pledge": PLEDGE[value.text], "pledge_clause": value.source.cite()}


def filed(read: Read, uid: int) -> list[tuple[str, int]]:
    """The notice that a claim stood in, which belongs into its file."""
    claim = read.session.get(Claim, uid)
    return [("notice", claim.notice_uid)] if claim and claim.notice_uid else []


def policy(read: Read, uid: int) -> Pack:
    """The pack that a claim goes by."""
    claim = read.session.get_one(Claim, uid)
    return read.pack_of(claim, claim.basis_on)


def policy_of_line(read: Read, uid: int) -> Pack:
    """The pack that the claim of a line goes by."""
    return policy(read, read.session.get_one(ClaimLine, uid).claim_uid)
