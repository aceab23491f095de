"""Asked before it is done: what a verb found that somebody must have looked at, and the reason that the journal keeps."""

from collections.abc import Sequence

from app.kernel.fields import Field
from app.kernel.money import rmb_upper, yuan
from app.kernel.outcomes import Asked
from app.kernel.texts import say


def large_sum(field: Field, fen: int, usual: int) -> list[str]:
    """The question about a sum in 分 above what such a sum usually is, in figures and in words; none below."""
    said = {"title": field.title, "amount": yuan(fen), "words": rmb_upper(fen), "usual": yuan(usual)}
    return [say("ask.large_sum", **said)] if fen > usual else []


def require_answer(questions: Sequence[str], confirmation: str | None) -> str:
    """What the journal says of the questions and their answer, '' where there are none; Asked while nobody answered."""
    if not questions:
        return ""
    if not confirmation:
        raise Asked(questions)
    return say("ask.answered", questions="；".join(questions), why=confirmation)
