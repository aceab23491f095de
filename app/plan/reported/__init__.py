"""Figures of offices without the program (手工报送): what they hand in by workbook, kept apart from what records say."""
