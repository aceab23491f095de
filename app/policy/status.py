"""How far the document of a value is one that is in force: issued, a draft, or not known."""

from collections.abc import Mapping

VERIFIED, DRAFT, UNVERIFIED = "verified", "draft", "unverified"
STATUSES: Mapping[str, str] = {VERIFIED: "通知原文", DRAFT: "征求意见稿", UNVERIFIED: "待核实"}
