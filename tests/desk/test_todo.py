"""What waits for whoever works here: by role and person, as the lists show it."""

import pytest

from app.claim.claim.model import Claim
from app.desk.lists import LISTINGS
from app.desk.nouns import NOUNS
from app.desk.todo import todo
from app.kernel.noun import Noun, Turn
from app.office.staffing import UNDERSTAFFED
from app.record.listing import Filter, Query
from app.store.models import OfficeRow, Setting
from tests.bureau import CASHIER, CHIEF, CLERK, RATE, REVIEWER, Bureau
from tests.fund.test_batches import listed, rows

_TURNS = [(noun, turn) for noun in NOUNS.values() for turn in noun.turns]


def waiting(bureau: Bureau, who: str) -> list[str]:
    """What is said to wait for somebody; each count is what its list then shows, day by day duties aside."""
    bureau.office.sign_in(who)
    with bureau.office.read() as read:
        found = todo(read)
        for one in found:
            shown = LISTINGS[one.screen].uids(read.connection, Query(one.filters))
            assert len(shown) == one.count, one
    return [one.told for one in found if one.screen != "deadlines"]


def user(bureau: Bureau, name: str) -> int:
    return next(int(row["uid"]) for row in rows(bureau, "users") if row["name"] == name)


@pytest.mark.parametrize(("noun", "turn"), _TURNS)
def test_a_turn_names_a_state_a_verb_and_columns_that_its_list_has(noun: Noun, turn: Turn) -> None:
    assert turn.state in noun.states
    assert turn.role or turn.state in noun.verb(turn.verb).frm
    for key in (
        *turn.apart,
        *filter(None, [turn.once]),
        *(key for key, _ in turn.where),
        *((noun.money,) if noun.money else ()),
    ):
        LISTINGS[noun.plural].column(key)


def test_a_claim_waits_for_each_of_its_people_in_turn_with_its_money(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    assert waiting(taught, REVIEWER) == ["补贴申请 待复核 1 件，合计 3,600.00 元"]
    assert waiting(taught, CLERK) == []
    taught.do("claim.review", claim, REVIEWER)
    assert waiting(taught, REVIEWER) == []
    assert waiting(taught, CHIEF) == ["补贴申请 待审批 1 件，合计 3,600.00 元"]
    taught.do("claim.approve", claim, CHIEF)
    assert waiting(taught, CHIEF) == []
    assert waiting(taught, CLERK) == ["补贴申请 已核准 1 件，合计 3,600.00 元"]


def test_what_somebody_reviewed_waits_for_another_to_approve(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    taught.do("claim.review", claim, CHIEF)
    assert waiting(taught, CHIEF) == []


def test_a_cleared_claim_waits_to_be_listed_unless_somebody_objects(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "cleared")
    assert waiting(taught, CASHIER) == ["补贴申请 公示无异议 1 件，合计 3,600.00 元"]
    number = taught.record("claim", claim)["number"]
    taught.do("objection.create", claim_number=number, objector="孙某", content="有人未参训")
    assert waiting(taught, CASHIER) == waiting(taught, CHIEF) == ["异议 待核查 1 件"]


def test_a_returned_claim_waits_for_the_clerk(taught: Bureau) -> None:
    taught.do("claim.return_", taught.claim(taught.first("class"), "submitted"), REVIEWER, reason="缺发票")
    assert waiting(taught, CLERK) == ["补贴申请 已退回 1 件，合计 3,600.00 元"]


def test_a_batch_waits_for_the_post_of_its_next_step_and_never_for_who_prepared_it(taught: Bureau) -> None:
    taught.agree(taught.do("user.edit", user(taught, CASHIER), CLERK, roles="经办、复核", reason="兼任"), CHIEF)
    batch = listed(taught, taught.claim(taught.first("class"), "cleared"))
    assert waiting(taught, CASHIER) == ["拨付批次 编制中 1 件，合计 3,600.00 元"]
    taught.do("batch.submit", batch, CASHIER)
    to_sign = ["拨付批次 待签批 1 件，合计 3,600.00 元"]
    assert (waiting(taught, CASHIER), waiting(taught, REVIEWER)) == ([], to_sign)
    taught.do("batch.sign", batch, REVIEWER)
    assert (waiting(taught, REVIEWER), waiting(taught, CHIEF)) == ([], to_sign)
    taught.do("batch.sign", batch, CHIEF)
    assert waiting(taught, CASHIER) == ["拨付批次 已批准 1 件，合计 3,600.00 元"]


def test_who_signed_a_step_of_a_batch_does_not_find_its_next_step_waiting_unless_the_office_lacks_people(
    taught: Bureau,
) -> None:
    batch = listed(taught, taught.claim(taught.first("class"), "cleared"))
    taught.do("batch.submit", batch, CASHIER)
    to_sign = ["拨付批次 待签批 1 件，合计 3,600.00 元"]
    assert waiting(taught, CHIEF) == to_sign
    taught.do("batch.sign", batch, CHIEF)
    assert waiting(taught, CHIEF) == []
    with taught.office.work() as work:
        work.session.merge(Setting(key=UNDERSTAFFED, value="1"))
    assert waiting(taught, CHIEF) == to_sign


def test_a_name_within_the_name_of_who_signed_is_another_persons(taught: Bureau) -> None:
    batch = listed(taught, taught.claim(taught.first("class"), "cleared"))
    taught.do("batch.submit", batch, CASHIER)
    taught.do("batch.sign", batch, REVIEWER)
    with taught.office.read() as read:
        shown = [
            LISTINGS["batches"].uids(read.connection, Query((Filter("signers", "!:", name),))).tolist()
            for name in (REVIEWER, REVIEWER[:-1], CHIEF)
        ]
    assert shown == [[], [batch], [batch]]


def test_what_was_signed_before_a_batch_was_returned_keeps_it_from_nobody(taught: Bureau) -> None:
    batch = listed(taught, taught.claim(taught.first("class"), "cleared"))
    taught.do("batch.submit", batch, CASHIER)
    taught.do("batch.sign", batch, CHIEF)
    taught.do("batch.return_", batch, CHIEF, reason="户名有误")
    taught.do("batch.submit", batch, CASHIER)
    assert waiting(taught, CHIEF) == ["拨付批次 待签批 1 件，合计 3,600.00 元"]


def test_a_correction_waits_for_those_who_review_or_decide_and_not_for_who_asked(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    taught.do("claim.ask_return", claim, REVIEWER, reason="有人冒名")
    assert waiting(taught, REVIEWER) == []
    assert waiting(taught, CHIEF) == ["更正 待确认 1 件"]
    assert all("更正" not in line for line in waiting(taught, CLERK))


def test_where_nobody_else_reviews_what_the_only_reviewer_enters_waits_for_a_clerk(taught: Bureau) -> None:
    taught.agree(
        taught.do("user.edit", user(taught, CHIEF), CLERK, roles="负责人、复核、经办", reason="兼任"), REVIEWER
    )
    assert waiting(taught, CLERK) == []
    taught.agree(taught.do("user.leave", user(taught, REVIEWER), CLERK, reason="调离"), CHIEF)
    taught.do("rate.create", who=CHIEF, occupation="焊工", **RATE)
    assert (waiting(taught, CHIEF), waiting(taught, CLERK)) == ([], ["补贴标准目录 待确认 1 件"])
    taught.do("rate.create", who=CASHIER, occupation="保育员", **RATE)
    assert waiting(taught, CHIEF) == waiting(taught, CLERK) == ["补贴标准目录 待确认 1 件"]


def test_what_another_office_reported_is_that_offices_turn(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    with taught.office.work() as work:
        work.session.add(OfficeRow(uid=77 << 32, name="邻县", region="500111", level="county", number=77))
    assert len(waiting(taught, REVIEWER)) == 1
    taught.set(Claim, claim, origin=77 << 32)
    assert waiting(taught, REVIEWER) == []


def test_nothing_waits_for_nobody(taught: Bureau) -> None:
    taught.claim(taught.first("class"), "submitted")
    taught.office.actor = None
    with taught.office.read() as read:
        assert todo(read) == []
