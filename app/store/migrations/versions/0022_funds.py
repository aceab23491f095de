"""Schema 22: out of which fund a claim was approved, and what the bank says of an account."""

from alembic import op

from app.store.migrations.parts import texts

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Claims approved before take nothing of a fund until they are paid."""
    op.add_column("claim", *texts("fund", null=True))


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
