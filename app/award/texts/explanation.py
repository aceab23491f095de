"""核定说明: the paragraphs that a trainee and an auditor read, made of a decision's trace when they are shown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.award.inputs import inputs
from app.award.texts.sentences import sentence
from app.award.texts.unverified import Unsettled, named, undecided
from app.award.texts.words import fact_title, shown
from app.award.trace import Decision, Mark
from app.award.view import Facts
from app.kernel.kinds import MOMENT
from app.kernel.money import yuan
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack
from app.policy.rows import HAND, PRINCIPLE, REFUSE, WARN, Row, Scheme
from app.policy.source import Source

ABOUT = ("name", "id_number", "scheme", "claim_number", "class_number", "class_name", "institution_name", "dates")
_UNSAID = ("past.", "rates.", "before.", "award.")
"""How the names of facts begin that are counts or rates: the steps say them."""
_BOUGHT = ("first_bought_on", "last_bought_on")
_OTHERWISE = frozenset(
    {"held", "lapsed", "sessions", "worked", "start", "working_days", "days_paid", "months_paid", *_BOUGHT}
)
_NATURE: Mapping[str, str] = {
    REFUSE: "explain.refuse",
    PRINCIPLE: "explain.override",
    WARN: "explain.warn",
    HAND: "explain.hand",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its lines, as screen, paper and command line show them."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the sheet of one line is made of: whom it is about, the facts and the decision, the pack and who decided."""

    about: Mapping[str, Any]
    pack: Pack
    scheme: Scheme
    facts: Facts
    decision: Decision
    decided: Mapping[str, str]


def paragraphs(sheet: Sheet) -> tuple[Paragraph, ...]:
    """The sheet of a line."""
    pack, decision, about = sheet.pack, sheet.decision, sheet.about
    return (
        Paragraph(say("explain.outcome"), tuple(_outcome(decision))),
        Paragraph(say("explain.about"), tuple(f"{say(f'about.{key}')}：{about[key]}" for key in ABOUT if key in about)),
        Paragraph(say("explain.rule"), (sheet.scheme.title, said_by(sheet.scheme))),
        Paragraph(say("explain.facts"), tuple(_facts(sheet))),
        Paragraph(say("explain.steps"), tuple(_numbered(_steps(sheet)))),
        *_reasons(sheet),
        *_unchecked(sheet.scheme),
        *_open(undecided(pack, sheet.scheme.key, sheet.facts["start"])),
        Paragraph(
            say("explain.decided"),
            (
                say("explain.pack", id=pack.id, title=pack.title, version=pack.version),
                say("explain.by", by=sheet.decided["by"], at=MOMENT.shown(sheet.decided["at"])),
            ),
        ),
    )


def _outcome(decision: Decision) -> Iterator[str]:
    """What it comes to; of a grant, whom the policy pays and from which fund."""
    yield say(f"explain.{decision.verdict}", amount=yuan(decision.amount_fen))
    if decision.granted and decision.payee:
        yield say("explain.payee", payee=decision.payee)
    if decision.granted and decision.fund:
        yield say("explain.fund", fund=decision.fund)


def case_lines(pack: Pack, decision: Decision) -> list[str]:
    """The trace of a worked case: each sentence with what it rests on."""
    return [f"{sentence(mark, pack)}。{said_by(mark.row)}" for mark in decision.trace]


def sent_line(reasons: str, granted: bool, amount_fen: int, where: str) -> tuple[Paragraph, ...]:
    """The sheet of a line whose facts are not here: they stayed with another office, or an earlier program kept them."""
    amount = say("explain.granted", amount=yuan(amount_fen)) if granted else say("explain.refused")
    return (
        Paragraph(say("explain.outcome"), (amount,)),
        Paragraph(say("explain.reasons"), (reasons, say(where))),
    )


def open_points(deciding: Iterable[Unsettled], procedure: Iterable[Unsettled]) -> tuple[Paragraph, ...]:
    """What a record rests on that no issued document says: values that decide it, and its procedure."""
    return tuple(_open(deciding, procedure))


def _unchecked(scheme: Scheme) -> Iterator[Paragraph]:
    """What the document leaves to others and no row checks."""
    if scheme.unchecked:
        yield Paragraph(say("explain.gaps"), tuple(say("explain.gap", title=title) for title in scheme.unchecked))


def _open(deciding: Iterable[Unsettled], procedure: Iterable[Unsettled] = ()) -> Iterator[Paragraph]:
    lines = [say("settle.deciding", value=named(value)) for value in deciding]
    lines += [say("settle.procedure", value=named(value)) for value in procedure]
    if lines:
        yield Paragraph(say("settle.title"), tuple(lines))


def unexplained(refusal: Refused) -> tuple[Paragraph, ...]:
    """In place of the rest, when the pack is not known here."""
    return (Paragraph(say("explain.gaps"), (str(refusal),)),)


def said_by(row: Row) -> str:
    """Document, place and the quoted words of a row; 待核实 with its note; 内部核对 when no document says it."""
    if row.pending:
        return say("explain.pending", note=row.pending)
    return _source(row.source)


def _source(source: Source) -> str:
    if not source.cite():
        return say("explain.internal")
    return say("explain.source", named=source.cite(), quote=f"：“{source.quote}”" if source.quote else "")


def _facts(sheet: Sheet) -> Iterator[str]:
    """What is known of the line, as far as its scheme asks for it."""
    for name in inputs(sheet.pack, sheet.scheme):
        if name.startswith(_UNSAID) or name in _OTHERWISE:
            continue
        yield f"{fact_title(name, sheet.pack)}：{shown(name, sheet.facts.get(name), sheet.pack)}"
    yield from _attendance(sheet.facts)


def _attendance(facts: Facts) -> Iterator[str]:
    for periods, minutes, days in facts.get("sessions") or ():
        yield say("explain.attended", periods=periods, minutes=minutes, days=days)
    if facts.get("worked"):
        yield say("explain.worked", months="、".join(facts["worked"]))
    if facts.get("held") is not None:
        yield say("explain.held", held="、".join(sorted(facts["held"])) or say("explain.nothing"))


def _steps(sheet: Sheet) -> Iterator[str]:
    for mark in sheet.decision.trace:
        yield f"{sentence(mark, sheet.pack)}。{said_by(mark.row) if mark.row.source.document or mark.row.pending else ''}"
    decision = sheet.decision
    against = len(decision.against)
    passed = decision.granted and against
    code = "step.sum_overridden" if passed else f"step.sum_{decision.verdict}"
    yield say(code, count=against or len(decision.open), amount=yuan(decision.amount_fen))


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _reasons(sheet: Sheet) -> tuple[Paragraph, ...]:
    """Why it is refused, or what somebody should look at; nothing where a line is plainly granted."""
    lines = tuple(_reason(mark, sheet.pack) for mark in speaking(sheet.decision))
    return (Paragraph(say("explain.reasons"), lines),) if lines else ()


def _reason(mark: Mark, pack: Pack) -> str:
    return f"【{say(_NATURE[mark.against])}】{sentence(mark, pack)}。{said_by(mark.row)}"


def speaking(decision: Decision) -> Sequence[Mark]:
    """The marks that say something for or against: what a list shows of a decision."""
    return decision.of(REFUSE, PRINCIPLE, HAND, WARN)
