"""Schema 3: teachers of institutions."""

from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """A table of its own."""
    op.create_table(
        "teacher",
        *numbers("institution_uid"),
        *texts("name", "id_number", "engagement"),
        *texts("education", "major", "post_title", null=True),
        *texts("occupation"),
        *texts("courses", "certificate_name", "level", "certificate_number", null=True),
        *days("issued_on", "valid_until", null=True),
        *texts("phone", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("teacher", "uid"),
        *refers("teacher", institution_uid="institution.uid", origin="office.uid"),
        unique("teacher", "origin", "id_number", "institution_uid"),
    )
    index("teacher", "institution_uid")
    index("teacher", "origin")


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
