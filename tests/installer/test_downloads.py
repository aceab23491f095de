"""What is fetched: only what the program declares, each file by a pinned hash."""

from pathlib import Path

import pytest

from installer import downloads
from installer.downloads import WINDOWS, WrongFile


def test_what_only_developers_use_is_not_shipped() -> None:
    names = downloads.shipped(WINDOWS)
    assert {"pyside6-essentials", "sqlalchemy", "shiboken6"} <= names.keys()
    assert not {"pytest", "mypy", "pyside6-addons", "fonttools"} & names.keys()


def test_every_distribution_that_is_shipped_is_pinned_by_hash() -> None:
    blocks = downloads.locked(downloads.LOCK.read_text("utf-8"))
    for name, version in downloads.shipped(WINDOWS).items():
        assert blocks[name].startswith(f"{name}=={version}")
        assert "--hash=sha256:" in blocks[name]


def test_every_other_download_has_a_known_kind_and_a_sha256() -> None:
    for source in downloads.sources().values():
        assert source.files
        assert all(len(bytes.fromhex(digest)) == 32 for digest in (*source.files.values(), *source.inside.values()))


def test_a_file_that_is_not_the_pinned_one_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "DOWNLOADS", tmp_path)
    name, source = next(iter(downloads.sources().items()))
    for file in source.files:
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / file).write_bytes(b"another")
    with pytest.raises(WrongFile):
        downloads.fetch(name)


def test_debian_is_taken_from_where_the_machine_takes_it() -> None:
    newer = "Types: deb\nURIs: http://mirror.example/debian\nSuites: bookworm\n"
    older = (
        "deb [arch=amd64] http://mirror.example/debian-security/ bookworm main\ndeb http://elsewhere.example/x y z\n"
    )
    assert downloads.addresses(newer + older) == [
        "http://mirror.example/debian",
        "http://mirror.example/debian-security",
    ]
