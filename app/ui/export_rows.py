"""Taking rows out of the program: to the clipboard and to Excel files, in the columns and the order on the screen."""

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.kernel.formula_guard import guarded
from app.kernel.texts import say
from app.ui.jobs import Job, Jobs

if TYPE_CHECKING:
    from app.record.listing import Listing, Query

Tell = Callable[[str], None]
_CHUNK = 500


def copy(
    owner: QWidget, jobs: Jobs, listing: "Listing", uids: "array[int]", columns: Sequence[int], told: Tell
) -> None:
    """Rows as they are shown, masked, one line each, for pasting into Excel."""

    actor = jobs.actor

    def gather(job: Job) -> str:
        from app.record import leaving

        told = say("leaving.copied", title=listing.title, count=len(uids))
        leaving.keep(jobs.office, actor, leaving.EXPORT, told)
        lines = []
        with jobs.office.read() as read:
            for start in range(0, len(uids), _CHUNK):
                job.progress(start, len(uids))
                for row in listing.page(read.connection, uids[start : start + _CHUNK]):
                    texts = (listing.columns[n].field.kind.shown(row[n + 1]) for n in columns)
                    lines.append("\t".join(guarded(" ".join(text.split())) for text in texts))
        return "\n".join(lines)

    def put(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        told(say("list.copied", count=f"{len(uids):,}"))

    jobs.run(owner, say("list.copy"), gather, put)


def export(
    owner: QWidget,
    jobs: Jobs,
    listing: "Listing",
    query: "Query",
    columns: Sequence[int],
    path: Path,
    told: Tell,
    *,
    reason: str = "",
) -> None:
    """Every row of a query, in these columns, as an Excel file; with a reason its numbers are whole."""
    names = [listing.columns[number].name for number in columns]

    actor, masked = jobs.actor, not reason

    def write(job: Job) -> int:
        from app.exchange import xlsx
        from app.record import leaving

        what = listing.title if masked else say("leaving.whole", title=listing.title)
        told = say("leaving.file", title=what, file=path.name)
        leaving.keep(jobs.office, actor, leaving.EXPORT, told, path=path, whole=not masked, reason=reason)
        with jobs.office.read() as read:
            return xlsx.export_listing(read, listing, query, path, columns=names, masked=masked, progress=job.progress)

    def then(count: int) -> None:
        told(say("export.done", count=f"{count:,}", path=path))

    jobs.run(owner, say("export.title"), write, then)
