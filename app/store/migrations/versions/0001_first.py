"""Schema 1: an office with its plan, institutions, classes, people, claims, money, packages and journal."""

from app.store.migrations.first import claim, fund, office, plan, training

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make everything, in an empty database."""
    for tables in (office, training, claim, fund, plan):
        tables.make()


def downgrade() -> None:
    """There is no way back below the first schema: a backup is."""
    raise NotImplementedError
