"""Remittance: what the bank says of the transfers of a batch, and paying again what it could not pay."""
