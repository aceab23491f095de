"""Training classes (培训班), the people in them and what is kept of each."""
