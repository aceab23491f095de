"""The version as people read it."""

import pytest

from app.kernel.version import number, release, shown


@pytest.mark.parametrize(
    ("version", "said"),
    [("1.0.0rc1", "1.0.0-rc1"), ("1.2.3", "1.2.3"), ("2.0.0a10", "2.0.0-a10"), ("1.0.0b2", "1.0.0-b2")],
)
def test_a_version_is_shown_with_a_dash_before_what_is_no_release_yet(version: str, said: str) -> None:
    assert shown(version) == said


@pytest.mark.parametrize(("version", "coded"), [("1.0.0rc1", 10000), ("1.2.3", 10203), ("12.0.34", 120034)])
def test_a_release_is_one_number_and_back(version: str, coded: int) -> None:
    assert number(version) == coded
    assert version.startswith(release(coded))
