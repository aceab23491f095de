"""Tries the finished packages as a county would use them: `python3 dev.py prove`; pictures land below `build/proof/`."""
