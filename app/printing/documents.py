"""The forms of the office, filled from its records: screen preview, printer and package take the same pages."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.award.unverified import listed
from app.claim.claim.explaining import explained, objections
from app.claim.claim.verification import Doubts, doubts, warned
from app.desk.asking import asked
from app.desk.lists import LISTINGS, OF_NOUN
from app.fund.disclosing import stated
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Problem, Refused
from app.kernel.periods import Period, parse_period, years
from app.kernel.texts import RESOURCES, say
from app.kernel.workflow import CHANGEABLE, CLASS
from app.policy.pack import VERIFIED
from app.policy.pack import Value as PolicyValue
from app.printing.compose import compose
from app.printing.disclosed import disclosed
from app.printing.formfile import load
from app.printing.forms import Form
from app.printing.pdf import render
from app.printing.values import FormData
from app.record.listing import Query
from app.store.files import atomic
from app.store.work import Read

_FUNDS = "budget"
"""States in which paper carries the word 草稿; what is handed in is for signing."""
_KIND = frozenset({"class_name", "class_number", "equipment_fen"})
"""Required values that tell what a claim is for."""


@dataclass(frozen=True)
class Document:
    """A printed form: its bytes, how many pages, what did not fit, and of a public one what is asked before it goes out."""

    data: bytes
    pages: int
    problems: Sequence[Problem]
    open: str = ""


@cache
def _forms() -> Mapping[str, Form]:
    return {path.stem: load(path) for path in sorted((RESOURCES / "forms").glob("*.toml"))}


FORMS: Mapping[str, Form] = _forms()


def pdf(read: Read, name: str, uid: int) -> Document:
    """A form about one record; Refused when there is no such record."""
    form = FORMS[name]
    record = OF_NOUN[form.noun].record(read.connection, uid)
    if record is None:
        raise Refused("record.missing", noun=OF_NOUN[form.noun].title, uid=uid_text(uid))
    if form.noun == _FUNDS:
        span = years(int(str(record["year"])), int(str(record["until_year"])))
        return _disclosure(read, span, str(record["fund"]))
    doubt = doubts(read, form.noun, uid)
    filled = _filled(read, form, record, uid, doubt)
    if form.when and not filled.values[form.when]:
        raise Refused("printing.not_asked", title=form.title)
    points = [*_unsaid((*doubt.decided, *doubt.handled)), *_unissued(read)] if form.public else []
    return _document(read, form, filled, points)


def disclosure(read: Read, period: str) -> Document:
    """The use of all funds in a month, quarter or year, to be made public."""
    return _disclosure(read, parse_period(period))


def _disclosure(read: Read, period: Period, fund: str = "") -> Document:
    value = stated(read, period)
    points = _unsaid([value]) if value and value.status != VERIFIED else []
    return _document(read, FORMS["disclosure"], disclosed(read, period, fund), points)


def _document(read: Read, form: Form, data: FormData, points: Sequence[str] = ()) -> Document:
    fonts = RESOURCES / "fonts"
    composed = compose(form, data, read.today, fonts)
    told = say("printing.open", title=form.title, points="\n".join(f"· {point}" for point in points)) if points else ""
    return Document(render(composed, fonts), composed.count, composed.problems, told)


def _unsaid(values: Collection[PolicyValue]) -> list[str]:
    return [say("printing.open_values", values=listed(values))] if values else []


def _unissued(read: Read) -> list[str]:
    first = read.pack.documents[0]
    return [say("printing.open_basis", document=first.name)] if first.draft else []


def save(document: Document, path: Path) -> None:
    """Write a document to a file, whole or not at all."""
    with atomic(path) as unfinished:
        unfinished.write_bytes(document.data)


def _filled(read: Read, form: Form, record: Mapping[str, Value], uid: int, doubt: Doubts) -> FormData:
    own, first = read.own, read.pack.documents[0]
    office = {"office.name": own.name, "office.phone": own.phone, "office.address": own.address}
    named = f"《{first.title}》（{first.number}）" if first.number else first.name
    basis = say("printing.rules") if first.draft else named
    state = str(record["claim_state" if form.noun == "claim-line" else "state"])
    given = {**asked(read, form.noun, uid), "basis": basis, "unsettled": warned(doubt.handled)}
    values: dict[str, object] = {**record, **office, **given}
    if "reasons" in form.values():
        lines = LISTINGS["claim-lines"].rows(read.connection, Query(inside=uid))
        values["reasons"] = "\n".join(str(line["reasons"]) for line in lines)
    if form.noun == "class":
        values["state_title"] = CLASS.states[state]
    return FormData(
        values,
        _rows(read, form, uid),
        draft=state in CHANGEABLE,
        sample=read.settings.get("sample") == "1",
        unsettled=bool(doubt.decided) and not form.public,
    )


def _rows(read: Read, form: Form, uid: int) -> list[dict[str, object]]:
    """The rows of a form's table: the roster in force, a claim's lines with why some are refused, or paragraphs."""
    if form.table is None:
        return []
    if form.table.rows:
        rows = list(LISTINGS[form.table.rows].rows(read.connection, Query(inside=uid)))
    elif form.noun == "class":
        found = LISTINGS["enrolments"].rows(read.connection, Query(inside=uid))
        rows = [dict(row) for row in found if row["state"] == "active"]
    elif form.noun == "claim-line":
        rows = [{"part": p.title, "text": "\n".join(p.lines)} for p in explained(read, form.noun, uid)]
    else:
        found = LISTINGS["claim-lines"].rows(read.connection, Query(inside=uid))
        against = objections(read, uid)
        rows = [{**row, "remark": against.get(int(str(row["uid"])), "")} for row in found]
    return [{**row, "seq": number} for number, row in enumerate(rows, start=1)]


def forms_of(read: Read, noun: str, uid: int) -> list[Form]:
    """The forms that a record of a noun may have: of its kind, since a claim for a class has others than one for
    equipment, and those that its policy asks for.
    """
    record, given = OF_NOUN[noun].record(read.connection, uid) or {}, asked(read, noun, uid)
    of_noun = (form for form in FORMS.values() if form.noun == noun and (not form.when or given.get(form.when)))
    return [form for form in of_noun if all(record.get(key) is not None for key in _KIND & set(form.required))]


def of_record(read: Read, noun: str, uid: int) -> list[tuple[str, bytes]]:
    """Title and PDF of each form about a record whose values are all there: a claim has no 公示 before its notice."""
    record = OF_NOUN[noun].record(read.connection, uid) or {}
    due = [f for f in forms_of(read, noun, uid) if all(record.get(k, "") is not None for k in f.required)]
    return [(form.title, pdf(read, form.name, uid).data) for form in due]
