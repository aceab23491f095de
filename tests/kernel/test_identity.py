"""Numbers that carry their own check."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as oracle

from app.kernel import identity
from tests import people

TODAY = date(2019, 9, 2)


@given(st.integers(0, 10**6))
def test_a_generated_id_is_without_fault_and_any_other_check_digit_is_one(n: int) -> None:
    number = people.id_number(n)
    assert identity.id_fault(number, TODAY) == ""
    for digit in set("0123456789X") - {number[17]}:
        assert identity.id_fault(number[:17] + digit, TODAY) == "id.check"


@given(st.integers(0, 10**6), st.integers(0, 15), st.integers(1, 9))
def test_one_wrong_digit_never_passes(n: int, place: int, by: int) -> None:
    number = people.id_number(n)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert identity.id_fault(wrong, TODAY) in ("id.check", "id.birth")


@given(st.integers(0, 10**6), st.integers(0, 15))
def test_two_neighbours_exchanged_never_pass(n: int, place: int) -> None:
    number = people.id_number(n)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or identity.id_fault(swapped, TODAY)


@pytest.mark.parametrize(
    ("first17", "fault"),
    [
        ("50011019800230001", "id.birth"),  # 30 February
        ("50011019801301001", "id.birth"),  # month 13
        ("50011018991231001", "id.birth"),  # before anybody who lives
        ("50011020190903001", "id.birth"),  # tomorrow
        ("50011020190902001", ""),  # today
        ("50011020000229001", ""),  # a leap year
        ("81000019800101001", ""),  # Hong Kong
        ("83000019800101001", ""),  # Taiwan
        ("91000019800101001", ""),  # a foreigner's permanent residence
        ("99999919800101001", ""),  # no such area: not judged
    ],
)
def test_birth_date_and_area(first17: str, fault: str) -> None:
    assert identity.id_fault(first17 + identity.id_check(first17), TODAY) == fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [("", "id.length"), ("1" * 15, "id.length"), ("5" * 16 + "A1", "id.characters"), ("５" * 18, "id.characters")],
)
def test_what_is_no_id_at_all(text: str, fault: str) -> None:
    assert identity.id_fault(text, TODAY) == fault


def test_the_examples_of_the_standard() -> None:
    # GB 11643-1999 附录: 11010519491231002X 与 440524188001010014（后者出生在1900年以前）
    assert identity.id_fault("11010519491231002X", TODAY) == ""
    assert identity.id_check("44052418800101001") == "4"


def test_birth_and_sex_are_read_from_the_number() -> None:
    assert identity.birth_of("11010519491231002X") == date(1949, 12, 31)
    assert (identity.sex_of("11010519491231002X"), identity.sex_of("110105194912310033")) == ("女", "男")


@pytest.mark.parametrize(
    ("day", "age"),
    [(date(2019, 12, 30), 69), (date(2019, 12, 31), 70), (date(2020, 1, 1), 70), (date(1949, 12, 31), 0)],
)
def test_age_is_completed_years_by_the_full_date(day: date, age: int) -> None:
    assert identity.age_on(date(1949, 12, 31), day) == age


def test_who_was_born_on_29_february_is_a_year_older_on_1_march() -> None:
    born = date(2000, 2, 29)
    days = (date(2018, 2, 28), date(2019, 2, 28), date(2019, 3, 1))
    assert [identity.age_on(born, day) for day in days] == [17, 18, 19]


@given(st.integers(0, 10**7 - 1))
def test_a_credit_code_agrees_with_an_independent_check(n: int) -> None:
    code = people.uscc(n)
    assert identity.uscc_fault(code) == ""
    assert oracle.is_valid(code)
    wrong = code[:17] + ("0" if code[17] != "0" else "1")
    assert identity.uscc_fault(wrong) == "uscc.check"
    assert not oracle.is_valid(wrong)


@pytest.mark.parametrize(
    ("text", "fault"), [("1", "uscc.length"), ("I" * 18, "uscc.characters"), ("a" * 18, "uscc.characters")]
)
def test_what_is_no_credit_code(text: str, fault: str) -> None:
    assert identity.uscc_fault(text) == fault


@given(st.integers(0, 2**63 - 1))
def test_a_uid_survives_being_written_down(uid: int) -> None:
    text = identity.uid_text(uid)
    assert len(text) == identity.UID_LENGTH
    assert not set(text) & set("ILOU")
    assert identity.uid_of(text) == identity.uid_of(text.lower()) == uid


@pytest.mark.parametrize("text", ["", "0", "I" * 13, "0" * 12, "0" * 14])
def test_what_is_no_uid(text: str) -> None:
    assert identity.uid_of(text) is None


def test_luhn_passes_the_known_example_and_not_its_neighbour() -> None:
    assert identity.luhn_ok("4111111111111111")
    assert not identity.luhn_ok("4111111111111112")
