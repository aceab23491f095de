"""From facts and a pack's values to a decision with its reasons and steps. Pure."""
