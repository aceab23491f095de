"""The formats of a workbook's cells, and how a value is written into one."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from app.desk.print_layout import FONT_SIZE
from app.kernel import kinds as k
from app.kernel.formula_guard import guarded
from app.kernel.kinds import Kind
from app.kernel.outcomes import Refused
from app.record.report import Cell

FONT = "宋体"
"""On every machine that reads Chinese, or a font as wide as it."""
IN_SONG: Mapping[str, Any] = {
    "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
    "default_column_width": 72,
    "default_row_height": 18,
}
"""Options of a workbook whose columns are counted in characters of that font: 8 pixels each, as Excel has it."""
_LONGEST = 32_767
"""Letters that a cell may have."""


class Styles:
    """The few formats of a workbook, made once each."""

    def __init__(self, book: Any) -> None:
        plain = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "vcenter"}
        boxed = {**plain, "border": 1, "border_color": "#BFBFBF"}
        self.title = book.add_format({**plain, "font_size": 16, "bold": True})
        self.header = book.add_format(
            {**boxed, "bold": True, "bg_color": "#D9E2F3", "align": "center", "text_wrap": True}
        )
        self.must = book.add_format(
            {**boxed, "bold": True, "bg_color": "#FCE4D6", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format({**boxed, "num_format": "@"})
        self.above = book.add_format({**plain, "font_size": 16, "bold": True, "align": "center"})
        self.loose = book.add_format({**plain, "num_format": "@"})
        self.loose_wrapped = book.add_format({**plain, "num_format": "@", "text_wrap": True})
        self.struck = book.add_format({**boxed, "num_format": "@", "font_strikeout": True, "text_wrap": True})
        self.wrapped = book.add_format({**boxed, "num_format": "@", "text_wrap": True})
        self.count = book.add_format({**boxed, "num_format": "0", "align": "center"})
        self.money = book.add_format({**boxed, "num_format": "#,##0.00"})
        self.percent = book.add_format({**boxed, "num_format": "0.00%"})
        self.day = book.add_format({**boxed, "num_format": "yyyy-mm-dd", "align": "center"})
        self.given = book.add_format({**boxed, "num_format": "@", "bg_color": "#F2F2F2"})
        upright = {**boxed, "bold": True, "rotation": 90, "align": "center"}
        self.weekday = book.add_format({**upright, "bg_color": "#D9E2F3"})
        self.weekend = book.add_format({**upright, "bg_color": "#D9D9D9"})
        self.mark = book.add_format({**boxed, "num_format": "@", "align": "center", "shrink": True})
        red = {**boxed, "bg_color": "#FF9999"}
        self.bad = book.add_format({**red, "num_format": "@", "text_wrap": True})
        self.bad_day = book.add_format({**red, "num_format": "yyyy-mm-dd", "align": "center"})

    def of(self, kind: Kind) -> Any:
        """The format of a kind's cells."""
        return {k.COUNT: self.count, k.FEN: self.money, k.PERCENT: self.percent, k.DATE: self.day}.get(kind, self.text)


Writer = Callable[[Any, int, int, Cell], None]


def cell_writer(style: Any, kind: Kind, title: str, masked: bool = False) -> Writer:
    """Writes values of a kind: 分 as 元, days as real dates, all else as text, which never becomes a formula."""
    parts = {k.COUNT: 1, k.FEN: 100, k.PERCENT: 10_000}.get(kind)

    def write(sheet: Any, row: int, place: int, value: Cell) -> None:
        if value is None:
            sheet.write_blank(row, place, None, style)
        elif parts and isinstance(value, int):
            sheet.write_number(row, place, value / parts, style)
        elif isinstance(value, float):
            sheet.write_number(row, place, value, style)
        elif kind is k.DATE and isinstance(value, date):
            sheet.write_datetime(row, place, value, style)
        else:
            text = guarded(kind.shown(value, masked=masked))
            if len(text) > _LONGEST:
                raise Refused("save.text", row=row + 1, title=title)
            sheet.write_string(row, place, text, style)

    return write
