"""Kinds of values that are one of a few codes, each with its Chinese word."""

from app.kernel import kinds as k
from app.kernel.texts import sentences

SEX = k.coded("sex", {"男": "男", "女": "女"})
RESULT = k.coded("result", {"qualified": "合格", "failed": "不合格"})
DECISION = k.coded("decision", {"granted": "核定", "refused": "不予补贴"})
REPORTED = k.coded("reported", {"pending": "待回执", "accepted": "已接收", "refused": "未接收"})
_FINDING = "finding"
"""Sections of sentences that say in a few words what a reason of a decision means: `award.x` stands as `finding.x`."""


def _meanings() -> dict[str, str]:
    """What each code of a reason means."""
    found = {}
    for code, text in sentences().items():
        section, _, name = code.partition(".")
        if section == _FINDING:
            found[f"award.{name}"] = text
        elif section.endswith(f"_{_FINDING}"):
            found[f"{section.removesuffix(f'_{_FINDING}')}.{name}"] = text
    return found


WARNINGS = k.several("warnings", _meanings(), mark="！")
"""What a line only asks to look at, as the codes of its reasons."""
ARRANGEMENTS = {"enterprise": "企业培训", "project": "项目制培训", "open": "机构自主招生", "individual": "个人申报"}
ARRANGEMENT = k.coded("arrangement", ARRANGEMENTS)
APPRENTICE = k.coded("apprentice_kind", {"worker": "职工学徒", "student": "学生学徒"})
FIRST_CLASS = k.coded(
    "first_class", {"held": "已办", "open": "期限内未办", "short": "提示：未按期办满", "none": "列入取消资格名单"}
)
