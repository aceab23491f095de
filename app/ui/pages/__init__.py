"""Hand-written tasks: first start, import preview, print preview, packages, and the page of one record."""
