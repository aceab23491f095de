"""What is known of a class and its people, as far as a scheme reads it: gathered by sets, one tuple of values a person."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, select

from app.award.case_facts import proofs
from app.award.inputs import inputs, prerequisites
from app.award.sessions import gathered
from app.claim.claim import attended_days as days
from app.claim.claim import history
from app.claim.claim.model import Claim
from app.claim.claim.schemes import rates_for
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
Getter = Callable[[Row[Any]], Any]
_PLAIN = ("category", "sex", "born", "hired_on", "firm_opened_on", "certificate_date")
"""Facts that are columns of the roster or of the person by the same name."""
_TEXTS = ("apprentice_kind", "locality", "result", "left_out", "certificate_kind")
"""The same, where a blank is not known."""

_ALWAYS = ("uid", "trainee_uid", "seq", "result", "account", "certificate_number", "id_number", "name")
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "draws_pension": ("draws_pension",),
    "modules_done": ("modules_done",),
    "fee": ("fee_fen",),
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
        getters = [self._getter(name) for name in names]
        for rows in self._people(names):
            columns = [map(get, rows) for get in getters]
            yield from zip(rows, zip(*columns, strict=True) if columns else repeat(()), strict=False)

    def _people(self, names: tuple[str, ...]) -> Iterator[list[Row[Any]]]:
        """The people of the class with who they are and the columns that some facts come from, no others."""
        asked = dict.fromkeys(column for name in names for column in self._columns_of(name))
        columns = (getattr(Enrolment, c, None) or getattr(Trainee, c) for c in (*_ALWAYS, *(asked.keys() - {*_ALWAYS})))
        wanted = (
            select(*columns)
            .join_from(Enrolment, Trainee, Trainee.uid == Enrolment.trainee_uid)
            .where(on_roster(self._training.uid))
            .order_by(Enrolment.seq, Enrolment.uid)
            .execution_options(yield_per=BATCH)
        )
        for rows in self._read.connection.execute(wanted).partitions():
            yield list(rows)

    def _columns_of(self, name: str) -> tuple[str, ...]:
        if name in self._entered:
            return ("facts",)
        return (name,) if name in (*_PLAIN, *_TEXTS) else _COLUMNS.get(name, ())

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

    def _getter(self, name: str) -> Getter:
        if name in _PLAIN:
            return attrgetter(name)
        if name in _TEXTS:
            return lambda row: getattr(row, name) or None
        if name.startswith(("past.", "before.", "award.")):
            return self._counted(name)
        if name in self._entered:
            asked = (self._entered[name],)
            return lambda row: fact_values(row.facts, asked).get(name)
        own = getattr(self, f"_get_{name}", None)
        if own is None:
            return lambda row: self._checked.get((name, row.uid))
        getter: Getter = own
        return getter

    def _counted(self, name: str) -> Getter:
        kind, _, rest = name.partition(".")
        if kind == "past":
            names, counts = self._past
            place = names.index(name)
            return lambda row: counts[row.trainee_uid][place] if row.trainee_uid in counts else 0
        granted = self._granted
        if kind == "before":
            return lambda row: rest in granted.get(row.trainee_uid, ()) or None
        return lambda row: granted.get(row.trainee_uid, {}).get(rest)

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

    def _get_fee(self, row: Row[Any]) -> int | None:
        fee: int | None = row.fee_fen
        return fee

    def _get_certificate(self, row: Row[Any]) -> bool:
        return bool(row.certificate_kind and document_number(row.certificate_number or ""))

    def _get_certificate_others(self, row: Row[Any]) -> tuple[str, ...] | None:
        return self._others.get(row.uid)

    @cached_property
    def _others(self) -> Mapping[int, tuple[str, ...]]:
        return borne_by_others(self._read, self._training.uid)

    def _get_held(self, row: Row[Any]) -> frozenset[str]:
        return self._proofs.get(row.trainee_uid, _NOTHING)["held"]

    def _get_lapsed(self, row: Row[Any]) -> frozenset[str]:
        """Of the category on the roster only: what else somebody was recognised as decides nothing."""
        return self._proofs.get(row.trainee_uid, _NOTHING)["lapsed"] & {row.category}

    @cached_property
    def _proofs(self) -> Mapping[int, Mapping[str, frozenset[str]]]:
        people = select(Enrolment.trainee_uid).where(Enrolment.class_uid == self._training.uid)
        tags = recognitions(self._read, people)
        return {person: proofs(each, self._training.starts_on) for person, each in tags.items()}

    def _get_overlaps(self, row: Row[Any]) -> tuple[str, ...] | None:
        return self._overlaps.get(row.trainee_uid)

    @cached_property
    def _overlaps(self) -> Mapping[int, tuple[str, ...]]:
        return history.overlaps(self._read, self._training)

    def _get_shared_account(self, row: Row[Any]) -> int:
        return self._accounts.get(row.account, 1) if row.account else 0

    @cached_property
    def _accounts(self) -> Mapping[str, int]:
        return history.shared_accounts(self._read, self._training.uid)

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

    def _get_worked(self, row: Row[Any]) -> tuple[str, ...]:
        return self._worked.get(row.uid, ())

    def _get_months_paid(self, row: Row[Any]) -> tuple[str, ...]:
        return tuple(sorted(self._paid.get(row.trainee_uid, ())))


_NOTHING: Mapping[str, frozenset[str]] = {"held": frozenset(), "lapsed": frozenset()}
