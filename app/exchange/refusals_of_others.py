"""A refusal that another office has spoken on lines that it does not keep either: passed on in its name, or taken back."""

from collections.abc import Mapping

from sqlalchemy import select

from app.claim.claim_line.model import ClaimLine
from app.kernel.texts import say
from app.store.work import Work


def pass_on(work: Work, origin: int, office: str, refused: Mapping[int, str]) -> int:
    """Refuse the lines of one office that another has refused, take back what that one no longer does; how many changed.

    What was refused here for another reason stays as it is.
    """
    said = say("carried.refused", office=office)
    lines = select(ClaimLine.uid, ClaimLine.reported, ClaimLine.receipt_reason).where(ClaimLine.origin == origin)
    known = {uid: (reported, why or "") for uid, reported, why in work.connection.execute(lines)}
    theirs = {uid for uid, (reported, why) in known.items() if reported == "refused" and why.startswith(said)}
    fresh: dict[int, tuple[str, str]] = {
        uid: ("refused", said + why)
        for uid, why in refused.items()
        if uid in known and (known[uid][0] != "refused" or uid in theirs) and known[uid] != ("refused", said + why)
    }
    marks = [(*mark, uid) for uid, mark in fresh.items()] + [("pending", None, uid) for uid in theirs - set(refused)]
    if marks:
        statement = "UPDATE claim_line SET reported = ?, receipt_reason = ? WHERE uid = ?"
        work.connection.exec_driver_sql(statement, marks)
        work.touched.add(ClaimLine.__tablename__)
    return len(marks)
