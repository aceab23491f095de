"""Schema 10: imports that were begun are gone on with, and an import knows the package that told of it."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import key, numbers, texts

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Of the packages since an import nobody can say any more what they told: it is final with the first of them."""
    op.add_column("import_run", *numbers("told_by", null=True))
    op.execute(
        sa.text(
            "UPDATE import_run SET told_by = (SELECT p.uid FROM package p JOIN setting s ON s.key = 'office' "
            "WHERE p.direction = 'sent' AND p.office_uid = CAST(s.value AS INTEGER) AND p.serial > import_run.package "
            "ORDER BY p.serial LIMIT 1)"
        )
    )
    op.execute(
        sa.text("DELETE FROM import_change WHERE number IN (SELECT number FROM import_run WHERE told_by IS NOT NULL)")
    )
    op.drop_column("import_run", "package")
    op.create_table(
        "begun_import",
        *texts("kind"),
        *numbers("into"),
        *texts("sha256", "name", "path", "at", "actor"),
        *numbers("waiting", null=True),
        *texts("layout", "corrections"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        key("begun_import", "kind", "into", "sha256"),
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
