"""Recoveries (追回): money to be given back."""
