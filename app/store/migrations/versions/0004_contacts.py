"""Schema 4: contacts of responsible units."""

from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """A table of its own."""
    op.create_table(
        "contact",
        *numbers("unit_uid"),
        *texts("section", null=True),
        *texts("name"),
        *texts("post", null=True),
        *texts("phone"),
        *days("since", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("contact", "uid"),
        *refers("contact", unit_uid="unit.uid", origin="office.uid"),
        unique("contact", "unit_uid", "name"),
    )
    index("contact", "origin")


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
