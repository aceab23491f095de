"""Every noun, every state, every verb: done or refused exactly as the workflow table says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import delete

from app.claim.claim.model import Claim
from app.desk import dialogs, nouns, words
from app.desk.lists import OF_NOUN
from app.desk.records import RECORDS
from app.institution.institution.model import Institution
from app.kernel.outcomes import Problems, Refused
from app.kernel.workflow import ADMIN, ROLES
from app.office.correction.model import Correction
from app.store.models import Base, OfficeRow
from app.store.work import Actor
from app.training.training_class.model import TrainingClass
from tests import people
from tests.bureau import CHECKED, CHIEF, CLERK, PAYMENT, Bureau

IMPORTS = frozenset({"roster", "accounts", "placements", "results", "attendance", "months", "figures"})
EVERYBODY = Actor("多面手", frozenset(ROLES))
ANOTHER = Actor("另一人", frozenset(ROLES))
BY_ANOTHER = frozenset({"institution.publish"})
"""What another does than whoever did the verb before."""
STRANGER = 77 << 32

TEXTS: dict[str, dict[str, str]] = {
    "quota.edit": {"target": "7000"},
    "quota.split": {"unit_name": "文龙街道", "target": "10"},
    "quota.adjust": {"target": "7001", "document": "测试文1号", "reason": "追加"},
    "institution.edit": {"leader": "赵校长"},
    "institution.publish": {"listed_on": "2019-03-01"},
    "agreement.edit": {"party": "区妇联"},
    "agreement.terminate": {"until_on": "2019-10-01"},
    "tag.edit": {"proof": "残疾人证 字第2号"},
    "class.edit": {"place": "古南街道"},
    "class.correct": {"theory_periods": "48"},
    "institution.correct": {"account": people.account(98)},
    "enrolment.correct": {"bank": "示例银行"},
    "trainee.merge": {"merged_into": people.person(97).id_number},
    "trainee.correct": {"id_number": people.person(98).id_number},
    "user.edit": {"roles": "经办、复核"},
    "class.file": {"filing_number": "备1"},
    "class.approve": {"confirmation": "补办批复"},
    "claim.check": {**CHECKED, "department_on": "2019-10-30"},
    "enrolment.edit": {"bank": "示例银行"},
    "trainee.edit": {"phone": people.phone(99)},
    "claim.publish": {"notice_from": "2019-10-30"},
    "claim.register": {"real_name_number": "SMZ-1"},
    "claim.pay": {**PAYMENT, "paid_on": "2019-10-30"},
    "claim.list_up": {"fund": PAYMENT["fund"]},
    "rate.edit": {"amount_fen": "1300"},
    "rate.correct": {"amount_fen": "1400"},
    "day.edit": {"kind": "上班"},
}
BECOMES = {("institution.edit", "pending"): "draft"}
"""What a record becomes by a verb that names no state: an institution that waited for its credit code is given it."""
OTHERWISE = {
    ("class", "file"): "class.by_approval",
    ("claim", "check"): "claim.by_bureau",
    ("claim", "recover"): "claim.accepted_above",
    ("claim", "close"): "claim.not_zero",
    ("enrolment", "correct"): "enrolment.open",
}
"""Verbs that this office's pack does otherwise, or the class of a row, and how they are refused where the workflow would allow them."""
RESTED_ON = {
    ("class", "reopen", "accepted"): "class.reopen_claimed",
    **{
        ("claim", word, state): "payment.all_listed"
        for word, state in (("list_up", "cleared"), ("list_up", "paying"), ("pay", "paying"))
    },
}
"""What is refused in one state for what rests on the record there."""
WANTS_A_REASON = frozenset(
    f"{noun.name}.{verb.word}"
    for noun in nouns.NOUNS.values()
    for verb in noun.verbs
    for f in noun.asks(verb)
    if f.key == "reason"
)


@dataclass
class Stage:
    """A noun with the record that its verbs are tried on, and what the record is set to before each."""

    noun: str
    uid: int
    sets: dict[str, Any] = field(default_factory=dict)


SETS: dict[str, dict[str, Any]] = {
    "class": {"submitted_by": CLERK, "approved_by": None},
    "rate": {"entered_by": CLERK},
    "claim": {
        "submitted_by": CLERK,
        "reviewed_by": None,
        "approved_by": None,
        "notice_from": date(2019, 10, 8),
        "notice_to": date(2019, 10, 14),
        "notice_days": 5,
        "cleared_on": date(2019, 10, 15),
    },
}
NOUNS = ("quota", "institution", "agreement", "class", "enrolment", "trainee", "tag", "claim", "rate", "user", "day")


@pytest.fixture(scope="module")
def theatre(held: Bureau, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    made = held.twin(tmp_path_factory.mktemp("verbs") / "county")
    made.today = date(2019, 10, 30)
    made.claim(made.first("class"))
    made.agree(made.do("user.create", name="孙备用", roles="经办"))
    made.agreement(made.first("institution"))
    made.tag(people.person(1).id_number)
    made.enrol(made.training(date(2019, 11, 4), name="电工二班"), [people.person(97)])
    with made.office.work() as work:
        work.session.add(OfficeRow(uid=STRANGER, name="别的单位", region="500109", level="county", number=77))
    yield made
    made.office.close()


@pytest.fixture
def stage(request: pytest.FixtureRequest, theatre: Bureau) -> Stage:
    noun = request.param
    with theatre.office.read() as read:
        uids = OF_NOUN[noun].uids(read.connection)
        uid = max(uids) if noun == "user" else min(uids)
    theatre.set(Institution, theatre.first("institution"), state="listed")
    if noun == "enrolment":
        theatre.set(TrainingClass, theatre.first("class"), state="draft")
    return Stage(noun, uid, SETS.get(noun, {}))


def attempt(theatre: Bureau, stage: Stage, word: str, state: str, actor: Actor | None = None) -> str:
    """Try one verb from one state: '' when it is done, else the code of the refusal; the record's state must fit."""
    model = RECORDS[stage.noun].model
    if hasattr(model, "state"):
        theatre.set(model, stage.uid, state=state, **stage.sets)
    with theatre.office.work() as work:
        work.connection.execute(delete(Correction))  # what was asked before waits no longer
    phrase = f"{stage.noun}.{word}"
    texts = {**TEXTS.get(phrase, {}), **({"reason": "材料不全"} if phrase in WANTS_A_REASON else {})}
    theatre.office.actor = actor or (ANOTHER if phrase in BY_ANOTHER else EVERYBODY)
    before = theatre.counts()
    try:
        with theatre.office.work() as work:
            words.do(work, stage.noun, word, stage.uid, texts)
    except Refused as refused:
        assert theatre.counts() == before
        assert theatre.record(stage.noun, stage.uid).get("state", state) == state
        return refused.code
    to = BECOMES.get((phrase, state)) or nouns.NOUNS[stage.noun].verb(word).to or state
    assert theatre.record(stage.noun, stage.uid).get("state", to) == to
    assert theatre.counts()["journal"] == before["journal"] + 1
    return ""


@pytest.mark.parametrize("stage", NOUNS, indirect=True)
def test_a_verb_is_done_in_exactly_the_states_that_the_workflow_names(stage: Stage, theatre: Bureau) -> None:
    flow = nouns.NOUNS[stage.noun]
    moves = [move for move in flow.moves if move.word not in IMPORTS]
    wrong = {}
    for state in flow.states:
        for move in moves:
            got = attempt(theatre, stage, move.word, state)
            done = OTHERWISE.get((stage.noun, move.word)) or RESTED_ON.get((stage.noun, move.word, state), "")
            if got != (done if state in move.frm else "move.state"):
                wrong[state, move.word] = got
    assert wrong == {}


@pytest.mark.parametrize("stage", NOUNS, indirect=True)
def test_a_verb_is_refused_to_everybody_without_its_role(stage: Stage, theatre: Bureau) -> None:
    for move in nouns.NOUNS[stage.noun].moves:
        if move.word not in IMPORTS:
            others = Actor("多面手", frozenset(ROLES) - {move.role, *move.also.split()})
            assert attempt(theatre, stage, move.word, move.frm[0], others) == "move.role"


@pytest.mark.parametrize("stage", [n for n in NOUNS if n != "day"], indirect=True)
def test_a_record_of_another_office_is_refused_to_every_verb(stage: Stage, theatre: Bureau) -> None:
    model = RECORDS[stage.noun].model
    with theatre.office.read() as read:
        own = read.own.uid
    theatre.set(model, stage.uid, origin=STRANGER)
    try:
        for move in nouns.NOUNS[stage.noun].moves:
            if move.word not in IMPORTS:
                assert attempt(theatre, stage, move.word, move.frm[0]) == "move.foreign"
        with theatre.office.read() as read:
            assert words.allowed(read, stage.noun, stage.uid) == ()
    finally:
        theatre.set(model, stage.uid, origin=own)


@pytest.mark.parametrize("stage", NOUNS, indirect=True)
def test_the_verbs_offered_are_those_that_are_done(stage: Stage, theatre: Bureau) -> None:
    flow, model = nouns.NOUNS[stage.noun], RECORDS[stage.noun].model
    theatre.office.actor = EVERYBODY
    for state in flow.states:
        if hasattr(model, "state"):
            theatre.set(model, stage.uid, state=state)
        with theatre.office.read() as read:
            offered = set(words.allowed(read, stage.noun, stage.uid))
        otherwise = {verb for noun, verb in OTHERWISE if noun == stage.noun}
        assert offered == {move.word for move in flow.moves if state in move.frm} - IMPORTS - otherwise


@pytest.mark.parametrize("phrase", sorted(WANTS_A_REASON))
def test_a_verb_that_wants_a_reason_is_refused_without_one(phrase: str, theatre: Bureau) -> None:
    with pytest.raises(Problems) as refused:
        theatre.do(phrase, 1, reason="  ")
    assert ("reason", "field.required") in [(p.key, p.code) for p in refused.value.problems]


@pytest.mark.parametrize(
    "phrase",
    [
        *("institution.create", "agreement.create", "class.create", "tag.create"),
        *("claim.create", "rate.create", "day.create"),
    ],
)
def test_only_a_clerk_makes_new_records(phrase: str, theatre: Bureau) -> None:
    noun, word = phrase.split(".")
    theatre.office.actor = Actor(CHIEF, frozenset({"chief", "reviewer"}))
    with pytest.raises(Refused) as refused, theatre.office.work() as work:
        words.do(work, noun, word, None, MADE[phrase])
    assert refused.value.code == "move.role"


MADE: dict[str, dict[str, str]] = {
    "institution.create": {"name": "甲", "uscc": people.uscc(50), "programmes": "电工 四级"},
    "agreement.create": {
        "institution_name": "綦江示例培训学校",
        "number": "协议9",
        "party": "区妇联",
        "signed_on": "2019-09-02",
        "until_on": "2020-09-01",
    },
    "tag.create": {
        "id_number": people.person(1).id_number,
        "category": "残疾人",
        "since": "2018-01-02",
        "proof": "残疾人证 字第1号",
    },
    "class.create": {
        "name": "二班",
        "institution_name": "綦江示例培训学校",
        "unit_name": "区妇联",
        "occupation": "电工",
        "level": "四级",
        "training_type": "就业技能培训",
        "starts_on": "2019-11-04",
        "ends_on": "2019-11-29",
        "place": "甲",
        "theory_periods": "1",
        "practice_periods": "0",
        "planned_count": "3",
    },
    "claim.create": {"class_number": "500110-2019-0001"},
    "rate.create": {
        "occupation": "焊工",
        "level": "五级",
        "amount_fen": "900",
        "since": "2019-01-01",
        "document": "测试文",
    },
    "user.create": {"name": "周新来", "roles": "经办、复核"},
    "day.create": {"day": "2027-01-01", "kind": "休息", "name": "元旦"},
}


def test_a_record_that_another_saved_meanwhile_is_not_overwritten(ready: Bureau) -> None:
    uid = ready.first("institution")
    with ready.office.read() as read:
        seen = words.revision_of(read, "institution", uid)
    ready.do("institution.edit", uid, leader="赵校长")
    with pytest.raises(Refused, match="刚被别人改过") as refused:
        ready.do("institution.edit", uid, revision=seen, leader="钱校长")
    assert refused.value.code == "record.changed"
    assert ready.record("institution", uid)["leader"] == "赵校长"


def test_all_problems_of_a_form_are_told_at_once_by_field(ready: Bureau) -> None:
    before = ready.counts()
    with pytest.raises(Problems) as refused:
        ready.do("class.create", name="", theory_periods="x", starts_on="2019-02-30", level="九级", planned_count="3")
    keys = {p.key for p in refused.value.problems}
    assert {"name", "theory_periods", "starts_on", "level", "institution_name", "place"} <= keys
    assert "planned_count" not in keys
    assert ready.counts() == before


@pytest.mark.parametrize(
    ("noun", "word", "uid", "texts", "code"),
    [
        ("cow", "edit", 1, {}, "words.noun"),
        ("class", "milk", 1, {}, "words.verb"),
        ("class", "submit", None, {}, "words.uid"),
        ("class", "submit", 1, {"x": "y"}, "words.param"),
        ("class", "submit", 1, {}, "record.missing"),
        ("day", "edit", 20191399, {}, "record.missing"),
        ("claim", "create", None, {"class_number": "1"}, "claim.no_class"),
    ],
)
def test_words_that_mean_nothing_are_refused(
    noun: str, word: str, uid: int | None, texts: dict[str, str], code: str, ready: Bureau
) -> None:
    ready.office.sign_in(CLERK)
    with pytest.raises(Refused) as refused, ready.office.work() as work:
        words.do(work, noun, word, uid, texts)
    assert refused.value.code == code
    assert str(refused.value)


def test_an_edit_dialog_is_filled_with_the_record_and_dates_with_today(taught: Bureau) -> None:
    with taught.office.read() as read:
        uid = taught.first("class")
        filled = dialogs.values_for(read, "class", "edit", uid)
        assert (filled["name"], filled["unit_name"], filled["theory_periods"]) == ("电工一班", "区人力社保局", 40)
        assert dialogs.values_for(read, "institution", "publish", taught.first("institution")) == {
            "listed_on": taught.today
        }


def test_suggestions_are_the_records_that_fit(taught: Bureau) -> None:
    with taught.office.read() as read:
        offered = dialogs.suggestions(read, "claim")
    assert offered["class_number"] == ["500110-2019-0001"]
    assert offered["institution_name"] == ["綦江示例培训学校"]
    assert set(offered["occupation"]) == {"保育员", "养老护理员", "焊工", "电工"}
    assert len(offered["unit_name"]) == 18
    taught.claim(taught.first("class"))
    with taught.office.read() as read:
        assert dialogs.suggestions(read, "claim")["class_number"] == ["500110-2019-0001"]
        assert dialogs.values_for(read, "claim", "create", None) == {"applied_on": taught.today}
    with taught.office.work() as work:
        made = work.session.query(Claim).one()
        for scheme in dialogs.suggestions(work, "class")["schemes"][1:]:
            same = {key: getattr(made, key) for key in ("class_uid", "institution_uid", "basis_on", "applied_on")}
            kept = {"pack_id": made.pack_id, "pack_version": made.pack_version, "scheme": scheme, "number": scheme}
            work.add(Claim(**same, **kept))
        assert dialogs.suggestions(work, "claim")["class_number"] == []


# --- every verb, role and state --------------------------------------------------------------------------------------


def everything(theatre: Bureau) -> str:
    """A digest of all that stands in the database."""
    with theatre.office.read() as read:
        tables = ((name, read.connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()) for name in counted)  # noqa: S608
        return sha256(repr([(name, *rows) for name, rows in tables]).encode()).hexdigest()


counted = sorted(Base.metadata.tables)
MOVING = sorted(name for name, record in RECORDS.items() if record.noun.moves and record.verbs)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("noun", MOVING)
def test_no_role_does_in_any_state_what_the_table_does_not_give_it_and_nothing_is_changed(
    noun: str, role: str, theatre: Bureau
) -> None:
    flow, model = RECORDS[noun].noun, RECORDS[noun].model
    with theatre.office.read() as read:
        listed = sorted(OF_NOUN[noun].uids(read.connection)) if noun in OF_NOUN else []
        uids = [uid for uid in listed if read.session.get(model, RECORDS[noun].key(uid)) is not None]
    actor, tried = Actor("多面手", frozenset({role})), 0
    for state in flow.states:
        if uids and hasattr(model, "state"):
            theatre.set(model, uids[0], state=state, **SETS.get(noun, {}))
        before = everything(theatre)
        for move in flow.moves:
            if (state in move.frm and move.open_to({role})) or move.word in IMPORTS:
                continue
            tried += 1
            with pytest.raises(Refused):
                flow.step(move.word, state, {role})
            if uids and move.word in RECORDS[noun].verbs:
                phrase = f"{noun}.{move.word}"
                texts = {**TEXTS.get(phrase, {}), **({"reason": "某"} if phrase in WANTS_A_REASON else {})}
                with pytest.raises(Refused), theatre.office.work(actor) as work:
                    words.do(work, noun, move.word, uids[0], texts)
        assert everything(theatre) == before
    assert tried or all(move.open_to({role}) for move in flow.moves)


def test_an_administrator_alone_makes_and_moves_nothing_but_people_settings_and_corrections() -> None:
    may = {
        f"{name}.{verb.word}" for name, record in RECORDS.items() for verb in record.noun.verbs if verb.open_to({ADMIN})
    }
    people_and_settings = {f"user.{word}" for word in ("create", "edit", "leave", "rejoin", "reset")}
    assert may == people_and_settings | {"office.edit", "office.correct", "correction.confirm", "correction.revoke"}
