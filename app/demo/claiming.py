"""What becomes of an accepted class's claims, and of what an enterprise bought: from the draft to the money."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from app.claim.claim.noun import UNOPPOSED
from app.demo.places import Course
from app.demo.story import LI, WANG, ZHANG, ZHAO, Life, Seat, Story, Turn

_MISTAKEN = {"reason": "申请日期填错，作废后重新申请"}
_INCOMPLETE = {"reason": "缺少第三周考勤表，请补齐后再提交"}


_HAND_IN, _REVIEW, _DECIDE = Turn("submit"), Turn("review", LI, 2), Turn("approve", WANG, 3)
_WAYS: Mapping[str, Sequence[Turn]] = {
    "draft": (),
    "submitted": (_HAND_IN,),
    "returned": (_HAND_IN, Turn("return_", LI, 2, _INCOMPLETE)),
    "reviewed": (_HAND_IN, _REVIEW),
    "approved": (_HAND_IN, _REVIEW, _DECIDE),
}
"""How a claim comes to its state; one that is not here is put up for notice, and what follows goes by the calendar."""
_NOTICED = (_HAND_IN, _REVIEW, _DECIDE, Turn("publish", None, 1))


def days(number: int) -> timedelta:
    """So many days."""
    return timedelta(days=number)


def claim_for(story: Story, course: Course, title: str, clerk: Seat) -> Life:
    """Every claim for a class, one scheme after another."""
    for number, scheme in enumerate(course.schemes):
        yield (course.claim_on or course.ends_on + days(16)) + days(number), clerk
        named = {"scheme": scheme} if scheme else {}
        uid = story.do("claim", "create", None, class_number=title, **named)
        if course.voided_first and not number:
            story.do("claim", "void", uid, **_MISTAKEN)
            uid = story.do("claim", "create", None, class_number=title, **named)
        yield from _go(story, uid, course.claim, course.unit, clerk, by_batch=course.batch)


def ahead(story: Story, title: str, clerk: Seat) -> Life:
    """The whole share that the policy lets go ahead, for a class that has begun."""
    yield story.today + days(1), clerk
    uid = story.do("advance", "create", None, class_number=title)
    story.do("advance", "submit", uid)
    yield story.today + days(2), WANG
    story.do("advance", "approve", uid)
    yield story.today + days(2), _cashier(clerk)
    paid = {"voucher": _registered(story, "advance", uid), "paid_on": story.today.isoformat()}
    story.do("advance", "pay", uid, fund=story.fund("advance", uid), **paid)


def buying(story: Story) -> list[Life]:
    """An enterprise's own claim for what it bought, where the example has one."""
    return [_bought(story)] if story.place.equipment else []


def _bought(story: Story) -> Life:
    bought = [date.fromisoformat(item["bought_on"]) for item in story.place.equipment]
    yield max(bought) + days(20), ZHAO
    uids = [story.do("equipment", "create", None, **item) for item in story.place.equipment]
    yield from _go(story, story.do("equipment", "claim", uids[0]), "paid", "", ZHAO)


def _go(story: Story, uid: int, state: str, unit: str, clerk: Seat, *, by_batch: bool = False) -> Life:
    """A claim to its state; the department and the real-name system come in where the policy has them."""
    for turn in _WAYS.get(state, _NOTICED):
        yield story.today + days(turn.days), turn.who or clerk
        if turn.verb == "review" and story.may("claim", uid, "check"):
            _checked(story, uid, unit)
        story.do("claim", turn.verb, uid, **turn.texts)
    if state in UNOPPOSED:
        yield date.fromisoformat(story.value("claim", uid, "notice_to")) + days(1), clerk
        story.do("notice", "clear", story.notice_of(uid))
    if state == "paid" and by_batch:
        yield from _through_the_bank(story, uid, _cashier(clerk))
    elif state == "paid":
        yield story.today + days(6), _cashier(clerk)
        paid = {"voucher": _registered(story, "claim", uid), "paid_on": story.today.isoformat()}
        story.do("claim", "pay", uid, fund=story.fund("claim", uid), **paid)


def _through_the_bank(story: Story, uid: int, cashier: Seat) -> Life:
    """Listed, signed by reviewer and chief, sent, and paid as the bank says some days later."""
    yield story.today + days(6), cashier
    voucher = _registered(story, "claim", uid)
    story.do("claim", "list_up", uid, fund=story.fund("claim", uid))
    batch = story.newest("batch")
    story.do("batch", "submit", batch)
    for seat in (LI, WANG):
        yield story.today + days(1), seat
        story.do("batch", "sign", batch)
    yield story.today + days(1), cashier
    story.do("batch", "send", batch, sent_on=story.today.isoformat())
    yield story.today + days(2), cashier
    for transfer in story.inside("transfer", "batch_number", story.value("batch", batch, "number")):
        story.do("transfer", "pay", transfer, voucher=voucher, paid_on=story.today.isoformat())


def _registered(story: Story, noun: str, uid: int) -> str:
    """The voucher of a payment, which the real-name system knows of first where the policy asks for it."""
    number = story.value(noun, uid, "number")
    if story.flag("real_name_gate"):
        story.do(noun, "register", uid, real_name_number=f"示例{number}")
    return f"示例凭证{number}"


def _cashier(clerk: Seat) -> Seat:
    """The clerk who pays: never the one who handed in."""
    return ZHANG if clerk == ZHAO else ZHAO


def _checked(story: Story, uid: int, unit: str) -> None:
    """The department in charge answers for what is true in the claim."""
    told = {"department": unit, "department_by": "孙主管", "department_on": story.today.isoformat()}
    story.do("claim", "check", uid, **told, department_note="开班计划、培训过程和证明材料属实")
