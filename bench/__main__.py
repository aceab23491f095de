"""`python -m bench [NAME…]`: measure each pipeline, print one table; status 1 when one is beyond its reach."""

import importlib
import math
import sys
import tempfile
import unicodedata
from pathlib import Path

from bench.ratio import Result

NAMES = (
    "as_they_come",
    "assess",
    "counts",
    "import_roster",
    "limits",
    "lists",
    "memory",
    "month_report",
    "packages",
    "payees",
    "roster_pdf",
    "start",
    "version_effect",
)
FOLDER = Path(tempfile.gettempdir()) / "skillbureau-bench"
WIDTHS = (52, 10, 10, 8, 14, 6)


def main(names: list[str]) -> int:
    """Measure what is named, or everything; gives the exit status."""
    if unknown := [name for name in names if name not in NAMES]:
        print(f"没有这项测试：{'、'.join(unknown)}。可选：{' '.join(NAMES)}", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    print(line("工作", "下限", "本程序", "倍数", "允许", ""))
    results = [result for name in names or NAMES for result in measured(name)]
    return 0 if all(result.ok for result in results) else 1


def measured(name: str) -> list[Result]:
    """The results of one bench, each printed as soon as they are there."""
    results: list[Result] = importlib.import_module(f"bench.{name}").measure(FOLDER)
    for result in results:
        print(shown(result), flush=True)
    return results


def shown(result: Result) -> str:
    """One line of the table."""
    reach = f"{result.reach:g}×" + (f" + {result.slack:g} {result.unit}" if result.slack else "")
    if math.isinf(result.reach):
        reach = "不限"
    amounts = (f"{amount:.2f} {result.unit}" for amount in (result.floor, result.ours))
    return line(result.work, *amounts, f"{result.ours / result.floor:.2f}×", reach, "达到" if result.ok else "超出")


def line(*texts: str) -> str:
    """Texts in columns of a console, where a Chinese character is two wide; the first to the left, others right."""
    first, *others = ((text, width - columns(text)) for text, width in zip(texts, WIDTHS, strict=True))
    return first[0] + " " * first[1] + "".join(" " * room + text for text, room in others)


def columns(text: str) -> int:
    """How wide a text is on a console."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
