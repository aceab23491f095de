"""What a subsidy claim is called, its columns, states and verbs, and the states in which it counts."""

from collections.abc import Mapping
from dataclasses import replace

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.codes import REPORTED
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import CONFIRMATION, LATE, REASON, Field
from app.kernel.kinds import Value
from app.kernel.noun import STATE, Inside, Noun, Sequel, Turn, Verb, create
from app.kernel.workflow import CHANGEABLE, CHIEF, REVIEWER
from app.office.staffing import POSTS
from app.training.training_class.noun import CLASS

UNOPPOSED = ("cleared", "paying", "paid")
"""States of a claim whose public notice is over."""
SENT = ("approved", "noticed", *UNOPPOSED, "closed")
"""States from which a claim is the office's word; what was reported once goes on being reported."""
_HANDED_IN = ("submitted", "checked", "reviewed")
PUBLISHED = ("noticed", "cleared")
"""States of an unpaid claim of which the public has been told."""
AGREED = ("approved", *PUBLISHED)
"""States of a claim that is approved and not paid: from here on it takes two people to take it back."""
UNPAID = (*_HANDED_IN, *AGREED)
TO_MONEY = frozenset({"publish", "list_up", "pay"})
"""Verbs that a claim on which nobody gets anything does not need: it is closed at zero."""
COUNTING = (*UNPAID, "paying", "paid")
"""States of a claim whose grants count for the person's limits: from submission on."""

TO_PAY = ("cleared", "paying")
"""States of a claim of which something is still to be paid."""
FUND = Field("fund", "资金来源", k.CHOICE, True, choices="fund_sources")
_OPEN_FUND = replace(FUND, required=False, help="空白按政策写明的；核准时占用这项资金的额度")
VOUCHER = Field("voucher", "凭证号", k.CODE, True, "财政或银行的拨付凭证号")
PAID_ON = Field("paid_on", "拨付日期", k.DATE, True)
PART = Field("amount_fen", "本次拨付(元)", k.FEN, help="空白按尚未拨付的全部；可以分次拨付")
"""What is asked when money is paid, for a claim or ahead of it."""
_PAYEE_NAME = Field("payee_name", "指定的收款单位", k.TEXT, help="政策写明付给企业时填用人的企业；空白付给申请的单位")
BATCH_NUMBER = Field("batch_number", "拨付批次编号", k.TEXT, help="空白列入正在编制的批次，没有就新建一个")
"""The payment batch that something is listed in."""
_NUMBER = Field("number", "申请编号", k.TEXT)
CLAIM_NUMBER = replace(_NUMBER, key="claim_number")
"""The claim that another record belongs to."""
_CLASS_NUMBER = Field("class_number", "班级编号", k.TEXT)
_SCHEME = Field("scheme", "补贴项目", k.TEXT)
_APPLIED_ON = Field("applied_on", "申请日期", k.DATE, help="空白按今天；补录以前的申请填当时的日期")
_RECOVERED_BY = Field("document", "依据文件", k.TEXT, help="作出追回决定的文号；空白写报送回执和未接收的人")
_APPROVED_ON = Field("approved_on", "核准日期", k.DATE, help="空白按今天；补录以前的核准填当时的日期")
_NOTICE_FROM = Field("notice_from", "公示起始", k.DATE, help="空白按今天；补录以前的公示填当时的日期")
_CLEARED_ON = Field("cleared_on", "公示结束", k.DATE, help="空白按今天；补录以前的公示填当时的日期")
_DEPARTMENT = Field("department", "主管部门", k.TEXT)
_DEPARTMENT_BY = Field("department_by", "主管部门审核人", k.NAME)
_DEPARTMENT_ON = Field("department_on", "主管部门审核日期", k.DATE)
_DEPARTMENT_NOTE = Field("department_note", "主管部门审核意见", k.LONG)


HALTED = k.coded("halted", {"objection": "有异议", "reduction": "待核减", "way_back": "待退回"})
_FREE = (("halted", ""),)


def _combined_before(row: Mapping[str, Value]) -> int:
    """Before claims said so themselves, one person could review and approve."""
    return int(row["approved_by"] is not None and row["approved_by"] == row["reviewed_by"])


CLAIM = Noun(
    __package__,
    "claim",
    "补贴申请",
    "claims",
    columns=(
        recorded(_NUMBER),
        named(_CLASS_NUMBER, "class_uid", "培训班编号", asked=Asked.NEVER, imported=False),
        shown(Field("class_name", "班级名称", k.TEXT)),
        named(CLASS["institution_name"], "institution_uid", "培训机构编号", asked=Asked.NEVER, imported=False),
        shown(INSTITUTION["uscc"], hidden=True),
        shown(CLASS["occupation"], hidden=True),
        shown(CLASS["level"], hidden=True),
        shown(CLASS["starts_on"], hidden=True),
        shown(CLASS["ends_on"], hidden=True),
        recorded(_SCHEME),
        recorded(Field("basis_on", "政策适用日", k.DATE), listed=False),
        recorded(_APPLIED_ON),
        recorded(Field("line_count", "申请人数", k.COUNT), total=True),
        recorded(Field("granted_count", "核定人数", k.COUNT), total=True),
        recorded(_OPEN_FUND, hidden=True),
        shown(Field("refused_count", "不予补贴", k.COUNT), total=True),
        shown(Field("warned_count", "核定中有提示", k.COUNT, help="核定补贴、但有提示要先看过的明细条数")),
        recorded(Field("total_fen", "核定金额(元)", k.FEN), total=True),
        shown(Field("equipment_fen", "设备购置总值(元)", k.FEN), hidden=True),
        recorded(Field("submitted_by", "提交人", k.NAME), hidden=True),
        recorded(_DEPARTMENT, hidden=True),
        recorded(_DEPARTMENT_BY, hidden=True),
        recorded(_DEPARTMENT_ON, hidden=True),
        recorded(_DEPARTMENT_NOTE, hidden=True),
        recorded(Field("reviewed_by", "复核人", k.NAME), hidden=True),
        recorded(Field("approved_by", "核准人", k.NAME), hidden=True),
        recorded(_APPROVED_ON, hidden=True),
        recorded(Field("paid_by", "拨付经办人", k.NAME), hidden=True),
        recorded(
            Field("combined", "兼岗办理", k.FLAG, help="人员不足的单位由一人兼办了两个环节"),
            hidden=True,
            before=_combined_before,
        ),
        recorded(Field("return_reason", "退回原因", k.LONG), hidden=True),
        shown(Field("notice_number", "公示编号", k.TEXT), hidden=True),
        recorded(_NOTICE_FROM),
        recorded(Field("notice_to", "公示截止", k.DATE)),
        recorded(Field("notice_days", "公示工作日", k.COUNT), hidden=True),
        recorded(Field("real_name_number", "实名制系统编号", k.CODE, help="省级实名制管理系统的录入编号"), hidden=True),
        recorded(_CLEARED_ON, hidden=True),
        recorded(Field("paid_on", "拨付日期", k.DATE)),
        shown(Field("in_batch", "所在拨付批次", k.TEXT, help="列入了、还没有付成的")),
        shown(Field("payee", "收款单位", k.TEXT), hidden=True),
        named(_PAYEE_NAME, "payee_uid", "收款单位编号", asked=Asked.NEVER, imported=False, hidden=True),
        shown(INSTITUTION["bank"], hidden=True),
        shown(INSTITUTION["account"], hidden=True),
        STATE,
        shown(Field("halted", "暂停办理", HALTED, help="另一人决定以前，不能往下办")),
        recorded(Field("reported", "报送回执", REPORTED), sent=False),
        recorded(Field("pack_id", "政策包", k.TEXT), listed=False),
        recorded(Field("pack_version", "政策包版本", k.COUNT), listed=False),
    ),
    states={
        "draft": "草稿",
        "submitted": "待复核",
        "checked": "主管部门已审核",
        "reviewed": "待审批",
        "returned": "已退回",
        "approved": "已核准",
        "noticed": "公示中",
        "cleared": "公示无异议",
        "paying": "拨付中",
        "paid": "已拨付",
        "closed": "零结案",
        "void": "已作废",
    },
    verbs=(
        create(
            "新建申请",
            replace(_CLASS_NUMBER, required=True, help="已验收的班级；每个补贴项目申请一次"),
            replace(_SCHEME, kind=k.CHOICE, choices="schemes", help="空白按培训类型所属的补贴项目"),
            _APPLIED_ON,
            LATE,
        ),
        Verb("assess", "重新核定", CHANGEABLE),
        Verb(
            *("submit", "提交", CHANGEABLE, "submitted", (CONFIRMATION,)),
            role=POSTS["submit"],
            shortcut="Ctrl+Return",
        ),
        Verb("direct", "指定收款单位", CHANGEABLE, fields=(_PAYEE_NAME,)),
        Verb("withdraw", "撤回", ("submitted",), "draft"),
        Verb(
            "check",
            "登记主管部门审核",
            ("submitted",),
            "checked",
            (
                replace(_DEPARTMENT, required=True, help="审核真实性的主管部门"),
                replace(_DEPARTMENT_BY, required=True),
                replace(_DEPARTMENT_ON, required=True),
                replace(_DEPARTMENT_NOTE, required=True, help="审核同意的意见；不同意的请办理“退回”"),
            ),
            also=REVIEWER,
        ),
        Verb("review", "复核通过", ("submitted", "checked"), "reviewed", (CONFIRMATION,), role=POSTS["review"]),
        Verb(
            *("approve", "核准", ("reviewed",), "approved", ("fund", "approved_on", LATE, CONFIRMATION)),
            role=POSTS["approve"],
        ),
        Verb("return_", "退回", _HANDED_IN, "returned", (REASON,), role=REVIEWER, also=CHIEF),
        Verb("ask_return", "提请退回", AGREED, None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
        Verb("register", "登记实名制编号", UNPAID, fields=("real_name_number",)),
        Verb("publish", "公示", ("approved",), "noticed", ("notice_from", LATE, CONFIRMATION), together=True),
        Verb(
            *("pay", "拨付", TO_PAY, "paid", (FUND, VOUCHER, PAID_ON, PART, CONFIRMATION)),
            role=POSTS["pay"],
        ),
        Verb("close", "零结案", AGREED, "closed", (CONFIRMATION,)),
        Verb("ask_reopen", "提请撤销结案", ("closed",), None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
        Verb(
            "list_up",
            "列入拨付批次",
            TO_PAY,
            fields=(FUND, BATCH_NUMBER, PART, CONFIRMATION),
            role=POSTS["pay"],
        ),
        Verb("recover", "追回未接收的补贴", ("paid",), fields=(_RECOVERED_BY,)),
        Verb("void", "作废", CHANGEABLE, "void", (REASON,)),
        Verb("ask_void", "提请作废", AGREED, None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
    ),
    follows=frozenset({"cleared", "paying"}),
    label=("number", "class_name"),
    tab_title="补贴",
    early=("state", "halted", "total_fen", "granted_count", "warned_count"),
    inside=(
        Inside(
            "class", "class_number", "number", ("class_number", "class_name", "institution_name"), after="work-months"
        ),
    ),
    sequel=Sequel("class", "新建补贴申请", "class_number", "number"),
    turns=(
        Turn("returned", "submit"),
        Turn("submitted", "review", ("submitted_by",)),
        Turn("checked", "review", ("submitted_by",)),
        Turn("reviewed", "approve", ("submitted_by", "reviewed_by")),
        Turn("approved", "publish", where=_FREE),
        *(Turn(state, "list_up", where=(*_FREE, ("in_batch", ""))) for state in TO_PAY),
    ),
    explained="办理说明",
    money="total_fen",
    dated=True,
    sheet_label="number",
    sums={"claim_fen": "total_fen"},
)
