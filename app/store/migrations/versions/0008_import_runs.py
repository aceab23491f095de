"""Schema 8: what is needed to undo an import."""

from alembic import op

from app.store.migrations.parts import key, numbers, texts, unique

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Two tables, empty: of the imports until now nothing was kept, so they stay as they are."""
    op.create_table(
        "import_run",
        *numbers("number"),
        *texts("sha256", "kind"),
        *numbers("into"),
        *texts("actor"),
        *numbers("first_uid", "last_uid"),
        *texts("tables"),
        *numbers("new", "changed", "package"),
        key("import_run", "number"),
        unique("import_run", "sha256", "kind", "into"),
    )
    op.create_table(
        "import_change",
        *numbers("number"),
        *texts("table_name"),
        *numbers("row_uid"),
        *texts("old"),
        *numbers("revision", null=True),
        key("import_change", "number", "table_name", "row_uid"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
