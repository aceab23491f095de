"""One module per schema; a released one is never changed."""
