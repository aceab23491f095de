"""The steps of a training procedure (办理流程) that a pack may name, and how far a class has come by its records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.kernel.texts import say

DONE, NEXT, OPEN = "done", "next", "open"


@dataclass(frozen=True, slots=True)
class Trail:
    """What the records show of a class: days, None while it has not come to pass, and words that prove it."""

    listed_on: date | None = None
    institution: str = ""
    enrolled: int = 0
    opened_on: date | None = None
    opening: str = ""
    """Number of the filing or written reply, or who approved."""
    begun: bool = False
    starts_on: date | None = None
    ended: bool = False
    ends_on: date | None = None
    assessed: int | None = None
    """Who passed, once everybody has a result."""
    certified_on: date | None = None
    accepted_by: str = ""
    accepted_on: date | None = None
    claim: str = ""
    cleared: bool = False
    notice_to: date | None = None
    paid_on: date | None = None


class Proof(NamedTuple):
    """The day of a step that is done, None where no record has it, and what proves it."""

    on: date | None
    what: str


class Step(NamedTuple):
    """A step as the pack names it: done, next or open, with its day and proof."""

    name: str
    standing: str
    on: date | None
    what: str


Look = Callable[[Trail], Proof | None]


def _unrecorded(_: Trail) -> Proof | None:
    """A step that leaves no record here; it is over once a later one is done."""
    return None


def _listed(trail: Trail) -> Proof | None:
    return Proof(trail.listed_on, trail.institution) if trail.listed_on else None


def _enrolled(trail: Trail) -> Proof | None:
    return Proof(None, say("flow.enrolled", count=trail.enrolled)) if trail.enrolled else None


def _opened(trail: Trail) -> Proof | None:
    return Proof(trail.opened_on, trail.opening) if trail.opened_on else None


def _held(trail: Trail) -> Proof | None:
    return Proof(trail.starts_on, say("flow.begun")) if trail.begun else None


def _ended(trail: Trail) -> Proof | None:
    return Proof(trail.ends_on, say("flow.ended")) if trail.ended else None


def _assessed(trail: Trail) -> Proof | None:
    return Proof(trail.certified_on, say("flow.assessed", count=trail.assessed)) if trail.assessed is not None else None


def _accepted(trail: Trail) -> Proof | None:
    return Proof(trail.accepted_on, say("flow.accepted", by=trail.accepted_by)) if trail.accepted_by else None


def _noticed(trail: Trail) -> Proof | None:
    return Proof(trail.notice_to, say("flow.noticed", claim=trail.claim)) if trail.cleared else None


def _paid(trail: Trail) -> Proof | None:
    return Proof(trail.paid_on, say("flow.paid", claim=trail.claim)) if trail.paid_on else None


LOOKS: Mapping[str, Look] = {
    "发布项目征集计划": _unrecorded,
    "公布职业资格补贴目录清单": _listed,
    "公布项目清单": _listed,
    "公布培训机构和项目": _listed,
    "培训机构组织报名": _enrolled,
    "培训开班备案": _opened,
    "培训开班审批": _opened,
    "组织培训": _held,
    "学员结业": _ended,
    "考核鉴定（等级认定）": _assessed,
    "结业评估": _accepted,
    "培训验收": _accepted,
    "结果公示": _noticed,
    "申领培训补贴": _paid,
    "经费核拨": _paid,
}
"""Every step that a pack may name, and where its proof is looked for; a claim is made good once it is paid."""
STEPS: Mapping[str, str] = {name: name for name in LOOKS}


def progress(names: Sequence[str], trail: Trail) -> list[Step]:
    """Each step of a flow: done by its proof or by a later step, the first other one next, the rest open."""
    proofs = [LOOKS[name](trail) for name in names]
    reached = max((place for place, proof in enumerate(proofs) if proof), default=-1)
    due = next((place for place, proof in enumerate(proofs) if place > reached), len(names))
    return [
        Step(name, DONE if place < due else NEXT if place == due else OPEN, *(proof or Proof(None, "")))
        for place, (name, proof) in enumerate(zip(names, proofs, strict=True))
    ]
