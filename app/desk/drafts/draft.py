"""A draft of a policy pack: its TOML as data, unfinished as it may be; what is wrong with it is what `load_pack` says."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import tomli_w

from app.award.cases.pack_file import LARGEST, PackError, load_pack
from app.desk.drafts.case_results import failing_cases, unknown_reasons
from app.desk.drafts.start import Heading, start_text
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.policy.keys import CARRIES
from app.policy.pack import Pack
from app.policy.toml_table import place

Data: TypeAlias = dict[str, Any]

_UNFIT = re.compile(r'[\\/:*?"<>|\s]')
"""What no file name may hold."""

NAMED = {
    **dict.fromkeys(CARRIES.values(), "drafted.content"),
    **{
        name: f"drafted.{name}"
        for name in ("unit", "quote", "since", "until", "binding", "note", "clause", "place", "verified")
    },
    **{name: f"drafted.{name}" for name in ("document", "number", "title", "issued", "key", "name", "on", "granted")},
    **{name: f"drafted.{name}" for name in ("assigned", "stretch", "years", "axis", "measure", "reasons", "total")},
    **{name: f"head.{name}" for name in ("region", "region_name", "version", "id")},
}
"""What the fields of a pack file are called in the grids."""


_PLAINER = {
    ("policy.missing", "note"): "draft.note",
    ("policy.unknown_field", "quote"): "draft.quote",
    ("policy.unknown_field", "verified"): "draft.verified",
    ("policy.form", "region"): "draft.region",
    ("policy.form", "id"): "draft.id",
    ("policy.form", "items"): "draft.pair",
    ("policy.form", "years"): "draft.years",
}
"""What is said to somebody who sees grids and no file, by code and field."""


@dataclass
class Draft:
    """A pack in the making. Its grids change `data`; `faults` holds what was typed but is no value of its kind."""

    data: Data
    faults: dict[tuple[int, str], tuple[str, Problem]] = field(default_factory=dict)
    """By the record (its id) and the column: the text as typed, and what is wrong with it."""

    @property
    def text(self) -> str:
        """The pack file."""
        return tomli_w.dumps(self.data)

    @property
    def title(self) -> str:
        """What it is called, '' while nobody has said."""
        return str(self.data.get("title", ""))

    @property
    def file_name(self) -> str:
        """What its file is called unless somebody wants otherwise: the region and the version."""
        region = _UNFIT.sub("", str(self.data.get("region_name") or self.data.get("id") or ""))
        return say("policy_page.file_name", region=region, version=self.data.get("version", 1))

    @property
    def documents(self) -> list[Data]:
        """The documents that it rests on."""
        found: list[Data] = self.data.setdefault("documents", [])
        return found

    @property
    def clauses(self) -> dict[str, Data]:
        """Its clauses by id."""
        found: dict[str, Data] = self.data.setdefault("clauses", {})
        return found

    @property
    def unverified(self) -> list[Data]:
        """The values that no document gives."""
        found: list[Data] = self.data.setdefault("unverified", [])
        return found

    def values(self) -> Iterator[tuple[tuple[str | int, ...], Data]]:
        """Every value with its place in the file."""
        for clause, table in self.clauses.items():
            yield from ((("clauses", clause, "values", n), value) for n, value in enumerate(table.get("values", ())))
        yield from ((("unverified", n), value) for n, value in enumerate(self.unverified))


def opened(text: str) -> Draft:
    """The draft of a file, be it complete or not; PackError when it is no pack file at all."""
    try:
        if len(text) > LARGEST:
            raise ValueError
        data = tomllib.loads(text)
        if not _shaped(data, _SHAPE):
            raise ValueError
    except (ValueError, RecursionError):
        load_pack(text)  # says what is wrong, with the line
        raise
    if not data.keys() & _MARKS:
        raise PackError([Problem("draft.no_pack")])
    return Draft(data)


_MARKS = frozenset({"format", "id", "documents", "clauses"})
"""What a file that is to be a pack says some of."""
_EACH = "*"
_SHAPE: Mapping[str, object] = {
    "documents": [{}],
    "clauses": {_EACH: {"values": [{}]}},
    "unverified": [{}],
    "reading": [{}],
    "unsupported": [{}],
    "targets": [
        {"years": [], "total": {}, "stretch_total": {}, "rows": [{"assigned": {}, "stretch": {}}]},
    ],
    "schemes": [{"needs": [{}], "ways": [{"needs": [{}]}], "past": [{}], "amount": [{}]}],
    **dict.fromkeys(("needs", "rules", "catalogues", "facts", "sanctions"), [{}]),
    "lists": {_EACH: []},
    "case_base": {},
    "cases": [{"facts": {}, "expect": {}}],
}
"""Where the grids look for tables and lists; [{}] is a list of tables, _EACH any name."""


def _shaped(data: object, shape: object) -> bool:
    """Whether tables and lists stand where a shape has them; what it does not name may be anything."""
    if isinstance(shape, list):
        return isinstance(data, list) and all(_shaped(one, shape[0]) for one in data if shape)
    if not isinstance(shape, dict):
        return True
    return isinstance(data, dict) and all(_shaped(one, shape.get(name, shape.get(_EACH))) for name, one in data.items())


def next_version(text: str, newest: int = 0) -> Draft:
    """The next version of a pack; from which day it holds is still to be said."""
    draft = opened(text)
    draft.data["version"] = max(newest, draft.data.get("version", 0)) + 1
    draft.data.pop("since", None)
    return draft


def blank(heading: Heading) -> Draft:
    """A pack that says nothing yet, as a draft."""
    return opened(start_text(heading))


def draft_for_region(text: str, heading: Heading) -> Draft:
    """A pack for a new region after another's: its values to be confirmed one by one by the region's own document.

    Clauses, targets and worked cases of the other stay behind: they are another document's.
    """
    other, draft = load_pack(text), blank(heading)
    source = opened(text)
    note = say("draft.adapted", title=other.title)
    kept = [
        {name: value for name, value in one.items() if name not in _OWN} | {"note": note} for _, one in source.values()
    ]
    given = {one["key"] for one in kept}
    draft.unverified[:] = [*(one for one in draft.unverified if one["key"] not in given), *kept]
    return draft


_OWN = frozenset({"quote", "note", "verified"})
"""What stands beside a value and speaks of one document alone."""


def as_version_of(draft: Draft, pack: Pack) -> Draft:
    """A draft made the next version of an office's own pack."""
    draft.data.update(id=pack.id, version=pack.version + 1)
    return draft


def problems(draft: Draft, *, dated: bool = True) -> list[Problem]:
    """Everything that keeps a draft from being installed, each with its place as key.

    A new version that is `dated` must say from which day it holds.
    """
    found = [problem for _, problem in draft.faults.values()]
    try:
        pack = load_pack(draft.text)
        if dated and pack.version > 1 and pack.since is None:
            found.append(Problem("draft.since", key="/since"))
        found += unknown_reasons(pack) or ([] if draft.faults else failing_cases(pack))  # a faulty fact is told first
    except PackError as error:
        found += [plain(problem) for problem in error.problems if not waits(problem, draft)]
    return found


def waits(problem: Problem, draft: Draft) -> bool:
    """Whether a problem says once more that a value is still empty: that is reported once, beside its row."""
    empty = {place((*path, "note")) for path, value in draft.values() if len(value.keys() - {"unit"}) == 1}
    if problem.key in empty:
        return True
    return problem.code == "policy.needs" and any(
        value.get("key") == problem.params["key"] for _, value in draft.values()
    )


def plain(problem: Problem) -> Problem:
    """The problem without the line of a file that nobody has written, its field by its Chinese name."""
    name = str(problem.params.get("name", ""))
    if (problem.code, name) == ("policy.missing", "note") and problem.key.startswith("/unsupported/"):
        return replace(problem, code="draft.unsupported_note", row=0)
    if (problem.code, name) in _PLAINER:
        return replace(problem, code=_PLAINER[problem.code, name], row=0)
    return replace(problem, row=0, params={**problem.params, "name": say(NAMED[name]) if name in NAMED else name})
