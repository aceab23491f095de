"""Objections (异议) to a public notice: who raised what, who looked into it, and how it was decided."""
