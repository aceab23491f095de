"""This office (本单位) and those below it."""
