"""What an advance is called, its columns, states and verbs."""

from dataclasses import replace

from app.claim.claim.noun import BATCH_NUMBER, CLAIM, CLAIM_NUMBER, FUND, PAID_ON, VOUCHER
from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import CONFIRMATION, LATE, REASON, Field
from app.kernel.noun import Inside, Noun, Turn, Verb, create, edit
from app.kernel.workflow import CHANGEABLE, CHIEF
from app.training.training_class.noun import CLASS

_PAID_ON = Field("paid_on", "预拨日期", k.DATE)

ADVANCE = Noun(
    __package__,
    "advance",
    "预拨",
    "advances",
    columns=(
        recorded(Field("number", "预拨编号", k.TEXT)),
        named(
            Field("class_number", "班级编号", k.TEXT, True, "已批准、还没有验收的企业培训或项目制培训班"),
            *("class_uid", "培训班编号"),
            imported=False,
        ),
        shown(CLASS["name"], "class_name"),
        shown(CLASS["institution_name"]),
        shown(CLASS["arrangement"], hidden=True),
        recorded(CLAIM["scheme"], hidden=True),
        recorded(CLAIM["applied_on"], hidden=True),
        recorded(Field("head_count", "在册人数", k.COUNT)),
        recorded(Field("rate_fen", "每人标准(元)", k.FEN)),
        recorded(Field("expected_fen", "预计补贴(元)", k.FEN)),
        recorded(Field("share", "预拨比例上限(%)", k.COUNT)),
        recorded(
            Field("amount_fen", "预拨金额(元)", k.FEN, help="空白按政策允许的最高比例；可以少填，不能多填"),
            total=True,
        ),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(CLAIM["submitted_by"], hidden=True),
        recorded(CLAIM["approved_by"], hidden=True),
        recorded(CLAIM["paid_by"], hidden=True),
        recorded(CLAIM["combined"], hidden=True),
        recorded(CLAIM["return_reason"], hidden=True),
        recorded(
            replace(CLAIM["real_name_number"], help="省级实名制管理系统的录入编号；结算的申请沿用"),
            hidden=True,
        ),
        shown(CLAIM["in_batch"]),
        recorded(_PAID_ON),
        named(
            replace(CLAIM_NUMBER, title="结算的申请"),
            *("claim_uid", "补贴申请编号"),
            asked=Asked.NEVER,
            imported=False,
        ),
        shown(CLAIM["payee"], hidden=True),
        shown(INSTITUTION["bank"], hidden=True),
        shown(INSTITUTION["account"], hidden=True),
    ),
    states={
        "draft": "草稿",
        "submitted": "待核准",
        "returned": "已退回",
        "approved": "已核准",
        "paid": "已预拨",
        "settled": "已结算",
        "void": "已作废",
    },
    verbs=(
        create(
            "新建预拨",
            "class_number",
            replace(CLAIM["scheme"], kind=k.CHOICE, choices="schemes"),
            *("amount_fen", "applied_on"),
            LATE,
        ),
        edit(*CHANGEABLE, fields=("amount_fen",)),
        Verb("submit", "提交", CHANGEABLE, "submitted", shortcut="Ctrl+Return"),
        Verb("withdraw", "撤回", ("submitted",), "draft"),
        Verb("approve", "核准", ("submitted",), "approved", role=CHIEF),
        Verb("return_", "退回", ("submitted",), "returned", (REASON,), role=CHIEF),
        Verb("register", "登记实名制编号", (*CHANGEABLE, "submitted", "approved"), fields=("real_name_number",)),
        Verb(
            "pay",
            "拨付",
            ("approved",),
            "paid",
            (
                FUND,
                VOUCHER,
                replace(PAID_ON, title=_PAID_ON.title),
                CONFIRMATION,
            ),
        ),
        Verb("list_up", "列入拨付批次", ("approved",), fields=(FUND, BATCH_NUMBER, CONFIRMATION)),
        Verb("void", "作废", (*CHANGEABLE, "approved"), "void", (REASON,)),
    ),
    follows=frozenset({"settled"}),
    label=("number", "class_name"),
    early=("state", "amount_fen"),
    inside=(
        Inside("class", "class_number", "number", ("class_number", "class_name", "institution_name"), after="claims"),
        Inside(
            "claim",
            "claim_number",
            "number",
            ("claim_number", "class_number", "class_name"),
            title="结算的预拨",
            after="payments",
        ),
    ),
    sheet_label="number",
    money="amount_fen",
    dated=True,
    turns=(
        Turn("returned", "submit"),
        Turn("submitted", "approve", ("submitted_by",)),
        Turn("approved", "list_up", where=(("in_batch", ""),)),
    ),
)
