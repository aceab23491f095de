"""Imports: what a clerk's table means for the office, checked whole before a row is written."""
