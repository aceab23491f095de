"""Months at work (在岗月份): who was at work in which month."""
