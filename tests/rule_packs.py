"""The smallest pack that is read, to which tests add rows: as a TOML text, or as the tables from which one is written."""

from datetime import date
from typing import Any

import tomli_w

LEVELS = ["五级/初级工", "四级/中级工", "三级/高级工"]
TYPES = ["就业技能培训", "岗前培训", "以工代训"]
GROUPS = ["贫困劳动力", "两后生", "企业职工"]
OCCUPATIONS = ["电工", "焊工"]
PENDING = {"pending": "测试用的规则，没有文件"}
FIRST, LAST = date(2019, 1, 1), date(2021, 12, 31)


def _listed(key: str, items: list[str]) -> dict[str, Any]:
    return {"key": key, "items": items, "note": "测试"}


def pack(**rows: Any) -> dict[str, Any]:
    """The tables of a pack with what every pack must have and some rows beside it."""
    return {
        "format": 2,
        "id": "test-pack",
        "version": 1,
        "title": "测试政策",
        "region": "500110",
        "region_name": "测试区",
        "documents": [{"number": "测试发〔2019〕1号", "title": "测试办法"}],
        "clauses": {"TE-01": {"place": "一"}},
        "unverified": [
            {"key": "first_day", "date": FIRST, "note": "测试"},
            {"key": "last_day", "date": LAST, "note": "测试"},
            _listed("person_categories", GROUPS),
            _listed("training_types", TYPES),
            _listed("skill_levels", LEVELS),
            _listed("certificate_types", ["职业资格证书", "结业证明"]),
            _listed("institution_kinds", ["职业培训机构"]),
            _listed("fund_sources", ["就业补助资金"]),
            {"key": "class_opening", "choice": "approval", "note": "测试"},
            {"key": "notice_days", "amount": 5, "unit": "工作日", "note": "测试"},
        ],
        **rows,
    }


def scheme(key: str = "training", title: str = "培训补贴", **more: Any) -> dict[str, Any]:
    """A scheme of 100 元 to which a test adds rows."""
    amount = [{"row": "rate", "title": "标准", "start": {"yuan": 100, "times": "once"}}]
    return {"key": key, "title": title, **PENDING, "amount": amount, **more}


def text(tables: dict[str, Any]) -> str:
    """The pack file of some tables."""
    return tomli_w.dumps(tables)
