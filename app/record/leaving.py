"""What leaves the program is in the journal before it does: printed, exported, shown in full, backed up; by whom and what for."""

from pathlib import Path

from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.files import Draft
from app.store.lock import account
from app.store.work import Actor, Office

PRINT, EXPORT, REVEAL, BACKUP = "print", "export", "reveal", "backup"


def keep(
    office: Office,
    actor: Actor | None,
    verb: str,
    detail: str,
    about: tuple[str, int] | None = None,
    *,
    path: Path | None = None,
    whole: bool = False,
    reason: str = "",
) -> None:
    """Journal that something leaves the office; `about`: noun and uid of the record that it is of, None for the office.

    What carries `whole` identity numbers or accounts needs a reason: Refused without one. Only an example office lets
    nobody in particular take something. Where the file of a `path` cannot be written, nothing is journalled either.
    """
    require_reason(reason, whole=whole)
    if path is not None:
        Draft(path).discard()
    with office.work(actor or Actor(account(), frozenset())) as work:
        noun, uid = about or ("office", work.own.uid)
        work.log(
            noun, verb, uid, say("leaving.why", detail=detail, reason=reason.strip()) if reason.strip() else detail
        )


def require_reason(reason: str, *, whole: bool) -> None:
    """Refuse to let whole identity numbers or accounts out for nothing in particular."""
    if whole and not reason.strip():
        raise Refused("leaving.reason")


def with_reason(detail: str, reason: str) -> str:
    """What the journal says, with what it is for where that was said."""
    return say("leaving.why", detail=detail, reason=reason.strip()) if reason.strip() else detail
