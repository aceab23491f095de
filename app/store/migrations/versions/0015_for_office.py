"""Schema 15: a class may be one that an office without the program handed in."""

from alembic import op

from app.store.migrations.parts import numbers

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """A class of before is this office's own; another word of it is a correction."""
    with op.batch_alter_table("training_class", recreate="always") as batch:
        batch.add_column(*numbers("for_office_uid", null=True))
        batch.create_foreign_key("fk_training_class_for_office_uid", "office", ["for_office_uid"], ["uid"])
        batch.create_index("ix_training_class_for_office_uid", ["for_office_uid"])


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
