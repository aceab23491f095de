"""Reading a policy pack from its TOML text: all problems at once, each with its line (docs/pack-format.md)."""

import re

from app.award.cases.facts import readers, sanctioned
from app.award.cases.run import read_cases
from app.kernel.outcomes import Problem, Problems
from app.policy.pack import Document, Pack
from app.policy.pack_facts import read_facts
from app.policy.pack_targets import read_targets
from app.policy.pack_values import Placed, check_values, read_clauses, read_unverified
from app.policy.reading import read_reading, read_unsupported
from app.policy.row_file import read_rows
from app.policy.row_tests import kinds_of, meant
from app.policy.sanctions import read_sanctions
from app.policy.toml_table import Lines, Table, open_toml

FORMAT = 2
LARGEST = 1_000_000
"""Bytes of the longest pack that is read at all."""

_ID = re.compile(r"[a-z][a-z0-9-]{2,40}")
_REGION = re.compile(r"[1-9]\d{5}")
_KILO = 1000


class PackError(Problems):
    """A text is no sound policy pack; carries every problem found, `row` being the line."""


def load_pack(text: str) -> Pack:
    """The pack of a TOML text; PackError with all its problems."""
    problems: list[Problem] = []
    if len(text.encode("utf-8", "replace")) > LARGEST:
        raise PackError([Problem("policy.too_large", {"limit": LARGEST // _KILO})])
    root = open_toml(text, problems)
    pack = _pack(root) if root else None
    if problems or pack is None:
        raise PackError(sorted(problems, key=lambda problem: problem.row))
    return pack


def rough_pack(data: dict[str, object]) -> tuple[Pack, list[Problem]]:
    """The pack of a file's data, sound or not, with what is wrong with it: rows in which a problem lies mean nothing."""
    problems: list[Problem] = []
    return _pack(Table(data, Lines(""), problems)), problems


def _pack(root: Table) -> Pack:
    """The pack of its root table, of which nothing may be used when a problem was reported."""
    if root.whole("format") not in (None, FORMAT):
        root.blame("policy.format", "format", known=FORMAT)
    documents = tuple(_document(table) for table in root.tables("documents", required=True))
    clauses, placed = read_clauses(root, documents)
    placed += read_unverified(root)
    facts = read_facts(root, clauses)
    lists = {key: _items(placed, key) for key in {value.key for _, value in placed}}
    rows = read_rows(root, clauses, {key: items for key, items in lists.items() if items}, facts)
    pack = Pack(
        id=_formed(root, "id", _ID),
        title=root.text("title"),
        version=root.whole("version") or 0,
        region=_formed(root, "region", _REGION),
        region_name=root.text("region_name"),
        documents=documents,
        values=tuple(value for _, value in placed),
        targets=read_targets(root, clauses),
        cases=read_cases(root, clauses, rows.schemes, readers(kinds_of(facts))),
        clauses=tuple(clauses.values()),
        since=root.day("since", required=False),
        facts=facts,
        lists=rows.lists,
        catalogues=rows.catalogues,
        schemes=rows.schemes,
        rules=rows.rules,
        sanctions=read_sanctions(root, clauses),
        reading=read_reading(root, clauses),
        unsupported=read_unsupported(root, clauses),
    )
    _check_sanctions(root, pack)
    root.close()
    check_values(root, placed)
    return pack


def _items(placed: list[Placed], key: str) -> tuple[str, ...]:
    """The items of a list among the values, from all its clauses."""
    of_key = (value.content for _, value in placed if value.key == key)
    return tuple(item for content in of_key if isinstance(content, tuple) for item in content)


def _check_sanctions(root: Table, pack: Pack) -> None:
    """What a rule proposes, and what a worked case says of an institution, must be one of the sanctions."""
    steps = [step.key for step in pack.sanctions]
    proposed = [(table, "then", rule.then) for table, rule in zip(root.tables("rules"), pack.rules, strict=True)]
    cases = zip(root.tables("cases"), pack.cases, strict=True)
    stated = [(table, "facts", event.step) for table, case in cases for event in sanctioned(case.facts)]
    for table, name, step in (*proposed, *stated):
        if step and step not in steps:
            table.blame("row.unknown", name, word=step, nearest=meant(step, steps))


def _formed(root: Table, name: str, form: re.Pattern[str]) -> str:
    """A text of a given form."""
    text = root.text(name)
    if text and not form.fullmatch(text):
        root.blame("policy.form", name, value=text)
    return text


def _document(table: Table) -> Document:
    number, title = table.text("number", required=False), table.text("title")
    issued, note = table.day("issued", required=False), table.text("note", required=False)
    draft, verified = table.flag("draft", required=False), table.day("verified", required=False)
    document = Document(number, title, issued, note, draft, verified)
    table.close()
    return document
