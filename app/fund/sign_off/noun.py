"""What a sign-off is called and its columns; it is made by a verb of its batch."""

from app.fund.batch.noun import DOCUMENT, NOTE, SIGNED_BY, SIGNED_ON
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded
from app.kernel.fields import Field
from app.kernel.noun import Inside, Noun

SIGN_OFF = Noun(
    __package__,
    "sign-off",
    "审批记录",
    "sign-offs",
    columns=(
        named(
            Field("batch_number", "拨付批次编号", k.TEXT), "batch_uid", "拨付批次", asked=Asked.NEVER, imported=False
        ),
        recorded(Field("round", "第几次送审", k.COUNT)),
        recorded(Field("place", "顺序", k.COUNT)),
        recorded(Field("step", "审批环节", k.TEXT)),
        recorded(SIGNED_BY),
        recorded(SIGNED_ON),
        recorded(DOCUMENT),
        recorded(NOTE),
        recorded(Field("noted_by", "登记人", k.NAME), hidden=True),
    ),
    states={"signed": "已签批"},
    label=("step",),
    inside=(Inside("batch", "batch_number", "number", ("batch_number",), after="transfers"),),
    stated=False,
    history=False,
)
