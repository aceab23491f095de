"""Words that carry files in and out: template, import, print, package, receipt."""

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.forms import offset_of
from app.cli.opening import opened, signed_in, uid
from app.cli.output import Output, problem_values
from app.exchange import adoption, class_template, imports, layout_file, merge, package_rows
from app.exchange import package as packages
from app.exchange import receipt as receipts
from app.exchange.imports import Asking, ImportKind, Source
from app.exchange.questions import Question
from app.exchange.table import Table, Wanted
from app.kernel.identity import uid_text
from app.kernel.outcomes import Problems, Refused
from app.kernel.periods import period_title
from app.kernel.texts import say
from app.printing import batches, documents
from app.printing.documents import Document
from app.printing.library import library_of
from app.printing.offsets import Offset, offsets
from app.printing.sets import SETS
from app.record import leaving
from app.record.imports import begun
from app.record.imports.layout import NOTHING, Layout
from app.record.imports.preview import Preview, preview
from app.store.work import Read

_ROWS = 20
"""Rows that a dry run shows."""
_OPEN = 1
"""Exit status while a table has problems or, for machines, leaves something open."""


def template(arguments: Namespace, output: Output) -> None:
    """A workbook to fill in, with its instructions and the pack's lists; for a class, with its people."""
    kind, path = _kind(arguments.kind), Path(arguments.file)
    into = uid(arguments.into) if arguments.into else None
    with opened(arguments) as (office, actor), office.read(actor) as read:
        if into is not None:
            told = say("leaving.file", title=kind.title, file=path.name)
            leaving.keep(office, actor, leaving.EXPORT, told, (kind.into, into), path=path)
        people = class_template.write(read, kind, path, into, by_day=arguments.matrix)
    code = "cli.template_people" if people else "cli.template"
    output.answer({"file": arguments.file, "people": people}, say(code, file=arguments.file, count=people))


def import_(arguments: Namespace, output: Output) -> int:
    """Check a file and import it; all its problems at once, and then nothing is written."""
    kind, source = _kind(arguments.kind), imports.source_of(Path(arguments.file))
    into = uid(arguments.into) if arguments.into else None
    with opened(arguments) if arguments.dry_run else signed_in(arguments) as (office, actor):
        with office.read(actor) as read:
            wanted, layout = imports.wanted(read, kind, into), imports.known(read, kind, into)
        try:
            given = _table(source, wanted, layout, arguments.map).without(arguments.skip_row)
        except Asking as asking:
            if output.as_json:
                output.answer({"questions": [_question(question) for question in asking.questions]})
                return _OPEN
            code = "layout.written" if arguments.map else "layout.asked"
            raise Refused(code, questions=asking, file=arguments.map) from None
        with office.read(actor) as read:
            checked = imports.check(read, kind, given, into)
        if checked.problems:
            if arguments.marked:
                imports.marked_copy(checked.table, checked.problems, Path(arguments.marked), source)
            output.problems(Problems(checked.problems, checked.batch.more))
            output.line(say("cli.skip_row"))
            return _OPEN
        notes = [*checked.notes, *map(str, checked.warnings)]
        if arguments.dry_run:
            _show_rows(output, preview(checked.batch, _ROWS))
            counts = {"new": checked.new, "changed": checked.changed, "same": checked.same, "notes": notes}
            text = say("cli.would_import", new=checked.new, changed=checked.changed, same=checked.same)
            output.answer(counts, "\n".join([*notes, text]))
            return 0
        with office.work(actor) as work:
            done = imports.apply(work, kind, checked)
            begun.drop(work, kind.name, into or 0, source.sha256)
    counts = {"read": done.read, "new": done.new, "changed": done.changed, "same": done.same, "notes": notes}
    output.answer(counts, "\n".join([*notes, done.text()]))
    return 0


def _show_rows(output: Output, found: Preview) -> None:
    """The rows that would be written, for people."""
    if found.rows and not output.as_json:
        foot = say("preview_rows.more", count=found.more) if found.more else ""
        output.table(found.titles, found.titles, [row.texts for row in found.rows], foot)


def _question(question: Question) -> dict[str, Any]:
    """A question for machines."""
    said = {"about": question.about, "subject": question.subject, "title": question.title, "text": question.text}
    return {
        **said,
        "options": [shown for _, shown in question.options],
        "guess": "" if question.open else question.shown(question.guess),
    }


def _table(source: Source, wanted: Wanted, layout: Layout, name: str) -> Table:
    """The table by what is known of its sender and by a file of answers, which is written when it is not there yet."""
    path = Path(name) if name else None
    given = layout_file.read(path, wanted.fields) if path is not None and path.exists() else NOTHING
    try:
        return imports.read_source(source, wanted, layout.with_answers(given))
    except Asking as asking:
        if path is not None:
            layout_file.write(path, given, asking, wanted.fields)
        raise


def _kind(name: str) -> ImportKind:
    if name not in imports.KINDS:
        raise Refused("cli.kind", name=name, names="、".join(imports.KINDS))
    return imports.KINDS[name]


def print_(arguments: Namespace, output: Output) -> int:
    """A form or a whole set as PDF, of one record or of several; what did not fit is a problem that is said, never clipped."""
    overprint = _overprint(arguments)
    with signed_in(arguments) as (office, actor):
        names = (*library_of(office.folder).forms, *SETS)
        if arguments.form not in names:
            raise Refused("cli.form", name=arguments.form, names="、".join(names))
        with office.read(actor) as read:
            printed = batches.pdf(read, arguments.form, [uid(each) for each in arguments.uids], overprint)
            agreed(arguments, printed)
            reason = arguments.reason or (say("leaving.example") if read.settings.get("sample") == "1" else "")
        documents.save(office, actor, printed, Path(arguments.file), reason if printed.whole else arguments.reason)
    problems = [problem_values(p) for p in printed.problems]
    lines = [say("cli.printed", file=arguments.file), *map(str, printed.problems)]
    output.answer({"file": arguments.file, "pages": printed.pages, "problems": problems}, "\n".join(lines))
    return int(bool(problems))


def _overprint(arguments: Namespace) -> Offset | None:
    """Where the values alone are to be printed, how far they are moved: as typed, or as measured of a printer."""
    if arguments.offset:
        return offset_of(arguments.offset)
    if not arguments.printer:
        return Offset() if arguments.values_only else None
    known = offsets(arguments.home)
    if arguments.printer not in known:
        raise Refused("forms.printer", printer=arguments.printer, known="、".join(known) or "无")
    return known[arguments.printer]


def agreed(arguments: Namespace, printed: Document) -> None:
    """Refuse a paper for the public with something still open, unless the command says that it may go out so."""
    if printed.open and not arguments.yes:
        raise Refused("printing.open_word", open=printed.open)


def package(arguments: Namespace, output: Output) -> int:
    """Build, give out again, adopt, verify or apply a 报送包."""
    _PACKAGE[arguments.action](arguments, output, Path(arguments.file))
    return 0


def _verify(arguments: Namespace, output: Output, path: Path) -> None:
    found = packages.load(path)
    known = {"office": found.manifest.office_name, "period": found.manifest.period, "serial": found.manifest.serial}
    output.answer({**known, "notes": list(found.left_out)}, found.text())


def _build(arguments: Namespace, output: Output, path: Path) -> None:
    if not arguments.period:
        raise Refused("cli.period")
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        made = packages.build(work, arguments.period, path, documents.of_record)
        values = {"package": uid_text(made.uid), "serial": made.serial, "file": str(path), "note": made.note or ""}
        told = [say("cli.package", file=path), *([made.note] if made.note else [])]
    output.answer(values, "\n".join(told))


def _again(arguments: Namespace, output: Output, path: Path) -> None:
    with opened(arguments) as (office, actor), office.read(actor) as read:
        sent = _sent(read, arguments.package)
        told = say("leaving.file", title=say("packages.again"), file=path.name)
        leaving.keep(office, actor, leaving.EXPORT, told, ("package", sent), path=path)
        made = packages.again(read, sent, path)
        values = {"package": uid_text(made.uid), "serial": made.serial, "file": str(path)}
    output.answer(values, say("cli.again", serial=made.serial, file=path))


def _adopt(arguments: Namespace, output: Output, path: Path) -> None:
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        row = adoption.adopt(work, path)
        values = {"package": uid_text(row.uid), "serial": row.serial}
        text = say("package.adopted_done", period=period_title(row.period), serial=row.serial, next=row.serial + 1)
    output.answer(values, text)


def _apply(arguments: Namespace, output: Output, path: Path) -> None:
    with opened(arguments) if arguments.dry_run else signed_in(arguments) as (office, actor):
        with office.read(actor) as read:
            plan = merge.preview(read, path)
        if plan.conflicts:
            raise Problems(plan.conflicts)
        if not arguments.dry_run:
            with office.work(actor) as work:
                plan = merge.apply(work, path)
    counts = {"new": plan.new, "changed": plan.changed, "same": plan.same, "held": plan.held}
    disputes = [conflict.problem for conflict in plan.disputes]
    values = {**counts, "notes": list(plan.notes), "disputes": [problem_values(problem) for problem in disputes]}
    output.answer(values, "\n".join([plan.text(), *plan.notes, *plan.disputed()]))


_PACKAGE: Mapping[str, Callable[[Namespace, Output, Path], None]] = {
    "build": _build,
    "again": _again,
    "adopt": _adopt,
    "verify": _verify,
    "apply": _apply,
}


def receipt(arguments: Namespace, output: Output) -> None:
    """Build the receipt of a received package, or apply the one that came back."""
    path = Path(arguments.file)
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        if arguments.action == "build":
            counts = receipts.build(work, _received(work, arguments.package), path)
        else:
            counts = receipts.apply(work, path)
    output.answer(asdict(counts), say("cli.receipt", file=path, counts=counts.text()))


def _received(read: Read, wanted: str | None) -> int:
    if wanted:
        return uid(wanted)
    last = package_rows.last_taken(read)
    if last is None:
        raise Refused("cli.no_package")
    return last.uid


def _sent(read: Read, wanted: str | None) -> int:
    if wanted:
        return uid(wanted)
    last = package_rows.last_package(read, "sent", read.own.uid)
    if last is None:
        raise Refused("cli.none_sent")
    return last.uid
