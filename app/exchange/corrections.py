"""What words of theirs mean, by what each was corrected to: said in one row or in twenty, it is said of the word."""

from collections.abc import Iterable, Mapping, Sequence

from app.exchange.questions import choices_of
from app.kernel.fields import Field
from app.record.imports.table import Table


def words(table: Table, fields: Iterable[Field], lists: Mapping[str, Sequence[str]]) -> Mapping[str, Mapping[str, str]]:
    """By field key our word by theirs, where a list has our words and every cell with theirs was corrected to the same.

    A word that somebody wanted to correct row by row is none of one meaning.
    """
    listed = {field.key for field in fields if choices_of(field, lists)}
    found: dict[str, dict[str, set[str]]] = {}
    for (place, key), before in table.edited.items():
        word, text = before.strip(), table.cells[key][place].strip()
        unread = (place, key) in table.faults
        if key in listed and word and not unread and word not in table.layout.values.get(key, {}):
            found.setdefault(key, {}).setdefault(word, set()).add(text)
    return {
        key: {word: texts.pop() for word, texts in said.items() if len(texts) == 1 and word not in texts}
        for key, said in found.items()
    }
