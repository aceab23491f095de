"""What is done to a training class only while no claim rests on it."""
