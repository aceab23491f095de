"""Checks by hand (人工核对): what a pack has somebody look at before a claim is handed in, ticked by name and date."""
