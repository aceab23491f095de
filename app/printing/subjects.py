"""The record that forms are about: which it may have, and each of them filled from its values."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from app.award.texts.unverified import Unsettled, listed
from app.claim.claim.verification import warned
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS, OF_NOUN
from app.desk.nouns import NOUNS
from app.kernel.identity import uid_text
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.kernel.workflow import CHANGEABLE
from app.policy.pack import Document as PolicyDocument
from app.printing.forms import Form
from app.printing.values import FormData
from app.record.hooks import Doubts
from app.record.listing import Query
from app.store.work import Read

_KIND = frozenset({"class_name", "class_number", "equipment_fen"})
"""Required values that tell what a claim is for."""


class Subject:
    """The record that forms are about; each thing that they need of it is read once, however many are printed."""

    def __init__(self, read: Read, noun: str, uid: int) -> None:
        self.read, self.noun, self.uid = read, noun, uid
        self._hooks = hooks(noun)

    @cached_property
    def record(self) -> Mapping[str, Value]:
        """Its values by key; Refused when there is no such record."""
        found = OF_NOUN[self.noun].record(self.read.connection, self.uid)
        if found is None:
            raise Refused("record.missing", noun=OF_NOUN[self.noun].title, uid=uid_text(self.uid))
        return found

    @cached_property
    def papers(self) -> Mapping[str, str]:
        """The words that the policy gives to its papers."""
        return self._hooks.papers(self.read, self.uid)

    @cached_property
    def basis(self) -> PolicyDocument:
        """The circular that it goes by: the first of its own pack's documents, else of the one in force."""
        pack = self._hooks.policy(self.read, self.uid) or self.read.pack_on(self.read.today)
        return pack.documents[0]

    @cached_property
    def doubts(self) -> Doubts:
        """What an internal paper says and a public one is asked about."""
        return self._hooks.doubts(self.read, self.uid)

    @cached_property
    def rows(self) -> Sequence[Mapping[str, object]]:
        """The rows of its usual table."""
        return self._hooks.rows(self.read, self.uid)

    @property
    def filed(self) -> list["Subject"]:
        """Other records whose papers are filed behind its own."""
        return [Subject(self.read, noun, uid) for noun, uid in self._hooks.filed(self.read, self.uid)]

    def may_have(self, forms: Iterable[Form]) -> list[Form]:
        """Those of some forms that it may have, as they are filed: of its kind, asked for, and none that another replaces."""
        mine = [form for form in forms if self.noun in (form.noun, form.inside) and self._suits(form)]
        replaced = {form.replaces for form in mine}
        return sorted((form for form in mine if form.name not in replaced), key=lambda form: (form.order, form.name))

    def _suits(self, form: Form) -> bool:
        """Whether it is of its kind, since a claim for a class has others than one for equipment, and asked for."""
        return form.noun != self.noun or (
            self.asks(form) and all(self.record.get(key) is not None for key in _KIND & set(form.required))
        )

    def asks(self, form: Form) -> bool:
        """Whether the policy asks for a form, under the scheme of the record."""
        asked = not form.when or bool(self.papers.get(form.when))
        return asked and (not form.schemes or self.papers.get("scheme_key") in form.schemes)

    def has(self, key: str) -> bool:
        """Whether a value is there that a form requires: of the record, or of what is added to its papers."""
        value = self.papers[key] or None if key in self.papers else self.record.get(key, "")
        return value is not None

    def open_points(self, form: Form) -> list[str]:
        """What is asked before a form goes out to the public while something about the record is open."""
        doubt = self.doubts
        return [*unsaid((*doubt.decided, *doubt.handled)), *_unissued(self.basis)] if form.public else []

    def data(self, form: Form) -> Iterator[FormData]:
        """What fills a form: once, for each row of the table that it names, or for each record of its noun inside."""
        if form.noun != self.noun:
            yield from (data for inner in self._inside(form.noun) for data in inner.data(form))
            return
        filled = self._filled(form)
        if not form.each:
            yield filled
            return
        for values in self._hooks.tables[form.each](self.read, self.uid):
            yield FormData({**filled.values, **values}, filled.rows, filled.draft, filled.sample, filled.unsettled)

    def _inside(self, noun: str) -> Iterator["Subject"]:
        """The records of another noun among its usual rows, which are read already."""
        for row in self.rows:
            inner = Subject(self.read, noun, int(str(row["uid"])))
            inner.record = row  # type: ignore[assignment]  # a row of the list is the record
            yield inner

    def _filled(self, form: Form) -> FormData:
        read, record, first = self.read, self.record, self.basis
        named = f"《{first.title}》（{first.number}）" if first.number else first.name
        basis = say("printing.rules") if first.draft else named
        state = str(record.get("claim_state", record.get("state", "")))
        given = {**self.papers, "basis": basis, "unsettled": warned(self.doubts.handled)}
        values: dict[str, object] = {**record, **office_values(read), **given}
        if "reasons" in form.values():
            values["reasons"] = "\n".join(str(row["reasons"]) for row in self.rows)
        if "state_title" in form.values():
            values["state_title"] = NOUNS[form.noun].states[state]
        return FormData(
            values,
            [{**row, "seq": number} for number, row in enumerate(self._rows(form), start=1)],
            draft=state in CHANGEABLE and not (form.register or form.by_hand),
            sample=read.settings.get("sample") == "1",
            unsettled=bool(self.doubts.decided) and not form.public,
        )

    def _rows(self, form: Form) -> Iterable[Mapping[str, object]]:
        """The rows of a form's table: of the table or list that it names, else the usual ones of its noun."""
        if form.table is None:
            return ()
        name = form.table.rows
        if not name:
            return self.rows
        if name in self._hooks.tables:
            return self._hooks.tables[name](self.read, self.uid)
        return LISTINGS[name].rows(self.read.connection, Query(inside=self.uid))


def office_values(read: Read) -> dict[str, object]:
    """What a form may say of the office."""
    own = read.own
    return {"office.name": own.name, "office.phone": own.phone, "office.address": own.address}


def unsaid(values: Collection[Unsettled]) -> list[str]:
    """What of a paper no issued document says, as one point."""
    return [say("printing.open_values", values=listed(values))] if values else []


def _unissued(first: PolicyDocument) -> list[str]:
    return [say("printing.open_basis", document=first.name)] if first.draft else []
