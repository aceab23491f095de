"""Schema 23: who entered a rate or a sum of money, which another person confirms."""

from alembic import op

from app.store.migrations.parts import texts

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """What stands already holds."""
    for table in ("rate", "budget"):
        op.add_column(table, *texts("entered_by", null=True))


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
