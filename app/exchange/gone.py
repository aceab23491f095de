"""What says that people are there no more, 离职 or 已退学（11.8）, and that something came to nothing, 失败 or 退票."""

import re

_NOT = "(?<![未不非没无否免拟父母亲夫妻偶双子女])"
"""What makes a word another, and whose death or leaving is not that of the person."""
_GONE = re.compile(
    _NOT
    + "(?:退学|休学|退训|退班|退课|退会|退出(?!贫困)|退休(?!返聘)|离职|离岗|离校|离厂|离队|辞职|辞退|自离|流失|开除|除名"
    "|解聘|解约|转学|转校|转班|转出|转走|停用|注销|作废|废止|死亡|去世|病故|亡故|已退(?!伍|役|还|费|出)|已离|已删)"
    "|不在[职校岗册]|非在[职校岗册]"
)
_SINCE = re.compile(
    "(?<!预计)(?:离职|退学|退出|辞职|辞退|转出|转学|注销|停用|死亡|离岗|退训)(?:日期|时间|年月|日|原因)$"
)
_WHETHER = re.compile("^是否已?(?:离职|退学|退出|辞职|转出|转学|注销|停用|死亡|离岗|退训)$")
_FAILED = re.compile(
    "(?<![未不无])(?:失败|退票|退汇|拒付|拒绝|止付|冻结|挂失|销户)|[不未没]成功|[不未没]通过|(?:处理|交易|[账帐]户|开户)异常|无效"
)
_SAYS = re.compile("状态|结果|标[志识记]|情况|信息|说明|[备附]注|[异变]动|摘要|学籍|^在[职校岗]")
_YES = frozenset({"是", "√", "Y", "y", "1"})
_NOTHING = frozenset({"", "无", "否", "-", "—", "/", "0"})


def is_gone(text: str) -> bool:
    """Whether a text says that somebody, or what it is the name of, is there no more."""
    return bool(_GONE.search("".join(text.split())))


def has_failed(text: str) -> bool:
    """Whether a text says that something came to nothing."""
    return bool(_FAILED.search("".join(text.split())))


def says(title: str) -> bool:
    """Whether a column by its heading says in words how it stands with a row: a state, a result, a remark."""
    return not title or bool(_SAYS.search(title))


def is_since(title: str) -> bool:
    """Whether a column has the day, or the reason, for which somebody left."""
    return bool(_SINCE.search(title))


def is_whether(title: str) -> bool:
    """Whether a column says by yes or no that somebody left."""
    return bool(_WHETHER.search(title))


def is_yes(text: str) -> bool:
    """Whether a cell says yes."""
    return text in _YES


def is_filled(text: str) -> bool:
    """Whether a cell says something."""
    return text not in _NOTHING
