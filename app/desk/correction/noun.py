"""What a correction is called, its columns, states and verbs."""

from app.kernel import kinds as k
from app.kernel.column import recorded
from app.kernel.fields import REASON, Field
from app.kernel.noun import Inside, Noun, Turn, Verb
from app.kernel.workflow import ADMIN, CHIEF, CLERK, NOUN, REVIEWER

_KNOWN = ("noun", "subject_name")
_CORRECTED = ("institution", "class", "trainee", "enrolment", "payment", "user", "claim", "reduction")
"""Nouns on whose pages their corrections stand."""

CORRECTION = Noun(
    __package__,
    "correction",
    "更正",
    "corrections",
    columns=(
        recorded(Field("noun", "对象", NOUN)),
        recorded(Field("subject_name", "名称", k.TEXT)),
        recorded(Field("detail", "更正内容", k.LONG)),
        recorded(Field("reason", "更正原因", k.LONG)),
        recorded(Field("asked_by", "提出人", k.NAME)),
        recorded(Field("asked_on", "提出日期", k.DATE)),
        recorded(Field("confirmed_by", "确认人", k.NAME)),
        recorded(Field("confirmed_on", "确认日期", k.DATE)),
    ),
    states={"pending": "待确认", "confirmed": "已生效", "revoked": "已撤销"},
    verbs=(
        Verb("confirm", "确认更正", ("pending",), "confirmed", role=REVIEWER, also=f"{CHIEF} {CLERK} {ADMIN}"),
        Verb("revoke", "撤销更正", ("pending",), "revoked", (REASON,), also=f"{REVIEWER} {CHIEF} {ADMIN}"),
    ),
    label=("subject_name", "noun"),
    inside=tuple(Inside(noun, known=_KNOWN) for noun in _CORRECTED),
    origin_listed=False,
    turns=(Turn("pending", "confirm", ("asked_by",), senior=True),),
)
