"""Schema 20: the day on which a claim was approved, which a backlog enters later."""

from alembic import op

from app.store.migrations.parts import days

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Of claims approved before, the journal says the day."""
    for column in days("approved_on", null=True):
        op.add_column("claim", column)


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
