"""Payments (拨付): what was paid, to whom, from which fund, by which voucher."""
