"""Classes, people, rosters, attendance and months at work."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class Trainee(Record, Base):
    """A person, once: every class, certificate and subsidy hangs on this row. `initials` holds all readings."""

    __tablename__ = "trainee"
    name: Mapped[str]
    id_number: Mapped[str] = mapped_column(unique=True)
    sex: Mapped[str]
    born: Mapped[date]
    phone: Mapped[str | None]
    household: Mapped[str | None]
    address: Mapped[str | None]
    initials: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")
    __table_args__ = (
        Index("ix_trainee_name", "name"),
        Index("ix_trainee_initials", "initials"),
        Index("ix_trainee_id_tail", func.substr(id_number, -6)),
    )


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


class Enrolment(Record, Base):
    """One person in one class (花名册行), with the result and the certificate.

    A million of them are counted without being read: the indexes hold whatever is counted.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("class_uid", "trainee_uid"),
        Index(
            "ix_enrolment_certificate_number",
            "certificate_number",
            sqlite_where=text("certificate_number IS NOT NULL"),
        ),
        Index(
            "ix_enrolment_results",
            *("class_uid", "state", "category", "result", "trainee_uid", "certificate_number", "certificate_date"),
        ),
        Index("ix_enrolment_of_trainee", "trainee_uid", "state", "certificate_number"),
    )
    class_uid: Mapped[int] = mapped_column(ForeignKey("training_class.uid"))
    trainee_uid: Mapped[int] = mapped_column(ForeignKey("trainee.uid"))
    seq: Mapped[int]
    category: Mapped[str]
    draws_pension: Mapped[int] = mapped_column(default=0)
    bank: Mapped[str | None]
    account: Mapped[str | None]
    theory_score: Mapped[str | None]
    practice_score: Mapped[str | None]
    result: Mapped[str | None]
    certificate_kind: Mapped[str | None]
    certificate_number: Mapped[str | None]
    certificate_date: Mapped[date | None]
    fee_fen: Mapped[int | None]
    locality: Mapped[str | None]
    hired_on: Mapped[date | None]
    apprentice_kind: Mapped[str | None]
    firm_opened_on: Mapped[date | None]
    modules_done: Mapped[int] = mapped_column(default=0, server_default="0")
    left_out: Mapped[str | None]
    """Why somebody qualified is not among those accepted (核准人数)."""
    state: Mapped[str] = mapped_column(default="active")


class Attendance(Record, Base):
    """One trainee on one day of a class (考勤): so many periods (课时) of so many minutes."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("enrolment_uid", "day"),)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"))
    day: Mapped[date]
    periods: Mapped[int]
    minutes: Mapped[int]


class WorkMonth(Record, Base):
    """One month (YYYY-MM) that a person of a class was at work (在岗月份): 以工代训, posts, apprentices."""

    __tablename__ = "work_month"
    __table_args__ = (UniqueConstraint("enrolment_uid", "month"),)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"))
    month: Mapped[str]
