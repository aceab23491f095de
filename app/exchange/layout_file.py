"""A layout as a file that people read and write: Chinese titles, one line an answer, what may be answered beside it."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomli_w

from app.exchange import questions as ask
from app.exchange.header import plain
from app.exchange.questions import Asking, Question
from app.kernel.fields import Field
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.record.imports.layout import ALL, LEAVE, LEFT_OUT, STANDING, TAKE, VISIBLE, Layout
from app.store.files import atomic

_COLUMNS, _CONSTANTS, _VALUES, _SHEETS, _ROWS = "各栏", "统一填写", "对应", "工作表", "隐藏的行"
_VOID = {"failed": "没有办成的行", "gone": "已经离开的人"}
_VOID_SAID = {"不导入": LEAVE, "照样导入": TAKE}
_ROWS_SAID = {"全部": ALL, "看得见的": VISIBLE, "没有划掉的": STANDING}
_COLUMN_SAID = {"不导入": LEFT_OUT}
_VALUE_SAID = {"空白": LEFT_OUT, "逐行更正": ask.AS_IT_STANDS}
_CONSTANT_SAID = {"逐行填写": ask.AS_IT_STANDS, "不统一填": ask.AS_IT_STANDS}
_SAID = {
    ask.COLUMN: _COLUMN_SAID,
    ask.CONSTANT: _CONSTANT_SAID,
    ask.MISSING: _CONSTANT_SAID,
    ask.VALUE: _VALUE_SAID,
    ask.ROWS: _ROWS_SAID,
    ask.VOID: _VOID_SAID,
}
"""Words for answers that are no text of ours; an answer that is left empty is none, and is asked again."""
_LARGEST, _MOST_DOTS = 64 << 10, 20


def read(path: Path, fields: Sequence[Field]) -> Layout:
    """The layout of a file; Refused when it is none or names what is not asked for."""
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused("layout.unreadable", name=path.name, why="")
        text = path.read_text(encoding="utf-8-sig")
        if any(line.split("=")[0].count(".") > _MOST_DOTS for line in text.splitlines()):
            raise Refused("layout.unreadable", name=path.name, why="")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Refused("layout.unreadable", name=path.name, why=str(error)) from None
    if strange := [key for key in data if key not in (_COLUMNS, _CONSTANTS, _VALUES, _SHEETS, _ROWS, *_VOID.values())]:
        raise Refused("layout.strange", name=path.name, word="、".join(strange))
    key_of = {title: f.key for f in fields for title in (f.title, f.key)}

    def key(title: str) -> str:
        if title not in key_of:
            raise Refused("layout.strange", name=path.name, word=title)
        return key_of[title]

    columns = {
        plain(heading): _COLUMN_SAID[title] if title in _COLUMN_SAID else key(title)
        for heading, title in _texts(path, data, _COLUMNS).items()
    }
    constants = {key(title): _CONSTANT_SAID.get(text, text) for title, text in _texts(path, data, _CONSTANTS).items()}
    values = {
        key(title): {
            word: word if _VALUE_SAID.get(text) == ask.AS_IT_STANDS else _VALUE_SAID.get(text, text)
            for word, text in _texts(path, data.get(_VALUES, {}), title).items()
        }
        for title in _table(path, data, _VALUES)
    }
    rows = data.get(_ROWS, "")
    sheets = data.get(_SHEETS, [])
    if rows not in (*_ROWS_SAID, "") or not isinstance(sheets, list):
        raise Refused("layout.strange", name=path.name, word=str(rows))
    void = {why: data[name] for why, name in _VOID.items() if data.get(name)}
    if strange := [text for text in void.values() if text not in _VOID_SAID]:
        raise Refused("layout.strange", name=path.name, word=str(strange[0]))
    void = {why: _VOID_SAID[text] for why, text in void.items()}
    return Layout(columns, constants, values, tuple(map(str, sheets)), rows=_ROWS_SAID.get(rows, ""), void=void)


def _table(path: Path, data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = data.get(name, {})
    if not isinstance(found, dict):
        raise Refused("layout.strange", name=path.name, word=name)
    return found


def _texts(path: Path, data: Mapping[str, Any], name: str) -> dict[str, str]:
    """What was answered in one part of the file."""
    found = _table(path, data, name)
    if strange := [key for key, text in found.items() if not isinstance(text, str)]:
        raise Refused("layout.strange", name=path.name, word=strange[0])
    return {str(key): text for key, text in found.items() if text.strip()}


def write(path: Path, given: Layout, asking: Asking, fields: Sequence[Field]) -> None:
    """What was given by such a file and the best guesses, to be looked through; what may be answered stands above each line.

    What is known of other tables of the sender is no answer to this one.
    """
    titles = {f.key: f.title for f in fields}
    layout = given.with_answers(ask.guessed(asking.questions))
    lines = [f"# {line}" for line in say("layout.head").split("\n")]
    lines += _sheets(layout.sheets, next((q for q in asking.questions if q.about == ask.SHEETS), None))
    rows = next((q for q in asking.questions if q.about == ask.ROWS), None)
    if rows or layout.rows:
        lines += ["", *_line(_ROWS, _word(_ROWS_SAID, layout.rows), rows)]
    asked = {(q.about, q.key, q.subject): q for q in asking.questions}
    for why, answer in layout.void.items():
        lines += ["", *_line(_VOID[why], _word(_VOID_SAID, answer), asked.get((ask.VOID, why, "")))]
    lines += ["", f"[{_quoted(_COLUMNS)}]"]
    lines += _columns(layout, asking, titles)
    lines += ["", f"[{_quoted(_CONSTANTS)}]"]
    for key, text in layout.constants.items():
        question = asked.get((ask.CONSTANT, key, key)) or asked.get((ask.MISSING, key, key))
        lines += _line(titles.get(key, key), _word(_CONSTANT_SAID, text), question)
    for key, said in layout.values.items():
        lines += ["", f"[{_quoted(_VALUES)}.{_quoted(titles.get(key, key))}]"]
        for word, text in said.items():
            question = asked.get((ask.VALUE, key, word))
            still_open = question is not None and question.open
            meant = ask.AS_IT_STANDS if text == word else text
            lines += _line(word, "" if still_open and not text else _word(_VALUE_SAID, meant), question)
    with atomic(path) as draft:
        draft.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _sheets(names: Sequence[str], question: Question | None) -> Iterator[str]:
    """The sheets that are read, one or several of those that stand above them."""
    if names:
        yield ""
        if question is not None:
            yield f"# {_one_line(question.text)}"
            yield f"#   {_one_line('、'.join(map(_quoted, question.samples)))}"
        yield f"{_quoted(_SHEETS)} = [{', '.join(map(_quoted, names))}]"


def _columns(layout: Layout, asking: Asking, titles: Mapping[str, str]) -> Iterator[str]:
    """The columns, those that nothing speaks for last and without a question each."""
    asked = {question.subject: question for question in asking.questions if question.about == ask.COLUMN}
    folded = [q.subject for q in asking.questions if q.idle] if asking.folded else []
    for heading, key in layout.columns.items():
        if heading not in folded:
            column, answer = asked.get(heading), titles.get(key) or _word(_COLUMN_SAID, key)
            yield from _line(heading, "" if column and column.open else answer, column)
    if folded:
        yield f"# {_one_line(asking.rest)}"
        yield f"#   {_options(asked[folded[0]])}"
    for heading in folded:
        yield from _line(heading, _word(_COLUMN_SAID, LEFT_OUT), None)


def _word(words: Mapping[str, str], answer: str) -> str:
    """The word that an answer is written as; itself where it is a text."""
    return next((word for word, meant in words.items() if meant == answer), answer)


def _line(name: str, text: str, question: Question | None) -> Iterator[str]:
    if question is not None:
        yield f"# {_one_line(question.text)}"
        words = {code: word for word, code in reversed(_SAID.get(question.about, {}).items())}
        if options := [words.get(answer, shown) for answer, shown in question.options]:
            yield f"#   {_one_line('、'.join(options))}"
    yield f"{_quoted(name)} = {_quoted(text)}"


def _options(question: Question) -> str:
    """What may be answered, as the file says it."""
    said = {LEFT_OUT: _COLUMN_SAID, ask.AS_IT_STANDS: _CONSTANT_SAID}
    if question.about == ask.VALUE:
        said = {LEFT_OUT: _VALUE_SAID, ask.AS_IT_STANDS: {question.subject: ask.AS_IT_STANDS}}
    words = [_word(said.get(answer, {}), answer) if answer in said else shown for answer, shown in question.options]
    return _one_line("、".join(words))


def _one_line(text: str) -> str:
    """A text that a comment can hold: what is in a cell must not go on as an answer."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _quoted(text: str) -> str:
    return tomli_w.dumps({"x": text}).partition("=")[2].strip().replace("\x7f", "\\u007f")
