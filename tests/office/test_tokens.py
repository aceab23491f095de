"""Tokens stand for a password in scripts: one person, one office, one account, some days, and nobody else's eyes."""

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from app.kernel.outcomes import Refused
from app.office.user import sign_in, tokens
from app.store.models import Journal, Token
from app.store.work import Office
from tests.bureau import CHIEF, CLERK, PASSWORD, REVIEWER, Bureau


@pytest.fixture
def file(bureau: Bureau, tmp_path: Path) -> Path:
    """A token of the clerk, good for seven days."""
    path = tmp_path / "mine.token"
    tokens.make(bureau.office, bureau.office.person(CLERK), path, 7)
    return path


def refusal(office: Office, path: Path, name: str = "") -> str:
    with pytest.raises(Refused) as refused:
        tokens.redeem(office, path, name)
    return refused.value.code


def test_a_token_stands_for_its_person_and_only_he_can_read_it(bureau: Bureau, file: Path) -> None:
    assert tokens.redeem(bureau.office, file).name == CLERK
    assert tokens.redeem(bureau.office, file, CLERK).roles == {"clerk"}
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_office_keeps_no_more_than_a_digest_of_it_and_a_line_in_the_journal(bureau: Bureau, file: Path) -> None:
    secret = json.loads(file.read_text())["token"]
    with bureau.office.read() as read:
        (row,) = read.session.query(Token)
        (entry,) = read.session.query(Journal).filter_by(verb="token")
    assert secret not in (row.digest, entry.detail) and len(row.digest) == 64
    assert (entry.actor, "mine.token" in entry.detail, secret in entry.detail) == (CLERK, True, False)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_token_that_others_may_read_or_write_is_refused(bureau: Bureau, file: Path, mode: int) -> None:
    file.chmod(mode)
    assert refusal(bureau.office, file) == "token.open"


def test_a_token_of_one_is_refused_for_another(bureau: Bureau, file: Path) -> None:
    assert refusal(bureau.office, file, CHIEF) == "token.other"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "name": CHIEF}))
    assert refusal(bureau.office, file) == "token.other"
    other = "1" if told["token"].endswith("0") else "0"
    file.write_text(json.dumps({**told, "token": told["token"][:-1] + other}))
    assert refusal(bureau.office, file) == "token.unknown"
    file.write_text("{}")
    assert refusal(bureau.office, file) == "token.form"


def test_a_token_is_of_one_office(bureau: Bureau, founded: Bureau, file: Path, tmp_path: Path) -> None:
    other = founded.twin(tmp_path / "other")
    try:
        assert refusal(other.office, file) == "token.unknown"
    finally:
        other.office.close()


def test_a_token_carried_to_another_account_opens_nothing(
    bureau: Bureau, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "account", lambda: "somebody")
    assert refusal(bureau.office, file) == "token.unknown"


def test_a_token_ends_on_its_day_and_no_clock_brings_it_back(bureau: Bureau, file: Path) -> None:
    moment = [bureau.now()]
    bureau.office.clock = lambda: moment[0]
    moment[0] += timedelta(days=6)
    assert tokens.redeem(bureau.office, file).name == CLERK
    moment[0] -= timedelta(days=1)
    assert refusal(bureau.office, file) == "token.clock"
    moment[0] += timedelta(days=3)
    assert refusal(bureau.office, file) == "token.ended"


@pytest.mark.parametrize("how", ["change", "out", "leave", "reset"])
def test_a_token_ends_with_the_password_by_signing_out_and_with_the_person(
    bureau: Bureau, file: Path, how: str
) -> None:
    with bureau.office.read() as read:
        uid = sign_in.person_uid(read, CLERK)
    if how == "change":
        sign_in.change(bureau.office, CLERK, PASSWORD, "Kmta-4827")
    elif how == "out":
        sign_in.sign_out(bureau.office, bureau.office.person(CLERK))
    else:
        bureau.agree(bureau.do(f"user.{how}", uid, CHIEF, reason="某"), REVIEWER)
    assert refusal(bureau.office, file) in ("token.unknown", "office.user")


def test_no_token_lies_in_the_folder_of_the_office_or_over_another_file(bureau: Bureau, file: Path) -> None:
    clerk = bureau.office.person(CLERK)
    for path, days, code in (
        (bureau.office.folder / "x.token", 7, "inside"),
        (file, 7, "exists"),
        (file.with_name("y"), 91, "days"),
        (file.with_name("y"), 0, "days"),
    ):
        with pytest.raises(Refused) as refused:
            tokens.make(bureau.office, clerk, path, days)
        assert refused.value.code == f"token.{code}"
    with bureau.office.read() as read:
        assert read.session.query(Token).count() == 1


def test_a_token_copied_by_a_colleague_is_as_open_as_his_copy(bureau: Bureau, file: Path, tmp_path: Path) -> None:
    copied = Path(shutil.copyfile(file, tmp_path / "copied.token"))
    os.chmod(copied, 0o644)
    assert refusal(bureau.office, copied) == "token.open"
