"""The drawing and the list of floors in docs/architecture.md are made from the imports and docstrings; files named in the guides exist.

`.venv/bin/python -m tests.test_architecture` writes them anew.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
GUIDES = (PAGE, ROOT / "CONTRIBUTING.md", ROOT / "README.md")
BEGIN, END = "<!-- made from the imports: begin -->\n", "<!-- made from the imports: end -->\n"
ENTRY = {"__main__", "main"}
"""Modules above the floors: they only start the program."""


def floors() -> list[list[str]]:
    """The floors from the top, as the import contract orders them; those beside one another share a row."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = next(c["layers"] for c in project["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    return [row.split(" | ") for row in layers if row not in ENTRY]


def purpose(folder: Path) -> str:
    """The first paragraph of a package's docstring, on one line."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def packages(folder: Path) -> list[Path]:
    """The packages right inside a package."""
    return sorted(file.parent for file in folder.glob("*/__init__.py"))


def imports_between(names: list[str]) -> dict[str, set[str]]:
    """By floor, the floors that it imports from."""
    graph = grimp.build_graph("app", cache_dir=None)
    for name in names:
        graph.squash_module(f"app.{name}")
    return {
        name: {
            other
            for other in names
            if other != name and graph.direct_import_exists(importer=f"app.{name}", imported=f"app.{other}")
        }
        for name in names
    }


def reach(name: str, arrows: dict[str, set[str]]) -> set[str]:
    """Whatever a floor imports, at first or second hand."""
    return arrows[name].union(*(reach(other, arrows) for other in arrows[name]))


def drawn(arrows: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The arrows to draw: those that do not follow from others."""
    for name, below in arrows.items():
        further = set().union(*(reach(other, arrows) for other in below))
        yield from ((name, other) for other in arrows if other in below - further)


def block() -> str:
    """The drawing and the list, in Markdown."""
    rows = floors()
    names = [name for row in rows for name in row]
    lines = ["```mermaid", "flowchart TB"]
    for name in names:
        inside = ", ".join(folder.name for folder in packages(ROOT / "app" / name))
        lines.append(f'    {name}["<b>{name}</b>' + (f"<br/>{inside}" if inside else "") + '"]')
    lines += [f"    {name} --> {other}" for name, other in drawn(imports_between(names))]
    lines += ["```", ""]
    for name in names:
        folder = ROOT / "app" / name
        lines.append(f"- **`{name}`** {purpose(folder)}")
        lines += [f"  - `{inner.name}` {purpose(inner)}" for inner in packages(folder)]
    return "\n".join((*lines, ""))


def test_the_drawing_of_the_floors_is_that_of_the_imports() -> None:
    assert PAGE.read_text("utf-8").partition(BEGIN)[2].partition(END)[0] == block()


def test_every_package_says_what_it_holds() -> None:
    for file in (ROOT / "app").rglob("__init__.py"):
        assert purpose(file.parent), file


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_names_files_and_folders_that_exist(guide: Path) -> None:
    named = re.findall(r"(?<![\w/])(?:app|docs|resources|tests)/[\w./-]*\w", guide.read_text("utf-8"))
    missing = [path for path in named if not (ROOT / path).exists()]
    assert not missing


if __name__ == "__main__":
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + block() + END + rest.partition(END)[2], "utf-8")
