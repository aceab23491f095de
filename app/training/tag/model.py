"""The table of what people are recognised as."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Tag(Record, Base):
    """What a person is recognised as (人员身份) from a day on, with its proof; `until` None while it holds."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("origin", "trainee_uid", "category", "since"),)
    trainee_uid: Mapped[int] = mapped_column(ForeignKey("trainee.uid"), index=True)
    category: Mapped[str]
    since: Mapped[date]
    until: Mapped[date | None]
    proof: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
