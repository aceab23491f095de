"""Issuing the plan (下达任务): a version of the targets as they were sent out, frozen, with its paper."""
