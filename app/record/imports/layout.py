"""How somebody's table is to be read: which of his columns is which of ours, what holds for all rows, what his words mean."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace

from app.kernel.texts import say

ALL, VISIBLE, STANDING = "all", "visible", "standing"
"""Of a sheet with rows that are hidden or struck through, what is read: all, what is neither, what is not struck through."""
LEAVE, TAKE = "leave", "take"
"""What becomes of rows that the table itself says are void."""
FAILED, GONE = "failed", "gone"
"""Why they are: what was to be done for somebody failed, or he has left."""
LEFT_OUT = ""
"""The field of a column that is not read, and our word for one of theirs that says nothing."""


@dataclass(frozen=True)
class Layout:
    """Answers to what a table leaves open. `sheets` and `rows` are of one file alone, as is what becomes of
    people who left; the rest is remembered by sender.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    """Field key by plain heading; LEFT_OUT for a column that is not read."""
    constants: Mapping[str, str] = field(default_factory=dict)
    """The text of every row, by field key."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By field key, our text by theirs; LEFT_OUT for a blank."""
    sheets: tuple[str, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    """Which sheets were read of the sender's workbooks: their names, a line each, by the names of all that might be."""
    rows: str = ""
    """ALL, VISIBLE or STANDING; '' while nobody has said."""
    void: Mapping[str, str] = field(default_factory=dict)
    """LEAVE or TAKE for rows that the file itself says are void, by the reason (`exchange.void_rows`)."""
    usual: Mapping[str, str] = field(default_factory=dict)
    """The constants of the sender's earlier tables: they hold for a table of the same headings."""
    like: tuple[str, ...] = ()
    """Those headings."""
    seen: tuple[tuple[str, ...], ...] = ()
    """The headings of his tables that were imported by answers, the latest first: another's table may have the same."""
    doubted: bool = False
    """Whether an import by these answers was undone since: they are proposed once more before they hold again."""

    @property
    def given(self) -> Mapping[str, str]:
        """The text of every row where there is no column, by field key: as said now, or as usual."""
        return {**self.usual, **self.constants}

    def with_answers(self, more: "Layout") -> "Layout":
        """What was answered later goes before."""
        values = {
            key: {**self.values.get(key, {}), **more.values.get(key, {})} for key in {**self.values, **more.values}
        }
        doubted = self.doubted and not (more.columns or more.constants or more.values)
        return Layout(
            {**self.columns, **more.columns},
            {**self.constants, **more.constants},
            values,
            more.sheets or self.sheets,
            {**self.chosen, **more.chosen},
            more.rows or self.rows,
            {**self.void, **more.void},
            {**self.usual, **more.usual},
            more.like or self.like,
            more.seen or self.seen,
            doubted,
        )

    def lasting(self) -> "Layout":
        """What also holds for the next file of the same sender: there another column may have no heading."""
        named = {
            title: key for title, key in self.columns.items() if not title.endswith(say("table.unnamed", letter=""))
        }
        known = Layout(named, {}, self.values, chosen=self.chosen, usual=self.given)
        void = {FAILED: LEAVE} if self.void.get(FAILED) == LEAVE else {}
        return replace(known, void=void, like=self.like, seen=self.seen, doubted=self.doubted)

    def to_json(self) -> str:
        """The text in which it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False)


NOTHING = Layout()
"""Nothing answered yet."""


def from_json(text: str) -> Layout:
    """A layout that was kept."""
    known = json.loads(text)
    lists = {key: tuple(known.get(key, ())) for key in ("sheets", "like")}
    return Layout(**{**known, **lists, "seen": tuple(map(tuple, known.get("seen", ())))})
