"""The table of steps of approval."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Record


class ApprovalStep(Record, Base):
    """A step (科室审核, 分管领导, 财政 …) in the order of `seq`, for batches of more than `over_fen`."""

    __tablename__ = "approval_step"
    __table_args__ = (UniqueConstraint("origin", "seq"),)
    seq: Mapped[int]
    title: Mapped[str]
    post: Mapped[str]
    over_fen: Mapped[int]
    state: Mapped[str] = mapped_column(default="active")
