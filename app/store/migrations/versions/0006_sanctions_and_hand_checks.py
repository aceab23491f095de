"""Schema 6: sanctions against institutions, and checks by hand of claims."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Two tables of their own."""
    op.create_table(
        "sanction",
        *numbers("institution_uid"),
        *texts("step", "step_title"),
        *days("decided_on"),
        *texts("decided_by", "document", "reason", "clause"),
        *days("mend_by", null=True),
        *texts("effect", "entered_by"),
        *days("lifted_on", null=True),
        *texts("lifted_reason", "asked_by", "confirmed_by", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("sanction", "uid"),
        *refers("sanction", institution_uid="institution.uid", origin="office.uid"),
        check("sanction", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
    )
    op.create_table(
        "hand_check",
        *numbers("claim_uid"),
        *numbers("enrolment_uid", null=True),
        *texts("fact", "title", "clause", "quote", "answer"),
        *texts("note", "checked_by", null=True),
        *days("checked_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("hand_check", "uid"),
        *refers("hand_check", claim_uid="claim.uid", enrolment_uid="enrolment.uid", origin="office.uid"),
    )
    index("sanction", "institution_uid")
    index("sanction", "origin")
    index("hand_check", "claim_uid")
    index("hand_check", "enrolment_uid")
    index("hand_check", "origin")


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
