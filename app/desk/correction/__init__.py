"""Corrections (更正) as the second person sees them: what waits, confirmed or called off."""
