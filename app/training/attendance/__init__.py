"""Attendance (考勤): who was there on which day."""
