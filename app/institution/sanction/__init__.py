"""Sanctions (处理) against institutions: what an office decided, what it bars from, and how it is lifted."""
