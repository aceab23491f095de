"""The office itself (经办单位): its people, its calendar, corrections that a second person confirms."""
