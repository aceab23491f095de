"""What a row of a roster is called, its columns, states and verbs, and the tables that bring rosters and results."""

from dataclasses import replace

from app.kernel import kinds as k
from app.kernel.codes import APPRENTICE, RESULT
from app.kernel.column import Asked, entered, named, recorded, shown
from app.kernel.fact_values import FACTS, KEPT
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, TableImport, Verb, correct, edit
from app.policy import pack_facts
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

_CONDITIONS = ("locality", "fee_fen", "firm_opened_on", "hired_on", "apprentice_kind")
PERSON = ("phone", "household", "address")
"""What a roster says of a person beside who it is."""
ACCOUNT = ("bank", "account")
PLACE = ("category", "draws_pension", *ACCOUNT, *_CONDITIONS)
"""What a roster says of a person's place in the class."""
CERTIFICATE = ("certificate_kind", "certificate_number", "certificate_date")
PLACEMENT = ("employed_on", "employer")
"""What became of somebody after the training."""
RESULTS = ("theory_score", "practice_score", "result", *CERTIFICATE, "fee_fen", "modules_done")
"""What a table of results says of a row."""
EDITABLE = (*PLACE, "modules_done", FACTS)
CORRECTABLE = (*EDITABLE, *CERTIFICATE)
_JUDGED = (
    "认定结果",
    "鉴定结果",
    "评价结果",
    "考试结果",
    "结果",
    "结论",
    "考核结论",
    "成绩评定",
    "是否通过",
    "是否取得",
)
_RESULT = Field("result", "评定", RESULT, aliases=("考核结果", "是否合格"), hints=_JUDGED)
_KNOWLEDGE = ("知识考试", "理论考试", "理论知识", "理论", "应知", "笔试", "笔试成绩")
_SKILL = ("技能考核", "技能操作", "操作技能", "实际操作", "实操", "实操考核", "应会", "技能成绩")
_HIRED = ("入厂时间", "入厂日期", "进厂时间", "进厂日期", "到岗时间", "到岗日期", "上岗时间", "上岗日期")
_BANK = (
    *("发卡行", "发卡银行", "所属银行", "卡所属银行", "社保卡开户行", "社保卡开户银行", "社保卡银行"),
    *("开户网点", "开户机构", "网点名称"),
)
_OTHERS = ("公积金", "社会保险", "医保", "医疗", "养老", "年金")
_INSURED, _INSURED_BANK = (
    (*_OTHERS, f"社保(?!卡.*(?:{words}))", f"社会保障(?!卡.*(?:{words}))") for words in ("银行", "银行|开户|发卡")
)
"""What else than a bank keeps accounts of people: no money is paid into them, but into the bank account of a 社保卡."""
_ACCOUNT = Field("account", "银行账号", k.ACCOUNT, aliases=("社保卡账号", "社保卡银行账号", "银行卡号"), never=_INSURED)
_SHOWN_OF_PERSON = (
    *("class_name", "certificate_number", "certificate_date", "occupation", "level", "starts_on", "ends_on"),
)
_EMPLOYED = Field(
    "employed_on",
    "就业日期",
    k.DATE,
    help="培训后就业的，填签订劳动合同或开始经营的日期",
    aliases=("就业时间", "合同签订日期", "签订劳动合同日期"),
)
_HOLDER = replace(
    TRAINEE["name"].optional(), aliases=("客户姓名", "户名", "账户名", "账户名称", "持卡人", "持卡人姓名")
)
_CARD = (*_ACCOUNT.aliases, "卡号", "账号", "账户", "账户号", "客户账号", "账户号码", "银行卡账号", "卡账号")
"""What banks call an account in a list of nothing else."""

ENROLMENT = Noun(
    __package__,
    "enrolment",
    "花名册",
    "enrolments",
    columns=(
        recorded(Field("seq", "序号", k.COUNT)),
        named(
            CLASS["number"],
            *("class_uid", "培训班编号"),
            key="class_number",
            asked=Asked.NEVER,
            imported=False,
        ),
        shown(CLASS["name"], "class_name", hidden=True),
        named(TRAINEE["name"], "trainee_uid", "学员编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"], sent=True),
        shown(TRAINEE["sex"]),
        shown(Field("age", "年龄", k.COUNT), hidden=True),
        entered(
            Field(
                "category",
                "人员类别",
                k.CHOICE,
                True,
                choices="person_categories",
                aliases=("人员身份", "身份类别", "学员身份", "人员类型"),
                hints=("学生类别", "人员性质", "身份"),
            )
        ),
        shown(TRAINEE["phone"]),
        shown(TRAINEE["household"], hidden=True),
        shown(TRAINEE["address"], hidden=True),
        entered(
            Field("draws_pension", "是否按月领取养老金", k.FLAG, help="是或否；空白按否", aliases=("是否领取养老金",))
        ),
        entered(
            Field("bank", "开户银行", k.TEXT, aliases=("开户行", "开户银行名称"), hints=_BANK, never=_INSURED_BANK),
            hidden=True,
        ),
        entered(_ACCOUNT),
        recorded(Field("theory_score", "理论成绩", k.TEXT, aliases=("理论分", "理论分数"), hints=_KNOWLEDGE)),
        recorded(
            Field(
                "practice_score",
                "实操成绩",
                k.TEXT,
                aliases=("操作成绩", "实践成绩", "实操分", "实操分数"),
                hints=_SKILL,
            )
        ),
        recorded(_RESULT),
        recorded(Field("certificate_kind", "证书类型", k.CHOICE, choices="certificate_types")),
        recorded(Field("certificate_number", "证书编号", k.CODE, aliases=("证书号",))),
        recorded(Field("certificate_date", "发证日期", k.DATE, hints=("领证日期", "领证时间", "取证日期"))),
        entered(
            Field(
                "fee_fen",
                "实际培训费(元)",
                k.FEN,
                help="向本人收取的培训费；免费培训的不填或填 0",
                aliases=("实际费用", "培训费"),
                least=0,
            ),
            hidden=True,
        ),
        entered(
            Field(
                "hired_on",
                "入职日期",
                k.DATE,
                help="到企业就业的人员填写",
                aliases=("入职时间", "录用日期"),
                hints=_HIRED,
            ),
            hidden=True,
        ),
        entered(Field("apprentice_kind", "学徒类别", APPRENTICE, help="学徒填职工学徒或学生学徒"), hidden=True),
        entered(Field("modules_done", "完成实训模块", k.FLAG, help="分实训模块的填是或否"), hidden=True),
        recorded(Field("left_out", "不予核准的原因", k.LONG), hidden=True),
        recorded(_EMPLOYED, hidden=True),
        recorded(Field("employer", "就业单位", k.TEXT, aliases=("用人单位", "工作单位", "录用单位")), hidden=True),
        entered(
            Field("locality", "地域条件", k.CHOICE, choices="localities", help="符合政策所列地域条件中的哪一项"),
            hidden=True,
        ),
        entered(
            Field(
                "firm_opened_on",
                "企业开业日期",
                k.DATE,
                help="政策按开业年限要求的填写",
                aliases=("开业日期",),
            ),
            hidden=True,
        ),
        KEPT,
        shown(CLASS["occupation"], hidden=True),
        shown(CLASS["level"], hidden=True),
        shown(CLASS["starts_on"], hidden=True),
        shown(CLASS["ends_on"], hidden=True),
    ),
    states={"active": "在册", "dropped": "已退出"},
    verbs=(
        edit("active", fields=EDITABLE),
        Verb("drop", "退出", ("active",), "dropped", (REASON,)),
        correct("更正", ("active",), *CORRECTABLE, REASON),
    ),
    label=("name",),
    inside=(
        Inside("class", known=("class_number",)),
        Inside(
            *("trainee", "id_number", "id_number"),
            ("name", "id_number", "sex", "phone", "seq"),
            title="参训与证书",
            more=_SHOWN_OF_PERSON,
        ),
    ),
    imports=(
        TableImport(
            *("roster", "学员花名册", "导入花名册"),
            fields=("name", "id_number", "sex", *PERSON, *PLACE, FACTS),
            into="class",
            verb="roster",
            kept=("category", "id_number"),
            joins=True,
        ),
        TableImport(
            *("accounts", "银行账号", "导入银行账号"),
            fields=("id_number", _HOLDER, replace(_ACCOUNT, required=True, aliases=_CARD), "bank"),
            into="class",
            verb="accounts",
            of_people=True,
            joins=True,
            kept=("id_number",),
        ),
        TableImport(
            *("placements", "就业情况", "导入就业情况"),
            fields=("id_number", TRAINEE["name"].optional(), replace(_EMPLOYED, required=True), "employer"),
            into="class",
            verb="placements",
            of_people=True,
            kept=("id_number",),
        ),
        TableImport(
            *("results", "成绩与证书", "导入成绩证书"),
            fields=(
                "id_number",
                TRAINEE["name"].optional(),
                *(replace(_RESULT, required=True) if key == "result" else key for key in RESULTS),
            ),
            into="class",
            verb="results",
            of_people=True,
            kept=("id_number",),
        ),
    ),
    origin_listed=False,
    facts=pack_facts.LINE,
    sheet_label="name",
    sheet_title="学员名册",
)
