"""A pack as its circular reads, as a page: clause by clause, each value beside the circular's own words; then what does not act."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from app.award.texts.pack_text import by_clause, by_scheme, text_of_reading, text_of_value
from app.award.texts.row_text import text_of_row
from app.award.texts.unverified import cautions
from app.kernel.money import yuan
from app.kernel.texts import say
from app.policy.pack import DRAFT, STATUSES, UNVERIFIED, VERIFIED, Case, Document, Pack, Source, Target, Value
from app.policy.reading import Reading, Unsupported
from app.policy.rows import Row
from app.ui.appearance import BACK, FAINT, GOOD, LINE, PAPER, WAITING

_TONES = {VERIFIED: GOOD, DRAFT: WAITING, UNVERIFIED: BACK}
_WHOLE, _VALUE, _QUOTE, _STATUS = 100, 40, 48, 12
"""Widths of the table and its columns, in hundredths of the page."""
_TABLE = f"<table width='{_WHOLE}%' cellspacing='0' cellpadding='5'>"
_CELL = f"style='border-bottom: 1px solid {LINE}'"


def contents(pack: Pack) -> list[tuple[str, str]]:
    """The headings of the page: anchor and words."""
    clauses = [(_anchor(source), source.place) for source, _ in by_clause(pack) if source.clause]
    clauses += [("unverified", say("diff.unverified"))] if any(not v.source.clause for v in pack.values) else []
    schemes = [(f"scheme-{n}", title) for n, (title, _) in enumerate(by_scheme(pack))]
    idle = [(name, say(f"policy_page.{name}")) for name in ("reading", "unsupported") if getattr(pack, name)]
    more = [("targets", say("policy_page.targets"))] if pack.targets else []
    more += [("cases", say("policy_page.cases"))] if pack.cases else []
    return [("documents", say("policy_page.documents")), *clauses, *schemes, *idle, *more]


def page(pack: Pack, on: date) -> str:
    """The whole page as HTML, as it is on a day: what is past its time or long not compared is said first."""
    return "".join(_page(pack, on))


def _page(pack: Pack, on: date) -> Iterator[str]:
    head = say("packs.heading", title=pack.title, id=pack.id, version=pack.version, since=pack.begins)
    yield f"<h3><a name='documents'></a>{escape(head)}</h3>"
    yield from map(_document, pack.documents)
    yield from _cautions(cautions(pack, on))
    for source, values in by_clause(pack):
        yield f"<h4><a name='{_anchor(source)}'></a>{escape(_heading(source))}　<small>{escape(source.document)}</small></h4>"
        if values:
            yield _TABLE + "".join(map(_row, values)) + "</table>"
    for number, (title, rows) in enumerate(by_scheme(pack)):
        yield f"<h4><a name='scheme-{number}'></a>{escape(title)}</h4>"
        yield _TABLE + "".join(_sentence(row, pack) for row in rows) + "</table>"
    yield from _idle("reading", pack.reading)
    yield from _idle("unsupported", pack.unsupported)
    yield from _targets(pack.targets)
    if pack.cases:
        yield f"<h4><a name='cases'></a>{escape(say('policy_page.cases'))}</h4><ol>"
        for case in pack.cases:
            yield f"<li>{escape(f'{pack.cite(case.clause)}　{case.name}：{_outcome(case)}')}</li>"
        yield "</ol>"


def _document(document: Document) -> str:
    verified = say("packs.verified_on", day=document.verified) if document.verified else ""
    told = "　".join(filter(None, (document.number, f"《{document.title}》", document.note, verified)))
    return f"<p style='margin: 2px'>{escape(told)}</p>"


def _cautions(sentences: Sequence[str]) -> Iterator[str]:
    if sentences:
        head = f"<b style='color: {WAITING.colour}'>{escape(say('policy_page.attention'))}</b>"
        yield f"<p>{head}</p><ul>" + "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences) + "</ul>"


def _outcome(case: Case) -> str:
    if case.unsupported:
        return say("policy_page.case_unsupported", why=case.unsupported)
    if case.at:
        return say("award.rules_granted" if case.granted else "award.rules_refused")
    granted = say("award.outcome_granted") + f" {yuan(case.amount_fen)} 元"
    return granted if case.granted else say("award.outcome_refused")


def _idle(name: str, rows: Sequence[Reading | Unsupported]) -> Iterator[str]:
    """What does not act, on grey and below a heading that says so, apart from all that does."""
    if rows:
        heading = escape(say(f"packs.{name}"))
        status = f"<span style='color: {FAINT}; font-weight: bold'>{escape(say(f'policy_page.{name}'))}</span>"
        yield f"<h4><a name='{name}'></a>{heading}</h4>" + _TABLE.replace("<table", f"<table bgcolor='{PAPER}'")
        yield "".join(_idle_row(row, status) for row in rows) + "</table>"


def _idle_row(row: Reading | Unsupported, status: str) -> str:
    text = text_of_reading(row) if isinstance(row, Reading) else ""
    place = f"<br><small>{escape(row.source.cite())}</small>" if row.source.cite() else ""
    return _cells(f"{escape(row.title)}<br>{escape(text)}{place}" if text else escape(row.title) + place, row, status)


def _anchor(source: Source) -> str:
    return source.clause or "unverified"


def _heading(source: Source) -> str:
    return source.place or say("packs.unverified")


def _row(value: Value) -> str:
    tone = _TONES[value.status]
    status = f"<span style='color: {tone.colour}; font-weight: bold'>{STATUSES[value.status]}</span>"
    return _cells(f"{escape(value.title)}<br><b>{escape(text_of_value(value))}</b>", value, status)


def _sentence(row: Row, pack: Pack) -> str:
    """A row of a scheme as a sentence, with its clause; 内部核对 where no document says it."""
    place = row.source.cite() or say("explain.internal")
    tone = _TONES[row.status] if row.source.clause or row.pending else GOOD
    status = f"<span style='color: {tone.colour}; font-weight: bold'>{STATUSES[row.status]}</span>"
    return _cells(f"{escape(text_of_row(row, pack))}<br><small>{escape(place)}</small>", row, status)


def _cells(told: str, row: Value | Row | Reading | Unsupported, status: str) -> str:
    """A row of three cells: what is said, the words of the document with the note, and how far it can be relied on."""
    words = f"“{escape(row.source.quote)}”" if row.source.quote else ""
    said = "；".join(filter(None, (row.pending if isinstance(row, Row) else "", row.note)))
    note = f"{_faint(say('policy_page.note', note=said))}" if said else ""
    cells = (
        (_VALUE, told),
        (_QUOTE, "<br>".join(filter(None, (words, note)))),
        (_STATUS, status + _compared(row.source)),
    )
    return "<tr>" + "".join(f"<td width='{width}%' {_CELL}>{text}</td>" for width, text in cells) + "</tr>"


def _compared(source: Source) -> str:
    """The day on which a row was last compared with its document, below its status; nothing for what has no document."""
    if not source.clause:
        return ""
    day = source.verified
    told = say("packs.verified_on", day=day) if day else say("policy_page.not_compared")
    return f"<br><small>{_faint(told)}</small>"


def _faint(text: str) -> str:
    return f"<span style='color: {FAINT}'>{escape(text)}</span>"


def _targets(targets: tuple[Target, ...]) -> Iterator[str]:
    if not targets:
        return
    yield f"<h4><a name='targets'></a>{escape(say('policy_page.targets'))}</h4>" + _TABLE
    titles = (
        say(f"drafted.{name}") for name in ("axis", "target_unit", "years", "assigned", "stretch", "measure", "clause")
    )
    yield "<tr>" + "".join(f"<th align='left' {_CELL}>{escape(title)}</th>" for title in titles) + "</tr>"
    for target in targets:
        years = str(target.year) if target.year == target.until_year else f"{target.year}—{target.until_year}"
        cells = (
            target.axis,
            target.unit,
            years,
            _figure(target.assigned),
            _figure(target.stretch),
            target.measure,
            target.source.place,
        )
        yield "<tr>" + "".join(f"<td {_CELL}>{escape(cell)}</td>" for cell in cells) + "</tr>"
    yield "</table>"


def _figure(number: int | None) -> str:
    return "" if number is None else f"{number:,}"
