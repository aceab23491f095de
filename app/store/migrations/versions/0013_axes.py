"""Schema 13: units are departments, areas or programmes, and a class may count for one of each."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import days, index, key, numbers, refers, texts, unique

revision = "0013"
down_revision = "0012"

_KINDS = {"area": ("镇（街道）", "县（市、区）"), "programme": ("专项计划",)}
"""How the circulars shipped until now call what is no breakdown by departments."""


def upgrade() -> None:
    """A class of before counts for the unit that it names; an area or a programme beside it is a correction."""
    op.add_column("unit", sa.Column("kind", sa.String(), nullable=False, server_default="department"))
    unit = sa.table("unit", sa.column("kind"), sa.column("axis"))
    for kind, axes in _KINDS.items():
        op.execute(unit.update().where(unit.c.axis.in_(axes)).values(kind=kind))
    op.add_column("unit", *texts("region", null=True))
    op.create_table(
        "allocation",
        *texts("fund"),
        *numbers("year", "unit_uid", "amount_fen"),
        *texts("document", "state"),
        *numbers("revision", "origin", "uid"),
        key("allocation", "uid"),
        *refers("allocation", unit_uid="unit.uid", origin="office.uid"),
        unique("allocation", "origin", "fund", "year", "unit_uid", "document"),
    )
    index("allocation", "origin")
    op.add_column(
        "office",
        sa.Column("program", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False, server_default="1"),
    )
    op.create_table(
        "reported_figures",
        *numbers("office_uid"),
        *texts("period"),
        *numbers("classes", "times"),
        *numbers("persons", null=True),
        *numbers("qualified", "certified", "subsidised", "awarded_fen", "paid_fen"),
        *texts("state"),
        *numbers("revision", "origin", "uid"),
        key("reported_figures", "uid"),
        *refers("reported_figures", office_uid="office.uid", origin="office.uid"),
        unique("reported_figures", "origin", "office_uid", "period"),
    )
    index("reported_figures", "origin")
    op.add_column("quota", *texts("issued", null=True))
    op.create_table(
        "plan_issue",
        *texts("axis"),
        *numbers("year", "version"),
        *texts("document"),
        *days("issued_on"),
        *texts("note", null=True),
        *texts("content", "state"),
        *numbers("revision", "origin", "uid"),
        key("plan_issue", "uid"),
        *refers("plan_issue", origin="office.uid"),
        unique("plan_issue", "origin", "axis", "year", "document"),
    )
    index("plan_issue", "origin")
    with op.batch_alter_table("training_class", recreate="always") as batch:
        for name in ("area_uid", "programme_uid"):
            batch.add_column(*numbers(name, null=True))
            batch.create_foreign_key(f"fk_training_class_{name}", "unit", [name], ["uid"])
            batch.create_index(f"ix_training_class_{name}", [name])


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
