"""The steps of an amount as sentences: what is paid, by what it is multiplied, up to what."""

from app.award.texts.wanted import table_of
from app.award.texts.words import fact_title, whole_yuan
from app.kernel.texts import say
from app.policy.own_facts import TIMES_UNIT
from app.policy.pack import Pack
from app.policy.rows import Step, Term, Times

_WHOLE = 100


def text_of_step(step: Step, pack: Pack) -> str:
    """One step: a start, a cap, an addition or a share."""
    if step.word == "percent":
        told = _share(step.percent, pack)
        return say("row_text.highest", shares=told) if step.highest else told
    term = step.term
    assert term is not None
    if term.kind != "yuan":
        return _of_base(step.word, term, pack)
    if isinstance(term.value, tuple):
        return table_of(term.value, pack, lambda fen: _fixed(step.word, term, fen))
    return _fixed(step.word, term, int(str(term.value)))


def _share(percent: object, pack: Pack) -> str:
    if isinstance(percent, tuple):
        return table_of(percent, pack, lambda value: say("row_text.percent", percent=value))
    return say("row_text.percent", percent=percent)


def _fixed(word: str, term: Term, fen: int) -> str:
    """A sum that the row itself says: 每天45元; 不超过每年6,810元."""
    return say(f"row_text.{word}", sum=_each(whole_yuan(fen), term.times) + _part(term)) + _some(term.times)


def _of_base(word: str, term: Term, pack: Pack) -> str:
    """A sum that stands elsewhere: 按本办登记的“生活费补贴”按天计发."""
    base, by = _base(term, pack) + _part(term), say(f"row_text.by_{term.times.unit}") if term.times else ""
    told = say("row_text.start_by", sum=base, by=by) if word == "start" else say(f"row_text.{word}", sum=base + by)
    return told + _some(term.times) + _shares(term, pack)


def _base(term: Term, pack: Pack) -> str:
    if term.kind == "fact":
        return fact_title(str(term.value), pack)
    if term.kind == "award":
        return say("row_text.award", scheme=pack.schemes[str(term.value)].title)
    catalogue = pack.catalogues[str(term.value)]
    given = "、".join(value for _, value in term.given)
    code = "row_text.catalogue" if catalogue.rows is None else "row_text.listed"
    return say(code, title=catalogue.title) + (say("row_text.given", given=given) if given else "")


def _each(sum_: str, times: Times | None) -> str:
    """每天45元."""
    return say("row_text.each", unit=say(f"row_text.per_{times.unit}"), sum=sum_) if times else sum_


def _some(times: Times | None) -> str:
    """Only so many days, or those over so many."""
    if times is None:
        return ""
    unit = TIMES_UNIT[times.unit]
    over = say("row_text.over", count=times.over, unit=unit) if times.over else ""
    return over + (say("row_text.most_times", count=times.most, unit=unit) if times.most is not None else "")


def _part(term: Term) -> str:
    percent = term.percent
    return "" if isinstance(percent, tuple) or percent == _WHOLE else say("row_text.part", percent=percent)


def _shares(term: Term, pack: Pack) -> str:
    return say("row_text.shares", shares=_share(term.percent, pack)) if isinstance(term.percent, tuple) else ""
