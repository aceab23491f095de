"""What stands in the cells of workbooks that tests write record by record, beside texts, numbers and truths."""

from dataclasses import dataclass

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
"""Their codes, the same in all binary formats."""


@dataclass(frozen=True)
class Error:
    """An error cell, as it is shown."""

    text: str = "#N/A"


@dataclass(frozen=True)
class Formula:
    """A formula with what it gave; None when it was never computed."""

    result: "str | float | Error | None" = None


Value = str | float | bool | Error | Formula | None
