"""Subsidised vocational training for county and town labour offices (职业技能提升行动)."""

__version__ = "1.0.0rc1"
"""The one home of the version, in Python's form; `app.kernel.version` has it as people read it."""

LAUNCHED = "launcher"
"""The option (-X) by which the launcher of an installed program makes itself known."""

PARSE_WORKBOOK = "--parse-workbook"
"""What the program starts itself with to read a workbook from outside in a process of its own."""
