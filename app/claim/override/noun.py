"""What an override is called, its columns and states; what is done about one is a verb of the line that it is for."""

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import STATE, Noun, Turn
from app.kernel.workflow import REVIEWER
from app.training.trainee.noun import TRAINEE
from app.training.training_class.noun import CLASS

OVERRIDE = Noun(
    __package__,
    "override",
    "手工通过",
    "overrides",
    columns=(
        shown(Field("month", "月份", k.TEXT)),
        STATE,
        named(TRAINEE["name"], "enrolment_uid", "名册编号", asked=Asked.NEVER, imported=False),
        shown(TRAINEE["id_number"]),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        shown(CLAIM["state"], "claim_state", "申请状态", hidden=True),
        shown(CLASS["occupation"], hidden=True),
        shown(CLASS["level"], hidden=True),
        recorded(Field("asked_by", "提出人", k.NAME)),
        recorded(Field("asked_on", "提出日期", k.DATE)),
        recorded(Field("confirmed_by", "确认人", k.NAME)),
        recorded(Field("confirmed_on", "确认日期", k.DATE)),
        recorded(Field("document", "批准文号", k.TEXT, True, "批准突破限额的文件或会议纪要的文号")),
        recorded(Field("reason", "手工通过的原因", k.LONG, True, "写明为什么超过限额仍予补贴")),
        recorded(Field("clause", "依据条款", k.TEXT)),
        recorded(Field("against", "超出的限额", k.LONG)),
        shown(Field("amount_fen", "核定金额(元)", k.FEN), total=True),
    ),
    states={"pending": "待确认", "confirmed": "已确认", "revoked": "已撤销", "lapsed": "已失效"},
    label=("name", "month"),
    list_title="手工通过清单",
    turns=(Turn("pending", "confirm", ("asked_by",), role=REVIEWER),),
)
