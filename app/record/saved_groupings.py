"""统计 that an office uses often, by name: what a list is grouped by and which of its rows; kept with the office's settings."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from app.record.grouping import By
from app.record.listing import Filter
from app.store.models import Setting
from app.store.work import Read, Work

_KEY = "grouping/"


@dataclass(frozen=True)
class Saved:
    """One of them, of one list."""

    by: tuple[By, ...]
    filters: tuple[Filter, ...]


def saved(read: Read, listing: str) -> Mapping[str, Saved]:
    """Those of a list by name."""
    row = read.session.get(Setting, _KEY + listing)
    known = json.loads(row.value) if row else {}
    return {
        name: Saved(tuple(By(**each) for each in told["by"]), tuple(Filter(**each) for each in told["filters"]))
        for name, told in known.items()
    }


def save(work: Work, listing: str, name: str, one: Saved) -> None:
    """Keep one under a name, in place of what has it."""
    _keep(work, listing, {**saved(work, listing), name: one})


def drop(work: Work, listing: str, name: str) -> None:
    """It is not used any more."""
    _keep(work, listing, {key: one for key, one in saved(work, listing).items() if key != name})


def _keep(work: Work, listing: str, all_: Mapping[str, Saved]) -> None:
    text = json.dumps({name: asdict(one) for name, one in all_.items()}, ensure_ascii=False)
    work.session.merge(Setting(key=_KEY + listing, value=text))
