"""Subsidised vocational training for county and town labour offices (职业技能提升行动)."""

__version__ = "0.1.0"
