"""Schema 5: what a policy pack asks of institutions, classes and rows of rosters beyond the program's own elements."""

from alembic import op

from app.store.migrations.parts import texts

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """One JSON text a record; before, nothing was asked."""
    for table in ("institution", "training_class", "enrolment"):
        (facts,) = texts("facts", null=True)
        op.add_column(table, facts)


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
