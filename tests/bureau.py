"""An office under test with its people and a clock that a test moves; every step goes through the verbs."""

import shutil
from collections.abc import Sequence
from copy import copy
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from app.claim.claim.model import Claim
from app.claim.claim.procedure import review_of
from app.desk import policies, words
from app.desk.founding import Charter, found_office
from app.desk.lists import OF_NOUN
from app.kernel.identity import birth_of, sex_of
from app.office.correction.model import Correction
from app.record.initials import initials
from app.record.listing import Query
from app.store import packs
from app.store.models import Base, Setting
from app.store.work import DATABASE, Office, Work
from app.training.enrolment.model import Enrolment
from app.training.trainee.model import Trainee
from app.training.training_class.model import TrainingClass
from app.training.training_class.opening import opening_of
from tests import people
from tests.packs import settled
from tests.seat import SignedIn, seat

CLERK, REVIEWER, CHIEF, CASHIER = "张经办", "李复核", "王局长", "赵拨付"
PEOPLE = ((CLERK, ["clerk"]), (REVIEWER, ["reviewer"]), (CHIEF, ["chief", "reviewer"]), (CASHIER, ["clerk"]))
PASSWORD = "jindan-4827"
"""Of everybody here."""
_USUAL = {"claim.pay": CASHIER, "advance.pay": CASHIER, "recovery.repay": CASHIER, "institution.publish": REVIEWER}
"""What another person does than the clerk who entered or handed in, unless a test says who."""
NATIONAL_DAY_EVE = date(2019, 9, 2)

INSTITUTION = {
    "name": "綦江示例培训学校",
    "kind": "社会培训机构",
    "programmes": "电工 四级/中级工；保育员 五级/初级工；焊工 五级/初级工；养老护理员 五级/初级工",
    "bank": "示例银行綦江支行",
}
RATE = {"level": "四级/中级工", "amount_fen": "1200", "since": "2019-01-01", "document": "测试文〔2019〕1号"}
CLASS = {
    "name": "电工一班",
    "institution_name": INSTITUTION["name"],
    "unit_name": "区人力社保局",
    "occupation": "电工",
    "level": "四级/中级工",
    "training_type": "就业技能培训",
    "place": "文龙街道示例路1号",
    "theory_periods": "40",
    "practice_periods": "80",
    "planned_count": "50",
}
CERTIFIED = {"result": "qualified", "certificate_kind": "职业技能等级证书"}
_TO_CLEARED = (("submit", CLERK), ("review", REVIEWER), ("approve", CHIEF), ("publish", CLERK), ("clear", CLERK))
_STATES = ("draft", "submitted", "reviewed", "approved", "noticed", "cleared", "paid")
CHECKED = {"department": "市某局", "department_by": "孙主管", "department_note": "情况属实"}
PAYMENT = {"fund": "就业补助资金", "voucher": "凭0001"}


class Bureau:
    """An office, its moving clock, and the steps of a month as a clerk takes them."""

    def __init__(self, folder: Path, pack: str = "qijiang-2019", region: str = "", number: int = 0) -> None:
        self.today = NATIONAL_DAY_EVE
        self._pack = pack
        charter = Charter(
            "綦江区人力社保局",
            region or packs.parsed(packs.text_of(pack)).region,
            "county",
            pack,
            PEOPLE,
            number=number,
            passwords={name: PASSWORD for name, _ in PEOPLE},
        )
        self.office: SignedIn = seat(found_office(folder, charter, self.now))
        self._people = self._vouchers = 0

    def twin(self, folder: Path) -> "Bureau":
        """The same office on the same day in another folder; this one must be closed."""
        folder.mkdir(parents=True)
        shutil.copyfile(self.office.folder / DATABASE, folder / DATABASE)
        other = copy(self)
        other.office = seat(Office(folder, clock=other.now), CLERK)
        return other

    def now(self) -> datetime:
        """Nine in the morning, UTC, of the day that the test has set."""
        return datetime.combine(self.today, time(9), UTC)

    def do(self, phrase: str, uid: int | None = None, who: str = "", revision: int | None = None, **texts: str) -> int:
        """`claim.submit` and the like, as somebody; gives the uid."""
        noun, word = phrase.split(".")
        self.office.sign_in(who or _USUAL.get(phrase, CLERK))
        with self.office.work() as work:
            return words.do(work, noun, word, uid, texts, revision)

    def agree(self, subject: int, who: str = REVIEWER) -> int:
        """Another person confirms the correction that waits on a record; gives the uid of that record."""
        with self.office.read() as read:
            waiting = read.session.query(Correction).filter_by(subject=subject, state="pending").one().uid
        self.do("correction.confirm", waiting, who)
        return subject

    def record(self, noun: str, uid: int) -> dict[str, Any]:
        """A record's values by key, as every list shows them."""
        with self.office.read() as read:
            found_record = OF_NOUN[noun].record(read.connection, uid)
        assert found_record is not None
        return found_record

    def state(self, noun: str, uid: int) -> Any:
        """The state of a record."""
        return self.record(noun, uid)["state"]

    def first(self, noun: str) -> int:
        """The uid of the oldest record of a noun."""
        with self.office.read() as read:
            return min(OF_NOUN[noun].uids(read.connection))

    def enrolled(self, class_uid: int) -> list[int]:
        """The uids of a class's roster."""
        with self.office.read() as read:
            return list(OF_NOUN["enrolment"].uids(read.connection, Query(inside=class_uid)))

    def lists(self, name: str) -> Sequence[str]:
        """A list of the pack, as fields offer it."""
        with self.office.read() as read:
            return read.lists()[name]

    def catalogue_type(self) -> str:
        """The pack's first type of training that 职业培训补贴 pays at the catalogue's rate."""
        with self.office.read() as read:
            pack = read.pack_on(read.today)
        special = {"@speciality_rate_types", *pack.lists.get("speciality_rate_types", ())}
        others = special.union(*(scheme.types for scheme in pack.schemes.values()))
        return next(kind for kind in pack.list("training_types") if kind not in others)

    def set(self, model: type[Base], uid: int, **values: Any) -> None:
        """Put a record into a condition that a test starts from, past all verbs."""
        with self.office.work() as work:
            row = work.session.get_one(model, uid)
            for key, value in values.items():
                setattr(row, key, value)

    def example(self) -> None:
        """Make it an example office (示例), which may go on with what no issued document says."""
        with self.office.work() as work:
            work.session.add(Setting(key="sample", value="1"))

    def settle(self) -> "Bureau":
        """Have it said which reading of each sentence of the pack holds, so that nothing in it is 待核实 for having two."""
        self.office.sign_in(CLERK)
        with self.office.work() as work:
            policies.install(work, settled(self._pack))
        return self

    def counts(self) -> dict[str, int]:
        """Rows of every table: what a refused or failed step leaves as it was."""
        with self.office.read() as read:
            return {
                name: int(read.connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one())  # noqa: S608
                for name in Base.metadata.tables
            }

    # --- the steps ---------------------------------------------------------------------------------------------------

    def institution(self, n: int = 1, listed_on: str = "2019-01-15", **changes: str) -> int:
        """A listed institution."""
        uid = self.do(
            "institution.create", **{**INSTITUTION, "uscc": people.uscc(n), "account": people.account(n), **changes}
        )
        if self.flag("agreement_required"):
            self.agreement(uid)
        return self.do("institution.publish", uid, listed_on=listed_on)

    def flag(self, key: str) -> bool:
        """Whether the pack states a flag."""
        with self.office.read() as read:
            return any(value.key == key and value.amount for value in read.pack_on(read.today).values)

    def agreement(self, institution: int, **changes: str) -> int:
        """A cooperation agreement with an institution, of three years from 2019 on unless said otherwise."""
        number = f"协议{institution % 1_000_000}"
        known = {"number": number, "party": "市人社局", "signed_on": "2019-01-01", "until_on": "2022-12-31"}
        name = self.record("institution", institution)["name"]
        return self.do("agreement.create", institution_name=name, **{**known, **changes})

    def tag(self, id_number: str, **changes: str) -> int:
        """What a known person is recognised as, from 2019 on unless said otherwise."""
        known = {"category": "残疾人", "since": "2019-01-01", "proof": "残疾人证 字第1号"}
        return self.do("tag.create", id_number=id_number, **{**known, **changes})

    def rate(self, occupation: str = "电工", **changes: str) -> int:
        """A line of the 补贴标准目录."""
        return self.confirmed("rate", self.do("rate.create", occupation=occupation, **{**RATE, **changes}))

    def confirmed(self, noun: str, uid: int, who: str = REVIEWER) -> int:
        """Another person has confirmed what one has entered."""
        return self.do(f"{noun}.confirm", uid, who)

    def corrected(self, noun: str, uid: int, **changes: str) -> int:
        """What holds is corrected by two people."""
        return self.agree(self.do(f"{noun}.correct", uid, **{"reason": "录错", **changes}))

    def training(self, starts: date | None = None, ends: date | None = None, **changes: str) -> int:
        """A class as a draft, of four weeks from today unless said otherwise."""
        first = starts or self.today
        last = ends or date.fromordinal(first.toordinal() + 27)
        dates = {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
        return self.do("class.create", **{**CLASS, **dates, **changes})

    def enrol(self, class_uid: int, who: int | Sequence[people.Person] = 3, **values: Any) -> list[int]:
        """A roster: so many new people, or these; gives the uids of its rows."""
        persons = [self._new_person() for _ in range(who)] if isinstance(who, int) else list(who)
        with self.office.work() as work:
            return [_enrol(work, class_uid, seq, one, values) for seq, one in enumerate(persons, start=1)]

    def _new_person(self) -> people.Person:
        self._people += 1
        return people.person(self._people)

    def approved(self, class_uid: int) -> int:
        """The class put on file by the clerk, or submitted and approved by the reviewer, as its pack has it."""
        begun = self.record("class", class_uid)["starts_on"] < self.today
        late = {"confirmation": "补录以前批准的班"} if begun else {}
        if self.way("class", class_uid) == "filing":
            return self.do("class.file", class_uid, filing_number=f"备{class_uid}", **late)
        self.do("class.submit", class_uid)
        return self.do("class.approve", class_uid, REVIEWER, filing_number=f"批{class_uid}", **late)

    def way(self, noun: str, uid: int) -> str:
        """How the pack has a class opened or a claim reviewed."""
        with self.office.read() as read:
            if noun == "class":
                return opening_of(read, read.session.get_one(TrainingClass, uid)).name
            return review_of(read, read.session.get_one(Claim, uid)).name

    def accepted(self, who: int | Sequence[people.Person] = 3, starts: date | None = None, **changes: str) -> int:
        """A class held, everybody certified, accepted; the clock stands on the day after its end."""
        uid = self.training(starts, **changes)
        self.enrol(uid, who)
        self.approved(uid)
        self.today = max(self.today, self.record("class", uid)["starts_on"])
        self.do("class.start", uid)
        self.today = date.fromordinal(self.record("class", uid)["ends_on"].toordinal() + 1)
        self.do("class.end", uid)
        self.results(uid)
        return self.do("class.accept", uid, REVIEWER, **self.materials())

    def voucher(self) -> dict[str, str]:
        """A voucher that nothing was paid on yet."""
        self._vouchers += 1
        return {"voucher": f"凭{self._vouchers:04d}"}

    def materials(self) -> dict[str, str]:
        """The acceptance materials, all there, where the pack lists any."""
        return {"materials": "齐全"} if self.lists("acceptance_materials") else {}

    def results(self, class_uid: int, **values: Any) -> None:
        """Everybody in the class certified today, unless said otherwise."""
        with self.office.work() as work:
            for row in work.session.query(Enrolment).filter_by(class_uid=class_uid):
                given = {"certificate_number": f"渝{row.uid}", "certificate_date": self.today, **CERTIFIED, **values}
                for key, value in given.items():
                    setattr(row, key, value)

    def claim(self, class_uid: int, state: str = "draft") -> int:
        """A claim for an accepted class, walked to a state; the clock moves on to where the notice is over."""
        uid = self.do("claim.create", class_number=self.record("class", class_uid)["number"])
        for word, who in _TO_CLEARED[: _STATES.index(state)]:
            if word == "clear":
                self.today = date.fromordinal(self.record("claim", uid)["notice_to"].toordinal() + 1)
                self.clear(uid)
                continue
            if word == "review" and self.way("claim", uid) == "department-bureau":
                self.check(uid)
            self.do(f"claim.{word}", uid, who)
        if state == "paid":
            self.do("claim.pay", uid, **PAYMENT | self.voucher(), paid_on=self.today.isoformat())
        return uid

    def clear(self, claim_uid: int, **texts: str) -> int:
        """The notice of a claim is over."""
        self.do("notice.clear", self.notice_of(claim_uid), **texts)
        return claim_uid

    def notice_of(self, claim_uid: int) -> int:
        """The uid of the notice that a claim stands in."""
        with self.office.read() as read:
            found = read.session.get_one(Claim, claim_uid).notice_uid
        assert found is not None
        return found

    def back(self, claim_uid: int, reason: str, verb: str = "ask_return") -> int:
        """An approved claim given back, or cancelled: the clerk asks, the reviewer confirms."""
        return self.agree(self.do(f"claim.{verb}", claim_uid, reason=reason))

    def check(self, claim_uid: int, **changes: str) -> int:
        """The department in charge has found a claim true."""
        return self.do("claim.check", claim_uid, **{**CHECKED, "department_on": self.today.isoformat(), **changes})

    def lines(self, claim_uid: int) -> list[dict[str, Any]]:
        """The lines of a claim in roster order."""
        with self.office.read() as read:
            return list(OF_NOUN["claim-line"].rows(read.connection, Query(inside=claim_uid)))


def _enrol(work: Work, class_uid: int, seq: int, one: people.Person, values: dict[str, Any]) -> int:
    trainee = work.session.query(Trainee).filter_by(id_number=one.id_number).first()
    if trainee is None:
        born = birth_of(one.id_number)
        known = {"name": one.name, "id_number": one.id_number, "sex": sex_of(one.id_number), "phone": one.phone}
        trainee = work.add(Trainee(born=born, initials=initials(one.name), **known))
    places = work.lists()["localities"]
    known = {"category": "农村转移就业劳动者", "account": one.account, "locality": places[0] if places else None}
    given = {**known, **values}
    row = work.add(Enrolment(class_uid=class_uid, trainee_uid=trainee.uid, seq=seq, **given))
    return int(row.uid)
