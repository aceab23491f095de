"""What an objection is called, its columns, states and verbs: registered, looked into, decided by another person."""

from dataclasses import replace

from app.claim.claim.noun import CLAIM_NUMBER
from app.claim.notice.noun import NOTICE
from app.claim.reduction.noun import REDUCTION
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded
from app.kernel.fields import Field
from app.kernel.noun import Inside, Noun, Turn, Verb, create
from app.kernel.workflow import CHIEF, REVIEWER

_CLAIM = replace(CLAIM_NUMBER, required=True, help="公示中或公示期满、还没有拨付的申请")
_PERSON = Field("person", "涉及的人", k.TEXT, help="序号、姓名或身份证号；对整份申请有异议的不填")
_RECEIVED = Field("received_on", "收到日期", k.DATE, help="空白按今天")
_OBJECTOR = Field("objector", "异议人", k.NAME, True, "反映人的单位或真实姓名；不公布")
_CONTACT = Field("contact", "联系方式", k.TEXT, help="便于核实；不公布")
_CONTENT = Field("content", "异议内容", k.LONG, True)
_FINDING = Field("finding", "核查情况", k.LONG, True, "查了什么、谁证实、结论")
_DECISION = Field("decision", "处理意见", k.LONG, True)
_GROUNDS = (REDUCTION["cause"], REDUCTION["document"], _DECISION)
_DECIDED = ("investigated", "upheld")
_BY = f"{REVIEWER} {CHIEF}"

OBJECTION = Noun(
    __package__,
    "objection",
    "异议",
    "objections",
    columns=(
        named(NOTICE["number"], "notice_uid", "公示编号", key="notice_number", asked=Asked.NEVER, imported=False),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        named(_PERSON, "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        recorded(_RECEIVED),
        recorded(_OBJECTOR),
        recorded(_CONTACT, hidden=True),
        recorded(_CONTENT),
        recorded(Field("registered_by", "登记人", k.NAME), hidden=True),
        recorded(Field("investigated_on", "核查日期", k.DATE)),
        recorded(Field("investigated_by", "核查人", k.NAME)),
        recorded(_FINDING),
        recorded(Field("decided_on", "处理日期", k.DATE)),
        recorded(Field("decided_by", "处理人", k.NAME)),
        recorded(_DECISION),
    ),
    states={"open": "待核查", "investigated": "待处理", "upheld": "成立", "rejected": "不成立"},
    verbs=(
        create("登记异议", _CLAIM, _PERSON, _RECEIVED, _OBJECTOR, _CONTACT, _CONTENT),
        Verb("investigate", "登记核查", ("open", "investigated"), "investigated", (_FINDING,), also=_BY),
        Verb("uphold_return", "成立，提请退回申请", _DECIDED, "upheld", (_DECISION,), role=REVIEWER, also=CHIEF),
        Verb("uphold_reduce", "成立，提请核减", _DECIDED, "upheld", _GROUNDS, role=REVIEWER, also=CHIEF),
        Verb("uphold_recover", "成立，已付的提出追回", _DECIDED, "upheld", _GROUNDS, role=REVIEWER, also=CHIEF),
        Verb("reject", "不成立", _DECIDED, "rejected", (_DECISION,), role=REVIEWER, also=CHIEF),
    ),
    label=("claim_number", "objector"),
    inside=(
        Inside("notice", known=("notice_number",), after="notice-entries"),
        Inside("claim", "claim_number", "number", ("claim_number",), after="notice-entries"),
    ),
    dated=True,
    turns=(Turn("open", "investigate"), Turn("investigated", "reject", ("investigated_by",))),
)
