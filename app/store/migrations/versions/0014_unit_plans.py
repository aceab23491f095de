"""Schema 14: the plans that units hand in for a year; a policy that nothing goes by may be given back."""

from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """A table of its own; the safeguard of policies is made anew with all others when every step is done."""
    op.execute("DROP TRIGGER IF EXISTS keep_pack_delete")
    op.create_table(
        "unit_plan",
        *numbers("unit_uid", "year"),
        *days("scheme_on", null=True),
        *texts("scheme_document", null=True),
        *days("plan_on", null=True),
        *texts("plan_document", null=True),
        *numbers("planned", "budget_fen", null=True),
        *texts("note", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("unit_plan", "uid"),
        *refers("unit_plan", unit_uid="unit.uid", origin="office.uid"),
        unique("unit_plan", "unit_uid", "year"),
    )
    index("unit_plan", "origin")


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
