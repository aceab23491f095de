"""What a draft is called, the documents it rests on and their clauses."""

from collections.abc import Mapping, Sequence

from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say
from app.record.initials import initials

_HEAD = ("title", "region_name", "region", "id", "version", "since")
_KINDS = {"version": k.COUNT, "since": k.DATE}
_CLAUSES_OF_A_PREFIX = 99
_SPARE = "TABCDEFGHJKLMNPQRSUVWXYZ"


class Head(Sheet):
    """One line for each thing that a pack says of itself."""

    columns = (element("item"), element("value"))
    fixed = frozenset({"item"})

    def rows(self) -> list[Item]:
        """Title, region, id, version, first day."""
        return [Item((), self.draft.data, name) for name in _HEAD]

    def text(self, item: Item, key: str) -> str:
        """The name of the thing, or what is said of it."""
        if key == "item":
            return say(f"head.{item.part}")
        return _KINDS.get(item.part, k.TEXT).show(item.data.get(item.part))

    def field(self, item: Item, key: str) -> Field:
        """What is said has the kind of its thing."""
        return Field(key, say(f"head.{item.part}"), _KINDS.get(item.part, k.TEXT), item.part != "since")

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """Say it of the pack."""
        put(item.data, item.part, value)

    def place(self, item: Item, key: str) -> str:
        """Where the thing stands in the pack file."""
        return f"/{item.part}"

    def cell(self, item: Item, found: Problem) -> str | None:
        """A line has only what is said."""
        return "value" if found.key == self.place(item, "value") else None


class Documents(Sheet):
    """The documents; clauses and values name them by number, or by title when they have none."""

    columns = (
        element("number", help_="没有文号的不填"),
        element("title", required=True),
        element("issued", k.DATE),
        element("draft", k.FLAG),
        element("note", k.LONG),
        element("verified", k.DATE, help_="所引各项最后一次与原文逐字核对的日期"),
    )
    adding = columns[:3]

    def rows(self) -> list[Item]:
        """In their order; the first is the one that the pack carries out."""
        return [Item(("documents", n), one) for n, one in enumerate(self.draft.documents)]

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A document that is renamed keeps its clauses."""
        before = name_of(item.data)
        put(item.data, key, bool(value) if key == "draft" else value)
        for table in self.draft.clauses.values():
            if table.get("document") == before:
                table["document"] = name_of(item.data)

    def add(self, texts: Mapping[str, str]) -> Item:
        """One more document."""
        made = Item(("documents", len(self.draft.documents)), {})
        self.draft.documents.append(made.data)
        for key, text in texts.items():
            self.put(made, key, text)
        return made

    def remove(self, item: Item) -> None:
        """Only what no clause rests on; never the first."""
        name = name_of(item.data)
        first = item.data is self.draft.documents[0]
        if first or any(table.get("document") == name for table in self.draft.clauses.values()):
            raise Refused("draft.document_used", name=name)
        self.draft.documents[:] = [one for one in self.draft.documents if one is not item.data]


class Clauses(Sheet):
    """The clauses and how many values stand below each."""

    columns = (
        *(element("clause"), element("place", required=True), element("document"), element("count", k.COUNT)),
        element("verified", k.DATE, help_="不填即与所依据的文件相同"),
    )
    fixed = frozenset({"clause", "count"})
    adding = columns[1:3]

    def rows(self) -> list[Item]:
        """In the order of the pack."""
        return [Item(("clauses", clause), table) for clause, table in self.draft.clauses.items()]

    def text(self, item: Item, key: str) -> str:
        """The id, the place, the document, the number of values."""
        if key == "clause":
            return str(item.path[-1])
        if key == "count":
            return str(len(item.data.get("values", ())))
        return document_of(self.draft, item.data) if key == "document" else str(item.data.get(key, ""))

    def options(self, item: Item, key: str) -> Sequence[str]:
        """A clause is of one of the documents."""
        return names(self.draft) if key == "document" else ()

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """The first document need not be named."""
        put(item.data, key, None if key == "document" and value == next(iter(names(self.draft)), "") else value)

    def add(self, texts: Mapping[str, str]) -> Item:
        """A clause below which values can be put."""
        clause = clause_at(self.draft, texts["place"], texts.get("document", ""))
        return Item(("clauses", clause), self.draft.clauses[clause])

    def remove(self, item: Item) -> None:
        """Only a clause that nothing rests on."""
        clause = str(item.path[-1])
        rest = (table for name, table in self.draft.data.items() if name != "clauses")
        if item.data.get("values") or clause in _cited(list(rest)):
            raise Refused("draft.clause_used", clause=clause)
        del self.draft.clauses[clause]


def _cited(data: object) -> set[str]:
    """Every clause that rows name, however deep they stand."""
    if isinstance(data, dict):
        own = {data["clause"]} if isinstance(data.get("clause"), str) else set()
        return own.union(*map(_cited, data.values()))
    return set().union(*map(_cited, data)) if isinstance(data, list) else set()


def name_of(document: Data) -> str:
    """How a document is cited."""
    return str(document.get("number") or f"《{document.get('title', '')}》")


def names(draft: Draft) -> list[str]:
    """The documents as they are cited."""
    return [name_of(one) for one in draft.documents]


def document_of(draft: Draft, table: Data) -> str:
    """The document of a clause: the first one unless it names another."""
    return str(table.get("document") or next(iter(names(draft)), ""))


def label(draft: Draft, clause: str) -> str:
    """How a clause is told in a list: its id and its place."""
    return f"{clause} {draft.clauses[clause].get('place', '')}".strip() if clause in draft.clauses else clause


def clause_at(draft: Draft, text: str, document: str = "") -> str:
    """The clause that a text is the id, the label or the place of, in a document; anything else makes a new one."""
    word = k.clean_text(text)
    known = next((c for c in draft.clauses if word in (c, label(draft, c))), None)
    place = draft.clauses[known].get("place") if known else word
    same = (c for c, table in draft.clauses.items() if table.get("place") == place and _of(draft, c, document))
    clause = known if known and _of(draft, known, document) else next(same, None)
    if clause is None:
        clause = _free(draft)
        draft.clauses[clause] = {"place": place}
        if document and document != next(iter(names(draft)), ""):
            draft.clauses[clause]["document"] = document
    return clause


def _of(draft: Draft, clause: str, document: str) -> bool:
    return not document or document_of(draft, draft.clauses[clause]) == document


def _free(draft: Draft) -> str:
    """The next id: two letters and a number; the letters of the clauses that are there, else the region's."""
    used = sorted(draft.clauses)
    letters = (initials(str(draft.data.get("region_name", ""))).split() or [""])[0].upper()[:2]
    own = used[0][:2] if used else letters if len(letters) == 2 and letters.isascii() else "TK"
    numbers = range(max((int(c[3:]) for c in used if c[:2] == own and c[3:].isdigit()), default=0) + 1, 100)
    prefixes = [own, *(f"T{letter}" for letter in _SPARE)]
    every = (f"{prefix}-{n:02d}" for prefix in prefixes for n in range(1, _CLAUSES_OF_A_PREFIX + 1))
    return next((f"{own}-{n:02d}" for n in numbers), next(c for c in every if c not in draft.clauses))
