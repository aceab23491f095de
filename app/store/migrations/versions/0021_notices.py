"""Schema 21: public notices of their own, with what they said of each claim, and objections to them."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Claims that were published before keep the days of their notice, which nobody kept as a paper of its own."""
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


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
