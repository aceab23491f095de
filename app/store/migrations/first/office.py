"""The tables of the office itself: settings, counters, packs, people, calendar, journal and packages."""

from alembic import op

from app.store.migrations.parts import check, days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Make them, in an empty database."""
    op.create_table(
        "day",
        *days("day"),
        *texts("kind", "name"),
        key("day", "day"),
    )
    op.create_table(
        "imported_file",
        *texts("sha256", "kind"),
        *numbers("into"),
        *texts("name", "at"),
        *numbers("rows"),
        key("imported_file", "sha256", "kind", "into"),
    )
    op.create_table(
        "journal",
        *numbers("id"),
        *texts("at", "actor", "noun", "verb"),
        *numbers("subject"),
        *texts("detail", "clause", "digest"),
        key("journal", "id"),
    )
    index("journal", "subject")
    op.create_table(
        "office",
        *texts("name", "region", "level"),
        *numbers("number"),
        *texts("phone", "address"),
        *numbers("uid"),
        key("office", "uid"),
        unique("office", "number"),
    )
    op.create_table(
        "pack",
        *texts("pack_id"),
        *numbers("version"),
        *texts("text", "sha256", "installed_at"),
        key("pack", "pack_id", "version"),
    )
    op.create_table(
        "serial",
        *texts("name"),
        *numbers("value"),
        key("serial", "name"),
    )
    op.create_table(
        "setting",
        *texts("key", "value"),
        key("setting", "key"),
    )
    op.create_table(
        "correction",
        *texts("noun"),
        *numbers("subject"),
        *texts("subject_name", "detail", "old_values", "new_values", "reason", "asked_by"),
        *days("asked_on"),
        *texts("confirmed_by", null=True),
        *days("confirmed_on", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("correction", "uid"),
        *refers("correction", origin="office.uid"),
        check("correction", "two_people", "confirmed_by IS NULL OR confirmed_by <> asked_by"),
    )
    index("correction", "origin")
    index("correction", "subject")
    op.create_table(
        "package",
        *texts("direction"),
        *numbers("office_uid"),
        *texts("period"),
        *numbers("serial"),
        *texts("sha256"),
        *days("made_on"),
        *numbers("row_count", "total_fen"),
        *numbers("accepted", "refused", null=True),
        *texts("note", null=True),
        *texts("state"),
        *numbers("uid"),
        key("package", "uid"),
        *refers("package", office_uid="office.uid"),
        unique("package", "direction", "office_uid", "serial"),
    )
    op.create_table(
        "user",
        *texts("name", "roles", "state"),
        *numbers("revision", "origin", "uid"),
        key("user", "uid"),
        *refers("user", origin="office.uid"),
        unique("user", "name"),
    )
    index("user", "origin")
