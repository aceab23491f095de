"""What a package says of its own contents: every part with its licence, the same text for the same parts."""

import hashlib
import json
from pathlib import Path

import pytest

from installer import contents
from installer.contents import NoLicence, Part

PARTS = [Part(name, "1", "MIT", ("the text",), f"pkg:pypi/{name}@1") for name in ("beta", "alpha")]
GIVEN = {"CPython": ("3.11.9", "PSF"), "libxcb and libxkbcommon": ("11", "MIT")}


def distribution(folder: Path, name: str, **fields: str) -> Path:
    """What a wheel leaves of itself."""
    place = folder / f"{name}-1.dist-info"
    (place / "licenses").mkdir(parents=True)
    (place / "licenses" / "LICENSE").write_text("the text", "utf-8")
    lines = {"Name": name, "Version": "1", **{key.replace("_", "-"): value for key, value in fields.items()}}
    (place / "METADATA").write_text("".join(f"{key}: {value}\n" for key, value in lines.items()), "utf-8")
    return folder


def test_the_list_of_parts_is_the_same_in_whatever_order_they_are_found() -> None:
    assert contents.sbom("p", PARTS) == contents.sbom("p", list(reversed(PARTS)))
    assert contents.sbom("p", PARTS) != contents.sbom("p", PARTS[:1])


def test_the_list_of_parts_is_cyclonedx_with_a_licence_each() -> None:
    told = json.loads(contents.sbom("p", PARTS))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    assert [(one["purl"], one["licenses"]) for one in told["components"]] == [
        ("pkg:pypi/alpha@1", [{"license": {"name": "MIT"}}]),
        ("pkg:pypi/beta@1", [{"license": {"name": "MIT"}}]),
    ]


@pytest.mark.parametrize(
    "fields", [{"License_Expression": "MIT"}, {"License": "MIT"}, {"Classifier": "License :: OSI Approved :: MIT"}]
)
def test_a_distribution_names_its_licence_in_any_of_three_ways(fields: dict[str, str], tmp_path: Path) -> None:
    found = contents.parts("windows", distribution(tmp_path, "alpha", **fields), GIVEN)
    assert found[-1].licence == "MIT"
    assert "the text" in found[-1].texts[0]


def test_a_part_without_a_licence_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(NoLicence, match="alpha"):
        contents.parts("windows", distribution(tmp_path, "alpha"), GIVEN)


def test_each_system_names_the_interpreter_and_the_faces(tmp_path: Path) -> None:
    for system in ("windows", "linux"):
        names = [part.name for part in contents.parts(system, tmp_path, GIVEN)]
        assert "CPython" in names
        assert any("song.ttf" in name for name in names)


def test_the_licences_are_listed_before_their_texts() -> None:
    text = contents.licences(PARTS)
    assert text.index("alpha 1    MIT") < text.index("beta 1    MIT") < text.index("the text")


def test_sums_are_written_as_sha256sum_reads_them(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"a")
    contents.write_checksums(tmp_path)
    contents.write_checksums(tmp_path)  # of itself it takes none
    digest = hashlib.sha256(b"a").hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text("utf-8") == f"{digest}  a.zip\n"
