"""What has been printed (打印记录): which paper of which record, by whom, and whether the same was printed before."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.texts import say
from app.printing.forms import Form
from app.printing.values import FormData
from app.record.leaving import require_reason, with_reason
from app.store.models import Journal
from app.store.work import Read, Work

PRINT = "print"
"""The word of the journal."""
_SHOWN = 12
"""Digits of a digest that tell two states of the data apart."""


@dataclass(frozen=True)
class Printed:
    """A paper of a record, as it is printed: its title, and a digest of everything that stands on it but the day."""

    noun: str
    uid: int
    title: str
    digest: str
    whole: bool = False
    """Whether identity numbers or accounts stand in it in full."""

    @property
    def detail(self) -> str:
        """How the journal begins to tell of it: the same words for the same paper in the same state of the data."""
        return say("prints.detail", title=self.title, digest=self.digest)


def digest_of(form: Form, filled: Iterable[FormData]) -> str:
    """A digest of what a form says: its own values and those of the rows that its table shows."""
    keys, columns = sorted(form.values()), sorted(form.columns())
    told = hashlib.sha256(form.name.encode())
    for data in filled:
        told.update(repr([data.values.get(key) for key in keys]).encode())
        told.update(repr([[row.get(key) for key in columns] for row in data.rows]).encode())
    return told.hexdigest()[:_SHOWN]


def times(read: Read, printed: Printed) -> int:
    """How often the same paper of the same record was printed before in the same state of the data."""
    same = Journal.subject == printed.uid, Journal.noun == printed.noun, Journal.verb == PRINT
    counted = select(func.count()).where(*same, Journal.detail.startswith(printed.detail, autoescape=True))
    return read.session.scalar(counted) or 0


def keep_prints(work: Work, papers: Sequence[Printed], reason: str = "") -> None:
    """Write in the journal who printed which papers, and of what was printed before, the how manieth copy it is.

    What carries whole numbers is printed for a reason; Refused without one.
    """
    require_reason(reason, whole=any(paper.whole for paper in papers))
    for paper in papers:
        copy = times(work, paper)
        again = say("prints.again", count=copy) if copy else ""
        work.log(paper.noun, PRINT, paper.uid, with_reason(paper.detail + again, reason))
