"""A clause is told by its document and its place there; the id under which a pack keeps it is never said or printed.

What an office with records says is walked in the tests of the example offices.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app.award.cases.file import explained
from app.award.cases.run import run_cases
from app.award.texts.pack_diff import difference
from app.award.texts.pack_text import by_clause, compare, text_of_reading, text_of_value
from app.award.texts.reason_names import reason_names
from app.award.texts.row_text import text_of_row
from app.award.texts.sentences import cited
from app.desk.drafts.case_results import results_of_cases
from app.kernel.texts import RESOURCES, sentences
from app.policy.deadlines import dues
from app.policy.indicators import indicators
from app.policy.outdated import outdated
from app.policy.pack import Pack
from app.policy.rows import Row
from app.store.packs import bundled, parsed
from app.ui.pages.policytext import contents, page
from tests.rows import places
from tests.spoken import CLAUSE_ID

PACKS = [pytest.param(parsed(text), id=name) for name, text in bundled().items()]


@pytest.mark.parametrize("pack", PACKS)
def test_every_clause_of_a_pack_has_its_place_in_a_document(pack: Pack) -> None:
    assert [source for source in pack.clauses if not (source.document and source.place)] == []
    assert [v for v in pack.values if not v.source.clause and v.source.cite() != "待核实"] == []
    taken = {one.source.clause for one in (*pack.values, *pack.reading, *pack.targets, *places(pack))} | {
        case.clause for case in pack.cases
    }
    assert taken - {source.clause for source in pack.clauses} <= {""}


@pytest.mark.parametrize("pack", PACKS)
def test_nothing_that_is_said_of_a_pack_names_a_clause_by_its_id(pack: Pack) -> None:
    assert [text for text in told(pack) if CLAUSE_ID.search(text)] == []


def told(pack: Pack) -> Iterator[str]:
    """Every text about a pack."""
    yield from (f"{d.number} {d.title} {d.note}" for d in pack.documents)
    for source, values in by_clause(pack):
        yield f"{source.place} {source.document} {source.cite()}"
        yield from (f"{v.title} {text_of_value(v)} {v.note} {v.source.quote} {v.source.cite()}" for v in values)
    yield from (f"{r.title} {text_of_reading(r)} {r.note} {r.source.quote}" for r in pack.reading)
    yield from outdated(pack, date(2030, 1, 1))
    yield from (f"{t.unit} {t.duty} {t.note} {t.source.cite()}" for t in pack.targets)
    yield from (title for _, title in contents(pack))
    yield re.sub(r"<[^>]*>", "", page(pack, date(2030, 1, 1)))
    yield from (" ".join((row.title, *row.cells)) for row in compare([pack, parsed(bundled()["qijiang-2019"])]))
    bare = replace(pack, values=(), reading=(), targets=(), cases=(), clauses=(), schemes={}, _by_key={})
    yield from (str(one) for pair in ((bare, pack), (pack, bare)) for one in difference(*pair))
    yield from (f"{i.title} {i.clause} {i.document} {i.note} {i.missing}" for i in indicators(pack))
    yield from (line for result in run_cases(pack) for line in explained(pack, result))
    yield from results_of_cases(pack)
    yield from _rules(pack)
    yield from (f"{due.title} {due.clause}" for due in dues(pack, _Calendar()))


class _Calendar(dict[date, str]):
    """Every day announced, weekends off."""

    def get(self, day: date, default: object = None) -> str:  # type: ignore[override]
        return self[day]

    def __missing__(self, day: date) -> str:
        return "off" if day.weekday() > 4 else "work"

    def __contains__(self, day: object) -> bool:
        return True


def _rules(pack: Pack) -> Iterator[str]:
    """Every row as people read it, what a decision may be refused by, and every trace of a worked case."""
    for place in places(pack):
        yield f"{place.source.place} {place.source.document} {place.source.cite()}"
        if isinstance(place.said, Row):
            yield f"{text_of_row(place.said, pack)} {place.said.note} {place.said.pending}"
    yield from reason_names(pack).values()
    yield from (cited(mark, pack) for result in run_cases(pack) for mark in result.decision.trace)


def test_no_sentence_and_no_form_of_the_program_names_a_clause_by_its_id() -> None:
    forms = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (RESOURCES / "forms").glob("*.toml")]
    assert [text for text in (*sentences().values(), *map(str, forms)) if CLAUSE_ID.search(text)] == []
