"""The register of institutions (培训机构): what is listed, changed and imported; classes and equipment guard who is paid."""
