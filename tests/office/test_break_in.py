"""What a colleague might try: each is tried for real, and what holds, or at least shows, is stated (docs/security.md)."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import sqlcipher3

from app.desk.checking import check
from app.kernel.outcomes import Refused
from app.office.user import passwords, seal, sign_in, tokens
from app.store import journal
from app.store.backup import back_up, faults, restore
from app.store.work import DATABASE, Office
from tests.bureau import CHIEF, CLERK, PASSWORD, Bureau

STOLEN = "Kmta-4827"


def with_a_tool(folder: Path, *statements: tuple[str, Sequence[object]]) -> None:
    """Change the file of an office past the program."""
    raw = sqlcipher3.connect(str(folder / DATABASE))
    for text, values in statements:
        raw.execute(text, values)
    raw.commit()
    raw.close()


def told(office: Office) -> list[str]:
    with office.read() as read:
        return [fault.text for fault in check(read).faults]


def test_a_password_that_was_put_in_past_the_program_lets_in_and_shows(bureau: Bureau) -> None:
    folder = bureau.office.folder
    assert not any("以外的工具" in text for text in told(bureau.office))
    bureau.office.close()
    chief = ("UPDATE credential SET secret = ? WHERE user_uid = (SELECT uid FROM user WHERE name = ?)", CHIEF)
    with_a_tool(folder, (chief[0], (passwords.digest(STOLEN), CHIEF)))
    with Office(folder) as office:
        assert sign_in.sign_in(office, CHIEF, STOLEN).actor.name == CHIEF
        assert any("以外的工具" in text for text in told(office))


def test_a_post_that_was_given_past_the_program_shows(bureau: Bureau) -> None:
    folder = bureau.office.folder
    bureau.office.close()
    with_a_tool(folder, ("UPDATE user SET roles = 'clerk reviewer chief' WHERE name = ?", (CLERK,)))
    with Office(folder) as office, office.read() as read:
        assert seal.is_broken(read)


def test_what_two_people_changed_does_not_show_as_a_break_in(bureau: Bureau) -> None:
    bureau.agree(bureau.do("user.create", name="钱新人", roles="经办"))
    sign_in.change(bureau.office, CLERK, PASSWORD, STOLEN)
    bureau.do("user.create", name="孙新人", roles="经办")
    with bureau.office.read() as read:
        assert not seal.is_broken(read)


def test_an_entry_of_the_journal_that_was_changed_or_taken_out_is_found(bureau: Bureau) -> None:
    folder = bureau.office.folder
    sign_in.sign_in(bureau.office, CLERK, PASSWORD)
    bureau.office.close()
    with pytest.raises(sqlcipher3.DatabaseError, match="never changed"):
        with_a_tool(folder, ("UPDATE journal SET actor = ? WHERE id = 1", (CHIEF,)))
    with_a_tool(
        folder, ("DROP TRIGGER keep_journal_update", ()), ("UPDATE journal SET actor = '别人' WHERE id = 1", ())
    )
    with Office(folder) as office, office.read() as read:
        assert "操作日志自第 1 条起被改动" in faults(read)


def test_a_copied_folder_lets_nobody_in_who_has_no_password_and_no_token_works_there_elsewhere(
    bureau: Bureau, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.make(bureau.office, bureau.office.person(CLERK), tmp_path / "mine", 7)
    bureau.office.close()
    shutil.copytree(bureau.office.folder, tmp_path / "copy")
    monkeypatch.setattr(tokens, "account", lambda: "somebody")
    with Office(tmp_path / "copy") as office:
        with pytest.raises(Refused):
            sign_in.sign_in(office, CLERK, STOLEN)
        with pytest.raises(Refused):
            tokens.redeem(office, tmp_path / "mine")
        assert CHIEF in office.people(), "what it says can be read without signing in: only encryption would hide it"


def test_an_older_copy_in_place_of_the_office_lacks_the_entry_that_was_seen_last(
    bureau: Bureau, tmp_path: Path
) -> None:
    folder = bureau.office.folder
    back_up(bureau.office, tmp_path / "old.db")
    sign_in.change(bureau.office, CLERK, PASSWORD, STOLEN)
    with bureau.office.read() as read:
        seen = journal.newest(read.session)
        assert journal.has(read.session, *seen)
    bureau.office.close()
    (folder / DATABASE).unlink()
    restored = restore(tmp_path / "old.db", tmp_path / "restored")
    with restored, restored.read() as read:
        assert not journal.has(read.session, *seen)
        assert journal.has(read.session, 0, "")
    with Office(tmp_path / "restored") as office:
        assert sign_in.sign_in(office, CLERK, PASSWORD), "a password that was changed since works again"
