"""Words on policy packs: list, show, compare, diff, confirm, new, check, wordings, test, case, install, export."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from itertools import zip_longest
from pathlib import Path
from typing import Any

from app.award.cases import file as case_file
from app.award.cases.file import load_cases, run_cases_under
from app.award.cases.run import CaseResult
from app.award.texts.pack_diff import difference
from app.award.texts.pack_text import by_clause, by_scheme, compare, content, text_of_reading, text_of_value
from app.award.texts.row_text import text_of_row
from app.award.texts.unverified import cautions
from app.cli.opening import opened, signed_in
from app.cli.output import Output, width
from app.desk import policies
from app.desk.drafts.confirming import Basis
from app.desk.drafts.confirming import confirm as settle
from app.desk.drafts.draft import opened as opened_draft
from app.desk.drafts.pack_check import checked
from app.desk.drafts.start import heading_fields, heading_of, start_text
from app.exchange.pack_workbook import from_workbook, to_workbook
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Case, Document, Pack, Value
from app.policy.reading import Reading, Unsupported
from app.policy.rows import Row
from app.policy.wordings import search
from app.store import packs
from app.store.files import atomic
from app.store.work import system_clock

_EXCEL = ".xlsx"
_FOLD = 26
"""Columns of a terminal that a pack takes in a comparison."""


def list_(arguments: Namespace, output: Output) -> None:
    """The policy packs that are shipped."""
    known = [packs.parsed(text) for text in packs.bundled().values()]
    rows = [(p.id, p.title, p.region_name, p.version, "、".join(d.number for d in p.documents)) for p in known]
    output.table(("id", "title", "region", "version", "documents"), ("政策包", "名称", "地区", "版本", "依据"), rows)


def _text(arguments: Namespace, name: str) -> str:
    """The text of a pack: a file's, else the office's newest of that id, else the shipped one."""
    if name.endswith(".toml") or Path(name).is_file():
        return packs.read_file(Path(name))
    if arguments.office:
        with opened(arguments) as (office, actor), office.read(actor) as read:
            found = packs.newest_text(read.session, name)
        if found is not None:
            return found
    return packs.bundled_text(name)


def _pack(arguments: Namespace, name: str) -> Pack:
    return packs.parsed(_text(arguments, name))


def show(arguments: Namespace, output: Output) -> None:
    """A pack as its circular reads: clause by clause, the quotation beside the value; then what does not act."""
    pack = _pack(arguments, arguments.pack)
    cautious = cautions(pack, system_clock().date())
    if output.as_json:
        output.answer({**_described(pack), "cautions": cautious})
        return
    output.line(say("packs.heading", title=pack.title, id=pack.id, version=pack.version, since=pack.begins))
    for document in pack.documents:
        output.line("　".join(filter(None, _words(document))))
    for caution in cautious:
        output.line(f"！{caution}")
    for source, values in by_clause(pack):
        output.line("")
        output.line(f"{source.place}　{source.document}" if source.place else say("packs.unverified"))
        for value in values:
            output.line(f"  {value.title}：{text_of_value(value)}")
            _beside(value, output)
    for title, rows in by_scheme(pack):
        output.line("")
        output.line(title)
        for row in rows:
            output.line(f"  {text_of_row(row, pack)}　{row.source.place}".rstrip())
            _beside(row, output)
    _idle(say("packs.reading"), pack.reading, output)
    _idle(say("packs.unsupported"), pack.unsupported, output)


def _words(document: Document) -> tuple[str, ...]:
    verified = say("packs.verified_on", day=document.verified) if document.verified else ""
    return document.number, f"《{document.title}》", document.note, verified


def _beside(row: Value | Row | Reading | Unsupported, output: Output) -> None:
    """The words of the document and the note below what is taken from it."""
    if row.source.quote:
        output.line(f"    “{row.source.quote}”")
    if row.note:
        output.line(f"    注：{row.note}")


def _idle(heading: str, rows: Sequence[Reading | Unsupported], output: Output) -> None:
    """Rows that do not act, below a heading that says so."""
    if rows:
        output.line("")
        output.line(heading)
    for row in rows:
        text = text_of_reading(row) if isinstance(row, Reading) else ""
        output.line("  " + "：".join(filter(None, (row.title, text))) + f"　{row.source.place}".rstrip())
        _beside(row, output)


def _described(pack: Pack) -> dict[str, Any]:
    clauses = [
        {"place": s.place, "document": s.document, "values": list(map(_value, values))} for s, values in by_clause(pack)
    ]
    documents = [
        {"number": d.number, "title": d.title, "issued": d.issued, "note": d.note, "verified": d.verified}
        for d in pack.documents
    ]
    known = {"id": pack.id, "title": pack.title, "region": pack.region_name, "version": pack.version}
    idle = {"reading": list(map(_reading, pack.reading)), "unsupported": list(map(_unsupported, pack.unsupported))}
    schemes = [{"title": title, "rows": [_sentence(row, pack) for row in rows]} for title, rows in by_scheme(pack)]
    return {**known, "since": pack.begins, "documents": documents, "clauses": clauses, "schemes": schemes, **idle}


def _sentence(row: Row, pack: Pack) -> dict[str, Any]:
    said = {"row": row.name, "text": text_of_row(row, pack), "place": row.source.place, "status": row.status}
    return {**said, "quote": row.source.quote, "pending": row.pending, "note": row.note}


def _reading(row: Reading) -> dict[str, Any]:
    said = {"title": row.title, "items": row.items, "text": row.text, "since": row.since, "until": row.until}
    return {**said, "place": row.source.place, "quote": row.source.quote, "note": row.note}


def _unsupported(row: Unsupported) -> dict[str, Any]:
    return {"title": row.title, "place": row.source.place, "quote": row.source.quote, "note": row.note}


def _value(value: Value) -> dict[str, Any]:
    period = {"since": value.since, "until": value.until}
    told = {"key": value.key, "title": value.title, "content": value.content, "unit": value.unit}
    marks = {"binding": value.binding, "status": value.status, "quote": value.source.quote, "note": value.note}
    period["verified"] = value.verified
    return {**told, "text": content(value), **period, **marks}


def compare_(arguments: Namespace, output: Output) -> None:
    """Packs side by side where they differ."""
    names = arguments.packs or list(packs.bundled())
    found = [_pack(arguments, name) for name in names]
    rows = compare(found)
    differing = [row for row in rows if row.differs]
    shown = rows if arguments.all or len(found) == 1 else differing
    ids = [pack.id for pack in found]
    if len(set(ids)) < len(ids):  # versions of one pack
        ids = [f"{pack.id}#{pack.version}" for pack in found]
    if output.as_json:
        output.table(("key", "title", *ids), (), ((row.key, row.title, *row.cells) for row in shown))
        return
    lines = (line for row in shown for line in zip_longest(*map(_folded, (row.title, *row.cells)), fillvalue=""))
    output.table(("title", *ids), ("政策项", *ids), lines, say("packs.differs", count=len(differing)))


def _folded(text: str) -> list[str]:
    """A text in pieces that stand below each other in a table."""
    pieces = [""]
    for character in text:
        if width(pieces[-1] + character) > _FOLD:
            pieces.append("")
        pieces[-1] += character
    return pieces


def diff(arguments: Namespace, output: Output) -> None:
    """What a newer version of a pack says otherwise, in words."""
    old, new = (_pack(arguments, name) for name in (arguments.old, arguments.new))
    found = difference(old, new)
    names = [f"{pack.id}#{pack.version}" for pack in (old, new)]
    said = say("packs.differs_from", old=names[0], new=names[1], count=len(found)) if found else say("diff.none")
    told = [{"place": one.place, "text": one.text} for one in found]
    output.answer({"old": names[0], "new": names[1], "differences": told}, "\n".join([said, *map(str, found)]))


def confirm(arguments: Namespace, output: Output) -> None:
    """A value or row that waited is what a document says, or is read as an answer says: the next version of its pack."""
    draft = opened_draft(_text(arguments, arguments.pack))
    said = {name: getattr(arguments, name) for name in ("document", "place", "quote", "clause", "answer")}
    title = settle(draft, arguments.key, Basis(**said))
    draft.data["version"] += 1
    pack = packs.parsed(draft.text)
    _write(arguments.file, draft.text)
    known = {"pack": pack.id, "version": pack.version, "file": arguments.file}
    basis = " ".join(filter(None, (arguments.document, arguments.place, arguments.answer)))
    output.answer({**known, "confirmed": title}, say("packs.confirmed", title=title, basis=basis, **known))


def _write(name: str, text: str) -> None:
    with atomic(Path(name)) as path:
        path.write_text(text, encoding="utf-8", newline="\n")


def new(arguments: Namespace, output: Output) -> None:
    """A pack that says nothing yet, with a word on each thing to be filled in; never over a file that is there."""
    if Path(arguments.file).exists():
        raise Refused("packs.there", file=arguments.file)
    heading = heading_of({field.key: getattr(arguments, field.key) for field in heading_fields()})
    _write(arguments.file, start_text(heading))
    output.answer({"file": arguments.file}, say("packs.begun", file=arguments.file))


def check(arguments: Namespace, output: Output) -> None:
    """All that keeps a pack from being installed, each with its line; exit status 1 when there is anything."""
    pack = checked(packs.read_file(Path(arguments.file)))
    known = {"pack": pack.id, "version": pack.version, "cases": len(pack.cases)}
    output.answer({**known, "problems": []}, say("packs.sound", title=pack.title, **known))


def wordings(arguments: Namespace, output: Output) -> None:
    """From what a circular says to the row that carries it: the entries of the index that hold a text, or stand in it."""
    found = search(arguments.text or "")
    lines = [
        say("packs.wording", wording=w.wording, form=w.written_as, words=" ".join(w.words), note=w.note) for w in found
    ]
    examples = ["\n".join(f"    {line}" for line in w.example.splitlines()) for w in found] if arguments.text else []
    told = [text for pair in zip_longest(lines, examples, fillvalue="") for text in pair if text]
    output.answer(
        {"wordings": [asdict(w) for w in found]}, "\n".join(told) or say("packs.no_wording", text=arguments.text)
    )


def test(arguments: Namespace, output: Output) -> int:
    """Run a pack's own worked cases; exit status 1 when one comes out otherwise than it says."""
    pack = _pack(arguments, arguments.file)
    return _report(output, pack, pack.cases, explained=False)


def case(arguments: Namespace, output: Output) -> int:
    """Run a file of cases against a pack, each decision with its explanation."""
    pack = _pack(arguments, arguments.pack)
    cases = load_cases(packs.read_file(Path(arguments.file)), pack)
    return _report(output, pack, cases, explained=True)


def _report(output: Output, pack: Pack, cases: tuple[Case, ...], *, explained: bool) -> int:
    results, unsupported = run_cases_under(pack, cases), [case for case in cases if case.unsupported]
    failed = sum(not result.passed for result in results)
    lines = [line for result in results for line in _lines(pack, result, explained=explained)]
    lines += [say("packs.case_unsupported", name=case.name, why=case.unsupported) for case in unsupported]
    known = {"title": pack.title, "version": pack.version, "count": len(results)}
    lines.append(say("packs.failed", failed=failed, **known) if failed else say("packs.passed", **known))
    values = {"pack": pack.id, "version": pack.version, "failed": failed, "cases": [_told(pack, r) for r in results]}
    values["unsupported"] = [{"name": case.name, "why": case.unsupported} for case in unsupported]
    output.answer(values, "\n".join(lines))
    return int(failed > 0)


def _lines(pack: Pack, result: CaseResult, *, explained: bool) -> list[str]:
    wrong = result.problem()
    if wrong is None:
        first = say("packs.case_good", name=result.case.name, outcome=result.outcome)
    else:
        first = say("packs.case_bad", **wrong.params)
    return [first, *(f"    {text}" for text in (case_file.explained(pack, result) if explained or wrong else ()))]


def _told(pack: Pack, result: CaseResult) -> dict[str, Any]:
    wanted = {"granted": result.case.granted, "amount_fen": result.case.amount_fen, "reasons": result.case.reasons}
    got = {
        "granted": result.decision.granted,
        "amount_fen": result.decision.amount_fen,
        "reasons": result.decision.codes,
    }
    known = {"name": result.case.name, "clause": pack.cite(result.case.clause), "passed": result.passed}
    return {**known, "expected": wanted, "found": got, "explanation": case_file.explained(pack, result)}


def install(arguments: Namespace, output: Output) -> None:
    """Install a new version of the office's pack, or only say which open claims it would change."""
    text = packs.read_file(Path(arguments.file))
    pack = packs.parsed(text)
    known = {"pack": pack.id, "version": pack.version, "since": pack.begins, "cases": len(pack.cases)}
    with signed_in(arguments) as (office, actor):
        changes = policies.effect(office, actor, text)
        if not arguments.dry_run:
            with office.work(actor) as work:
                policies.install(work, text)
    said = say("packs.would_install", **known) if arguments.dry_run else say("packs.installed", **known)
    rows = [{**asdict(change), "uid": uid_text(change.uid)} for change in changes]
    output.answer(
        {**known, "installed": not arguments.dry_run, "changes": rows},
        "\n".join([said, *policies.sentences_of_changes(changes)]),
    )


def export(arguments: Namespace, output: Output) -> None:
    """A pack as one file, such as the city sends down."""
    text = _text(arguments, arguments.pack)
    pack = packs.parsed(text)
    if Path(arguments.file).suffix.lower() == _EXCEL:
        to_workbook(text, Path(arguments.file))
    else:
        _write(arguments.file, text)
    known = {"pack": pack.id, "version": pack.version, "file": arguments.file}
    output.answer(known, say("packs.exported", **known))


def import_(arguments: Namespace, output: Output) -> None:
    """A workbook, such as `export` writes, as a pack file; never over a file that is there."""
    target = Path(arguments.output or Path(arguments.file).with_suffix(".toml"))
    if target.exists():
        raise Refused("packs.there", file=target)
    text = from_workbook(Path(arguments.file))
    _write(str(target), text)
    output.answer({"file": str(target)}, say("packs.from_excel", file=target))
