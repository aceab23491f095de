"""The target tables of a draft as one grid: a line for each unit and year, and for each total that the document states."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product

from app.desk.drafts import entry
from app.desk.drafts.draft import Data, Draft
from app.desk.drafts.papers import clause_at, label
from app.desk.drafts.sheet import Item, Sheet, element, put
from app.kernel import kinds as k
from app.kernel.fields import Field
from app.kernel.kinds import BadValue
from app.kernel.outcomes import Problem, Problems, Refused
from app.kernel.texts import say
from app.policy.keys import KEYS, MEASURES
from app.policy.toml_table import place

_MEASURE = k.coded("measure", {measure: measure for measure in MEASURES})
_OF_TABLE = frozenset({"axis", "measure"})
_FIGURES = {"assigned": "total", "stretch": "stretch_total"}


class Targets(Sheet):
    """Figures by breakdown (axis), measure, year and unit."""

    columns = (
        element("axis", required=True, help_="分解口径，如 责任单位；不同口径从不相加"),
        element("measure", _MEASURE, required=True),
        element("years", required=True, help_="只有几年合计的写成 起年-止年"),
        element("target_unit", required=True),
        element("assigned", k.COUNT, help_="只有职责、没有数字的不填"),
        element("stretch", k.COUNT, help_="力争指标，是总数"),
        element("target_clause", help_="条款编号，或在文件中的位置"),
        element("note", k.LONG),
    )
    fixed = frozenset({"axis", "measure", "years"})
    adding = columns

    def rows(self) -> list[Item]:
        """Table by table, unit by unit, year by year; then the stated totals."""
        return list(_items(self.draft))

    def text(self, item: Item, key: str) -> str:
        """A cell; what is said of a whole table stands in each of its rows."""
        table = self._table(item)
        if key in _OF_TABLE:
            return str(table.get(key, ""))
        if key == "years":
            return item.part
        if key == "target_unit":
            return say("draft.total") if _is_total(item) else str(item.data.get("unit", ""))
        if key in _FIGURES:
            return k.COUNT.show(item.data.get(_figure(item, key), {}).get(item.part))
        if key == "target_clause":
            clause = str(item.data.get("clause") or table.get("clause", ""))
            return label(self.draft, clause)
        return str(item.data.get(key, ""))

    def _table(self, item: Item) -> Data:
        table: Data = self.draft.data["targets"][item.path[1]]
        return table

    def options(self, item: Item, key: str) -> Sequence[str]:
        """Measures, clauses, and the axes that are there."""
        if key == "target_clause":
            return [label(self.draft, clause) for clause in self.draft.clauses]
        if key == "axis":
            return list(dict.fromkeys(str(one.get("axis", "")) for one in self.draft.data.get("targets", ())))
        return MEASURES if key == "measure" else ()

    def set(self, item: Item, key: str, value: k.Value) -> None:
        """A figure of one year, or what is said of the unit."""
        if key in _FIGURES:
            figures = item.data.setdefault(_figure(item, key), {})
            figures.pop(item.part, None)
            if value is not None:
                figures[item.part] = value
            put(item.data, _figure(item, key), figures or None)
        elif key == "target_clause":
            item.data.pop("clause", None)
            put(item.data, "clause", clause_at(self.draft, str(value)) if value else None)
        elif key == "target_unit" and _is_total(item):
            raise BadValue("draft.total_fixed")
        else:
            put(item.data, "unit" if key == "target_unit" else key, value)

    def add(self, texts: Mapping[str, str]) -> Item:
        """A unit's figure of a year, in the table of its breakdown and measure."""
        self._let(texts)
        table = self._table_for(texts)
        year = k.clean_code(texts["years"])
        if year not in table["years"]:
            table["years"].append(year)
        rows: list[Data] = table["rows"]
        unit = k.clean_text(texts["target_unit"])
        row = next((one for one in rows if one.get("unit") == unit), None)
        if row is None:
            row = {"seq": len(rows) + 1, "unit": unit}
            rows.append(row)
        made = Item(("targets", self.draft.data["targets"].index(table), "rows", rows.index(row)), row, year)
        for key in ("assigned", "stretch", "target_clause", "note"):
            if texts.get(key, "").strip():  # what is not given stays as it stands for the unit's other years
                self.put(made, key, texts[key])
        return made

    def _let(self, texts: Mapping[str, str]) -> None:
        """A unit has one figure a year in a breakdown; Problems when a year or a run of years meets one that it has."""
        unit, years = k.clean_text(texts["target_unit"]), k.clean_code(texts["years"])
        rows = [(table, row) for table in self._tables(texts) for row in table["rows"] if row.get("unit") == unit]
        held = (year for table, row in rows for year in table["years"] if _held(row, year) and _meet(year, years))
        if (other := next(held, None)) is None:
            return
        known = {"unit": unit, "axis": k.clean_text(texts["axis"]), "measure": texts["measure"].strip()}
        total = KEYS["action_target"].title
        said = {**known, "years": years, "other": other, "total": total}
        raise Problems([Problem("draft.target_there", said, "years")])

    @property
    def pasting(self) -> tuple[Field, ...]:
        """What is asked of a table that was copied: a unit's name and one figure for each year stand in each line."""
        axis, measure, years, *_ = self.columns
        clause = next(one for one in self.columns if one.key == "target_clause")
        return axis, measure, Field(years.key, years.title, years.kind, True, say("draft.years_help")), clause

    def paste(self, texts: Mapping[str, str], block: str) -> Item:
        """The lines of a copied table; Refused when a line has not one figure for each year, and then none is taken."""
        years = entry.split(texts["years"])
        lines = [line.split("\t") for line in block.splitlines() if line.strip()]
        wrong = next((line for line in lines if len(line) != len(years) + 1 or not line[0].strip()), None)
        if not lines or wrong is not None:
            raise Refused("draft.table", line=" ".join(wrong or ()), count=len(years) + 1)
        units = [k.clean_text(unit) for unit, *_ in lines]
        if twice := next((unit for unit in units if units.count(unit) > 1), ""):
            raise Refused("policy.repeated", item=twice)
        for unit, year in product(units, years):
            self._let({**texts, "years": year, "target_unit": unit})
        made = [
            self.add({**texts, "years": year, "target_unit": unit, "assigned": figure})
            for unit, *figures in lines
            for year, figure in zip(years, figures, strict=True)
        ]
        return made[0]

    def _table_for(self, texts: Mapping[str, str]) -> Data:
        """The one that has the year, or whose years the new one does not meet: a run of years has a table of its own."""
        tables: list[Data] = self.draft.data.setdefault("targets", [])
        axis, measure = k.clean_text(texts["axis"]), str(_MEASURE.read(texts["measure"]))
        year, known = k.clean_code(texts["years"]), self._tables(texts)
        having = (one for one in known if year in one["years"])
        free = (one for one in known if not any(_meet(year, other) for other in one["years"]))
        table = next(chain(having, free), None)
        if table is None:
            word = texts.get("target_clause", "").strip()
            clause = clause_at(self.draft, word) if word else next(iter(self.draft.clauses), "")
            table = {"axis": axis, "clause": clause, "measure": measure, "years": [], "rows": []}
            tables.append(table)
        return table

    def _tables(self, texts: Mapping[str, str]) -> list[Data]:
        """The tables of a breakdown and measure."""
        wanted = k.clean_text(texts["axis"]), str(_MEASURE.read(texts["measure"]))
        return [one for one in self.draft.data.get("targets", ()) if (one.get("axis"), one.get("measure")) == wanted]

    def remove(self, item: Item) -> None:
        """Take out one year's figure; the unit goes with its last, the year and the table with their last unit."""
        for name in [_figure(item, key) for key in _FIGURES]:
            item.data.get(name, {}).pop(item.part, None)
            put(item.data, name, item.data.get(name))
        table = self._table(item)
        if not _is_total(item) and not item.data.get("assigned") and not item.data.get("stretch"):
            table["rows"] = [row for row in table["rows"] if row is not item.data]
        if not _stated(table, item.part) and not any(_held(row, item.part) for row in table["rows"]):
            table["years"] = [year for year in table["years"] if str(year) != item.part] or table["years"]
        if not table["rows"]:
            self.draft.data["targets"] = [one for one in self.draft.data["targets"] if one is not table]

    def place(self, item: Item, key: str) -> str:
        """Where a figure stands in the pack file."""
        named = {"target_unit": "unit", "target_clause": "clause"}.get(key, key)
        return super().place(item, _figure(item, key) if key in _FIGURES else named)

    def cell(self, item: Item, found: Problem) -> str | None:
        """A figure's problem belongs to the year that it names."""
        if str(found.params.get("year", item.part)) != item.part:
            return None
        if "/rows/" in found.key:
            return None if _is_total(item) else super().cell(item, found)
        if _is_total(item) and (key := super().cell(item, found)):
            return key
        return self._of_table(item, found)

    def _of_table(self, item: Item, found: Problem) -> str | None:
        """What is wrong with a table as a whole stands in its first row, a year in the first row of that year."""
        here = place(item.path[:2])
        if not (found.key == here or found.key.startswith(here + "/")):
            return None
        name = found.key.removeprefix(here).strip("/").split("/")[0]
        mine = [one for one in self.rows() if one.path[:2] == item.path[:2]]
        if name in _FIGURES.values() and any(map(_is_total, mine)):
            return None
        named = [one for one in mine if one.part == found.params.get("value")] or mine
        if (named[0].path, named[0].part) != (item.path, item.part):
            return None
        return {"clause": "target_clause"}.get(name, name if name in ("axis", "measure", "years", "note") else "")


def _items(draft: Draft) -> Iterator[Item]:
    for n, table in enumerate(draft.data.get("targets", ())):
        years = [str(year) for year in table.get("years", ())]
        for m, row in enumerate(table.get("rows", ())):
            yield from (Item(("targets", n, "rows", m), row, year) for year in years if _told(draft, row, year, years))
        yield from (Item(("targets", n), table, year) for year in years if _stated(table, year))


def _told(draft: Draft, row: Data, year: str, years: Sequence[str]) -> bool:
    """A unit's years with a figure, be it faulty; a unit without any stands there once, in the first."""
    typed = any((id(row), name + year) in draft.faults for name in _FIGURES)
    return typed or _held(row, year) or (year == years[0] and not any(row.get(name) for name in _FIGURES))


def _held(row: Data, year: str) -> bool:
    """Whether a unit has a figure for a year."""
    return any(year in row.get(name, {}) for name in _FIGURES)


def _span(years: str) -> tuple[str, str]:
    first, _, last = years.partition("-")
    return first, last or first


def _meet(one: object, other: object) -> bool:
    """Whether a year or a run of years has a year in common with another."""
    (first, last), (begin, end) = _span(str(one)), _span(str(other))
    return first <= end and begin <= last


def _stated(table: Data, year: str) -> bool:
    return any(year in table.get(name, {}) for name in _FIGURES.values())


def _is_total(item: Item) -> bool:
    return len(item.path) == 2  # the table itself, not one of its rows


def _figure(item: Item, key: str) -> str:
    return _FIGURES[key] if _is_total(item) else key
