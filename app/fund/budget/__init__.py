"""Funds, and what is set aside in them (资金安排)."""
