"""The rows of a pack file as a whole: lists, catalogues, shared needs, schemes, rules; and what only all of them show."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from app.kernel.outcomes import Problem
from app.kernel.texts import RESOURCES
from app.policy.own_facts import GRANTED, TEXT
from app.policy.pack_facts import PackFact
from app.policy.row_schemes import read_need, read_scheme
from app.policy.row_tables import check_other_tables, meet
from app.policy.row_tests import Context, meant
from app.policy.rows import CLAIM, CLASS, INSTITUTION, Catalogue, Choice, Need, Scheme, tests_in
from app.policy.source import INTERNAL, Source, sourced
from app.policy.toml_table import Table, open_toml

STEPS: Mapping[str, str] = {
    "apply": "提交开班申请",
    "approve": "批准或备案开班",
    "start": "开班",
    "end": "结班",
    "submit": "提交补贴申请",
    "pay": "拨付",
}
"""The steps of a class or claim at which a rule is asked."""
ABOUT: Mapping[str, str] = {CLASS: "培训班", INSTITUTION: "培训机构", CLAIM: "补贴申请"}
"""What a rule may be about."""
_LONGEST_CHAIN = 20
OFFICE_BY = ("occupation", "level")
"""What the office's own catalogues of rates go by."""
_CHECKS = RESOURCES / "policy" / "checks.toml"


class Rows(NamedTuple):
    """The rows of a pack."""

    lists: Mapping[str, tuple[str, ...]]
    catalogues: Mapping[str, Catalogue]
    schemes: Mapping[str, Scheme]
    rules: tuple[Need, ...]


def read_rows(
    root: Table, clauses: Mapping[str, Source], values: Mapping[str, tuple[str, ...]], own: Sequence[PackFact]
) -> Rows:
    """The rows of a pack file; `values` are the lists among its values, which rows may name too."""
    table = root.table("lists", required=False)
    lists = {name: table.texts(name) for name in table.data}
    schemes = root.tables("schemes")
    titles = {str(each.data.get("key", "")): str(each.data.get("title", "")) for each in schemes}
    context = Context.of(clauses, {**values, **lists}, titles, own)
    context.catalogues = _catalogues(root, context)
    shared = [*_checks(context), *_shared(root, context)]
    found: dict[str, Scheme] = {}
    places: dict[str, Table] = {}
    for each in schemes:
        scheme = read_scheme(each, context, shared)
        if scheme.key in found:
            each.blame("policy.repeated", "key", item=scheme.key)
        found[scheme.key], places[scheme.key] = scheme, each
    _acyclic(places, found)
    _paired(places, found)
    rules = tuple(_rule(rule, context) for rule in root.tables("rules"))
    check_other_tables(context)
    return Rows(lists, context.catalogues, found, rules)


def _checks(context: Context) -> list[tuple[tuple[str, ...], Need]]:
    """The office's own checks (内部核对), which no document asks for and every scheme for people has."""
    problems: list[Problem] = []
    root = open_toml(_CHECKS.read_text(encoding="utf-8"), problems)
    assert root is not None
    found: list[tuple[tuple[str, ...], Need]] = [
        ((), read_need(need, context, INTERNAL)) for need in root.tables("needs")
    ]
    if problems:
        raise ValueError(problems)
    return found


def _shared(root: Table, context: Context) -> list[tuple[tuple[str, ...], Need]]:
    found = []
    for need in root.tables("needs"):
        of = need.texts("for", required=False)
        for key in of:
            if key not in context.schemes:
                need.blame("row.unknown", "for", word=key, nearest=meant(key, context.schemes))
        found.append((of, read_need(need, context)))
    return found


def _rule(table: Table, context: Context) -> Need:
    about, at = table.among("about", ABOUT), table.among("at", STEPS)
    return read_need(table, context, about=about, at=at, then=table.text("then", required=False))


def _catalogues(root: Table, context: Context) -> dict[str, Catalogue]:
    found: dict[str, Catalogue] = {}
    for table in root.tables("catalogues"):
        key, by = table.text("key"), table.texts("by", required=False)
        for fact in by:
            if context.fact(table, fact, "by").kind != TEXT:
                table.blame("row.by_text", "by", fact=context.facts[fact].title)
        rows = _rates(table, by, context) if table.has("rows") else None
        for fact in by if rows is None else ():
            if fact in context.facts and fact not in OFFICE_BY:
                table.blame("row.office_catalogue", "by", fact=context.facts[fact].title)
        if key in found:
            table.blame("policy.repeated", "key", item=key)
        alike = next((each.title for each in found.values() if each.rows is None and "occupation" in each.by), "")
        if alike and rows is None and "occupation" in by:
            table.blame("row.office_catalogues", "by", title=alike)
        title, unit = table.text("title"), table.text("unit")
        found[key] = Catalogue(key, title, by, rows, unit, sourced(table, context.clauses, required=False))
        table.close()
    return found


def _rates(table: Table, by: Sequence[str], context: Context) -> dict[tuple[str, ...], tuple[Choice, ...]]:
    """The pack's own rates: one for each combination of facts, from a day on or until one."""
    found: dict[tuple[str, ...], tuple[Choice, ...]] = {}
    for row in table.tables("rows"):
        key = tuple(row.text(fact) for fact in by)
        for fact, value in zip(by, key, strict=True):
            codes = context.facts[fact].codes if fact in context.facts else None
            if value and codes and value not in codes:
                row.blame_choice(fact, value, codes)
        one = Choice(row.money("is"), (), row.day("since", required=False), row.day("until", required=False))
        if any(meet(o, one) for o in found.get(key, ())):
            row.blame("policy.repeated", "is", item="、".join(key))
        found[key] = (*found.get(key, ()), one)
        row.close()
    return found


def _acyclic(places: Mapping[str, Table], schemes: Mapping[str, Scheme]) -> None:
    """No scheme may, over others, ask for itself first; nor may a chain of them be longer than anybody can follow."""
    sound: set[str] = set()

    def walk(key: str, path: tuple[str, ...]) -> bool:
        if key in path or len(path) > _LONGEST_CHAIN:
            titles = [schemes[k].title for k in (*path[path.index(key) if key in path else 0 :], key)]
            places[path[0]].blame("row.circle" if key in path else "row.chain", schemes=" → ".join(titles))
            return True
        if key in sound:
            return False
        found = any(walk(other, (*path, key)) for other in asked_first(schemes[key]) if other in schemes)
        sound.add(key)
        return found

    any(walk(key, ()) for key in schemes)


def asked_first(scheme: Scheme) -> tuple[str, ...]:
    """The schemes of which one asks whether they are granted, each once."""
    asked = (test.fact.removeprefix(GRANTED) for test in tests_in(scheme) if test.fact.startswith(GRANTED))
    return tuple(dict.fromkeys(asked))


def _paired(places: Mapping[str, Table], schemes: Mapping[str, Scheme]) -> None:
    """What shuts out another scheme must be said in both: whoever comes second would be paid otherwise."""
    for scheme in schemes.values():
        for past in scheme.past:
            for other in past.of if past.most == 0 and not past.higher else ():
                if other in schemes and other != scheme.key and not _shuts_out(schemes[other], scheme.key):
                    places[scheme.key].blame("row.one_sided", scheme=scheme.title, other=schemes[other].title)


def _shuts_out(scheme: Scheme, other: str) -> bool:
    return any(past.most == 0 and other in past.of for past in scheme.past)
