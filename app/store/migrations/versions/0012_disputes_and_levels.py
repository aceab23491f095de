"""Schema 12: what packages disagree on, who carries whose packages, and serial numbers of equipment."""

from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing is in dispute yet, and nobody carried the packages of another."""
    op.create_table(
        "dispute",
        *numbers("uid", "revision", "origin", "sender_uid", "keeper_uid"),
        *texts("kind", "sheet"),
        *numbers("row_uid"),
        *texts("row_name", "detail", "theirs", "ours", "theirs_digest", "ours_digest"),
        *days("raised_on"),
        *texts("reason", "decided_by", null=True),
        *days("decided_on", null=True),
        *texts("state"),
        key("dispute", "uid"),
        *refers("dispute", origin="office.uid", sender_uid="office.uid", keeper_uid="office.uid"),
        unique("dispute", "row_uid", "theirs_digest", "ours_digest"),
    )
    index("dispute", "origin")
    op.create_table(
        "held_row",
        *numbers("sender_uid"),
        *texts("table_name"),
        *numbers("row_uid"),
        *texts("label"),
        *numbers("amount_fen"),
        *texts("reason"),
        key("held_row", "sender_uid", "table_name", "row_uid"),
        *refers("held_row", sender_uid="office.uid"),
    )
    op.add_column("package", *numbers("held", null=True))
    op.add_column("office", *numbers("parent_uid", null=True))
    op.add_column("equipment", *texts("serial_number", null=True))


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
