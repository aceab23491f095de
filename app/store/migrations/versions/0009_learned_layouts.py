"""Schema 9: how the tables of each sender are read."""

from alembic import op

from app.store.migrations.parts import key, numbers, texts

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """A table, empty: nobody has answered anything yet."""
    op.create_table(
        "learned_layout",
        *texts("kind"),
        *numbers("sender"),
        *texts("answers", "actor", "at"),
        key("learned_layout", "kind", "sender"),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
