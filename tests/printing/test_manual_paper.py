"""The manual on paper: every page of it, found by contents, bookmarks and links, in characters that the fonts have."""

import re

import pypdfium2
import pytest

from app.desk.manual import FOLDER, Place, pages
from app.printing.documents import FONTS
from app.printing.fonts import Ink
from app.printing.manual import render

_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)]+)\)")
_STEP = re.compile(r"^(\d+)\. ([^「“*\[]{4})", re.MULTILINE)


@pytest.fixture(scope="module")
def paper() -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(render())


def test_the_bookmarks_are_the_pages_and_their_tasks_in_order(paper: pypdfium2.PdfDocument) -> None:
    marks = [(mark.level, mark.get_title()) for mark in paper.get_toc()]
    assert marks == [
        entry for page in pages().values() for entry in ((0, page.title), *((1, title) for title in page.headings))
    ]


def test_each_entry_of_the_contents_names_the_page_on_which_its_task_stands(paper: pypdfium2.PdfDocument) -> None:
    stands = {mark.get_title(): mark.get_dest().get_index() + 1 for mark in paper.get_toc()}
    front = "\n".join(text_of(paper, number) for number in range(min(stands.values()) - 1))
    told = {title: int(number) for title, number in re.findall(r"^(\S+?)[ .]+(\d+)\r?$", front, re.MULTILINE)}
    assert told == stands


def test_below_each_page_stands_its_number_and_how_many_there_are(paper: pypdfium2.PdfDocument) -> None:
    for number in range(len(paper)):
        assert f"第 {number + 1} 页　共 {len(paper)} 页" in text_of(paper, number)


def test_no_line_begins_with_a_mark_that_closes(paper: pypdfium2.PdfDocument) -> None:
    lines = [line for number in range(len(paper)) for line in text_of(paper, number).splitlines()]
    assert not [line for line in lines if line.startswith(tuple("，。、；：！？」）”"))]


def test_the_steps_are_counted_as_they_are_written_also_behind_a_picture(paper: pypdfium2.PdfDocument) -> None:
    whole = "".join(text_of(paper, number) for number in range(len(paper)))
    for page in pages().values():
        for number, begins in _STEP.findall(page.text):
            assert re.search(rf"\b{number}\.\s*{re.escape(begins)}", whole), f"{number}. {begins}"


def test_the_same_manual_gives_the_same_bytes() -> None:
    assert render() == render()


def test_the_fonts_have_every_character_of_the_manual() -> None:
    for face in ("song", "hei"):
        ink = Ink(face, FONTS)
        ink.measure("".join(page.text for page in pages().values()).replace("\n", ""))
        assert not ink.lost


def test_each_link_leads_to_a_heading_and_each_picture_is_there_and_shown() -> None:
    shown = set()
    for page in pages().values():
        for picture, target in _LINK.findall(page.text):
            if picture:
                shown.add(FOLDER / target)
            else:
                place = Place.read(target)
                assert place.heading in ("", *pages()[place.page].headings), target
    assert shown == {*(FOLDER / "pictures").iterdir()}


def test_all_pictures_together_are_small_enough_for_a_set_up() -> None:
    assert sum(path.stat().st_size for path in (FOLDER / "pictures").iterdir()) < 1_500_000


def text_of(paper: pypdfium2.PdfDocument, number: int) -> str:
    return str(paper[number].get_textpage().get_text_range())
