"""Schema 16: figures of an office without the program bear its name, by which they go up; who found work after a class."""

import sqlalchemy as sa
from alembic import op

from app.store.migrations.parts import days, numbers, texts

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Figures of before bear the name of their office, which is known here; of nobody is it known what became of him."""
    for column in (*days("employed_on", null=True), *texts("employer", null=True)):
        op.add_column("enrolment", column)
    op.add_column("reported_figures", sa.Column("office_name", sa.String(), nullable=False, server_default=""))
    office, figures = (
        sa.table(name, *map(sa.column, columns))
        for name, columns in (("office", ("uid", "name")), ("reported_figures", ("office_uid", "office_name")))
    )
    name = sa.select(office.c.name).where(office.c.uid == figures.c.office_uid).scalar_subquery()
    op.execute(figures.update().values(office_name=name))
    with op.batch_alter_table("reported_figures", recreate="always") as batch:
        batch.add_column(*numbers("placed", null=True))
        batch.alter_column("office_name", existing_type=sa.String(), server_default=None)
        batch.alter_column("office_uid", existing_type=sa.BigInteger(), nullable=True)


def downgrade() -> None:
    """There is no way back: a backup is."""
    raise NotImplementedError
