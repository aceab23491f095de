"""Trainees (学员): each person once."""
