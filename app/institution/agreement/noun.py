"""What an agreement is called, its columns, states and verbs."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.column import entered, named, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Fault, Inside, Noun, Verb, create, edit


def _faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values["until_on"] < values["signed_on"]:
        yield Fault("until_on", "agreement.dates")


AGREEMENT = Noun(
    __package__,
    "agreement",
    "合作协议",
    "agreements",
    columns=(
        entered(Field("number", "协议编号", k.TEXT, True)),
        named(
            Field("institution_name", "培训机构", k.TEXT, True),
            *("institution_uid", "培训机构编号", "agreement.institution"),
        ),
        shown(INSTITUTION["uscc"], hidden=True),
        entered(Field("party", "委托方", k.TEXT, True, "委托培训的企业或部门")),
        entered(Field("signed_on", "签订日期", k.DATE, True)),
        entered(Field("until_on", "有效期至", k.DATE, True, "含当日；这一天以前（含）开班的培训班适用")),
    ),
    states={"active": "有效", "ended": "已终止"},
    verbs=(
        create("登记协议", "institution_name", "number", "party", "signed_on", "until_on"),
        edit("active"),
        Verb("terminate", "终止", ("active",), "ended", ("until_on", REASON)),
    ),
    label=("number", "institution_name"),
    inside=(Inside("institution", "uscc", "uscc", ("institution_name",), after="classes"),),
    sheet_label="number",
    identity=("number",),
    faults=_faults,
)
