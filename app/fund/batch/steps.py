"""Through whose hands a batch goes: the office's own steps by its sum, as they were when it was handed in."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.fund.approval_step.model import ApprovalStep
from app.fund.approval_step.noun import OUTSIDE
from app.fund.batch.model import Batch
from app.fund.batch.noun import BATCH
from app.fund.sign_off.model import SignOff
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHIEF, REVIEWER, ROLES
from app.office.separation import another_person, roles, staffing
from app.office.staffing import UNDERSTAFFED
from app.store.work import Read, Work


@dataclass(frozen=True)
class Step:
    """A step of approval: its title, and the post that signs it."""

    title: str
    post: str


def steps_for(read: Read, total_fen: int) -> list[Step]:
    """The steps of a batch of so many 分; an office that has set none has a reviewer and the chief sign."""
    wanted = select(ApprovalStep).where(ApprovalStep.state == "active").order_by(ApprovalStep.seq)
    rows = list(read.session.scalars(wanted))
    if not rows:
        return [Step(say("approval.review"), REVIEWER), Step(say("approval.chief"), CHIEF)]
    found = [Step(row.title, row.post) for row in rows if total_fen > row.over_fen]
    if not found:
        raise Refused("batch.no_step")
    return found


def written(steps: Sequence[Step], round_: int) -> str:
    """JSON of the steps, and how often the batch was handed in."""
    return json.dumps({"round": round_, "steps": [[step.title, step.post] for step in steps]}, ensure_ascii=False)


def kept(batch: Batch) -> tuple[list[Step], int]:
    """The steps that a batch goes through, and the round."""
    found = json.loads(batch.steps or '{"round": 0, "steps": []}')
    return [Step(*step) for step in found["steps"]], int(found["round"])


def signed(read: Read, batch: Batch) -> list[SignOff]:
    """What was signed since the batch was handed in last."""
    _, round_ = kept(batch)
    wanted = select(SignOff).where(SignOff.batch_uid == batch.uid, SignOff.round == round_)
    return list(read.session.scalars(wanted.order_by(SignOff.place)))


def waiting(read: Read, batch: Batch) -> Step | None:
    """The step that it waits for; None when all have signed."""
    steps, done = kept(batch)[0], len(signed(read, batch))
    return steps[done] if done < len(steps) else None


def sign(work: Work, batch: Batch, **told: object) -> SignOff:
    """Enter the next step as signed; Refused for another's post, and for who prepared the batch or signed before."""
    step, before = waiting(work, batch), signed(work, batch)
    assert step is not None  # the last step has moved it out of this state
    outside = step.post == OUTSIDE
    if outside != ("signed_by" in told):
        raise Refused("batch.outside" if outside else "batch.inside", step=step.title)
    if not outside:
        _check_post(work, batch, step, before)
    every, round_ = kept(batch)
    if all(each.post == OUTSIDE for each in every):  # nobody else here sees it
        another_person(work, batch.prepared_by, BATCH.verb("note").title)
    known = {"signed_by": work.actor.name, "signed_on": work.today, **told}
    row: SignOff = work.add(
        SignOff(
            batch_uid=batch.uid,
            round=round_,
            place=len(before) + 1,
            step=step.title,
            noted_by=work.actor.name,
            **known,
        )
    )
    return row


def left_alone(read: Read, batch: Batch) -> Step | None:
    """A later step that nobody else can sign, so that who signs the one that it waits for leaves it without a signer."""
    if read.actor is None or staffing(read):
        return None
    before = signed(read, batch)
    gone = {read.actor.name, batch.prepared_by, *(row.signed_by for row in before)}
    others = [held for name, held in roles(read).items() if name not in gone]
    later = kept(batch)[0][len(before) + 1 :]
    mine = (step for step in later if step.post in read.actor.roles)
    return next((step for step in mine if not any(step.post in held for held in others)), None)


def _check_post(work: Work, batch: Batch, step: Step, before: Sequence[SignOff]) -> None:
    if step.post not in work.actor.roles:
        raise Refused("batch.other_post", step=step.title, post=ROLES[step.post])
    another_person(work, batch.prepared_by, BATCH.verb("sign").title)
    if any(row.signed_by == work.actor.name for row in before) and work.settings.get(UNDERSTAFFED) != "1":
        raise Refused("batch.signed_already", who=work.actor.name, step=step.title)
