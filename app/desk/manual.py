"""The manual (resources/manual): its pages in order, which one belongs to a list or a window, and where a word stands in it."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from app.kernel.texts import RESOURCES

FOLDER = RESOURCES / "manual"
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
"""What the pages are written in."""
TASKS = ("h2",)
"""Headings that a reader finds in the contents below the title of their page."""
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Place:
    """A page, and a heading on it; '' for its beginning."""

    page: str
    heading: str = ""

    @classmethod
    def read(cls, text: str) -> "Place":
        """As it is written in links and in contents.toml: page or page#heading; a link names the file."""
        page, _, heading = unquote(text).partition("#")
        return cls(page.removesuffix(".md"), heading)

    def __str__(self) -> str:
        return f"{self.page}#{self.heading}".rstrip("#")


@dataclass(frozen=True)
class Page:
    """A task, as Markdown."""

    name: str
    title: str
    text: str

    @property
    def tokens(self) -> list[Token]:
        """Its blocks; each heading has its own words as id."""
        tokens = MARKDOWN.parse(self.text)
        for token, inside in zip(tokens, tokens[1:], strict=False):
            if token.type == "heading_open":
                token.attrSet("id", inside.content)
        return tokens

    @property
    def headings(self) -> list[str]:
        """The tasks on it, in order."""
        return [
            inside.content
            for token, inside in zip(self.tokens, self.tokens[1:], strict=False)
            if token.type == "heading_open" and token.tag in TASKS
        ]


@cache
def pages() -> dict[str, Page]:
    """Every page by its name, in the order of the contents."""
    return {name: _page(name) for name in _contents()["pages"]}


def _page(name: str) -> Page:
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    title = _TITLE.search(text)
    assert title is not None
    return Page(name, title[1], text)


@cache
def topics() -> dict[str, Place]:
    """Where it is told how a list (by its name) or a window (by its topic) is used."""
    return {topic: Place.read(place) for place, told in _contents()["topics"].items() for topic in told}


@cache
def _contents() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((FOLDER / "contents.toml").read_text("utf-8"))


def place_of(asked: Iterable[str]) -> Place:
    """Where the first of these topics is told that the manual knows; its beginning when it knows none."""
    known = topics()
    return next((known[topic] for topic in asked if topic in known), Place(next(iter(pages()))))


def pages_with(word: str, after: str) -> Iterator[str]:
    """The names of the pages that have a word, from the one after a page on, round to itself."""
    names = list(pages())
    at = names.index(after) + 1
    return (name for name in (*names[at:], *names[:at]) if word.casefold() in pages()[name].text.casefold())
