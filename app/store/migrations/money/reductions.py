"""Who was taken out of a claim by two people (核减)."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts


def make() -> None:
    """A table of its own."""
    op.create_table(
        "reduction",
        *numbers("claim_uid", "enrolment_uid"),
        *texts("cause", "reason", "document", "clause"),
        *numbers("amount_fen"),
        *texts("stage"),
        *days("published_on", null=True),
        *texts("asked_by"),
        *days("asked_on"),
        *texts("confirmed_by", null=True),
        *days("confirmed_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("reduction", "uid"),
        *refers("reduction", claim_uid="claim.uid", enrolment_uid="enrolment.uid", origin="office.uid"),
        check("reduction", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
    )
    index("reduction", "claim_uid")
    index("reduction", "enrolment_uid")
    index("reduction", "origin")
