"""What every subject is made with: listings, sheets, entering, imports, taking a record and putting it back."""
