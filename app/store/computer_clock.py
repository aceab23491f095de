"""Whether the computer's clock may be right: work in an office never goes back in time, but a PC with an empty battery does."""

from datetime import datetime, timedelta

from app.kernel.texts import say
from app.store import journal
from app.store.work import Read

_TOLERANCE = timedelta(hours=1)
"""By which the clocks of two computers may differ that worked on one office in turn."""
_LOOKED_AT = 1000
"""Entries: whoever signs in by a wrong clock hides the ones before, and work by one that was ahead is said no longer for ever."""
_SHOWN = "%Y-%m-%d %H:%M"


def clock_warning(read: Read) -> str:
    """What is said of a clock that is behind the office's last entries; '' when nothing speaks against it."""
    now, at = read.office.clock(), journal.latest(read.session, _LOOKED_AT)
    last = datetime.fromisoformat(at) if at else now
    if now >= last - _TOLERANCE:
        return ""
    return say("clock.behind", now=f"{now:{_SHOWN}}", last=f"{last.astimezone(now.tzinfo):{_SHOWN}}")
