"""The calendar of an office (工作日历): days that are off or worked against their weekday."""
