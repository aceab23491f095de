"""In which encoding an answer leaves: whoever reads it, a console of Windows among them, finds every Chinese character."""

import errno
import io
import json

import pytest

from app.cli import output
from app.cli.output import Output, readable

RARE = "𬒈"
"""A character of names that code page 936 lacks."""


class Stream(io.TextIOWrapper):
    """What a program writes to: a console or something else."""

    def __init__(self, *, console: bool) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8")
        self._console = console

    def isatty(self) -> bool:
        return self._console

    @property
    def arrived(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


def written(page: int, monkeypatch: pytest.MonkeyPatch, *, console: bool = False, as_json: bool = False) -> bytes:
    monkeypatch.setattr(output, "console_page", lambda: page)
    stream = Stream(console=console)
    readable(stream)
    answer = Output(stream, as_json=as_json)
    answer.answer({"name": f"张{RARE}"}, f"张{RARE}")
    return stream.arrived


@pytest.mark.parametrize(
    ("page", "encoding", "text"),
    [(0, "utf-8", f"张{RARE}"), (936, "gbk", r"张\U0002c488"), (54936, "gb18030", f"张{RARE}")]
    + [(65001, "utf-8", f"张{RARE}"), (437, "utf-8", f"张{RARE}")],
)
def test_what_is_passed_on_is_in_the_code_page_of_the_console(
    page: int, encoding: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert written(page, monkeypatch).decode(encoding).splitlines() == [text]


def test_the_console_itself_takes_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    assert written(936, monkeypatch, console=True).decode("utf-8").splitlines() == [f"张{RARE}"]


def test_json_loses_no_character_in_any_code_page(monkeypatch: pytest.MonkeyPatch) -> None:
    said = written(936, monkeypatch, as_json=True)
    assert json.loads(said.decode("ascii")) == {"name": f"张{RARE}"}


@pytest.mark.parametrize("code", [errno.EPIPE, errno.EINVAL])
def test_a_reader_that_has_gone_is_no_refusal(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream(console=False)
    monkeypatch.setattr(stream, "write", lambda text: (_ for _ in ()).throw(OSError(code, "")))
    with pytest.raises(BrokenPipeError):
        Output(stream, as_json=False).line("张三")


def test_a_source_tree_on_another_system_has_no_code_page() -> None:
    assert output.console_page() == 0
