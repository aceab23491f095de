"""Schema 2: how the people of a class study (学习形式), as the opening form asks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """A class of before does not say."""
    op.add_column("training_class", sa.Column("study_mode", sa.String(), nullable=True))


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
