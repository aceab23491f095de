"""Facts about one trainee in one class, as the rules are asked about them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.award.scheme_facts import SchemeFacts
from app.kernel.identity import document_number


@dataclass(frozen=True, slots=True)
class Rate:
    """The 补贴标准 of an occupation and level in the office's catalogue: 分 per person, and the document setting it."""

    amount_fen: int
    document: str
    sample: bool = False


PROVEN, UNPROVEN, LAPSED, OUTSIDE = "proven", "unproven", "lapsed", "outside"
"""How a person stands in some groups: proven; without any proof on file; what is on file does not hold; not of them."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a person is recognised as (人员身份): a category from a day on; `until` None while it holds.

    What is void proves nothing, but it takes nothing back either: a proof that had lapsed stays known as lapsed.
    """

    category: str
    since: date
    until: date | None = None
    void: bool = False

    def covers(self, on: date) -> bool:
        """Whether a day lies within it, both ends included."""
        return self.since <= on and (self.until is None or on <= self.until)

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return not self.void and self.covers(on)


@dataclass(frozen=True, slots=True)
class Belonging:
    """Of which groups somebody is on a day: the one reading of the roster's category and of what is on file, for all schemes.

    `tags` is None where a worked case takes the category as proven.
    """

    category: str
    tags: tuple[Recognition, ...] | None
    on: date

    @property
    def held(self) -> frozenset[str]:
        """The categories that proofs on file give on that day."""
        return frozenset(tag.category for tag in self.tags or () if tag.holds(self.on))

    def to(self, groups: Collection[str]) -> bool:
        """Whether the person is of some groups: by the roster's category, or by a proof that holds."""
        return self.category in groups or not self.held.isdisjoint(groups)

    def named(self, groups: Collection[str]) -> str:
        """What puts the person in some groups; the roster's category where nothing does."""
        return self.category if self.category in groups else "、".join(sorted(self.held & {*groups})) or self.category

    def standing(self, groups: Collection[str]) -> str:
        """How the person stands in some groups; a proof that does not hold contradicts the roster's category."""
        if not self.held.isdisjoint(groups):
            return PROVEN
        if self.category not in groups:
            return OUTSIDE
        if self.tags is None:
            return PROVEN
        lapsed = any(tag.category == self.category and not tag.covers(self.on) for tag in self.tags)
        return LAPSED if lapsed else UNPROVEN


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one trainee when a claim for a class is assessed; `on` is the day the class starts.

    `past_count` counts the awards already granted to the person in the year, `past_repeats` those ever granted for the
    same occupation and level, both before this line; `shared_account` counts the people of the claim with this account.
    """

    on: date
    year: int
    id_number: str
    id_valid: bool
    category: str
    draws_pension: bool
    occupation: str
    level: str
    certificate_kind: str | None
    certificate_number: str | None
    certificate_date: date | None
    result: str | None
    training_type: str
    past_count: int
    past_repeats: int
    overlaps: tuple[str, ...]
    shared_account: int
    rate: Rate | None
    scheme: SchemeFacts | None = None
    """What only the schemes beyond the catalogue's rates ask for."""
    past_ever: int | None = None
    """Awards granted to the person at any time before; None where the policy does not ask."""
    locality: str | None = None
    """Which place entitles the person, '' when the roster leaves it blank; None where a worked case does not ask."""
    tags: tuple[Recognition, ...] | None = None
    """All that is on file of the person; None where a worked case takes the category as proven."""
    arrangement: str | None = None
    fee_fen: int | None = None
    """What the person was charged, 分; None when nothing is entered."""
    firm_opened_on: date | None = None
    born: date | None = None
    sex: str = ""
    left_out: str = ""
    """Why an acceptance left the person out of those accepted (核准人数), '' for those who are."""
    excluded_by: tuple[str, ...] = ()
    """Keys of the exclusions between schemes that an award granted before has met."""
    claimed_on: date | None = None
    """The day of the claim; None where a worked case does not ask."""
    certificate_others: tuple[str, ...] = ()
    """Numbers of the classes in which somebody else bears the same certificate."""

    @property
    def certificate(self) -> str:
        """The number of the certificate; '' where there is none, or a word such as 待发 stands in its place."""
        return document_number(self.certificate_number or "")

    @property
    def belonging(self) -> Belonging:
        """Of which groups the person is on the day the class starts."""
        return Belonging(self.category, self.tags, self.on)
