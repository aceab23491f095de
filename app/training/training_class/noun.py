"""What a training class is called, its columns, states and verbs, and the states in which it counts as begun, over or reported."""

from dataclasses import replace

from app.institution.institution.noun import INSTITUTION
from app.kernel import kinds as k
from app.kernel.codes import ARRANGEMENT, REPORTED
from app.kernel.column import Asked, entered, named, recorded, shown
from app.kernel.fact_values import FACTS, KEPT
from app.kernel.fields import CONFIRMATION, LATE, REASON, Field
from app.kernel.noun import STATE, Inside, Noun, Turn, Verb, correct, create, edit
from app.kernel.workflow import CHANGEABLE, CHIEF, REVIEWER
from app.policy import pack_facts

FINISHED = ("ended", "accepted")
"""States of a class whose training is over."""
BEGUN = ("running", *FINISHED)
"""States of a class whose training has begun."""
SENT = ("approved", "filed", "running", "ended", "accepted", "void")
"""States from which a class is the office's word; what was reported once goes on being reported."""

LEFT_OUT = Field(
    "left_out", "不予核准人员", k.LONG, help="核准少于合格时必填：写明是谁，用序号、身份证号或姓名，以顿号分开"
)
LEFT_OUT_REASON = Field("left_out_reason", "不予核准的原因", k.LONG, help="记入花名册，补贴申请按此不予补贴")
_APPROVED_COUNT = Field("approved_count", "核准人数", k.COUNT)
_FILED_ON = Field("filed_on", "批准或备案日期", k.DATE)
_FILING_NUMBER = Field("filing_number", "批复或备案文号", k.TEXT)
_ACCEPTED_ON = Field("accepted_on", "验收日期", k.DATE, help="空白按今天；补录以前的验收填当时的日期")
_MATERIALS = Field("materials", "验收材料", k.LONG)

FILED_ON = replace(_FILED_ON, title="备案日期", help="空白按今天")
_RECOUNT = (
    replace(_APPROVED_COUNT, help="不超过合格人数；空白按合格人数，有不予核准人员的减去"),
    LEFT_OUT,
    LEFT_OUT_REASON,
)
_LISTED_MATERIALS = replace(_MATERIALS, help="政策列有验收材料的，写明齐备的各项，用顿号分开；全部齐备可写“齐全”")

_STUDY_MODE = k.coded("study_mode", {"full": "全日制", "part": "非全日制", "spare": "业余"})

PLAIN = ("name", "place", "study_mode", "leader", "contact_phone")
"""What no money hangs on, so that one person corrects it."""
CORRECTABLE = (
    *(
        *PLAIN,
        "unit_name",
        "area_name",
        "programme_name",
        "for_office_name",
        "training_type",
        "arrangement",
        "delivery_mode",
        "subsidised",
        "ends_on",
    ),
    *("theory_periods", "practice_periods", "planned_count", "filing_number"),
    FACTS,
)
"""What may be corrected of an approved class; another institution, occupation, level or beginning is another class."""

CLASS = Noun(
    __package__,
    "class",
    "培训班",
    "classes",
    columns=(
        recorded(Field("number", "班级编号", k.TEXT)),
        entered(Field("name", "班级名称", k.TEXT, True)),
        named(
            Field("institution_name", "培训机构", k.TEXT, True),
            *("institution_uid", "培训机构编号", "class.institution"),
            asked=Asked.ALWAYS,
        ),
        shown(INSTITUTION["uscc"], hidden=True),
        named(
            Field("unit_name", "责任单位", k.TEXT, True),
            *("unit_uid", "责任单位编号", "class.unit"),
            asked=Asked.ALWAYS,
        ),
        named(
            Field("area_name", "属地", k.TEXT, help="镇街或区县；任务也按属地下达的填写，与责任单位各计各的"),
            *("area_uid", "属地编号", "class.area"),
            asked=Asked.ALWAYS,
            hidden=True,
        ),
        named(
            Field("programme_name", "专项计划", k.TEXT, help="任务也按专项计划下达的填写，与责任单位各计各的"),
            *("programme_uid", "专项计划编号", "class.programme_unit"),
            asked=Asked.ALWAYS,
            hidden=True,
        ),
        named(
            Field(
                *("for_office_name", "手工报送单位", k.TEXT),
                help="花名册由没有使用本程序的下级单位报来、本单位代为录入的填写；汇总表计在该单位一行",
            ),
            *("for_office_uid", "手工报送单位编号", "class.for_office"),
            asked=Asked.ALWAYS,
            sent=False,
            hidden=True,
        ),
        entered(Field("occupation", "职业(工种)", k.TEXT, True)),
        entered(Field("level", "技能等级", k.CHOICE, True, choices="skill_levels")),
        entered(Field("training_type", "培训类型", k.CHOICE, True, choices="training_types")),
        entered(
            Field(
                "arrangement", "组织形式", ARRANGEMENT, help="办理流程和预拨因组织形式而不同，政策没有区别的可以不填"
            ),
            hidden=True,
        ),
        entered(Field("delivery_mode", "培训方式", k.CHOICE, choices="delivery_modes"), hidden=True),
        entered(Field("study_mode", "学习形式", _STUDY_MODE), hidden=True),
        entered(Field("subsidised", "补贴性培训", k.FLAG, help="是或否；空白按是"), hidden=True),
        entered(Field("starts_on", "开班日期", k.DATE, True)),
        entered(Field("ends_on", "结班日期", k.DATE, True)),
        entered(Field("place", "培训地点", k.LONG, True), hidden=True),
        entered(Field("theory_periods", "理论课时", k.COUNT, True), hidden=True),
        entered(Field("practice_periods", "实训课时", k.COUNT, True), hidden=True),
        shown(Field("periods", "总课时", k.COUNT)),
        entered(Field("planned_count", "计划人数", k.COUNT, True), total=True),
        shown(Field("enrolled_count", "在册人数", k.COUNT), total=True),
        recorded(Field("filed_count", "备案人数", k.COUNT), total=True),
        recorded(Field("qualified_count", "合格人数", k.COUNT), total=True),
        recorded(_APPROVED_COUNT, total=True),
        recorded(_ACCEPTED_ON, hidden=True),
        entered(Field("leader", "班主任", k.NAME), hidden=True),
        entered(Field("contact_phone", "联系电话", k.PHONE), hidden=True),
        recorded(_FILED_ON, hidden=True),
        recorded(_FILING_NUMBER, hidden=True),
        recorded(_MATERIALS, hidden=True),
        recorded(Field("reviewer", "审核人", k.NAME), hidden=True),
        recorded(Field("return_reason", "退回原因", k.LONG), hidden=True),
        STATE,
        recorded(Field("reported", "报送回执", REPORTED), sent=False),
        recorded(Field("submitted_by", "提交人", k.NAME), hidden=True),
        recorded(Field("accepted_by", "验收人", k.NAME), listed=False),
        KEPT,
        recorded(Field("pack_id", "政策包", k.TEXT), listed=False),
        recorded(Field("pack_version", "政策包版本", k.COUNT), listed=False),
    ),
    states={
        "draft": "草稿",
        "submitted": "待审批",
        "returned": "已退回",
        "approved": "已批准",
        "filed": "已备案",
        "running": "培训中",
        "ended": "已结班",
        "accepted": "已验收",
        "void": "已作废",
    },
    verbs=(
        create("新建班级"),
        edit(*CHANGEABLE),
        Verb("roster", "导入花名册", CHANGEABLE),
        Verb("submit", "提交", CHANGEABLE, "submitted", (CONFIRMATION,), shortcut="Ctrl+Return"),
        Verb(
            "file",
            "备案",
            CHANGEABLE,
            "filed",
            (replace(_FILING_NUMBER, title="备案编号", required=True), FILED_ON, LATE, CONFIRMATION),
        ),
        Verb("withdraw", "撤回", ("submitted",), "draft"),
        Verb(
            "approve",
            "批准",
            ("submitted",),
            "approved",
            (
                replace(_FILING_NUMBER, title="批复文号", help="企业自主培训须有批复文号"),
                replace(_FILED_ON, title="批准日期", help="空白按今天；补录以前的批准填当时的日期"),
                LATE,
                CONFIRMATION,
            ),
            role=REVIEWER,
        ),
        Verb("return_", "退回", ("submitted",), "returned", (REASON,), role=REVIEWER),
        Verb("start", "开班", ("approved", "filed"), "running", (CONFIRMATION,)),
        Verb("end", "结班", ("running",), "ended", (CONFIRMATION,)),
        Verb("results", "导入成绩证书", ("ended",)),
        Verb(
            *("accept", "验收", ("ended",), "accepted"),
            (*_RECOUNT, _LISTED_MATERIALS, "accepted_on", LATE),
            role=REVIEWER,
        ),
        Verb("recount", "更正核准人数", ("accepted",), None, _RECOUNT, role=REVIEWER),
        Verb("void", "作废", (*CHANGEABLE, "approved", "filed"), "void", (REASON,)),
        Verb("ask_void", "提请作废", ("running",), None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
        Verb("reopen", "提请退回上一步", ("approved", "filed", *BEGUN), None, (REASON,), also=f"{REVIEWER} {CHIEF}"),
        correct("更正", ("approved", "filed", *BEGUN), *CORRECTABLE, REASON),
        Verb("attendance", "导入考勤", ("running", "ended"), shortcut="Ctrl+Shift+I"),
        Verb("months", "导入在岗月份", ("running", "ended"), shortcut="Ctrl+Shift+M"),
        Verb("placements", "导入就业情况", FINISHED, shortcut="Ctrl+Shift+J"),
        Verb(
            *("accounts", "导入银行账号", (*CHANGEABLE, "submitted", "approved", "filed", *BEGUN)),
            shortcut="Ctrl+Shift+B",
        ),
    ),
    label=("number", "name"),
    tab_title="班级",
    inside=(
        Inside("quota", own="unit", known=("unit_name",)),
        Inside("institution", "uscc", "uscc", ("institution_name",)),
        Inside("office", "for_office_name", "name", ("for_office_name",), "手工报送培训班"),
    ),
    explained="办理流程",
    facts=pack_facts.CLASS,
    sheet_label="name",
    turns=(Turn("returned", "submit"), Turn("submitted", "approve", ("submitted_by",)), Turn("ended", "accept")),
)
