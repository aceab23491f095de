"""The statement of a fund's account beside the ledger: what is the same is matched, what is not is told."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.desk import import_undo, imports
from app.desk.imports import KINDS
from app.desk.lists import LISTINGS
from app.fund.ageing import AGEING
from app.fund.reconciliation import RECONCILIATION
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import parse_period
from app.record.imports import core
from app.record.imports.core import Receipt
from app.store.models import ImportRun
from tests.bureau import CASHIER, CLERK, PAYMENT, Bureau
from tests.fund.test_advances import advanced, held, opened
from tests.fund.test_advances import paid as paid_claim
from tests.tables import from_clipboard

FUND = PAYMENT["fund"]
HEAD = ("资金来源", "交易日期", "凭证号", "支出(元)", "收入(元)", "账户余额(元)", "对方户名", "摘要")
SCHOOL = "綦江示例培训学校"


def rows(bureau: Bureau, name: str) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return sorted(LISTINGS[name].rows(read.connection), key=lambda row: row["uid"])


def statement(bureau: Bureau, *lines: tuple[str, ...]) -> Receipt:
    """The bank's table of one account, brought in by the clerk."""
    bureau.office.sign_in(CLERK)
    kind = KINDS["statements"]
    table = from_clipboard(
        "\n".join("\t".join(line) for line in (HEAD, *((FUND, *line) for line in lines))), kind.fields
    )
    with bureau.office.work() as work:
        return imports.apply(work, kind, core.check(work, kind, table))


def told(bureau: Bureau, period: str = "2019") -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The reconciliation of the one fund, and what stands on one side alone."""
    with bureau.office.read() as read:
        found = RECONCILIATION.told(read, parse_period(period))
    return dict(found[0][0]), [dict(row) for row in found[1]]


@pytest.fixture
def paid(taught: Bureau) -> dict[str, Any]:
    """A payment of 3,600 元 by 凭0001."""
    taught.claim(taught.first("class"), "paid")
    return rows(taught, "payments")[0]


def day(bureau: Bureau, after: int = 0) -> str:
    return (bureau.today + timedelta(after)).isoformat()


def test_a_line_is_matched_by_its_voucher_whatever_else_it_says(taught: Bureau, paid: dict[str, Any]) -> None:
    statement(taught, (day(taught), "凭0001", "3600", "", "1000", "綦江培训", ""))
    (line,) = rows(taught, "statement-lines")
    assert (line["state"], line["matched"]) == ("matched", paid["number"])
    whole, alone = told(taught)
    assert (whole["ledger_fen"], whole["bank_fen"], whole["gap_fen"], alone) == (360_000, 360_000, 0, [])


def test_without_a_voucher_the_payee_the_sum_and_the_day_match(taught: Bureau, paid: dict[str, Any]) -> None:
    taught.today += timedelta(7)
    statement(taught, (day(taught), "", "3600", "", "", SCHOOL, ""))
    assert rows(taught, "statement-lines")[0]["matched"] == paid["number"]


@pytest.mark.parametrize(
    "line", [(0, "3600.01", SCHOOL), (0, "3600", "别的学校"), (8, "3600", SCHOOL)], ids=["sum", "payee", "day"]
)
def test_what_is_not_the_same_without_doubt_is_not_matched(
    line: tuple[int, str, str], taught: Bureau, paid: dict[str, Any]
) -> None:
    after, yuan, party = line
    taught.today += timedelta(after)
    statement(taught, (day(taught), "", yuan, "", "", party, ""))
    assert rows(taught, "statement-lines")[0]["state"] == "open"
    _, alone = told(taught)
    assert [row["side"] for row in alone] == ["台账", "银行"]


def test_one_transfer_for_two_claims_is_one_line(ready: Bureau) -> None:
    first, second = (ready.claim(ready.accepted(1), "cleared") for _ in range(2))
    texts = {"fund": FUND, "voucher": "凭9", "paid_on": day(ready)}
    ready.do("claim.pay", first, **texts)
    ready.do("claim.pay", second, **texts, confirmation="同一笔转账")
    statement(ready, (day(ready), "凭9", "2400", "", "", SCHOOL, ""))
    (line,) = rows(ready, "statement-lines")
    assert (line["state"], line["matched"].count("BF")) == ("matched", 2)


def test_a_clerk_matches_by_hand_and_only_the_same_sum(taught: Bureau, paid: dict[str, Any]) -> None:
    statement(taught, (day(taught), "", "3600", "", "", "别的户名", ""), (day(taught), "", "12", "", "", "", "手续费"))
    right, fee = rows(taught, "statement-lines")
    with pytest.raises(Refused, match="共 3,600.00 元，与这笔流水的 12.00 元不同"):
        taught.do("statement-line.match", fee["uid"], payment_number=paid["number"])
    taught.do("statement-line.match", right["uid"], payment_number=paid["number"])
    taught.do("statement-line.explain", fee["uid"], note="手续费")
    whole, alone = told(taught)
    assert (whole["bank_fen"], whole["explained_fen"], whole["gap_fen"], alone) == (361_200, 1_200, 0, [])
    taught.do("statement-line.reopen", right["uid"], reason="对错了")
    assert [row["side"] for row in told(taught)[1]] == ["台账", "银行"]


def test_a_payment_is_matched_once(taught: Bureau, paid: dict[str, Any]) -> None:
    statement(taught, (day(taught), "凭0001", "3600", "", "", SCHOOL, ""))
    statement(taught, (day(taught), "", "3600", "", "", "又一笔", ""))
    with pytest.raises(Refused) as refused:
        taught.do("statement-line.match", rows(taught, "statement-lines")[1]["uid"], payment_number=paid["number"])
    assert refused.value.code == "statement.no_payment"


def test_money_that_the_bank_gave_back_is_a_line_of_its_own(taught: Bureau, paid: dict[str, Any]) -> None:
    texts = {"returned_on": day(taught), "return_voucher": "退1", "reason": "销户"}
    taught.do("payment.bounce", paid["uid"], CASHIER, **texts)
    lines = (day(taught), "凭0001", "3600", "", "", SCHOOL, ""), (day(taught), "退1", "", "3600", "", SCHOOL, "退回")
    statement(taught, *lines)
    assert {line["state"] for line in rows(taught, "statement-lines")} == {"matched"}
    assert told(taught)[0]["ledger_fen"] == 0


def test_what_was_entered_wrongly_and_taken_back_is_no_movement(taught: Bureau, paid: dict[str, Any]) -> None:
    taught.do("payment.correct", paid["uid"], voucher="凭0009", reason="抄错")
    taught.agree(paid["uid"])
    statement(taught, (day(taught), "凭0009", "3600", "", "", SCHOOL, ""))
    assert told(taught)[1] == []


def test_the_same_transfer_in_two_months_stands_on_one_side_in_each(taught: Bureau, paid: dict[str, Any]) -> None:
    month = paid["paid_on"]
    first = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    taught.today = first
    statement(taught, (first.isoformat(), "凭0001", "3600", "", "", SCHOOL, ""))
    assert [row["side"] for row in told(taught, month.strftime("%Y-%m"))[1]] == ["台账"]
    assert [row["side"] for row in told(taught, first.strftime("%Y-%m"))[1]] == ["银行"]
    assert told(taught)[1] == []


def test_the_same_statement_again_brings_nothing(taught: Bureau, paid: dict[str, Any]) -> None:
    equal = (day(taught), "", "5", "", "", "", "手续费")
    assert statement(taught, equal, equal).new == 2
    receipt = statement(taught, equal, equal, (day(taught), "", "6", "", "", "", "手续费"))
    assert (receipt.new, receipt.same) == (1, 2)


@pytest.mark.parametrize("first", ["balances", "none"])
def test_the_same_statement_with_and_without_balances_brings_nothing(
    first: str, taught: Bureau, paid: dict[str, Any]
) -> None:
    said = [(day(taught), "", "5", "", balance, "", "手续费") for balance in ("100", "95")]
    left_out = [(*line[:4], "", *line[5:]) for line in said]
    one, two = (said, left_out) if first == "balances" else (left_out, said)
    assert statement(taught, *one).new == 2
    assert (statement(taught, *two).new, statement(taught, *one).new) == (0, 0)
    assert statement(taught, *two, (*two[1][:4], "90" if one == left_out else "", *two[1][5:])).new == 1


def test_lines_with_other_balances_are_others(taught: Bureau, paid: dict[str, Any]) -> None:
    assert statement(taught, (day(taught), "", "5", "", "100", "", "手续费")).new == 1
    assert statement(taught, (day(taught), "", "5", "", "95", "", "手续费")).new == 1


def test_a_statement_that_was_brought_in_by_mistake_is_undone_with_its_matches(
    taught: Bureau, paid: dict[str, Any]
) -> None:
    statement(taught, (day(taught), "凭0001", "3600", "", "", SCHOOL, ""))
    with taught.office.read() as read:
        number = max(run.number for run in read.session.query(ImportRun))
    with taught.office.work() as work:
        import_undo.undo(work, number)
    assert rows(taught, "statement-lines") == []
    assert [row["side"] for row in told(taught)[1]] == ["台账"]


def test_a_statement_that_does_not_add_up_is_refused_at_its_row(taught: Bureau, paid: dict[str, Any]) -> None:
    lines = [
        (day(taught), "1", "100", "", "900", "", ""),
        (day(taught), "2", "", "50", "950", "", ""),
        (day(taught), "3", "50", "", "800", "", ""),
        (day(taught), "4", "100", "", "700", "", ""),
    ]
    with pytest.raises(Problems, match="按上一笔应为 900.00 元") as found:
        statement(taught, *lines)
    assert ([problem.code for problem in found.value.problems], rows(taught, "statement-lines")) == (
        ["statement.balance"], [],
    )  # fmt: skip
    statement(taught, lines[1], lines[0])  # the newest first is as good


@pytest.mark.parametrize(
    ("line", "code"),
    [(("", "10", "10"), "statement.one_way"), (("", "", ""), "statement.one_way")],
)
def test_a_line_is_money_out_or_money_in(line: tuple[str, ...], code: str, taught: Bureau) -> None:
    with pytest.raises(Problems) as found:
        statement(taught, (day(taught), *line, "", "", ""))
    assert [problem.code for problem in found.value.problems] == [code]


def test_a_line_of_tomorrow_is_refused(taught: Bureau) -> None:
    with pytest.raises(Problems, match="晚于今天"):
        statement(taught, (day(taught, 1), "", "10", "", "", "", ""))


def test_what_stands_open_is_told_by_its_age(ready: Bureau) -> None:
    advanced(ready, opened(ready))
    ready.today += timedelta(91)
    with ready.office.read() as read:
        (rows_,) = AGEING.told(read, parse_period(str(ready.today.year)))
    first, whole = rows_
    assert (first["kind"], first["days"], first["age"], first["open_fen"]) == (
        "未结算的预拨", 91, "180 天以内", 180_000,
    )  # fmt: skip
    assert whole["open_fen"] == 180_000


def aged(bureau: Bureau, period: str) -> list[tuple[str, int]]:
    """What stands open in the report of a period: kind and sum."""
    with bureau.office.read() as read:
        (found,) = AGEING.told(read, parse_period(period))
    return [(str(row["kind"]), int(str(row["open_fen"]))) for row in found[:-1]]


def test_what_stood_open_at_the_end_of_a_past_month_is_told_though_it_is_settled_since(ready: Bureau) -> None:
    training = opened(ready)
    advanced(ready, training)
    first = ready.today.strftime("%Y-%m")
    claim = held(ready, training)
    assert ready.today.strftime("%Y-%m") > first
    before = aged(ready, first)
    assert before == aged(ready, "2019") == [("未结算的预拨", 180_000)]
    paid_claim(ready, claim)
    assert (aged(ready, first), aged(ready, "2019")) == (before, [])


def test_what_came_back_since_was_owed_at_the_end_of_a_past_month(ready: Bureau) -> None:
    training = opened(ready)
    advanced(ready, training)
    ready.do("class.void", training, reason="不办了")
    first = ready.today.strftime("%Y-%m")
    (debt,) = rows(ready, "recoveries")
    ready.today += timedelta(60)
    later = ready.today.strftime("%Y-%m")
    part = {"fund": debt_fund(ready), "voucher": "收1", "paid_on": ready.today.isoformat(), "amount_fen": "1000"}
    ready.do("recovery.repay", debt["uid"], CASHIER, **part)
    assert (aged(ready, first), aged(ready, later)) == ([("待追回", 180_000)], [("待追回", 80_000)])


def debt_fund(bureau: Bureau) -> str:
    return str(rows(bureau, "payments")[0]["fund"])


def test_a_reconciled_payment_that_is_corrected_is_reconciled_again(taught: Bureau, paid: dict[str, Any]) -> None:
    statement(taught, (day(taught), paid["voucher"], "3600", "", "", SCHOOL, "拨付"))
    taught.agree(taught.do("payment.correct", paid["uid"], CASHIER, account="6222020000001234", reason="账号登记错"))
    sums, alone = told(taught)
    assert (sums["gap_fen"], sums["ledger_only_fen"], alone) == (0, 0, [])
    assert rows(taught, "statement-lines")[0]["matched"] == rows(taught, "payments")[-1]["number"]


def test_a_line_is_open_again_when_its_payment_never_was(taught: Bureau, paid: dict[str, Any]) -> None:
    statement(taught, (day(taught), paid["voucher"], "3600", "", "", SCHOOL, "拨付"))
    taught.agree(taught.do("payment.correct", paid["uid"], CASHIER, amount_fen="0", reason="误登记"))
    sums, alone = told(taught)
    assert (sums["gap_fen"], sums["bank_only_fen"], [row["amount_fen"] for row in alone]) == (0, 360_000, [360_000])
    assert rows(taught, "statement-lines")[0]["state"] == "open"
