"""Who is on the roster of a class (花名册): classes count them, and the rows are kept beside the class."""
