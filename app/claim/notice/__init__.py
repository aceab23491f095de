"""Public notices (公示): which claims were made public together, for how many working days, and where to object."""
