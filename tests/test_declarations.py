"""What is declared hangs together: fields, listings, screens, forms, packs, nouns, verbs, and every sentence."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

import pytest

from app.desk.journal import JOURNAL_LIST
from app.desk.lists import LISTINGS
from app.desk.nouns import NOUNS
from app.desk.records import LENT, RECORDS, functions
from app.desk.reports import REPORTS
from app.desk.screens import MORE, SCREENS, TABS
from app.exchange.imports import KINDS
from app.kernel import fields, texts
from app.kernel.fields import Field
from app.kernel.kinds import Kind
from app.kernel.noun import Noun, Verb
from app.kernel.periods import KINDS as PERIODS
from app.plan.indicators import INDICATOR_LIST
from app.policy.keys import KEYS, LIST
from app.printing.formfile import load
from app.printing.library import FORMS
from app.printing.values import ROW_VALUES, VALUES
from app.record.report import SUM, Row
from app.store.packs import bundled, parsed
from tests.bureau import Bureau
from tests.sources import APP, calls, constant, name_of, trees

IMPORTED = {"roster", "accounts", "placements", "results", "attendance", "months", "figures", "answer"}
FIELDS = [
    *(f for noun in NOUNS.values() for f in noun.fields.values()),
    fields.ORIGIN,
    fields.REASON,
    fields.LATE,
    fields.CONFIRMATION,
]
VERBS = {
    f"{name}.{word}": (run, RECORDS[name].noun.verb(word), RECORDS[name].noun.asks(RECORDS[name].noun.verb(word)))
    for name in RECORDS
    for word, run in functions(RECORDS[name]).items()
}


# --- fields and listings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NOUNS)
def test_the_columns_of_a_noun_have_one_key_and_one_title_each_and_known_kinds_and_lists(name: str) -> None:
    columns = NOUNS[name].all
    assert len({column.name for column in columns}) == len({column.heading for column in columns}) == len(columns)
    for column in columns:
        assert isinstance(column.field.kind, Kind)
        assert re.search(r"[\u4e00-\u9fff]", column.heading)
        assert not column.field.choices or KEYS[column.field.choices].kind == LIST


@pytest.mark.parametrize("name", RECORDS)
def test_every_column_that_a_higher_subject_is_to_give_is_given(name: str) -> None:
    assert not RECORDS[name].later


def test_no_subject_gives_a_column_that_nobody_asked_for() -> None:
    given = {word for record in RECORDS.values() for word in record.gives}
    bound = {noun: import_module(f"{NOUNS[noun].module}.record").RECORD.later for noun in NOUNS}
    assert given == {f"{noun}.{key}" for noun, keys in bound.items() for key in keys}


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_shows_elements_of_the_dictionary_and_has_a_screen(name: str) -> None:
    listing = LISTINGS[name]
    assert listing in (JOURNAL_LIST, INDICATOR_LIST) or all(column.field in FIELDS for column in listing.columns)
    assert len({column.heading for column in listing.columns}) == len(listing.columns)
    assert SCREENS[name].noun == listing.noun


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_names_columns_parts_verbs_and_imports_that_exist(name: str) -> None:
    screen, listing = SCREENS[name], LISTINGS[name]
    columns = {column.name for column in listing.columns}
    assert set(screen.label) <= columns
    assert not screen.create or "create" in functions(RECORDS[screen.noun])
    for part in screen.parts:
        assert part.screen in SCREENS
        assert not part.by or {part.by} <= {column.name for column in LISTINGS[part.screen].columns}
        assert not part.own or part.own in columns
    for item in screen.imports:
        assert item.name in KINDS
        assert not item.into or NOUNS[screen.noun].verb(item.verb)
    if screen.prints:
        assert any(form.noun == screen.noun for form in FORMS.values())


def test_every_listing_can_be_reached_from_a_tab() -> None:
    reached = {*TABS, *MORE, *(part.screen for screen in SCREENS.values() for part in screen.parts)}
    assert reached == set(LISTINGS)


# --- nouns ------------------------------------------------------------------------------------------------------------


def test_every_noun_that_is_declared_is_registered() -> None:
    declared = {path.parent for path in APP.rglob("noun.py")} - {APP / "kernel"}
    folders = [path.parent for path in APP.rglob("record.py") if "\nRECORD = " in path.read_text(encoding="utf-8")]
    bound = {".".join(folder.relative_to(APP.parent).parts) for folder in folders}
    assert len(NOUNS) == len(declared)
    assert {noun.module for noun in NOUNS.values()} == bound


@pytest.mark.parametrize("name", RECORDS)
def test_every_verb_of_a_noun_is_bound_once_or_is_an_import(name: str) -> None:
    record = RECORDS[name]
    lent = [key.partition(".")[2] for key in LENT if key.startswith(f"{name}.")]
    bound = [*record.verbs, *lent]
    imports = {kind.verb for kind in KINDS.values() if kind.into == name}
    assert sorted(bound) == sorted({verb.word for verb in record.noun.verbs} - imports)
    assert set(functions(record)) == set(bound)


@pytest.mark.parametrize("name", RECORDS)
def test_no_column_of_a_table_is_forgotten(name: str) -> None:
    record = RECORDS[name]
    declared = {getattr(record.at(c), "key", None) or c.name for c in record.noun.all} | {
        c.refers for c in record.noun.columns
    }
    bookkeeping = {"uid", "revision", "origin"} | record.local
    assert {column.name for column in record.model.__table__.columns} - declared - bookkeeping == set()


@pytest.mark.parametrize("name", [name for name, record in RECORDS.items() if record.sheet and record.noun.plural])
def test_a_column_is_called_and_read_alike_in_list_and_package(name: str) -> None:
    record = RECORDS[name]
    assert record.sheet is not None
    sent = {cell.sql.key: cell.field for cell in record.sheet.kept}
    for column in record.listing.columns:
        field = sent.get(getattr(column.sql, "key", ""))
        if field is not None and getattr(column.sql, "table", None) is record.model.__table__:
            assert (field.title, field.kind) == (column.heading, column.field.kind), column.name
    if "state" in sent:
        assert all(sent["state"].kind.show(state) == title for state, title in record.noun.states.items())


def test_the_pure_halves_of_nouns_load_no_database() -> None:
    program = "import sys, app.desk.screens; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=APP.parent, check=False).returncode == 0


# --- verbs ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", NOUNS.values(), ids=NOUNS)
def test_every_word_of_a_workflow_has_a_function_or_is_an_import(flow: Noun) -> None:
    words, bound = {move.word for move in flow.moves}, set(functions(RECORDS[flow.name]))
    assert words - bound == words & IMPORTED
    assert bound - words <= {"create"}
    assert {kind.verb for kind in KINDS.values() if kind.into} == IMPORTED


@pytest.mark.parametrize("flow", NOUNS.values(), ids=NOUNS)
def test_no_key_does_two_things_to_a_noun(flow: Noun) -> None:
    keys = [move.shortcut for move in flow.moves if move.shortcut]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("run", "verb", "asks"), VERBS.values(), ids=VERBS)
def test_a_verb_takes_exactly_what_its_fields_give(
    run: Callable[..., object], verb: Verb, asks: tuple[Field, ...]
) -> None:
    asked = list(inspect.signature(run).parameters.values())[1 if verb.creates else 2 :]
    keys = {field.key for field in asks}
    if any(p.kind is p.VAR_KEYWORD for p in asked):
        return
    required = {field.key for field in asks if field.required}
    assert {p.name for p in asked} == keys
    assert {p.name for p in asked if p.default is p.empty} <= required


def test_no_two_fields_of_a_verb_have_one_title() -> None:
    for _, _, asks in VERBS.values():
        assert len({field.title for field in asks}) == len(asks)


# --- reports ----------------------------------------------------------------------------------------------------------


def paid_in(bureau: Bureau) -> str:
    """The year in which the bureau paid a claim, with which every table has a row."""
    bureau.claim(bureau.first("class"), "paid")
    return str(bureau.today.year)


FORMS_FOLDER = texts.RESOURCES / "forms"
OF_OFFICES_BELOW = ("arrivals", "reminder")
"""Reports on offices below: the office under test has none, and they say so."""
WITHOUT_STATEMENT = "reconciliation"
"""The report on bank statements: the office under test has none, and it says so."""


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_has_titles_fields_whose_keys_its_rows_have_labels_and_a_form_that_exist(
    name: str, taught: Bureau
) -> None:
    report, year = REPORTS[name], paid_in(taught)
    assert report.name == name and set(report.periods) <= set(PERIODS)
    assert re.search(r"[\u4e00-\u9fff]", report.title)
    with taught.office.read() as read:
        for table in report.tables:
            keys = [field.key for field in table.fields]
            assert table.sheet(report.period(year)) and len({*keys}) == len({f.title for f in table.fields}) == len(
                keys
            )
            assert set(table.label) <= set(keys)
            rows = list(table.rows(read, report.period(year)))
            assert all(set(keys) <= row.keys() for row in rows)
            assert bool(rows) is (name not in OF_OFFICES_BELOW)
            assert table.note or not table.foot, "lines to sign stand on a paper"
        if report.form:
            form, values = load(FORMS_FOLDER / f"{report.form}.toml"), report.values(read, report.period(year))
            assert form.columns() <= {"seq", *(field.key for field in report.tables[0].fields)}
            rows = report.tables[0].rows(read, report.period(year))
            sums: Row = next((row for row in rows if row.get(SUM)), {})
            assert {v for v in form.values() if "." not in v} <= {"period_title", *values, *sums}


@pytest.mark.parametrize("name", REPORTS)
def test_what_of_a_report_does_not_agree_is_said_in_sentences_and_of_a_sound_office_nothing(
    name: str, taught: Bureau
) -> None:
    report, year = REPORTS[name], paid_in(taught)
    with taught.office.read() as read:
        told = report.told(read, report.period(year))
        assert bool(report.checks(read, report.period(year), told)) is (name in (*OF_OFFICES_BELOW, WITHOUT_STATEMENT))
        said = report.problems(read, report.period(year), told)
        assert all(re.search(r"[\u4e00-\u9fff]", check.text) for check in said)


# --- forms and packs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
def test_a_form_is_about_a_noun_and_prints_values_that_exist(name: str) -> None:
    form = FORMS[name]
    assert form.noun in NOUNS
    assert form.values() <= VALUES[form.noun].keys()
    assert form.columns() <= ROW_VALUES.keys()


@pytest.mark.parametrize("name", bundled())
def test_a_bundled_pack_gives_every_list_that_a_required_field_chooses_from(name: str) -> None:
    pack = parsed(bundled()[name])
    assert pack.id == name
    for field in FIELDS:
        assert not (field.choices and field.required) or pack.list(field.choices), field.key


def test_every_policy_value_that_the_program_asks_for_is_declared() -> None:
    asked = {
        key
        for call in calls()
        if (key := constant(call, 1 if name_of(call) == "cite" else 0))
        and (name_of(call) == "cite" or (name_of(call) in ("get", "value", "list") and is_pack(call)))
    }
    assert "notice_days" in asked
    assert asked <= set(KEYS)


def test_every_key_that_a_pack_may_carry_is_read_by_the_program() -> None:
    """A value that nothing reads is no value: it stands among what is only read (仅供查阅)."""
    named = {
        node.value
        for place, tree in trees().items()
        if place != "policy/keys.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(KEYS) - named - {key.within for key in KEYS.values()} - {key.of for key in KEYS.values()} == set()


def is_pack(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("pack")


# --- what is declared is called ---------------------------------------------------------------------------------------


def module_of(place: str) -> str:
    return "app." + place.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@cache
def imports() -> dict[str, dict[str, str]]:
    """By module, the full name of each name that it imports; a name that a package passes on has two."""
    return {
        module_of(place): {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        for place, tree in trees().items()
    }


def home(name: str) -> str:
    """The full name under which something is defined, of the one under which a module has it."""
    module, _, last = name.rpartition(".")
    passed_on = imports().get(module, {}).get(last, name)
    return name if passed_on == name else home(passed_on)


@cache
def below(module: str) -> set[str]:
    """A module and all that it imports, directly or not."""
    found, ahead = set(), {module}
    while ahead:
        found |= ahead
        names = {name for one in ahead for full in imports()[one].values() for name in (full, full.rpartition(".")[0])}
        ahead = (names & imports().keys()) - found
    return found


def uses() -> tuple[set[str], dict[str, set[str]]]:
    """The full names that the program reads, and by attribute the modules from which it is asked of something."""
    names: set[str] = set()
    attributes: dict[str, set[str]] = {}
    for place, tree in trees().items():
        module = module_of(place)
        known = imports()[module]
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                names.add(home(known.get(node.id, f"{module}.{node.id}")))
            elif isinstance(node, ast.Attribute):
                names.add(home(f"{known.get(ast.unparse(node.value), '')}.{node.attr}"))
                attributes.setdefault(node.attr, set()).add(module)
    return names, attributes


def public(body: list[ast.stmt]) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    yield from (node for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_")


def test_every_public_function_of_the_pure_floors_is_called_by_the_program_and_not_by_tests_alone() -> None:
    names, attributes = uses()
    reached = {name: {part for module in modules for part in below(module)} for name, modules in attributes.items()}
    uncalled = []
    for place, tree in trees().items():
        if not place.startswith(("kernel/", "policy/", "award/")):
            continue
        module = module_of(place)
        for node in public(tree.body):
            full = f"{module}.{node.name}"
            methods = public(node.body) if isinstance(node, ast.ClassDef) else ()
            uncalled += [full] if full not in names else []
            uncalled += [f"{full}.{one.name}" for one in methods if module not in reached.get(one.name, ())]
    assert uncalled == []


def test_no_constant_of_the_pure_floors_is_left_that_nothing_reads() -> None:
    names, _ = uses()
    unread = []
    for place, tree in trees().items():
        if place.startswith(("kernel/", "policy/", "award/")):
            unread += [full for name in constants(tree) if (full := f"{module_of(place)}.{name}") not in names]
    assert unread == []


def constants(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives a value, in lines of its own."""
    for node in tree.body:
        given = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        yield from (name.id for target in given for name in ast.walk(target) if isinstance(name, ast.Name))


# --- floors -----------------------------------------------------------------------------------------------------------


def test_only_the_window_knows_qt_and_no_front_knows_the_database() -> None:
    for place, tree in trees().items():
        imported = {
            name.split(".")[0]
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not ({"PySide6", "shiboken6"} & imported) or place.startswith("ui"), place
        assert not ({"sqlalchemy", "sqlcipher3", "alembic"} & imported) or not place.startswith(
            ("ui", "kernel", "policy", "award")
        ), place
