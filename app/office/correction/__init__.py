"""Corrections (更正): what one person asks to change of what matters already, and another confirms."""
