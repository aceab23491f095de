"""Targets (任务指标) of responsible units."""
