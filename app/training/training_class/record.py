"""Classes bound to their table: their list, what of them is sent, their verbs."""

from sqlalchemy.orm import aliased

from app.institution.institution.model import Institution
from app.institution.unit.tree import names
from app.record.hooks import Hooks
from app.record.listing import contains
from app.record.record import Join, Record
from app.store.models import OfficeRow
from app.training.policy import pack_of_class
from app.training.sent import sent_classes
from app.training.training_class import accepting, opening, paper_rows, papers, verbs
from app.training.training_class.model import TrainingClass
from app.training.training_class.noun import CLASS
from app.training.training_class.queries import HEADS, counts_for

_names = names()
_unit, _area, _programme = (_names.alias(name) for name in ("unit_name", "area_name", "programme_name"))
_for_office = aliased(OfficeRow)

RECORD = Record(
    CLASS,
    TrainingClass,
    verbs={
        "create": verbs.create,
        "edit": verbs.edit,
        "submit": verbs.submit,
        "file": verbs.file,
        "withdraw": verbs.withdraw,
        "approve": verbs.approve,
        "return_": verbs.return_,
        "start": verbs.start,
        "end": verbs.end,
        "accept": verbs.accept,
    },
    joins=(
        Join(Institution, Institution.uid == TrainingClass.institution_uid),
        Join(_unit, _unit.c.uid == TrainingClass.unit_uid),
        Join(_area, _area.c.uid == TrainingClass.area_uid, outer=True),
        Join(_programme, _programme.c.uid == TrainingClass.programme_uid, outer=True),
        Join(_for_office, _for_office.uid == TrainingClass.for_office_uid, outer=True),
    ),
    sql={
        "institution_name": Institution.name,
        "uscc": Institution.uscc,
        "unit_name": _unit.c.called,
        "area_name": _area.c.called,
        "programme_name": _programme.c.called,
        "for_office_name": _for_office.name,
        "periods": TrainingClass.theory_periods + TrainingClass.practice_periods,
        "enrolled_count": HEADS,
        "reviewer": TrainingClass.approved_by,
    },
    order=(TrainingClass.starts_on.desc(), TrainingClass.number),
    search=contains(
        *(TrainingClass.number, TrainingClass.name, Institution.name, TrainingClass.occupation, _for_office.name)
    ),
    watches=frozenset({"enrolment", "unit"}),
    inside=counts_for,
    scope=sent_classes,
    local=frozenset({"for_office_uid"}),
    pack=pack_of_class,
    sheet_order=(TrainingClass.number,),
    hooks=Hooks(
        bars=opening.bars,
        warn=opening.warn,
        advice=opening.advice,
        papers=papers.papers,
        rows=paper_rows.roster,
        tables=paper_rows.TABLES,
        policy=papers.policy,
        begin={
            "file": opening.begin_filing,
            "accept": accepting.begin_acceptance,
            "recount": accepting.begin_recount,
        },
    ),
)
