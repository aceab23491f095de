"""Who entered a rate or a sum of money, which another person confirms."""

from alembic import op

from app.store.migrations.parts import texts


def make() -> None:
    """What stands already holds."""
    for table in ("rate", "budget"):
        op.add_column(table, *texts("entered_by", null=True))
