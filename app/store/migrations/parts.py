"""Words in which the steps of the schema say columns, keys and constraints by their fixed names."""

import sqlalchemy as sa
from alembic import op

_Column = sa.Column[object]


def texts(*names: str, null: bool = False) -> list[_Column]:
    """Columns of text."""
    return [sa.Column(name, sa.String(), nullable=null) for name in names]


def numbers(*names: str, null: bool = False, default: str | None = None) -> list[_Column]:
    """Whole numbers of 64 bits; INTEGER in SQLite, so that a single key is the row's own."""
    kind = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return [sa.Column(name, kind, nullable=null, autoincrement=False, server_default=default) for name in names]


def days(*names: str, null: bool = False) -> list[_Column]:
    """Columns of dates."""
    return [sa.Column(name, sa.Date(), nullable=null) for name in names]


def refers(table: str, **to: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys: column to table.column."""
    return [sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}") for column, target in to.items()]


def unique(table: str, *columns: str) -> sa.UniqueConstraint:
    """What may stand only once."""
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    """A condition on each row."""
    return sa.CheckConstraint(condition, name=sa.sql.elements.conv(f"ck_{table}_{name}"))


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The primary key."""
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def index(table: str, *columns: str) -> None:
    """An index on some columns."""
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
