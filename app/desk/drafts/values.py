"""The values of a draft as a grid: what, how much, by which clause, in whose words."""

from collections.abc import Mapping, Sequence

from app.desk.drafts import entry
from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.papers import clause_at, document_of, label, names
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.desk.drafts.start import start
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Refused
from app.policy.keys import BINDINGS, CARRIES, CHOICE, CHOICES, FLAG, GROUPS, KEYS, LIST, PAIRS, TEXT, Key

_BINDING = k.coded("binding", BINDINGS)
_STRICT = next(iter(BINDINGS))
_UNKNOWN = Key("", TEXT)


class Values(Sheet):
    """Every value below its clause, those that no document gives last."""

    columns = (
        element("key"),
        element("content", required=True),
        element("unit"),
        element("clause", help_="条款编号，或在文件中的位置，如 三（二）；通知没有规定的留空"),
        element("document"),
        element("quote", k.LONG, help_="通知的原话；中间略去的用“…”"),
        element("since", k.DATE, help_="不填即一直有效"),
        element("until", k.DATE),
        element("binding", _BINDING, help_="“原则上”的可以说明理由后突破"),
        element("note", k.LONG, help_="没有条款的，须在这里说明来由"),
        element("verified", k.DATE, help_="不填即与所依据的文件相同"),
    )
    fixed = frozenset({"key", "unit"})

    def rows(self) -> list[Item]:
        """In the order of the file."""
        return [Item(path, data) for path, data in self.draft.values()]

    def text(self, item: Item, key: str) -> str:
        """A cell; the value in its usual form, the clause by id and place."""
        if key == "key":
            return declared(item.data).title or str(item.data.get("key", ""))
        if key == "content":
            return entry.show(declared(item.data), item.data.get(carrier(item.data)))
        clause = clause_of(item)
        if key in ("clause", "document"):
            table = self.draft.clauses.get(clause, {})
            return (
                "" if not clause else label(self.draft, clause) if key == "clause" else document_of(self.draft, table)
            )
        if key == "binding":
            return _BINDING.show(item.data.get(key, _STRICT))
        return self.field(item, key).kind.show(item.data.get(key))

    def field(self, item: Item, key: str) -> Field:
        """The value has the kind of its policy key."""
        if key == "content":
            known = declared(item.data)
            title = f"{known.title}（{known.unit}）" if known.unit else known.title
            return Field(key, title, entry.kind_of(known), True, _HELP.get(known.kind, ""))
        return super().field(item, key)

    def options(self, item: Item, key: str) -> Sequence[str]:
        """What the policy key may be filled with; the clauses and documents of the draft."""
        if key == "content":
            return self._contents(item)
        if key == "clause":
            return [label(self.draft, clause) for clause in self.draft.clauses]
        if key == "quote":
            return self.quotes(self.shown(item, "clause"))
        return names(self.draft) if key == "document" else list(BINDINGS.values()) if key == "binding" else ()

    def quotes(self, text: str) -> list[str]:
        """The words that are quoted from the clause that a text names, the last first."""
        found = next(
            (c for c in self.draft.clauses if text.strip() in (c, label(self.draft, c), _place(self.draft, c))), ""
        )
        said = [str(value.get("quote", "")) for value in self.draft.clauses.get(found, {}).get("values", ())]
        return list(dict.fromkeys(filter(None, reversed(said))))

    def follow(self, texts: Mapping[str, str]) -> dict[str, str]:
        """What a form may fill in once its clause is given: the document of a clause that is there, or the only one."""
        text, known = texts.get("clause", "").strip(), names(self.draft)
        found = next((c for c in self.draft.clauses if text and text in (c, label(self.draft, c))), None)
        if found is not None:
            return {"document": document_of(self.draft, self.draft.clauses[found])}
        return {"document": known[0]} if text and len(known) == 1 and not texts.get("document", "").strip() else {}

    def _contents(self, item: Item) -> Sequence[str]:
        known = declared(item.data)
        if known.kind in (CHOICE, CHOICES):
            return list(known.options.values())
        if known.kind == FLAG:
            return ("是", "否")
        if known.kind in (LIST, PAIRS) and known.within:
            heads = listed(self.draft, known.within)
            return [f"{head}：" for head in heads] if known.kind == PAIRS else heads
        return self.offers.get(str(item.data.get("key")), ()) if known.kind == LIST else ()

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A value, or where it stands; a strict binding need not be written."""
        if key == "content":
            put_content(item.data, str(value or ""))
        elif key in ("clause", "document"):
            self._move(item, key, str(value or ""))
        else:
            put(item.data, key, None if key == "binding" and value == _STRICT else value)

    def _move(self, item: Item, key: str, text: str) -> None:
        """Below another clause, or out of all of them."""
        old = clause_of(item)
        word = text if key == "clause" else old
        if key == "document" and not old:
            raise BadValue("draft.clause_first")
        document = text if key == "document" else ""
        if word and document and document not in names(self.draft):
            raise BadValue("choice.unknown", choices="、".join(names(self.draft)))
        move(self.draft, item, clause_at(self.draft, word, document) if word else "")

    def place(self, item: Item, key: str) -> str:
        """Where a cell stands in the pack file."""
        return super().place(item, carrier(item.data) if key == "content" else key)

    def fill(self, item: Item, texts: Mapping[str, str]) -> None:
        """A clause that is new is made in the document that is given with it."""
        texts = dict(texts)
        if (
            not clause_of(item)
            and texts.get("clause", "").strip()
            and texts.get("note", "") == self.shown(item, "note")
        ):
            texts.pop("note", None)  # it says why there is no clause
        place, document = (texts.get(key, "").strip() for key in ("clause", "document"))
        if not place and document in (self.shown(item, "document"), *names(self.draft)[:1]):
            texts.pop("document", None)  # without a clause it says nothing
        if place and document in names(self.draft) and place != self.shown(item, "clause"):
            move(self.draft, item, clause_at(self.draft, place, document))
            texts = {key: text for key, text in texts.items() if key not in ("clause", "document")}
        super().fill(item, texts)

    def subjects(self) -> dict[str, list[tuple[str, bool]]]:
        """What a pack may say by subject: its title, and whether this draft says it; that comes last."""
        said = {str(value.get("key")) for _, value in self.draft.values()}
        titles = {name: [(key.title, code in said) for code, key in group.items()] for name, group in GROUPS.items()}
        return {name: sorted(keys, key=lambda one: one[1]) for name, keys in titles.items()}

    def add(self, texts: Mapping[str, str]) -> Item:
        """A value of a policy key (`key` is its title), still without content."""
        name = key_of(texts["key"])
        made = Item(("unverified", len(self.draft.unverified)), start(name))
        self.draft.unverified.append(made.data)
        return made

    def remove(self, item: Item) -> None:
        """Take a value out; not the last one of what every pack must say."""
        name = str(item.data.get("key", ""))
        others = [value for _, value in self.draft.values() if value.get("key") == name]
        if declared(item.data).required and len(others) == 1:
            raise Refused("draft.required", title=declared(item.data).title)
        _take_out(self.draft, item)


_HELP = {
    LIST: "几项之间用“；”隔开，Alt+↓ 勾选",
    PAIRS: "写成 甲：乙、丙；几项之间用“；”隔开",
    CHOICES: "Alt+↓ 勾选",
}


def declared(data: Data) -> Key:
    """What a value is called and how it is written."""
    return KEYS.get(str(data.get("key", "")), _UNKNOWN)


def carrier(data: Data) -> str:
    """The field that holds the content of a value."""
    return CARRIES[declared(data).kind]


def key_of(title: str) -> str:
    """A policy key by its title or its own name; Refused when there is none."""
    found = next((name for name, key in KEYS.items() if title in (key.title, name)), None)
    if found is None:
        raise Refused("draft.no_key", title=title)
    return found


def listed(draft: Draft, key: str) -> list[str]:
    """What a draft lists under a key, from all its clauses."""
    lists = [value.get("items", []) for _, value in draft.values() if value.get("key") == key]
    return [str(item) for items in lists if isinstance(items, list) for item in items]


def put_content(data: Data, text: str) -> None:
    """The content of a value from its text; an empty one takes it out."""
    known = declared(data)
    data.pop(carrier(data), None)
    if text:
        data[carrier(data)] = entry.read(known, text)
    put(data, "unit", known.unit)


def _place(draft: Draft, clause: str) -> str:
    return str(draft.clauses[clause].get("place", ""))


def clause_of(item: Item) -> str:
    """The clause that a value stands below, '' for none."""
    return str(item.path[1]) if item.path[0] == "clauses" else ""


def move(draft: Draft, item: Item, clause: str) -> None:
    """A value below a clause, behind those that stand there; '' among what no document gives."""
    if clause == clause_of(item):
        return
    _take_out(draft, item)
    if not clause_of(item):
        item.data.pop("note", None)  # it said why there is no clause
    if not clause:
        item.data.pop("quote", None)  # nobody's words
        item.data.pop("verified", None)
    (draft.clauses[clause].setdefault("values", []) if clause else draft.unverified).append(item.data)


def _take_out(draft: Draft, item: Item) -> None:
    clause = clause_of(item)
    held = draft.clauses[clause]["values"] if clause else draft.unverified
    held[:] = [one for one in held if one is not item.data]
