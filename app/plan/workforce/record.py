"""Head counts bound to their table, and their verbs: entered once a year, from a report or a survey that is named."""

from sqlalchemy import Integer, cast, func

from app.kernel.kinds import Value
from app.plan.workforce.model import Workforce
from app.plan.workforce.noun import WORKFORCE
from app.record.entering import change, enter
from app.record.listing import contains
from app.record.record import Record
from app.store.work import Work


def create(work: Work, **values: Value) -> int:
    """Enter the head counts of a year."""
    return int(enter(work, RECORD, values).uid)


def edit(work: Work, uid: int, **values: Value) -> None:
    """Correct them."""
    change(work, RECORD, uid, values, "{year}：")


RECORD = Record(
    WORKFORCE,
    Workforce,
    verbs={"create": create, "edit": edit},
    sql={
        "skilled_share": cast(Workforce.skilled * 10000 / func.nullif(Workforce.employed, 0), Integer),
        "highly_skilled_share": cast(Workforce.highly_skilled * 10000 / func.nullif(Workforce.skilled, 0), Integer),
    },
    order=(Workforce.origin, Workforce.year.desc()),
    search=contains(Workforce.source),
    sheet_order=(Workforce.year,),
)
