"""Schema 1: an office with its plan, institutions, classes, people, claims, payments, packages and journal."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything, in an empty database."""
    _office()
    _deadlines()
    _plan_and_training()
    _money()
    _safeguards()


def downgrade() -> None:
    """There is no way back below the first schema: a backup is."""
    raise NotImplementedError


def _office() -> None:
    op.create_table(
        "setting",
        *texts("key", "value"),
        key("setting", "key"),
    )
    op.create_table(
        "serial",
        *texts("name"),
        *numbers("value"),
        key("serial", "name"),
    )
    op.create_table(
        "office",
        *texts("name", "region", "level"),
        *numbers("number"),
        *texts("phone", "address"),
        *numbers("uid"),
        key("office", "uid"),
        unique("office", "number"),
    )
    op.create_table(
        "pack",
        *texts("pack_id"),
        *numbers("version"),
        *texts("text", "sha256", "installed_at"),
        key("pack", "pack_id", "version"),
    )
    op.create_table(
        "user",
        *texts("name", "roles", "state"),
        *numbers("revision", "origin", "uid"),
        key("user", "uid"),
        *refers("user", origin="office.uid"),
        unique("user", "name"),
    )
    index("user", "origin")
    op.create_table(
        "day",
        *days("day"),
        *texts("kind", "name"),
        key("day", "day"),
    )
    op.create_table(
        "journal",
        *numbers("id"),
        *texts("at", "actor", "noun", "verb"),
        *numbers("subject"),
        *texts("detail", "clause", "digest"),
        key("journal", "id"),
    )
    index("journal", "subject")
    op.create_table(
        "imported_file",
        *texts("sha256", "kind"),
        *numbers("into"),
        *texts("name", "at"),
        *numbers("rows"),
        key("imported_file", "sha256", "kind", "into"),
    )
    op.create_table(
        "package",
        *texts("direction"),
        *numbers("office_uid"),
        *texts("period"),
        *numbers("serial"),
        *texts("sha256"),
        *days("made_on"),
        *numbers("row_count", "total_fen"),
        *numbers("accepted", "refused", null=True),
        *texts("state"),
        *numbers("uid"),
        key("package", "uid"),
        *refers("package", office_uid="office.uid"),
        unique("package", "direction", "office_uid", "serial"),
    )


def _deadlines() -> None:
    op.create_table(
        "deadline",
        *texts("key", "title", "period"),
        *days("due_on", null=True),
        *texts("clause"),
        *days("done_on", null=True),
        *texts("done_by", "note", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("deadline", "uid"),
        *refers("deadline", origin="office.uid"),
        unique("deadline", "origin", "key", "period"),
    )
    index("deadline", "origin")


def _plan_and_training() -> None:
    op.create_table(
        "unit",
        *numbers("seq"),
        *texts("axis", "name"),
        *numbers("parent_uid", null=True),
        *texts("cooperating", "duty"),
        *numbers("revision", "origin", "uid"),
        key("unit", "uid"),
        *refers("unit", parent_uid="unit.uid", origin="office.uid"),
        unique("unit", "origin", "axis", "name", "parent_uid"),
    )
    index("unit", "origin")
    op.create_table(
        "quota",
        *numbers("unit_uid", "year", "until_year"),
        *texts("measure"),
        *numbers("target", "stretch", null=True),
        *texts("source", "state"),
        *numbers("revision", "origin", "uid"),
        key("quota", "uid"),
        *refers("quota", unit_uid="unit.uid", origin="office.uid"),
        unique("quota", "unit_uid", "year", "measure"),
    )
    index("quota", "origin")
    op.create_table(
        "institution",
        *texts("name", "uscc"),
        *texts("kind", "leader", "phone", "address", "bank", "account", null=True),
        *texts("programmes"),
        *days("listed_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("institution", "uid"),
        *refers("institution", origin="office.uid"),
        unique("institution", "origin", "uscc"),
    )
    index("institution", "name")
    index("institution", "origin")
    op.create_table(
        "training_class",
        *texts("number", "name"),
        *numbers("institution_uid", "unit_uid"),
        *texts("occupation", "level", "training_type"),
        *days("starts_on", "ends_on"),
        *texts("place"),
        *numbers("theory_periods", "practice_periods", "planned_count"),
        *texts("leader", "contact_phone", null=True),
        *numbers("filed_count", "qualified_count", "approved_count", null=True),
        *days("filed_on", null=True),
        *texts("submitted_by", "approved_by", "accepted_by", "return_reason", null=True),
        *texts("pack_id"),
        *numbers("pack_version"),
        *texts("state"),
        *texts("reported", null=True),
        *numbers("revision", "origin", "uid"),
        key("training_class", "uid"),
        *refers("training_class", institution_uid="institution.uid", unit_uid="unit.uid", origin="office.uid"),
        unique("training_class", "origin", "number"),
        check("training_class", "two_people", "approved_by IS NULL OR approved_by <> submitted_by"),
        check("training_class", "ends_after_start", "ends_on >= starts_on"),
    )
    index("training_class", "institution_uid")
    index("training_class", "origin")
    index("training_class", "unit_uid")
    op.create_table(
        "trainee",
        *texts("name", "id_number", "sex"),
        *days("born"),
        *texts("phone", "household", "address", null=True),
        *texts("initials", "state"),
        *numbers("revision", "origin", "uid"),
        key("trainee", "uid"),
        *refers("trainee", origin="office.uid"),
        unique("trainee", "id_number"),
    )
    op.create_index("ix_trainee_id_tail", "trainee", [sa.text("substr(id_number, -6)")])
    index("trainee", "initials")
    index("trainee", "name")
    index("trainee", "origin")
    op.create_table(
        "enrolment",
        *numbers("class_uid", "trainee_uid", "seq"),
        *texts("category"),
        *numbers("draws_pension"),
        *texts(
            "bank",
            "account",
            "theory_score",
            "practice_score",
            "result",
            "certificate_kind",
            "certificate_number",
            null=True,
        ),
        *days("certificate_date", null=True),
        *numbers("fee_fen", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("enrolment", "uid"),
        *refers("enrolment", class_uid="training_class.uid", trainee_uid="trainee.uid", origin="office.uid"),
        unique("enrolment", "class_uid", "trainee_uid"),
    )
    index("enrolment", "origin")
    index("enrolment", "trainee_uid")
    op.create_table(
        "attendance",
        *numbers("enrolment_uid"),
        *days("day"),
        *numbers("periods", "minutes", "revision", "origin", "uid"),
        key("attendance", "uid"),
        *refers("attendance", enrolment_uid="enrolment.uid", origin="office.uid"),
        unique("attendance", "enrolment_uid", "day"),
    )
    index("attendance", "origin")


def _money() -> None:
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
        *numbers("class_uid"),
        *texts("scheme"),
        *days("applied_on"),
        *numbers("line_count", "granted_count", "total_fen"),
        *texts("submitted_by", "reviewed_by", "approved_by", "return_reason", null=True),
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
        *refers("claim", class_uid="training_class.uid", origin="office.uid"),
        unique("claim", "origin", "number"),
        check("claim", "reviewer_is_another", "reviewed_by IS NULL OR reviewed_by <> submitted_by"),
        check("claim", "approver_is_another", "approved_by IS NULL OR approved_by <> submitted_by"),
    )
    index("claim", "class_uid")
    index("claim", "origin")
    op.create_table(
        "claim_line",
        *numbers("origin", "claim_uid", "enrolment_uid", "trainee_uid", "seq", "year"),
        *texts("occupation", "level", "decision"),
        *numbers("rate_fen", "amount_fen"),
        *texts("reasons", "facts"),
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
        "ix_claim_line_history", "claim_line", ["trainee_uid", "year", "decision", "occupation", "level", "claim_uid"]
    )
    index("claim_line", "origin")
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
    op.create_table(
        "payment",
        *texts("number"),
        *numbers("claim_uid"),
        *texts("payee"),
        *texts("bank", "account", null=True),
        *numbers("amount_fen"),
        *texts("fund", "voucher"),
        *days("paid_on"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("payment", "uid"),
        *refers("payment", claim_uid="claim.uid", origin="office.uid"),
        unique("payment", "origin", "number"),
        unique("payment", "claim_uid"),
    )
    index("payment", "origin")


def _safeguards() -> None:
    """Posted rows stay as they are, whoever opens the file."""
    never = (
        ("journal", "UPDATE"),
        ("journal", "DELETE"),
        ("pack", "UPDATE"),
        ("pack", "DELETE"),
        ("payment", "DELETE"),
    )
    for table, verb in never:
        op.execute(
            f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        )
