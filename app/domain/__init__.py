"""Pure concepts of the field: kinds, dictionary, workflow, policy and the rules. Standard library only."""
