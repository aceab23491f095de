"""From texts to values, column by column: everything that can be said about a table without the database."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.kernel import kinds as k
from app.kernel.fact_values import is_fact
from app.kernel.fields import Field
from app.kernel.kinds import BadValue, Value
from app.kernel.masking import mask_phone
from app.kernel.outcomes import Problem
from app.kernel.texts import say
from app.record.imports.changes import Changes
from app.record.imports.table import Table
from app.store.work import Progress

CHUNK = 1000
_MOST = 5_000
"""Problems of a table that are kept one by one: more of them mean that it is the wrong table."""
_DECIDES_NOTHING = frozenset({k.PHONE.name})
"""Kinds of which a bad optional cell is left blank, as nothing is decided by it; a flag, a date or an account decides money."""
_NOTHING = frozenset(
    {"无", "没有", "暂无", "待定", "待补", "待发", "不详", "未知", "空", "/", "\\", "-", "--", "—", "——", "…"}
)
"""What is written where there is nothing to write."""
NAMES = ("name", "unit_name", "occupation")
"""What tells a row from the others, by the first of these that it has."""
_MEMORY, _LISTED = 20_000, 6
_MANY = frozenset({k.ID.name, k.NAME.name, k.PHONE.name, k.ACCOUNT.name, k.LONG.name, k.USCC.name, k.CODE.name})
_TIDIED = _MANY | {k.TEXT.name}

Reader = Callable[[str], Value]


@dataclass
class Batch:
    """The values of a table in row order, and all that is wrong or worth saying."""

    table: Table
    fields: Mapping[str, Field]
    values: dict[str, list[Value]]
    problems: list[Problem] = field(default_factory=list)
    more: int = 0
    """Problems beside those that are kept."""
    bad: set[int] = field(default_factory=set)
    """The places of the rows with a problem."""
    warnings: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unnumbered: Counter[str] = field(default_factory=Counter)
    """By title, how many cells say in a word that there is no number (无, 待发)."""
    unseen: Counter[str] = field(default_factory=Counter)
    """By title, how many cells held signs that cannot be seen."""
    left_blank: Counter[str] = field(default_factory=Counter)
    """By title, how many optional cells could not be read."""
    _said: set[tuple[int, str, str]] = field(default_factory=set)
    """What is wrong already, by the first place of its cell."""
    changes: Changes = field(default_factory=Changes)
    """What the office does not have yet or has otherwise, as the plan of the table finds it."""
    decided: bool = False
    """Whether another office has decided what the table says, so that nobody here confirms it."""

    def __len__(self) -> int:
        return len(self.table.numbers)

    def column(self, key: str) -> list[Value]:
        """The values of a field, None where it is blank or bad."""
        return self.values[key]

    def has(self, key: str) -> bool:
        """Whether the table carries the field at all."""
        return key in self.table.cells

    def record(self, index: int, *keys: str) -> dict[str, Value]:
        """Some values of one row."""
        return {key: self.values[key][index] for key in keys}

    def facts(self, index: int) -> dict[str, Value]:
        """What one row says of the facts that the policy asks; a blank says nothing."""
        told = ((key, self.values[key][index]) for key in self.fields if is_fact(key))
        return {key: value for key, value in told if value is not None}

    def who(self, index: int) -> str:
        """What tells a row from the others: its number, its name or the first that it says, and the day that it is of."""
        keys = [key for key in (*NAMES, *self.table.cells) if key in self.fields]
        days = [key for key, known in self.fields.items() if known.required and known.kind is k.DATE]
        said = [key for key in keys if self.values[key][index] is not None][:1]
        told = [self.fields[key].kind.shown(self.values[key][index]) for key in dict.fromkeys([*said, *days])]
        sheet, row, _ = self.table.where(index, "")
        return say("import.row_of" if self.table.parts else "import.row", sheet=sheet, row=row, name=" ".join(told))

    def fail(self, index: int, key: str, code: str, **params: object) -> None:
        """A row cannot be taken, because of this field."""
        self.bad.add(index)
        said = self._is_said(index, key, code)
        if not said and len(self.problems) < _MOST:
            self.problems.append(self._place(index, key, code, params))
        else:
            self.more += not said

    def excuse(self, index: int, key: str, value: Value) -> None:
        """What was wrong with a cell is not, since its value is known from elsewhere."""
        self.values[key][index] = value
        self.problems = [each for each in self.problems if (each.place, each.key) != (index, key)]
        if all(each.place != index for each in self.problems):
            self.bad.discard(index)

    def warn(self, index: int, key: str, code: str, **params: object) -> None:
        """A row can be taken, but someone should look."""
        if len(self.warnings) < _MOST:
            self.warnings.append(self._place(index, key, code, params))

    def fail_repeats(self, *keys: str) -> None:
        """A row that says again what an earlier one said of the same thing."""
        columns = [self.values[key] for key in keys]
        if len(keys) == 1 and len(set(columns[0])) == len(columns[0]):
            return
        first: dict[tuple[Value, ...], int] = {}
        for index, identity in enumerate(zip(*columns, strict=True)):
            if identity[0] is not None and first.setdefault(identity, index) != index:
                self._fail_repeat(index, keys[0], first[identity])

    def _fail_repeat(self, index: int, key: str, first: int) -> None:
        (sheet, row, _), here = self.table.where(first, key), self.table.where(index, key)
        if sheet == here[0]:
            self.fail(index, key, "row.repeated", row=row)
        else:
            self.fail(index, key, "row.repeated_on", sheet=sheet, row=row)

    def _is_said(self, index: int, key: str, code: str) -> bool:
        """Whether the same is wrong with the same cell for another day of its row."""
        places, before = self.table.of_cell(index, key), len(self._said)
        self._said.add((places[0], key, code))
        return len(places) > 1 and len(self._said) == before

    def _place(self, index: int, key: str, code: str, params: dict[str, object]) -> Problem:
        known = self.fields[key]
        text = self.table.cells[key][index] if self.has(key) else ""
        sheet, row, column = self.table.where(index, key)
        return Problem(
            code,
            params,
            key=key,
            title=known.title,
            value=known.kind.mask(text) if known.kind.mask and text else text,
            sheet=sheet,
            row=row,
            column=column,
            place=index,
        )


def read_columns(
    table: Table, fields: Sequence[Field], lists: Mapping[str, Sequence[str]], progress: Progress | None = None
) -> Batch:
    """Every value of a table; told progress each 1,000 rows."""
    batch = Batch(table, {f.key: f for f in fields}, {f.key: [] for f in fields})
    readers = [_Reader(f, lists) for f in fields]
    tidied = {key: _Tidied() for key in batch.fields}
    for start in range(0, len(batch), CHUNK):
        end = min(start + CHUNK, len(batch))
        for reader in readers:
            _read_chunk(batch, reader, start, end, tidied[reader.field.key])
        if progress:
            progress(end, len(batch))
    batch.notes += [
        say("row.tidied", title=batch.fields[key].title, count=said.count, what=said.what())
        for key, said in tidied.items()
        if said.count
    ]
    batch.notes += [say("row.unseen", title=title, count=count) for title, count in batch.unseen.items()]
    batch.notes += [say("row.unnumbered", title=title, count=count) for title, count in batch.unnumbered.items()]
    batch.notes += [say("row.blanks", title=title, count=count) for title, count in batch.left_blank.items()]
    _distrust(batch)
    return batch


class _Reader:
    """Reads texts of a field; what few different texts fill is read once each."""

    def __init__(self, known: Field, lists: Mapping[str, Sequence[str]]) -> None:
        self.field, self._lists = known, lists
        self._few = bool(known.choices) or known.kind.name not in _MANY
        self._quick: Reader = _Memory(self.one).__getitem__ if self._few else known.kind.read

    def one(self, text: str) -> Value:
        """The value of any text; invisible characters alone are a blank."""
        return self.field.read(text, self._lists)

    def many(self, texts: Sequence[str]) -> list[Value] | None:
        """The values of texts without a blank or a fault among them, or None."""
        if not self._few and not all(texts):
            return None
        try:
            values = list(map(self._quick, texts))
        except BadValue:
            return None
        return None if "" in values else values


@dataclass
class _Tidied:
    """How many texts of a field were put in order, and by which signs they differed."""

    count: int = 0
    signs: Counter[str] = field(default_factory=Counter)

    def add(self, texts: Sequence[str], values: Sequence[Value]) -> None:
        self.count += len(texts)
        self.signs.update(Counter("".join(texts)) - Counter("".join(map(str, values))))

    def what(self) -> str:
        """The signs in words."""
        return "、".join(
            say(f"row.{name}_sign") for name in sorted({_sign(sign) for sign in self.signs}, key=_SIGNS.index)
        )


_SIGNS = ("wide", "small", "blank", "quote", "dash", "other")


def _sign(sign: str) -> str:
    if sign.isspace():
        return "blank"
    if sign in "'‘’`":
        return "quote"
    if unicodedata.normalize("NFKC", sign) != sign:
        return "wide"
    if unicodedata.category(sign) == "Pd":
        return "dash"
    return "small" if sign.islower() else "other"


def _read_chunk(batch: Batch, reader: _Reader, start: int, end: int, tidied: _Tidied) -> None:
    """Append the values of some rows, and count the texts that were tidied."""
    known, values = reader.field, batch.values[reader.field.key]
    if not batch.has(known.key) and not known.required:
        values.extend([None] * (end - start))
        return
    texts = batch.table.cells[known.key][start:end] if batch.has(known.key) else [""] * (end - start)
    found = reader.many(texts)
    if found is None:
        found = [_read_one(batch, reader, text, index) for index, text in enumerate(texts, start)]
    values.extend(found)
    if found == texts or known.choices or known.kind.name not in _TIDIED:
        return
    changed = [(value, text) for value, text in zip(found, texts, strict=True) if value is not None and value != text]
    seen = [(value, text) for value, text in changed if not k.UNSEEN.search(text)]
    if len(seen) < len(changed):
        batch.unseen[known.title] += len(changed) - len(seen)
    tidied.add([text for _, text in seen], [value for value, _ in seen])


def _read_one(batch: Batch, reader: _Reader, text: str, index: int) -> Value:
    try:
        value = reader.one(text)
    except BadValue as bad:
        if not reader.field.required and "".join(text.split()) in _NOTHING:
            batch.unnumbered[reader.field.title] += 1
        elif reader.field.kind is k.PHONE and (first := k.first_phone(text)):
            batch.warn(index, reader.field.key, "row.first_phone", number=mask_phone(first))
            return first
        elif not reader.field.required and reader.field.kind.name in _DECIDES_NOTHING:
            batch.warn(index, reader.field.key, "row.left_blank", why=say(bad.code, **bad.params))
            batch.left_blank[reader.field.title] += 1
        else:
            batch.fail(index, reader.field.key, bad.code, **_in_short(bad.params))
        return None
    if value is None and text.strip() and reader.field.kind is k.CODE:
        batch.unnumbered[reader.field.title] += 1
    return value


def _in_short(params: Mapping[str, object]) -> Mapping[str, object]:
    """What a cell may be filled with, the first of it where that is long: all of it stands in the list behind the cell."""
    choices = str(params.get("choices", "")).split("、")
    if len(choices) <= _LISTED:
        return params
    return {**params, "choices": say("row.choices", first="、".join(choices[:_LISTED]), count=len(choices))}


class _Memory(dict[str, Value]):
    def __init__(self, read: Reader) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> Value:
        value = self._read(text)
        if len(self) < _MEMORY:
            self[text] = value
        return value


def _distrust(batch: Batch) -> None:
    """Cells that were unreadable in the file and have not been corrected since."""
    table = batch.table
    wrong = {(place, key): fault for place, key, fault in table.untrusted if key in batch.fields}
    if not wrong:
        return
    batch.problems = [p for p in batch.problems if (p.place, p.key) not in wrong]
    for (place, key), fault in wrong.items():
        batch.values[key][place] = None
        batch.fail(place, key, fault.code)
