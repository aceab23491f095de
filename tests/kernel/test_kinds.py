"""How a clerk's text becomes a value, what is refused, and what a list shows of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Kind
from app.kernel.texts import say
from tests import people

GOOD: list[tuple[Kind, str, Any]] = [
    (k.TEXT, "  电工   一班 ", "电工 一班"),
    (k.TEXT, "甲\u200b乙\u3000丙", "甲 乙 丙"),
    (k.TEXT, "甲\x00乙", "甲乙"),
    (k.NAME, "张 三", "张三"),
    (k.NAME, "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
    (k.NAME, "John Smith", "John Smith"),
    (k.NAME, "𬭎𠅤", "𬭎𠅤"),
    (k.ID, "１１０１０５ 19491231 002x", "11010519491231002X"),
    (k.USCC, people.uscc(1).lower(), people.uscc(1)),
    (k.PHONE, " 139 1234 5678", "13912345678"),
    (k.PHONE, "023-48612345", "023-48612345"),
    (k.ACCOUNT, "6217 0037-0000 0000 001", "6217003700000000001"),
    (k.ACCOUNT, "'6217003700000000001", "6217003700000000001"),
    (k.CODE, " 渝　ａ0012 ", "渝A0012"),
    (k.CODE, "无锡培字第12号", "无锡培字第12号"),
    (k.CODE, "渝—12－3‑4", "渝-12-3-4"),
    (k.PROOF, "残疾人证 字第1号", "残疾人证 字第1号"),
    (k.DATE, "2019-12-31", date(2019, 12, 31)),
    (k.DATE, "2019/1/2", date(2019, 1, 2)),
    (k.DATE, "2019.1.2", date(2019, 1, 2)),
    (k.DATE, "2019年1月2日", date(2019, 1, 2)),
    (k.DATE, "20190102", date(2019, 1, 2)),
    (k.DATE, "2019-01-02 00:00:00", date(2019, 1, 2)),
    (k.COUNT, "1,400", 1400),
    (k.COUNT, "30.0", 30),
    (k.DIFFERENCE, "-1,400", -1400),
    (k.DIFFERENCE, "3", 3),
    (k.COUNT, "０", 0),
    (k.FEN, "1,234.5元", 123_450),
    (k.FEN, "¥0.05", 5),
    (k.FEN, "-12", -1200),
    (k.FLAG, "是", 1),
    (k.FLAG, "×", 0),
    (k.PERCENT, "9542", 9542),
]
BAD: list[tuple[Kind, str, str]] = [
    (k.TEXT, "王\ufffd", "text.lost"),
    (k.TEXT, "1.20211E+15", "text.shortened"),
    (k.CODE, "1.20211E+15", "text.shortened"),
    (k.NAME, "张3", "name.digits"),
    (k.ID, people.wrong_check_digit(people.id_number(1)), "id.check"),
    (k.ID, "5.10521E+17", "text.shortened"),
    (k.ID, "500110********8649", "id.starred"),
    (k.ID, "H1234567800", "id.other"),
    (k.ID, "EA1234567", "id.other"),
    (k.ID, "50011019900101", "id.length"),
    (k.ACCOUNT, "6217********0001", "account.starred"),
    (k.USCC, "9", "uscc.length"),
    (k.PHONE, "12912345678", "phone.form"),
    (k.ACCOUNT, "6217A", "account.form"),
    (k.ACCOUNT, "6.217E+18", "text.shortened"),
    (k.DATE, "2019-02-29", "date.none"),
    (k.DATE, "19-02-28", "date.form"),
    (k.DATE, "43830", "date.form"),
    (k.COUNT, "-1", "count.form"),
    (k.COUNT, "1.5", "count.form"),
    (k.DIFFERENCE, "--1", "count.form"),
    (k.COUNT, "99999999999", "count.form"),
    (k.FEN, "1.234", "money.form"),
    (k.FEN, "一百", "money.form"),
    (k.FEN, "1e3", "money.form"),
    (k.FLAG, "可能", "flag.form"),
    (k.UID, "123", "uid.form"),
]


@pytest.mark.parametrize(("kind", "text", "value"), GOOD)
def test_a_text_becomes_its_value(kind: Kind, text: str, value: Any) -> None:
    assert kind.read(text) == value


@pytest.mark.parametrize(("kind", "text", "code"), BAD)
def test_a_text_that_is_no_value_is_refused_with_a_sentence(kind: Kind, text: str, code: str) -> None:
    with pytest.raises(BadValue) as bad:
        kind.read(text)
    assert bad.value.code == code
    assert say(code, **bad.value.params)


@given(st.integers(1 - 10**14, 10**14 - 1))
def test_money_survives_being_shown(fen: int) -> None:
    assert k.FEN.read(k.FEN.show(fen)) == fen


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_date_survives_being_shown(day: date) -> None:
    assert k.DATE.read(k.DATE.show(day)) == day


@given(st.text(max_size=40))
def test_reading_any_text_gives_a_clean_value_or_a_refusal(text: str) -> None:
    for kind in (k.TEXT, k.NAME, k.ID, k.USCC, k.PHONE, k.ACCOUNT, k.DATE, k.COUNT, k.FEN, k.FLAG, k.UID):
        try:
            value = kind.read(text)
        except BadValue as bad:
            assert say(bad.code, **bad.params)
        else:
            assert kind.read(kind.show(value)) == value


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        (k.ID, "11010519491231002X", "110105********002X"),
        (k.ACCOUNT, "6217003700000000001", "***************0001"),
        (k.ACCOUNT, "6217 0037 0000 0000 001", "***************0001"),
        (k.PHONE, "13912345678", "139****5678"),
        (k.FEN, 123_456_789, "1,234,567.89"),
        (k.FEN, -5, "-0.05"),
        (k.FLAG, 0, "否"),
        (k.FLAG, None, ""),
        (k.PERCENT, 9542, "95.42%"),
        (k.DATE, None, ""),
    ],
)
def test_what_a_list_shows(kind: Kind, value: Any, shown: str) -> None:
    assert kind.shown(value) == shown


def test_a_page_that_is_entitled_to_it_shows_the_whole_number() -> None:
    assert k.ID.shown("11010519491231002X", masked=False) == "11010519491231002X"


def test_a_coded_kind_reads_title_and_code_and_shows_the_title() -> None:
    kind = k.coded("x", {"off": "休息", "work": "上班"})
    assert [kind.read("休息"), kind.read("off"), kind.show("work"), kind.show(None)] == ["off", "off", "上班", ""]
    with pytest.raises(BadValue):
        kind.read("不定")


@pytest.mark.parametrize("text", ["四级/中级工", "四级", "中级工", " 四级 "])
def test_a_choice_is_known_by_its_label_or_either_of_its_names(text: str) -> None:
    assert k.choose(text, ["五级/初级工", "四级/中级工"]) == "四级/中级工"


def test_a_choice_that_is_none_names_all_there_are() -> None:
    with pytest.raises(BadValue) as bad:
        k.choose("九级", ["五级/初级工", "四级/中级工"])
    assert "五级/初级工、四级/中级工" in say(bad.value.code, **bad.value.params)


@pytest.mark.parametrize(
    "text", ["无", "待发", "/", "-", "——", "0", "０００", "N/A", "暂无", "待2021年12月发", "同上", "无证书2"]
)
@pytest.mark.parametrize("kind", [k.CODE, k.PROOF])
def test_a_word_in_place_of_a_number_is_a_blank(kind: Kind, text: str) -> None:
    assert kind.read(text) == ""
    assert Field("number", "编号", kind).read(text, {}) is None
    with pytest.raises(BadValue, match="unnumbered"):
        Field("number", "编号", kind, required=True).read(text, {})


def test_an_id_number_within_the_number_of_a_certificate_is_masked() -> None:
    number = people.id_number(1)
    assert k.CODE.shown(f"T{number}") == f"T{number[:6]}********{number[-4:]}"
    assert k.CODE.shown(people.wrong_check_digit(number)) == people.wrong_check_digit(number)
    assert k.CODE.shown("S000050011012345678901") == "S000050011012345678901"


def test_an_id_number_that_is_parted_by_strokes_is_one_number() -> None:
    number = people.id_number(7)
    for stroke in ("-", "－", "—"):
        assert k.ID.read(stroke.join((number[:6], number[6:14], number[14:]))) == number
    with pytest.raises(BadValue):
        k.ID.read(f"{number[:6]}-{number[6:14]}")


@pytest.mark.parametrize("kind", [k.ID, k.ACCOUNT, k.PHONE])
@pytest.mark.parametrize("text", ["身份证件", "Approved by 批准:"])
def test_words_in_the_column_of_a_number_are_shown_as_they_are(kind: Kind, text: str) -> None:
    assert kind.shown(text) == text


@pytest.mark.parametrize(("text", "shown"), [("12345", "*****"), ("１２３", "***"), ("无1", "**")])
def test_a_number_too_short_for_an_id_is_hidden_all_the_same(text: str, shown: str) -> None:
    assert k.ID.shown(text) == shown
