"""Everything that is fetched, from PyPI and Debian by name only; a file is used when its SHA-256 is the pinned one.

Wheels are pinned by requirements/lock.txt, all else by sources.toml.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.places import BUILD, HERE, LOCK, PYTHON, ROOT, run

DOWNLOADS = BUILD / "downloads"
PIP = (sys.executable, "-m", "pip", "-qq", "--disable-pip-version-check", "download", "--no-deps")
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
APT_SOURCES = (Path("/etc/apt/sources.list"), Path("/etc/apt/sources.list.d"))


@dataclass(frozen=True)
class System:
    """What the packages are made for: its name here, the wheels it takes, and how its interpreter calls itself."""

    name: str
    platforms: tuple[str, ...]
    markers: Mapping[str, str]


def _markers(platform: str, system: str, os_name: str, machine: str) -> dict[str, str]:
    return {
        "sys_platform": platform,
        "platform_system": system,
        "os_name": os_name,
        "platform_machine": machine,
        "python_version": PYTHON,
        "python_full_version": f"{PYTHON}.0",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "extra": "",
    }


WINDOWS = System("windows", ("win_amd64",), _markers("win32", "Windows", "nt", "AMD64"))
LINUX = System(
    "linux",
    ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    _markers("linux", "Linux", "posix", "x86_64"),
)
LINUX_ARM64 = System(
    "linux-arm64",
    ("manylinux_2_31_aarch64", "manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    _markers("linux", "Linux", "posix", "aarch64"),
)


class WrongFile(Exception):
    """A downloaded file is not the one that was pinned; nothing is built from it."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- wheels ---


def shipped(system: System) -> dict[str, str]:
    """Names and versions of the distributions that the program loads: pyproject's dependencies and theirs."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    waiting, versions = [Requirement(line) for line in declared], {}
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in versions or (requirement.marker and not requirement.marker.evaluate(dict(system.markers))):
            continue
        versions[name] = metadata.version(name)
        waiting += [Requirement(line) for line in metadata.requires(name) or []]
    return dict(sorted(versions.items()))


def locked(text: str) -> dict[str, str]:
    """The lines of each distribution in a hashed lock, by its name."""
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    return {match[1]: block.strip() for block in blocks if (match := re.match(r"([a-z0-9-]+)==", block))}


def wheels(system: System) -> list[Path]:
    """The wheels of what is shipped, for one system, each with a hash of the lock."""
    folder = DOWNLOADS / f"wheels-{system.name}"
    blocks = locked(LOCK.read_text("utf-8"))
    lines = [re.sub(r" ; [^\\]*", " ", blocks[name]) for name in shipped(system)]
    hashes = set(re.findall(r"sha256:([0-9a-f]{64})", "\n".join(lines)))
    if not _complete(folder, lines, hashes):
        _download_wheels(system, folder, lines)
    found = sorted(folder.glob("*.whl"))
    for path in found:
        if sha256(path) not in hashes:
            raise WrongFile(f"{path}: no hash of requirements/lock.txt")
    return found


def _complete(folder: Path, lines: Sequence[str], hashes: set[str]) -> bool:
    """Whether just these wheels were fetched before."""
    listed = folder / "lock.txt"
    if not listed.exists() or listed.read_text("utf-8") != "\n".join(lines):
        return False
    found = list(folder.glob("*.whl"))
    return len(found) == len(lines) and all(sha256(path) in hashes for path in found)


def _download_wheels(system: System, folder: Path, lines: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    wanted = folder / "wanted.txt"
    wanted.write_text("\n".join(lines), "utf-8")
    platforms = [word for platform in system.platforms for word in ("--platform", platform)]
    target = ("--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON, *platforms)
    run(*PIP, "--require-hashes", *target, "-d", folder, "-r", wanted)
    wanted.rename(folder / "lock.txt")


# --- what sources.toml pins ---


@dataclass(frozen=True)
class Source:
    """A pinned download: what kind it is, its version, its files with their SHA-256, and what it is for."""

    name: str
    kind: str
    version: str
    purpose: str
    files: Mapping[str, str]
    suite: str = ""
    inside: Mapping[str, str] = field(default_factory=dict)


def sources(text: str | None = None) -> dict[str, Source]:
    """What sources.toml pins, by name."""
    tables = tomllib.loads((HERE / "sources.toml").read_text("utf-8") if text is None else text)
    return {name: Source(name=name, **table) for name, table in tables.items()}


def fetch(name: str) -> dict[str, Path]:
    """The files of a pinned download, by their names, fetched where they are not there yet."""
    source = sources()[name]
    folder = DOWNLOADS / name
    folder.mkdir(parents=True, exist_ok=True)
    if any(not (folder / file).exists() for file in source.files):
        FETCHERS[source.kind](source, folder)
    for file, expected in source.files.items():
        if sha256(folder / file) != expected:
            raise WrongFile(f"{folder / file}: another file than sources.toml pins")
    return {file: folder / file for file in source.files}


def fingerprint(name: str) -> str:
    """Changes with the pinned files, for whatever is kept that was made of them."""
    return hashlib.sha256(repr(sorted(sources()[name].files.items())).encode()).hexdigest()


def _fetch_sdist(source: Source, folder: Path) -> None:
    """A source package of PyPI; its hash is checked before pip reads its metadata."""
    line = f"{source.name}=={source.version} " + " ".join(f"--hash=sha256:{pin}" for pin in source.files.values())
    wanted = folder / "wanted.txt"
    wanted.write_text(line, "utf-8")
    run(*PIP, "--require-hashes", "--no-binary=:all:", "--no-build-isolation", "-d", folder, "-r", wanted)


def _fetch_debian_source(source: Source, folder: Path) -> None:
    """A source package of Debian, of the suite or of its security updates."""
    apt = _apt(folder, "deb-src", (source.suite, f"{source.suite}-security"))
    run(*apt, "source", "--download-only", f"{source.name}={source.version}", cwd=folder)


def _fetch_debian_packages(source: Source, folder: Path) -> None:
    """Binary packages of a suite, each by the name, version and architecture that its file's name tells."""
    wanted = [unquote(file).removesuffix(".deb").split("_") for file in source.files if not (folder / file).exists()]
    names = [
        f"{name}={version}" if machine == "all" else f"{name}:{machine}={version}" for name, version, machine in wanted
    ]
    run(*_apt(folder, "deb", (source.suite,)), "download", *names, cwd=folder)


def _apt(folder: Path, kind: str, suites: Sequence[str]) -> tuple[str, ...]:
    """apt-get with fresh lists of its own, checked by Debian's keys, so that the machine's lists are left as they are."""
    apt = folder / "apt"
    (apt / "lists" / "partial").mkdir(parents=True, exist_ok=True)
    given = [(security_mirror() if suite.endswith("-security") else mirror(), suite) for suite in suites]
    lines = [f"{kind} [signed-by={KEYS}] {address} {suite} main" for address, suite in given if address]
    (apt / "sources.list").write_text("\n".join(lines) + "\n", "utf-8")
    (apt / "status").touch()
    options = (
        f"Dir::Etc::SourceList={apt / 'sources.list'}",
        "Dir::Etc::SourceParts=-",
        f"Dir::State::Lists={apt / 'lists'}",
        f"Dir::State::status={apt / 'status'}",
        f"Dir::Cache={apt}",
        "APT::Architecture=amd64",
        "APT::Architectures=amd64,arm64",
        "APT::Sandbox::User=root",  # the folder of a project is not always open to the user _apt
    )
    words = ("apt-get", "-qq", *(word for option in options for word in ("-o", option)))
    run(*words, "update", cwd=folder)
    return words


FETCHERS = {
    "sdist": _fetch_sdist,
    "debian-source": _fetch_debian_source,
    "debian-packages": _fetch_debian_packages,
}


# --- where Debian comes from on this machine ---


def mirror() -> str:
    """The Debian mirror of the system's own apt sources."""
    return next((address for address in _addresses() if "security" not in address), "")


def security_mirror() -> str:
    """The mirror of Debian's security updates, where the system has one."""
    return next((address for address in _addresses() if "security" in address), "")


def _addresses() -> list[str]:
    files = [file for place in APT_SOURCES for file in (sorted(place.glob("*.*")) if place.is_dir() else [place])]
    text = "\n".join(
        file.read_text("utf-8") for file in files if file.suffix in (".list", ".sources") and file.exists()
    )
    return addresses(text)


def addresses(text: str) -> list[str]:
    """The addresses of Debian archives in apt's sources of either form, in their order."""
    found = re.findall(r"^(?:URIs:|deb(?:-src)?(?: \[[^\]]*\])?) *(\S+)", text, re.MULTILINE)
    return [address.rstrip("/") for address in found if "debian" in address]
