"""The data elements, each declared once; edit dialog, template, import, export, print and command line read them."""

from app.kernel.dictionary.training import TAGS

__all__ = ["ATTENDANCE", "TAGS", "WORK_MONTHS"]
