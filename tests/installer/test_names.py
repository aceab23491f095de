"""Names and numbers of what is handed out: known beforehand, in the order in which releases follow."""

from itertools import pairwise

import pytest

from app import __version__
from app.kernel.version import shown
from installer import __main__ as packaging
from installer.places import number
from installer.proof import __main__ as proving
from installer.proof import older
from installer.proof.windows import SETUP, ZIP

RELEASES = ("0.9.0", "1.0.0a1", "1.0.0b1", "1.0.0b2", "1.0.0rc1", "1.0.0rc2", "1.0.0", "1.0.1rc1", "1.0.1", "1.10.0")


def test_each_release_has_a_higher_number_for_windows_than_the_one_before() -> None:
    assert all(number(earlier) < number(later) for earlier, later in pairwise(RELEASES))


def test_a_number_for_windows_fits_its_four_words() -> None:
    assert all(0 <= part < 1 << 16 for release in RELEASES for part in number(release))


def test_the_release_to_upgrade_from_is_older_than_this_one() -> None:
    assert number(older.VERSION) < number(__version__)


def test_what_is_proved_bears_the_version_as_people_read_it() -> None:
    assert {SETUP, ZIP} == {f"skillbureau-{shown()}-windows-x64{end}" for end in ("-setup.exe", ".zip")}


@pytest.mark.parametrize("words", [packaging, proving])
def test_a_system_that_there_is_no_package_for_is_named(words: object) -> None:
    with pytest.raises(SystemExit, match="amiga"):
        words.main(["amiga"])  # type: ignore[attr-defined]
