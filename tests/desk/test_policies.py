"""Taking up a new version of a policy: what it changes before it is installed, from when on, and what it leaves."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.award.cases.pack_file import LARGEST, PackError
from app.claim.claim.model import Claim
from app.desk import checking, policies
from app.desk.founding import Charter, found_office
from app.kernel.outcomes import Refused
from app.plan.quota.model import Quota
from app.store import packs
from app.store.journal import broken_at
from app.store.models import Base, Journal
from app.training.training_class.model import TrainingClass
from tests.bureau import CHIEF, CLERK, PEOPLE, REVIEWER, Bureau
from tests.packs import CERTIFICATES, QIJIANG, changed, version

STRICTER = version(2, CERTIFICATES, since="2019-09-01")


def install(bureau: Bureau, text: str, who: str = CLERK) -> None:
    bureau.office.sign_in(who)
    with bureau.office.work() as work:
        policies.install(work, text)


def everything(bureau: Bureau) -> dict[str, list[Any]]:
    """Every row of every table."""
    with bureau.office.read() as read:
        return {name: list(read.connection.execute(select(table))) for name, table in Base.metadata.tables.items()}


def test_the_office_sees_which_open_claims_would_change_and_nothing_changes(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    before = everything(taught)
    [change] = policies.effect(taught.office, taught.office.actor, STRICTER)
    assert (change.uid, change.old_fen, change.new_fen) == (claim, 3 * 120000, 0)
    assert (change.old_granted, change.new_granted) == (3, 0)
    assert everything(taught) == before


def test_a_version_that_begins_after_the_class_changes_none_of_its_claims(taught: Bureau) -> None:
    taught.claim(taught.first("class"))
    assert policies.effect(taught.office, taught.office.actor, version(2, CERTIFICATES, since="2019-09-03")) == []


def test_what_changed_for_another_reason_is_not_put_down_to_the_policy(taught: Bureau) -> None:
    taught.claim(taught.first("class"))
    taught.rate(since="2019-09-01", amount_fen="900")
    assert policies.effect(taught.office, taught.office.actor, version(2)) == []


def test_an_approved_claim_stays_as_it_was_decided(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    assert policies.effect(taught.office, taught.office.actor, STRICTER) == []
    install(taught, STRICTER)
    assert taught.record("claim", claim)["total_fen"] == 3 * 120000


@pytest.mark.parametrize(("state", "word", "who"), [("submitted", "review", REVIEWER), ("reviewed", "approve", CHIEF)])
def test_a_claim_handed_in_under_an_earlier_version_goes_back_before_it_is_approved(
    taught: Bureau, state: str, word: str, who: str
) -> None:
    claim = taught.claim(taught.first("class"), state)
    install(taught, version(2, since="2019-09-03"))  # of no concern to a class that began the day before
    assert policies.effect(taught.office, taught.office.actor, version(3, CERTIFICATES, since="2019-09-01"))
    install(taught, version(3, CERTIFICATES, since="2019-09-01"))
    with pytest.raises(Refused, match="按第 1 版政策包核定，现行的是第 3 版") as refused:
        taught.do(f"claim.{word}", claim, who)
    assert refused.value.code == "claim.other_version"
    taught.do("claim.return_", claim, REVIEWER, reason="政策有新版")
    with pytest.raises(Refused, match="没有一人核定到金额"):
        taught.do("claim.submit", claim)


def test_a_later_version_that_is_not_of_the_claims_day_holds_up_nothing(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "submitted")
    install(taught, version(2, since="2019-09-03"))
    for word, who in (("review", REVIEWER), ("approve", CHIEF)):
        taught.do(f"claim.{word}", claim, who)
    assert taught.record("claim", claim)["total_fen"] == 3 * 120000


def test_what_was_foretold_is_what_comes_when_the_claim_is_decided_anew(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"))
    [change] = policies.effect(taught.office, taught.office.actor, STRICTER)
    install(taught, STRICTER)
    taught.do("claim.assess", claim)
    assert taught.record("claim", claim)["total_fen"] == change.new_fen
    with taught.office.read() as read:
        assert read.session.get_one(Claim, claim).pack_version == 2


@pytest.mark.parametrize(("starts", "number"), [("2019-09-30", 1), ("2019-10-01", 2)])
def test_a_class_takes_the_version_of_the_day_it_begins(ready: Bureau, starts: str, number: int) -> None:
    install(ready, version(2, since="2019-10-01"))
    uid = ready.training(date.fromisoformat(starts))
    with ready.office.read() as read:
        assert read.session.get_one(TrainingClass, uid).pack_version == number


def test_a_draft_that_is_put_off_takes_the_version_of_its_new_day(ready: Bureau) -> None:
    uid = ready.training(date(2019, 9, 30))
    install(ready, version(2, since="2019-10-01"))
    ready.do("class.edit", uid, starts_on="2019-10-08", ends_on="2019-11-08")
    with ready.office.read() as read:
        assert read.session.get_one(TrainingClass, uid).pack_version == 2


def test_a_class_entered_before_goes_by_a_version_from_whose_first_day_on_it_begins(ready: Bureau) -> None:
    earlier, later = ready.training(date(2019, 9, 30)), ready.training(date(2019, 10, 8))
    install(ready, version(2, since="2019-10-01"))
    with ready.office.read() as read:
        assert read.session.get_one(TrainingClass, earlier).pack_version == 1
        held = read.session.get_one(TrainingClass, later)
        assert (held.pack_version, read.pack_of(held, held.starts_on).version) == (2, 2)


def test_a_notice_runs_as_long_as_the_version_says_that_its_claim_was_decided_by(taught: Bureau) -> None:
    claim = taught.claim(taught.first("class"), "approved")
    install(
        taught, version(2, ('key = "notice_days"\namount = 5', 'key = "notice_days"\namount = 7'), since="2019-09-03")
    )
    taught.do("claim.publish", claim)
    assert taught.record("claim", claim)["notice_days"] == 5


def test_a_version_without_a_day_of_its_own_is_a_correction_from_the_first_day_on(ready: Bureau) -> None:
    install(ready, version(2))
    with ready.office.read() as read:
        assert read.pack_on(date(2019, 1, 1)).version == 2


def test_a_version_ahead_is_in_force_only_from_its_day(ready: Bureau) -> None:
    install(ready, version(2, since="2019-10-01"))
    with ready.office.read() as read:
        assert read.pack_on(read.today).version == 1
        assert read.pack_on(date(2000, 1, 1)).version == 1
    ready.today = date(2019, 10, 1)
    with ready.office.read() as read:
        assert read.pack_on(read.today).version == 2


def test_an_installation_is_in_the_journal_and_the_office_is_sound(taught: Bureau) -> None:
    install(taught, STRICTER)
    with taught.office.read() as read:
        entry = read.session.scalars(select(Journal).where(Journal.verb == "install")).one()
        assert (entry.actor, "qijiang-2019" in entry.detail, "2019-09-01" in entry.detail) == (CLERK, True, True)
        assert broken_at(read.session) is None
        assert checking.check(read).faults == []


def test_targets_that_the_new_version_states_otherwise_are_taken_and_own_corrections_kept(ready: Bureau) -> None:
    with ready.office.read() as read:
        row = read.session.scalars(select(Quota).where(Quota.target == 6700, Quota.year == 2019)).one().uid
    text = version(
        2,
        ("assigned = { 2019 = 6700", "assigned = { 2019 = 6800"),
        ("total = { 2019 = 11400", "total = { 2019 = 11500"),
    )
    install(ready, text)
    assert ready.record("quota", row)["target"] == 6800
    with ready.office.read() as read:
        assert checking.check(read).faults == []
    ready.do("quota.edit", row, target="6750")
    install(ready, text.replace("version = 2", "version = 3").replace("6800", "6900").replace("11500", "11600"))
    assert ready.record("quota", row)["target"] == 6750


BAD = {
    "unknown key": changed(('key = "advance_share"', 'key = "advance_shares"')),
    "wrong unit": changed(('amount = 5\nunit = "工作日"', 'amount = 5\nunit = "日"')),
    "overlapping dates": changed(("since = 2020-01-01\n", "since = 2019-12-31\n")),
    "missing clause": changed(('clause = "QJ-25"', 'clause = "QJ-99"')),
    "negative rate": changed(("rate = 1200\n", "rate = -1200\n")),
    "failing case": changed(("granted = true\namount = 1200\n", "granted = true\namount = 1300\n")),
    "oversized": QIJIANG + "#" * LARGEST,
    "not TOML": "PK\x03\x04",
    "no text": "\ud800",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_a_bad_pack_is_refused_with_reasons_and_nothing_is_installed(ready: Bureau, text: str) -> None:
    before = everything(ready)
    newer = text.replace("version = 1\n", "version = 2\n", 1)
    for attempt in (lambda: install(ready, newer), lambda: policies.effect(ready.office, ready.office.actor, newer)):
        with pytest.raises(PackError) as caught:
            attempt()
        assert caught.value.problems and str(caught.value)
    assert everything(ready) == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (QIJIANG, "packs.same"),
        (QIJIANG + "# 改过\n", "packs.taken"),
        (version(0), "packs.older"),
        (version(2, ('id = "qijiang-2019"', 'id = "bishan-2020"')), "packs.other"),
    ],
)
def test_only_a_new_version_of_the_offices_own_pack_is_installed(ready: Bureau, text: str, code: str) -> None:
    before = everything(ready)
    with pytest.raises(Refused) as caught:
        install(ready, text)
    assert caught.value.code == code
    assert everything(ready) == before


def test_only_a_clerk_installs(ready: Bureau) -> None:
    for who in (REVIEWER, CHIEF):
        with pytest.raises(Refused, match="经办"):
            install(ready, version(2), who)


def test_an_office_of_a_region_that_is_not_shipped_is_founded_on_a_file(tmp_path: Path) -> None:
    path = tmp_path / "bishan-2020.toml"
    path.write_text(changed(('id = "qijiang-2019"', 'id = "bishan-2020"')), encoding="utf-8")
    charter = Charter("璧山区人力社保局", "500120", "county", str(path), PEOPLE)
    with found_office(tmp_path / "county", charter) as office, office.read() as read:
        assert read.pack_on(read.today).id == "bishan-2020"
        assert packs.newest_text(read.session, "bishan-2020") == path.read_text(encoding="utf-8")


def test_a_case_that_fails_founds_no_office(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(BAD["failing case"], encoding="utf-8")
    with pytest.raises(PackError):
        found_office(tmp_path / "county", Charter("某局", "500120", "county", str(path), PEOPLE))
    assert not (tmp_path / "county" / "office.db").exists()
