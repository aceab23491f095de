"""下发文件 in the window: chosen and written above, seen and taken below, given back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.claim.rate.model import Rate
from app.exchange import directive
from app.ui import files
from app.ui.pages.directives import Issuing, Taking
from tests.bureau import Bureau
from tests.exchange.senders import city
from tests.ui.conftest import Desk, W

DeskOf = Callable[[Bureau], Desk]


def shown(kind: type[W]) -> W:
    return next(page for page in QApplication.topLevelWidgets() if isinstance(page, kind) and page.isVisible())


def rates(bureau: Bureau) -> int:
    with bureau.office.read() as read:
        return read.session.query(Rate).count()


def test_what_is_chosen_goes_into_the_file(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.office.sign_in("张经办")
    desk = desk_of(ready)
    desk.window.issue_directive()
    desk.rest()
    page = shown(Issuing)
    assert page.to.currentData() == "" and page.unit.count() > 1
    page.unit.setCurrentIndex(1)
    page.listed["rates"].setChecked(True)
    monkeypatch.setattr(files, "to_save", lambda *_: tmp_path / "a.zip")
    page.go.click()
    desk.rest()
    assert "补贴标准目录 1 行" in desk.box()
    desk.agree()
    assert list(directive.load(tmp_path / "a.zip").stated.tables) == ["quotas", "rates"]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """What the city gives down: one rate."""
    above = city(tmp_path / "city")
    with above.work() as work:
        work.add(
            Rate(
                occupation="茶艺师",
                level="五级/初级工",
                amount_fen=80_000,
                since=work.today,
                document="示例〔2020〕2号",
            )
        )
        directive.build(work, directive.Chosen(listed=["rates"]), tmp_path / "a.zip")
    above.close()
    return tmp_path / "a.zip"


def test_a_file_from_above_is_seen_taken_and_given_back(
    ready: Bureau, desk_of: DeskOf, given: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready.office.sign_in("张经办")
    desk, before = desk_of(ready), rates(ready)
    monkeypatch.setattr(files, "to_open", lambda *_: given)
    desk.window.take_directive()
    desk.rest()
    page = shown(Taking)
    assert "补贴标准目录：新增 1 行" in page.text.toPlainText() and rates(ready) == before
    page.go.click()
    desk.rest()
    desk.agree()
    assert rates(ready) == before + 1 and not page.go.isEnabled() and page.back.isEnabled()
    page.back.click()
    desk.agree()
    desk.agree()
    assert rates(ready) == before and page.go.isEnabled()


def test_a_file_that_is_none_is_refused_in_words(
    ready: Bureau, desk_of: DeskOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(b"x")
    ready.office.sign_in("张经办")
    desk = desk_of(ready)
    monkeypatch.setattr(files, "to_open", lambda *_: tmp_path / "a.zip")
    desk.window.take_directive()
    desk.rest()
    assert "不是下发文件" in desk.box()
    desk.agree()
