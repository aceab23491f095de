"""A county with one paid class of two people, another, and an empty city above: founded once and copied for each test."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import CITY_CLERK, CITY_NOW, city, county, trained
from tests.seat import seat


@pytest.fixture(scope="session")
def paid_county(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The county that is copied; closed, so that its folder is all there is of it."""
    made = county(tmp_path_factory.mktemp("paid") / "county")
    trained(made)
    made.office.close()
    return made


@pytest.fixture(scope="session")
def second_county(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The other county that is copied; closed."""
    made = county(tmp_path_factory.mktemp("second") / "county", "江津区人力社保局", "500116")
    made.office.close()
    return made


@pytest.fixture(scope="session")
def empty_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the city that is copied; closed."""
    folder: Path = tmp_path_factory.mktemp("city") / "city"
    city(folder).close()
    return folder


@pytest.fixture
def sender(paid_county: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """A county of its own for a test."""
    made = paid_county.twin(tmp_path / "county")
    yield made
    made.office.close()


@pytest.fixture
def neighbour(second_county: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """Another county under the same city, ready to open classes."""
    made = second_county.twin(tmp_path / "second")
    yield made
    made.office.close()


@pytest.fixture
def above(empty_city: Path, tmp_path: Path) -> Iterator[Office]:
    """The city, with nothing received yet."""
    shutil.copytree(empty_city, tmp_path / "city")
    made = seat(Office(tmp_path / "city", clock=lambda: CITY_NOW), CITY_CLERK)
    yield made
    made.close()


@pytest.fixture
def ended(ready: Bureau) -> tuple[Bureau, int]:
    """An office with a class of four from 2 to 27 September that has ended."""
    into = ready.training()
    ready.enrol(into, 4)
    ready.approved(into)
    ready.do("class.start", into)
    ready.today = ready.record("class", into)["ends_on"] + timedelta(days=1)
    ready.do("class.end", into)
    return ready, into
