"""Who somebody is: passwords, waits, first passwords, leaving, and offices from before there were any."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.desk import words
from app.desk.founding import Charter, found_office, found_with_passwords
from app.desk.lists import LISTINGS
from app.kernel.outcomes import Problems, Refused
from app.office.correction.model import Correction
from app.office.user import passwords, sign_in
from app.store.models import Credential, Journal, User
from app.store.work import Office
from tests.bureau import CASHIER, CHIEF, CLERK, PASSWORD, REVIEWER, Bureau

NEW = "Kmta-4827"


def uid_of(bureau: Bureau, name: str) -> int:
    with bureau.office.read() as read:
        return sign_in.person_uid(read, name)


def told(bureau: Bureau) -> list[tuple[str, str]]:
    """What the journal says of people at the door: who and what, oldest first."""
    with bureau.office.read() as read:
        rows = read.session.query(Journal).filter(Journal.noun == "user").order_by(Journal.id)
        return [(row.actor, row.verb) for row in rows]


def wrong(office: Office, name: str = CLERK) -> Refused:
    with pytest.raises(Refused) as refused:
        sign_in.sign_in(office, name, "Nein-4827")
    return refused.value


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Ab-4827", "short"),
        ("48271048271", "short"),
        ("kmtamtakmta", "short"),
        ("张经办-4827", "common"),
        ("zhangjingban2019", "common"),
        ("zjb20190101", "common"),
        ("Qwer1234", "common"),
    ],
)
def test_a_password_is_long_of_two_kinds_and_neither_a_name_nor_a_common_one(password: str, code: str) -> None:
    problem = passwords.fault("张经办", password)
    assert problem and problem.code == f"password.{code}"


def test_what_is_drawn_and_a_chinese_sentence_with_a_year_will_do() -> None:
    assert passwords.fault("张经办", passwords.draw()) is None
    assert passwords.fault("张经办", "北门外有3棵槐树") is None


def test_a_password_is_kept_as_an_argon2id_digest_only(bureau: Bureau) -> None:
    with bureau.office.read() as read:
        secrets = read.session.query(Credential.secret).all()
    assert len(set(secrets)) == 4
    assert all(secret.startswith("$argon2id$") for (secret,) in secrets)
    assert PASSWORD.encode() not in (bureau.office.folder / "office.db").read_bytes()


def test_the_right_password_lets_in_and_the_journal_says_so(bureau: Bureau) -> None:
    entry = sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    assert (entry.actor.name, entry.given) == (CLERK, False)
    assert told(bureau)[-1] == (CLERK, "sign_in")


def test_a_wrong_password_is_counted_journalled_and_refused(bureau: Bureau) -> None:
    assert wrong(bureau.office).code == "sign_in.wrong"
    assert told(bureau)[-1] == (CLERK, "fail")


def test_waits_grow_hold_after_a_restart_and_end_with_the_right_password(bureau: Bureau) -> None:
    moment = [bureau.now()]
    bureau.office.clock = lambda: moment[0]
    assert [wrong(bureau.office).code for _ in range(4)] == [
        *("sign_in.wrong", "sign_in.wrong"),
        *("sign_in.wrong_wait", "sign_in.wait"),
    ]
    bureau.office.close()
    again = Office(bureau.office.folder, clock=lambda: moment[0])
    with again:
        with pytest.raises(Refused, match="请过30秒再试"):
            sign_in.sign_in(again, CLERK, PASSWORD)
        moment[0] += timedelta(seconds=30)
        assert "60秒" in str(wrong(again))
        moment[0] += timedelta(seconds=60)
        assert sign_in.sign_in(again, CLERK, PASSWORD).actor.name == CLERK
        assert wrong(again).code == "sign_in.wrong"


def test_a_clock_set_back_does_not_shorten_a_wait(bureau: Bureau) -> None:
    moment = [bureau.now()]
    bureau.office.clock = lambda: moment[0]
    for _ in range(3):
        wrong(bureau.office)
    moment[0] -= timedelta(days=30)
    with pytest.raises(Refused, match="请过30秒再试"):
        sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    moment[0] += timedelta(seconds=30)
    sign_in.sign_in(bureau.office, CLERK, PASSWORD)


def test_others_do_not_wait_for_one_who_was_wrong(bureau: Bureau) -> None:
    for _ in range(3):
        wrong(bureau.office)
    assert sign_in.sign_in(bureau.office, REVIEWER, PASSWORD).actor.name == REVIEWER


def test_one_changes_his_own_password_with_the_one_before(bureau: Bureau) -> None:
    for old, new in (("Nein-4827", NEW), (PASSWORD, "12345678"), (PASSWORD, PASSWORD)):
        with pytest.raises(Refused):
            sign_in.change(bureau.office, CLERK, old, new)
    sign_in.change(bureau.office, CLERK, PASSWORD, NEW)
    with pytest.raises(Refused):
        sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    sign_in.sign_in(bureau.office, CLERK, NEW)


def first_password(bureau: Bureau, uid: int, who: str = CHIEF) -> str:
    """Another confirms what waits on a person; gives the password that is told once."""
    with bureau.office.read() as read:
        waiting = read.session.query(Correction).filter_by(subject=uid, state="pending").one().uid
    actor = bureau.office.person(who)

    with bureau.office.work(actor) as work:
        words.do(work, "correction", "confirm", waiting, {})
    (sentence,) = work.told
    return sentence.partition("：")[2].split("\n")[0]


def test_a_forgotten_password_is_reset_by_two_and_changed_at_the_next_sign_in(bureau: Bureau) -> None:
    uid = bureau.do("user.reset", uid_of(bureau, CLERK), CASHIER, reason="忘了密码")
    sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    with pytest.raises(Refused) as alone:
        bureau.agree(uid, CASHIER)
    assert alone.value.code == "move.self"
    drawn = first_password(bureau, uid)
    assert bureau.record("user", uid)["password"] == "given"
    with pytest.raises(Refused):
        sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    assert sign_in.sign_in(bureau.office, CLERK, drawn).given
    sign_in.change(bureau.office, CLERK, drawn, NEW)
    assert not sign_in.sign_in(bureau.office, CLERK, NEW).given
    with bureau.office.read() as read:
        rows = [str(row) for row in LISTINGS["journal"].rows(read.connection)]
    assert not any(drawn in row for row in rows)


def test_nobody_has_his_own_password_reset(bureau: Bureau) -> None:
    with pytest.raises(Refused) as refused:
        bureau.do("user.reset", uid_of(bureau, CLERK), CLERK, reason="忘了密码")
    assert refused.value.code == "user.self_reset"


def test_a_reset_ends_a_wait(bureau: Bureau) -> None:
    for _ in range(3):
        wrong(bureau.office)
    drawn = first_password(bureau, bureau.do("user.reset", uid_of(bureau, CLERK), CASHIER, reason="忘了密码"))
    assert sign_in.sign_in(bureau.office, CLERK, drawn).given


def test_who_comes_gets_a_first_password_and_who_leaves_signs_in_no_more(bureau: Bureau) -> None:
    uid = bureau.do("user.create", name="钱新人", roles="经办")
    drawn = first_password(bureau, uid)
    assert sign_in.sign_in(bureau.office, "钱新人", drawn).given
    bureau.agree(bureau.do("user.leave", uid, reason="调走"))
    assert bureau.record("user", uid)["password"] == "none"
    with pytest.raises(Refused):
        sign_in.sign_in(bureau.office, "钱新人", drawn)
    bureau.do("user.rejoin", uid, reason="回来")
    again = first_password(bureau, uid)
    with pytest.raises(Refused):
        sign_in.sign_in(bureau.office, "钱新人", drawn)
    assert sign_in.sign_in(bureau.office, "钱新人", again).given


# --- founding, and offices from before -------------------------------------------------------------------------------


def charter(**more: object) -> Charter:
    people = [("张三", ["clerk"]), ("李四", ["reviewer"]), ("王五", ["chief"])]
    return Charter("某局", "500110", "county", "qijiang-2019", people, **more)  # type: ignore[arg-type]


def test_who_founds_chooses_and_the_others_are_drawn_a_password(tmp_path: Path) -> None:
    office, drawn, _ = found_with_passwords(tmp_path / "a", charter(passwords={"张三": NEW}, draw=True))
    with office:
        assert sorted(drawn) == ["李四", "王五"]
        assert not sign_in.sign_in(office, "张三", NEW).given
        assert all(sign_in.sign_in(office, name, text).given for name, text in drawn.items())


def test_no_office_is_founded_with_a_bad_password(tmp_path: Path) -> None:
    with pytest.raises(Problems):
        found_office(tmp_path / "a", charter(passwords={"张三": "12345678"}))
    assert not (tmp_path / "a").exists()


def test_without_passwords_the_first_begins_alone_and_everybody_else_beside_one_who_has_his(tmp_path: Path) -> None:
    with found_office(tmp_path / "a", charter()) as office:
        with pytest.raises(Refused) as none:
            sign_in.sign_in(office, "张三", NEW)
        assert none.value.code == "sign_in.none"
        sign_in.begin(office, "张三", NEW)
        for witness in (None, ("王五", "Kmta-4828"), ("李四", "Kmta-4828"), ("张三", "Nein-4827")):
            with pytest.raises(Refused):
                sign_in.begin(office, "李四", "Kmta-4828", witness)
        sign_in.begin(office, "李四", "Kmta-4828", ("张三", NEW))
        sign_in.sign_in(office, "李四", "Kmta-4828")
        with pytest.raises(Refused) as has:
            sign_in.begin(office, "张三", "Kmta-4829", ("李四", "Kmta-4828"))
        assert has.value.code == "sign_in.has"
        with office.read() as read:
            said = [row.detail for row in read.session.query(Journal).filter_by(verb="password")]
        assert "无人作证" in said[0] and "张三在旁作证" in said[1]


def test_a_given_password_bears_no_witness(tmp_path: Path) -> None:
    office, drawn, _ = found_with_passwords(tmp_path / "a", charter(passwords={"张三": NEW}, draw=True))
    with office:
        with office.work(office.person("张三")) as work:
            sign_in.end(work, sign_in.person_uid(work, "王五"))
        with pytest.raises(Refused) as refused:
            sign_in.begin(office, "王五", "Kmta-4829", ("李四", drawn["李四"]))
        assert refused.value.code == "sign_in.witness_given"


def test_a_real_office_shows_no_passwords_whatever_its_settings_say(bureau: Bureau) -> None:
    bureau.example()
    with bureau.office.read() as read:
        assert not sign_in.public_passwords(read)
        assert not sign_in.is_public(read, CLERK)


# --- the 管理员 -------------------------------------------------------------------------------------------------------


def test_an_administrator_holds_no_other_post_where_there_are_the_people(bureau: Bureau, tmp_path: Path) -> None:
    for phrase, uid, more in (
        ("create", None, {"name": "钱管理"}),
        ("edit", uid_of(bureau, CASHIER), {"reason": "兼"}),
    ):
        with pytest.raises(Refused) as refused:
            bureau.do(f"user.{phrase}", uid, roles="经办、管理员", **more)
        assert refused.value.code == "user.apart"
    people = [(CLERK, ["clerk", "admin"]), (REVIEWER, ["reviewer"]), (CHIEF, ["chief"]), (CASHIER, ["clerk"])]
    with pytest.raises(Refused) as founding:
        found_office(tmp_path / "a", Charter("某局", "500110", "county", "qijiang-2019", people))
    assert founding.value.code == "user.apart"


def test_where_there_is_an_administrator_people_passwords_and_settings_are_his(bureau: Bureau) -> None:
    first_password(bureau, bureau.do("user.create", name="钱管理", roles="管理员"))
    clerk, office = uid_of(bureau, CLERK), bureau.first("office")
    given = {"leave": {}, "reset": {}, "edit": {"roles": "复核"}}
    for word, more in given.items():
        with pytest.raises(Refused) as refused:
            bureau.do(f"user.{word}", clerk, CHIEF, reason="某", **more)
        assert refused.value.code == "user.admin"
    for phrase, uid, more in (
        ("user.create", None, {"name": "孙新人", "roles": "经办"}),
        ("office.edit", office, {"phone": "023-12345678"}),
    ):
        with pytest.raises(Refused) as refused:
            bureau.do(phrase, uid, CHIEF, **more)
        assert refused.value.code == "user.admin"
        bureau.do(phrase, uid, "钱管理", **more)
    bureau.do("user.reset", clerk, "钱管理", reason="忘了密码")
    with pytest.raises(Refused) as business:
        bureau.do("institution.create", None, "钱管理", name="某校")
    assert business.value.code in ("move.role", "input.problems")


def test_an_administrator_beside_another_post_is_none_any_more_once_there_are_the_people(tmp_path: Path) -> None:
    people = [("张三", ["clerk", "admin"]), ("李四", ["reviewer"]), ("王五", ["chief"])]

    with found_office(tmp_path / "a", Charter("某局", "500110", "county", "qijiang-2019", people)) as office:
        with office.work(office.person("张三")) as work:
            uid = words.do(work, "user", "create", None, {"name": "赵六", "roles": "经办"})
        with office.work(office.person("李四")) as work:
            waiting = work.session.query(Correction).filter_by(subject=uid).one().uid
            words.do(work, "correction", "confirm", waiting, {})
        assert office.person("张三").roles == {"clerk"}


def test_the_window_locks_after_as_many_minutes_as_the_office_says(bureau: Bureau) -> None:
    office = bureau.first("office")
    bureau.do("office.edit", office, idle_minutes="5")
    assert bureau.record("office", office)["idle_minutes"] == 5
    with pytest.raises(Problems, match="1 至 120"):
        bureau.do("office.edit", office, idle_minutes="121")


def test_people_who_are_not_confirmed_have_no_password(bureau: Bureau) -> None:
    uid = bureau.do("user.create", name="钱新人", roles="经办")
    with bureau.office.read() as read:
        assert read.session.get(Credential, uid) is None
        assert read.session.get_one(User, uid).state == "pending"
