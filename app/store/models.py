"""The tables. Money is whole 分; uids are 63-bit, unique among offices; `origin` is the office that keeps a row."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, MetaData, String, UniqueConstraint, func
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


class Setting(Base):
    """One setting of this office: own uid, number prefix, schema and pack, folders."""

    __tablename__ = "setting"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Serial(Base):
    """A counter; numbers are drawn inside the write transaction, so that none is given twice."""

    __tablename__ = "serial"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]


class OfficeRow(Keyed, Base):
    """An office: this one, and each whose packages were applied here. `number` is the high half of its uids."""

    __tablename__ = "office"
    name: Mapped[str]
    region: Mapped[str]
    level: Mapped[str]
    number: Mapped[int] = mapped_column(unique=True)
    phone: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")


class PackRow(Base):
    """An installed policy pack, immutable; a correction is a new version."""

    __tablename__ = "pack"
    pack_id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    sha256: Mapped[str]
    installed_at: Mapped[str]


class User(Record, Base):
    """A person who works with the program; roles are codes joined by blanks."""

    __tablename__ = "user"
    name: Mapped[str] = mapped_column(unique=True)
    roles: Mapped[str]
    state: Mapped[str] = mapped_column(default="active")


class Unit(Record, Base):
    """A responsible unit (责任单位), or a town or section below one."""

    __tablename__ = "unit"
    __table_args__ = (UniqueConstraint("origin", "axis", "name", "parent_uid"),)
    seq: Mapped[int]
    axis: Mapped[str]
    name: Mapped[str]
    parent_uid: Mapped[int | None] = mapped_column(ForeignKey("unit.uid"))
    cooperating: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")


class Quota(Record, Base):
    """A unit's target for a year, or for years together; units of measure differ (人次, 人) and are never added."""

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("unit_uid", "year", "measure"),)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"))
    year: Mapped[int]
    until_year: Mapped[int] = mapped_column(default=lambda context: context.get_current_parameters()["year"])
    measure: Mapped[str]
    target: Mapped[int | None]
    stretch: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="active")


class Institution(Record, Base):
    """A training institution (培训机构)."""

    __tablename__ = "institution"
    __table_args__ = (UniqueConstraint("origin", "uscc"),)
    name: Mapped[str] = mapped_column(index=True)
    uscc: Mapped[str]
    kind: Mapped[str | None]
    leader: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    programmes: Mapped[str]
    listed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="draft")


class TrainingClass(Record, Base):
    """A training class (培训班). Its pack and version stay those of its start date."""

    __tablename__ = "training_class"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="two_people"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
    )
    number: Mapped[str]
    name: Mapped[str]
    institution_uid: Mapped[int] = mapped_column(ForeignKey("institution.uid"), index=True)
    unit_uid: Mapped[int] = mapped_column(ForeignKey("unit.uid"), index=True)
    occupation: Mapped[str]
    level: Mapped[str]
    training_type: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str]
    theory_periods: Mapped[int]
    practice_periods: Mapped[int]
    planned_count: Mapped[int]
    leader: Mapped[str | None]
    contact_phone: Mapped[str | None]
    filed_count: Mapped[int | None]
    qualified_count: Mapped[int | None]
    approved_count: Mapped[int | None]
    filed_on: Mapped[date | None]
    submitted_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    accepted_by: Mapped[str | None]
    return_reason: Mapped[str | None]
    pack_id: Mapped[str]
    pack_version: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    reported: Mapped[str | None]


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


class Enrolment(Record, Base):
    """One person in one class (花名册行), with the result and the certificate."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("class_uid", "trainee_uid"),)
    class_uid: Mapped[int] = mapped_column(ForeignKey("training_class.uid"))
    trainee_uid: Mapped[int] = mapped_column(ForeignKey("trainee.uid"), index=True)
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
    state: Mapped[str] = mapped_column(default="active")


class Attendance(Record, Base):
    """One trainee on one day of a class (考勤): so many periods (课时) of so many minutes."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("enrolment_uid", "day"),)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"))
    day: Mapped[date]
    periods: Mapped[int]
    minutes: Mapped[int]


class Rate(Record, Base):
    """One line of the office's own 补贴标准目录: 分 per person, with its document number."""

    __tablename__ = "rate"
    __table_args__ = (UniqueConstraint("origin", "occupation", "level", "since"),)
    occupation: Mapped[str]
    level: Mapped[str]
    amount_fen: Mapped[int]
    since: Mapped[date]
    document: Mapped[str]
    sample: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="active")


class Claim(Record, Base):
    """A subsidy claim (补贴申请) for one accepted class; the person who submits can neither review nor approve."""

    __tablename__ = "claim"
    __table_args__ = (
        UniqueConstraint("origin", "number"),
        CheckConstraint("reviewed_by IS NULL OR reviewed_by <> submitted_by", name="reviewer_is_another"),
        CheckConstraint("approved_by IS NULL OR approved_by <> submitted_by", name="approver_is_another"),
    )
    number: Mapped[str]
    class_uid: Mapped[int] = mapped_column(ForeignKey("training_class.uid"), index=True)
    scheme: Mapped[str]
    applied_on: Mapped[date]
    line_count: Mapped[int] = mapped_column(default=0)
    granted_count: Mapped[int] = mapped_column(default=0)
    total_fen: Mapped[int] = mapped_column(default=0)
    submitted_by: Mapped[str | None]
    reviewed_by: Mapped[str | None]
    approved_by: Mapped[str | None]
    return_reason: Mapped[str | None]
    notice_from: Mapped[date | None]
    notice_to: Mapped[date | None]
    notice_days: Mapped[int | None]
    real_name_number: Mapped[str | None]
    cleared_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    pack_id: Mapped[str]
    pack_version: Mapped[int]
    state: Mapped[str] = mapped_column(default="draft")
    reported: Mapped[str | None]


class ClaimLine(Keyed, Base):
    """What one person gets, or why not. `reasons` and `facts` (JSON) stay as decided when the policy has changed."""

    __tablename__ = "claim_line"
    origin: Mapped[int] = mapped_column(ForeignKey("office.uid"), index=True)
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    trainee_uid: Mapped[int] = mapped_column(ForeignKey("trainee.uid"))
    seq: Mapped[int]
    year: Mapped[int]
    occupation: Mapped[str]
    level: Mapped[str]
    decision: Mapped[str]
    rate_fen: Mapped[int]
    amount_fen: Mapped[int]
    reasons: Mapped[str]
    facts: Mapped[str]
    reported: Mapped[str | None]
    receipt_reason: Mapped[str | None]
    __table_args__ = (
        Index("ix_claim_line_history", "trainee_uid", "year", "decision", "occupation", "level", "claim_uid"),
        CheckConstraint("amount_fen >= 0", name="never_negative"),
    )


class Override(Record, Base):
    """A limit 原则上 passed by hand (手工通过) for one person of a claim: one asks, another confirms.

    It hangs on the person's place in the class, since lines are made anew by every assessment; `against` holds the
    very words of the limit that it passes.
    """

    __tablename__ = "override"
    __table_args__ = (
        CheckConstraint("confirmed_by IS NULL OR confirmed_by <> asked_by", name="two_people"),
        CheckConstraint("state <> 'confirmed' OR confirmed_by IS NOT NULL", name="confirmed_by_somebody"),
    )
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    enrolment_uid: Mapped[int] = mapped_column(ForeignKey("enrolment.uid"), index=True)
    reason: Mapped[str]
    document: Mapped[str]
    against: Mapped[str]
    clause: Mapped[str]
    asked_by: Mapped[str]
    asked_on: Mapped[date]
    confirmed_by: Mapped[str | None]
    confirmed_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="pending")


class Payment(Record, Base):
    """Money paid (拨付); posted rows are never changed, a correction is a reversal."""

    __tablename__ = "payment"
    __table_args__ = (UniqueConstraint("origin", "number"),)
    number: Mapped[str]
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), unique=True)
    payee: Mapped[str]
    bank: Mapped[str | None]
    account: Mapped[str | None]
    amount_fen: Mapped[int]
    fund: Mapped[str]
    voucher: Mapped[str]
    paid_on: Mapped[date]
    state: Mapped[str] = mapped_column(default="paid")


class Package(Keyed, Base):
    """A 报送包 that was sent or received, with the digest that the next one names."""

    __tablename__ = "package"
    __table_args__ = (UniqueConstraint("direction", "office_uid", "serial"),)
    direction: Mapped[str]
    office_uid: Mapped[int] = mapped_column(ForeignKey("office.uid"))
    period: Mapped[str]
    serial: Mapped[int]
    sha256: Mapped[str]
    made_on: Mapped[date]
    row_count: Mapped[int]
    total_fen: Mapped[int]
    accepted: Mapped[int | None]
    refused: Mapped[int | None]
    state: Mapped[str]


class ImportedFile(Base):
    """A file that was imported, so that the same one again changes nothing."""

    __tablename__ = "imported_file"
    sha256: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    into: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    at: Mapped[str]
    rows: Mapped[int]


class Day(Base):
    """A day whose kind differs from its weekday: off (休息) or work (调休上班)."""

    __tablename__ = "day"
    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(default="")


class Deadline(Record, Base):
    """One thing that the office owes by a day (到期), and when it was done; no day while its calendar is unknown."""

    __tablename__ = "deadline"
    __table_args__ = (UniqueConstraint("origin", "key", "period"),)
    key: Mapped[str]
    title: Mapped[str]
    period: Mapped[str]
    due_on: Mapped[date | None]
    clause: Mapped[str]
    done_on: Mapped[date | None]
    done_by: Mapped[str | None]
    note: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="open")


class Journal(Base):
    """Who did what to which record, when and why; each row holds the digest of the one before."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]
    actor: Mapped[str]
    noun: Mapped[str]
    verb: Mapped[str]
    subject: Mapped[int] = mapped_column(index=True)
    detail: Mapped[str]
    clause: Mapped[str]
    digest: Mapped[str]
