"""What lasts: tables, the engine, the office and its one write transaction."""
