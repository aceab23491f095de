"""公示 of several claims in one notice, what it said, the objections to it, and its end."""

from datetime import date
from typing import Any

import pypdfium2
import pytest

from app.desk import cautions, dialogs, policies, words
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Asked, Problems, Refused
from app.printing import documents
from app.record.listing import Query
from app.store.models import OfficeRow
from tests import people
from tests.bureau import CHIEF, CLERK, PAYMENT, REVIEWER, Bureau
from tests.claim.test_reductions import take_out
from tests.packs import version

SAID = {"objector": "孙举报", "contact": "13900000000", "content": "有人未参训"}


@pytest.fixture
def two(taught: Bureau) -> tuple[int, int]:
    """Two approved claims, of three people and of two, published together on 2019-10-28 (Monday)."""
    with taught.office.work() as work:
        own = work.session.get_one(OfficeRow, work.own.uid)
        own.phone, own.address = "023-00000000", "示例路1号"
    other = taught.accepted([people.person(50), people.person(51)], date(2019, 9, 30))
    claims = (taught.claim(taught.first("class"), "approved"), taught.claim(other, "approved"))
    taught.today = date(2019, 10, 28)
    publish(taught, claims)
    return claims


def publish(bureau: Bureau, claims: tuple[int, ...], **texts: str) -> None:
    bureau.office.sign_in(CLERK)
    with bureau.office.work() as work:
        words.do_together(work, "claim", "publish", claims, texts)


def rows(bureau: Bureau, name: str, inside: int | None = None) -> list[dict[str, Any]]:
    with bureau.office.read() as read:
        return list(LISTINGS[name].rows(read.connection, Query(inside=inside)))


def paper(bureau: Bureau, form: str, notice: int) -> str:
    with bureau.office.read() as read:
        made = documents.pdf(read, form, notice)
    assert list(made.problems) == []
    with pypdfium2.PdfDocument(made.data) as pages:
        return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")


def objected(bureau: Bureau, claim: int, **more: str) -> int:
    return bureau.do("objection.create", claim_number=bureau.record("claim", claim)["number"], **SAID, **more)


def found_out(bureau: Bureau, objection: int) -> None:
    bureau.do("objection.investigate", objection, CLERK, finding="走访三人，均称见其到课")


def after(bureau: Bureau, claim: int) -> None:
    bureau.today = date.fromordinal(bureau.record("claim", claim)["notice_to"].toordinal() + 1)


# --- one paper for many -------------------------------------------------------------------------------------------------


def test_claims_that_are_published_together_stand_in_one_notice(taught: Bureau, two: tuple[int, int]) -> None:
    (notice,) = rows(taught, "notices")
    assert {taught.notice_of(claim) for claim in two} == {notice["uid"]}
    assert (notice["claim_count"], notice["published_count"], notice["total_fen"]) == (2, 5, 600_000)
    assert (notice["notice_from"], notice["notice_to"], notice["notice_days"]) == (
        date(2019, 10, 28),
        date(2019, 11, 4),
        5,
    )
    assert notice["payable_on"] == date(2019, 11, 5), "the first working day after the last of the notice"
    assert {taught.state("claim", claim) for claim in two} == {"noticed"}
    entries = rows(taught, "notice-entries", notice["uid"])
    counts = ("filed_count", "qualified_count", "reduced_count", "published_count", "published_fen")
    assert [tuple(e[key] for key in counts) for e in entries] == [(3, 3, 0, 3, 360_000), (2, 2, 0, 2, 240_000)]


def test_all_go_up_together_or_none(taught: Bureau) -> None:
    other = taught.accepted([people.person(50)], date(2019, 9, 30))
    claims = (taught.claim(taught.first("class"), "approved"), taught.claim(other, "reviewed"))
    before = taught.counts()
    with pytest.raises(Refused):
        publish(taught, claims)
    assert taught.counts() == before and taught.state("claim", claims[0]) == "approved"


def test_claims_of_other_rules_go_up_in_a_notice_of_their_own(taught: Bureau) -> None:
    with taught.office.work() as work:
        longer = ('key = "notice_days"\namount = 5', 'key = "notice_days"\namount = 7')
        policies.install(work, version(2, longer, since="2019-09-15"))
    other = taught.accepted([people.person(50)], date(2019, 9, 30))
    claims = (taught.claim(taught.first("class"), "approved"), taught.claim(other, "approved"))
    with pytest.raises(Refused) as refused:
        publish(taught, claims)
    assert refused.value.code == "notice.mixed"
    for claim in claims:
        publish(taught, (claim,))
    assert [row["notice_days"] for row in rows(taught, "notices")] == [7, 5]


def test_its_papers_say_what_each_class_and_person_gets_and_hide_part_of_the_identity_numbers(
    taught: Bureau, two: tuple[int, int]
) -> None:
    notice = taught.notice_of(two[0])
    text, names = paper(taught, "notice", notice), paper(taught, "notice-names", notice)
    for word in ("5人", "6,000.00", "023-00000000", "示例路1号", "自2019年10月28日至2019年11月4日", "公示5个工作日"):
        assert word in text
    assert "最早可于2019年11月5日拨付" in text
    for claim in two:
        assert str(taught.record("claim", claim)["class_number"]) in text
        for line in taught.lines(claim):
            assert line["name"] in names and line["id_number"] not in names
            assert line["id_number"][:6] in names and "1,200.00" in names


def test_it_stands_as_text_for_the_web_without_whole_identity_numbers(taught: Bureau, two: tuple[int, int]) -> None:
    with taught.office.read() as read:
        parts = hooks("notice").explain(read, taught.notice_of(two[0]))
    text = "\n".join(line for part in parts for line in part.lines)
    assert "023-00000000" in text and "备案 3 人，合格 3 人，核减 0 人，核准 3 人" in text
    for line in taught.lines(two[0]):
        assert f"{line['name']}\t{line['id_number'][:6]}" in text and line["id_number"] not in text


def test_a_reader_who_counts_working_days_comes_to_the_last_day(taught: Bureau) -> None:
    """From Saturday 12 October, a working day instead of a holiday; the National Day holidays do not count."""
    claim = taught.claim(taught.first("class"), "noticed")
    notice = rows(taught, "notices")[0]
    assert (notice["notice_from"], notice["counted_from"], notice["notice_to"]) == (
        date(2019, 9, 30),
        date(2019, 10, 8),
        date(2019, 10, 12),
    ), "the first day does not count in this circular's reading"
    assert "自2019年10月8日起算" in paper_text(taught, taught.notice_of(claim))


def paper_text(bureau: Bureau, notice: int) -> str:
    with bureau.office.read() as read:
        return hooks("notice").papers(read, notice)["term_text"]


def test_a_notice_is_found_by_claim_institution_and_class(taught: Bureau, two: tuple[int, int]) -> None:
    number = taught.record("claim", two[1])["number"]
    with taught.office.read() as read:
        for text in (number, "綦江示例培训学校", "电工一班"):
            assert len(list(LISTINGS["notices"].rows(read.connection, Query(search=text)))) == 1
        assert list(LISTINGS["notices"].rows(read.connection, Query(search="查无此人"))) == []


# --- its end ------------------------------------------------------------------------------------------------------------


def test_its_end_lets_all_its_claims_be_paid(taught: Bureau, two: tuple[int, int]) -> None:
    with pytest.raises(Refused, match="到 2019-11-04 才满"):
        taught.clear(two[0])
    after(taught, two[0])
    taught.clear(two[0])
    assert {taught.state("claim", claim) for claim in two} == {"cleared"}
    assert taught.state("notice", taught.notice_of(two[0])) == "over"


def test_an_open_objection_keeps_its_claim_and_lets_the_others_go(taught: Bureau, two: tuple[int, int]) -> None:
    objection = objected(taught, two[0])
    after(taught, two[0])
    with pytest.raises(Asked, match="有人未参训"):
        taught.clear(two[0])
    taught.clear(two[0], confirmation="异议另行处理")
    notice = taught.notice_of(two[0])
    assert [taught.state("claim", claim) for claim in two] == ["noticed", "cleared"]
    assert taught.state("notice", notice) == "posted"
    with pytest.raises(Refused) as refused:
        taught.clear(two[0])
    assert refused.value.code == "claim.objection_open"
    found_out(taught, objection)
    with pytest.raises(Refused) as still:
        taught.clear(two[0])
    assert still.value.code == "claim.objection_investigated"
    taught.do("objection.reject", objection, REVIEWER, decision="查无实据")
    taught.clear(two[0])
    assert (taught.state("claim", two[0]), taught.state("notice", notice)) == ("cleared", "over")


# --- objections ---------------------------------------------------------------------------------------------------------


def test_an_objection_that_comes_after_the_notice_holds_the_payment(taught: Bureau, two: tuple[int, int]) -> None:
    after(taught, two[0])
    taught.clear(two[0])
    objected(taught, two[0])
    assert [taught.record("claim", claim)["halted"] for claim in two] == ["objection", None]
    with pytest.raises(Refused) as refused:
        taught.do("claim.pay", two[0], **PAYMENT, paid_on=taught.today.isoformat())
    assert refused.value.code == "claim.objection_open"


def test_an_objection_that_is_upheld_sends_the_claim_back_when_another_confirms(
    taught: Bureau, two: tuple[int, int]
) -> None:
    objection = objected(taught, two[0])
    found_out(taught, objection)
    taught.do("objection.uphold_return", objection, REVIEWER, decision="退回重报")
    assert (taught.state("claim", two[0]), taught.record("claim", two[0])["halted"]) == ("noticed", "way_back")
    taught.agree(two[0], CHIEF)
    assert (taught.state("claim", two[0]), taught.record("claim", two[0])["halted"]) == ("returned", None)
    after(taught, two[1])
    taught.clear(two[1])
    assert taught.state("notice", taught.notice_of(two[1])) == "over"


def test_an_objection_about_one_person_takes_that_person_out(taught: Bureau, two: tuple[int, int]) -> None:
    objection = objected(taught, two[0], person="2")
    found_out(taught, objection)
    told = {"cause": "弄虚作假", "document": "核查1号", "decision": "确系冒名"}
    taught.do("objection.uphold_reduce", objection, REVIEWER, **told)
    assert taught.record("claim", two[0])["halted"] == "reduction"
    after(taught, two[0])
    taught.agree(rows(taught, "reductions")[0]["uid"], CHIEF)
    taught.clear(two[0])
    assert taught.record("claim", two[0])["halted"] is None
    assert [line["decision"] for line in taught.lines(two[0])] == ["granted", "refused", "granted"]
    assert taught.record("claim", two[0])["total_fen"] == 240_000


def test_what_was_upheld_and_then_not_confirmed_still_holds_the_claim(taught: Bureau, two: tuple[int, int]) -> None:
    objection = objected(taught, two[0], person=str(taught.lines(two[0])[0]["name"]))
    found_out(taught, objection)
    taught.do("objection.uphold_reduce", objection, REVIEWER, cause="弄虚作假", document="1号", decision="冒名")
    with taught.office.read() as read:
        waiting = next(r for r in LISTINGS["corrections"].rows(read.connection) if r["state"] == "pending")
    taught.do("correction.revoke", int(str(waiting["uid"])), CHIEF, reason="证据不足")
    after(taught, two[0])
    with pytest.raises(Asked, match="认定成立"):
        taught.clear(two[0])
    taught.do("objection.reject", objection, CHIEF, decision="证据不足")
    taught.clear(two[0])


def test_who_decides_reads_what_was_said_and_found_and_is_told_that_another_confirms(
    taught: Bureau, two: tuple[int, int]
) -> None:
    objection = objected(taught, two[0], person="2")
    found_out(taught, objection)
    name = taught.lines(two[0])[1]["name"]
    taught.office.sign_in(REVIEWER)
    with taught.office.read() as read:
        hint = dialogs.dialog(read, "objection", "uphold_reduce", [objection]).hint
    assert f"{name}：{SAID['content']}" in hint and "核查（" in hint
    texts = {"cause": "弄虚作假", "document": "核查1号", "decision": "确系冒名"}
    with taught.office.work() as work:
        words.do(work, "objection", "uphold_reduce", objection, texts)
        (told,) = work.told
    assert name in told and "等待另一人" in told
    with taught.office.read() as read:
        uid = next(int(str(row["uid"])) for row in LISTINGS["corrections"].rows(read.connection))
        asked = cautions.before(read, "correction", "confirm", [uid])
    assert all(word in asked for word in (name, "待确认 → 已核减", "确系冒名", REVIEWER))


def test_who_looked_into_an_objection_does_not_decide_it(taught: Bureau, two: tuple[int, int]) -> None:
    objection = objected(taught, two[0])
    taught.do("objection.investigate", objection, REVIEWER, finding="已核查")
    with pytest.raises(Refused) as refused:
        taught.do("objection.reject", objection, REVIEWER, decision="不成立")
    assert refused.value.code == "move.self"


@pytest.mark.parametrize("day", ["2019-10-27", "2019-10-29"])
def test_an_objection_is_received_from_the_first_day_of_the_notice_on_and_not_on_a_day_to_come(
    taught: Bureau, two: tuple[int, int], day: str
) -> None:
    with pytest.raises(Refused) as refused:
        objected(taught, two[0], received_on=day)
    assert refused.value.code == "objection.day"


def test_an_objection_is_to_what_was_published_and_to_somebody_in_it(taught: Bureau, two: tuple[int, int]) -> None:
    with pytest.raises(Problems) as stranger:
        objected(taught, two[0], person="查无此人")
    assert [problem.code for problem in stranger.value.problems] == ["objection.stranger"]
    taught.back(two[0], "重报")
    with pytest.raises(Refused) as refused:
        objected(taught, two[0])
    assert refused.value.code == "objection.not_published"


def test_nobody_reads_on_a_public_paper_who_objected(taught: Bureau, two: tuple[int, int]) -> None:
    objected(taught, two[0])
    notice = taught.notice_of(two[0])
    printed = paper(taught, "notice", notice) + paper(taught, "notice-names", notice)
    assert SAID["objector"] not in printed and SAID["contact"] not in printed and SAID["content"] not in printed


# --- what was published stays -------------------------------------------------------------------------------------------


def test_what_was_published_stays_as_it_was_read_beside_what_is_left_of_it(
    taught: Bureau, two: tuple[int, int]
) -> None:
    notice = taught.notice_of(two[0])
    before = paper(taught, "notice", notice), paper(taught, "notice-names", notice)
    take_out(taught, two[0])
    assert (paper(taught, "notice", notice), paper(taught, "notice-names", notice)) == before
    first = rows(taught, "notice-entries", notice)[0]
    assert (first["published_count"], first["published_fen"]) == (3, 360_000)
    assert (first["left_count"], first["left_fen"]) == (2, 240_000)


def test_a_paper_of_an_office_that_had_no_telephone_yet_has_it_once_it_is_entered(taught: Bureau) -> None:
    notice = taught.notice_of(taught.claim(taught.first("class"), "noticed"))
    with taught.office.work() as work:
        own = work.session.get_one(OfficeRow, work.own.uid)
        own.phone, own.address = "023-11111111", "示例路2号"
    assert "023-11111111" in paper(taught, "notice", notice)


def test_a_notice_whose_last_claim_went_back_is_taken_down(taught: Bureau, two: tuple[int, int]) -> None:
    notice = taught.notice_of(two[0])
    taught.back(two[0], "重报")
    assert taught.state("notice", notice) == "posted"
    taught.back(two[1], "重报")
    assert taught.state("notice", notice) == "withdrawn"


def test_a_notice_whose_last_open_claim_went_back_is_over_when_the_others_were_cleared(
    taught: Bureau, two: tuple[int, int]
) -> None:
    notice = taught.notice_of(two[0])
    objected(taught, two[0])
    after(taught, two[0])
    taught.clear(two[0], confirmation="异议另行处理")
    taught.back(two[0], "重报")
    assert (taught.state("notice", notice), taught.state("claim", two[1])) == ("over", "cleared")
