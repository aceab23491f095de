"""The documents that a visitor reads first: nothing in them leads nowhere, and the newest notes are of this version."""

import re
from pathlib import Path

import pytest

from app.kernel.version import shown

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
_RELEASE = re.compile(r"^## (\d\S+)$", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_link_of_a_document_leads_to_a_file(document: Path) -> None:
    for target in _LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_two_readmes_lead_to_each_other() -> None:
    assert "(README.zh-CN.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(README.md)" in (ROOT / "README.zh-CN.md").read_text("utf-8")


@pytest.mark.parametrize("notes", ["CHANGELOG.md", "resources/manual/release.md"])
def test_the_newest_notes_are_of_this_version(notes: str) -> None:
    assert _RELEASE.findall((ROOT / notes).read_text("utf-8"))[0] == shown()
