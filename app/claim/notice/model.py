"""The table of public notices."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Notice(Record, Base):
    """A public notice (公示) of one or more claims.

    `counted_from` is the first of its working days, `payable_on` the first working day after its last; office, telephone
    and address are where objections were taken when it was put up, `publisher` who signed it.
    """

    __tablename__ = "notice"
    __table_args__ = (UniqueConstraint("origin", "number"),)
    number: Mapped[str]
    notice_from: Mapped[date]
    notice_to: Mapped[date]
    notice_days: Mapped[int]
    counted_from: Mapped[date]
    payable_on: Mapped[date]
    clause: Mapped[str]
    publisher: Mapped[str]
    joint_text: Mapped[str]
    phone: Mapped[str]
    address: Mapped[str]
    posted_by: Mapped[str]
    cleared_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="posted")
