"""What a payment batch is called, its columns, states and verbs."""

from app.claim.claim.noun import CLAIM
from app.fund.approval_step.noun import OUTSIDE, POST
from app.kernel import kinds as k
from app.kernel.column import entered, recorded, shown
from app.kernel.fields import REASON, Field
from app.kernel.noun import Noun, Turn, Verb, create, edit
from app.kernel.workflow import CHIEF, REVIEWER
from app.office.staffing import POSTS

SIGNED_BY = Field("signed_by", "签批人", k.NAME, True, "外单位签批的人，如财政局分管负责人")
SIGNED_ON = Field("signed_on", "签批日期", k.DATE, True)
DOCUMENT = Field("document", "签批文号", k.TEXT, help="批复或函的文号，没有就空白")
NOTE = Field("note", "签批意见", k.LONG)

BATCH = Noun(
    __package__,
    "batch",
    "拨付批次",
    "batches",
    columns=(
        recorded(Field("number", "批次编号", k.TEXT)),
        entered(Field("title", "批次名称", k.TEXT, True, "写在拨付审批表上，例：2020年第3批补贴"), imported=False),
        entered(
            Field("bank_form", "银行文件格式", k.TEXT, help="送哪家银行的格式；空白按普通代发表"),
            imported=False,
            hidden=True,
        ),
        shown(Field("transfer_count", "付款笔数", k.COUNT), total=True),
        shown(Field("total_fen", "批次金额(元)", k.FEN), total=True),
        shown(Field("paid_fen", "已付(元)", k.FEN), total=True),
        shown(Field("failed_count", "未付成笔数", k.COUNT), total=True),
        shown(Field("unanswered", "无回音笔数", k.COUNT, help="已送银行、还没有登记结果的"), total=True),
        shown(Field("waits_for", "等待环节", k.TEXT, help="审批走到哪一步")),
        shown(Field("waits_post", "等待谁签批", POST), hidden=True),
        shown(Field("signers", "已签批人", k.TEXT, help="这次送审以来签过的人"), hidden=True),
        recorded(Field("prepared_by", "编制人", k.NAME), hidden=True),
        recorded(Field("prepared_on", "编制日期", k.DATE)),
        recorded(Field("submitted_on", "送审日期", k.DATE), hidden=True),
        recorded(Field("approved_on", "批准日期", k.DATE), hidden=True),
        recorded(Field("sent_on", "送银行日期", k.DATE)),
        recorded(Field("sent_by", "送银行经办人", k.NAME), hidden=True),
        recorded(Field("closed_on", "办结日期", k.DATE), hidden=True),
        recorded(CLAIM["return_reason"], hidden=True),
    ),
    states={
        "draft": "编制中",
        "submitted": "审批中",
        "approved": "已批准",
        "sent": "已送银行",
        "failing": "有未付成",
        "closed": "已办结",
        "void": "已作废",
    },
    follows=frozenset({"approved", "failing", "closed"}),
    verbs=(
        create("新建拨付批次", "title", "bank_form"),
        edit("draft", fields=("title", "bank_form")),
        Verb("submit", "送审", ("draft",), "submitted"),
        Verb("sign", "同意拨付", ("submitted",), None, (NOTE,), role=REVIEWER, also=CHIEF),
        Verb("note", "登记外单位签批", ("submitted",), None, (SIGNED_BY, SIGNED_ON, DOCUMENT, NOTE)),
        Verb("return_", "退回修改", ("submitted", "approved"), "draft", (REASON,), role=REVIEWER, also=CHIEF),
        Verb("send", "送银行", ("approved",), "sent", ("sent_on",), role=POSTS["pay"]),
        Verb("answer", "导入银行回盘", ("sent", "failing", "closed"), role=POSTS["pay"]),
        Verb("void", "作废", ("draft",), "void", (REASON,)),
    ),
    label=("number", "title"),
    early=("state", "waits_for", "total_fen", "transfer_count"),
    money="total_fen",
    dated=True,
    turns=(
        Turn("draft", "submit"),
        *(
            Turn("submitted", "sign", ("prepared_by",), (("waits_post", post),), "待签批", post, once="signers")
            for post in (REVIEWER, CHIEF)
        ),
        Turn("submitted", "note", where=(("waits_post", OUTSIDE),), title="待外单位签批"),
        Turn("approved", "send"),
    ),
)
