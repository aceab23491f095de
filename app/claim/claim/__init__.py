"""Claims, from the accepted class to the cleared notice."""
