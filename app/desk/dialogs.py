"""The dialog of a verb: the fields it asks for, what they begin with, what may be chosen, and what is said above them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from app.claim.advance.model import Advance
from app.claim.claim.model import Claim
from app.desk import cautions, lists, words
from app.desk.formdata import Choices, FormData, options
from app.desk.hooks import hooks
from app.institution.institution.model import Institution
from app.institution.institution.programmes import parse_programmes
from app.institution.unit.model import Unit
from app.institution.unit.tree import names
from app.kernel import kinds
from app.kernel.kinds import Value
from app.kernel.workflow import CORRECT, CREATE, EDIT
from app.office.office.belonging import offices_below
from app.record.initials import initials
from app.record.pack_facts import noun_at
from app.store.work import Read
from app.training.training_class import materials
from app.training.training_class.model import TrainingClass

_SOME = ("area_name", "programme_name", "for_office_name")
"""Units and offices that an office need not have: without any, nothing is asked of them."""


def dialog(read: Read, noun: str, word: str, uids: Sequence[int]) -> FormData:
    """Everything that the dialog of a verb on some records needs; `uids` are none for a verb that makes one."""
    record, verb = words.find(noun, word)
    uid = uids[0] if len(uids) == 1 else None
    fields = words.offered([f for f in noun_at(read, record, uid).asks(verb) if not f.asked], read.lists())
    offered = {key: texts for key, texts in suggestions(read, noun).items() if key not in verb.coins}
    fields = tuple(f for f in fields if f.required or f.key not in _SOME or offered[f.key])
    choices = Choices(read.lists(), offered)
    wanted = {text for f in fields for text in options(f, choices)}
    captioned = captions(read, offered) if word == CREATE else {}
    choices = replace(choices, initials={text: initials(text) for text in wanted}, captions=captioned)
    revision = words.revision_of(read, noun, uid) if uid is not None else None
    hint = hooks(noun).hint.get(word)
    said = hint(read, uid) if hint and uid is not None else cautions.before(read, noun, word, uids)
    return FormData(tuple(fields), values_for(read, noun, word, uid), choices, revision, said)


def values_for(read: Read, noun: str, word: str, uid: int | None) -> dict[str, Value]:
    """What the dialog of a verb is filled with: the record's own values for an edit, today for dates asked."""
    found, verb = words.find(noun, word)
    asks = noun_at(read, found, uid).asks(verb)
    if word in (EDIT, CORRECT) and uid is not None:
        record = lists.record(read, noun, uid) or {}
        return {field.key: record.get(field.key) for field in asks}
    dates = {f.key: read.today for f in asks if f.kind is kinds.DATE and found.noun.dated}
    begin = hooks(noun).begin.get(word)
    if begin is None or (uid is None and word != CREATE):
        return {**dates}
    return {**dates, **begin(read, uid)}


def suggestions(read: Read, noun: str) -> dict[str, list[str]]:
    """What a field of a noun may be filled with, by its key: listed institutions, units, occupations, what it adds itself."""
    own, scalars = read.own.uid, read.session.scalars
    listed = select(Institution.name).where(Institution.origin == own, Institution.state == "listed")
    named = names()
    of_office = select(named.c.called, named.c.kind).join(Unit, Unit.uid == named.c.uid).where(Unit.origin == own)
    kinds_of = read.session.execute(of_office.order_by(Unit.axis, Unit.seq, Unit.uid)).all()
    units = [name for name, _ in kinds_of]
    choices = read.lists()
    programmes = scalars(select(Institution.programmes).where(Institution.origin == own))
    taught = (parse_programmes(text, choices["skill_levels"]) for text in programmes)
    return {
        **{key: list(items) for key, items in choices.items()},
        "institution_name": list(scalars(listed.order_by(Institution.name))),
        "unit_name": units,
        "parent_name": units,
        "axis": list(scalars(select(Unit.axis).where(Unit.origin == own).distinct())),
        **{f"{kind}_name": [name for name, found in kinds_of if found == kind] for kind in ("area", "programme")},
        "for_office_name": [office.name for office in offices_below(read, program=False)],
        "occupation": sorted({occupation for pairs in taught for occupation, _ in pairs}),
        "department": units,
        "materials": [materials.ALL],
        **hooks(noun).suggest(read),
    }


def captions(read: Read, offered: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """What stands beside a number that is offered: the class, for a claim without one the institution."""
    named, training = func.coalesce(TrainingClass.name, Institution.name), TrainingClass.uid
    wanted = (
        select(TrainingClass.number, TrainingClass.name).where(_offered(read, TrainingClass, offered)),
        select(Claim.number, named)
        .join(Institution, Institution.uid == Claim.institution_uid)
        .outerjoin(TrainingClass, training == Claim.class_uid)
        .where(_offered(read, Claim, offered)),
        select(Advance.number, TrainingClass.name)
        .join(TrainingClass, training == Advance.class_uid)
        .where(_offered(read, Advance, offered)),
    )
    return {row[0]: row[1] for query in wanted for row in read.session.execute(query)}


_NUMBERS: Mapping[Any, str] = {TrainingClass: "class_number", Claim: "claim_number", Advance: "advance_number"}


def _offered(read: Read, model: Any, offered: Mapping[str, Sequence[str]]) -> ColumnElement[bool]:
    return and_(model.origin == read.own.uid, model.number.in_(offered.get(_NUMBERS[model], ())))
