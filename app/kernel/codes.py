"""Codes that several subjects, or decisions and records alike, show by the same words."""

from app.kernel import kinds as k

RESULT = k.coded("result", {"qualified": "合格", "failed": "不合格"})
REPORTED = k.coded("reported", {"pending": "待回执", "accepted": "已接收", "refused": "未接收", "held": "暂缓"})
ARRANGEMENTS = {"enterprise": "企业培训", "project": "项目制培训", "open": "机构自主招生", "individual": "个人申报"}
ARRANGEMENT = k.coded("arrangement", ARRANGEMENTS)
APPRENTICE = k.coded("apprentice_kind", {"worker": "职工学徒", "student": "学生学徒"})
