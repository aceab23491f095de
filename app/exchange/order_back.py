"""Going back behind the order that was taken last: all that it brought, or nothing, when something was used since.

What is needed stands in the settings beside the number of the order: what it was before, and the imports, the version of
the policy and the days that came with it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import func, select

from app.claim.claim.model import Claim
from app.claim.claim.noun import CLAIM
from app.desk.import_undo import Undoing, undo_all
from app.exchange import order_calendar as calendar
from app.exchange.order_calendar import Changed
from app.exchange.order_file import Order
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CLERK, ROLES
from app.plan.deadline.deadline_sync import sync_all
from app.record.imports.recording import Started, keep
from app.store import packs
from app.store.models import ImportRun, Journal, PackRow, Setting
from app.store.work import Actor, Office, Work
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS

LAST = "order:"
"""Before a sender's uid, in the settings: the serial of the order that was taken last."""
_TAKEN = "taken-orders"
"""The setting of those that one may go back behind, the newest last."""
_NAMED = 24


@dataclass(frozen=True)
class Taken:
    """An order that was taken; `before` is the serial of the one before it, 0 for none, `version` 0 without a policy."""

    uid: str
    sender: str
    document: str
    serial: int
    before: int
    entry: int
    """The last entry of the journal when it was taken."""
    runs: Sequence[int]
    version: int
    days: Sequence[Changed]


@dataclass(frozen=True)
class Back:
    """What going back behind an order does."""

    order: Taken
    lines: Sequence[str]

    def text(self) -> str:
        """In sentences."""
        order = self.order
        head = say("order.head", office=order.sender, serial=order.serial, document=order.document)
        return "\n".join((head, *(self.lines or [say("order.back_nothing")])))


def remember(work: Work, order: Order, started: Started, version: int, days: Sequence[Changed]) -> None:
    """Keep what going back needs of an order that was just taken; one that changed nothing is not gone back behind."""
    keep(work, started, sha256=f"{order.uid} {started.number}", kind="order", into=0, new=0, changed=0)
    work.session.flush()
    runs = work.session.scalars(select(ImportRun).where(ImportRun.number >= started.number)).all()
    if version or days or any(run.tables for run in runs):
        taken = Taken(
            uid=order.uid,
            sender=order.sender,
            document=order.document,
            serial=order.serial,
            before=int(work.settings.get(LAST + order.uid, "0")),
            entry=work.session.scalar(select(func.max(Journal.id))) or 0,
            runs=[run.number for run in runs],
            version=version,
            days=days,
        )
        _keep(work, [*_taken(work), taken])
    work.session.merge(Setting(key=LAST + order.uid, value=str(order.serial)))


def look(office: Office, actor: Actor | None) -> Back:
    """What going back would do: it is done, looked at and thrown away. Refused as `go_back` refuses."""
    try:
        with office.work(actor) as work:
            raise _Seen(go_back(work))
    except _Seen as seen:
        return seen.back


def go_back(work: Work) -> Back:
    """Go back behind the order that was taken last; Refused, naming it, when something rests on what it brought."""
    if CLERK not in work.actor.roles:
        raise Refused("move.role", verb=say("order.back"), role=ROLES[CLERK])
    orders = _taken(work)
    if not orders:
        raise Refused("order.none_taken")
    order = orders.pop()
    undone = undo_all(work, order.runs)
    used = [str(row) for one in undone for row in one.staying]
    used += [say("undo.more", count=more) for one in undone if (more := one.kept - len(one.staying))]
    used += [*_rest_on_policy(work, order), *_rest_on_days(work, order)]
    if used:
        raise Refused("order.used", serial=order.serial, document=order.document, rows="\n".join(used))
    if order.version:
        work.session.delete(work.session.get_one(PackRow, (work.settings["pack"], order.version)))
    calendar.give_back(work, order.days)
    sync_all(work)
    _keep(work, orders)
    _set_serial(work, order)
    back = Back(order, [*_lines(undone), *_told(order)])
    work.log("office", "order_back", work.own.uid, back.text(), order.document)
    return back


class _Seen(Exception):  # noqa: N818 - nothing went wrong
    """Looked at, and thrown away."""

    def __init__(self, back: Back) -> None:
        super().__init__()
        self.back = back


def _taken(work: Work) -> list[Taken]:
    row = work.session.get(Setting, _TAKEN)
    orders = json.loads(row.value) if row else []
    return [Taken(**{**one, "days": [_changed(*day) for day in one["days"]]}) for one in orders]


def _changed(day: str, before: list[str] | None, after: list[str]) -> Changed:
    return Changed(day, (before[0], before[1]) if before else None, (after[0], after[1]))


def _keep(work: Work, orders: Sequence[Taken]) -> None:
    text = json.dumps([asdict(one) for one in orders], ensure_ascii=False)
    work.session.merge(Setting(key=_TAKEN, value=text))
    work.session.flush()


def _set_serial(work: Work, order: Taken) -> None:
    """The serial of the order before it: this one may then be taken again."""
    row = work.session.get_one(Setting, LAST + order.uid)
    row.value = str(order.before)
    work.session.flush()


# --- what rests on it -------------------------------------------------------------------------------------------------


def _rest_on_policy(work: Work, order: Taken) -> Iterator[str]:
    """A later version; classes and claims that still go by this one, though what came with it is undone; by their numbers."""
    if not order.version:
        return
    newest = packs.installed(work.session, work.settings["pack"]).version
    if newest > order.version:
        yield say("order.policy_since", version=newest)
    for table, title in ((TrainingClass, CLASS.title), (Claim, CLAIM.title)):
        wanted = select(table.number).where(table.origin == work.own.uid, table.pack_version == order.version)
        for number in work.session.scalars(wanted.order_by(table.number).limit(_NAMED)):
            yield say("order.by_policy", noun=title, number=number, version=order.version)


def _rest_on_days(work: Work, order: Taken) -> Iterator[str]:
    """Days that were set anew, and notices begun since whose days were counted by what it said."""
    for day in calendar.set_since(work, order.days):
        yield say("order.day_since", day=day)
    published = select(Journal.subject).where(
        Journal.id > order.entry, Journal.noun == "claim", Journal.verb == "publish"
    )
    days = [one.day for one in order.days]
    if not days:
        return
    spans = Claim.notice_to >= min(days), Claim.notice_from <= max(days)
    claims = work.session.scalars(select(Claim).where(Claim.uid.in_(published), *spans).order_by(Claim.number))
    for claim in claims:
        if any(str(claim.notice_from) <= day <= str(claim.notice_to) for day in days):
            yield say("order.by_days", number=claim.number, first=claim.notice_from, last=claim.notice_to)


# --- in words ---------------------------------------------------------------------------------------------------------


def _lines(undone: Sequence[Undoing]) -> Iterator[str]:
    for one in undone:
        if one.going:
            yield from (f"{one.file}　{line}".strip("　") for line in one.lines)


def _told(order: Taken) -> Iterator[str]:
    if order.version:
        yield say("order.policy_back", version=order.version)
    if order.days:
        yield say("order.days_back", count=len(order.days))
