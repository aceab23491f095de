"""The rows of a policy as one grid of sentences; a row is entered and changed part by part, from lists."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from app.desk.drafts import entry, row_places
from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.papers import clause_at, label
from app.desk.drafts.row_kinds import LISTED, ROWS, SCHEME, WAY, Kind, kind_of, rows_of
from app.desk.drafts.row_names import Names
from app.desk.drafts.row_parts import Part
from app.desk.drafts.row_sentences import Sentences
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.desk.drafts.values import listed
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say, sentences
from app.policy.own_facts import SET, TEXT
from app.policy.row_tests import WORDS

_MANY = k.Kind("many", lambda text: text, width=30)
_LISTS: Mapping[str, str] = {
    "groups": "person_categories",
    "category": "person_categories",
    "training_type": "training_types",
    "level": "skill_levels",
    "certificate_kind": "certificate_types",
    "locality": "localities",
}
"""The values of a pack that a fact comes from."""
_STANDING = ("scheme", "kind", "sentence", "clause", "status")


@dataclass
class Rows(Sheet):
    """A line a row: its scheme, its kind, its sentence, its clause."""

    columns = tuple(element(f"row_{name}" if name != "clause" else name) for name in _STANDING)
    fixed = frozenset({"row_scheme", "row_kind", "row_sentence", "row_status"})
    free = Sheet.free | {"when", "row_past", "value", "value1", "sum", "limit", "span", "times", "counts"}
    _said: Sentences | None = field(default=None, repr=False)

    def rows(self) -> list[Item]:
        """In the order of the file; what they say is read anew."""
        self._said = Sentences(self.draft)
        return list(rows_of(self.draft))

    @property
    def said(self) -> Sentences:
        """The sentences of the draft as it stood when its rows were read."""
        if self._said is None:
            self.rows()
        assert self._said is not None
        return self._said

    @property
    def names(self) -> Names:
        """What rows may name, as the draft stood then."""
        return self.said.names

    def text(self, item: Item, key: str) -> str:
        """A cell, or a part of the row."""
        standing: Mapping[str, Callable[[Item], str]] = {
            "row_scheme": self._scheme,
            "row_kind": lambda one: kind_of(one).title,
            "row_sentence": self._sentence,
            "row_status": self.said.status,
            "clause": lambda one: "" if one.part else label(self.draft, str(one.data.get("clause", ""))),
        }
        if key in standing:
            return standing[key](item)
        if kind_of(item) is LISTED:
            return item.part if key == "row_key" else _items(item)
        return self._part(item, key).show(self.names, item.data)

    def _sentence(self, item: Item) -> str:
        head = item.part or (str(item.data.get("title", "")) if len(item.path) == 2 else "")
        told = self.said.sentence(item)
        return f"【{head}】{told}" if head and head not in told else told or head

    def _scheme(self, item: Item) -> str:
        if item.path[0] != "schemes":
            keys = item.data.get("for") if item.path[0] == "needs" else None
            told = "、".join(self.names.schemes.get(str(key), str(key)) for key in keys or ())
            return told or say(f"rows.beside_{item.path[0]}")
        table = self.draft.data["schemes"][item.path[1]]
        return str(table.get("title") or table.get("key", ""))

    def _part(self, item: Item, key: str) -> Part:
        return next(part for part in kind_of(item).parts if part.key == key)

    # --- the form ---

    def field(self, item: Item, key: str) -> Field:
        """A part, or a column of the grid."""
        if key in [one.key for one in self.columns]:
            return super().field(item, key)
        if kind_of(item) is LISTED:
            return Field(key, say(f"rows.part_{key}"), _MANY if key == "items" else k.TEXT, True, "")
        part = self._part(item, key)
        kind = _MANY if part.many else k.LONG if key in ("quote", "note", "pending") else k.TEXT
        return Field(key, say(f"rows.part_{key}"), kind, part.required, _help(key))

    def fields(self, item: Item) -> tuple[Field, ...]:
        """The parts of the row's kind, its clause before its words."""
        if kind_of(item) is LISTED:
            return tuple(self.field(item, key) for key in ("row_key", "items"))
        keys = [part.key for part in kind_of(item).parts]
        keys.insert(keys.index("quote"), "clause")
        return tuple(self.field(item, key) for key in keys)

    def options(self, item: Item, key: str) -> Sequence[str]:
        """What a part may be filled with: facts, the words that fit the fact, lists, clauses."""
        if key == "clause":
            return [label(self.draft, clause) for clause in self.draft.clauses]
        if not item.path or kind_of(item) is LISTED:
            return ()
        found = list(self._part(item, key).offer(self.names, item.data))
        if key.startswith("value") and self.names.kind(item.data.get("fact")).kind in (TEXT, SET):
            found += self.draft_list(str(item.data.get("fact")))
        return found

    def draft_list(self, fact: str) -> list[str]:
        """What the pack itself lists for a fact, or what its own fact may be."""
        own: Data = next((one for one in self.draft.data.get("facts", ()) if one.get("key") == fact), {})
        return listed(self.draft, _LISTS[fact]) if fact in _LISTS else [str(one) for one in own.get("one_of", ())]

    def offered(self, item: Item, texts: Mapping[str, str]) -> dict[str, Sequence[str]]:
        """What the parts may be filled with once a form holds these texts: the fact decides about words and values."""
        scratch = Rows(Draft(self.draft.data), self.offers)
        made = Item(item.path, deepcopy(item.data), item.part)
        for key in ("fact", "test", "test1"):
            if key in texts:
                scratch.put(made, key, texts[key])
        return {key: scratch.options(made, key) for key in texts if key.startswith(("test", "value"))}

    # --- changes ---

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A part into the row; a clause that is new is made."""
        text = str(value or "").strip()
        if key == "clause":
            put(item.data, key, clause_at(self.draft, text) if text else None)
        elif kind_of(item) is LISTED:
            self._set_list(item, key, text)
        else:
            self._part(item, key).write(self.names, item.data, text)

    def _set_list(self, item: Item, key: str, text: str) -> None:
        if key == "items":
            item.data[item.part] = entry.split(text)
        elif text and text != item.part:
            if text in item.data:
                raise BadValue("rows.list_there", name=text)
            item.data.update({text if name == item.part else name: item.data.pop(name) for name in list(item.data)})

    def fill(self, item: Item, texts: Mapping[str, str]) -> None:
        """A whole row; a test of a value that is not said is reported beside it."""
        self.rows()
        if kind_of(item) is LISTED:
            self.put(item, "items", texts.get("items", ""))
            self.put(item, "row_key", texts.get("row_key", ""))
            return
        for key, text in texts.items():
            self.put(item, key, text)
        word = next((word for word in WORDS if word in item.data), "")
        if "test" in texts and word and item.data[word] == "" and (id(item.data), "value") not in self.draft.faults:
            title = say("rows.part_value")
            missing = Problem("field.required", key=self.place(item, "row_sentence"), title=title)
            self.draft.faults[id(item.data), "value"] = "", missing

    def kinds(self) -> dict[str, Kind]:
        """The kinds of rows that can be added, by what people call them."""
        return {kind.title: kind for kind in ROWS}

    def begin(self, scheme: str, kind: Kind, way: str = "") -> Item:
        """A row that is not in the draft yet, of a kind, below a scheme (its title) where its kind stands there."""
        return Item(("lists",), {}, "") if kind is LISTED else row_places.begun(self.draft, scheme, kind, way)

    def put_in(self, item: Item, texts: Mapping[str, str]) -> Item:
        """A row that was begun, into the draft."""
        if kind_of(item) is LISTED:
            name = texts.get("row_key", "").strip()
            lists: Data = self.draft.data.setdefault("lists", {})
            if name in lists:
                raise Refused("rows.list_there", name=name)
            lists[name] = entry.split(texts.get("items", ""))
            return Item(("lists",), lists, name)
        row_places.put_in(self.draft, item)
        self.fill(item, texts)
        if any(part.key == "row_key" for part in kind_of(item).parts):
            row_places.give_key(self.draft, item)
        return item

    def remove(self, item: Item) -> None:
        """Take a row out; a scheme with all that stands below it."""
        if kind_of(item) is not LISTED:
            row_places.take_out(self.draft, item)
            return
        del item.data[item.part]
        if not item.data:
            del self.draft.data["lists"]

    # --- what is wrong ---

    def cell(self, item: Item, found: Problem) -> str | None:
        """A problem of a clause stands in its cell, any other in the sentence; that of a row within belongs there."""
        here = super().place(Item((*item.path, item.part) if item.part else item.path, item.data), "").rstrip("/")
        if not (found.key == here or found.key.startswith(here + "/")):
            return None
        rest = found.key.removeprefix(here).strip("/").split("/")
        if kind_of(item) in (SCHEME, WAY) and rest[0] in ("needs", "ways", "past", "amount") and len(rest) > 1:
            return None
        return "clause" if rest[0] in ("clause", "quote") else "row_sentence"

    def place(self, item: Item, key: str) -> str:
        """Where a part stands in the pack file."""
        part = next((one for one in kind_of(item).parts if one.key == key), None)
        return super().place(item, (part.field or key) if part else key)


def _help(key: str) -> str:
    code = f"rows.help_{key}"
    return say(code) if code in sentences() else ""


def _items(item: Item) -> str:
    found = item.data.get(item.part, [])
    return entry.text_of_list(list(map(str, found))) if isinstance(found, list) else str(found)
