"""What taking in a 报送包 would do, it and those that came within it: nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.exchange import carrying
from app.exchange.admission import admit, known_already, missing, office_problems, only_copy, went_back
from app.exchange.compare import SheetPlan, compare
from app.exchange.disputes import Conflict
from app.exchange.manifest import Manifest, Sender
from app.exchange.package import Carried, Opened
from app.exchange.package_rows import last_package
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.store.work import Read


@dataclass(frozen=True)
class MergePlan:
    """What taking a package in would do, or has done; `already` when this very package was taken in before."""

    manifest: Manifest
    already: bool
    sheets: tuple[SheetPlan, ...] = ()
    conflicts: list[Problem] = field(default_factory=list)
    """What stops the whole package."""
    disputes: list[Conflict] = field(default_factory=list)
    """Rows to be decided on: they wait with what hangs on them, all else is taken."""
    notes: tuple[str, ...] = ()
    """What is particular, in sentences: serials that never came, a sender that went back to a backup."""
    went_back: bool = False
    taken_before: bool = False
    """Whether it was taken in before, and brings what was decided since."""
    below: tuple["MergePlan", ...] = ()
    """What the packages that came within it do."""

    @property
    def office(self) -> str:
        """The sender's name."""
        return self.manifest.sender.name

    @property
    def period(self) -> str:
        """The month or quarter, as people call it."""
        return period_title(self.manifest.period)

    @property
    def serial(self) -> int:
        """The package's number among those of its sender."""
        return self.manifest.serial

    @property
    def total_fen(self) -> int:
        """Subsidies granted in all its lines."""
        return self.manifest.totals["line_fen"]

    @property
    def new(self) -> int:
        """Rows not known here."""
        return sum(len(s.new) for s in self.sheets)

    @property
    def changed(self) -> int:
        """Rows known with another content."""
        return sum(len(s.changed) + len(s.removed) for s in self.sheets)

    @property
    def same(self) -> int:
        """Rows that stay as they are."""
        return self.manifest.row_count if self.already else sum(s.same for s in self.sheets)

    @property
    def held(self) -> int:
        """Rows that wait for a decision."""
        return sum(len(s.held) for s in self.sheets)

    @property
    def counts(self) -> Mapping[str, tuple[int, int, int, int]]:
        """New, changed, same and waiting by sheet."""
        return {s.title: (len(s.new), len(s.changed) + len(s.removed), s.same, len(s.held)) for s in self.sheets}

    def disputed(self) -> list[str]:
        """What is to be decided, row by row, below a sentence that says how."""
        plans = (self, *self.below)
        disputes = [conflict for plan in plans for conflict in plan.disputes]
        told = say("dispute.to_decide", count=len(disputes), held=sum(plan.held for plan in plans))
        return [told, *(str(conflict.problem) for conflict in disputes)] if disputes else []

    @property
    def nothing_to_do(self) -> bool:
        """Whether it and all within it were taken in before."""
        return self.already and all(plan.already for plan in self.below)

    def text(self) -> str:
        """One sentence."""
        counts = {"new": self.new, "changed": self.changed, "same": self.same, "held": self.held}
        code = "merge.already" if self.already else "merge.plan"
        told = say(code, office=self.office, period=self.period, serial=self.serial, **counts)
        return "\n".join((told, *(plan.text() for plan in self.below)))


def plan_of(read: Read, opened: Opened) -> MergePlan:
    """The whole of it; Refused when the package is not for this office or out of order.

    One within it that cannot be taken holds up neither the others nor the office that carries it: it is told.
    """
    plan = own_plan(read, opened)
    below, left = [], []
    for carried in opened.carried:
        try:
            below.append(carried_plan(read, opened, carried))
        except Refused as refused:
            left.append(left_out(opened, carried, refused))
    return replace(plan, below=tuple(below), notes=(*plan.notes, *left))


def left_out(opened: Opened, carried: Carried, refused: Refused) -> str:
    """Why a package within another was not taken."""
    inner = carried.opened.manifest
    return say("carried.left", **inner.stated, carrier=opened.manifest.office_name, reason=refused)


def carried_plan(read: Read, opened: Opened, carried: Carried) -> MergePlan:
    """What a package within another does; Refused when it cannot be taken."""
    plan = own_plan(read, carried.opened, carried.decision, opened.manifest.sender)
    if plan.conflicts:
        raise Problems(plan.conflicts)
    return plan


def own_plan(
    read: Read,
    opened: Opened,
    decision: carrying.Decision | None = None,
    carrier: Sender | None = None,
    *,
    back: bool = False,
) -> MergePlan:
    """What a package does by itself; `back` where its sender was found to have gone back, which its row here tells no more."""
    manifest, held = opened.manifest, carrying.waiting(decision)
    sender = admit(read, manifest, carrier)
    if known_already(read, manifest, sender):
        return _again(read, opened, sender, held)
    only_copy(read, manifest, sender)
    back = back or went_back(read, manifest, sender)
    sheets, conflicts = compare(read, sender, opened.rows, held, went_back=back)
    by = (say("carried.by", carrier=carrier.name),) if carrier else ()
    notes = (*by, *_gap(missing(read, manifest, sender)), *(_gone(sheets) if back else ()), *opened.left_out)
    stopped = office_problems(read, manifest, sender)
    return MergePlan(manifest, False, tuple(sheets), stopped, conflicts, notes, back)


def _again(read: Read, opened: Opened, sender: int, held: Mapping[int, Problem]) -> MergePlan:
    """The last package of an office is taken again when rows of it waited and now less do."""
    last = last_package(read, "received", sender)
    if last is None or last.sha256 != opened.manifest.sha256 or not last.held:
        return MergePlan(opened.manifest, already=True)
    sheets, conflicts = compare(read, sender, opened.rows, held)
    plan = MergePlan(opened.manifest, False, tuple(sheets), disputes=conflicts, taken_before=True)
    return plan if plan.held < last.held else MergePlan(opened.manifest, already=True)


def _gap(serials: range) -> Iterator[str]:
    if serials:
        span = f"{serials[0]}" if len(serials) == 1 else f"{serials[0]}至{serials[-1]}"
        yield say("merge.gap", serials=span)


def _gone(sheets: Sequence[SheetPlan]) -> Iterator[str]:
    """That the sender went back to a backup, and what it no longer has, table by table."""
    gone = "、".join(say("merge.gone", sheet=s.title, rows=len(s.removed)) for s in sheets if s.removed)
    yield say("merge.went_back") + (say("merge.removes", gone=gone) if gone else "")
