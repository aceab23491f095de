"""The table of months at work."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class WorkMonth(Record, Base):
    """One month (YYYY-MM) that a person of a class was at work (在岗月份): 以工代训, posts, apprentices."""

    __tablename__ = "work_month"
    __table_args__ = (UniqueConstraint("enrolment_uid", "month"),)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"))
    month: Mapped[str]
