"""Schema 11: an institution that a published list named has no credit code until somebody fills it in."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """All that are there have one."""
    with op.batch_alter_table("institution") as table:
        table.alter_column("uscc", existing_type=sa.String(), nullable=True)


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
