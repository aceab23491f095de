"""Files in and out: clerks' workbooks, lists, packages, receipts, reports."""
