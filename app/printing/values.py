"""What a form may print: by noun, key -> title, sample and how it reads on paper; and the data that fills it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from app.claim.claim.noun import CLAIM
from app.claim.claim_line.noun import CLAIM_LINE
from app.claim.equipment.noun import EQUIPMENT
from app.claim.notice.noun import NOTICE
from app.claim.rate.noun import RATE
from app.desk.nouns import NOUNS
from app.fund.batch.noun import BATCH
from app.fund.disclosure import DISCLOSURE
from app.fund.payment.noun import PAYMENT
from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.identity import id_check, uscc_check
from app.kernel.kinds import Kind, Value
from app.kernel.money import rmb_upper
from app.kernel.noun import Noun
from app.office.office.noun import OFFICE
from app.plan.arrivals import REMINDER
from app.plan.issue.noun import IN_ROWS, ISSUE, ON_PAPER
from app.plan.unit_plan.sheet import UNIT_PLANS
from app.training.enrolment.noun import ENROLMENT
from app.training.enrolment.papers import CLASS_OF_PLACE
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS, LEFT_OUT, LEFT_OUT_REASON
from app.training.training_class.paper_rows import DAYS

Evaluate = Callable[[Mapping[str, object]], str]


@dataclass(frozen=True)
class FormData:
    """What fills a form: values by key (typed; money in 分), the table's rows, and what stands across every page."""

    values: Mapping[str, object]
    rows: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    draft: bool = False
    sample: bool = False
    unsettled: bool = False
    """Whether the amounts rest on what no issued document says."""


@dataclass(frozen=True)
class PrintValue:
    """One printable value: its Chinese title, a sample, and its text on paper from the values of the form."""

    title: str
    sample: object
    evaluate: Evaluate


_FIELDS = tuple(field for noun in NOUNS.values() for field in noun.fields.values())
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        *(field.kind for field in _FIELDS),
        *(k.TEXT, k.CODE, k.PROOF, k.LONG, k.NAME, k.ID, k.USCC, k.PHONE, k.ACCOUNT, k.DATE, k.COUNT, k.FEN),
    )
}
"""How a column of a form's table may be shown."""
SOLID = frozenset(
    {k.ID.name, k.CODE.name, k.USCC.name, k.PHONE.name, k.ACCOUNT.name, k.DATE.name, k.COUNT.name, k.FEN.name}
)
"""Kinds that must not be divided between two lines: half a number reads as another number."""

_SAMPLES: Mapping[str, object] = {
    "name": "示例姓名",
    "id": "99010119900101001" + id_check("99010119900101001"),
    "uscc": "91990101MA00000A0" + uscc_check("91990101MA00000A0"),
    "phone": "13800000000",
    "account": "6200000000000000000",
    "date": date(2019, 12, 6),
    "count": 30,
    "fen": 123_400,
    "facility": "base",
}


def chinese_date(value: object) -> str:
    """A date in running text: 2019年12月6日; nothing for None."""
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value or "")


def shown(kind: Kind, raw: object, *, masked: bool = False) -> str:
    """A raw value as a cell shows it; masked only where the form says so."""
    return kind.shown(cast(Value, raw), masked=masked)


def _evaluate(key: str, kind: Kind) -> Evaluate:
    if kind is k.DATE:
        return lambda values: chinese_date(values.get(key))
    return lambda values: shown(kind, values.get(key))


def _upper(values: Mapping[str, object]) -> str:
    fen = values.get("total_fen")
    return rmb_upper(fen) if isinstance(fen, int) else ""


def _printable(fields: Iterable[Field], prefix: str = "") -> dict[str, PrintValue]:
    return {
        prefix + f.key: PrintValue(f.title, _SAMPLES.get(f.kind.name, f.title), _evaluate(prefix + f.key, f.kind))
        for f in fields
    }


def _columns(noun: Noun) -> Iterable[Field]:
    """What a record of a noun says, by the keys of its columns."""
    return (replace(each, key=key) for key, each in noun.fields.items())


def _fields(noun: Noun) -> dict[str, Field]:
    """The data elements of a noun by their own keys."""
    return {column.name: column.field for column in noun.columns if not column.key}


_OFFICE = _printable((column.field for column in OFFICE.columns), "office.")
_UNSETTLED = _printable([Field("unsettled", "待核实的办理事项", k.LONG)])
_KNOWN_OF_CLASS = {"result_count": "学员成绩", "certificate_count": "学员证书", "days_held": "考勤记录"}
"""How many there are; by these titles a paper says that there are none."""
_CLASS = _printable(
    [
        *CLASS.fields.values(),
        LEFT_OUT,
        LEFT_OUT_REASON,
        Field("state_title", "状态", k.TEXT),
        Field("opening_mode", "开班方式", k.TEXT),
        Field("materials_wanted", "验收应有的材料", k.LONG),
        *(Field(key, title, k.TEXT) for key, title in _KNOWN_OF_CLASS.items()),
        *(Field(f"day_{n}", f"第{n}天的日期", k.TEXT) for n in range(1, DAYS + 1)),
        Field("week", "第几周和起止", k.TEXT),
    ]
)
_PLACE = _printable([*(CLASS[key] for key in CLASS_OF_PLACE), TRAINEE["born"]])
"""What a paper about somebody in a class says beside the row of the roster."""
_CLAIM = _printable(
    [
        *(column.field for column in CLAIM.all if column.listed),
        *(CLASS[key] for key in ("institution_name", "occupation", "level", "starts_on", "ends_on")),
        *(PAYMENT[key] for key in ("payee", "bank", "account")),
        CLAIM_LINE["reasons"],
        Field("basis", "依据文件", k.LONG),
        Field("pledge", "告知承诺的事项", k.LONG),
        Field("pledge_clause", "告知承诺的依据", k.LONG),
        *(INSTITUTION[key] for key in ("leader", "phone", "address")),
        *(CLASS[key] for key in ("filed_count", "qualified_count", "approved_count")),
        Field("scheme_papers", "申请应附的凭证", k.LONG),
        Field("paid_span", "补贴的起止", k.LONG),
        Field("department_checks", "主管部门先审核", k.LONG),
        Field("refused_names", "不予补贴人员", k.LONG),
    ]
) | {"total_upper": PrintValue("核定金额(大写)", 123_400, _upper)}

_NOTICE = _printable(
    [
        *NOTICE.fields.values(),
        Field("basis", "依据文件", k.LONG),
        Field("schemes", "补贴项目", k.LONG),
        Field("term_text", "公示时间", k.LONG),
        Field("payable_text", "最早可拨付日", k.LONG),
    ]
) | {"total_upper": PrintValue("核定金额(大写)", 123_400, _upper)}

_CLAIM_LINE = _printable([CLAIM_LINE["claim_number"], TRAINEE["name"]])

_USE = DISCLOSURE.tables[0].fields
_FUNDS = _printable(
    [
        *_USE,
        Field("period_title", "所属期", k.TEXT),
        Field("disclosed", "公开依据", k.LONG),
        Field("parts", "各单位净支出", k.LONG),
        Field("balances", "资金安排和余额", k.LONG),
    ]
)

_DUE = REMINDER.tables[0].fields
_REMINDED = _printable(
    [
        Field("period_title", "所属期", k.TEXT),
        Field("arrival_basis", "报送时限依据", k.LONG),
        Field("asked_on", "催报日期", k.DATE),
    ]
)

_PLANNED = UNIT_PLANS.tables[0].fields
_PLANS = _printable(
    [*_PLANNED, Field("plan_basis", "应交材料和依据", k.LONG), Field("counted_to", "统计截止日期", k.DATE)]
)

VALUES: Mapping[str, Mapping[str, PrintValue]] = {
    **{name: _printable(_columns(noun)) | _OFFICE for name, noun in NOUNS.items()},
    "class": _CLASS | _OFFICE | _UNSETTLED,
    "claim": _CLAIM | _OFFICE,
    "enrolment": _printable(_columns(ENROLMENT)) | _PLACE | _OFFICE,
    "claim-line": _CLAIM_LINE | _OFFICE,
    "batch": _printable(_columns(BATCH)) | {"total_upper": PrintValue("批次金额(大写)", 123_400, _upper)} | _OFFICE,
    "notice": _NOTICE | _OFFICE,
    "budget": _FUNDS | _OFFICE,
    "report": _REMINDED | _PLANS | _OFFICE,
    "set": _printable([Field("set_title", "全套材料名称", k.TEXT), Field("subject", "是谁的材料", k.LONG)]) | _OFFICE,
    "plan_issue": _printable([*ISSUE.fields.values(), *ON_PAPER]) | _OFFICE,
}
"""Every printable value by the noun that a form is about: its own, and what the policy adds to the papers of some.

Forms of noun `report` print a report alone, those of noun `set` stand before all papers of a record: no record has them.
"""

INTERNAL = frozenset({"unsettled", "reasons", "remark", "department_note", "submitted_by", "return_reason"})
"""What the office tells itself, of the record and of its rows: it has no place on a paper for the public."""

_ROW_FIELDS = {
    **_fields(EQUIPMENT),
    **_fields(TRAINEE),
    **_fields(ENROLMENT),
    **_fields(RATE),
    **_fields(CLAIM_LINE),
}
_PAID = (Field("notice", "公示起止和结果", k.LONG),)
_CONTENTS = (Field("span", "页码", k.TEXT),)
_TIMED = (
    Field("times", "天数或月数", k.COUNT),
    Field("each", "每天、每月或每年标准(元)", k.TEXT),
    Field("paid_span", "补贴的起止", k.LONG),
)
BLANK = "blank"
"""The key of a column that nothing fills: people write or sign in it."""
_PARAGRAPH = (Field("part", "项目", k.TEXT), Field("text", "内容", k.LONG))
_ATTENDED = (
    Field("days_held", "应出勤天数", k.COUNT),
    Field("days_attended", "出勤天数", k.COUNT),
    Field("days_missed", "缺勤天数", k.COUNT),
    Field("periods_attended", "出勤课时", k.COUNT),
    Field("attendance_share", "出勤率", k.PERCENT),
)
_MATERIAL = (Field("material", "验收材料", k.LONG), Field("there", "有", k.TEXT), Field("missing", "无", k.TEXT))
_IN_ROWS = [
    *(*_FIELDS, *_USE, *_DUE, *_PLANNED, *_ROW_FIELDS.values(), *IN_ROWS, Field("remark", "备注", k.LONG), *_PARAGRAPH),
    *(*_ATTENDED, *_MATERIAL, *_TIMED, *_CONTENTS, *_PAID),
]
ROW_VALUES: Mapping[str, PrintValue] = _printable(_IN_ROWS) | {
    BLANK: PrintValue("留空手填或签字", "", lambda values: "")
}
"""Every key that a row of a form's table may carry; how it is shown is the column's business."""
ROW_KINDS: Mapping[str, str] = {field.key: field.kind.name for field in _IN_ROWS}
"""How each is usually shown."""


SUMS: Mapping[str, str] = {"amount_fen": "total_fen", "published_fen": "total_fen", "value_fen": "equipment_fen"}
"""The value of the record that the amounts of a column of its table must add up to."""


def sample_data(noun: str, rows: int) -> FormData:
    """Data made of the samples alone, marked 示例 on paper: to look at a form before there are records."""
    row = {key: value.sample for key, value in ROW_VALUES.items()}
    values = {key: value.sample for key, value in VALUES[noun].items()}
    sums = {of: sum(cast(int, row[column]) for _ in range(rows)) for column, of in SUMS.items()}
    return FormData(values | sums, [row | {"seq": n + 1} for n in range(rows)], sample=True)
