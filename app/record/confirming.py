"""Asked before it is done: what a verb found that somebody must have looked at, and the reason that the journal keeps."""

from collections.abc import Sequence

from app.kernel.outcomes import Asked
from app.kernel.texts import say


def require_answer(questions: Sequence[str], confirmation: str | None) -> str:
    """What the journal says of the questions and their answer, '' where there are none; Asked while nobody answered."""
    if not questions:
        return ""
    if not confirmation:
        raise Asked(questions)
    return say("ask.answered", questions="；".join(questions), why=confirmation)
