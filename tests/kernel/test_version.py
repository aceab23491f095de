"""The version as people read it."""

import pytest

from app.kernel.version import shown


@pytest.mark.parametrize(
    ("version", "said"),
    [("1.0.0rc1", "1.0.0-rc1"), ("1.2.3", "1.2.3"), ("2.0.0a10", "2.0.0-a10"), ("1.0.0b2", "1.0.0-b2")],
)
def test_a_version_is_shown_with_a_dash_before_what_is_no_release_yet(version: str, said: str) -> None:
    assert shown(version) == said
