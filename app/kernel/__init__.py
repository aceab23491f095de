"""What every part speaks in: kinds, fields, columns, nouns, outcomes, texts, money, dates, identity. Standard library only."""
