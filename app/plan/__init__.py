"""Targets and what was done towards them, head counts, and what is due by which day."""
