"""核定说明: what a line of a claim keeps of its decision, and the paragraphs that a trainee and an auditor read.

Sentences, quotations, policy values and the names of the day are kept as they were when it was decided: the sheet
reads the same when the policy, a name or a sentence of the program has changed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.award.awards import AGAINST, Decision
from app.award.condition_steps import compared, span
from app.award.eligibility import GRANT, OVERRIDE, REFUSE, WARN, Policy, Reason
from app.award.facts import Facts, Rate, Recognition
from app.award.scheme_facts import SchemeFacts
from app.award.schemes import Terms
from app.award.steps import rule, steps
from app.award.unverified import counting, named, undecided
from app.kernel.codes import APPRENTICE, ARRANGEMENT, RESULT
from app.kernel.kinds import FLAG, MOMENT
from app.kernel.money import yuan
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.policy.pack import Pack, Value

Kept = Mapping[str, Any]
ABOUT = ("name", "id_number", "scheme", "claim_number", "class_number", "class_name", "institution_name", "dates")
UNSAID = frozenset({"year", "id_number", "born", "sex", "rate", "scheme", "past_ever", "excluded_by"})
"""Facts that the sheet says elsewhere: the day's year, the person, age, rate, lifetime and exclusions as steps, a scheme's own
one by one.
"""
RARE = frozenset(
    {"locality", "tags", "arrangement", "fee_fen", "firm_opened_on", "left_out", "claimed_on", "certificate_others"}
)
"""Facts that are shown only where they are known: most classes need none of them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its lines, as screen, paper and command line show them."""

    title: str
    lines: tuple[str, ...]


# --- what is kept -----------------------------------------------------------------------------------------------------


def basis(training_type: str, terms: Terms) -> dict[str, object]:
    """What all lines of a claim rest on: the pack with its version, and the scheme's rule with its clause and words."""
    text, source = rule(training_type, terms)
    pack = terms.pack
    return {
        "pack": {"id": pack.id, "title": pack.title, "version": pack.version},
        "rule": {"text": text, **asdict(source)},
        "unsettled": open_lines(undecided(pack, terms.scheme.name, terms.day), counting(terms)),
    }


class Writer:
    """Writes what the lines of one claim keep, as JSON; a step or reason that comes again is put into words only once."""

    def __init__(self, terms: Terms, about: Mapping[str, object], shared: Mapping[str, object]) -> None:
        self._terms = terms
        self._about, self._shared = _members(about), _members(shared)
        self._known: dict[tuple[object, ...], str] = {}

    def line(self, person: Mapping[str, object], facts: Facts, decision: Decision) -> str:
        """What one line keeps: about whom, what all lines rest on, its own facts, steps and reasons with their words."""
        return (
            f'{{"about": {{{_members(person)}, {self._about}}}, {self._shared}, "facts": {written(_flat(facts))}, '
            f'"steps": [{self._all(self._steps(facts))}], "reasons": [{self._all(decision.reasons)}]}}'
        )

    def _steps(self, facts: Facts) -> Iterator[Reason]:
        yield from steps(facts, self._terms)
        yield from compared(facts, self._terms)

    def _all(self, reasons: Iterable[Reason]) -> str:
        return ", ".join([self._one(each) for each in reasons])

    def _one(self, each: Reason) -> str:
        key = (each.code, each.hardness, each.document, each.clause, each.place, each.quote, *each.params.items())
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = written(cited(each))
        return known


def kept_reasons(decision: Decision) -> list[dict[str, object]]:
    """The reasons of a decision, each with its sentence."""
    return [cited(each) for each in decision.reasons]


def decision_of(kept: Kept, granted: bool, amount_fen: int, rate_fen: int) -> Decision:
    """The decision that a line kept."""
    reasons = tuple(Reason(**{name: each[name] for name in Reason.__slots__}) for each in kept.get("reasons", ()))
    return Decision(granted, amount_fen, reasons, rate_fen)


def cited(each: Reason) -> dict[str, object]:
    """A reason or step with its sentence."""
    return {**_flat(each), "text": each.sentence}


def _flat(row: Facts | Reason) -> dict[str, object]:
    """A row's values by name; a hundred thousand lines are kept at once, and asdict would copy each value of them."""
    return {name: getattr(row, name) for name in row.__slots__}


def _plain(value: object) -> object:
    return asdict(value) if isinstance(value, Rate | Recognition | SchemeFacts) else str(value)


_JSON = json.JSONEncoder(ensure_ascii=False, default=_plain)


def written(kept: Mapping[str, object]) -> str:
    """What is kept as JSON: dates as ISO text, a rate and a scheme's facts as their values."""
    return _JSON.encode(kept)


def _members(kept: Mapping[str, object]) -> str:
    """The same without its braces, to stand beside others."""
    return written(kept)[1:-1]


# --- what is read -----------------------------------------------------------------------------------------------------

_NATURE: Mapping[str, str] = {
    GRANT: "explain.grant",
    REFUSE: "explain.refuse",
    OVERRIDE: "explain.override",
    WARN: "explain.warn",
}


def paragraphs(kept: Kept, granted: bool, amount_fen: int) -> tuple[Paragraph, ...]:
    """The sheet of a line, of what it kept and the decision beside it."""
    about, rule, pack, decided = (kept[key] for key in ("about", "rule", "pack", "decided"))
    amount = say("explain.granted", amount=yuan(amount_fen)) if granted else say("explain.refused")
    return (
        Paragraph(say("explain.outcome"), (amount,)),
        Paragraph(say("explain.about"), tuple(f"{say(f'about.{key}')}：{about[key]}" for key in ABOUT if key in about)),
        Paragraph(say("explain.rule"), (rule["text"], _source(rule))),
        Paragraph(say("explain.facts"), tuple(_facts(kept["facts"]))),
        Paragraph(say("explain.steps"), tuple(_numbered(_steps(kept, granted, amount_fen)))),
        Paragraph(say("explain.reasons"), tuple(_reasons(kept["reasons"]))),
        *_unsettled(kept.get("unsettled", ())),  # lines of earlier versions keep none
        Paragraph(
            say("explain.decided"),
            (
                say("explain.pack", **pack),
                say("explain.by", by=decided["by"], at=MOMENT.shown(decided["at"])),
            ),
        ),
    )


def foreign_line_paragraphs(reasons: str, granted: bool, amount_fen: int) -> tuple[Paragraph, ...]:
    """The sheet of a line that came from another office: its facts stayed there."""
    amount = say("explain.granted", amount=yuan(amount_fen)) if granted else say("explain.refused")
    return (
        Paragraph(say("explain.outcome"), (amount,)),
        Paragraph(say("explain.reasons"), (reasons, say("explain.elsewhere"))),
    )


def unchecked_paragraphs(pack: Pack, policy: Policy) -> tuple[Paragraph, ...]:
    """What the pack gives no value for, so that a whole claim was not checked by it."""
    lines = policy.gap_texts()
    named = say("explain.pack", id=pack.id, title=pack.title, version=pack.version)
    return (Paragraph(say("explain.gaps"), (*lines, named)),) if lines else ()


def open_points(deciding: Iterable[Value], procedure: Iterable[Value]) -> tuple[Paragraph, ...]:
    """What a record rests on that no issued document says: values that decide it, and its procedure."""
    return tuple(_unsettled(open_lines(deciding, procedure)))


def open_lines(deciding: Iterable[Value], procedure: Iterable[Value] = ()) -> list[str]:
    """The sentences about unsettled values."""
    lines = [say("settle.deciding", value=named(value)) for value in deciding]
    return [*lines, *(say("settle.procedure", value=named(value)) for value in procedure)]


def _unsettled(lines: Sequence[str]) -> Iterator[Paragraph]:
    if lines:
        yield Paragraph(say("settle.title"), tuple(lines))


def unexplained(refusal: Refused) -> tuple[Paragraph, ...]:
    """In place of the gaps, when the pack says nothing for that day."""
    return (Paragraph(say("explain.gaps"), (str(refusal),)),)


def _source(cited: Kept) -> str:
    """Document, place and the quoted words; 内部核对 when no document says it."""
    named = cited["document"] + cited["place"]
    if not named:
        return say("explain.internal")
    return say("explain.source", named=named, quote=f"：“{cited['quote']}”" if cited["quote"] else "")


def _facts(facts: Kept) -> Iterator[str]:
    for key, value in facts.items():
        if key not in UNSAID and (value or key not in RARE):
            yield f"{say(f'fact.{key}')}：{fact(key, value)}"
    for key, value in (facts.get("scheme") or {}).items():
        if value and key not in facts:  # what this scheme does not ask for was not gathered; the fee stands above
            yield f"{say(f'fact.{key}')}：{_own_fact(key, value)}"


_CODED = {"result": RESULT, "arrangement": ARRANGEMENT}


def fact(key: str, value: Any) -> str:
    """A kept fact in words."""
    if key in _CODED:
        value = _CODED[key].shown(value)
    if key == "tags":
        return "；".join(span(**tag) for tag in value)
    if isinstance(value, bool):
        return FLAG.shown(int(value))
    if key.endswith("_fen") and isinstance(value, int):
        return yuan(value)
    if isinstance(value, list):
        value = "、".join(map(str, value))
    return say("explain.nothing") if value in (None, "") else str(value)


def _own_fact(key: str, value: Any) -> str:
    if key == "attended":
        return "；".join(say("explain.attended", **held) for held in value)
    if key == "apprentice_kind":
        return APPRENTICE.shown(value)
    if isinstance(value, bool | list):
        return fact(key, value)
    return yuan(value) if key.endswith("_fen") else str(value)


def _steps(kept: Kept, granted: bool, amount_fen: int) -> Iterator[str]:
    for step in kept["steps"]:
        # a step that no document asks for needs no word about it
        yield f"{step['text']}。{_source(step) if step['document'] else ''}"
    against = sum(each["hardness"] in AGAINST for each in kept["reasons"])
    code = ("step.sum_overridden" if against else "step.sum") if granted else "step.sum_refused"
    yield say(code, count=against, amount=yuan(amount_fen))


def _numbered(lines: Iterable[str]) -> Iterator[str]:
    return (f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _reasons(reasons: Iterable[Kept]) -> Iterator[str]:
    for each in reasons:
        yield f"【{say(_NATURE[each['hardness']])}】{each['text']}。{_source(each)}"
