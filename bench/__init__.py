"""Each pipeline of the program as a ratio to its floor: the least that the same work could cost on this machine."""
