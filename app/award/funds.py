"""Money beyond the single payment: how much may go ahead, which fund must pay, and what is left of a sum."""

from dataclasses import dataclass
from datetime import date

from app.kernel.outcomes import Refused
from app.policy.pack import Pack
from app.policy.source import Source

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Share:
    """What a pack lets go ahead (先行拨付): per cent of the sum expected, of which arrangements, by which clause."""

    percent: int
    arrangements: tuple[str, ...]
    clause: str

    def of(self, expected_fen: int) -> int:
        """The most that may be paid of what is expected, in whole 分 and never more."""
        return expected_fen * self.percent // _WHOLE


def advance_share(pack: Pack, day: date) -> Share:
    """The share that a pack lets go ahead on a day (XC-29, OD-17, QJ-15); Refused when it lets nothing go."""
    share, scope = pack.get("advance_share", day), pack.get("advance_scope", day)
    if share is None or scope is None:
        raise Refused("advance.not_offered", pack=pack.title, on=day)
    return Share(share.amount, scope.items, share.source.cite())


@dataclass(frozen=True, slots=True)
class NamedFund:
    """The one fund that a policy lets pay for a scheme, and the clause that says so."""

    name: str
    clause: str


def named_fund(pack: Pack, day: date, scheme: str) -> NamedFund | None:
    """The fund that must pay a scheme, by its key; None where any of the pack's may.

    A scheme with a fund of its own is paid from there (XC-15, OD-15, QJ-05). All others come out of the special account
    where the pack says what that pays (OD-19).
    """
    own = pack.schemes[scheme].fund if scheme in pack.schemes else ()
    fitting = [row for row in own if (row.since or day) <= day <= (row.until or day) and not row.when]
    if fitting:
        source: Source = fitting[0].source if fitting[0].source.document else pack.schemes[scheme].source
        return NamedFund(str(fitting[0].value), source.cite())
    account, scope = pack.get("special_account", day), pack.get("special_account_scope", day)
    return NamedFund(account.text, scope.source.cite()) if account and scope else None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a claim is settled (结算): its total, and what went ahead for it; all in 分."""

    total_fen: int
    ahead_fen: int

    @property
    def pays_fen(self) -> int:
        """What is left to pay."""
        return max(0, self.total_fen - self.ahead_fen)

    @property
    def owed_fen(self) -> int:
        """What went ahead in excess and must come back."""
        return max(0, self.ahead_fen - self.total_fen)
