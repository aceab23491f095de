"""From when on, and until when, money may go ahead for a class."""

from app.kernel.outcomes import Refused
from app.training.training_class.noun import CLASS

_NOT_YET = frozenset({"draft", "submitted", "returned", "void"})
CLOSED = _NOT_YET | {"accepted"}
"""States in which a class gets no advance."""


def check_stage(number: str, state: str) -> None:
    """Refuse an advance for a class that is not approved or filed yet, or whose results are accepted already."""
    if state in _NOT_YET:
        raise Refused("advance.too_early", number=number, state=CLASS.states[state])
    if state == "accepted":
        raise Refused("advance.too_late", number=number)
