"""The program's own source, read once: every module as a tree, its calls, and the texts that stand in them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

APP = Path(__file__).parents[1] / "app"


@cache
def trees() -> dict[str, ast.Module]:
    return {str(path.relative_to(APP)): ast.parse(path.read_text(encoding="utf-8")) for path in APP.rglob("*.py")}


def calls() -> Iterator[ast.Call]:
    for tree in trees().values():
        yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def constant(call: ast.Call, place: int) -> str:
    """The text that stands at a place of a call, '' for anything else."""
    node = call.args[place] if len(call.args) > place else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
