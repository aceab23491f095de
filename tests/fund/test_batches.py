"""Payment batches: listed, signed by the office's own steps, sent to the bank, answered, and paid again where it failed."""

import csv
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlcipher3

from app.desk import dialogs, import_undo, imports
from app.desk.checking import check
from app.desk.imports import KINDS
from app.desk.lists import LISTINGS
from app.exchange import bank_file
from app.exchange.asking import Asking
from app.fund.batch import paper
from app.fund.transfer.noun import RESULT
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Asked, Problems, Refused
from app.printing import documents
from app.record.imports import core
from app.store.models import ImportRun
from app.store.work import DATABASE
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.claim.test_reductions import ask
from tests.fund.test_advances import FUND as AHEAD
from tests.fund.test_advances import advanced, held, opened
from tests.printing.papers import text_of
from tests.tables import from_clipboard

FUND = PAYMENT["fund"]


def rows(bureau: Bureau, name: str) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return sorted(LISTINGS[name].rows(read.connection), key=lambda row: row["uid"])


def faults(bureau: Bureau) -> list[str]:
    with bureau.office.read() as read:
        return [finding.text for finding in check(read).faults]


def listed(bureau: Bureau, claim: int, **texts: str) -> int:
    """The claim listed in the newest batch; gives the batch."""
    bureau.do("claim.list_up", claim, CASHIER, fund=FUND, **texts)
    return int(rows(bureau, "batches")[-1]["uid"])


def approved(bureau: Bureau, batch: int) -> int:
    bureau.do("batch.submit", batch, CASHIER)
    bureau.do("batch.sign", batch, REVIEWER)
    return bureau.do("batch.sign", batch, CHIEF)


def sent(bureau: Bureau, batch: int) -> int:
    return bureau.do("batch.send", approved(bureau, batch), CASHIER, sent_on=bureau.today.isoformat())


def answer(bureau: Bureau, batch: int, *told: dict[str, str]) -> Any:
    """The bank's table, brought in by the cashier."""
    bureau.office.sign_in(CASHIER)
    head = ("付款编号", "付款金额(元)", "处理结果", "凭证号", "拨付日期", "失败原因")
    lines = ["\t".join(head), *("\t".join(row.get(key, "") for key in head) for row in told)]
    kind = KINDS["bank-results"]
    table = from_clipboard("\n".join(lines), kind.fields)
    with bureau.office.work() as work:
        checked = core.check(work, kind, table, batch)
        return imports.apply(work, kind, checked)


def said(bureau: Bureau, row: dict[str, Any], **changes: str) -> dict[str, str]:
    """One line of it, done."""
    whole = f"{row['amount_fen'] // 100}.{row['amount_fen'] % 100:02d}"
    plain = {"付款编号": row["number"], "付款金额(元)": whole, "处理结果": "交易成功", "凭证号": "银0001"}
    return {**plain, "拨付日期": bureau.today.isoformat(), **changes}


@pytest.fixture
def cleared(taught: Bureau) -> int:
    """A claim of three people, 3,600 元, whose notice is over."""
    return taught.claim(taught.first("class"), "cleared")


# --- approval ---------------------------------------------------------------------------------------------------------


def test_a_claim_is_listed_signed_sent_and_paid_by_the_banks_answer(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    assert (taught.state("batch", batch), taught.state("claim", cleared)) == ("sent", "cleared")
    transfer = rows(taught, "transfers")[0]
    assert (transfer["amount_fen"], transfer["state"]) == (360_000, "sent")
    answer(taught, batch, said(taught, transfer))
    payment = rows(taught, "payments")[0]
    assert (payment["voucher"], payment["transfer_number"], payment["account"]) == (
        "银0001", transfer["number"], transfer["account"],
    )  # fmt: skip
    assert (taught.state("batch", batch), taught.state("claim", cleared)) == ("closed", "paid")
    assert taught.record("claim", cleared)["paid_by"] == CASHIER
    assert faults(taught) == []


def test_an_answer_that_was_checked_before_moves_the_transfers_with_the_money(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    line = said(taught, rows(taught, "transfers")[0])
    kind = KINDS["bank-results"]
    table = from_clipboard("\n".join("\t".join(part) for part in (line, line.values())), kind.fields)
    taught.office.sign_in(CASHIER)
    with taught.office.read() as read:
        checked = core.check(read, kind, table, batch)
    assert "成功 1 笔，3,600.00 元；失败 0 笔，0.00 元" in checked.notes
    with taught.office.work() as work:
        imports.apply(work, kind, checked)
    assert [row["state"] for row in rows(taught, "transfers")] == ["paid"]
    assert (taught.state("batch", batch), taught.state("claim", cleared)) == ("closed", "paid")
    assert faults(taught) == []


def test_the_remark_of_our_own_file_is_not_taken_for_the_reason_of_a_failure(
    taught: Bureau, cleared: int, tmp_path: Path
) -> None:
    batch = sent(taught, listed(taught, cleared))
    with taught.office.work() as work:
        bank_file.write(work, batch, tmp_path / "file.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "file.xlsx").worksheets[0]
    given, line = list(sheet.iter_rows(values_only=True))[:2]
    heads = [*map(str, given), "处理结果", "交易流水号", "交易日期", "失败原因"]
    told = [*map(str, line), "失败", "", taught.today.isoformat(), "账号户名不符"]
    with pytest.raises(Asking, match="“附言”这一列是哪一项.*建议：不导入这一列") as asked:
        from_clipboard("\n".join("\t".join(part) for part in (heads, told)), KINDS["bank-results"].fields)
    assert "失败原因" not in str(asked.value)


def test_what_the_bank_tells_of_a_payment_is_entered_of_today_unless_said_otherwise(
    taught: Bureau, cleared: int
) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    payment = rows(taught, "payments")[0]["uid"]
    with taught.office.read() as read:
        for noun, word, uid, key in (
            ("payment", "bounce", payment, "returned_on"), ("transfer", "unpaid", transfer["uid"], "paid_on"),
        ):  # fmt: skip
            assert dialogs.dialog(read, noun, word, [uid]).values[key] == taught.today


def test_who_signs_a_batch_sees_its_step_its_sum_by_fund_and_who_has_signed(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    taught.do("batch.sign", batch, REVIEWER)
    with taught.office.read() as read:
        hint = dialogs.dialog(read, "batch", "sign", [batch]).hint
    assert hint.splitlines() == [
        "签批环节：单位负责人",
        f"{FUND}：1 笔，3,600.00 元",
        f"已签：科室审核 {REVIEWER} {taught.today}",
    ]


def test_who_signs_a_step_is_warned_that_a_later_one_only_he_can_sign(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)

    def warned(who: str) -> bool:
        taught.office.sign_in(who)
        with taught.office.read() as read:
            return "“单位负责人”只有您能签" in dialogs.dialog(read, "batch", "sign", [batch]).hint

    assert (warned(REVIEWER), warned(CHIEF)) == (False, True)
    taught.agree(taught.do("user.create", name="周副局长", roles="负责人"))
    assert not warned(CHIEF)


def test_nobody_is_warned_of_the_step_that_he_signs(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    taught.do("batch.sign", batch, REVIEWER)
    taught.office.sign_in(CHIEF)
    with taught.office.read() as read:
        assert "请注意" not in dialogs.dialog(read, "batch", "sign", [batch]).hint


def test_a_batch_goes_through_the_offices_own_steps_by_its_sum(taught: Bureau, cleared: int) -> None:
    steps = (("1", "科室", "复核", ""), ("2", "局长", "负责人", "3000"), ("3", "财政", "外单位（由经办登记）", "5000"))
    for seq, title, post, over in steps:
        uid = taught.do("approval-step.create", seq=seq, title=title, post=post, over_fen=over)
        taught.agree(uid)
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    assert taught.record("batch", batch)["waits_for"] == "科室"
    taught.do("batch.sign", batch, REVIEWER)
    assert taught.record("batch", batch)["waits_for"] == "局长"
    taught.do("batch.sign", batch, CHIEF)
    assert taught.state("batch", batch) == "approved"
    assert [(row["step"], row["signed_by"]) for row in rows(taught, "sign-offs")] == [
        ("科室", REVIEWER), ("局长", CHIEF),
    ]  # fmt: skip


def test_another_authority_signs_by_a_clerks_note(taught: Bureau, cleared: int) -> None:
    for seq, title, post in (("1", "科室", "复核"), ("2", "财政", "外单位（由经办登记）")):
        taught.agree(taught.do("approval-step.create", seq=seq, title=title, post=post))
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    note = {"signed_by": "孙财政", "signed_on": taught.today.isoformat(), "document": "财社〔2019〕9号"}
    with pytest.raises(Refused) as refused:
        taught.do("batch.note", batch, CLERK, **note)
    assert refused.value.code == "batch.inside"
    taught.do("batch.sign", batch, REVIEWER)
    with pytest.raises(Refused) as refused:
        taught.do("batch.sign", batch, CHIEF)
    assert refused.value.code == "batch.outside"
    taught.do("batch.note", batch, CLERK, **note)
    assert taught.state("batch", batch) == "approved"


def test_who_prepared_a_batch_does_not_note_alone_that_another_authority_signed(taught: Bureau, cleared: int) -> None:
    taught.agree(taught.do("approval-step.create", seq="1", title="财政", post="外单位（由经办登记）"))
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    note = {"signed_by": "孙财政", "signed_on": taught.today.isoformat()}
    with pytest.raises(Refused) as refused:
        taught.do("batch.note", batch, CASHIER, **note)
    assert refused.value.code == "move.self"
    taught.do("batch.note", batch, CLERK, **note)
    assert taught.state("batch", batch) == "approved"


def test_no_step_of_approval_comes_by_one_persons_word(taught: Bureau, cleared: int) -> None:
    taught.do("approval-step.create", seq="1", title="随便", post="复核")
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    assert taught.record("batch", batch)["waits_for"] == "科室审核"


def test_who_prepared_or_signed_a_batch_does_not_sign_again(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    with pytest.raises(Refused) as refused:
        taught.do("batch.sign", batch, CASHIER)
    assert refused.value.code == "move.role"
    taught.do("batch.sign", batch, CHIEF)  # who is a reviewer as well
    with pytest.raises(Refused) as refused:
        taught.do("batch.sign", batch, CHIEF)
    assert (refused.value.code, taught.state("batch", batch)) == ("batch.signed_already", "submitted")


def test_who_handed_in_the_claim_does_not_list_it_for_payment(taught: Bureau, cleared: int) -> None:
    with pytest.raises(Refused) as refused:
        taught.do("claim.list_up", cleared, CLERK, fund=FUND)
    assert (refused.value.code, rows(taught, "transfers")) == ("move.two_acts", [])


def test_a_returned_batch_is_signed_anew_and_what_was_signed_stays_on_record(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared)
    taught.do("batch.submit", batch, CASHIER)
    taught.do("batch.sign", batch, REVIEWER)
    taught.do("batch.return_", batch, CHIEF, reason="名称有误")
    taught.do("batch.submit", batch, CASHIER)
    assert taught.record("batch", batch)["waits_for"] == "科室审核"
    taught.do("batch.sign", batch, REVIEWER)
    taught.do("batch.sign", batch, CHIEF)
    assert [row["round"] for row in rows(taught, "sign-offs")] == [1, 2, 2]


# --- never twice ------------------------------------------------------------------------------------------------------


def test_what_is_listed_is_neither_listed_nor_paid_again(taught: Bureau, cleared: int) -> None:
    listed(taught, cleared)
    with pytest.raises(Refused) as refused:
        listed(taught, cleared)
    assert refused.value.code == "payment.all_listed"
    with pytest.raises(Refused) as refused:
        taught.do("claim.pay", cleared, CASHIER, **PAYMENT, paid_on=taught.today.isoformat())
    assert (refused.value.code, len(rows(taught, "transfers"))) == ("payment.all_listed", 1)


def test_a_part_is_listed_and_the_rest_later(taught: Bureau, cleared: int) -> None:
    listed(taught, cleared, amount_fen="600")
    taught.do("claim.list_up", cleared, CASHIER, fund="地方人才经费")
    assert [row["amount_fen"] for row in rows(taught, "transfers")] == [60_000, 300_000]


def test_parts_of_a_claim_count_each_person_once(taught: Bureau, cleared: int) -> None:
    batch = listed(taught, cleared, amount_fen="600")
    taught.do("claim.list_up", cleared, CASHIER, fund="地方人才经费")
    sent(taught, batch)
    answer(taught, batch, *(said(taught, row, 凭证号=f"银{row['uid']}") for row in rows(taught, "transfers")))
    assert sum(row["times"] for row in rows(taught, "payments")) == 3


def test_a_failed_part_that_is_paid_last_counts_nobody_again(taught: Bureau, cleared: int) -> None:
    sent(taught, listed(taught, cleared, amount_fen="600"))
    part = rows(taught, "transfers")[0]
    taught.do("transfer.unpaid", part["uid"], CASHIER, paid_on=taught.today.isoformat(), reason="银行系统故障")
    texts = {"voucher": "凭1", "paid_on": taught.today.isoformat(), "amount_fen": "3000"}
    taught.do("claim.pay", cleared, CASHIER, fund=FUND, **texts)
    taught.do("transfer.pay_again", part["uid"], CASHIER, confirmation="已电话核实")
    batch = sent(taught, int(rows(taught, "batches")[-1]["uid"]))
    answer(taught, batch, said(taught, rows(taught, "transfers")[-1]))
    assert sum(row["times"] for row in rows(taught, "payments")) == 3
    assert (taught.state("claim", cleared), faults(taught)) == ("paid", [])


def test_a_dropped_transfer_may_be_listed_again(taught: Bureau, cleared: int) -> None:
    listed(taught, cleared)
    taught.do("transfer.drop", rows(taught, "transfers")[0]["uid"], CASHIER, reason="先不付")
    listed(taught, cleared)
    assert [row["state"] for row in rows(taught, "transfers")] == ["dropped", "listed"]


def test_a_cancelled_batch_lets_its_claims_go(taught: Bureau, cleared: int) -> None:
    taught.do("batch.void", listed(taught, cleared), CASHIER, reason="重编")
    listed(taught, cleared)
    assert [row["state"] for row in rows(taught, "transfers")] == ["dropped", "listed"]


def test_a_claim_that_went_back_is_not_paid_with_its_batch(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    with taught.office.work() as work:
        work.connection.exec_driver_sql("UPDATE claim SET state = 'returned'")
    with pytest.raises(Refused, match="现为“已退回”") as refused:
        taught.do("batch.send", batch, CASHIER, sent_on=taught.today.isoformat())
    assert (refused.value.code, rows(taught, "transfers")[0]["state"]) == ("batch.faults", "listed")


def test_a_batch_with_an_account_that_was_corrected_since_is_not_sent(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    school = taught.first("institution")
    taught.do("institution.correct", school, account=people.account(77), reason="账号变更")
    taught.agree(school)
    with pytest.raises(Refused, match="户名或账号已更正"):
        taught.do("batch.send", batch, CASHIER, sent_on=taught.today.isoformat())


def _list_at_once(path: str, uid: int) -> bool:
    """List the whole claim without asking the program; whether the database let it."""
    connection = sqlcipher3.connect(path, timeout=30, isolation_level=None)
    columns = "uid, revision, origin, number, batch_uid, claim_uid, payee, amount_fen, times, fund, listed_by, state"
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            f"INSERT INTO transfer ({columns}) SELECT {uid}, 1, c.origin, 'FK{uid}', b.uid, c.uid, '校', c.total_fen, 0, "
            f"'专账{uid}', '甲', 'listed' FROM claim c, batch b"
        )
        connection.execute("COMMIT")
    except sqlcipher3.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def test_four_processes_list_one_claim_once(taught: Bureau, cleared: int) -> None:
    taught.do("batch.create", who=CASHIER, title="一批")
    path = str(taught.office.folder / DATABASE)
    taught.office.close()
    with get_context("spawn").Pool(4) as pool:
        done = pool.starmap(_list_at_once, [(path, uid) for uid in range(1, 5)])
    assert sorted(done) == [False, False, False, True]


def test_what_a_batch_lists_of_somebody_taken_out_since_leaves_nothing_to_pay(taught: Bureau, cleared: int) -> None:
    listed(taught, cleared)
    taught.agree(ask(taught, cleared), CHIEF)
    texts = {"voucher": "凭1", "paid_on": taught.today.isoformat()}
    for verb, fund, told in (("pay", FUND, texts), ("list_up", FUND, {}), ("list_up", "地方人才经费", {})):
        with pytest.raises(Refused) as refused:
            taught.do(f"claim.{verb}", cleared, CASHIER, fund=fund, **told)
        assert refused.value.code == "payment.all_listed"


def test_two_transfers_of_a_claim_are_not_sent_together_beyond_what_is_left_since_somebody_was_taken_out(
    taught: Bureau, cleared: int
) -> None:
    whole = int(taught.record("claim", cleared)["total_fen"])
    listed(taught, cleared, amount_fen=str(whole // 200))
    taught.do("claim.list_up", cleared, CASHIER, fund="地方人才经费")
    taught.agree(ask(taught, cleared), CHIEF)
    left = int(taught.record("claim", cleared)["total_fen"])
    assert all(row["amount_fen"] <= left for row in rows(taught, "transfers"))
    with pytest.raises(Refused, match="多于尚未拨付的") as refused:
        approved(taught, rows(taught, "batches")[-1]["uid"])
    assert refused.value.code == "batch.faults"


def test_a_failed_part_is_not_listed_again_beside_the_rest_of_its_claim(taught: Bureau, cleared: int) -> None:
    sent(taught, listed(taught, cleared, amount_fen="600"))
    uid = rows(taught, "transfers")[0]["uid"]
    taught.do("transfer.unpaid", uid, CASHIER, paid_on=taught.today.isoformat(), reason="银行系统故障")
    taught.do("claim.list_up", cleared, CASHIER, fund=FUND, amount_fen="3000")
    with pytest.raises(Refused) as refused:
        taught.do("transfer.pay_again", uid, CASHIER, confirmation="已电话核实")
    assert (refused.value.code, taught.state("transfer", uid)) == ("batch.listed_already", "failed")


def test_who_handed_in_the_claim_does_not_list_it_again(taught: Bureau, cleared: int) -> None:
    sent(taught, listed(taught, cleared))
    uid = rows(taught, "transfers")[0]["uid"]
    taught.do("transfer.unpaid", uid, CASHIER, paid_on=taught.today.isoformat(), reason="银行系统故障")
    with pytest.raises(Refused) as refused:
        taught.do("transfer.pay_again", uid, CLERK, confirmation="已电话核实")
    assert refused.value.code == "move.two_acts"


def ahead(bureau: Bureau) -> tuple[int, int, int]:
    """An advance of 1,800 元 listed in a batch; gives class, advance and batch."""
    training = opened(bureau)
    uid = advanced(bureau, training, state="approved")
    bureau.do("advance.list_up", uid, CASHIER, fund=AHEAD)
    return training, uid, int(rows(bureau, "batches")[-1]["uid"])


def test_an_advance_in_a_batch_is_not_paid_beside_the_whole_claim(ready: Bureau) -> None:
    training, _, batch = ahead(ready)
    approved(ready, batch)
    claim = held(ready, training)
    ready.do("claim.pay", claim, CASHIER, fund=AHEAD, voucher="凭1", paid_on=ready.today.isoformat())
    with pytest.raises(Refused, match="已经验收，不再预拨，请直接申请补贴。数据没有改变，请退回修改") as refused:
        ready.do("batch.send", batch, CASHIER, sent_on=ready.today.isoformat())
    assert refused.value.code == "batch.faults"


def test_a_claim_waits_for_the_banks_word_on_its_advance(ready: Bureau) -> None:
    training, _, batch = ahead(ready)
    sent(ready, batch)
    claim = held(ready, training)
    told = {"voucher": "凭1", "paid_on": ready.today.isoformat()}
    for verb, texts in (("pay", told), ("list_up", {})):
        with pytest.raises(Refused) as refused:
            ready.do(f"claim.{verb}", claim, CASHIER, fund=AHEAD, **texts)
        assert refused.value.code == "payment.ahead_on_its_way"
    answer(ready, batch, said(ready, rows(ready, "transfers")[0]))
    ready.do("claim.pay", claim, CASHIER, fund=AHEAD, **told)
    assert [row["amount_fen"] for row in rows(ready, "payments")] == [180_000, 180_000]
    assert (ready.state("claim", claim), faults(ready)) == ("paid", [])


def test_a_failed_advance_is_not_paid_again_once_its_class_is_accepted(ready: Bureau) -> None:
    training, _, batch = ahead(ready)
    sent(ready, batch)
    uid = rows(ready, "transfers")[0]["uid"]
    ready.do("transfer.unpaid", uid, CASHIER, paid_on=ready.today.isoformat(), reason="户名不符")
    held(ready, training)
    with pytest.raises(Refused) as refused:
        ready.do("transfer.pay_again", uid, CASHIER, confirmation="已电话核实")
    assert refused.value.code == "advance.too_late"


def test_a_failed_advance_is_not_listed_twice(ready: Bureau) -> None:
    _, advance, batch = ahead(ready)
    sent(ready, batch)
    uid = rows(ready, "transfers")[0]["uid"]
    ready.do("transfer.unpaid", uid, CASHIER, paid_on=ready.today.isoformat(), reason="户名不符")
    ready.do("advance.list_up", advance, CASHIER, fund=AHEAD)
    with pytest.raises(Refused) as refused:
        ready.do("transfer.pay_again", uid, CASHIER, confirmation="已电话核实")
    assert refused.value.code == "batch.listed_already"


@pytest.mark.parametrize("verb", ["advance.void", "class.void"])
def test_neither_an_advance_nor_its_class_is_cancelled_while_the_bank_has_it(verb: str, ready: Bureau) -> None:
    training, advance, batch = ahead(ready)
    sent(ready, batch)
    with pytest.raises(Refused) as refused:
        ready.do(verb, advance if verb == "advance.void" else training, reason="不办了")
    assert refused.value.code == "batch.listed_already"


def test_a_batch_with_a_bank_that_was_corrected_since_is_not_sent(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    school = taught.first("institution")
    taught.do("institution.correct", school, bank="示例银行城南支行", reason="换了网点")
    taught.agree(school)
    with pytest.raises(Refused, match="开户银行已更正"):
        taught.do("batch.send", batch, CASHIER, sent_on=taught.today.isoformat())


# --- the bank's answer ------------------------------------------------------------------------------------------------


def test_a_failed_transfer_is_paid_again_to_the_mended_account(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    failed = {"处理结果": "失败", "凭证号": "", "失败原因": "户名不符"}
    answer(taught, batch, said(taught, transfer, **failed))
    assert (taught.state("transfer", transfer["uid"]), taught.state("batch", batch)) == ("failed", "failing")
    assert (taught.state("claim", cleared), rows(taught, "payments")) == ("cleared", [])
    school = taught.first("institution")
    taught.do("institution.correct", school, account=people.account(77), reason="账号变更")
    taught.agree(school)
    taught.do("transfer.pay_again", transfer["uid"], CASHIER)
    assert taught.state("batch", batch) == "closed"
    again = rows(taught, "transfers")[-1]
    assert (again["replaced_number"], again["account"]) == (transfer["number"], people.account(77))
    batch = sent(taught, int(rows(taught, "batches")[-1]["uid"]))
    answer(taught, batch, said(taught, again))
    assert (taught.state("claim", cleared), faults(taught)) == ("paid", [])
    with pytest.raises(Refused):
        taught.do("transfer.pay_again", transfer["uid"], CASHIER)


def test_paying_the_same_account_again_is_asked(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    uid = rows(taught, "transfers")[0]["uid"]
    taught.do("transfer.unpaid", uid, CASHIER, paid_on=taught.today.isoformat(), reason="银行系统故障")
    with pytest.raises(Asked, match="与未付成时相同（银行系统故障）"):
        taught.do("transfer.pay_again", uid, CASHIER)
    taught.do("transfer.pay_again", uid, CASHIER, confirmation="已电话核实")
    assert taught.state("transfer", uid) == "replaced"
    assert batch


def test_the_sum_of_transfers_counts_what_is_paid_again_once_and_what_was_taken_out_not_at_all(
    taught: Bureau, cleared: int
) -> None:
    sent(taught, listed(taught, cleared))
    day = taught.today.isoformat()
    failed = rows(taught, "transfers")[0]["uid"]
    taught.do("transfer.unpaid", failed, CASHIER, paid_on=day, reason="银行系统故障")

    def total() -> tuple[int, int]:
        with taught.office.read() as read:
            found = LISTINGS["transfers"].totals(read.connection)
        return found.count, found.sums["amount_fen"]

    taught.do("transfer.pay_again", failed, CASHIER, confirmation="已电话核实")
    assert total() == (2, 360_000)
    taught.do("transfer.drop", rows(taught, "transfers")[1]["uid"], CASHIER, reason="暂缓")
    assert total() == (2, 0)


def test_what_comes_back_after_it_was_paid_is_taken_back_in_the_ledger(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    taught.today += timedelta(2)
    back = said(taught, transfer, 处理结果="退票", 凭证号="银0002", 失败原因="账户已销户")
    answer(taught, batch, back)
    assert [(row["entry"], row["amount_fen"]) for row in rows(taught, "payments")] == [
        ("posted", 360_000), ("bounced", -360_000),
    ]  # fmt: skip
    assert (taught.state("transfer", transfer["uid"]), taught.state("claim", cleared)) == ("failed", "cleared")
    assert faults(taught) == []


def test_what_the_bank_said_before_a_payment_came_back_is_known_and_changes_nothing(
    taught: Bureau, cleared: int
) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    paid = said(taught, transfer)
    answer(taught, batch, paid)
    taught.do(
        "payment.bounce", rows(taught, "payments")[0]["uid"], CASHIER,
        returned_on=taught.today.isoformat(), return_voucher="银0002", reason="账户已销户",
    )  # fmt: skip
    receipt = answer(taught, batch, {**paid, "失败原因": " "})
    assert (receipt.new, receipt.same, taught.state("transfer", transfer["uid"])) == (0, 1, "failed")
    assert [row["entry"] for row in rows(taught, "payments")] == ["posted", "bounced"]
    with pytest.raises(Problems) as found:
        answer(taught, batch, {**paid, "凭证号": "银0003"})
    assert [problem.code for problem in found.value.problems] == ["bank.failed_before"]


def test_nothing_comes_back_on_a_day_to_come(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    ahead = (taught.today + timedelta(1)).isoformat()
    back = {"处理结果": "退票", "凭证号": "银0002", "失败原因": "账户已销户", "拨付日期": ahead}
    with pytest.raises(Problems) as found:
        answer(taught, batch, said(taught, transfer, **back))
    assert [problem.code for problem in found.value.problems] == ["bank.ahead"]


def test_the_same_answer_twice_changes_nothing(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    receipt = answer(taught, batch, said(taught, transfer, 失败原因=" "))
    assert (receipt.new, receipt.same, len(rows(taught, "payments"))) == (0, 1, 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"付款编号": "FK不认识"}, "bank.unknown"),
        ({"付款金额(元)": "3600.01"}, "bank.other_sum"),
        ({"拨付日期": ""}, "bank.no_day"),
        ({"拨付日期": "2019-01-01"}, "bank.early"),
        ({"拨付日期": "2029-01-01"}, "bank.ahead"),
        ({"拨付日期": "2029-01-01", "处理结果": "失败", "失败原因": "户名不符"}, "bank.ahead"),
        ({"凭证号": ""}, "bank.no_voucher"),
        ({"处理结果": "失败", "凭证号": ""}, "bank.no_reason"),
    ],
)
def test_a_wrong_row_of_the_answer_is_named_and_nothing_is_posted(
    changes: dict[str, str], code: str, taught: Bureau, cleared: int
) -> None:
    batch = sent(taught, listed(taught, cleared))
    before = taught.counts()
    with pytest.raises(Problems) as found:
        answer(taught, batch, said(taught, rows(taught, "transfers")[0], **changes))
    assert [problem.code for problem in found.value.problems] == [code]
    assert (taught.counts(), taught.state("claim", cleared)) == (before, "cleared")


def test_an_answer_that_posted_payments_is_not_undone(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    answer(taught, batch, said(taught, rows(taught, "transfers")[0]))
    with taught.office.read() as read:
        number = max(run.number for run in read.session.query(ImportRun))
    before = taught.counts()
    with pytest.raises(Refused) as refused, taught.office.work() as work:
        import_undo.undo(work, number)
    assert (refused.value.code, taught.counts()) == ("undo.posted", before)


def test_a_result_that_is_neither_done_nor_failed_is_asked_about(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    with pytest.raises(Asking, match="“处理结果”里的“处理中”（1 处）是哪一项"):
        answer(taught, batch, said(taught, rows(taught, "transfers")[0], 处理结果="处理中"))


@pytest.mark.parametrize(
    ("word", "result"),
    [
        *((word, "paid") for word in ("成功", "处理成功", "已入账", "交易完成", "已到账")),
        *((word, "failed") for word in ("付款失败", "未成功", "退汇成功", "余额不足", "已驳回", "户名不符", "未到账")),
        *((word, "") for word in ("受理成功", "提交成功", "部分成功", "待入账", "入账中", "正在入账", "预计到账")),
        *((word, "") for word in ("未处理", "尚未入账", "成功，无异常", "冲账成功", "待审核")),
    ],
)
def test_only_what_says_that_the_money_moved_or_did_not_is_a_result(word: str, result: str) -> None:
    if result:
        assert RESULT.read(word) == result
        return
    with pytest.raises(BadValue):
        RESULT.read(word)


def test_a_number_that_stands_twice_in_the_answer_is_refused(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    row = rows(taught, "transfers")[0]
    with pytest.raises(Problems) as found:
        answer(taught, batch, said(taught, row), said(taught, row, 凭证号="银0002"))
    assert "重复" in str(found.value)
    assert rows(taught, "payments") == []


def test_an_answer_for_another_batch_names_it(ready: Bureau) -> None:
    first, second = (ready.claim(ready.accepted(1), "cleared") for _ in range(2))
    one = sent(ready, listed(ready, first))
    two = sent(ready, listed(ready, second))
    number = ready.record("batch", one)["number"]
    with pytest.raises(Problems, match=f"属于批次 {number}"):
        answer(ready, two, said(ready, rows(ready, "transfers")[0]))


def test_an_advance_is_paid_by_a_batch(ready: Bureau) -> None:
    uid = advanced(ready, opened(ready), state="approved")
    fund = "失业保险基金结余（专账）"
    ready.do("advance.list_up", uid, CASHIER, fund=fund)
    with pytest.raises(Refused) as refused:
        ready.do("advance.pay", uid, CASHIER, fund=fund, voucher="凭1", paid_on=ready.today.isoformat())
    assert refused.value.code == "batch.listed_already"
    batch = sent(ready, int(rows(ready, "batches")[-1]["uid"]))
    answer(ready, batch, said(ready, rows(ready, "transfers")[0]))
    assert (ready.state("advance", uid), faults(ready)) == ("paid", [])


def test_a_batch_at_the_bank_is_due_until_it_is_answered(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    number = taught.record("batch", batch)["number"]
    due = [row for row in rows(taught, "deadlines") if row["period"] == number]
    assert [(row["title"], row["due_on"] > taught.today) for row in due] == [("银行回盘", True)]
    answer(taught, batch, said(taught, rows(taught, "transfers")[0]))
    assert [row for row in rows(taught, "deadlines") if row["period"] == number] == []


def test_a_part_that_came_back_has_failed_though_the_rest_was_paid(taught: Bureau, cleared: int) -> None:
    first = sent(taught, listed(taught, cleared, amount_fen="600"))
    part = rows(taught, "transfers")[0]
    answer(taught, first, said(taught, part))
    second = sent(taught, listed(taught, cleared))
    answer(taught, second, said(taught, rows(taught, "transfers")[1], 凭证号="银0002"))
    back = said(taught, part, 处理结果="退票", 凭证号="银0003", 失败原因="账户已销户")
    answer(taught, first, back)
    assert [row["state"] for row in rows(taught, "transfers")] == ["failed", "paid"]
    assert answer(taught, first, back).same == 1
    taught.do("transfer.pay_again", part["uid"], CASHIER, confirmation="已电话核实")
    assert rows(taught, "transfers")[-1]["amount_fen"] == 60_000


@pytest.mark.parametrize("result", ["交易成功", "失败"])
def test_what_was_entered_as_paid_by_mistake_waits_for_the_banks_word_again(
    result: str, taught: Bureau, cleared: int
) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    paid_on = taught.today.isoformat()
    taught.do("transfer.pay", transfer["uid"], CASHIER, voucher="银0009", paid_on=paid_on)
    assert (taught.state("batch", batch), taught.state("claim", cleared)) == ("closed", "paid")
    payment = rows(taught, "payments")[0]["uid"]
    taught.agree(taught.do("payment.correct", payment, CASHIER, amount_fen="0", reason="登记错了行"))
    again = rows(taught, "transfers")[1]
    assert [row["state"] for row in rows(taught, "transfers")] == ["replaced", "sent"]
    assert (again["account"], again["amount_fen"], again["replaced_number"]) == (
        transfer["account"], transfer["amount_fen"], transfer["number"],
    )  # fmt: skip
    assert (taught.state("batch", batch), taught.state("claim", cleared), faults(taught)) == ("sent", "cleared", [])
    counted = taught.record("batch", batch)
    assert (counted["transfer_count"], counted["total_fen"]) == (1, 360_000)
    with taught.office.read() as read:
        assert [row["amount_fen"] for row in paper.rows(read, batch)] == [360_000]
    told = said(
        taught, transfer, 处理结果=result, **({"失败原因": "户名不符", "凭证号": ""} if result == "失败" else {})
    )
    assert answer(taught, batch, told).new == 1
    paid = result != "失败"
    assert taught.state("transfer", again["uid"]) == ("paid" if paid else "failed")
    assert (taught.state("batch", batch), taught.state("claim", cleared)) == (
        ("closed", "paid") if paid else ("failing", "cleared")
    )
    assert answer(taught, batch, {**told, "凭证号": told["凭证号"]}).new == 0
    assert sum(row["amount_fen"] for row in rows(taught, "payments")) == (360_000 if paid else 0)
    assert faults(taught) == []


def test_what_was_entered_by_mistake_has_failed_where_more_of_the_claim_waits_at_the_bank(
    taught: Bureau, cleared: int
) -> None:
    first = sent(taught, listed(taught, cleared, amount_fen="600"))
    answer(taught, first, said(taught, rows(taught, "transfers")[0]))
    sent(taught, listed(taught, cleared))
    taught.agree(taught.do("payment.correct", rows(taught, "payments")[0]["uid"], CASHIER, amount_fen="0", reason="错"))
    assert [row["state"] for row in rows(taught, "transfers")] == ["failed", "sent"]


def test_a_transfer_says_the_voucher_and_the_day_that_a_correction_entered(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    taught.today += timedelta(1)
    for n, right in enumerate(({"voucher": "银0011"}, {"paid_on": taught.today.isoformat()})):
        payment = rows(taught, "payments")[2 * n]["uid"]
        taught.agree(taught.do("payment.correct", payment, CASHIER, reason="录入有误", **right))
    now = rows(taught, "transfers")[0]
    assert (now["state"], now["voucher"], now["result_on"]) == ("paid", "银0011", taught.today)
    receipt = answer(taught, batch, said(taught, transfer, 凭证号="银0011"))
    assert (receipt.new, receipt.same) == (0, 1)


def test_what_was_paid_out_of_another_fund_was_paid_all_the_same(taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared, amount_fen="600"))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    payment = rows(taught, "payments")[0]["uid"]
    taught.agree(taught.do("payment.correct", payment, CASHIER, fund="地方人才经费", reason="资金来源登记错"))
    assert taught.state("transfer", transfer["uid"]) == "paid"


@pytest.mark.parametrize("way", ["answer", "bounce"])
def test_what_was_corrected_and_came_back_is_paid_again(way: str, taught: Bureau, cleared: int) -> None:
    batch = sent(taught, listed(taught, cleared))
    transfer = rows(taught, "transfers")[0]
    answer(taught, batch, said(taught, transfer))
    for voucher in ("银0009", "银0010"):
        payment = rows(taught, "payments")[-1]["uid"]
        taught.agree(taught.do("payment.correct", payment, CASHIER, voucher=voucher, reason="抄错"))
    if way == "answer":
        answer(taught, batch, said(taught, transfer, 处理结果="退票", 凭证号="银0003", 失败原因="已销户"))
    else:
        back = {"returned_on": taught.today.isoformat(), "return_voucher": "退0001", "reason": "已销户"}
        taught.do("payment.bounce", rows(taught, "payments")[-1]["uid"], CASHIER, **back)
    last = rows(taught, "payments")[-1]
    assert (last["entry"], sum(row["amount_fen"] for row in rows(taught, "payments"))) == ("bounced", 0)
    assert (taught.state("transfer", transfer["uid"]), taught.state("claim", cleared)) == ("failed", "cleared")
    assert faults(taught) == []


# --- the bank's file --------------------------------------------------------------------------------------------------


def written(bureau: Bureau, batch: int, path: Path) -> Path:
    with bureau.office.work() as work:
        bank_file.write(work, batch, path)
    return path


def in_form(bureau: Bureau, claim: int, title: str) -> int:
    batch = bureau.do("batch.create", who=CASHIER, title="第1批", bank_form=title)
    listed(bureau, claim)
    return approved(bureau, batch)


def test_the_standard_file_is_a_workbook_with_whole_numbers_and_sums(
    taught: Bureau, cleared: int, tmp_path: Path
) -> None:
    path = written(taught, approved(taught, listed(taught, cleared)), tmp_path / "代发.xlsx")
    head, line = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    found = dict(zip(head, line, strict=True))
    transfer = rows(taught, "transfers")[0]
    assert (found["业务编号"], found["收款账号"], found["金额"]) == (
        transfer["number"], transfer["account"], 3600,
    )  # fmt: skip


def test_a_csv_for_the_bank_is_gbk_with_a_last_line_of_sums(taught: Bureau, cleared: int, tmp_path: Path) -> None:
    path = written(taught, in_form(taught, cleared, "批量代发 CSV（GBK）"), tmp_path / "代发.csv")
    with path.open(encoding="gbk", newline="") as file:
        line, last = csv.reader(file)
    assert (line[2], line[3], last) == ("綦江示例培训学校", "3600.00", ["合计", "1", "3600.00"])


def test_fixed_lines_are_filled_up_in_bytes_and_sums_are_in_fen(taught: Bureau, cleared: int, tmp_path: Path) -> None:
    path = written(taught, in_form(taught, cleared, "定长文本 TXT（GBK）"), tmp_path / "代发.txt")
    first, line = path.read_bytes().rstrip(b"\r\n").split(b"\r\n")
    assert (len(line), line[-15:]) == (30 + 32 + 60 + 15, b"000000000360000")
    assert first.endswith(b",1,360000")


def test_a_file_of_another_kind_than_its_form_is_not_written(taught: Bureau, cleared: int, tmp_path: Path) -> None:
    batch = approved(taught, listed(taught, cleared))
    with pytest.raises(Refused, match="写成 .xlsx 文件") as refused:
        written(taught, batch, tmp_path / "代发.csv")
    assert (refused.value.code, list(tmp_path.glob("代发*"))) == ("bank_file.kind", [])


def test_an_office_declares_a_form_of_its_own_without_code(taught: Bureau, cleared: int, tmp_path: Path) -> None:
    folder = taught.office.folder / "bank_forms"
    folder.mkdir()
    columns = "".join(
        f'[[columns]]\ntitle = "{title}"\nvalue = "{value}"\n'
        for title, value in (("编号", "number"), ("卡号", "account"), ("钱", "amount"))
    )
    head = 'name = "ours"\ntitle = "本县信用社"\nkind = "txt"\nencoding = "gb18030"\nseparator = "|"\n'
    (folder / "ours.toml").write_text(head + columns, encoding="utf-8")
    path = written(taught, in_form(taught, cleared, "本县信用社"), tmp_path / "代发.txt")
    title, line = path.read_text(encoding="gb18030").splitlines()
    assert (title, line.split("|")[2]) == ("编号|卡号|钱", "3600.00")


def test_everything_wrong_with_a_form_is_said_by_file_and_key(taught: Bureau, cleared: int) -> None:
    folder = taught.office.folder / "bank_forms"
    folder.mkdir()
    text = 'name = "x"\nkind = "doc"\nencoding = "ascii"\ncolour = 1\n[[columns]]\ntitle = "编号"\nvalue = "nomber"\n'
    (folder / "bad.toml").write_text(text, encoding="utf-8")
    batch = approved(taught, listed(taught, cleared))
    with pytest.raises(Problems) as found, taught.office.work() as work:
        bank_file.write(work, batch, folder / "out.xlsx")
    assert [problem.code.split(".")[1] for problem in found.value.problems] == [
        "unknown", "missing", "choice", "encoding", "choice", "no_column", "no_column", "no_column",
    ]  # fmt: skip
    assert "bad.toml" in str(found.value)
    assert not (folder / "out.xlsx").exists()


def test_the_banks_workbook_prints_all_its_columns_on_one_width_with_the_headings_on_each_page(
    taught: Bureau, cleared: int, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(
        written(taught, approved(taught, listed(taught, cleared)), tmp_path / "代发.xlsx")
    ).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape", None, 0,
    )  # fmt: skip
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"


def test_a_name_that_the_bank_cannot_write_is_named_and_no_file_is_left(
    taught: Bureau, cleared: int, tmp_path: Path
) -> None:
    school = taught.first("institution")
    taught.do("institution.correct", school, name="𠮷祥培训学校", reason="更名")
    taught.agree(school)
    batch = taught.do("batch.create", who=CASHIER, title="第1批", bank_form="批量代发 CSV（GBK）")
    listed(taught, cleared, confirmation="已更名")
    approved(taught, batch)
    with pytest.raises(Problems, match="编码写不出的字"):
        written(taught, batch, tmp_path / "代发.csv")
    assert list(tmp_path.glob("代发*")) == []


def test_no_file_is_written_before_a_batch_is_approved(taught: Bureau, cleared: int, tmp_path: Path) -> None:
    batch = listed(taught, cleared)
    with pytest.raises(Refused) as refused:
        written(taught, batch, tmp_path / "代发.xlsx")
    assert refused.value.code == "bank_file.state"
    assert date(2019, 1, 1) < taught.today


# --- on paper ---------------------------------------------------------------------------------------------------------


def test_the_approval_paper_lists_each_claim_and_leaves_the_signatures_empty(taught: Bureau, cleared: int) -> None:
    batch = approved(taught, listed(taught, cleared))
    with taught.office.read() as read:
        document = documents.pdf(read, "payment-approval", batch)
    assert [str(problem) for problem in document.problems] == []
    told = text_of(document.data)
    claim = taught.record("claim", cleared)
    for words in (claim["number"], "3,600.00", "人民币叁仟陆佰元整", FUND, "5个工作日，无异议", "科室审核", "财政部门"):
        assert words in told
    assert REVIEWER not in told
    assert CHIEF not in told
