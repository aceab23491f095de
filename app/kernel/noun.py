"""A noun, declared once: what it is called, its columns, states and verbs, where its list stands, what is imported and sent."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from app.kernel import kinds as k
from app.kernel.column import Asked, Column, Source, entered, recorded, shown
from app.kernel.fact_values import FACTS, is_fact
from app.kernel.fields import ORIGIN, Field
from app.kernel.kinds import Value
from app.kernel.outcomes import Refused
from app.kernel.workflow import CLERK, CORRECT, CREATE, EDIT, ROLES, declare

STATE = recorded(Field("state", "状态"))
"""Stands among the columns of a noun whose state is not the last of them, or hidden; its codes are the noun's."""


@dataclass(frozen=True)
class Verb:
    """What may be done: from which states, to which (None: it stays), by which role, and what it asks for."""

    word: str
    title: str
    frm: tuple[str, ...] = ()
    to: str | None = None
    fields: tuple[str | Field, ...] | None = None
    """Keys of the noun's columns, or elements of the verb alone, such as a reason. None: what the columns ask of
    `create` and `edit`, nothing of any other verb."""
    role: str = CLERK
    shortcut: str = ""
    foreign: bool = False
    """Whether it is for what another office reported; all others are for the office's own."""
    also: str = ""
    """Further roles that may do it as well, joined by blanks."""
    coins: frozenset[str] = frozenset()
    """Keys of fields that name something new: there is nothing to pick from."""
    together: bool = False
    """Whether it is done once to all that are selected, who come into one record of another noun: claims in a notice."""

    @property
    def creates(self) -> bool:
        """Whether it makes a record."""
        return self.word == CREATE

    @property
    def roles(self) -> frozenset[str]:
        """Those that may do it."""
        return frozenset({self.role, *self.also.split()})

    def open_to(self, roles: Collection[str]) -> bool:
        """Whether a person of these roles may do it."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True)
class Inside:
    """On whose page the list of a noun stands: rows whose `by` equals that record's `own` value ('' the list's own)."""

    noun: str
    by: str = ""
    own: str = ""
    known: tuple[str, ...] = ()
    """Columns that the record itself says already."""
    title: str = ""
    more: tuple[str, ...] = ()
    """Columns that come first here, though they are hidden or stand further right elsewhere."""
    where: tuple[tuple[str, str], ...] = ()
    """Further conditions: column and value."""
    after: str = ""
    """The list after which it stands; '' before those that name one, in the order of the registry."""


@dataclass(frozen=True)
class TableImport:
    """A table that clerks bring: its name and title, the words of its button, and the record that it goes into."""

    name: str
    title: str
    button: str
    fields: tuple[str | Field, ...] | None = None
    """Keys of its noun's columns, or elements of the table alone; None for the columns that are imported."""
    into: str = ""
    """The noun into whose record it goes, while that record's state allows `verb`; '' for the office itself."""
    verb: str = "import"
    kept: tuple[str, ...] = ()
    """Required fields that stay as they are where a row of what is known already says nothing of them."""
    of_people: bool = False
    """Whether its rows are about people on the roster of that record: a template then comes with their names."""
    joins: bool = False
    """Whether its rows are people who come in or get something: who has left or failed by the table itself is asked about."""
    by_day: bool = False
    """Whether they are about a day as well: it may also be filled in on a sheet with a column for each day."""
    posts: bool = False
    """Whether it enters payments, which no undoing takes out of the ledger."""
    beside: str = ""
    """Another table that the same senders fill in: its template is given out here as well."""


@dataclass(frozen=True)
class Sequel:
    """What a noun is made of: a record of `noun`, whose `own` value becomes the parameter `key`."""

    noun: str
    title: str
    key: str
    own: str


@dataclass(frozen=True)
class Turn:
    """Records that wait for a verb: they stand in the to-do of whoever may do it."""

    state: str
    verb: str
    apart: tuple[str, ...] = ()
    """Columns with the names of who did what comes before it: the next step is another person's."""
    where: tuple[tuple[str, str], ...] = ()
    """Further conditions: column and value."""
    title: str = ""
    """What is said to wait, where not the state."""
    role: str = ""
    """Whose turn it is, where not that of all who may do the verb."""
    senior: bool = False
    """Whether it is the turn of those alone who review or decide, where there is one beside who asked (`apart`)."""
    once: str = ""
    """The column with the names of all who did a part of it before: where there are the people, nobody does two."""


class Fault(NamedTuple):
    """What is wrong between the values of a record: the field beside which it is said, and the sentence."""

    key: str
    code: str
    params: Mapping[str, object] = {}


def no_faults(values: Mapping[str, Value]) -> Iterable[Fault]:
    """Of a noun without rules between its values."""
    return ()


@dataclass(frozen=True)
class Noun:
    """One noun. `module` is the folder where the record that binds it to its table lies."""

    module: str
    name: str
    title: str
    plural: str
    """Name of its list; '' for a noun without a list of its own."""
    columns: tuple[Column, ...]
    states: Mapping[str, str]
    verbs: tuple[Verb, ...] = ()
    label: tuple[str, ...] = ()
    """Columns that name a record to people."""
    list_title: str = ""
    tab_title: str = ""
    """Title of its tab; '' for that of the list."""
    early: tuple[str, ...] = ("state",)
    """Columns that stand right after the name on the screen."""
    inside: tuple[Inside, ...] = ()
    imports: tuple[TableImport, ...] = ()
    sequel: Sequel | None = None
    explained: str = ""
    """Title of the paragraphs that explain a record; '' for records that explain themselves."""
    history: bool = True
    """Whether its page shows what the journal says of it."""
    stated: bool = True
    """Whether records have a state of their own; else all are in the first."""
    state_listed: bool = True
    origin_listed: bool = True
    """Whether the list says which office keeps a record."""
    sheet_label: str = ""
    """The column that names a row of its sheet in a package; '' for a noun that is not sent."""
    sheet_title: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    """Columns of money whose sum the manifest of a package states, by the name under which it does."""
    remade: str = ""
    """Of rows that may be gone from one package to the next: the column of what they hang on."""
    money: str = ""
    """The column of money (分) that its verbs are about."""
    dated: bool = False
    """Whether its dialogs begin with today."""
    facts: str = ""
    """Of what a policy pack may ask facts that its records carry: line, class, institution; '' for none."""
    turns: tuple[Turn, ...] = ()
    """What of it waits for whom, in the order of its way."""
    identity: tuple[str, ...] = ()
    """Columns that together may stand once in an office; by them an import knows what is new."""
    follows: frozenset[str] = frozenset()
    """States that follow from a verb of another noun: an advance is settled with its claim."""
    faults: Callable[[Mapping[str, Value]], Iterable[Fault]] = no_faults
    """What is wrong between the values of one record: dialog and import ask the same."""

    def __post_init__(self) -> None:
        declare(self.name, self.title, ((verb.word, verb.title) for verb in self.moves))

    # --- columns ---

    @cached_property
    def all(self) -> tuple[Column, ...]:
        """Its columns, its state and the office that keeps it."""
        kind = k.coded(f"{self.name.replace('-', '_')}_state", self.states)
        state = replace(STATE, field=replace(STATE.field, kind=kind), listed=self.state_listed)
        placed = tuple(replace(state, hidden=c.hidden) if c.field is STATE.field else c for c in self.columns)
        return (
            *(column for column in placed if not is_fact(column.name)),
            *((state,) if self.stated and all(c.field is not STATE.field for c in self.columns) else ()),
            *((shown(ORIGIN, hidden=True),) if self.origin_listed else ()),
            *(column for column in placed if is_fact(column.name)),
        )

    def with_facts(self, facts: Iterable[Field]) -> "Noun":
        """The same noun where a pack asks facts of its records: entered like any column, listed last and when asked for."""
        return replace(self, columns=(*self.columns, *(entered(f, hidden=True, sent=False) for f in facts)))

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The data elements by the keys of their columns."""
        return {column.name: column.field for column in self.all}

    def __getitem__(self, key: str) -> Field:
        """The data element of a key."""
        return self.fields[key]

    @cached_property
    def imported(self) -> tuple[Field, ...]:
        """What a table of it is asked for."""
        return tuple(column.field for column in self.columns if column.imported)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """Keys of the columns of its table that people enter."""
        return tuple(c.name for c in self.columns if c.source is Source.OWN and c.asked is not Asked.NEVER)

    # --- verbs ---

    @property
    def first(self) -> str:
        """The state in which a record begins; '' for a noun without any."""
        return next(iter(self.states), "")

    def verb(self, word: str) -> Verb:
        """The verb of a word; KeyError when the noun has none."""
        return self._verbs[word]

    @cached_property
    def _verbs(self) -> Mapping[str, Verb]:
        return {verb.word: verb for verb in self.verbs}

    @cached_property
    def moves(self) -> tuple[Verb, ...]:
        """The verbs of a record that is there."""
        return tuple(verb for verb in self.verbs if not verb.creates)

    @property
    def create(self) -> str:
        """The button by which one is entered; '' for none."""
        return next((verb.title for verb in self.verbs if verb.creates), "")

    def elements(self, fields: Iterable[str | Field]) -> tuple[Field, ...]:
        """Data elements, some of them by the keys of their columns."""
        return tuple(found for f in fields for found in (self._named(f) if isinstance(f, str) else (f,)))

    def _named(self, key: str) -> tuple[Field, ...]:
        return (self.fields[key],) if key != FACTS else tuple(c.field for c in self.columns if is_fact(c.name))

    def asks(self, verb: Verb) -> tuple[Field, ...]:
        """The fields of a verb's dialog."""
        if verb.fields is not None:
            return self.elements(verb.fields)
        wanted = {CREATE: (Asked.NEW, Asked.ALWAYS), EDIT: (Asked.ALWAYS,)}.get(verb.word, ())
        return tuple(column.field for column in self.columns if column.asked in wanted)

    def step(self, word: str, state: str, roles: Collection[str]) -> str:
        """The state after a verb; Refused when the state or the role does not allow it."""
        verb = self.verb(word)
        if state not in verb.frm:
            allowed = "、".join(self.states[s] for s in verb.frm)
            raise Refused("move.state", noun=self.title, verb=verb.title, state=self.states[state], allowed=allowed)
        if not verb.open_to(roles):
            raise Refused("move.role", verb=verb.title, role=ROLES[verb.role])
        return verb.to or state

    def allowed(self, state: str, roles: Collection[str]) -> tuple[str, ...]:
        """The verbs that a person of these roles may apply in this state."""
        return tuple(verb.word for verb in self.moves if state in verb.frm and verb.open_to(roles))


def create(title: str, *fields: str | Field, coins: frozenset[str] = frozenset(), also: str = "") -> Verb:
    """The verb by which a record is entered; its words on the button."""
    return Verb(CREATE, title, fields=fields or None, coins=coins, also=also)


def edit(*frm: str, fields: tuple[str | Field, ...] | None = None, also: str = "") -> Verb:
    """The verb by which a record is changed, in some states."""
    return Verb(EDIT, "修改", frm, fields=fields, also=also)


def correct(title: str, frm: tuple[str, ...], *fields: str | Field, also: str = "") -> Verb:
    """The verb by which what matters already is changed, in some states, with a second person."""
    return Verb(CORRECT, title, frm, fields=fields, also=also)
