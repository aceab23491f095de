"""The payment ledger (拨付台账) with what each payment was made on, and paying a claim."""
