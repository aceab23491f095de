"""Words on records: list, show, do, words."""

import re
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.cli.opening import opened, signed_in, uid
from app.cli.output import Output, machine, problem_values
from app.desk import lists, words
from app.desk.cautions import cautions_of
from app.desk.hooks import hooks
from app.desk.lists import LISTINGS, OF_NOUN
from app.desk.records import RECORDS, functions
from app.desk.todo import todo
from app.exchange.reports import REPORTS
from app.kernel.fields import Field
from app.kernel.identity import uid_text
from app.kernel.kinds import FEN
from app.kernel.outcomes import Asked, Problems, Refused
from app.kernel.texts import say
from app.kernel.workflow import TITLES
from app.record import grouping, leaving
from app.record.listing import Column, Listing, Query, parse_filter
from app.record.record import Record
from app.record.report import Report
from app.store.work import Read

_COMMA = re.compile("[,，、 ]+")  # noqa: RUF001 - as people type
_ALL = "all"
"""Instead of keys of columns: each that a list has."""


def list_(arguments: Namespace, output: Output) -> None:
    """A listing, filtered and sorted: a table, JSON, or an Excel file."""
    query = Query(
        tuple(parse_filter(text) for text in arguments.where),
        arguments.search,
        tuple((key.lstrip("-"), key.startswith("-")) for key in arguments.sort),
        uid(arguments.inside) if arguments.inside else None,
    )
    with opened(arguments) as (office, actor), office.read(actor) as read:
        listing = lists.listing(read, arguments.name)
        if arguments.by:
            _grouped(read, listing, query, arguments, output)
            return
        shown = _columns(listing, arguments.columns)
        if arguments.xlsx:
            from app.exchange import xlsx  # noqa: PLC0415 - only this option writes Excel

            _keep(read, listing.title, arguments.xlsx)
            count = xlsx.export_listing(read, listing, query, Path(arguments.xlsx), [c.name for c in shown])
            output.answer(
                {"rows": count, "file": arguments.xlsx}, say("cli.exported", count=count, file=arguments.xlsx)
            )
            return
        if arguments.pdf:
            _printed(read, listing, query, [c.name for c in shown], arguments.pdf, output)
            return
        rows = list(listing.rows(read.connection, query))
        totals = listing.totals(read.connection, query)
    if output.as_json:
        keys = ("uid", *(c.name for c in (shown if arguments.columns else listing.columns)))
        output.table(keys, keys, ([_machine(listing, key, row[key]) for key in keys] for row in rows))
        return
    sums = [f"{listing.column(k).heading} {listing.column(k).field.kind.show(v)}" for k, v in totals.sums.items()]
    output.table(
        ("uid", *(c.name for c in shown)),
        ("编号", *(c.heading for c in shown)),
        ([uid_text(int(str(row["uid"]))), *(c.field.kind.shown(row[c.name]) for c in shown)] for row in rows),
        "，".join([f"共 {totals.count} 条", *(f"合计 {text}" for text in sums)]),
    )


def todo_(arguments: Namespace, output: Output) -> None:
    """What waits for whoever asks, and the conditions by which its list shows it."""
    with signed_in(arguments) as (office, actor), office.read(actor) as read:
        found = todo(read)
    keys = ("title", "count", "total", "list", "where")
    output.table(
        keys,
        ("事项", "件数", "金额（元）", "列表", "条件"),
        (
            [
                one.title,
                one.count,
                "" if one.total_fen is None else FEN.show(one.total_fen),
                one.screen,
                " ".join(f"{each.key}{each.operator}{each.text}" for each in one.filters),
            ]
            for one in found
        ),
    )


def _printed(read: Read, listing: Listing, query: Query, names: Sequence[str], file: str, output: Output) -> None:
    """The list as a PDF."""
    from app.printing import lists as paper  # noqa: PLC0415 - only this option prints
    from app.store.files import atomic  # noqa: PLC0415

    document = paper.pdf(read, listing, query, names)
    _keep(read, listing.title, file)
    with atomic(Path(file)) as unfinished:
        unfinished.write_bytes(document.data)
    output.answer({"file": file, "pages": document.pages}, say("cli.printed", file=file))


def _grouped(read: Read, listing: Listing, query: Query, arguments: Namespace, output: Output) -> None:
    """The rows of a query counted and added up by one or two columns."""
    by = [grouping.parse_by(listing, text) for text in _COMMA.split(arguments.by) if text]
    found = grouping.grouped(read.connection, listing, query, by)
    if arguments.xlsx:
        from app.exchange import grouped_sheet  # noqa: PLC0415 - only this option writes Excel

        _keep(read, listing.title, arguments.xlsx)
        count = grouped_sheet.write(read, found, Path(arguments.xlsx))
        output.answer({"rows": count, "file": arguments.xlsx}, say("cli.exported", count=count, file=arguments.xlsx))
        return
    if output.as_json:
        told = ([machine(f.kind, row[f.key]) for f in found.fields] for row in found.rows)
    else:
        told = ([f.shown(row[f.key]) for f in found.fields] for row in found.rows)
    output.table([f.key for f in found.fields], [f.title for f in found.fields], told)


def _keep(read: Read, title: str, file: str) -> None:
    told = say("leaving.file", title=title, file=Path(file).name)
    leaving.keep(read.office, read.actor, leaving.EXPORT, told, path=Path(file))


def _columns(listing: Listing, wanted: str | None) -> Sequence[Column]:
    """The columns of these keys, all, or those that are shown at first."""
    if wanted == _ALL:
        return listing.columns
    if not wanted:
        return [column for column in listing.columns if not column.hidden]
    return [listing.column(key) for key in _COMMA.split(wanted) if key]


def _machine(listing: Listing, key: str, value: Any) -> Any:
    """A value of a list for machines."""
    if key == "uid":
        return uid_text(value)
    return machine(listing.column(key).field.kind, value)


def show(arguments: Namespace, output: Output) -> None:
    """One record with all its values."""
    if arguments.noun not in OF_NOUN:
        raise Refused("words.noun", noun=arguments.noun, nouns="、".join(OF_NOUN))
    with opened(arguments) as (office, actor), office.read(actor) as read:
        listing = lists.listing_of(read, arguments.noun)
        found = listing.record(read.connection, uid(arguments.uid))
        paragraphs = hooks(arguments.noun).explain(read, uid(arguments.uid))
    if found is None:
        raise Refused("record.missing", noun=listing.title, uid=arguments.uid)
    if output.as_json:
        sheet = {"explanation": [{"title": p.title, "lines": list(p.lines)} for p in paragraphs]} if paragraphs else {}
        output.answer({**{key: _machine(listing, key, value) for key, value in found.items()}, **sheet})
        return
    output.answer({c.heading: c.field.kind.shown(found[c.name]) for c in listing.columns})
    for paragraph in paragraphs:
        output.line("\n".join(["", f"【{paragraph.title}】", *(f"  {line}" for line in paragraph.lines)]))


def do(arguments: Namespace, output: Output) -> int:
    """A verb on some records, one transaction each; what is refused is said at the end, the rest stays done."""
    noun, _, word = arguments.what.partition(".")
    _, verb = words.find(noun, word)
    texts = dict(_pair(text) for text in arguments.given)
    wanted = [uid(text) for text in arguments.uids]
    if not wanted and not verb.creates:
        raise Refused("words.uid", verb=word)
    done: list[int] = []
    refused: list[Refused] = []
    told: list[str] = []
    with signed_in(arguments) as (office, actor):
        targets: list[Sequence[int]] = [wanted] if verb.together else [[each] for each in wanted] or [[]]
        for some in targets:
            try:
                with office.work(actor) as work:
                    if verb.together:
                        words.do_together(work, noun, word, some, texts)
                        done += some
                    else:
                        done.append(words.do(work, noun, word, some[0] if some else None, texts))
                told += work.told
            except Refused as why:
                refused.append(why)
        with office.read(actor) as read:
            cautions = [*cautions_of(read, noun, word, done), *told]
    return _outcome(output, done, refused, cautions)


def _outcome(output: Output, done: list[int], refused: list[Refused], cautions: list[str]) -> int:
    """Say what was done and what was not: problems go with the answer, refusals to stderr."""
    problems = [reason for reason in refused if isinstance(reason, Problems)]
    uids = [uid_text(each) for each in done]
    lines = [say("cli.done", count=len(done), uids=" ".join(uids))] if done else []
    listed = [problem_values(p) for reason in problems for p in reason.problems]
    if done or listed or output.as_json:
        said = "\n".join([*lines, *cautions, *map(str, problems)])
        output.answer({"done": uids, "problems": listed, "cautions": cautions}, said)
    sys.stderr.writelines(f"{reason}\n" for reason in refused if reason not in problems)
    if any(isinstance(reason, Asked) for reason in refused):
        sys.stderr.write(say("cli.asked") + "\n")
    if not refused:
        return 0
    return 1 if len(problems) == len(refused) else 2


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise Refused("cli.with", text=text)
    return key, value


def words_(arguments: Namespace, output: Output) -> None:
    """Everything that the command line knows: listings, import kinds, nouns with verbs and parameters, forms, reports."""
    from app.exchange import imports  # noqa: PLC0415 - these describe themselves only here
    from app.printing import library, sets  # noqa: PLC0415

    described: Mapping[str, Any] = {
        "listings": {n: {"title": v.title, "columns": [c.name for c in v.columns]} for n, v in LISTINGS.items()},
        "imports": {
            n: {"title": v.title, "into": v.into, "fields": [_described(f) for f in v.fields]}
            for n, v in imports.KINDS.items()
        },
        "nouns": {
            n: {"title": r.noun.title, "states": dict(r.noun.states), "verbs": _verbs(r)}
            for n, r in RECORDS.items()
            if r.noun.plural
        },
        "forms": {
            **{n: {"title": v.title, "noun": v.noun} for n, v in library.FORMS.items()},
            **{n: {"title": sets.title_of(noun), "noun": noun} for n, noun in sets.SETS.items()},
        },
        "reports": {n: {"title": v.title, "periods": v.periods, "tables": _tables(v)} for n, v in REPORTS.items()},
    }
    if output.as_json:
        output.answer(described)
        return
    for title, part in zip(("列表", "导入", "对象", "表格", "报表"), described.values(), strict=True):
        output.table(("name", "title"), (title, "名称"), [(name, value["title"]) for name, value in part.items()])
        output.line("")


def _tables(report: Report) -> list[dict[str, Any]]:
    return [{"title": table.title, "columns": [field.key for field in table.fields]} for table in report.tables]


def _verbs(record: Record) -> dict[str, Any]:
    noun = record.noun
    verbs = {word: noun.verb(word) for word in functions(record)}
    return {
        word: {
            "title": TITLES[word] if verb.creates else verb.title,
            "parameters": [_described(field) for field in noun.asks(verb)],
        }
        for word, verb in verbs.items()
    }


def _described(field: Field) -> dict[str, Any]:
    return {"key": field.key, "title": field.title, "kind": field.kind.name, "required": field.required}
