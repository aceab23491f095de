"""The table of sign-offs."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class SignOff(Record, Base):
    """One step of the approval of a batch, done: by somebody here, or noted by a clerk for another authority (财政).

    `round` counts how often the batch was handed in: what was signed before it was returned stays on record.
    """

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("batch_uid", "round", "place"),)
    batch_uid: Mapped[int] = mapped_column(ForeignKey("batch.uid"), index=True)
    round: Mapped[int]
    place: Mapped[int]
    step: Mapped[str]
    signed_by: Mapped[str]
    signed_on: Mapped[date]
    noted_by: Mapped[str]
    document: Mapped[str | None]
    note: Mapped[str | None]
    state: Mapped[str] = mapped_column(default="signed")
