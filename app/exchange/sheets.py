"""The sheets of 报送数据.xlsx, one a table: what an office sends of its own as at a day."""

from collections.abc import Iterable, Iterator, Mapping

from app.desk.records import RECORDS
from app.record.record import Record
from app.record.sheet import Sheet


def _targets(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """The columns of a sheet that refer to another table, and that table's name."""
    for cell in sheet.kept:
        for key in cell.sql.property.columns[0].foreign_keys if hasattr(cell.sql, "property") else ():
            yield cell.name, key.column.table.name


def _ordered(sheets: Iterable[Sheet]) -> tuple[Sheet, ...]:
    """The sheets so that each row refers only to rows of sheets before it, or of its own."""
    known = {sheet.name: sheet for sheet in sheets}
    found: dict[str, Sheet] = {}

    def place(sheet: Sheet) -> None:
        for _, target in _targets(sheet):
            if target in known and target != sheet.name and target not in found:
                place(known[target])
        found.setdefault(sheet.name, sheet)

    for sheet in known.values():
        place(sheet)
    return tuple(found.values())


_DECLARED = {sheet.name: (sheet, record) for record in RECORDS.values() if (sheet := record.sheet)}
SHEETS = _ordered(sheet for sheet, _ in _DECLARED.values())
_NAMED = {sheet.name: sheet for sheet in SHEETS}
TRAINEES, CLASSES, CLAIMS = _NAMED["trainee"], _NAMED["training_class"], _NAMED["claim"]
LINES, INSTITUTIONS = _NAMED["claim_line"], _NAMED["institution"]
REFERENCES: Mapping[str, Sheet] = {
    column: _NAMED[target] for sheet in SHEETS for column, target in _targets(sheet) if target in _NAMED
}
"""The sheet that a foreign uid points into."""

FACTS: Mapping[Sheet, Record] = {sheet: record for sheet, record in _DECLARED.values() if record.noun.facts}
"""Sheets of whose rows a policy may ask facts of its own."""
REMADE: Mapping[Sheet, str] = {sheet: record.noun.remade for sheet, record in _DECLARED.values() if record.noun.remade}
"""Sheets whose rows may be gone from one package to the next, and the column of what they hang on."""
RECEIPTED = tuple(sheet for sheet in SHEETS if "reported" in sheet.table.c)
"""Sheets of whose rows the office above says by its receipt whether it takes them."""
ABOVE: Mapping[Sheet, str] = {
    sheet: column for sheet in SHEETS for column, target in _targets(sheet) if target == sheet.name
}
"""Sheets whose rows refer to others of the same sheet, and the column that does."""
