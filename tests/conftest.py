"""What tests of every part share: a 綦江 office in a temporary folder, with its people and a clock that they move."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli import opening
from app.office.user import passwords
from app.store.work import Office
from tests.bureau import CLERK, PASSWORD, Bureau
from tests.exchange import in_one_process
from tests.marks import COLLECTED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="play thousands of sequences where a usual run plays some")
    parser.addoption("--histories", type=int, default=2, help="histories of exchange between six offices to play")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep all tests before any is deselected."""
    if [Path(argument) for argument in config.args] in ([Path("tests")], [Path(__file__).parent]):
        config.stash[COLLECTED] = list(items)


@pytest.fixture(scope="session", autouse=True)
def _workbooks_here() -> Iterator[None]:
    """No child process for each workbook; `reader_process` brings it back for a test that is about it."""
    in_one_process.read_here()
    yield
    in_one_process.read_in_a_child()


passwords.COST.update(time_cost=1, memory_cost=8)  # what is no secret need not be dear


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever sits at the terminal is whom he says he is; a test that is about passwords brings them back (`typing`)."""
    monkeypatch.setattr(opening, "by_password", Office.person)
    monkeypatch.setattr(opening, "secret", lambda question: PASSWORD)
    monkeypatch.setattr(opening, "at_terminal", lambda: True)


@pytest.fixture
def reader_process() -> Iterator[None]:
    """Workbooks are read in a child process with limits of memory and time, as outside of tests."""
    in_one_process.read_in_a_child()
    yield
    in_one_process.read_here()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """An office as it is founded, closed; tests take copies of it."""
    made = Bureau(tmp_path_factory.mktemp("founded"))
    made.office.close()
    return made


@pytest.fixture(scope="session")
def supplied(founded: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The same with a listed institution and a rate for 电工 四级, closed."""
    made = founded.twin(tmp_path_factory.mktemp("supplied") / "county")
    made.institution()
    made.rate()
    made.office.close()
    return made


@pytest.fixture(scope="session")
def held(supplied: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The same after a class of three that was accepted on 2019-09-30, closed."""
    made = supplied.twin(tmp_path_factory.mktemp("held") / "county")
    made.accepted(3)
    made.office.close()
    return made


@pytest.fixture
def bureau(founded: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """A new 綦江 office with clerk, reviewer and chief; its day is 2019-09-02 until a test moves it."""
    made = founded.twin(tmp_path / "county")
    yield made
    made.office.close()


@pytest.fixture
def ready(supplied: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """An office with a listed institution and a rate for 电工 四级."""
    made = supplied.twin(tmp_path / "ready")
    yield made
    made.office.close()


@pytest.fixture
def taught(held: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """An office whose first class, of three, was accepted on 2019-09-30."""
    made = held.twin(tmp_path / "taught")
    yield made
    made.office.close()


@pytest.fixture
def office(bureau: Bureau) -> Office:
    """The office alone, its clerk at work."""
    bureau.office.sign_in(CLERK)
    return bureau.office
