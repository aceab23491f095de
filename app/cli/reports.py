"""Words on reports: list them, show one for a period, write it to a file."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.cli.opening import opened, signed_in
from app.cli.output import Output, machine, problem_values
from app.cli.transfer import agreed
from app.desk.reports import Shown, ShownTable, names, show
from app.exchange import report as workbook
from app.exchange.reports import REPORTS
from app.kernel.outcomes import Problem, Refused
from app.kernel.texts import say
from app.printing import documents
from app.record import leaving
from app.record.report import Report

_PAPER = ".pdf"
_USUAL = "statistics"
"""The report of a command that names none."""
_OF_FUNDS = {"disclose": "disclosure", "audit": "audit"}


def report(arguments: Namespace, output: Output) -> int:
    """The reports; with a period the rows of one, and with a file its workbook or, where that ends in .pdf, its paper."""
    words = list(arguments.what)
    if not words:
        output.table(("name", "title"), ("报表", "名称"), [(about.name, about.title) for about in REPORTS.values()])
        return 0
    about = REPORTS[words.pop(0) if words[0] in REPORTS else _USUAL]
    if arguments.columns:
        about = about.only([key.strip() for key in arguments.columns.split(",")])
    match words:
        case [period] if arguments.names:
            row, _, column = arguments.names.rpartition(":")
            with opened(arguments) as (office, actor), office.read(actor) as read:
                _answer_table(output, names(read, about, period, row, column))
            return 0
        case [period]:
            _show(arguments, output, about, period)
            return 0
        case [period, file]:
            paper = Path(file).suffix.lower() == _PAPER
            problems = _write(arguments, about, period, Path(file), paper=paper)
            told = say("cli.report", period=period, title=about.title, file=file)
            return _answer(output, file, told, problems)
    raise Refused("cli.report_words", names="、".join(REPORTS))


def funds(arguments: Namespace, output: Output) -> int:
    """The use of funds in a period: to be made public, or for an audit; whole identity numbers only with a reason."""
    about, paper = REPORTS[_OF_FUNDS[arguments.action]], arguments.action == "disclose"
    problems = _write(arguments, about, arguments.period, Path(arguments.file), paper=paper)
    return _answer(output, arguments.file, say("cli.printed", file=arguments.file), problems)


def _write(arguments: Namespace, about: Report, period: str, path: Path, *, paper: bool) -> Sequence[Problem]:
    """Write a file of a report; gives back what did not fit on its paper."""
    if arguments.reason and about.whole:
        with signed_in(arguments) as (office, who), office.work(who) as work:
            workbook.write_whole(work, about, period, path, arguments.reason)
        return ()
    with opened(arguments) as (office, actor), office.read(actor) as read:
        if not paper:
            told = say("leaving.file", title=f"{about.title} {about.period(period).title}", file=path.name)
            leaving.keep(office, actor, leaving.EXPORT, told, path=path)
            workbook.write(read, about, period, path)
            return ()
        printed = documents.report(read, about, about.period(period))
        agreed(arguments, printed)
        documents.save(office, actor, printed, path)
    return printed.problems


def _answer(output: Output, file: str, told: str, problems: Sequence[Problem]) -> int:
    values = {"file": file, "problems": [problem_values(p) for p in problems]}
    output.answer(values, "\n".join([told, *map(str, problems)]))
    return int(bool(problems))


def _show(arguments: Namespace, output: Output, about: Report, period: str) -> None:
    with opened(arguments) as (office, actor), office.read(actor) as read:
        found = show(read, about, period)
    if output.as_json:
        tables = [{"title": table.title, "rows": _machine(table)} for table in found.tables]
        output.answer({"title": found.title, "problems": [str(check) for check in found.problems], "tables": tables})
    else:
        _tell(output, found)


def _answer_table(output: Output, table: ShownTable) -> None:
    if output.as_json:
        output.answer({"title": table.title, "rows": _machine(table)})
    else:
        _tell(output, Shown(say("report.counted", count=len(table.rows)), (), (table,)))


def _machine(table: ShownTable) -> list[dict[str, object]]:
    return [{f.key: machine(f.kind, row[f.key]) for f in table.fields} for row in table.rows]


def _tell(output: Output, found: Shown) -> None:
    output.line("\n".join([found.title, *map(str, found.problems)]))
    for table in found.tables:
        output.line(f"\n{table.title}")
        rows = [[f.shown(row[f.key]) for f in table.fields] for row in table.rows]
        output.table([f.key for f in table.fields], [f.title for f in table.fields], rows)
