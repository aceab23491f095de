"""What months at work are called, their columns, and the table that brings them."""

from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import Inside, Noun, TableImport
from app.training.enrolment.noun import ENROLMENT
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

_MONTHS = Field(
    "months",
    "在岗月份",
    k.MONTHS,
    True,
    "如 2019-10、2019-11，或 2019-10至2019-12",
    aliases=("月份明细",),
    hints=("上岗月", "上岗月份", "在岗月", "月份"),
)
WORKER = ("hired_on", "apprentice_kind")
"""What the table says of the row of the roster as well."""

WORK_MONTH = Noun(
    __package__,
    "work-month",
    "在岗月份",
    "work-months",
    columns=(
        shown(ENROLMENT["seq"]),
        shown(CLASS["number"], "class_number", sent=True),
        named(TRAINEE["name"], "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"], sent=True),
        shown(ENROLMENT["hired_on"]),
        recorded(Field("month", "月份", k.TEXT)),
    ),
    states={"active": "有效"},
    label=("name", "month"),
    inside=(Inside("class", known=("class_number",)),),
    imports=(
        TableImport(
            *("months", "在岗月份", "导入在岗月份"),
            fields=("id_number", TRAINEE["name"].optional(), _MONTHS, *ENROLMENT.elements(WORKER)),
            into="class",
            verb="months",
            of_people=True,
            kept=("id_number",),
        ),
    ),
    stated=False,
    origin_listed=False,
    sheet_label="name",
    remade="enrolment_uid",
)
