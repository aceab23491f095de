"""The table of advances (预拨): a claim takes over the number of its class's advance, so it stands below claims; the rest in fund."""
