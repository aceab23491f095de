"""What matters already is changed by two people: new people and posts, accounts, approved classes, identities, vouchers."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.desk import words
from app.desk.founding import Charter, found_office
from app.desk.lists import LISTINGS
from app.exchange import imports
from app.institution.institution.model import Institution
from app.kernel.outcomes import Asked, Problems, Refused
from app.office.correction.model import Correction
from app.office.staffing import UNDERSTAFFED
from app.store.models import Setting
from app.training.attendance.model import Attendance
from tests import people
from tests.bureau import CASHIER, CHIEF, CLERK, INSTITUTION, PAYMENT, REVIEWER, Bureau
from tests.data import workbooks
from tests.seat import seat
from tests.tables import read_table

ACCOUNT = people.account(88)


def user(bureau: Bureau, name: str) -> int:
    with bureau.office.read() as read:
        return next(int(str(r["uid"])) for r in LISTINGS["users"].rows(read.connection) if r["name"] == name)


def waiting(bureau: Bureau) -> list[dict[str, object]]:
    with bureau.office.read() as read:
        return [row for row in LISTINGS["corrections"].rows(read.connection) if row["state"] == "pending"]


def told(bureau: Bureau, noun: str, verb: str) -> str:
    with bureau.office.read() as read:
        rows = LISTINGS["journal"].rows(read.connection)
        return next(str(r["detail"]) for r in rows if (r["noun"], r["verb"]) == (noun, verb))


# --- people -----------------------------------------------------------------------------------------------------------


def test_a_chief_whom_one_clerk_made_cannot_work_until_another_has_confirmed(bureau: Bureau) -> None:
    uid = bureau.do("user.create", name="钱假长", roles="负责人")
    with pytest.raises(Refused, match="没有“钱假长”这个人员"):
        bureau.office.sign_in("钱假长")
    (row,) = waiting(bureau)
    with pytest.raises(Refused) as own:
        bureau.do("correction.confirm", int(str(row["uid"])), CLERK)
    with pytest.raises(Refused, match="复核或负责人") as junior:
        bureau.do("correction.confirm", int(str(row["uid"])), CASHIER)
    assert (own.value.code, junior.value.code) == ("move.self", "correction.senior")
    bureau.agree(uid)
    assert bureau.office.sign_in("钱假长").roles == {"chief"}
    assert CLERK in told(bureau, "user", "correct")


def test_roles_and_leaving_wait_for_a_second_person_and_may_be_called_off(bureau: Bureau) -> None:
    uid = user(bureau, CASHIER)
    bureau.do("user.edit", uid, roles="经办、复核、负责人", reason="兼任")
    assert bureau.record("user", uid)["roles"] == "clerk"
    with pytest.raises(Refused) as second:
        bureau.do("user.leave", uid, reason="调走")
    assert second.value.code == "correction.waits"
    bureau.do("correction.revoke", int(str(waiting(bureau)[0]["uid"])), CHIEF, reason="不同意")
    bureau.do("user.leave", uid, reason="调走")
    assert bureau.state("user", uid) == "active"
    bureau.agree(uid)
    assert bureau.state("user", uid) == "left"


def test_who_had_left_comes_back_under_the_same_name_when_another_has_confirmed(bureau: Bureau) -> None:
    uid = user(bureau, CASHIER)
    bureau.do("user.leave", uid, reason="产假")
    bureau.agree(uid)
    with pytest.raises(Refused):
        bureau.office.sign_in(CASHIER)
    bureau.do("user.rejoin", uid, reason="产假期满")
    with pytest.raises(Refused):
        bureau.office.sign_in(CASHIER)
    bureau.agree(uid)
    bureau.office.sign_in(CASHIER)
    assert bureau.record("user", uid)["roles"] == "clerk"


def test_who_was_not_confirmed_may_be_named_once_more(bureau: Bureau) -> None:
    bureau.do("user.create", name="钱新人", roles="负责人")
    bureau.do("correction.revoke", int(str(waiting(bureau)[0]["uid"])), CHIEF, reason="岗位填错")
    bureau.agree(bureau.do("user.create", name="钱新人", roles="经办"))
    assert bureau.office.sign_in("钱新人").roles == {"clerk"}


def test_an_office_of_one_takes_in_people_alone_until_there_is_a_second(tmp_path: Path) -> None:
    charter = Charter("某局", "500110", "county", "qijiang-2019", [("张三", ["clerk"])])
    with seat(found_office(tmp_path / "one", charter)) as office:
        for name, roles in (("李四", "复核"), ("王五", "负责人")):
            with office.work() as work:
                words.do(work, "user", "create", None, {"name": name, "roles": roles})
        assert office.people() == ["张三", "李四"]


def test_an_office_says_once_by_two_people_that_it_is_too_small_and_stops_when_it_is_not(bureau: Bureau) -> None:
    office = bureau.first("office")
    with pytest.raises(Refused) as enough:
        bureau.do("office.correct", office, understaffed="是", reason="编制不足")
    assert enough.value.code == "office.enough"
    bureau.agree(bureau.do("user.leave", user(bureau, CASHIER), reason="调走"))
    bureau.do("office.correct", office, understaffed="是", reason="编制不足")
    assert not bureau.record("office", office)["understaffed"]
    bureau.agree(office)
    assert bureau.record("office", office)["understaffed"] == 1
    bureau.agree(bureau.do("user.create", name="钱新人", roles="经办"))
    assert not bureau.record("office", office)["understaffed"]
    with bureau.office.read() as read:
        assert read.session.get_one(Setting, UNDERSTAFFED).value == ""


# --- accounts and identities ------------------------------------------------------------------------------------------


def test_the_account_that_is_paid_to_is_not_changed_by_one_clerk(taught: Bureau) -> None:
    uid, claim = taught.first("institution"), taught.claim(taught.first("class"), "cleared")
    with pytest.raises(Refused, match="银行账号影响收款") as refused:
        taught.do("institution.edit", uid, account=ACCOUNT)
    assert refused.value.code == "institution.guarded"
    taught.do("institution.correct", uid, account=ACCOUNT, reason="换了开户行")
    assert ACCOUNT not in str(waiting(taught))
    paid = {**PAYMENT, "paid_on": taught.today.isoformat()}
    with pytest.raises(Asked, match="等待另一人"):
        taught.do("claim.pay", claim, **paid)
    taught.do("claim.pay", claim, **paid, confirmation="新账号还未生效，按原账号拨付")
    assert taught.record("payment", taught.first("payment"))["account"] == people.account(1)
    taught.agree(uid)
    assert taught.record("institution", uid)["account"] == ACCOUNT


def test_a_correction_is_refused_when_the_record_was_changed_meanwhile(taught: Bureau) -> None:
    uid = taught.first("institution")
    taught.do("institution.correct", uid, account=ACCOUNT, reason="换了开户行")
    taught.set(Institution, uid, account=people.account(77))
    with pytest.raises(Refused) as refused:
        taught.agree(uid)
    assert (refused.value.code, taught.record("institution", uid)["account"]) == (
        "correction.moved",
        people.account(77),
    )


def test_a_correction_that_changes_nothing_or_gives_no_reason_is_refused(taught: Bureau) -> None:
    uid = taught.first("institution")
    with pytest.raises(Refused) as same:
        taught.do("institution.correct", uid, account=people.account(1), reason="同一账号")
    assert same.value.code == "correction.nothing"
    with pytest.raises(Problems, match="原因"):
        taught.do("institution.correct", uid, account=ACCOUNT)
    with taught.office.read() as read:
        assert read.session.query(Correction).count() == 0


def test_a_wrong_but_valid_identity_number_is_corrected_by_two_with_what_follows_from_it(taught: Bureau) -> None:
    uid, right = taught.first("trainee"), people.person(44)
    taught.do("trainee.correct", uid, id_number=right.id_number, reason="抄错一位")
    assert right.id_number not in str(waiting(taught))
    taught.agree(uid)
    record = taught.record("trainee", uid)
    assert record["id_number"] == right.id_number
    assert str(record["born"]).replace("-", "") == right.id_number[6:14]


def test_a_number_that_is_another_trainees_makes_no_one_person_of_two(taught: Bureau) -> None:
    with pytest.raises(Refused, match="改号码不能把两条记录变成一条") as refused:
        taught.do("trainee.correct", taught.first("trainee"), id_number=people.person(2).id_number, reason="抄错")
    assert (refused.value.code, people.person(2).id_number in str(refused.value)) == ("trainee.known", False)


def test_the_name_of_a_person_who_was_claimed_for_is_no_longer_one_clerks_to_change(taught: Bureau) -> None:
    uid = taught.first("trainee")
    taught.do("trainee.edit", uid, name="仇小妹")
    taught.claim(taught.first("class"), "submitted")
    with pytest.raises(Refused) as refused:
        taught.do("trainee.edit", uid, name="仇小姐")
    assert refused.value.code == "trainee.guarded"
    taught.do("trainee.correct", uid, name="仇小姐", reason="户口本为准")
    assert taught.record("trainee", taught.agree(uid))["name"] == "仇小姐"


def test_an_account_on_a_roster_that_was_handed_in_is_corrected_by_two(taught: Bureau) -> None:
    row = taught.enrolled(taught.first("class"))[0]
    with pytest.raises(Refused, match="已验收"):
        taught.do("enrolment.edit", row, account=ACCOUNT)
    taught.do("enrolment.correct", row, account=ACCOUNT, reason="卡号抄错")
    assert taught.record("enrolment", taught.agree(row))["account"] == ACCOUNT


def test_a_certificate_is_corrected_to_no_one_elses_and_to_no_day_to_come(taught: Bureau) -> None:
    first, second = taught.enrolled(taught.first("class"))[:2]
    others = str(taught.record("enrolment", second)["certificate_number"])
    with pytest.raises(Problems) as refused:
        taught.do("enrolment.correct", first, certificate_number=others, certificate_date="2030-01-01", reason="抄错")
    codes = [p.code for p in refused.value.problems]
    assert codes == ["results.certificate_ahead", "results.certificate_known"]
    taught.do("enrolment.correct", first, certificate_number="渝99990001", reason="抄错")
    assert taught.record("enrolment", taught.agree(first))["certificate_number"] == "渝99990001"


def test_one_certificate_of_a_person_is_not_corrected_into_a_second_class(taught: Bureau) -> None:
    taught.rate("保育员", level="五级/初级工")
    person = people.person(900)
    held, made = (taught.accepted([person], **kind) for kind in ({}, {"occupation": "保育员", "level": "五级/初级工"}))
    (first,), (second,) = taught.enrolled(held), taught.enrolled(made)
    number = str(taught.record("enrolment", first)["certificate_number"])
    with pytest.raises(Problems) as refused:
        taught.do("enrolment.correct", second, certificate_number=number, reason="抄错")
    assert [p.code for p in refused.value.problems] == ["results.certificate_known"]
    taught.do("enrolment.correct", second, account=ACCOUNT, reason="卡号抄错")
    assert taught.record("enrolment", taught.agree(second))["account"] == ACCOUNT


def test_a_workbook_changes_no_account_that_is_paid_to(taught: Bureau, tmp_path: Path) -> None:
    kind = imports.KINDS["institutions"]
    named = {"机构名称": INSTITUTION["name"], "统一社会信用代码": people.uscc(1), "银行账号": ACCOUNT}
    titled = {**named, "培训职业及等级": INSTITUTION["programmes"]}
    book = workbooks.write(tmp_path / "机构.xlsx", [[*titled.values()]], [*titled])
    with taught.office.read() as read:
        checked = imports.check(read, kind, read_table(book, kind.fields), None)
    assert [(p.key, p.code) for p in checked.problems] == [("account", "institution.guarded")]


# --- classes ----------------------------------------------------------------------------------------------------------


def test_an_approved_class_without_its_arrangement_is_completed_and_may_then_be_advanced(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.approved(uid)
    number = ready.record("class", uid)["number"]
    with pytest.raises(Refused) as before:
        ready.do("advance.create", class_number=number)
    assert before.value.code == "advance.arrangement"
    ready.do("class.correct", uid, arrangement="项目制培训", reason="漏填")
    assert ready.record("class", uid)["arrangement"] is None
    ready.agree(uid)
    assert ready.state("advance", ready.do("advance.create", class_number=number)) == "draft"


def test_what_no_money_hangs_on_is_corrected_at_once_with_its_reason(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.approved(uid)
    ready.do("class.correct", uid, place="古南街道示例路9号", reason="场地漏水")
    assert ready.record("class", uid)["place"] == "古南街道示例路9号"
    assert "场地漏水" in told(ready, "class", "correct")
    assert waiting(ready) == []


@pytest.mark.parametrize(
    ("values", "code"),
    [({"planned_count": "2"}, "class.fewer"), ({"ends_on": "2019-01-01"}, "class.dates"), ({}, "correction.nothing")],
)
def test_a_class_is_corrected_only_to_what_could_have_been_approved(
    ready: Bureau, values: dict[str, str], code: str
) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.approved(uid)
    with pytest.raises((Refused, Problems)) as refused:
        ready.do("class.correct", uid, **values, reason="更正")
    found = [p.code for p in refused.value.problems] if isinstance(refused.value, Problems) else [refused.value.code]
    assert found == [code]


def test_another_unit_is_taken_although_the_institution_has_left_the_list_since(ready: Bureau) -> None:
    uid = ready.training()
    ready.enrol(uid, 3)
    ready.approved(uid)
    ready.do("institution.delist", ready.first("institution"), reason="年检不合格")
    ready.do("class.correct", uid, unit_name="区妇联", reason="责任单位填错")
    assert ready.record("class", ready.agree(uid))["unit_name"] == "区妇联"


def test_a_class_that_is_over_is_corrected_to_no_end_after_its_acceptance_nor_before_a_day_attended(
    taught: Bureau,
) -> None:
    uid = taught.first("class")
    ends = taught.record("class", uid)["ends_on"]
    with taught.office.work() as work:
        work.add(Attendance(enrolment_uid=taught.enrolled(uid)[0], day=ends, periods=6, minutes=45))
    for day, code in ((ends + timedelta(60), "class.ended_by"), (ends - timedelta(1), "class.attended_after")):
        with pytest.raises(Refused) as refused:
            taught.do("class.correct", uid, ends_on=day.isoformat(), reason="抄错")
        assert refused.value.code == code


def test_a_class_whose_claim_was_handed_in_is_corrected_after_the_claim_came_back(taught: Bureau) -> None:
    uid = taught.first("class")
    claim = taught.claim(uid, "submitted")
    with pytest.raises(Refused) as refused:
        taught.do("class.correct", uid, theory_periods="48", reason="课时填错")
    assert refused.value.code == "class.claim_stands"
    taught.do("claim.return_", claim, REVIEWER, reason="课时有误")
    taught.do("class.correct", uid, theory_periods="48", reason="课时填错")
    assert taught.record("class", taught.agree(uid))["theory_periods"] == 48
