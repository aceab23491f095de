"""Every report by its name: those on the records, and the one that the packages tell."""

from collections.abc import Mapping

from app.desk import reports
from app.exchange.report_changes import CHANGES
from app.record.report import Report

PLAN_REPORTS = (*reports.PLAN_REPORTS, CHANGES)
"""Those on what was done and reported, as the window offers them together."""
REPORTS: Mapping[str, Report] = {**reports.REPORTS, CHANGES.name: CHANGES}
