"""The parts of the step to schema 17: the money path, who is behind it, and the papers on the way."""
