"""What the office owes by a day (到期)."""
