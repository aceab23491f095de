"""Subsidised vocational training for county and town labour offices (职业技能提升行动)."""

__version__ = "0.1.0"

PARSE_WORKBOOK = "--parse-workbook"
"""What the program starts itself with to read a workbook from outside in a process of its own."""
