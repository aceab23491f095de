"""Kinds of data elements: how a text becomes a value, how a value is shown, masked and aligned."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.formula_guard import unguarded
from app.kernel.identity import document_number, id_fault, uid_of, uid_text, uscc_fault
from app.kernel.masking import mask_code, mask_id, mask_phone, mask_tail
from app.kernel.money import yuan
from app.kernel.months import BadMonths, read_months
from app.kernel.multiples import unscaled
from app.kernel.written_days import day_of

Value = str | int | date | None


class BadValue(ValueError):
    """A text that is no value of its kind; carries the code and parameters of the sentence."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


@dataclass(frozen=True)
class Kind:
    """A kind: `read` raises BadValue, `show` is its inverse, `mask` hides what lists and logs must not show."""

    name: str
    read: Callable[[str], Value]
    show: Callable[[Value], str] = lambda value: "" if value is None else str(value)
    mask: Callable[[str], str] | None = None
    align: str = "left"
    width: int = 12
    """Usual width in Latin characters."""

    def shown(self, value: Value, *, masked: bool = True) -> str:
        """The value as a user sees it, masked unless the page is entitled to the whole."""
        text = self.show(value)
        return self.mask(text) if masked and self.mask and text else text


_NO_SIGN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
UNSEEN = re.compile(f"[{_NO_SIGN}]")
"""Marks of direction and other signs without a width, which come along when a number is copied from a web page."""
_SPACES = re.compile(rf"[\s{_NO_SIGN}]+")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
"""What is no blank and cannot be seen."""
_QUOTES = re.compile(r"^['‘’`]+(?=[0-9A-Za-z])")
"""What people write before a number so that Excel keeps it a text."""
_LOST = "\ufffd"
_SHORTENED = re.compile(r"\d(\.\d+)?[eE]\+\d+")
"""A long number as Excel shows it, 5.10702E+17: its last digits are gone."""


def _whole(text: str) -> str:
    if _LOST in text:
        raise BadValue("text.lost")
    if _SHORTENED.fullmatch(text.strip()):
        raise BadValue("text.shortened")
    return text


def clean_text(text: str) -> str:
    """Prose: outer and repeated blanks removed; BadValue where part of it was lost on the way."""
    if text.isalnum():
        return text
    found = _SPACES.sub(" ", _CONTROL.sub("", _whole(unguarded(text)))).strip()
    return unguarded(found).strip()


def clean_code(text: str) -> str:
    """Numbers and codes: full-width forms folded (NFKC), dashes made one kind, every blank and what quotes a number removed;
    BadValue as of prose."""
    if text.isascii() and text.isalnum():
        return text
    found = unicodedata.normalize("NFKC", _whole(unguarded(text))).translate(_DASHES)
    return _QUOTES.sub("", unguarded(_CONTROL.sub("", _SPACES.sub("", found))))


_DOTS = str.maketrans(dict.fromkeys("•‧・．∙⋅●", "·"))
_DOT_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])")
_NAME = re.compile(r"[^\W\d_]+(?:[ ·'’.-]+[^\W\d_]+)*\.?")
"""Letters and characters, with what may stand between them."""


def clean_name(text: str) -> str:
    """A person's name: blanks between Chinese characters removed, dots between them and radicals made one kind."""
    text = _DOT_BETWEEN.sub("·", clean_text(unicodedata.normalize("NFKC", text)).translate(_DOTS))
    return text if text.isascii() else text.replace(" ", "")


def _name(text: str) -> Value:
    if text.isalpha() and unicodedata.is_normalized("NFKC", text):
        return text
    name = clean_name(text)
    if any(c.isdigit() for c in name):
        raise BadValue("name.digits")
    if name and not _NAME.fullmatch(name):
        raise BadValue("name.form")
    return name


def _id_number(text: str) -> Value:
    number = clean_code(text).upper().replace("-", "")  # parted as on the card: 500222-19900101-2056
    fault = id_fault(number, date.today())  # noqa: DTZ011 - a birth after today is wrong in any time zone
    if fault:
        raise BadValue(fault)
    return number


def _uscc(text: str) -> Value:
    code = clean_code(text).upper()
    fault = uscc_fault(code)
    if fault:
        raise BadValue(fault)
    return code


_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_BEFORE_PHONE = re.compile(r"^(?:\+|00)86-?")
_BESIDE_PHONE = re.compile(r"[/、,(]*(?:微信|电话)?同号\)?$|[/、,(]+微信\)?$")
_BETWEEN_PHONES = re.compile(r"[、，,;；/\s]+")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?")


def _phone(text: str) -> Value:
    if _MOBILE.fullmatch(text):
        return text
    number = _BESIDE_PHONE.sub("", _BEFORE_PHONE.sub("", clean_code(text)))
    if _MOBILE.fullmatch(bare := number.replace("-", "")):
        return bare
    if not _LANDLINE.fullmatch(number):
        raise BadValue("phone.form")
    return number


def first_phone(text: str) -> str:
    """The first of several telephone numbers in a cell; '' where it holds anything else."""
    try:
        numbers = [str(_phone(part)) for part in _BETWEEN_PHONES.split(text.strip()) if part]
    except BadValue:
        return ""
    return numbers[0] if numbers else ""


_ACCOUNT = re.compile(r"\d{8,32}", re.ASCII)


def _account(text: str) -> Value:
    if _ACCOUNT.fullmatch(text):
        return text
    number = clean_code(text).replace("-", "")
    if "*" in number:
        raise BadValue("account.starred")
    if not _ACCOUNT.fullmatch(number):
        raise BadValue("account.form")
    return number


def _date(text: str) -> Value:
    written = unguarded(_whole(text)).translate(_DASHES)
    try:
        day = day_of(_CONTROL.sub("", UNSEEN.sub("", written)))
    except ValueError:
        raise BadValue("date.none") from None
    if day is None:
        raise BadValue("date.form")
    return day


_WHOLE = re.compile(r"\d{1,9}")


def _count(text: str) -> Value:
    digits = unscaled(clean_code(text).replace(",", "").removesuffix(".0"), 0)
    if not digits or not _WHOLE.fullmatch(digits):
        raise BadValue("count.form")
    return int(digits)


def _difference(text: str) -> Value:
    said = clean_code(text)
    return -int(str(_count(said[1:]))) if said.startswith("-") else _count(said)


_MONEY = re.compile(r"(\d{1,12})(?:\.(\d{1,2}))?")


def _fen(text: str) -> Value:
    said = clean_code(text).replace(",", "").removeprefix("¥").removesuffix("/人").removesuffix("元")
    found = _MONEY.fullmatch(unscaled(said.removeprefix("-"), 2) or "")
    if not found:
        raise BadValue("money.form")
    fen = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
    return -fen if said.startswith("-") else fen


def show_fen(value: Value) -> str:
    """分 as 元 with separators and two decimals: 123400 -> 1,234.00."""
    return yuan(value) if isinstance(value, int) else ""


_YES = frozenset({"是", "有", "1", "Y", "y", "√", "true", "已领", "已领取", "在领"})
_NO = frozenset({"否", "无", "0", "N", "n", "×", "false", "没有", "不是", "未领", "未领取", "没领"})


def _flag(text: str) -> Value:
    word = clean_code(text)
    if word in _YES:
        return 1
    if word in _NO:
        return 0
    raise BadValue("flag.form")


def _show_flag(value: Value) -> str:
    return "" if value is None else "是" if value else "否"


def _code(text: str) -> Value:
    return document_number(clean_code(text))


_NUMBER_OF_NOTHING = re.compile(r"\d{1,3}")


def _proof(text: str) -> Value:
    number = document_number(clean_code(text))
    if _NUMBER_OF_NOTHING.fullmatch(number):
        raise BadValue("proof.form")
    return clean_text(text) if number else ""


def _months(text: str) -> Value:
    try:
        return "、".join(read_months(clean_text(text)))
    except BadMonths as bad:
        raise BadValue(bad.code, **bad.params) from None


def _uid(text: str) -> Value:
    uid = uid_of(clean_code(text))
    if uid is None:
        raise BadValue("uid.form")
    return uid


def _show_uid(value: Value) -> str:
    return uid_text(value) if isinstance(value, int) else ""


def _percent(value: Value) -> str:
    return f"{value / 100:.2f}%" if isinstance(value, int) else ""


def _local(value: Value) -> str:
    """A moment kept in UTC as the clock on the wall showed it."""
    text = str(value or "")
    return datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M:%S") if text else ""


SECRET = Kind("secret", lambda text: text, mask=lambda text: "••••••••")
"""A password: taken as it is typed, shown to nobody."""
TEXT = Kind("text", clean_text, width=16)
CODE = Kind("code", _code, mask=mask_code, width=16)
"""The number that a document bears (certificate, invoice, voucher); 无, 待发, / and the like are blanks."""
PROOF = Kind("proof", _proof, width=16)
"""A document by name and number; 无 and the like are blanks, and a number of three digits alone says nothing."""
LONG = Kind("long", clean_text, width=30)
NAME = Kind("name", _name, width=10)
ID = Kind("id", _id_number, mask=mask_id, width=20)
USCC = Kind("uscc", _uscc, width=20)
PHONE = Kind("phone", _phone, mask=mask_phone, width=13)
ACCOUNT = Kind("account", _account, mask=mask_tail, width=22)
DATE = Kind("date", _date, lambda v: v.isoformat() if isinstance(v, date) else str(v or ""), width=11)
COUNT = Kind("count", _count, align="right", width=8)
DIFFERENCE = Kind("difference", _difference, align="right", width=8)
"""A count that is taken off again where it is negative."""
FEN = Kind("fen", _fen, show_fen, align="right", width=14)
FLAG = Kind("flag", _flag, _show_flag, width=5)
MONTHS = Kind("months", _months, width=24)
"""Months (YYYY-MM) in order, joined by 、."""
UID = Kind("uid", _uid, _show_uid, width=14)
PERCENT = Kind("percent", _count, _percent, align="right", width=9)
"""Hundredths of a percent, whole numbers: 9542 -> 95.42 %."""
MOMENT = Kind("moment", clean_text, _local, width=19)
CHOICE = Kind("choice", clean_text, width=14)


def coded(name: str, titles: Mapping[str, str]) -> Kind:
    """A fixed list kept as codes and shown as Chinese titles; reads either."""

    def read(text: str) -> Value:
        codes = {title: code for code, title in titles.items()}
        word = clean_text(text)
        code = word if word in titles else codes.get(word)
        if code is None:
            raise BadValue("choice.unknown", choices="、".join(codes))
        return code

    return Kind(name, read, lambda v: titles.get(str(v), str(v or "")), width=10)


def several(name: str, titles: Mapping[str, str], mark: str = "") -> Kind:
    """Some of a fixed list, kept as codes joined by blanks and shown as titles joined by 、 behind a mark; reads either."""
    codes = {title: code for code, title in titles.items()}

    def read(text: str) -> Value:
        words = re.split(r"[、，,\s]+", clean_text(text).removeprefix(mark))
        if any(word not in titles and word not in codes for word in words):
            raise BadValue("choice.unknown", choices="、".join(codes))
        return " ".join(dict.fromkeys(codes.get(word, word) for word in words))

    def show(value: Value) -> str:
        shown = "、".join(titles.get(code, code) for code in str(value or "").split())
        return mark + shown if shown else ""

    return Kind(name, read, show)


_SAID_SHORT = {"初级": "初级工", "中级": "中级工", "高级": "高级工", "高技": "高级技师"}
"""What levels of skill are called for short."""


def choose(text: str, choices: Sequence[str]) -> str:
    """The choice a text means: the whole label, or one of its names joined by '/', such as 四级 or 中级 of 四级/中级工."""
    word = clean_text(text)
    if word in choices:
        return word
    for name in (word, _SAID_SHORT.get(word)):
        for choice in choices:
            if name in choice.split("/"):
                return choice
    raise BadValue("choice.unknown", choices="、".join(choices))
