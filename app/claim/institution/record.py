"""Institutions bound to their table: the list says whether each has held the class that the circular asks of it."""

from app.claim.institution import importing, verbs
from app.institution.institution.model import Institution
from app.institution.institution.noun import INSTITUTION
from app.record.listing import contains
from app.record.record import Record
from app.training.training_class.first_class import FIRST_CLASS

RECORD = Record(
    INSTITUTION,
    Institution,
    verbs={
        "create": verbs.create,
        "edit": verbs.edit,
        "correct": verbs.correct,
        "publish": verbs.publish,
        "delist": verbs.delist,
    },
    sql={"first_class": FIRST_CLASS},
    order=(Institution.name,),
    search=contains(Institution.name, Institution.uscc, Institution.programmes),
    watches=frozenset({"training_class", "enrolment", "pack"}),
    plans={"institutions": importing.plan},
)
