"""The worked cases of a pack file: facts laid over the common ones, and the decision they must lead to."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from app.award.equipment import CEILINGS, EQUIPMENT
from app.award.scheme_facts import overfull
from app.award.schemes import SCHEMES
from app.kernel.codes import APPRENTICE, ARRANGEMENTS
from app.kernel.kinds import BadValue
from app.kernel.months import BadMonths, read_months
from app.policy.pack import Case
from app.policy.toml_table import Table


def _past(table: Table, name: str) -> tuple[tuple[date | None, str, str, str, str], ...]:
    """Awards granted before: the day the class started, occupation, level, scheme, training type."""
    awards = table.tables(name)
    found = tuple(
        (
            *(past.day("on"), past.text("occupation"), past.text("level")),
            *(_scheme(past, "scheme"), _blank(past, "training_type")),
        )
        for past in awards
    )
    for past in awards:
        past.close()
    return found


def _tags(table: Table, name: str) -> tuple[tuple[str, date | None, date | None], ...]:
    """Proofs on file: category, the day from which it holds, the last day on which it did."""
    tags = table.tables(name)
    found = tuple((tag.text("category"), tag.day("since"), tag.day("until", required=False)) for tag in tags)
    for tag in tags:
        tag.close()
    return found


def _arrangement(table: Table, name: str) -> str:
    """How the class is arranged, by its code."""
    text = table.text(name, required=False)
    if text and text not in ARRANGEMENTS:
        table.blame("policy.choice", name, value=text, choices="、".join(ARRANGEMENTS))
    return text


def _scheme(table: Table, name: str) -> str:
    """The name of a scheme, '' for 职业培训补贴."""
    text = table.text(name, required=False)
    known = (*SCHEMES, EQUIPMENT)
    if text and text not in known:
        table.blame("policy.choice", name, value=text, choices="、".join(known))
    return text


def _attendance(table: Table, name: str) -> tuple[tuple[int, int, int], ...]:
    """Days attended: periods a day, minutes a period, and how many such days."""
    held = table.tables(name)
    found = tuple((one.whole("periods") or 0, one.whole("minutes") or 0, one.whole("days") or 0) for one in held)
    for one, (periods, minutes, _) in zip(held, found, strict=True):
        if said := overfull(periods, minutes):
            one.blame("attendance.day_full", "periods", **said)
        one.close()
    return found


def _months(table: Table, name: str) -> tuple[str, ...]:
    """Months at work as a clerk writes them; '' for none."""
    text = table.text(name, required=False)
    try:
        return read_months(text) if text else ()
    except BadMonths as bad:
        table.blame(bad.code, name, **bad.params)
        return ()


def _apprentice(table: Table, name: str) -> str:
    """Worker or student, as it is kept or shown."""
    text = table.text(name, required=False)
    try:
        return str(APPRENTICE.read(text)) if text else ""
    except BadValue as bad:
        table.blame("policy.choice", name, value=text, **bad.params)
        return ""


def _facility(table: Table, name: str) -> str:
    """A kind of facility."""
    text = table.text(name)
    if text and text not in CEILINGS:
        table.blame("policy.choice", name, value=text, choices="、".join(CEILINGS))
    return text


def _blank(table: Table, name: str) -> str:
    """A text that a case may set to nothing."""
    return table.text(name, required=False)


FACTS: Mapping[str, Callable[[Table, str], object]] = {
    "on": Table.day,
    "id_valid": Table.flag,
    "category": _blank,
    "draws_pension": Table.flag,
    "occupation": _blank,
    "level": _blank,
    "training_type": _blank,
    "result": _blank,
    "certificate_kind": _blank,
    "certificate_number": _blank,
    "certificate_date": Table.day,
    "overlaps": Table.texts,
    "shared_account": Table.whole,
    "rate": Table.money,
    "rate_sample": Table.flag,
    "past": _past,
    "scheme": _scheme,
    "attendance": _attendance,
    "planned_periods": Table.whole,
    "fee": Table.money,
    "standard": Table.money,
    "months": _months,
    "past_months": _months,
    "hired_on": Table.day,
    "insured": Table.flag,
    "apprentice_kind": _apprentice,
    "modules_done": Table.flag,
    "claimed_on": Table.day,
    "locality": _blank,
    "tags": _tags,
    "arrangement": _arrangement,
    "firm_opened_on": Table.day,
    "born": Table.day,
    "sex": _blank,
    "class_periods": Table.whole,
    "heads": Table.whole,
    "facility": _facility,
    "equipment_value": Table.money,
    "education_fund": Table.flag,
    "equipment_before": Table.whole,
}
"""What a case may state, and how it is read; a rate of 0 is a rate that the catalogue lacks.

What it does not say of place and proof is taken to be in order, so that it need only say what it shows.
"""


def read_cases(root: Table, clauses: Collection[str], *, cited: bool = True) -> tuple[Case, ...]:
    """The worked cases of a file; those of a pack (`cited`) must each name the clause that they show kept."""
    base = _facts(root.table("case_base", required=False))
    return tuple(_case(table, base, clauses, cited=cited) for table in root.tables("cases"))


def _facts(table: Table) -> dict[str, object]:
    found = {name: read(table, name) for name, read in FACTS.items() if table.has(name)}
    table.close()
    return found


def _case(table: Table, base: dict[str, object], clauses: Collection[str], *, cited: bool) -> Case:
    unsupported, stated = table.text("unsupported", required=False), table.table("facts", required=False)
    facts = stated.data if unsupported else base | _facts(stated)  # it may state what the program has no word for
    if facts.get("on") is None and not unsupported:
        table.blame("policy.missing", "on")
    clause = table.text("clause", required=cited)
    if clause and clause not in clauses:
        table.blame("policy.unknown_clause", "clause", clause=clause)
    expect = table.table("expect")
    granted = expect.flag("granted")
    amount = expect.money("amount", required=granted) or 0
    reasons = expect.texts("reasons", required=False)
    expect.close()
    case = Case(table.text("name"), clause, facts, granted, amount, reasons, unsupported)
    table.close()
    return case
