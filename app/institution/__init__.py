"""Training institutions (培训机构) and what is agreed with them; the units that answer for targets."""
