"""Taking in, giving and applying a receipt: killed before any step, or on a full disk, nothing is half done."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.exchange import merge, receipt
from app.exchange.merge_plan import MergePlan
from app.exchange.package import Opened
from app.exchange.package_rows import last_taken
from app.store.backup import faults
from app.store.built_packages import PACKAGES_FOLDER, package_file
from app.store.copies import tally
from app.store.system_errors import refusal
from app.store.work import Office, Work
from tests.bureau import Bureau
from tests.exchange.senders import CITY_CLERK, CITY_NOW, packages, sent
from tests.exchange.test_receipt import give, marks, take
from tests.kills import deaths, needs_fork, refusals_of_full_disk
from tests.seat import SignedIn, seat


@dataclass
class Scene:
    """An office as it is before an act, the act, and what is to be seen of it from outside."""

    before: Path
    folder: Path
    out: Path
    opened: Callable[[], SignedIn]
    act: Callable[[Office], object]
    done: Callable[[Office], bool]

    def prepare(self) -> None:
        for place in (self.folder, self.out):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.before, self.folder)
        self.out.mkdir()

    def run(self) -> None:
        with self.opened() as office:
            self.act(office)

    def looked_at(self) -> bool:
        """Whether the act was done; Assertion when it was half done."""
        with self.opened() as office:
            with office.read() as read:
                assert faults(read) == []
                known = {package_file(office.folder, row).name for row in packages(office, "received")}
                known |= {package_file(office.folder, row).name for row in packages(office, "sent")}
            assert {p.name for p in (office.folder / PACKAGES_FOLDER).glob("*")} <= known
            return self.done(office)


@pytest.fixture(params=["apply", "receipt", "learn"])
def scene(request: pytest.FixtureRequest, sender: Bureau, above: Office, tmp_path: Path) -> Scene:
    """One of the three acts, on offices that were closed before it."""
    path, answer, out = sent(sender, tmp_path / "a.zip"), tmp_path / "r.xlsx", tmp_path / "out"
    if request.param != "apply":
        take(above, path)
    if request.param == "learn":
        give(above, answer)
    whose = sender.office if request.param == "learn" else above
    before = tmp_path / "before"
    whose.close()
    shutil.copytree(whose.folder, before, ignore=shutil.ignore_patterns("*.lock"))
    clock, who = (sender.now, "张经办") if request.param == "learn" else (lambda: CITY_NOW, CITY_CLERK)
    folder = tmp_path / "played"

    def opened() -> SignedIn:
        return seat(Office(folder, clock=clock), who)

    acts: dict[str, Callable[[Office], object]] = {
        "apply": lambda office: _in_work(office, lambda work: merge.apply(work, path)),
        "receipt": lambda office: _in_work(office, lambda work: _receipt(work, out / "r.xlsx")),
        "learn": lambda office: _in_work(office, lambda work: receipt.apply(work, answer)),
    }
    done: dict[str, Callable[[Office], bool]] = {
        "apply": _whole,
        "receipt": lambda office: _receipted(office, out / "r.xlsx"),
        "learn": _learned,
    }
    return Scene(before, folder, out, opened, acts[request.param], done[request.param])


def _in_work(office: Office, act: Callable[..., object]) -> None:
    with office.work() as work:
        act(work)


def _receipt(work: object, path: Path) -> None:
    row = last_taken(work)  # type: ignore[arg-type]
    assert row is not None
    receipt.build(work, row.uid, path)  # type: ignore[arg-type]


def _whole(office: Office) -> bool:
    """All rows of a package are here, or none."""
    with office.read() as read:
        counts = dict(tally(read.connection))
    found = {counts[name] for name in ("claim", "payment", "training_class")}, counts["claim_line"], counts["trainee"]
    assert found in (({1}, 2, 2), ({0}, 0, 0))
    assert bool(packages(office, "received")) == (found[1] == 2)
    return found[1] == 2


def _receipted(office: Office, path: Path) -> bool:
    """A receipt that is there says what stands; marks and state belong together."""
    [row] = packages(office, "received")
    told = {mark for marked in marks(office).values() for mark, _ in marked}
    assert (row.state, told) in (("applied", {"pending"}), ("receipted", {"accepted"}))
    assert not path.exists() or row.state == "receipted"
    return path.exists()


def _learned(office: Office) -> bool:
    [row] = packages(office, "sent")
    told = {mark for marked in marks(office).values() for mark, _ in marked}
    assert (row.state, told) in (("built", {"pending"}), ("receipted", {"accepted"}))
    return row.state == "receipted"


@needs_fork
def test_what_dies_anywhere_is_not_half_done_and_is_done_when_it_is_done_again(scene: Scene) -> None:
    seen = set()
    for _ in deaths(scene.prepare, scene.run):
        seen.add(scene.looked_at())
        scene.run()
        assert scene.looked_at()
    assert False in seen


@pytest.mark.parametrize("scene", ["apply", "receipt"], indirect=True)
def test_a_full_disk_is_blamed_and_nothing_is_half_done(scene: Scene) -> None:
    for error in refusals_of_full_disk(scene.prepare, scene.run):
        told = refusal(error)
        assert told is not None and "报送单位" not in str(told)
        recorded = told.code == "file.recorded"  # all was written, but for the name of the file
        assert recorded or "磁盘" in str(told), str(told)
        assert not scene.looked_at() or recorded
        scene.run()
        assert scene.looked_at()


@pytest.mark.parametrize("scene", ["apply"], indirect=True)
def test_a_full_database_is_blamed_and_nothing_is_half_done(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.prepare()
    admit = merge.plan_of

    def full(work: Work, opened: Opened) -> MergePlan:
        work.connection.exec_driver_sql("PRAGMA max_page_count = 1")  # no more than it has
        return admit(work, opened)

    monkeypatch.setattr(merge, "plan_of", full)
    with pytest.raises(Exception, match="full|磁盘") as told:
        scene.run()
    said = str(refusal(told.value))
    assert "磁盘" in said and "报送单位" not in said and not scene.looked_at()
    monkeypatch.undo()
    scene.run()
    assert scene.looked_at()
