"""Kinds of values that are one of a few codes, each with its Chinese word."""

from app.kernel import kinds as k

SEX = k.coded("sex", {"男": "男", "女": "女"})
RESULT = k.coded("result", {"qualified": "合格", "failed": "不合格"})
REPORTED = k.coded("reported", {"pending": "待回执", "accepted": "已接收", "refused": "未接收"})
ARRANGEMENTS = {"enterprise": "企业培训", "project": "项目制培训", "open": "机构自主招生", "individual": "个人申报"}
ARRANGEMENT = k.coded("arrangement", ARRANGEMENTS)
APPRENTICE = k.coded("apprentice_kind", {"worker": "职工学徒", "student": "学生学徒"})
