"""Disputes (待裁定): what a package says otherwise than what is known here, until somebody decides; the decision stays."""
