"""What is known of a class and its people, as far as a scheme reads it: gathered by sets, one tuple of values a person."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from app.award.cases.facts import proofs
from app.award.inputs import inputs, prerequisites
from app.award.sessions import gathered
from app.claim.claim import attended_days as days
from app.claim.claim import history
from app.claim.claim.model import Claim
from app.claim.claim.schemes import rates_for
from app.claim.claim_line.verdicts import ABOUT
from app.claim.hand_check import checks
from app.kernel.identity import age_on, document_number, id_fault
from app.policy.pack import Pack
from app.policy.pack_facts import LINE, PackFact, entered, fact_values
from app.policy.retirement import reached
from app.policy.rows import Scheme
from app.store.work import Read
from app.training.enrolment.certificates import borne_by_others
from app.training.enrolment.model import Enrolment
from app.training.enrolment.rosters import on_roster
from app.training.tag.recognitions import recognitions
from app.training.trainee.model import Trainee
from app.training.training_class.class_facts import class_facts
from app.training.training_class.model import TrainingClass

BATCH = 4096
"""People read at a time."""
Values = Callable[[Sequence[Row[Any]]], Iterable[Any]]
"""The values of one fact for a batch of people, in their order."""
_PLAIN = {
    **{name: name for name in ("category", "sex", "born", "hired_on", "firm_opened_on", "certificate_date")},
    "fee": "fee_fen",
}
"""Facts that are columns of the roster or of the person."""
_TEXTS = ("apprentice_kind", "locality", "result", "left_out", "certificate_kind")
"""The same, where a blank is not known."""

_ALWAYS = ("uid", "trainee_uid", "seq", "result", "account", "certificate_number", "id_number")
_ROW, _PERSON, _ACCOUNT = 0, 1, 4
"""The places of uid, trainee_uid and account among them."""
_NONE = frozenset[str]()
_BY_KEY: Mapping[str, tuple[str, int, Any]] = {
    "certificate_others": ("_others", _ROW, None),
    "overlaps": ("_overlaps", _PERSON, None),
    "held": ("_held", _PERSON, _NONE),
    "worked": ("_worked", _ROW, ()),
    "shared_account": ("_accounts", _ACCOUNT, 1),
}
"""Facts that are looked up: what keeps them, by whom, and what holds of nobody."""
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "draws_pension": ("draws_pension",),
    "modules_done": ("modules_done",),
    "certificate": ("certificate_kind",),
    "age": ("born",),
    "retired": ("born", "sex"),
}
"""The columns of the roster and of the person that other facts come from."""


class Gathering:
    """The facts of one claim: `shared` by all its people, and for each person the values of the other `names`."""

    def __init__(self, read: Read, claim: Claim, training: TrainingClass, pack: Pack, scheme: Scheme) -> None:
        self._read, self._claim, self._training, self.pack, self.scheme = read, claim, training, pack, scheme
        self._asked, self._checked = inputs(pack, scheme), checks.answers(read, claim)
        self.shared: Mapping[str, Any] = self._of_class()

    @cached_property
    def _entered(self) -> Mapping[str, PackFact]:
        return {fact.key: fact for fact in entered(self.pack.facts, LINE)}

    def lines(self, names: tuple[str, ...]) -> Iterator[tuple[Row[Any], tuple[Any, ...]]]:
        """Each person of the roster in its order, with the values of some facts."""
        asked = dict.fromkeys((*_ALWAYS, *(column for name in names for column in self._columns_of(name))))
        facts = [self._values(name, list(asked)) for name in names]
        for rows in self._people(asked):
            columns = [values(rows) for values in facts]
            yield from zip(rows, zip(*columns, strict=True) if columns else repeat(()), strict=False)

    def _people(self, asked: Iterable[str]) -> Iterator[Sequence[Row[Any]]]:
        """The people of the class with some columns of their rows and of themselves, and last whom each line is about."""
        wanted: Select[*tuple[Any, ...]] = (
            select(*map(_column, asked), ABOUT)
            .join_from(Enrolment, Trainee, Trainee.uid == Enrolment.trainee_uid)
            .where(on_roster(self._training.uid))
            .order_by(Enrolment.seq, Enrolment.uid)
            .execution_options(yield_per=BATCH)
        )
        yield from self._read.connection.execute(wanted).partitions()

    def _columns_of(self, name: str) -> tuple[str, ...]:
        if name in self._entered:
            return ("facts",)
        return (_PLAIN.get(name, name),) if name in (*_PLAIN, *_TEXTS) else _COLUMNS.get(name, ())

    # --- of the class -------------------------------------------------------------------------------------------------

    def _of_class(self) -> dict[str, Any]:
        read, training = self._read, self._training
        found = class_facts(read, training, self.pack, self._asked)
        if "claimed_on" in self._asked:
            found["claimed_on"] = self._claim.applied_on
        found |= {name: answer for (name, enrolment), answer in self._checked.items() if enrolment is None}
        for key in (self.scheme.key, *prerequisites(self.pack, self.scheme)):
            found |= rates_for(read, training, self.pack, self.pack.schemes[key])
        return found

    # --- of a person --------------------------------------------------------------------------------------------------

    def _values(self, name: str, columns: Sequence[str]) -> Values:
        if name in (*_PLAIN, *_TEXTS):
            return partial(map, itemgetter(columns.index(_PLAIN.get(name, name))))
        if name.startswith(("past.", "before.", "award.")):
            return _found(self._counted(name), _PERSON, 0 if name.startswith("past.") else None)
        if name in _BY_KEY:
            kept, key, missing = _BY_KEY[name]
            return _found(getattr(self, kept), key, missing)
        if name in self._entered:
            asked = (self._entered[name],)
            return partial(map, lambda row: fact_values(row.facts, asked).get(name))
        own = getattr(self, f"_get_{name}", None)
        return partial(map, own or (lambda row: self._checked.get((name, row.uid))))

    def _counted(self, name: str) -> Mapping[int, Any]:
        """What was granted before, by person."""
        kind, _, rest = name.partition(".")
        if kind == "past":
            names, counts = self._past
            place = names.index(name)
            return {person: each[place] for person, each in counts.items()}
        if kind == "before":
            return {person: True for person, schemes in self._granted.items() if rest in schemes}
        return {person: schemes[rest] for person, schemes in self._granted.items() if rest in schemes}

    @cached_property
    def _past(self) -> tuple[tuple[str, ...], Mapping[int, tuple[int, ...]]]:
        schemes = [self.pack.schemes[key] for key in (self.scheme.key, *prerequisites(self.pack, self.scheme))]
        return history.past_awards(self._read, self._claim, self._training, self.pack, schemes)

    @cached_property
    def _granted(self) -> Mapping[int, Mapping[str, int]]:
        return history.granted_for_class(self._read, self._claim, self.pack)

    @cached_property
    def _today(self) -> date:
        return self._read.today

    def _get_id_valid(self, row: Row[Any]) -> bool:
        return not id_fault(row.id_number, self._today)

    def _get_age(self, row: Row[Any]) -> int | None:
        return age_on(row.born, self._training.starts_on) if row.born else None

    def _get_retired(self, row: Row[Any]) -> bool | None:
        return reached(row.born, row.sex or "", "", self._training.starts_on) if row.born else None

    def _get_draws_pension(self, row: Row[Any]) -> bool:
        return bool(row.draws_pension)

    def _get_modules_done(self, row: Row[Any]) -> bool:
        return bool(row.modules_done)

    def _get_certificate(self, row: Row[Any]) -> bool:
        return bool(row.certificate_kind and document_number(row.certificate_number or ""))

    @cached_property
    def _others(self) -> Mapping[int, tuple[str, ...]]:
        return borne_by_others(self._read, self._training.uid)

    @cached_property
    def _held(self) -> Mapping[int, frozenset[str]]:
        return {person: each["held"] for person, each in self._proofs.items()}

    def _get_lapsed(self, row: Row[Any]) -> frozenset[str]:
        """Of the category on the roster only: what else somebody was recognised as decides nothing."""
        found = self._proofs.get(row.trainee_uid)
        return found["lapsed"] & {row.category} if found else _NONE

    @cached_property
    def _proofs(self) -> Mapping[int, Mapping[str, frozenset[str]]]:
        people = select(Enrolment.trainee_uid).where(Enrolment.class_uid == self._training.uid)
        tags = recognitions(self._read, people)
        return {person: proofs(each, self._training.starts_on) for person, each in tags.items()}

    @cached_property
    def _overlaps(self) -> Mapping[int, tuple[str, ...]]:
        return history.overlaps(self._read, self._training)

    @cached_property
    def _accounts(self) -> Mapping[str | None, int]:
        shared = history.shared_accounts(self._read, self._training.uid)
        return dict.fromkeys((None, ""), 0) | dict(shared)

    # --- attendance and months at work --------------------------------------------------------------------------------

    @cached_property
    def _attended(self) -> Mapping[int, days.Attended]:
        return days.attended(self._read, self._training.uid)

    @cached_property
    def _paid(self) -> Mapping[int, frozenset[str]]:
        """The days or months that other classes of the scheme were paid for."""
        counts = self.scheme.days or self.scheme.months
        titles = [self.pack.schemes[key].title for key in counts.once] if counts else []
        return days.paid_before(self._read, self._claim, titles) if titles else {}

    def _get_sessions(self, row: Row[Any]) -> tuple[tuple[int, int, int], ...]:
        paid = self._paid.get(row.trainee_uid, ()) if self.scheme.days else ()
        held = self._attended.get(row.uid, {})
        return gathered(sat for day, sat in held.items() if day.isoformat() not in paid)

    def _get_days_paid(self, row: Row[Any]) -> tuple[str, ...] | None:
        paid, held = self._paid.get(row.trainee_uid, frozenset()), self._attended.get(row.uid, {})
        return tuple(day.isoformat() for day in sorted(held) if day.isoformat() in paid) or None

    def paid_days(self, row: Row[Any]) -> str | None:
        """The days that a grant on this line pays, for whoever asks later; None where days are not paid."""
        if self.scheme.days is None:
            return None
        held, paid = self._attended.get(row.uid, {}), self._paid.get(row.trainee_uid, frozenset())
        return days.BETWEEN.join(days.valid_days(held, self.scheme.days, paid)) or None

    @cached_property
    def _worked(self) -> Mapping[int, tuple[str, ...]]:
        return days.worked(self._read, self._training.uid)

    def _get_months_paid(self, row: Row[Any]) -> tuple[str, ...]:
        return tuple(sorted(self._paid.get(row.trainee_uid, ())))


def _found(kept: Mapping[Any, Any], key: int, missing: object) -> Values:
    """What is kept of each person or row of the roster, looked up for a whole batch."""
    return lambda rows: map(kept.get, map(itemgetter(key), rows), repeat(missing))


def _column(name: str) -> ColumnElement[Any]:
    """A column of the roster or of the person."""
    column: ColumnElement[Any] = getattr(Enrolment, name, None) or getattr(Trainee, name)
    return func.nullif(column, "").label(name) if name in _TEXTS else column
