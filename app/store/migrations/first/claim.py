"""The tables of rates, claims and what is decided on them."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Make them, in an empty database."""
    op.create_table(
        "rate",
        *texts("occupation", "level"),
        *numbers("amount_fen"),
        *days("since"),
        *texts("document"),
        *numbers("sample"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("rate", "uid"),
        *refers("rate", origin="office.uid"),
        unique("rate", "origin", "occupation", "level", "since"),
    )
    index("rate", "origin")
    op.create_table(
        "claim",
        *texts("number"),
        *numbers("class_uid", null=True),
        *numbers("institution_uid"),
        *texts("scheme"),
        *days("basis_on", "applied_on"),
        *numbers("line_count", "granted_count", "total_fen"),
        *texts("submitted_by", "department", "department_by", null=True),
        *days("department_on", null=True),
        *texts("department_note", "reviewed_by", "approved_by", "paid_by", null=True),
        *numbers("combined", default="0"),
        *texts("return_reason", null=True),
        *days("notice_from", "notice_to", null=True),
        *numbers("notice_days", null=True),
        *texts("real_name_number", null=True),
        *days("cleared_on", "paid_on", null=True),
        *texts("pack_id"),
        *numbers("pack_version"),
        *texts("state"),
        *texts("reported", null=True),
        *numbers("revision", "origin", "uid"),
        key("claim", "uid"),
        *refers("claim", class_uid="training_class.uid", institution_uid="institution.uid", origin="office.uid"),
        unique("claim", "origin", "number"),
        check(
            "claim",
            "payer_is_another",
            "combined = 1 OR paid_by IS NULL OR paid_by NOT IN (submitted_by, reviewed_by, approved_by)",
        ),
        check("claim", "approver_is_another", "approved_by IS NULL OR approved_by <> submitted_by"),
        check("claim", "reviewer_is_another", "reviewed_by IS NULL OR reviewed_by <> submitted_by"),
        check("claim", "two_decide", "combined = 1 OR approved_by IS NULL OR approved_by <> reviewed_by"),
    )
    index("claim", "class_uid")
    index("claim", "institution_uid")
    index("claim", "origin")
    op.create_table(
        "claim_line",
        *numbers("origin", "claim_uid"),
        *numbers("enrolment_uid", "trainee_uid", null=True),
        *numbers("seq", "year"),
        *texts("occupation", "level", "decision"),
        *numbers("rate_fen", "amount_fen"),
        *texts("reasons", "warnings", "facts"),
        *texts("reported", "receipt_reason", null=True),
        *numbers("uid"),
        key("claim_line", "uid"),
        *refers(
            "claim_line",
            origin="office.uid",
            claim_uid="claim.uid",
            enrolment_uid="enrolment.uid",
            trainee_uid="trainee.uid",
        ),
        check("claim_line", "never_negative", "amount_fen >= 0"),
    )
    index("claim_line", "claim_uid")
    index("claim_line", "enrolment_uid")
    op.create_index(
        "ix_claim_line_history",
        "claim_line",
        ["trainee_uid", "year", "decision", "occupation", "level", "claim_uid", "amount_fen"],
    )
    index("claim_line", "origin")
    op.create_index("ix_claim_line_warned", "claim_line", ["claim_uid"], sqlite_where=sa.text("warnings <> ''"))
    op.create_table(
        "equipment",
        *numbers("institution_uid"),
        *texts("facility", "name"),
        *days("bought_on"),
        *numbers("value_fen"),
        *texts("invoice"),
        *numbers("claim_uid", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("equipment", "uid"),
        *refers("equipment", institution_uid="institution.uid", claim_uid="claim.uid", origin="office.uid"),
        check("equipment", "worth_something", "value_fen > 0"),
    )
    index("equipment", "institution_uid")
    op.create_index(
        "ix_equipment_once",
        "equipment",
        ["origin", "invoice", "name"],
        sqlite_where=sa.text("state <> 'void'"),
        unique=True,
    )
    index("equipment", "origin")
    op.create_table(
        "override",
        *numbers("claim_uid", "enrolment_uid"),
        *texts("reason", "document", "against", "clause", "asked_by"),
        *days("asked_on"),
        *texts("confirmed_by", null=True),
        *days("confirmed_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("override", "uid"),
        *refers("override", claim_uid="claim.uid", enrolment_uid="enrolment.uid", origin="office.uid"),
        check("override", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
        check("override", "confirmed_by_somebody", "state <> 'confirmed' OR confirmed_by IS NOT NULL"),
    )
    index("override", "claim_uid")
    index("override", "enrolment_uid")
    index("override", "origin")
