"""Lists that no noun declares yet."""
