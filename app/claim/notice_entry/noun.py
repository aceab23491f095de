"""What the entries of a notice are called, and their columns: what was published of a claim, and how it stands now."""

from app.claim.claim.noun import CLAIM, CLAIM_NUMBER
from app.claim.notice.noun import NOTICE
from app.kernel import kinds as k
from app.kernel.column import Asked, named, recorded, shown
from app.kernel.fields import Field
from app.kernel.noun import Inside, Noun
from app.training.training_class.noun import CLASS

_KNOWN = ("notice_number", "notice_from", "notice_to")

NOTICE_ENTRY = Noun(
    __package__,
    "notice-entry",
    "公示内容",
    "notice-entries",
    columns=(
        named(NOTICE["number"], "notice_uid", "公示编号", key="notice_number", asked=Asked.NEVER, imported=False),
        named(CLAIM_NUMBER, "claim_uid", "补贴申请编号", asked=Asked.NEVER, imported=False),
        shown(CLASS["institution_name"]),
        shown(CLAIM["class_number"]),
        shown(CLASS["occupation"]),
        shown(CLASS["level"]),
        shown(CLASS["starts_on"], hidden=True),
        shown(CLASS["ends_on"], hidden=True),
        shown(CLAIM["scheme"]),
        recorded(Field("filed_count", "备案人数", k.COUNT), total=True),
        recorded(Field("qualified_count", "合格人数", k.COUNT), total=True),
        recorded(Field("reduced_count", "核减人数", k.COUNT), total=True),
        recorded(Field("published_count", "核准人数", k.COUNT), total=True),
        recorded(Field("published_fen", "公示金额(元)", k.FEN), total=True),
        shown(Field("left_count", "现核定人数", k.COUNT), total=True),
        shown(Field("left_fen", "现核定金额(元)", k.FEN), total=True),
        shown(CLAIM["state"], "claim_state", "申请状态"),
        shown(NOTICE["notice_from"], hidden=True),
        shown(NOTICE["notice_to"], hidden=True),
    ),
    states={"active": "有效"},
    label=("claim_number",),
    early=("institution_name", "published_fen", "published_count"),
    inside=(
        Inside("notice", known=_KNOWN),
        Inside("claim", "claim_number", "number", ("claim_number", "institution_name", "class_number", "scheme")),
    ),
    stated=False,
    origin_listed=False,
)
