"""The table of attendance."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Attendance(Record, Base):
    """One trainee on one day of a class (考勤): so many periods (课时) of so many minutes."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("enrolment_uid", "day"),)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"))
    day: Mapped[date]
    periods: Mapped[int]
    minutes: Mapped[int]
