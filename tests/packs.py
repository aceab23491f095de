"""Policy packs as tests change them."""

import re

from app.kernel.texts import RESOURCES

QIJIANG = (RESOURCES / "packs" / "qijiang-2019.toml").read_text(encoding="utf-8")
CERTIFICATES = (
    'payable_certificates = ["职业资格证书", "职业技能等级证书", ',
    'payable_certificates = ["职业资格证书", ',
)
"""职业技能等级证书, which the people of `Bureau.accepted` have, is no longer paid for."""


def bare(text: str) -> str:
    """A text without blanks and line ends, as quotations are compared."""
    return re.sub(r"\s+", "", text)


def numbers_of(quote: str) -> set[int]:
    """The numbers of a quotation: 1.3 万 is 13000, 1.195亿 is 119500000, 一次 is 1."""
    scales = {"": 1, "万": 10_000, "亿": 100_000_000}
    found = re.findall(r"(\d+(?:\.\d+)?)([万亿]?)", bare(quote))
    return {round(float(number) * scales[scale]) for number, scale in found} | ({1} if "一次" in quote else set())


_CIXI = (RESOURCES / "packs" / "cixi-2020.toml").read_text(encoding="utf-8")
_DRAFT, _CITED = "draft = true\n", 'title = "慈溪市职业技能提升行动实施方案（2020-2021年）（征求意见稿）"'


def changed(*pairs: tuple[str, str], text: str = QIJIANG) -> str:
    """A pack with some of its words put otherwise, each where it stands first."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def version(number: int, *pairs: tuple[str, str], since: str = "") -> str:
    """The Qijiang pack as another version, from a day on, without its worked cases."""
    head = f"version = {number}\n" + (f"since = {since}\n" if since else "")
    text = changed(("version = 1\n", head), *pairs)
    return text[: text.index("[case_base]")]


def issued() -> str:
    """慈溪's draft as the office would confirm it: the same values in a second version, under an issued document."""
    number = 'number = "测试发〔2020〕1号"\ntitle = "慈溪市职业技能提升行动实施方案（2020-2021年）"'
    return changed(("version = 2\n", "version = 3\n"), (_CITED, number), (_DRAFT, ""), text=_CIXI)


def read_one_way(text: str) -> str:
    """The text of a pack for which somebody has said which reading of each of its sentences holds."""
    return re.sub(r'^pending = "两种读法[^"]*"\n', "", text, flags=re.MULTILINE)


def settled(name: str) -> str:
    """A shipped pack in a later version, in which no sentence has two readings any more."""
    text = read_one_way((RESOURCES / "packs" / f"{name}.toml").read_text(encoding="utf-8"))
    return re.sub(
        r"^version = (\d+)$", lambda found: f"version = {int(found[1]) + 1}", text, count=1, flags=re.MULTILINE
    )


NATIONAL = (RESOURCES / "packs" / "national-2025.toml").read_text(encoding="utf-8")
DECIDES = (
    *("first_day", "last_day", "training", "term", "on_staff", "insurance_paid", "other", "group", "contract_term"),
    *("contract_on", "failed", "certificate", "certificate_kind", "certificate_early", "placed", "rate"),
    "lifetime_limit",
)
"""What a claim under the national frame is decided by: values, the scheme itself and its rows."""


def confirmed(*names: str, number: int = 2) -> str:
    """The national frame in a later version, in which some values and rows rest on a clause with its words."""
    text = changed(("version = 1\n", f"version = {number}\n"), text=NATIONAL)
    for name in names:
        value = re.compile(rf'\[\[unverified\]\]\n(key = "{name}"\n)')
        row = re.compile(rf'((?:row|key) = "{name}"\n(?:(?!\n\n).)*?)pending = "[^"]*"', re.DOTALL)
        assert value.search(text) or row.search(text), name
        text = value.sub(r'[[clauses.GJ-02.values]]\n\1quote = "印发文件的原话"\n', text)
        text = row.sub(r'\1clause = "GJ-02"\nquote = "印发文件的原话"', text)
    return text


def ruled(*rules: str, number: int = 2, more: str = "") -> str:
    """The Qijiang pack as a later version with rules of a class, an institution or a claim, below one clause."""
    clause = 'clause = "QJ-13"\nquote = "原则上每人每年可享受不超过3次"\n'
    rows = (f"\n[[rules]]\n{rule}\n{clause}" for rule in rules)
    return version(number) + "".join(rows) + more
