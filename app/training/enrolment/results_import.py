"""Scores, results and certificates of an ended class from a table, by ID number or by a name that one alone has."""

from collections import defaultdict

from app.kernel.kinds import Value
from app.record.imports.batch import Batch
from app.store.work import Read, Work
from app.training.enrolment.certificates import alike, bearers, faults, may_stand_again
from app.training.enrolment.member_rows import MemberRows, members
from app.training.enrolment.noun import RESULTS
from app.training.training_class.model import TrainingClass


class ResultsPlan(MemberRows):
    """Results to enter or correct; a class of which all have one is further than before."""

    def write(self, work: Work) -> None:
        """Write, then count the people with a result."""
        super().write(work)
        work.moved.append(work.session.get_one(TrainingClass, self.class_uid))


def plan(read: Read, batch: Batch, into: int) -> ResultsPlan:
    """Compare with the class: each row must be one of its people."""
    found, roster = ResultsPlan(into, RESULTS, "result"), members(read, batch, into, RESULTS)
    _fail_repeats(batch)
    _check_certificates(read, batch, into)
    found.compare(batch, roster)
    return found


def _check_certificates(read: Read, batch: Batch, into: int) -> None:
    keys = ("certificate_number", "certificate_kind", "certificate_date", "result", "id_number")
    columns = [batch.column(key) for key in keys]
    taken = _taken(read, batch, into) if any(columns[0]) else {}
    for place, (number, kind, dated, result, person) in enumerate(zip(*columns, strict=True)):
        for key, code in faults(number, dated, person, read.today):
            batch.fail(place, key, code)
        if number is None:
            continue
        if where := taken.get(place):
            batch.fail(place, "certificate_number", "results.certificate_known", where=where)
        if result == "failed":
            batch.fail(place, "certificate_number", "results.failed_certificate")
        if kind is None:
            batch.warn(place, "certificate_kind", "results.certificate_kind")


def _fail_repeats(batch: Batch) -> None:
    """Two rows of a table are two persons: they bear one certificate between them only where its kinds differ."""
    first: dict[Value, list[tuple[Value, int]]] = defaultdict(list)
    pairs = zip(batch.column("certificate_number"), batch.column("certificate_kind"), strict=True)
    for place, (number, kind) in enumerate(pairs):
        if number is None:
            continue
        before = [row for other, row in first[number] if alike(kind, other)]
        if before:
            batch.fail(place, "certificate_number", "row.repeated", row=batch.table.numbers[before[0]])
        first[number].append((kind, place))


def _taken(read: Read, batch: Batch, into: int) -> dict[int, str]:
    """Rows of this table whose certificate is known already from elsewhere, with the class where it is."""
    training = read.session.get_one(TrainingClass, into)
    columns = [batch.column(key) for key in ("certificate_number", "certificate_kind", "id_number")]
    told = {person for number, _, person in zip(*columns, strict=True) if number is not None}
    known, found = bearers(read, columns[0]), {}
    for place, (number, kind, person) in enumerate(zip(*columns, strict=True)):
        for bearer in known.get(number, ()):
            here, himself = bearer.class_uid == into, bearer.id_number == person
            corrected = here and bearer.id_number in told  # judged among the rows of this table
            again = himself and may_stand_again(read, bearer, training, str(number))
            if alike(kind, bearer.kind) and not (corrected or again):
                found[place] = bearer.class_number
    return found
