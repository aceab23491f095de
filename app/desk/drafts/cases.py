"""The worked cases of a draft: whose they are, and the decision that the circular's words demand."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.award.cases.facts import readers
from app.award.cases.pack_file import rough_pack
from app.award.sessions import overfull
from app.award.texts.reason_names import reason_names
from app.desk.drafts import entry
from app.desk.drafts.draft import Data
from app.desk.drafts.inline import inline, read_inline
from app.desk.drafts.papers import clause_at, label
from app.desk.drafts.row_names import Names, code, names_of
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.desk.drafts.values import listed
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Kind
from app.kernel.texts import say, sentences
from app.policy import own_facts
from app.policy.keys import COUNT, DATE, FLAG, LIST, MONEY, TEXT, Key
from app.policy.own_facts import GRANTED, YUAN
from app.policy.toml_table import Table

_KINDS: Mapping[object, str] = {
    Table.day: DATE,
    Table.flag: FLAG,
    Table.money: MONEY,
    Table.whole: COUNT,
    Table.texts: LIST,
}
"""How a fact is typed, by how it is read."""
_FACTS = {name: _KINDS.get(reader, TEXT) for name, reader in readers({}).items()}
_TYPED: Mapping[str, str] = {own_facts.COUNT: COUNT, YUAN: MONEY, own_facts.DATE: DATE, own_facts.FLAG: FLAG}
"""The same of a fact that the pack declares."""
_LISTS = {
    "category": "person_categories",
    "training_type": "training_types",
    "level": "skill_levels",
    "certificate_kind": "certificate_types",
    "locality": "localities",
}
"""The list of the pack that a fact comes from."""
_USUAL = ("start", "category", "training_type", "occupation", "level", "result", "certificate_kind",
          "certificate_number", "certificate_date", "rate", "scheme")  # fmt: skip
_EXPECTED: Mapping[str, str] = {"granted": FLAG, "amount_yuan": MONEY, "reasons": LIST}
_HELP = {
    "past": "每次写 开班日期 职业 等级，几次之间用“；”隔开",
    "sessions": "写 每天课时 每课时分钟 天数，几段之间用“；”隔开",
    "tags": "写 人员身份 认定日期 失效日期，几项之间用“；”隔开；没有登记的写“无”，不写视为有证明",
    "locality": "花名册没有填写的写“无”，不写视为符合",
    "rate": "元；目录中没有标准的填零",
    "worked": "如 2019-10、2019-11，或 2019-10至2019-12",
    "reasons": "不予补贴或提示的理由，Alt+↓ 勾选",
}
_SPAN = ("since", "until")
_SESSION = 3


@dataclass
class Cases(Sheet):
    """A line for each case; its situation in words, edited as a form."""

    _names: Names | None = field(default=None, repr=False)
    _reasons: Mapping[str, str] = field(default_factory=dict, repr=False)

    columns = (
        element("name", required=True),
        element("case_clause", required=True),
        element("facts", k.LONG),
        element("granted", k.FLAG, required=True),
        element("amount_yuan", help_="核定金额，元"),
        element("reasons", k.LONG),
        element("unsupported", k.LONG, help_="程序还不能照文件算出的案例，写明原因；写了就只显示，不演算"),
    )
    fixed = frozenset({"facts"})

    def rows(self) -> list[Item]:
        """In the order of the file; what they may name is looked up anew."""
        self._names = names_of(self.draft)
        known = reason_names(rough_pack({**self.draft.data, "cases": []})[0])
        used = Counter(known.values())
        self._reasons = {name: f"{title}（{name}）" if used[title] > 1 else title for name, title in known.items()}
        return [Item(("cases", n), one) for n, one in enumerate(self.draft.data.get("cases", ()))]

    @property
    def names(self) -> Names:
        """What cases may name, as the draft stood when its rows were read."""
        if self._names is None:
            self.rows()
        assert self._names is not None
        return self._names

    @property
    def facts(self) -> Mapping[str, str]:
        """How each fact is typed: the program's own, and those that the pack declares."""
        own = (name for name in self.names.facts if name not in _FACTS and not name.startswith(GRANTED))
        return {**_FACTS, **{name: _TYPED.get(self.names.kind(name).kind, TEXT) for name in own}}

    def _codes(self, key: str) -> Mapping[str, str]:
        """The codes of what is told by titles alone."""
        if key == "scheme":
            return self.names.schemes
        return self._reasons if key == "reasons" else self.names.kind(key).codes or {}

    def text(self, item: Item, key: str) -> str:
        """A cell, or a fact of the case."""
        if key in ("name", "unsupported"):
            return str(item.data.get(key, ""))
        if key == "case_clause":
            return label(self.draft, str(item.data.get("clause", "")))
        if key == "facts":
            known = [f"{self.field(item, fact).title} {text}" for fact in self.facts if (text := self.text(item, fact))]
            return "，".join(known)
        content = self._part(item, key).get(_written(key))
        codes = self._codes(key)
        if isinstance(content, str | list) and codes:
            told = [codes.get(str(one), str(one)) for one in (content if isinstance(content, list) else [content])]
            return entry.text_of_list(told) if isinstance(content, list) else told[0]
        return self._show(key, content)

    def _show(self, key: str, content: object) -> str:
        if content is None:
            return ""
        if key in _SPECIAL:
            return _SPECIAL[key][1](content)
        return entry.show(self._key(key), content)

    def _read(self, key: str, text: str) -> object:
        """A fact or an expectation as a pack file writes it."""
        if codes := self._codes(key):
            return [code(codes, one) for one in entry.split(text)] if key == "reasons" else code(codes, text)
        if key in _SPECIAL:
            return _SPECIAL[key][0](text)
        return entry.read(self._key(key), text)

    def _key(self, key: str) -> Key:
        return Key("", self.facts.get(key) or _EXPECTED[key])

    def _kind(self, key: str, kind: str) -> Kind:
        name = "many" if kind == LIST else kind if kind in (DATE, FLAG) else "text"
        if self._codes(key):
            return Kind(name, lambda text: text)  # told by titles, which `set` reads
        return Kind(name, lambda text: self._show(key, self._read(key, text)))

    def _part(self, item: Item, key: str) -> Data:
        part: Data = item.data.setdefault("expect" if key in _EXPECTED else "facts", {})
        return part

    def field(self, item: Item, key: str) -> Field:
        """Name, clause, a fact, or what is expected."""
        kind = self.facts.get(key) or _EXPECTED.get(key, "")
        if not kind:
            return super().field(item, key)
        required = key in ("granted",) or (key == "start" and "start" not in self.draft.data.get("case_base", {}))
        title = sentences().get(f"drafted.{key}") or self.names.kind(key).title
        return Field(key, title, self._kind(key, kind), required, _HELP.get(key, ""))

    def fields(self, item: Item) -> tuple[Field, ...]:
        """Everything that a case may state: what is expected first, then what nearly every case is about."""
        rest = (fact for fact in self.facts if fact not in _USUAL)
        named = ("name", "case_clause", *_EXPECTED, *_USUAL, *rest, "unsupported")
        return tuple(self.field(item, key) for key in named)

    @property
    def adding(self) -> tuple[Field, ...]:  # type: ignore[override]
        """A new case is asked for as a whole."""
        return self.fields(Item(("cases", 0), {}))

    def options(self, item: Item, key: str) -> Sequence[str]:
        """The lists of the draft, the reasons, the schemes."""
        if key == "case_clause":
            return [label(self.draft, clause) for clause in self.draft.clauses]
        if codes := self._codes(key):
            return list(codes.values())
        return listed(self.draft, _LISTS[key]) if key in _LISTS else ()

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A fact that is not stated is that of the common situation, or none."""
        if key in ("name", "unsupported"):
            put(item.data, key, value)
        elif key == "case_clause":
            put(item.data, "clause", clause_at(self.draft, str(value)) if value else None)
        else:
            part = self._part(item, key)
            part.pop(_written(key), None)
            if value is not None:
                part[_written(key)] = self._read(key, str(value))

    def fill(self, item: Item, texts: Mapping[str, str]) -> None:
        """A whole case; it stays where it is."""
        for key, text in texts.items():
            self.put(item, key, text)

    def add(self, texts: Mapping[str, str]) -> Item:
        """One more case."""
        cases: list[Data] = self.draft.data.setdefault("cases", [])
        made = Item(("cases", len(cases)), {"name": "", "facts": {}, "expect": {}})
        cases.append(made.data)
        self.fill(made, texts)
        return made

    def remove(self, item: Item) -> None:
        """Take a case out."""
        cases = self.draft.data["cases"]
        cases[:] = [one for one in cases if one is not item.data]

    def place(self, item: Item, key: str) -> str:
        """Where a cell stands in the pack file."""
        part = "expect/" if key in _EXPECTED else ""
        return super().place(item, part + _written(key))


def _written(key: str) -> str:
    return {"amount_yuan": "amount", "case_clause": "clause"}.get(key, key)


def _read_past(text: str) -> object:
    """Awards granted before, from 2019-03-04 电工 四级/中级工；…"""
    found = []
    for one in entry.split(text, whole=True):
        words = one.split()
        if len(words) < 3:
            raise BadValue("draft.past")
        found.append({"on": k.DATE.read(words[0]), "occupation": words[1], "level": " ".join(words[2:])})
    return found


def _read_attendance(text: str) -> object:
    """Days attended, from 6 45 20；… (periods a day, minutes a period, days)."""
    found = []
    for one in entry.split(text, whole=True):
        words = one.split()
        if len(words) != _SESSION:
            raise BadValue("draft.attendance")
        periods, minutes, days = (int(str(k.COUNT.read(word))) for word in words)
        if said := overfull(periods, minutes):
            raise BadValue("attendance.day_full", **said)
        found.append({"periods": periods, "minutes": minutes, "days": days})
    return found


def _read_tags(text: str) -> object:
    """Proofs on file, from 残疾人 2019-06-01 2020-05-31；… (category, since, until if any)."""
    found = []
    for one in entry.split(text, whole=True) if text.strip() != say("explain.nothing") else ():
        category, *days = one.split()
        if not 1 <= len(days) <= len(_SPAN):
            raise BadValue("draft.tags")
        found.append({"category": category, **{name: k.DATE.read(day) for name, day in zip(_SPAN, days, strict=False)}})
    return found


def _show_locality(content: object) -> str:
    return str(content) or say("explain.nothing")


def _show_tables(content: object) -> str:
    """The tables of a list as words between ；."""
    tables = content if isinstance(content, list) else []
    return "；".join(" ".join(map(str, one.values())) if isinstance(one, dict) else str(one) for one in tables)


def _read_days(text: str) -> object:
    """Days between ；."""
    return [k.DATE.read(day) for day in entry.split(text)]


_SPECIAL: Mapping[str, tuple[Callable[[str], object], Callable[[object], str]]] = {
    "past": (_read_past, _show_tables),
    "sessions": (_read_attendance, _show_tables),
    "off_days": (_read_days, _show_tables),
    "work_days": (_read_days, _show_tables),
    **dict.fromkeys(("sanctioned", "rates"), (read_inline, inline)),
    "tags": (_read_tags, lambda content: _show_tables(content) or say("explain.nothing")),
    "locality": (lambda text: "" if text.strip() == say("explain.nothing") else text.strip(), _show_locality),
}
