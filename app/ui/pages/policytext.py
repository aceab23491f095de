"""A pack as its circular reads, as a page: clause by clause, each value beside the circular's own words."""

from collections.abc import Iterator
from html import escape

from app.award.pack_text import by_clause, text_of_value
from app.kernel.money import yuan
from app.kernel.texts import say
from app.policy.pack import DRAFT, STATUSES, UNVERIFIED, VERIFIED, Pack, Source, Target, Value
from app.ui.appearance import BACK, FAINT, GOOD, LINE, WAITING

_TONES = {VERIFIED: GOOD, DRAFT: WAITING, UNVERIFIED: BACK}
_WHOLE, _VALUE, _QUOTE, _STATUS = 100, 40, 48, 12
"""Widths of the table and its columns, in hundredths of the page."""
_TABLE = f"<table width='{_WHOLE}%' cellspacing='0' cellpadding='5'>"
_CELL = f"style='border-bottom: 1px solid {LINE}'"


def contents(pack: Pack) -> list[tuple[str, str]]:
    """The headings of the page: anchor and words."""
    clauses = [(_anchor(source), source.place) for source, _ in by_clause(pack) if source.clause]
    clauses += [("unverified", say("diff.unverified"))] if any(not v.source.clause for v in pack.values) else []
    more = [("targets", say("policy_page.targets"))] if pack.targets else []
    more += [("cases", say("policy_page.cases"))] if pack.cases else []
    return [("documents", say("policy_page.documents")), *clauses, *more]


def page(pack: Pack) -> str:
    """The whole page as HTML."""
    return "".join(_page(pack))


def _page(pack: Pack) -> Iterator[str]:
    head = say("packs.heading", title=pack.title, id=pack.id, version=pack.version, since=pack.begins)
    yield f"<h3><a name='documents'></a>{escape(head)}</h3>"
    for document in pack.documents:
        told = "　".join(filter(None, (document.number, f"《{document.title}》", document.note)))
        yield f"<p style='margin: 2px'>{escape(told)}</p>"
    for source, values in by_clause(pack):
        yield f"<h4><a name='{_anchor(source)}'></a>{escape(_heading(source))}　<small>{escape(source.document)}</small></h4>"
        if values:
            yield _TABLE + "".join(map(_row, values)) + "</table>"
    yield from _targets(pack.targets)
    if pack.cases:
        yield f"<h4><a name='cases'></a>{escape(say('policy_page.cases'))}</h4><ol>"
        for case in pack.cases:
            outcome = (
                say("award.outcome_granted") + f" {yuan(case.amount_fen)} 元"
                if case.granted
                else say("award.outcome_refused")
            )
            yield f"<li>{escape(f'{pack.cite(case.clause)}　{case.name}：{outcome}')}</li>"
        yield "</ol>"


def _anchor(source: Source) -> str:
    return source.clause or "unverified"


def _heading(source: Source) -> str:
    return source.place or say("packs.unverified")


def _row(value: Value) -> str:
    tone = _TONES[value.status]
    words = f"“{escape(value.source.quote)}”" if value.source.quote else ""
    note = (
        f"<br><span style='color: {FAINT}'>{escape(say('policy_page.note', note=value.note))}</span>"
        if value.note
        else ""
    )
    status = f"<span style='color: {tone.colour}; font-weight: bold'>{STATUSES[value.status]}</span>"
    told = f"{escape(value.title)}<br><b>{escape(text_of_value(value))}</b>"
    cells = ((_VALUE, told), (_QUOTE, words + note), (_STATUS, status))
    return "<tr>" + "".join(f"<td width='{width}%' {_CELL}>{text}</td>" for width, text in cells) + "</tr>"


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
