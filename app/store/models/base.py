"""What all tables share: names of constraints, uids that are unique among offices, revisions and origins."""

from sqlalchemy import BigInteger, ForeignKey, Integer, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

Big = BigInteger().with_variant(Integer, "sqlite")
"""64-bit integer; in SQLite INTEGER, so that a uid is the row's own key and costs no second index."""


class Base(DeclarativeBase):
    """Declarative base with fixed constraint names, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {int: Big, str: String}


class Keyed:
    """A row with a uid that is unique among all offices."""

    uid: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class Record(Keyed):
    """A row that people change: its revision catches the second saver, its origin says whose it is."""

    @declared_attr
    def revision(cls) -> Mapped[int]:
        """Counted up by every save."""
        return mapped_column(nullable=False)

    @declared_attr
    def origin(cls) -> Mapped[int]:
        """The office that keeps this row."""
        return mapped_column(ForeignKey("office.uid"), index=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, object]:
        return {"version_id_col": cls.revision}
