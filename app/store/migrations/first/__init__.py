"""The first schema, table by table; once it is released it is never changed."""
