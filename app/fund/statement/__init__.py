"""Bank statements (银行流水): what the bank says of an account, matched with the ledger month by month."""
