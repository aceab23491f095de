"""What a value of policy carries, as a clerk types it and as a pack file writes it, by the kind of its key."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from app.kernel import kinds as k
from app.kernel.kinds import BadValue, Kind
from app.kernel.money import FEN_IN_YUAN
from app.policy.keys import CHOICE, CHOICES, DATE, FLAG, LISTS, MONEY, NUMBERS, PAIRS, TEXT, Key

Content: TypeAlias = int | str | bool | date | list[str]

BETWEEN = "；"
"""Stands between the items of a list, since an item may hold 、 itself."""
_BREAK = re.compile(r"[;；\n]+")
_COMMA = re.compile("[、，,]")
_UNITS = re.compile(r"(?:元|%|％)?$")


def read(key: Key, text: str) -> Content:
    """The content of a text as a pack file writes it; BadValue when it is none of its kind."""
    content = _READERS[_family(key)](key, text)
    if content in ("", []):
        raise BadValue("field.required")
    return content


def show(key: Key, content: object) -> str:
    """The text of a content, which `read` reads again; what is of a wrong kind is shown as it is written."""
    if content is None:
        return ""
    if isinstance(content, list):
        return text_of_list([key.options.get(str(item), str(item)) for item in content])
    if isinstance(content, bool):
        return "是" if content else "否"
    return key.options.get(str(content), str(content))


def text_of_list(items: list[str]) -> str:
    """The text of a list; a single item that holds 、 keeps a mark behind it that says that it is one."""
    text = BETWEEN.join(items)
    return text + BETWEEN if len(items) == 1 and _COMMA.search(text) else text


def split(text: str, *, whole: bool = False) -> list[str]:
    """The items of a text: between ；or lines, or between 、when there is neither and no item is `whole`."""
    parts = _BREAK.split(text) if whole or _BREAK.search(text) else _COMMA.split(text)
    return list(dict.fromkeys(item for part in parts if (item := k.clean_text(part))))


def kind_of(key: Key) -> Kind:
    """The kind of a key for a form: its widget, its check, its text in one usual form."""
    family = _family(key)
    name = {CHOICES: "many", "items": "many"}.get(family, family)
    align = "right" if key.kind in NUMBERS else "left"
    return Kind(name, lambda text: show(key, read(key, text)), align=align, width=30)


def _family(key: Key) -> str:
    return "items" if key.kind in LISTS else "number" if key.kind in NUMBERS else key.kind


def _number(key: Key, text: str) -> Content:
    bare = _UNITS.sub("", k.clean_code(text).removesuffix(key.unit))
    if key.kind != MONEY:
        return _whole(k.COUNT.read(bare))
    yuan, rest = divmod(_whole(k.FEN.read(bare)), FEN_IN_YUAN)
    if yuan < 0:
        raise BadValue("money.form")
    return f"{yuan}.{rest:02d}" if rest else yuan


def _whole(value: k.Value) -> int:
    assert isinstance(value, int)
    return value


def _day(key: Key, text: str) -> Content:
    day = k.DATE.read(text)
    assert isinstance(day, date)
    return day


def _option(options: Mapping[str, str], text: str) -> str:
    return str(k.coded("choice", options).read(text))


_READERS: Mapping[str, Callable[[Key, str], Content]] = {
    "number": _number,
    DATE: _day,
    FLAG: lambda key, text: k.FLAG.read(text) == 1,
    CHOICE: lambda key, text: _option(key.options, text),
    CHOICES: lambda key, text: [_option(key.options, item) for item in split(text)],
    "items": lambda key, text: split(text, whole=key.kind == PAIRS),
    TEXT: lambda key, text: k.clean_text(text),
}
