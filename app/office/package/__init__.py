"""Packages (报送包) that an office sent or received: the list of them; `exchange` makes and reads the files."""
