"""Write down what the example offices of all packs say, so that a change of the program's inside can be compared.

`python -m tests.snapshot FOLDER` makes the examples and writes every list and report as JSON and the text of every form there; do it
before and after, and compare the two folders with `diff -r`.
"""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2

from app.desk.lists import OF_NOUN
from app.main import run

PACKS = ("cixi-2020", "ordos-2019", "qijiang-2019", "suihua-2019", "xuchang-2019")
OFFICES = ("county", "city")
YEARS = ("2019", "2020")
"""Of the reports."""
_PRINTED = 3
"""Records of each state whose forms are printed."""


def said(*words: str) -> str:
    """What a command of the command line writes; SystemExit with its words when it is refused."""
    output = io.TextIOWrapper(io.BytesIO(), "utf-8")
    with redirect_stdout(output):
        status = run(list(words))
    output.seek(0)
    text = output.read()
    if status:
        raise SystemExit(f"{' '.join(words)}: {status}\n{text}")
    return text


def text_of(path: Path) -> str:
    """The text of each page of a PDF."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n\f\n".join(page.get_textpage().get_text_range() for page in document)


def sampled(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The uids of the first records of each state."""
    seen: dict[object, int] = {}
    for row in rows:
        state = row.get("state")
        seen[state] = seen.get(state, 0) + 1
        if seen[state] <= _PRINTED:
            yield str(row["uid"])


def write(folder: Path, office: Path) -> None:
    """Every list, the reports and the printed forms of one office."""
    folder.mkdir(parents=True)
    words = json.loads(said("words", "--json"))
    (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False, indent=1))
    lists: dict[str, list[dict[str, Any]]] = {}
    for name in words["listings"]:
        lists[name] = json.loads(said("--office", str(office), "list", name, "--json"))
        lines = [json.dumps(row, ensure_ascii=False) for row in lists[name]]
        (folder / f"{name}.json").write_text("\n".join(lines))
    for name in words["reports"]:
        for year in YEARS:
            shown = said("--office", str(office), "report", name, year, "--json")
            (folder / f"report-{name}-{year}.json").write_text(shown)
    who = str(lists["users"][0]["name"])
    for name, form in words["forms"].items():
        for uid in sampled(lists[OF_NOUN[form["noun"]].name]):
            paper = folder / "form.pdf"
            try:
                said("--office", str(office), "--as", who, "print", name, uid, str(paper), "--yes")
            except SystemExit:
                continue  # a form that the record does not have
            (folder / f"{name}-{uid}.txt").write_text(text_of(paper))
            paper.unlink()


def main(into: Path) -> None:
    """All packs, county and city."""
    for pack in PACKS:
        with TemporaryDirectory() as made:
            said("demo", made, "--pack", pack)
            for office in OFFICES:
                write(into / pack / office, Path(made) / office)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
