"""The words of the command line; batch scripts at the city depend on them."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from app.cli.output import Output, readable
from app.kernel.texts import say
from app.kernel.version import shown
from app.kernel.workflow import ROLES
from app.office.office.noun import LEVELS, OFFICE

_REFUSED = 2
_ERRORS: Mapping[str, str] = {
    r"the following arguments are required: (?P<names>.*)": "command.required",
    r"unrecognized arguments: (?P<names>.*)": "command.unknown",
    r"argument .*: invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.*)\)": "command.choice",
    r"argument (?P<name>.*): expected .* arguments?": "command.value",
}
"""What argparse says, and our sentence for it."""
_PACK = "自带政策包的编号，或政策包文件"
_FOUNDING: Mapping[str, str] = {
    "pack": _PACK,
    "unit": OFFICE["name"].title,
    "region": OFFICE["region"].title,
    "level": f"{OFFICE['level'].title}：{'、'.join(LEVELS.values())}",
}
"""What an office is founded with."""
_HANDED = frozenset({".zip", ".sbpkg", ".toml"})
"""What the window opens when the system hands it a file alone: packages, orders, policy packs. Where nobody could read a
refusal, it is given any other file as well, and says what it is not."""
_EXPLAIN = frozenset({"-h", "--help"})
_ACCOUNTS = "银行的开户名单用 accounts：只填在册的人，开班以后也能导入"
_WHERE = (
    "条件，可重复，都要满足：列=值、列!=值、列~文字、列!:姓名（几个姓名里没有这个）、列>=值、列<=值，例 state=公示中"
)
_RECORD = "记录编号，13位，用 list 查看"
_OPEN = "对外公布的文书还有没定下来的事项时，照此写出"


class _Help(argparse.HelpFormatter):
    """Usage under a Chinese title."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a command is written."""
        super().add_usage(usage, actions, groups, say("command.usage") if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Says in Chinese what is wrong with a command, and how it is written."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **options)
        self._positionals.title, self._optionals.title = say("command.arguments"), say("command.options")
        self.add_argument("-h", "--help", action="help", help=say("command.help"))

    def error(self, message: str) -> NoReturn:
        """Refuse the command."""
        found = ((re.fullmatch(pattern, message), code) for pattern, code in _ERRORS.items())
        detail = next((say(code, **match.groupdict()) for match, code in found if match), message)
        sys.stderr.write(f"{say('command.wrong', detail=detail)}\n")
        self.print_usage(sys.stderr)
        sys.exit(_REFUSED)


def _late(module: str, name: str) -> Callable[[argparse.Namespace, Output], int | None]:
    """A word of a module that is loaded only when the word is said: the window must not wait for any of them."""

    def run(arguments: argparse.Namespace, output: Output) -> int | None:
        found: Callable[[argparse.Namespace, Output], int | None] = getattr(import_module(f"app.cli.{module}"), name)
        return found(arguments, output)

    return run


def parse(argv: list[str]) -> argparse.Namespace:
    """The parsed command; `word` is None when the window is wanted."""
    alone = sys.stderr is None
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the launcher of the window has neither on Windows
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - for as long as the program runs
        readable(getattr(sys, name))
    parser = _parser(explaining=not _EXPLAIN.isdisjoint(argv))
    parser.set_defaults(handed=None)
    if len(argv) == 1 and (Path(argv[0]).suffix.lower() in _HANDED or (alone and Path(argv[0]).is_file())):
        return argparse.Namespace(**vars(parser.parse_args([])) | {"handed": Path(argv[0])})
    if any("\udc80" <= character <= "\udcff" for text in argv for character in text):
        parser.error(say("command.characters"))
    return parser.parse_args(argv)


def _kinds() -> str:
    """The kinds of tables that can be imported, by name; where to find what belongs to which."""
    from app.desk.screens import TABLES  # noqa: PLC0415 - only who asks waits for it

    return f"哪种表：{'；'.join(f'{name} {table.title}' for name, table in TABLES.items())}。{_ACCOUNTS}"


@cache
def _parser(*, explaining: bool) -> _Parser:
    parser = _Parser(prog="skillbureau", description="补贴性职业技能培训管理。不带命令时打开窗口。")
    parser.add_argument("--office", metavar="DIR", help="办公室文件夹")
    parser.add_argument("--as", dest="user", metavar="USER", help="由谁办理；要输他的密码，示例办公室不用")
    parser.add_argument("--token", metavar="FILE", default="", help="以令牌代替密码，供脚本使用；用 token 命令生成")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    parser.add_argument("--version", action="version", version=f"{parser.prog} {shown()}", help=say("command.version"))
    parser.set_defaults(run=None)
    words = parser.add_subparsers(dest="word", metavar="命令", parser_class=_Parser)

    def word(name: str, run: Callable[..., Any], text: str, /, **arguments: str) -> argparse.ArgumentParser:
        sub = words.add_parser(name, help=text, description=text)
        for argument, said in arguments.items():
            sub.add_argument(argument, help=said)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出")
        sub.set_defaults(run=run)
        return sub

    new = word("new", _late("offices", "new"), "新建办公室", folder="新建在哪个文件夹")
    for option, text in _FOUNDING.items():
        new.add_argument(f"--{option}", required=True, help=text)
    for option in ("phone", "address", "backups"):
        new.add_argument(f"--{option}", default="", help=OFFICE[option].title)
    new.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="姓名=岗位、岗位",
        help=f"可重复；岗位：{'、'.join(ROLES.values())}",
    )
    demo = word("demo", _late("offices", "demo"), "生成示例办公室", folder="生成在哪个文件夹")
    demo.add_argument("--pack", metavar="PACK", help="按哪个政策包的地区生成")
    demo.add_argument("--city", action="store_true", help="生成一个市和它的十二个区县")
    _packs(word("packs", _late("policies", "list_"), "政策包：列出、显示、比较、新建、核对、演算案例、安装、导出"))
    listing = word("list", _late("records", "list_"), "列出记录", name="哪个列表，例 classes；全部见 words")
    listing.add_argument("--where", action="append", default=[], metavar="K=V", help=_WHERE)
    listing.add_argument("--search", default="", metavar="文字", help="含有这些字的：姓名、拼音首字母、编号等")
    listing.add_argument("--sort", action="append", default=[], metavar="K", help="可重复；降序写作 --sort=-K")
    listing.add_argument("--inside", metavar="UID", help="只列某个培训班或补贴申请之内的")
    listing.add_argument("--columns", metavar="K,K", help="要哪些列，以逗号分隔；all 为全部；不写则为平时显示的")
    listing.add_argument("--by", metavar="K,K", help="分组统计：按哪一两列；日期可写作 列@month、列@quarter、列@year")
    listing.add_argument("--xlsx", metavar="F", help="写成 Excel")
    listing.add_argument("--pdf", metavar="F", help="打印为 PDF")
    word("todo", _late("records", "todo_"), "列出等自己办理的：事项、件数、金额，以及用 list 列出它们的条件")
    word("show", _late("records", "show"), "显示一条记录", noun="哪类记录，例 class；全部见 words", uid=_RECORD)
    kinds = _kinds() if explaining else ""
    blank = word("template", _late("transfer", "template"), "生成导入模板", kind=kinds, file="写成的模板文件，.xlsx")
    blank.add_argument("--into", metavar="UID", help="为哪个培训班：按它的政策，已写好名册上的人")
    blank.add_argument("--matrix", action="store_true", help="考勤按日填写：一人一行、一天一列")
    bring = word(
        "import",
        _late("transfer", "import_"),
        "检查并导入一张表：Excel、WPS、csv 或文本",
        kind=kinds,
        file="送来的文件",
    )
    bring.add_argument("--into", metavar="UID", help="导入到哪条记录（培训班等），用 list 查看编号；机构、标准等不用写")
    bring.add_argument("--dry-run", action="store_true", help="只检查，列出将写入的行和有问题的地方，不写入")
    bring.add_argument(
        "--skip-row", action="append", default=[], metavar="行", help="这一行不导入，可重复；几张工作表的写 工作表:行"
    )
    bring.add_argument("--marked", metavar="F", help="有问题时导出标错副本")
    bring.add_argument(
        "--map",
        metavar="F",
        default="",
        help="回答各栏对应的文件：还没有的，写出问题和建议供核对、填好；填好后再用同一条命令",
    )
    word("imports", _late("import_undo", "imports"), "列出导入记录：文件、导入到、时间、经办人、能否撤销")
    undo = word(
        "undo-import",
        _late("import_undo", "undo_import"),
        "撤销一次导入；NUMBER 是导入记录的序号",
        number="导入记录的序号，用 imports 查看",
    )
    undo.add_argument("--dry-run", action="store_true", help="只看删去、恢复、保留哪些，不撤销")
    act = word(
        "do",
        _late("records", "do"),
        "办理：NOUN.VERB UID…",
        what="办什么：对象.操作，例 class.submit、class.create；全部见 words",
    )
    act.add_argument("uids", nargs="*", metavar="uid", help=f"办哪几条，新建的不写；{_RECORD}")
    act.add_argument(
        "--with",
        dest="given",
        action="append",
        default=[],
        metavar="K=V",
        help="所需的内容，可重复，例 --with reason=说明；要哪些见 words",
    )
    paper = word(
        "print",
        _late("transfer", "print_"),
        "打印表格为 PDF：一份表样，或一条记录的全套材料",
        form="哪种表样或全套（如 class-set），全部见 words",
    )
    paper.add_argument("uids", nargs="+", metavar="uid", help=f"打印哪几条，各一份；{_RECORD}")
    paper.add_argument("file", help="写成的文件，.pdf")
    paper.add_argument("--values-only", action="store_true", help="套打：只印内容，不印格线和固定文字")
    paper.add_argument("--offset", default="", metavar="右,下", help="套打时整页移动的毫米数，例 1.5,-0.8")
    paper.add_argument("--printer", default="", help="套打时按这台打印机量得的偏移，见 forms printers")
    _forms(word("forms", _late("forms", "list_"), "表样：列出、复制、检查本单位自己的，套打的量尺和偏移"))
    word(
        "bank-file", _late("paying", "bank_file"), "生成一个拨付批次的银行文件", uid="拨付批次的编号", file="写成的文件"
    )
    _package(word("package", _late("transfer", "package"), "报送包"))
    receipt = word("receipt", _late("transfer", "receipt"), "回执")
    receipt.add_argument(
        "action", choices=("build", "apply"), help="build 为收到的报送包生成回执；apply 接收上级的回执"
    )
    receipt.add_argument("file", help="回执文件")
    receipt.add_argument("--package", metavar="UID", help="为哪一个收到的报送包；不写则为最近一个")
    order = word("order", _late("orders", "order"), "下发文件：政策包、任务、资金、标准、机构和节假日")
    help_ = "build 生成；look 只看会改变什么；apply 接收；back 整份退回最近接收的"
    order.add_argument("action", choices=("build", "look", "apply", "back"), help=help_)
    order.add_argument("file", nargs="?", default="", help="下发文件；back 不用写")
    order.add_argument("--dry-run", action="store_true", help="back：只看删去、恢复哪些，不退回")
    order.add_argument("--document", default="", help="build：下发文件的文号")
    report = word("report", _late("reports", "report"), "报表：列出、显示、写成 Excel 或 PDF")
    report.add_argument(
        "what", nargs="*", metavar="[报表] [所属期] [文件]", help="不写报表则为统计报表，不写文件则显示"
    )
    report.add_argument("--columns", default="", metavar="K,K", help="只要哪些列，以逗号分隔；不写则全部")
    report.add_argument(
        "--names", default="", metavar="行:列", help="一个数字是由哪些人和记录数出来的，例 合计:year_times"
    )
    funds = word("funds", _late("reports", "funds"), "资金使用情况公开（PDF）或审计导出（Excel）")
    funds.add_argument("action", choices=("disclose", "audit"), help="disclose 公开表；audit 审计导出")
    funds.add_argument("period", help="期间：2019、2019Q4 或 2019-12")
    funds.add_argument("file", help="写成的文件")
    for sub in (paper, report, funds):
        sub.add_argument(
            "--reason", default="", help="含完整身份证号或账号的用途，记入操作日志；审计导出不写则隐去部分位数"
        )
        sub.add_argument("--yes", action="store_true", help=_OPEN)
    word("password", _late("access", "password"), "修改自己的密码；还没有密码的，由已有密码的同事作证设定")
    word("recover", _late("access", "recover"), "忘了密码又不够两位同事的：用恢复码设新密码")
    token = word("token", _late("access", "token"), "生成令牌，供脚本代替密码", file="写成的令牌文件，别放在共享文件夹")
    token.add_argument("--days", type=int, default=30, help="有效几天，最多 90，不写则 30")
    word("sign-out", _late("access", "sign_out"), "退出登录：自己的令牌全部作废")
    word("backup", _late("offices", "backup_"), "备份", file="写成的备份文件")
    restore = word(
        "restore", _late("offices", "restore_"), "从备份恢复到新文件夹", file="备份文件", folder="恢复到的新文件夹"
    )
    restore.add_argument("--despite-faults", action="store_true", help="备份完好、但其中数据核对不一致时仍要恢复")
    look = word("check", _late("offices", "check_"), "核对全部数据")
    look.add_argument("--export", metavar="F", help="把查出的每一处写成 Excel")
    word("manual", _late("manual", "manual"), "把操作手册写成 PDF", file="写成的文件，.pdf")
    word("words", _late("records", "words_"), "描述全部命令、列表、对象和表格")
    return parser


def _forms(parser: argparse.ArgumentParser) -> None:
    """The words on forms."""
    words = parser.add_subparsers(dest="action", metavar="操作")

    def word(name: str, run: str, text: str) -> argparse.ArgumentParser:
        sub = words.add_parser(name, help=text, description=text)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出")
        sub.set_defaults(run=_late("forms", run))
        return sub

    copied = word("copy", "copy", "把自带的表样复制到办公室文件夹的 forms，改成本单位的")
    copied.add_argument("form", help="哪种表样，全部见 words")
    copied.add_argument("new", nargs="?", default="", help="另起的名称，与自带的并存；不写则代替自带的")
    word("check", "check", "检查本单位的表样，按文件和行说明错在哪里")
    word("ruler", "ruler_", "写出套打量尺").add_argument("file", help="写成的文件，.pdf")
    measured = word("printers", "printers", "列出、登记这台电脑上各打印机的套打偏移")
    measured.add_argument("printer", nargs="?", default="", help="登记哪台打印机；不写则只列出")
    measured.add_argument("offset", nargs="?", default="0,0", help="向右,向下的毫米数，例 1.5,-0.8")


def _packs(parser: argparse.ArgumentParser) -> None:
    """The words below `packs`; without one of them the shipped packs are listed."""
    words = parser.add_subparsers(dest="action", metavar="做什么", parser_class=_Parser)

    def word(name: str, run: str, text: str, /, **arguments: str) -> argparse.ArgumentParser:
        sub = words.add_parser(name, help=text, description=text)
        for argument, said in arguments.items():
            sub.add_argument(argument, help=said)
        sub.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="以 JSON 输出")
        sub.set_defaults(run=_late("policies", run))
        return sub

    word("show", "show", "显示一个政策包：按条款列出各项值和原话", pack=_PACK)
    compare = word("compare", "compare_", "比较几个政策包不同的地方")
    compare.add_argument("packs", nargs="*", metavar="pack", help="不写则比较自带的全部")
    compare.add_argument("--all", action="store_true", help="相同的也列出")
    word("diff", "diff", "用文字说明两版政策包的不同", old=f"旧版：{_PACK}", new=f"新版：{_PACK}")
    confirm = word(
        "confirm",
        "confirm",
        "核实一项待核实的政策项或行，写成下一版",
        pack=_PACK,
        key="哪一项，名称用 packs show 查看",
        file="写成的政策包文件，.toml",
    )
    for option, text in (("document", "文号"), ("place", "在文件中的位置"), ("quote", "原话")):
        confirm.add_argument(f"--{option}", default="", help=text)
    confirm.add_argument("--answer", default="", help="一句话有两种读法的：谁在哪天答复按哪一种")
    confirm.add_argument("--clause", default="", help="条款编号；不写则按位置找或新编")
    new = word("new", "new", "写出一个还没有内容的政策包，逐项说明要填什么", file="写成的政策包文件，.toml")
    for option, text in _HEADING.items():
        new.add_argument(f"--{option}", dest=option.replace("-", "_"), default="", help=text)
    word("check", "check", "核对一个政策包文件还缺什么、哪里不对", file="政策包文件，.toml")
    index = word("wordings", "wordings", "索引：通知的一句话该写成政策包的哪一行")
    index.add_argument("text", nargs="?", default="", help="通知里的词或整句，例 每课时；不写则全部列出")
    word("test", "test", "演算政策包自己的案例", file="政策包文件，.toml")
    word("case", "case", "用一个案例文件演算政策包（docs/case-format.md）", pack=_PACK, file="案例文件，.toml")
    install = word("install", "install", "安装新版政策包", file="政策包文件，.toml")
    install.add_argument("--dry-run", action="store_true", help="只看哪些未核准的申请会改变，不安装")
    word(
        "export", "export", "把政策包写成一个文件；文件名以 .xlsx 结尾的写成 Excel 表格", pack=_PACK, file="写成的文件"
    )
    taken = word("import", "import_", "把改好的 Excel 表格读成政策包文件", file="改好的 Excel 表格，.xlsx")
    taken.add_argument("output", nargs="?", default="", help="写成的文件；不写则同名，以 .toml 结尾")


_HEADING = {
    "region-name": "地区名称，写到区县",
    "region": "六位行政区划代码",
    "title": "政策名称",
    "number": "所依据文件的文号",
    "document": "所依据文件的标题",
    "issued": "印发日期",
}
"""What a new pack may be told at once; what is not said is left to be filled in."""
_PACKAGE = (
    "build 生成",
    "again 再次导出已生成的",
    "adopt 恢复备份后补登最后报出的（文件为该报送包，或上级对它的回执）",
    "verify 校验",
    "apply 接收",
)


def _package(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=("build", "again", "adopt", "verify", "apply"), help="；".join(_PACKAGE))
    parser.add_argument("file", help="报送包文件，.zip")
    parser.add_argument("--package", metavar="UID", help="again 再次导出哪一个；不写则为最后报出的一个")
    parser.add_argument("--period", metavar="2019-12", help="build 哪个月或季度的：2019-12 或 2019Q4")
    parser.add_argument("--dry-run", action="store_true", help="apply 只看会改变什么，不接收")
