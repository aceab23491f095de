"""Public notices of their own, with what they said of each claim, and objections to them."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique

_NOTICES = """
INSERT INTO notice (uid, revision, origin, number, notice_from, notice_to, notice_days, counted_from, payable_on, clause,
    publisher, joint_text, phone, address, posted_by, cleared_on, state)
SELECT c.uid, 1, c.origin, c.number, c.notice_from, c.notice_to, coalesce(c.notice_days, 0), c.notice_from,
    date(c.notice_to, '+1 day'), '', o.name, '', o.phone, o.address, '', c.cleared_on,
    CASE c.state WHEN 'noticed' THEN 'posted' ELSE 'over' END
FROM claim c JOIN office o ON o.uid = c.origin JOIN setting s ON s.key = 'office' AND CAST(s.value AS INTEGER) = c.origin
WHERE c.state IN ('noticed', 'cleared') AND c.notice_from IS NOT NULL AND c.notice_to IS NOT NULL
"""
_ENTRIES = """
INSERT INTO notice_entry (uid, notice_uid, claim_uid, filed_count, qualified_count, reduced_count, published_count,
    published_fen, people)
SELECT c.uid, c.uid, c.uid, t.filed_count, t.qualified_count, max(0, t.qualified_count - c.granted_count),
    c.granted_count, c.total_fen, (
        SELECT json_group_array(json_object('name', p.name, 'category', e.category, 'rate_fen', l.rate_fen,
            'amount_fen', l.amount_fen, 'id_number', substr(p.id_number, 1, 6) || '********' || substr(p.id_number, -4)))
        FROM claim_line l JOIN trainee p ON p.uid = l.trainee_uid JOIN enrolment e ON e.uid = l.enrolment_uid
        WHERE l.claim_uid = c.uid AND l.decision = 'granted')
FROM claim c JOIN notice n ON n.uid = c.uid LEFT JOIN training_class t ON t.uid = c.class_uid
"""


def make() -> None:
    """Each claim that is public now has had a notice of its own, whose number is the claim's; it is ended like any other."""
    op.create_table(
        "notice",
        *texts("number"),
        *days("notice_from", "notice_to"),
        *numbers("notice_days"),
        *days("counted_from", "payable_on"),
        *texts("clause", "publisher", "joint_text", "phone", "address", "posted_by"),
        *days("cleared_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("notice", "uid"),
        *refers("notice", origin="office.uid"),
        unique("notice", "origin", "number"),
    )
    op.create_table(
        "notice_entry",
        *numbers("notice_uid", "claim_uid"),
        *numbers("filed_count", "qualified_count", "reduced_count", null=True),
        *numbers("published_count", "published_fen"),
        *texts("people"),
        *numbers("uid"),
        key("notice_entry", "uid"),
        *refers("notice_entry", notice_uid="notice.uid", claim_uid="claim.uid"),
    )
    op.create_table(
        "objection",
        *numbers("notice_uid", "claim_uid"),
        *numbers("enrolment_uid", null=True),
        *days("received_on"),
        *texts("objector"),
        *texts("contact", null=True),
        *texts("content", "registered_by"),
        *days("investigated_on", null=True),
        *texts("investigated_by", "finding", null=True),
        *days("decided_on", null=True),
        *texts("decided_by", "decision", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("objection", "uid"),
        *refers(
            "objection",
            notice_uid="notice.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            origin="office.uid",
        ),
        check("objection", "two_people", "decided_by IS NULL OR decided_by <> investigated_by"),
    )
    index("notice", "origin")
    index("notice_entry", "notice_uid")
    index("notice_entry", "claim_uid")
    for name in ("notice_uid", "claim_uid", "enrolment_uid", "origin"):
        index("objection", name)
    for column in numbers("notice_uid", null=True):
        op.add_column("claim", column)
    op.execute(_NOTICES)
    op.execute(_ENTRIES)
    op.execute("UPDATE claim SET notice_uid = uid WHERE uid IN (SELECT uid FROM notice)")
