"""What the papers of a notice say: its sentences, its people as they were published, and its text for the web."""

import json
from collections.abc import Iterator
from datetime import date

from app.award.texts.explanation import Paragraph
from app.claim.claim.model import Claim
from app.claim.claim.verification import doubts as doubts_of_claim
from app.claim.notice.model import Notice
from app.claim.notice.published import entries
from app.claim.notice_entry.model import NoticeEntry
from app.institution.institution.model import Institution
from app.kernel.money import rmb_upper, yuan
from app.kernel.texts import say
from app.policy.pack import Pack
from app.record.hooks import Doubts
from app.store.work import Read
from app.training.training_class.model import TrainingClass


def papers(read: Read, uid: int) -> dict[str, str]:
    """The sentences of a notice that its figures and its pack make."""
    notice, found = read.session.get_one(Notice, uid), entries(read, uid)
    total = sum(entry.published_fen for entry, _, _ in found)
    schemes = "、".join(dict.fromkeys(claim.scheme for _, claim, _ in found))
    return {
        "schemes": schemes,
        "total_upper": rmb_upper(total),
        "term_text": term_text(notice),
        **_where(read, notice),
        "payable_text": say("notice.payable", day=_day(notice.payable_on)),
    }


def _where(read: Read, notice: Notice) -> dict[str, str]:
    """Where objections are taken: as it stood when the notice was put up, else as the office says by now."""
    return {"phone": notice.phone or read.own.phone, "address": notice.address or read.own.address}


def term_text(notice: Notice) -> str:
    """From when to when, worded so that whoever counts on a calendar comes to the same last day."""
    said = {"first": _day(notice.notice_from), "last": _day(notice.notice_to), "days": notice.notice_days}
    if notice.counted_from == notice.notice_from:
        return say("notice.term", **said)
    return say("notice.term_from", **said, counted=_day(notice.counted_from))


def _day(day: date) -> str:
    return say("notice.day", year=day.year, month=day.month, day=day.day)


def rows(read: Read, uid: int) -> list[dict[str, object]]:
    """The people of a notice as they were published."""
    found = []
    for entry, claim, held in entries(read, uid):
        about = {"class_number": held.number if held else claim.number}
        found += [{**about, **person} for person in json.loads(entry.people)]
    return found


def policy(read: Read, uid: int) -> Pack | None:
    """The pack of its claims; one notice is of one circular."""
    for _, claim, _ in entries(read, uid):
        return read.pack_of(claim, claim.basis_on)
    return None


def doubts(read: Read, uid: int) -> Doubts:
    """What of its claims is 待核实, asked before the paper goes out."""
    found = [doubts_of_claim(read, claim.uid) for _, claim, _ in entries(read, uid)]
    decided = tuple(dict.fromkeys(value for doubt in found for value in doubt.decided))
    return Doubts(decided, tuple(dict.fromkeys(value for doubt in found for value in doubt.handled)))


def explain(read: Read, uid: int) -> tuple[Paragraph, ...]:
    """The notice as text for the web: sentences, then a line for each class, then one for each person."""
    notice = read.session.get(Notice, uid)
    if notice is None:
        return ()
    said = papers(read, uid)
    head = [say("notice.intro", schemes=said["schemes"]), notice.joint_text + said["term_text"]]
    where = say("notice.object", office=read.own.name, **_where(read, notice))
    summary = [_summary(read, *one) for one in entries(read, uid)]
    people = [say("notice.people_head"), *_people(read, uid)]
    foot = [*notice.publisher.splitlines(), _day(notice.notice_from)]
    lines = [*filter(None, head), where, said["payable_text"]]
    return (
        Paragraph(say("notice.title", schemes=said["schemes"]), tuple(lines)),
        Paragraph(say("notice.of_classes"), tuple(summary)),
        Paragraph(say("notice.of_people"), (*people, *foot)),
    )


def _summary(read: Read, entry: NoticeEntry, claim: Claim, held: TrainingClass | None) -> str:
    name = read.session.get_one(Institution, claim.institution_uid).name
    amount = yuan(entry.published_fen)
    if held is None:
        return say("notice.equipment_line", name=name, scheme=claim.scheme, amount=amount)
    told = {"number": held.number, "occupation": held.occupation, "level": held.level, "name": name, "amount": amount}
    counts = {key: getattr(entry, key) or 0 for key in ("filed_count", "qualified_count", "reduced_count")}
    return say("notice.class_line", **told, **counts, granted=entry.published_count)


def _people(read: Read, uid: int) -> Iterator[str]:
    for seq, row in enumerate(rows(read, uid), start=1):
        money = (yuan(int(str(row["rate_fen"]))), yuan(int(str(row["amount_fen"]))))
        texts = (str(seq), row["class_number"], row["name"], row["id_number"], row["category"] or "", *money)
        yield "\t".join(str(text) for text in texts)
