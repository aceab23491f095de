"""Sanctions bound to their table: on the page of the institution and of its classes, and sent to the city."""

from app.institution.institution.model import Institution
from app.institution.sanction import verbs
from app.institution.sanction.model import Sanction
from app.institution.sanction.noun import SANCTION
from app.record.listing import contains
from app.record.record import Join, Record

RECORD = Record(
    SANCTION,
    Sanction,
    verbs={
        "create": verbs.create,
        "lift": verbs.lift,
        "annul": verbs.annul,
        "agree": verbs.agree,
        "decline": verbs.decline,
    },
    joins=(Join(Institution, Institution.uid == Sanction.institution_uid),),
    sql={"institution_name": Institution.name, "uscc": Institution.uscc},
    order=(Sanction.decided_on.desc(), Institution.name),
    search=contains(Institution.name, Sanction.document, Sanction.step_title),
    inside=Sanction.institution_uid,
    sheet_order=(Sanction.decided_on,),
)
