"""Every sentence is said somewhere, with all its blanks filled, and everything that is said has its sentence."""

import ast
import re
import string

from app.award.texts.reason_names import _FORMS, reason_names
from app.award.texts.sentences import _SPEAK
from app.award.texts.wanted import ASKED, GIVEN
from app.kernel.texts import RESOURCES, sentences
from app.policy.own_facts import TIMES
from app.store.packs import bundled, parsed
from tests.sources import calls, constant, name_of, trees


def placeholders(code: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(sentences()[code]) if name}


def given(call: ast.Call) -> set[str] | None:
    """The parameters that a call gives its sentence; None when they are only known as it runs."""
    if name_of(call) != "Problem":
        return None if any(k.arg is None for k in call.keywords) else {k.arg for k in call.keywords if k.arg}
    params = call.args[1] if len(call.args) > 1 else None
    if params is None:
        return set()
    if not isinstance(params, ast.Dict) or None in params.keys:
        return None
    return {key.value for key in params.keys if isinstance(key, ast.Constant)}


def sayings() -> dict[str, ast.Call]:
    """Every place that speaks with a code written out, by place and code."""
    return {
        f"{place}:{node.lineno} {code}": node
        for place, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        if name_of(node) in ("Refused", "BadValue", "Problem", "say", "reason") and (code := constant(node, 0))
    }


def test_every_code_has_a_sentence_whose_blanks_are_all_filled() -> None:
    wrong = []
    for place, call in sayings().items():
        code = constant(call, 0)
        if code not in sentences():
            wrong.append(f"{place}: no sentence")
        elif (params := given(call)) is not None and not placeholders(code) <= params:
            wrong.append(f"{place}: nothing given for {placeholders(code) - params}")
    assert wrong == []


FORMS = {
    *("need", "guard", "way", "no_way", "past", "past_least", "uncounted", "room", "no_room", "nothing"),
    *("start", "percent", "add", "most"),
    *("no_rate", "no_row", "no_fact", "no_award", "no_times", "uncounted_times"),
    *("months_outside", "months_early", "months_late", "months_undated", "months_paid", "months_over"),
    *("not_in_force", "no_payee", "no_fund"),
    *("days_paid", "paid_elsewhere", "over_sum", "months_used", "overridden", "not_accepted", "refused_before"),
    "taken_out",
}
"""Every form of a mark of the trace."""
SPANS = ("years", "months")
MOODS = (ASKED, GIVEN)
WORDS: dict[str, tuple[str, ...]] = {
    "trace.{mark.form}": (*FORMS,),
    "trace.{mark.form}_{mark.said['unit']}": tuple(f"{f}_{u}" for f in ("no_times", "uncounted_times") for u in TIMES),
    "trace.{form}": ("past", "past_none", "past_some", "past_other", "past_least"),
    "trace.{mark.outcome}": ("y", "n"),
    "trace.{unit}": (*SPANS, "days", "working_days"),
    "trace.within_{unit}": SPANS,
    "row_text.{code}": ("past", "past_yuan", "past_none", "past_least", "payee", "fund"),
    "row_text.{word}": ("start", "add", "most"),
    "row_text.within_{unit}": SPANS,
    "row_text.months_{code}": ("first", "last"),
    "row_text.by_{term.times.unit}": (*TIMES,),
    "row_text.per_{times.unit}": (*TIMES,),
    "wanted.{mood}_known": MOODS,
    "wanted.{mood}_unknown": MOODS,
    "wanted.{mood}_in": MOODS,
    "wanted.{mood}_{('not' if test.word == 'not' else 'in')}": tuple(f"{m}_{w}" for m in MOODS for w in ("not", "in")),
    "wanted.{mood}_{test.word}{day}": tuple(
        f"{m}_{w}{d}" for m in MOODS for w in ("least", "most") for d in ("", "_day")
    ),
    "reason.{form}": _FORMS,
}
"""What fills the blanks of the codes by which decisions and rows speak: together, in the place of all the blanks."""
NO_CODES = ("award.", "before.", "past.")
"""Beginnings of the names of facts."""


def blanks() -> dict[str, tuple[str, str]]:
    """Each code that is put together as the program runs, with what stands before its first blank and behind its last."""
    found = {}
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and re.fullmatch(r"[a-z_]+\.[a-z_]*", before := _text(node.values[0])):
                written = ast.unparse(node)[2:-1]
                found[written] = (before, _text(node.values[-1]))
    return {written: ends for written, ends in found.items() if ends[0] not in NO_CODES}


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def said() -> tuple[set[str], list[tuple[str, str]]]:
    """Every code written out or put together out of known words, and the ends of those whose words are not listed here."""
    texts = {
        node.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    put = {before + word + behind for code, (before, behind) in blanks().items() for word in WORDS.get(code, ())}
    return texts | put, [ends for code, ends in blanks().items() if code not in WORDS]


def test_what_is_put_together_gives_a_code_that_there_is() -> None:
    spoken = {ast.unparse(call.args[0])[2:-1] for call in calls() if name_of(call) == "say" and call.args}
    ends = {code: both for code, both in blanks().items() if code in spoken}
    assert "diff.row_{word}" in ends
    assert [
        c for c, (one, two) in ends.items() if not any(s.startswith(one) and s.endswith(two) for s in sentences())
    ] == []


def test_every_sentence_is_said_somewhere() -> None:
    codes, ends = said()
    loose = [code for code in sentences() if code not in codes]
    assert [code for code in loose if not any(code.startswith(one) and code.endswith(two) for one, two in ends)] == []


def test_the_words_of_decisions_and_rows_are_all_listed_and_no_others() -> None:
    sections = ("trace", "row_text", "wanted", "reason")
    assert {code for code in blanks() if code.startswith(tuple(f"{s}." for s in sections))} == WORDS.keys()


def test_every_form_of_a_mark_is_listed_and_has_a_sentence() -> None:
    written = {constant(call, 1) for call in calls() if name_of(call) == "Mark"} - {""}
    assert written <= FORMS
    assert FORMS - _SPEAK.keys() <= {code.partition(".")[2] for code in sentences() if code.startswith("trace.")}
    assert _SPEAK.keys() <= FORMS


def test_every_reason_of_a_worked_case_is_the_name_of_a_row_or_has_a_sentence() -> None:
    for text in bundled().values():
        pack = parsed(text)
        assert {reason for case in pack.cases for reason in case.reasons} <= reason_names(pack).keys()


def test_no_sentence_holds_a_blank_that_is_no_name() -> None:
    for code in sentences():
        assert all(re.fullmatch(r"[a-z_]+", name) for name in placeholders(code)), code


def test_every_text_file_of_the_program_is_toml_that_loads() -> None:
    assert len(list((RESOURCES / "text").glob("*.toml"))) > 1
    assert all(sentences().values())
