"""Worked cases (案例): a pack read with its cases, their facts, and whether each comes out as it says."""
