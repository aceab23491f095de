"""The Linux packages: what their files may ask of a system, how they are numbered, which files are opened by them."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from app.cli.parser import parse
from app.exchange.sealed import seal
from installer import downloads
from installer.downloads import sources
from installer.linux import elf, interpreter, packages, root, tree
from installer.linux.machines import AMD64, ARM64
from installer.linux.packages import debian_version

SPACE = "{http://www.freedesktop.org/standards/shared-mime-info}"
PACKS = sorted(Path("resources/packs").glob("*.toml"))
READ = """
Version symbols section '.gnu.version' contains 3 entries:
Version definition section '.gnu.version_d' contains 1 entry:
  000000: Rev: 1  Flags: none  Index: 2  Cnt: 1  Name: GLIBC_2.99
Version needs section '.gnu.version_r' contains 2 entries:
 000000: Version: 1  File: libc.so.6  Cnt: 2
  0x0010:   Name: GLIBC_2.3.4  Flags: none  Version: 4
  0x0020:   Name: GLIBC_2.28  Flags: none  Version: 3
  0x0030:   Name: GLIBCXX_3.4.21  Flags: none  Version: 5
"""


def test_only_needed_symbols_count_and_versions_compare_by_number() -> None:
    told = elf.versions_in(READ)
    assert told == {("GLIBC", (2, 3, 4)), ("GLIBC", (2, 28)), ("GLIBCXX", (3, 4, 21))}
    assert max(version for name, version in told if name == "GLIBC") == (2, 28)


def test_a_file_that_asks_for_a_newer_glibc_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "module.so").write_bytes(elf.MAGIC)
    (tmp_path / "module.py").write_text("")
    monkeypatch.setattr(elf, "symbol_versions", lambda path: {("GLIBC", (2, 28))})
    assert elf.check_age(tmp_path, AMD64) == {"GLIBC": (2, 28)}
    monkeypatch.setattr(elf, "symbol_versions", lambda path: {("GLIBC", (2, 29))})
    with pytest.raises(elf.TooNew, match=r"module\.so: GLIBC_2\.29"):
        elf.check_age(tmp_path, AMD64)
    assert elf.check_age(tmp_path, ARM64) == {"GLIBC": (2, 29)}


def test_libraries_of_the_system_become_dependencies_and_unknown_ones_stop_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"libc.so.6": ["a"], "libz.so.1": ["a"], "libcups.so.2": ["plugins/libcupsprintersupport.so"]}
    monkeypatch.setattr(elf, "missing", lambda folder: asked)
    assert packages.depends(tmp_path, AMD64) == ["libc6 (>= 2.28)", "zlib1g"]
    asked["libnew.so.1"] = ["a"]
    with pytest.raises(packages.UnknownLibrary, match=r"libnew\.so\.1: a"):
        packages.depends(tmp_path, AMD64)


def test_a_candidate_is_older_than_its_release() -> None:
    assert debian_version("1.0.0-rc1") == "1.0.0~rc1"
    assert debian_version("1.0.0") == "1.0.0"


def test_each_library_that_goes_in_is_pinned_for_both_machines() -> None:
    files = sources()[root.SOURCE].files
    for machine in (AMD64, ARM64):
        for name in (*tree.X_LIBRARIES.values(), "libffi-dev", "libexpat1-dev", "zlib1g-dev"):
            assert any(re.match(rf"{re.escape(name)}_.*_{machine.debian}\.deb$", file) for file in files), (
                name,
                machine,
            )


def test_debian_s_packages_are_asked_for_by_the_names_of_their_files_and_checked_by_debian_s_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[object, ...]] = []
    monkeypatch.setattr(downloads, "run", lambda *words, **_: said.append(words))
    monkeypatch.setattr(downloads, "mirror", lambda: "http://mirror/debian")
    files = {
        "gcc_4%3a10.2.1-1_amd64.deb": "",
        "libffi-dev_3.3-6_arm64.deb": "",
        "here_1_all.deb": "",
        "data_1_all.deb": "",
    }
    (tmp_path / "here_1_all.deb").touch()
    source = downloads.Source("root", "debian-packages", "11", "", files, suite="bullseye")
    downloads.FETCHERS["debian-packages"](source, tmp_path)
    assert said[-1][-4:] == ("download", "gcc:amd64=4:10.2.1-1", "libffi-dev:arm64=3.3-6", "data=1")
    listed = (tmp_path / "apt" / "sources.list").read_text()
    assert listed == f"deb [signed-by={downloads.KEYS}] http://mirror/debian bullseye main\n"


def test_patches_for_security_are_applied_in_their_order_and_those_for_debian_are_not(tmp_path: Path) -> None:
    (tmp_path / "debian" / "patches").mkdir(parents=True)
    series = "deb-locations.diff\nCVE-2024-0450.patch\n0001-3.11-gh-123270-names.patch\nmultiarch.diff\n"
    (tmp_path / "debian" / "patches" / "series").write_text(series)
    assert interpreter.fixes(tmp_path) == ["CVE-2024-0450.patch", "0001-3.11-gh-123270-names.patch"]


# --- which files are opened ---


def kinds() -> dict[str, ElementTree.Element]:
    """The kinds of files that the package makes known, by their names."""
    file = ElementTree.parse(packages.OWN / "mime.xml")
    return {kind.attrib["type"]: kind for kind in file.iter(f"{SPACE}mime-type")}


def fits(match: ElementTree.Element, data: bytes) -> bool:
    """Whether one test of a kind and one of those inside it hold."""
    start, _, end = match.attrib["offset"].partition(":")
    value = match.attrib["value"].encode().decode("unicode_escape").encode("latin-1")
    there = any(data.startswith(value, at) for at in range(int(start), int(end or start) + 1))
    inner = match.findall(f"{SPACE}match")
    return there and (not inner or any(fits(one, data) for one in inner))


def inner_mark(kind: str) -> ElementTree.Element:
    """What stands in each file of a kind."""
    [match] = kinds()[kind].findall(f"{SPACE}magic/{SPACE}match")
    return match


@pytest.fixture
def package() -> bytes:
    return seal(b"{}", {"a.xlsx": b"PK"})


def test_a_package_is_known_by_what_stands_in_it(package: bytes) -> None:
    match = inner_mark("application/x-skillbureau-package")
    assert fits(match, package)
    assert not fits(match, package.replace(b"manifest.json", b"document.json"))


@pytest.mark.parametrize("path", PACKS, ids=lambda path: path.stem)
def test_a_policy_is_known_by_what_stands_in_it(path: Path) -> None:
    match = inner_mark("application/x-skillbureau-policy")
    assert fits(match, path.read_bytes())
    assert not fits(match, b'[project]\nname = "other"\n')


def test_the_menu_entry_opens_just_the_kinds_that_are_made_known() -> None:
    lines = dict(
        line.split("=", 1) for line in (packages.OWN / "skillbureau.desktop").read_text().splitlines() if "=" in line
    )
    assert lines["MimeType"].strip(";").split(";") == list(kinds())
    assert lines["Exec"] == "/opt/skillbureau/skillbureau %f"


def test_each_ending_of_these_kinds_is_opened_by_the_window() -> None:
    patterns = [glob.attrib["pattern"] for kind in kinds().values() for glob in kind.findall(f"{SPACE}glob")]
    for pattern in patterns:
        assert parse([pattern.replace("*", "/报送")]).handed == Path(pattern.replace("*", "/报送"))
