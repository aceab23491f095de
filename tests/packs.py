"""Policy packs as tests change them."""

from app.domain.texts import RESOURCES

QIJIANG = (RESOURCES / "packs" / "qijiang-2019.toml").read_text(encoding="utf-8")
CERTIFICATES = (
    'key = "payable_certificates"\nitems = ["职业资格证书", "职业技能等级证书", ',
    'key = "payable_certificates"\nitems = ["职业资格证书", ',
)
"""职业技能等级证书, which the people of `Bureau.accepted` have, is no longer paid for."""


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
