"""Training institutions (培训机构) and enterprises that train."""
