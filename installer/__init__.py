"""Makes the files that a county's PC is set up from: `python3 dev.py package`; everything lands below `dist/`."""
