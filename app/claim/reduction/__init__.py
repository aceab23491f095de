"""核减: who is taken out of a claim without losing the rest, why, by which document, and by which two people."""
