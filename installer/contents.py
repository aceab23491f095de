"""What is in a package, for whoever asks: licences of all parts, the list of them in CycloneDX, SHA-256 of the files."""

import json
import tomllib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.parser import HeaderParser
from pathlib import Path

from packaging.utils import canonicalize_name

from installer.downloads import sha256
from installer.places import DIST, HERE, NAME, ROOT, TITLE, VERSION, epoch

LICENCES = "licences.txt"
"""Its place below resources; 帮助→关于 shows it."""
PLACES = (HERE / "licences", ROOT / "resources" / "fonts", ROOT)
RULE = "=" * 100


@dataclass(frozen=True)
class Part:
    """Something in a package that others made: its licence by its SPDX name, and the texts that go with it."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]
    purl: str


class NoLicence(Exception):
    """A part would be shipped without the text of its licence."""


# --- parts ---


def parts(system: str, site_packages: Path, given: Mapping[str, tuple[str, str]]) -> list[Part]:
    """All parts of a tree. `given`: version and licence of what the build knows alone, such as the interpreter."""
    tables = tomllib.loads((HERE / "parts.toml").read_text("utf-8"))
    own = [_part(row, given) for row in tables["part"] if system in row["systems"]]
    added = {canonicalize_name(row["name"]): row for row in tables["of"]}
    found = [_distribution(folder, added) for folder in sorted(site_packages.glob("*.dist-info"))]
    for part in (*own, *found):
        if not part.licence or not part.texts:
            raise NoLicence(f"{part.name}: say its licence in installer/parts.toml")
    return [*own, *found]


def _part(row: Mapping[str, object], given: Mapping[str, tuple[str, str]]) -> Part:
    name = str(row["name"])
    version, text = given.get(name, (str(row.get("version", "")), ""))
    texts = (text,) if text else _texts(row["texts"])
    short = "-".join(name.lower().partition(" (")[0].split())
    return Part(name, version, str(row["licence"]), texts, f"pkg:generic/{short}@{version}")


def _distribution(folder: Path, added: Mapping[str, Mapping[str, object]]) -> Part:
    """A distribution of a wheel, by what its metadata says and parts.toml adds."""
    about = HeaderParser().parsestr((folder / "METADATA").read_text("utf-8"))
    name, version = about["Name"], about["Version"]
    row = added.get(canonicalize_name(name), {"texts": ()})
    own = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "METADATA"]
    texts = tuple(f"{path.relative_to(folder).as_posix()}\n\n{path.read_text('utf-8', 'replace')}" for path in own)
    copyright_line = f"{name} {version}. Copyright: {about['Author'] or about['Author-email'] or name}"
    licence = str(row.get("licence") or licence_of(about))
    more = (copyright_line, *_texts(row["texts"])) if row["texts"] else ()
    return Part(name, version, licence, (*texts, *more), f"pkg:pypi/{canonicalize_name(name)}@{version}")


def licence_of(about: Mapping[str, str]) -> str:
    """The licence that a distribution's metadata names, in its newer or its older field."""
    told = about["License-Expression"] or (about["License"] or "").strip().split("\n")[0]
    return told if told and told != "UNKNOWN" else _classified(about)


def _classified(about: Mapping[str, str]) -> str:
    lines = about.get_all("Classifier") or []  # type: ignore[attr-defined]
    return next((line.rpartition(" :: ")[2] for line in lines if line.startswith("License :: OSI")), "")


def _texts(names: object) -> tuple[str, ...]:
    assert isinstance(names, (list, tuple))
    return tuple(_find(str(name)).read_text("utf-8") for name in names)


def _find(name: str) -> Path:
    return next(folder / name for folder in PLACES if (folder / name).exists())


# --- what is written of them ---


def licences(found: Iterable[Part]) -> str:
    """The text that 帮助→关于 shows: the parts in a list, then the licence of the program and of each part."""
    listed = sorted(found, key=lambda part: part.name.lower())
    lines = [f"{part.name} {part.version}    {part.licence}" for part in listed]
    heads = [f"{TITLE} {VERSION}    Apache-2.0", "", "本程序包含以下部件，各按其许可证使用：", "", *lines, ""]
    texts = [RULE, f"{TITLE} {VERSION}", RULE, "", (ROOT / "LICENSE").read_text("utf-8")]
    for part in listed:
        texts += [RULE, f"{part.name} {part.version}    {part.licence}", RULE, "", *part.texts]
    return "\n".join((*heads, *texts)) + "\n"


def sbom(package: str, found: Iterable[Part]) -> str:
    """The parts as CycloneDX 1.5; the same parts give the same text."""
    components = [
        {
            "type": "library",
            "bom-ref": part.purl,
            "name": part.name,
            "version": part.version,
            "purl": part.purl,
            "licenses": [{"license": {"name": part.licence}}],
        }
        for part in sorted(found, key=lambda part: part.purl)
    ]
    made = datetime.fromtimestamp(epoch(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = uuid.uuid5(uuid.NAMESPACE_URL, f"{package} {json.dumps(components)} {made}")
    subject = {"type": "application", "name": NAME, "version": VERSION, "licenses": [{"license": {"id": "Apache-2.0"}}]}
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"timestamp": made, "component": subject},
        "components": components,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def write_licences(resources: Path, found: Iterable[Part]) -> None:
    """Put the licences where the program looks for them."""
    (resources / LICENCES).write_text(licences(found), "utf-8", newline="\n")


def write_checksums(folder: Path = DIST) -> None:
    """SHA256SUMS of what is handed out, as `sha256sum -c` and 帮助 of the release read it."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != "SHA256SUMS"]
    text = "".join(f"{sha256(path)}  {path.name}\n" for path in files)
    (folder / "SHA256SUMS").write_text(text, "utf-8", newline="\n")
