"""What a pack begins with: a text that says nothing yet, with a word on each thing that must be filled in.

The window opens it as a draft, `packs new` writes it to a file: the start of a pack exists once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Template
from typing import Any

import tomli_w

from app.award.cases.pack_file import FORMAT
from app.kernel import kinds as k
from app.kernel.fields import Field, read_values
from app.kernel.outcomes import Problems
from app.kernel.texts import RESOURCES, say
from app.policy.keys import CARRIES, CHOICE, CHOICES, COUNT, DATE, FLAG, KEYS, LIST, MONEY, PAIRS, PERCENT, TEXT, Key
from app.record.initials import initials

_SAMPLES: Mapping[str, str] = {
    **dict.fromkeys((COUNT, MONEY, PERCENT), "0"),
    **dict.fromkeys((LIST, PAIRS, CHOICES), "[]"),
    **dict.fromkeys((TEXT, CHOICE), '""'),
    DATE: "2000-01-01",
    FLAG: "false",
}
"""How a value of each kind is written, as long as nobody has said it."""
_DIGITS = 6
"""Of a region's code."""
_COLUMN = 32
"""Where the comments begin, as far as the values are not longer."""


@dataclass(frozen=True)
class Heading:
    """What a new region's pack begins with: the region and the document that it carries out; '' for what is not said yet."""

    region_name: str = ""
    region: str = ""
    title: str = ""
    number: str = ""
    document: str = ""
    issued: date | None = None


def heading_fields() -> tuple[Field, ...]:
    """What is asked before a pack begins."""
    return (
        Field("region_name", say("head.region_name"), k.TEXT, True, say("policy_page.region_help")),
        Field("region", say("head.region"), k.Kind("region", _code), True, say("policy_page.code_help")),
        Field("title", say("head.title"), k.TEXT, True),
        Field("number", say("drafted.number"), k.TEXT, False, say("policy_page.number_help")),
        Field("document", say("policy_page.document"), k.TEXT, True),
        Field("issued", say("drafted.issued"), k.DATE),
    )


def _code(text: str) -> str:
    """The number of a county or a district; BadValue for any other."""
    code = k.clean_code(text)
    if len(code) != _DIGITS or not code.isdecimal():
        raise k.BadValue("draft.region")
    return code


def heading_of(texts: Mapping[str, str]) -> Heading:
    """The heading that was typed, of which anything may be left out; Problems when something is no such thing."""
    values, problems = read_values((field.optional() for field in heading_fields()), texts, {})
    if problems:
        raise Problems(problems)
    issued = values.pop("issued")
    names = {key: str(value or "") for key, value in values.items()}
    return Heading(**names, issued=issued if isinstance(issued, date) else None)


def start_text(heading: Heading) -> str:
    """The text of a pack that says nothing yet: everything that a pack must have stands there to be filled in."""
    page = Template((RESOURCES / "policy" / "start.txt").read_text(encoding="utf-8"))
    head = page.substitute(
        format=FORMAT,
        id=_quoted(_id(heading)),
        title=_quoted(heading.title),
        region=_quoted(heading.region),
        region_name=_quoted(heading.region_name),
        number=_line("number", _quoted(heading.number), given=bool(heading.number)),
        document=_quoted(heading.document),
        issued=_line("issued", str(heading.issued or _SAMPLES[DATE]), given=heading.issued is not None),
    )
    needed = (_value(name, key) for name, key in KEYS.items() if key.required)
    return "\n".join(map(_aligned, "\n\n".join([head, *needed]).splitlines())) + "\n"


def start(key: str) -> dict[str, Any]:
    """A value of a key without its content."""
    unit = KEYS[key].unit
    return {"key": key, **({"unit": unit} if unit else {})}


def _id(heading: Heading) -> str:
    """The initials of the region and its number; '' while either is not said."""
    letters = initials(heading.region_name).split() or ["pack"]
    return f"{letters[0]}-{heading.region}" if heading.region and heading.region_name else ""


def _value(name: str, key: Key) -> str:
    """A required value: its name and unit stand there, its content and its note wait behind a #."""
    head = "".join(f"{field} = {_quoted(text)}\n" for field, text in start(name).items()).rstrip()
    first, *rest = head.splitlines()
    content = _line(CARRIES[key.kind], _SAMPLES[key.kind], given=False)
    told = "；".join(filter(None, (say(f"start.{key.kind}"), _options(key))))
    note = _line("note", '""', given=False)
    lines = (f"{first}  # {key.title}", f"{content}  # {told}", *rest, f"{note}  # {say('start.note')}")
    return "\n".join(("[[unverified]]", *lines))


def _options(key: Key) -> str:
    return "，".join(f"{_quoted(name)} {title}" for name, title in key.options.items())


def _line(name: str, value: str, *, given: bool) -> str:
    """A field; behind a # while nothing is given."""
    return f"{name} = {value}" if given else f"# {name} = {value}"


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return tomli_w.dumps({"x": text}).removeprefix("x = ").rstrip("\n")


def _aligned(line: str) -> str:
    """A field with its comment a little to the right, where the other comments stand."""
    value, mark, comment = line.rpartition("  # ")
    return f"{value:<{_COLUMN}}# {comment}" if mark else line
