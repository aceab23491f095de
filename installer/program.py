"""The program's tree for one system: wheels unpacked without what trim.toml leaves out, the program, and its bytecode."""

import shutil
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from installer.downloads import System, wheels
from installer.places import HERE, PYTHON, ROOT, files_below, run

PARTS = ("app", "resources")
"""What of the source goes into a package."""
CACHED = f"cpython-{PYTHON.replace('.', '')}.pyc"
"""How the name of a module's bytecode ends."""

STEPS = "migrations"
"""The folder of the steps of the schema, which Alembic finds by their sources."""


@dataclass(frozen=True)
class Trim:
    """What is left out for one reason: patterns of files, and which of these stay all the same."""

    reason: str
    drop: Sequence[str]
    keep: Sequence[str] = ()

    def leaves_out(self, name: str) -> bool:
        """Whether a file, named from the folder it is unpacked into, is not shipped. A `*` goes across folders."""
        return _any(name, self.drop) and not _any(name, self.keep)


@dataclass
class Trims:
    """All that is left out of wheels or of the standard library on one system, and which patterns were of use."""

    trims: Sequence[Trim]
    used: set[str] = field(default_factory=set)

    def leaves_out(self, name: str) -> bool:
        """Whether any reason leaves this file out; patterns that match are noted."""
        patterns = (pattern for trim in self.trims for pattern in (*trim.drop, *trim.keep))
        self.used.update(pattern for pattern in patterns if fnmatchcase(name, pattern))
        return any(trim.leaves_out(name) for trim in self.trims)

    def unused(self) -> list[str]:
        """Patterns that matched no file: a wheel changed, or one was mistyped."""
        return [p for trim in self.trims for p in (*trim.drop, *trim.keep) if p not in self.used]


class Useless(Exception):
    """A pattern of trim.toml leaves nothing out."""


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def trims(system: str, of: str, text: str | None = None) -> Trims:
    """What trim.toml leaves out on a system (`windows`, `linux`) of `wheels` or `python`."""
    tables = tomllib.loads((HERE / "trim.toml").read_text("utf-8") if text is None else text)
    rows = [row for part in ("both", system) for row in tables[part] if row["of"] == of]
    return Trims([Trim(row["reason"], row["drop"], row.get("keep", ())) for row in rows])


# --- the steps ---


def fill(system: System, site_packages: Path) -> None:
    """Unpack the wheels of a system into a folder, without what is left out."""
    site_packages.mkdir(parents=True, exist_ok=True)
    given = trims(system.name.split("-")[0], "wheels")
    for wheel in wheels(system):
        unpack(wheel, site_packages, given)
    require_all_used(given)


def require_all_used(given: Trims) -> None:
    """Useless when a pattern left nothing out or kept nothing."""
    if unused := given.unused():
        raise Useless(f"trim.toml: {', '.join(unused)}")


def unpack(wheel: Path, into: Path, given: Trims) -> None:
    """Write the files of a wheel at the places where pip would put them; its scripts and headers are not wanted."""
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            place = place_of(entry.filename)
            if entry.is_dir() or place is None or given.leaves_out(place):
                continue
            target = into / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(entry))


def place_of(name: str) -> str | None:
    """Where a file of a wheel belongs below site-packages; None for what belongs elsewhere."""
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return name
    kind, _, inner = rest.partition("/")
    return inner if kind in ("purelib", "platlib") else None


def copy_program(into: Path) -> None:
    """Copy what git knows of the program's own folders, so that nothing else that lies about gets into a package."""
    for name in run("git", "-c", "core.quotePath=false", "ls-files", "-z", *PARTS).split("\0"):
        if name:
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)


def compile_modules(tree: Path, python: Path | str = f"python{PYTHON}") -> None:
    """Compile every module; the files are not looked at again at the start, since nobody edits them.

    `python` is an interpreter of the same version as the one that is shipped.
    """
    said = run(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    if said != PYTHON:
        raise ValueError(f"{python} is Python {said}, the packages carry {PYTHON}")
    for old in sorted(tree.rglob("__pycache__")):
        shutil.rmtree(old)
    words = ("-q", "-j", "1", "--invalidation-mode", "unchecked-hash", "-s", tree, tree)
    run(python, "-m", "compileall", *words, PYTHONHASHSEED="0")


def drop_sources(modules: Path) -> None:
    """Leave of each compiled module below a folder only what the interpreter loads; steps of the schema are read as files."""
    folders = [folder for folder in sorted(modules.rglob("__pycache__")) if STEPS not in folder.parts]
    for folder in folders:
        for compiled in sorted(folder.glob(f"*.{CACHED}")):
            source = folder.parent / compiled.name.replace(CACHED, "py")
            source.unlink()
            compiled.rename(source.with_suffix(".pyc"))
        folder.rmdir()


def sizes(tree: Path) -> dict[str, int]:
    """Bytes of each entry at the top of a folder, the largest first: where the size of a package goes."""
    found: dict[str, int] = {}
    for path in files_below(tree):
        top = path.relative_to(tree).parts[0]
        found[top] = found.get(top, 0) + path.stat().st_size
    return dict(sorted(found.items(), key=lambda item: -item[1]))
