"""Transfers (付款明细): what a batch pays to whom, on which claim or advance, and what became of it at the bank."""
