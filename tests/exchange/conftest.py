"""A county with one paid class of two people, founded once and copied for each test; and an empty city above it."""

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.work import Office
from tests.bureau import Bureau
from tests.exchange.senders import city, county, trained
from tests.seat import seat


@pytest.fixture(scope="session")
def paid_county(tmp_path_factory: pytest.TempPathFactory) -> Bureau:
    """The county that is copied; closed, so that its folder is all there is of it."""
    made = county(tmp_path_factory.mktemp("paid") / "county")
    trained(made)
    made.office.close()
    return made


@pytest.fixture
def sender(paid_county: Bureau, tmp_path: Path) -> Iterator[Bureau]:
    """A county of its own for a test."""
    made = copy.copy(paid_county)
    shutil.copytree(paid_county.office.folder, tmp_path / "county")
    made.office = seat(Office(tmp_path / "county", clock=made.now), "张经办")
    yield made
    made.office.close()


@pytest.fixture
def above(tmp_path: Path) -> Iterator[Office]:
    """The city, with nothing received yet."""
    made = city(tmp_path / "city")
    yield made
    made.close()
