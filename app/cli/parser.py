"""The words of the command line; batch scripts at the city depend on them."""

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from app.cli import offices, records, transfer


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with a command."""

    def error(self, message: str) -> NoReturn:
        sys.stderr.write(f"命令写法不对：{message}\n")
        self.print_usage(sys.stderr)
        sys.exit(2)


def parse(argv: list[str]) -> argparse.Namespace:
    """The parsed command; `word` is None when the window is wanted."""
    parser = _Parser(prog="skillbureau", description="补贴性职业技能培训管理。不带命令时打开窗口。")
    parser.add_argument("--office", metavar="DIR", help="办公室文件夹")
    parser.add_argument("--as", dest="user", metavar="USER", help="以谁的身份办理")
    parser.set_defaults(json=False, run=None)
    words = parser.add_subparsers(dest="word", metavar="命令", parser_class=_Parser)

    def word(name: str, run: Callable[..., Any], text: str, *arguments: str) -> argparse.ArgumentParser:
        sub = words.add_parser(name, help=text, description=text)
        for argument in arguments:
            sub.add_argument(argument)
        sub.add_argument("--json", action="store_true", help="以 JSON 输出")
        sub.set_defaults(run=run)
        return sub

    new = word("new", offices.new, "新建办公室", "folder")
    for option in ("pack", "unit", "region", "level"):
        new.add_argument(f"--{option}", required=True)
    new.add_argument("--person", action="append", default=[], metavar="姓名=岗位、岗位", help="可重复")
    word("demo", offices.demo, "生成示例办公室", "folder")
    word("packs", offices.packs_, "列出政策包")
    listing = word("list", records.list_, "列出记录", "name")
    listing.add_argument("--where", action="append", default=[], metavar="K=V")
    listing.add_argument("--search", default="")
    listing.add_argument("--sort", action="append", default=[], metavar="K", help="前加 - 为降序")
    listing.add_argument("--inside", metavar="UID", help="只列某个培训班或补贴申请之内的")
    listing.add_argument("--xlsx", metavar="F")
    word("show", records.show, "显示一条记录", "noun", "uid")
    word("template", transfer.template, "生成导入模板", "kind", "file")
    bring = word("import", transfer.import_, "导入 Excel", "kind", "file")
    bring.add_argument("--into", metavar="UID")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--marked", metavar="F", help="有问题时导出标错副本")
    act = word("do", records.do, "办理：NOUN.VERB UID…", "what")
    act.add_argument("uids", nargs="*", metavar="uid")
    act.add_argument("--with", dest="given", action="append", default=[], metavar="K=V")
    word("print", transfer.print_, "打印表格为 PDF", "form", "uid", "file")
    _package(word("package", transfer.package, "报送包"))
    receipt = word("receipt", transfer.receipt, "回执")
    receipt.add_argument("action", choices=("build", "apply"))
    receipt.add_argument("file")
    receipt.add_argument("--package", metavar="UID", help="为哪一个收到的报送包；不写则为最近一个")
    word("report", transfer.report, "统计报表", "period", "file")
    word("backup", offices.backup_, "备份", "file")
    word("restore", offices.restore_, "从备份恢复到新文件夹", "file", "folder")
    word("check", offices.check_, "核对全部数据")
    word("words", records.words_, "描述全部命令、列表、对象和表格")
    return parser.parse_args(argv)


def _package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("build", "verify", "apply"))
    parser.add_argument("file")
    parser.add_argument("--period", metavar="2019-12")
    parser.add_argument("--dry-run", action="store_true")
