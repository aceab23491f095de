"""The tables of targets, head counts and deadlines."""

from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique


def make() -> None:
    """Make them, in an empty database."""
    op.create_table(
        "deadline",
        *texts("key", "title", "period"),
        *days("due_on", null=True),
        *texts("clause"),
        *days("done_on", null=True),
        *texts("done_by", "note", null=True),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("deadline", "uid"),
        *refers("deadline", origin="office.uid"),
        unique("deadline", "origin", "key", "period"),
    )
    index("deadline", "origin")
    op.create_table(
        "workforce",
        *numbers("year", "employed", "skilled", "highly_skilled"),
        *numbers("poor_in_need", null=True),
        *texts("source", "state"),
        *numbers("revision", "origin", "uid"),
        key("workforce", "uid"),
        *refers("workforce", origin="office.uid"),
        unique("workforce", "origin", "year"),
    )
    index("workforce", "origin")
    op.create_table(
        "quota",
        *numbers("unit_uid", "year", "until_year"),
        *texts("measure"),
        *numbers("target", "stretch", null=True),
        *texts("source", "state"),
        *numbers("revision", "origin", "uid"),
        key("quota", "uid"),
        *refers("quota", unit_uid="unit.uid", origin="office.uid"),
        unique("quota", "unit_uid", "year", "measure"),
    )
    index("quota", "origin")
