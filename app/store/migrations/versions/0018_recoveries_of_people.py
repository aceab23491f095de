"""Schema 18: what was paid to people themselves is called back from each of them."""

from alembic import op

from app.store.migrations.parts import index, numbers

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Recoveries of before name nobody: they are owed by the institution."""
    with op.batch_alter_table("recovery", recreate="always") as batch:
        batch.add_column(*numbers("enrolment_uid", null=True))
        batch.create_foreign_key("fk_recovery_enrolment_uid", "enrolment", ["enrolment_uid"], ["uid"])
    index("recovery", "enrolment_uid")


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
