"""The table of what notices said of each claim."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.store.models.base import Base, Keyed


class NoticeEntry(Keyed, Base):
    """One claim in a public notice, as the public read it; `people` (JSON) has the rows, identity numbers masked."""

    __tablename__ = "notice_entry"
    notice_uid: Mapped[int] = mapped_column(ForeignKey("notice.uid"), index=True)
    claim_uid: Mapped[int] = mapped_column(ForeignKey("claim.uid"), index=True)
    filed_count: Mapped[int | None]
    qualified_count: Mapped[int | None]
    reduced_count: Mapped[int | None]
    published_count: Mapped[int]
    published_fen: Mapped[int]
    people: Mapped[str]
