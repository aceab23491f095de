"""Drafting a policy: a pack's TOML as a clerk's grids see it, until `load_pack` finds nothing wrong with its text."""
