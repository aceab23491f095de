"""Money set aside is added to, taken from and carried over, each by its document and two people."""

from datetime import date
from typing import Any

import pytest

from app.desk.lists import LISTINGS
from app.kernel.outcomes import Refused
from tests.bureau import CLERK, PAYMENT, REVIEWER, Bureau

FUND = PAYMENT["fund"]


@pytest.fixture
def arranged(taught: Bureau) -> Bureau:
    """10,000 元 for 2019, of which 3,600 are paid."""
    given = {"fund": FUND, "year": "2019", "amount_fen": "10000", "document": "财社〔2019〕1号"}
    taught.confirmed("budget", taught.do("budget.create", **given))
    taught.claim(taught.first("class"), "paid")
    return taught


def funds(bureau: Bureau) -> list[tuple[int, int, int]]:
    with bureau.office.read() as read:
        rows: list[dict[str, Any]] = list(LISTINGS["funds"].rows(read.connection))
    return sorted((row["year"], row["amount_fen"], row["balance_fen"]) for row in rows if row["fund"] == FUND)


def change(bureau: Bureau, kind: str, yuan: str = "", document: str = "财社〔2019〕8号") -> int:
    return bureau.do("budget-change.create", fund=FUND, year="2019", kind=kind, amount_fen=yuan, document=document)


def test_what_is_added_counts_once_another_person_has_confirmed_it(arranged: Bureau) -> None:
    uid = change(arranged, "追加", "500")
    assert funds(arranged) == [(2019, 1_000_000, 640_000)]
    with pytest.raises(Refused):
        arranged.do("budget-change.confirm", uid, CLERK)
    arranged.do("budget-change.confirm", uid, REVIEWER)
    assert funds(arranged) == [(2019, 1_050_000, 690_000)]


def test_no_more_is_taken_than_is_left(arranged: Bureau) -> None:
    with pytest.raises(Refused, match="余额 6,400.00 元，不能调减或结转 6,400.01 元"):
        change(arranged, "调减", "6400.01")
    arranged.do("budget-change.confirm", change(arranged, "调减", "6400"), REVIEWER)
    assert funds(arranged) == [(2019, 360_000, 0)]


def test_what_is_left_at_the_end_of_a_year_is_carried_over_to_the_next(arranged: Bureau) -> None:
    with pytest.raises(Refused, match="2019年还没有结束"):
        change(arranged, "结转下年")
    arranged.today = date(2020, 1, 3)
    arranged.do("budget-change.confirm", change(arranged, "结转下年", document="财社〔2020〕1号"), REVIEWER)
    assert funds(arranged) == [(2019, 360_000, 0), (2020, 640_000, 640_000)]


def test_what_is_carried_over_is_added_to_a_next_year_that_is_set_aside_already(arranged: Bureau) -> None:
    given = {"fund": FUND, "year": "2020", "amount_fen": "100", "document": "财社〔2020〕2号"}
    arranged.confirmed("budget", arranged.do("budget.create", **given))
    arranged.today = date(2020, 1, 3)
    arranged.do("budget-change.confirm", change(arranged, "结转下年", "40"), REVIEWER)
    assert funds(arranged) == [(2019, 996_000, 636_000), (2020, 14_000, 14_000)]


def test_a_change_that_was_called_off_changes_nothing(arranged: Bureau) -> None:
    arranged.do("budget-change.void", change(arranged, "追加", "500"), reason="文号有误")
    assert funds(arranged) == [(2019, 1_000_000, 640_000)]


def test_a_year_without_money_set_aside_has_nothing_to_change(taught: Bureau) -> None:
    with pytest.raises(Refused) as refused:
        change(taught, "追加", "500")
    assert refused.value.code == "allocation.no_budget"
