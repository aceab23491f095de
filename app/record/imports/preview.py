"""The rows that an import will write, as lists show them: first what is otherwise, from what to what, then what is new."""

from collections import defaultdict
from dataclasses import dataclass

from app.kernel.kinds import Value
from app.kernel.texts import say
from app.record.imports.batch import Batch


@dataclass(frozen=True)
class PreviewRow:
    """The texts of a row, numbers masked, and the places of those that replace something."""

    texts: tuple[str, ...]
    changed: frozenset[int]


@dataclass(frozen=True)
class Preview:
    """Some rows below their titles, and how many there are beside them."""

    titles: tuple[str, ...]
    rows: tuple[PreviewRow, ...]
    more: int


def preview(batch: Batch, most: int) -> Preview:
    """The first `most` of the rows that a checked table brings; what an import leaves as it is stands not among them."""
    changes, known = batch.changes, defaultdict[int, dict[str, Value]](dict)
    for change in changes.kept:
        known[change.place][change.key] = change.old
    fields = [field for key, field in batch.fields.items() if batch.has(key)]
    places = [*sorted(changes.altered), *sorted(changes.fresh)]
    rows = []
    for place in places[:most]:
        sheet, number, _ = batch.table.where(place, "")
        where = f"{sheet} {number}" if batch.table.parts else str(number)
        texts = [where, say("preview_rows.new" if place in changes.fresh else "preview_rows.changed")]
        changed = set[int]()
        for field in fields:
            text, old = field.kind.shown(batch.column(field.key)[place]), known[place]
            if field.key in old:
                changed.add(len(texts))
                before = field.kind.shown(old[field.key]) or say("preview_rows.blank")
                text = say("preview_rows.replaced", old=before, new=text)
            texts.append(text)
        rows.append(PreviewRow(tuple(texts), frozenset(changed)))
    titles = (say("importing.row"), say("preview_rows.outcome"), *(field.title for field in fields))
    return Preview(titles, tuple(rows), len(places) - len(rows))
