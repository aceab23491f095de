"""Plans of units (年度培训计划): scheme of work, yearly plan and budget, as each unit handed them in."""
