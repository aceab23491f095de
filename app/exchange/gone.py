"""What says that people are there no more: 离职, 已退学（11.8）, 停用; on sheets of them, in remarks and as states."""

import re

_GONE = re.compile(
    "(?<![未不非没无否免拟父母亲夫妻偶双子女])"
    "(?:退学|休学|退训|退班|退课|退会|退出(?!贫困)|退休(?!返聘)|离职|离岗|离校|离厂|离队|辞职|辞退|自离|流失|开除|除名|解聘|解约"
    "|转学|转校|转班|转出|转走|停用|注销|作废|废止|死亡|去世|病故|亡故|已退(?!伍|役|还|费)|已离|已删)"
    "|不在[职校岗册]|非在[职校岗册]"
)


def is_gone(text: str) -> bool:
    """Whether a text says that somebody, or what it is the name of, is there no more."""
    return bool(_GONE.search("".join(text.split())))
