"""Head counts of a year (就业人员统计)."""
