"""A policy that asks facts of its own, as tests install it over the office's."""

from app.desk import policies
from tests.bureau import CLERK, Bureau
from tests.packs import version

_ROWS = (
    ("contract_years", "劳动合同年限", "line", "count", 'unit = "年"'),
    ("premium", "已缴保险费", "line", "yuan", 'help = "凭缴费凭证填写"'),
    ("insured_from", "参保日期", "line", "date", ""),
    ("reviewed", "复审人员", "line", "flag", ""),
    ("origin_kind", "来源", "line", "choice", 'one_of = ["本地/本县", "外省"]'),
    ("looked_at", "到场核对", "line", "flag", 'asked = "hand"'),
    ("online_share", "线上课时占比", "class", "count", 'unit = "%"'),
    ("site", "实训场所", "class", "text", ""),
    ("branch_count", "教学点", "institution", "count", 'unit = "个"'),
    ("boarding", "提供住宿", "institution", "flag", ""),
)


def asked(*left_out: str, number: int = 2, since: str = "") -> str:
    """The Qijiang pack as a later version that asks these facts, some of them left out."""
    rows = (
        f'\n[[facts]]\nkey = "{key}"\ntitle = "{title}"\nof = "{of}"\nkind = "{kind}"\n{more}\n'
        'clause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n'
        for key, title, of, kind, more in _ROWS
        if key not in left_out
    )
    return version(number, since=since) + "".join(rows)


def install(bureau: Bureau, text: str) -> None:
    """The office takes up a version."""
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        policies.install(work, text)


_CITED = 'clause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n'
CONTRACT = ("contract", "签订一年以上劳动合同", "line", 'asked = "hand"', "is = true")
SITE = ("site_seen", "培训场地符合要求", "class", 'asked = "hand"', "is = true")
PAPERS = ("papers", "申请材料齐全", "claim", 'asked = "hand"', "is = true")
YEARS = ("contract_years", "劳动合同年限", "line", 'kind = "count"\nunit = "年"', "least = 1")
"""Facts with the condition of 职业培训补贴 that each is asked for."""
Asked = tuple[str, str, str, str, str]


def ruled(*facts: Asked, number: int = 2, since: str = "") -> str:
    """The Qijiang pack as a later version that asks facts and has a condition about each."""
    rows = [
        f'\n[[facts]]\nkey = "{key}"\ntitle = "{title}"\nof = "{of}"\n{kind}\n{_CITED}'
        f'\n[[needs]]\nrow = "{key}"\nfor = ["training"]\nfact = "{key}"\n{test}\n{_CITED}'
        for key, title, of, kind, test in facts
    ]
    return version(number, since=since) + "".join(rows)
