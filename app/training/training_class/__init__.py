"""Training classes (培训班), from opening to acceptance."""
