"""In an office too small for two people to reset a password, a code from the safe is the second person."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk import words
from app.desk.founding import Charter, found_with_passwords
from app.kernel.outcomes import Refused
from app.office.correction.model import Correction
from app.office.user import recovery, seal, sign_in
from app.store.models import Journal, Setting
from app.store.work import Office

NEW, OTHER = "Kmta-4827", "Kmta-4828"
TWO = [("张三", ["clerk"]), ("李四", ["reviewer", "chief"])]


def charter(people: list[tuple[str, list[str]]]) -> Charter:
    passwords = {name: NEW for name, _ in people}
    return Charter("某局", "500110", "county", "qijiang-2019", people, passwords=passwords, draw=True)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Office, str]]:
    office, _, code = found_with_passwords(tmp_path / "small", charter(TWO))
    with office:
        yield office, code


def test_a_small_office_is_told_a_code_and_keeps_a_digest_of_it(small: tuple[Office, str]) -> None:
    office, code = small
    assert len(code.replace("-", "")) == 16
    with office.read() as read:
        kept = read.session.get_one(Setting, recovery.SETTING).value
        said = [row.detail for row in read.session.query(Journal)]
    assert kept.startswith("$argon2id$") and code not in kept and not any(code in text for text in said)


def test_an_office_of_three_has_none(tmp_path: Path) -> None:
    office, _, code = found_with_passwords(tmp_path / "large", charter([*TWO, ("王五", ["clerk"])]))
    with office:
        assert code == ""
        with pytest.raises(Refused) as refused:
            recovery.recover(office, "张三", "abcd-2345-efgh-6789", OTHER)
    assert refused.value.code == "recovery.not_needed"


def test_the_code_sets_a_new_password_once_and_gives_the_next(small: tuple[Office, str]) -> None:
    office, code = small
    following = recovery.recover(office, "张三", f" {code.upper()} ", OTHER)
    assert sign_in.sign_in(office, "张三", OTHER)
    with pytest.raises(Refused) as used:
        recovery.recover(office, "李四", code, OTHER)
    assert used.value.code == "recovery.wrong"
    assert recovery.recover(office, "李四", following, OTHER) not in (code, following, "")
    with office.read() as read:
        assert not seal.is_broken(read)
        assert read.session.query(Journal).filter_by(verb="password", actor="张三").count() == 1


def test_wrong_codes_make_the_next_try_wait(small: tuple[Office, str]) -> None:
    office, code = small
    codes = []
    for _ in range(4):
        with pytest.raises(Refused) as refused:
            recovery.recover(office, "张三", "abcd-2345-efgh-6789", OTHER)
        codes.append(refused.value.code)
    assert codes == ["recovery.wrong", "recovery.wrong", "recovery.wrong_wait", "sign_in.wait"]
    with pytest.raises(Refused):
        recovery.recover(office, "张三", code, OTHER)


def test_where_a_third_came_two_colleagues_do_it(small: tuple[Office, str]) -> None:
    office, code = small
    with office.work(office.person("张三")) as work:
        uid = words.do(work, "user", "create", None, {"name": "王五", "roles": "经办"})
    with office.work(office.person("李四")) as work:
        waiting = work.session.query(Correction).filter_by(subject=uid).one().uid
        words.do(work, "correction", "confirm", waiting, {})
    with pytest.raises(Refused) as refused:
        recovery.recover(office, "张三", code, OTHER)
    assert refused.value.code == "recovery.not_needed"


def test_an_office_from_before_gets_its_code_when_the_last_of_two_sets_his_password(tmp_path: Path) -> None:
    before = Charter("某局", "500110", "county", "qijiang-2019", TWO)
    office, _, code = found_with_passwords(tmp_path / "old", before)
    with office:
        assert code == "" and sign_in.begin(office, "张三", NEW, follow=recovery.draw) == ""
        told = sign_in.begin(office, "李四", OTHER, ("张三", NEW), recovery.draw)
        assert recovery.recover(office, "张三", told, "Kmta-4829")


def test_an_office_that_two_are_left_in_is_told_a_code_by_which_either_comes_in_again(tmp_path: Path) -> None:
    office, _, _ = found_with_passwords(tmp_path / "shrunk", charter([*TWO, ("王五", ["clerk"])]))
    with office:
        told = let_go(office, "王五")
        (code,) = re.findall(r"恢复码：(\S+)", "".join(told))
        assert recovery.recover(office, "李四", code, OTHER)
        assert sign_in.sign_in(office, "李四", OTHER)


def test_an_office_that_has_a_code_keeps_it_when_somebody_leaves(small: tuple[Office, str]) -> None:
    office, code = small
    assert let_go(office, "李四") == []
    assert recovery.recover(office, "张三", code, OTHER)


def let_go(office: Office, name: str) -> list[str]:
    """Somebody leaves by the word of those who stay; what they are told."""
    asking, *others = [one for one in office.people() if one != name]
    with office.work(office.person(asking)) as work:
        words.do(work, "user", "leave", sign_in.person_uid(work, name), {"reason": "调离"})
        told = work.told
    for other in others:
        with office.work(office.person(other)) as work:
            waiting = work.session.query(Correction).filter_by(state="pending").one()
            words.do(work, "correction", "confirm", int(waiting.uid), {})
            told = work.told
    return told
