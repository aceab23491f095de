"""The tables of docs/pack-format.md that are made from declarations: values, facts, checks, steps, wordings.

`.venv/bin/python -m tests.policy.guide_blocks` writes them anew.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.kernel.texts import RESOURCES
from app.policy.keys import CARRIES, GROUPS, LISTS, MONEY, PAIRS, Key
from app.policy.own_facts import COUNT, OWN, PERCENT, SET, YUAN, FactKind
from app.policy.row_file import STEPS
from app.policy.rows import AGAINST, REFUSE, UNKNOWN
from app.policy.wordings import Wording, wordings

PAGE = RESOURCES.parent / "docs" / "pack-format.md"
_FACT_KINDS = {COUNT: "整数", PERCENT: "百分数", YUAN: "金额（元）", "date": "日期", "flag": "是或否", SET: "几项"}
_CARRIED = {
    "amount": "整数",
    "items": "列表",
    "text": "文字",
    "date": "日期",
    "flag": "true/false",
    "choice": "选一",
    "choices": "选几项",
}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(row)} |".replace("|  |", "| |").replace("|  |", "| |")


# --- values -----------------------------------------------------------------------------------------------------------


def keys() -> str:
    """Every value by subject."""
    lines = []
    for group, found in GROUPS.items():
        head = ("政策项 `key`", "名称", "写在", "单位 `unit`", "可选值或范围", "必须有")
        lines += [f"### {group}", "", *_table(head, (_key(*each) for each in found.items())), ""]
    return "\n".join(lines)


def _key(name: str, key: Key) -> tuple[str, ...]:
    written = f"`{CARRIES[key.kind]}` {_CARRIED[CARRIES[key.kind]]}"
    if key.kind == MONEY:
        written = '`amount` 金额（元，整数或 "0.50"）'
    if key.kind == PAIRS:
        written += "，每项写“甲：乙、丙”"
    return f"`{name}`", key.title, written, key.unit, _range(key), "是" if key.required else ""


def _range(key: Key) -> str:
    if key.kind == PAIRS:
        head = f"甲取自 `{key.within}`" if key.within else "甲为任务指标 `parts` 中的名称"
        return f"{head}，乙取自 `{key.of}`"
    if key.options:
        listed = key.kind in LISTS
        return "只能是“办理流程”所列的步骤" if listed else "；".join(f"`{c}` {t}" for c, t in key.options.items())
    return f"取自 `{key.within}`" if key.within else ""


# --- facts, checks, steps ---------------------------------------------------------------------------------------------


def facts() -> str:
    """Every fact of the program."""
    rows = ((kind.title, f"`{name}`", _kind(kind), kind.unit) for name, kind in OWN.items())
    return "\n".join((*_table(("名称", "`fact`", "类别", "单位"), rows), ""))


def _kind(kind: FactKind) -> str:
    if kind.codes:
        return "几项之一：" + "、".join(f"`{code}` {title}" for code, title in kind.codes.items())
    return _FACT_KINDS.get(kind.kind, "文字")


def checks() -> str:
    """What every scheme for people is checked for."""
    text = (RESOURCES / "policy" / "checks.toml").read_text(encoding="utf-8")
    rows = (_check(need) for need in tomllib.loads(text)["needs"])
    return "\n".join((*_table(("内部核对", "名字", "事实", "不符合", "没有登记"), rows), ""))


def _check(need: Mapping[str, str]) -> tuple[str, ...]:
    against = need.get("against", REFUSE)
    unknown = UNKNOWN[need.get("unknown", against)]
    return need["title"], f"`{need['row']}`", f"`{need['fact']}`", AGAINST[against], unknown


def steps() -> str:
    """The steps at which a rule is asked."""
    return "\n".join((*_table(("在哪一步", "`at`"), ((title, f"`{code}`") for code, title in STEPS.items())), ""))


# --- wordings ---------------------------------------------------------------------------------------------------------


def index() -> str:
    """The index of wordings, a table and the pieces to copy for each subject."""
    subjects = dict.fromkeys(each.subject for each in wordings())
    return "\n".join(line for subject in subjects for line in _subject(subject))


def _subject(subject: str) -> Iterator[str]:
    of = [each for each in wordings() if each.subject == subject]
    yield from (f"### {subject}", "")
    yield from _table(("通知的说法", "写成", "用的词", "怎样写"), (_wording(each) for each in of))
    yield from ("", "```toml")
    yield "\n\n".join(f"# {each.wording}\n{each.example}" for each in of)
    yield from ("```", "")


def _wording(each: Wording) -> tuple[str, ...]:
    return (
        f"**{each.wording}**<br>{'、'.join(each.synonyms)}",
        f"**{each.written_as}**" if each.form in ("hand", "reading", "unsupported") else each.written_as,
        " ".join(f"`{word}`" for word in each.words),
        each.note,
    )


# --- the page ---------------------------------------------------------------------------------------------------------

BLOCKS: Mapping[str, Callable[[], str]] = {
    "app/policy/keys.py": keys,
    "app/policy/own_facts.py": facts,
    "app/policy/row_file.py": steps,
    "resources/policy/checks.toml": checks,
    "resources/policy/wordings.toml": index,
}
"""Each made block of the page by what it is made from."""


def marks(source: str) -> tuple[str, str]:
    """The lines between which a block stands."""
    return f"<!-- 由 {source} 生成：开始 -->\n", f"<!-- 由 {source} 生成：结束 -->\n"


def written_anew(page: str) -> str:
    """The page with every block as its declaration has it."""
    for source, block in BLOCKS.items():
        begin, end = marks(source)
        before, _, rest = page.partition(begin)
        page = before + begin + block() + end + rest.partition(end)[2]
    return page


if __name__ == "__main__":
    PAGE.write_text(written_anew(PAGE.read_text("utf-8")), "utf-8")
