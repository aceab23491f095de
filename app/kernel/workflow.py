"""The words of the workflow: roles, verbs that many nouns have, and what the journal calls each noun and verb."""

from collections import ChainMap
from collections.abc import Iterable, Mapping

from app.kernel import kinds as k

CLERK, REVIEWER, CHIEF, ADMIN = "clerk", "reviewer", "chief", "admin"
ROLES: Mapping[str, str] = {CLERK: "经办", REVIEWER: "复核", CHIEF: "负责人", ADMIN: "管理员"}
CREATE, EDIT, CORRECT = "create", "edit", "correct"
"""The verbs by which records are entered, changed while they are open, and corrected afterwards with a second person."""
TITLES: Mapping[str, str] = {CREATE: "新建", EDIT: "修改", CORRECT: "更正"}

NOUN_TITLES: dict[str, str] = {}
"""What each noun that is declared is called."""
_VERB_TITLES: dict[str, str] = {}
_PLAINEST: Mapping[str, str] = {
    **TITLES,
    "approve": "批准",
    "publish": "公布",
    "found": "建立",
    "import": "导入",
    "undo": "撤销导入",
    "build": "生成",
    "adopt": "补登",
    "apply": "接收",
    "receipt": "回执",
    "lapse": "失效",
    "restore": "从备份恢复",
    "install": "安装政策包",
    "order": "下发",
    "take_order": "接收下发文件",
    "confirm": "确认",
    "revoke": "撤销",
    "settle": "结算",
    "extract": "审计导出",
    "print": "打印",
    "export": "导出",
    "reveal": "查看完整号码",
    "backup": "备份",
    "sign_in": "登录",
    "fail": "登录失败",
    "lock": "锁定",
    "sign_out": "退出登录",
    "password": "设定密码",
    "token": "生成令牌",
    "seal": "封存人员名单",
    "recovery": "生成恢复码",
}
"""Where nouns call the same verb differently, the plainest word; and what is done to no record."""
NOUN = k.coded("noun", NOUN_TITLES)
VERB = k.coded("verb", ChainMap(dict(_PLAINEST), _VERB_TITLES))
"""What the journal records, as its kinds show it: every noun and verb that is declared."""


def declare(name: str, title: str, verbs: Iterable[tuple[str, str]]) -> None:
    """Make the words of a noun known to the journal."""
    NOUN_TITLES[name] = title
    _VERB_TITLES.update(verbs)


CHANGEABLE = ("draft", "returned")
"""States in which a class, a claim or an advance may still be changed."""
