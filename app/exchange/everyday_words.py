"""What people call things in everyday words that share no sign with ours; only proposed, somebody says whether it is so."""

import re
from collections.abc import Sequence

_MEANT = (
    ("(?:进城|外出|返乡)?(?:农民工|务工人?员?)|农村劳动力", "农村转移"),
    ("建(?:档立)?卡(?:户|人员|人口|贫困户)?|脱贫(?:户|人口|劳动力)|贫困户", "贫困劳动力"),
    ("下岗(?:职工|工人|人员|失业)?", "下岗失业人员"),
    ("(?:应届)?(?:大学生|大专生|本科生|大学毕业生|大中专毕业生)", "高校毕业生"),
    ("(?:初中|高中|初高中)(?:应届)?毕业(?:生)?(?:未升学|未继续升学)?|未升学(?:学生|人员)?", "两后生"),
    ("待业(?:人员|青年)?|失业(?:人员)?|下岗(?:职工|工人)?|无业(?:人员)?", "失业人员"),
    ("退伍(?:军人|兵|士兵)?|转业军人|复员军人|复退军人", "退役军人"),
    ("4050(?:人员)?|大龄(?:人员|失业)?", "就业困难人员"),
    ("在职(?:职工|员工|人员)?|在岗(?:职工|员工)?|合同工|正式工|企业员工", "企业职工"),
    ("取得|通过|及格|达标|[√✓✔☑]", "合格"),
    ("M|Male", "男"),
    ("F|Female", "女"),
    ("不通过|未通过|没通过|不及格|未取得|不达标|[×✕✖xX]", "不合格"),
)
"""An everyday word, and what of ours it is: a choice itself, else the only one that holds it."""


def meant(word: str, choices: Sequence[str]) -> str:
    """The choice that an everyday word means; '' where none or several may be meant."""
    for pattern, ours in _MEANT:
        if re.fullmatch(pattern, "".join(word.split()), re.IGNORECASE):
            holding = [choice for choice in choices if ours in choice and len(ours) > 1]  # 子女 are no 女
            same = [choice for choice in choices if choice == ours]
            if same or len(holding) == 1:
                return (same or holding)[0]
    return ""
