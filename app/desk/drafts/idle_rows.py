"""What a draft quotes and the program does not act on, as two grids: for reading (仅供查阅), and unsupported (暂不支持)."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from app.desk.drafts import entry
from app.desk.drafts.draft import Data
from app.desk.drafts.papers import clause_at, label
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.kernel import kinds as k


class _Rows(Sheet):
    """Rows of one name in the pack file, each with the clause and the words that it rests on."""

    name: ClassVar[str]

    def rows(self) -> list[Item]:
        """In the order of the file."""
        return [Item((self.name, n), one) for n, one in enumerate(self.draft.data.get(self.name, ()))]

    def text(self, item: Item, key: str) -> str:
        """A cell; the clause by id and place."""
        if key == "clause":
            return label(self.draft, str(item.data.get(key, "")))
        return super().text(item, key)

    def options(self, item: Item, key: str) -> Sequence[str]:
        """The clauses of the draft."""
        return [label(self.draft, clause) for clause in self.draft.clauses] if key == "clause" else ()

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A value into the row; a clause that is new is made."""
        put(item.data, key, clause_at(self.draft, str(value)) if key == "clause" and value else value)

    def add(self, texts: Mapping[str, str]) -> Item:
        """One more row."""
        rows: list[Data] = self.draft.data.setdefault(self.name, [])
        made = Item((self.name, len(rows)), {})
        rows.append(made.data)
        self.fill(made, texts)
        return made

    def remove(self, item: Item) -> None:
        """Take a row out; a name without rows does not stand in the file."""
        rows = [one for one in self.draft.data[self.name] if one is not item.data]
        if rows:
            self.draft.data[self.name][:] = rows
        else:
            del self.draft.data[self.name]


class ReadingRows(_Rows):
    """What people read, check or do by themselves."""

    name = "reading"
    columns = (
        element("title", required=True),
        element("said", k.LONG, help_="名称已经说明全部的不填；几项并列的用“；”隔开"),
        element("clause", help_="条款编号，或在文件中的位置，如 三（二）"),
        element("quote", k.LONG, help_="通知的原话；中间略去的用“…”"),
        element("since", k.DATE),
        element("until", k.DATE),
        element("note", k.LONG, help_="没有条款的，须在这里说明来由"),
        element("verified", k.DATE, help_="不填即与所依据的文件相同"),
    )
    adding = columns

    def text(self, item: Item, key: str) -> str:
        """A cell; a list between marks."""
        if key == "said":
            items = item.data.get("items")
            return (
                entry.text_of_list(list(map(str, items))) if isinstance(items, list) else str(item.data.get("text", ""))
            )
        return super().text(item, key)

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """What it says is a list when it has marks between items or was one, else a text."""
        if key != "said":
            super().set(item, key, value)
            return
        text = str(value or "")
        was_list = isinstance(item.data.get("items"), list) or entry.BETWEEN in text
        item.data.pop("text", None)
        item.data.pop("items", None)
        if text:
            item.data["items" if was_list else "text"] = entry.split(text, whole=True) if was_list else text

    def place(self, item: Item, key: str) -> str:
        """Where a cell stands in the pack file."""
        said = "items" if "items" in item.data else "text"
        return super().place(item, said if key == "said" else key)


class UnsupportedRows(_Rows):
    """What the document wants and the program cannot carry."""

    name = "unsupported"
    columns = (
        element("title", required=True),
        element("clause", required=True, help_="条款编号，或在文件中的位置，如 三（二）"),
        element("quote", k.LONG, required=True, help_="通知的原话；中间略去的用“…”"),
        element("note", k.LONG, required=True, help_="文件要求什么，程序为什么不能照办"),
        element("verified", k.DATE, help_="不填即与所依据的文件相同"),
    )
    adding = columns
