"""The payment ledger (拨付台账)."""
