"""The day on which a claim was approved, which a backlog enters later."""

from alembic import op

from app.store.migrations.parts import days


def make() -> None:
    """Of claims approved before, the journal says the day."""
    for column in days("approved_on", null=True):
        op.add_column("claim", column)
