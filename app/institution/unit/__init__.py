"""Responsible units (责任单位) and the towns and sections below them: whose the targets are, and who answers for a class."""
