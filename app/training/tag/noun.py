"""What a recognition is called (人员身份: what a person is recognised as), its columns, states and verbs."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.kernel import kinds as k
from app.kernel.column import entered, named, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Fault, Inside, Noun, TableImport, Verb, create, edit
from app.training.trainee.noun import TRAINEE

SAID = ("category", "since", "until", "proof")
"""What is said of a recognition, beside whose it is."""


def _faults(values: Mapping[str, Any]) -> Iterator[Fault]:
    if values["until"] and values["until"] < values["since"]:
        yield Fault("until", "tag.dates")


TAG = Noun(
    __package__,
    "tag",
    "人员身份",
    "tags",
    columns=(
        shown(TRAINEE["name"], sent=True),
        named(TRAINEE["id_number"], "trainee_uid", "学员编号", "tag.stranger", anywhere=True),
        entered(Field("category", "人员身份", k.CHOICE, True, choices="person_categories", aliases=("身份类别",))),
        entered(Field("since", "认定日期", k.DATE, True, "证明材料载明的日期", aliases=("发证日期", "认定时间"))),
        entered(Field("until", "失效日期", k.DATE, help="含当日；没有期限的不填", aliases=("有效期至",))),
        entered(
            Field(
                "proof",
                "证明材料",
                k.PROOF,
                True,
                "名称和编号，例：残疾人证 字第1号",
                aliases=("证件编号",),
                hints=("残疾证号", "残疾人证号", "证号"),
            )
        ),
    ),
    states={"active": "有效", "void": "已作废"},
    verbs=(create("登记身份"), edit("active"), Verb("void", "作废", ("active",), "void", (REASON,))),
    label=("name", "category"),
    inside=(Inside("trainee", "id_number", "id_number", ("name", "id_number")),),
    imports=(TableImport("tags", "人员身份", "导入人员身份", ("id_number", "name", *SAID)),),
    sheet_label="name",
    identity=("id_number", "category", "since"),
    faults=_faults,
)
