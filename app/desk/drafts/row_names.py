"""What the rows of a draft may name, by Chinese titles: facts, schemes, catalogues, lists."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.desk.drafts.draft import Draft
from app.desk.drafts.values import listed
from app.kernel.kinds import BadValue
from app.kernel.texts import say
from app.policy.keys import KEYS, LIST
from app.policy.own_facts import FLAG, GRANTED, OWN, TEXT, FactKind
from app.policy.row_tests import FACT_KINDS
from app.policy.toml_table import nearest

CLASS = "class"
"""What an earlier award may be compared by, beside facts."""


@dataclass(frozen=True)
class Names:
    """Codes of a draft with their titles, each title once."""

    facts: Mapping[str, FactKind]
    titles: Mapping[str, str]
    """Of the facts."""
    schemes: Mapping[str, str]
    catalogues: Mapping[str, str]
    lists: Mapping[str, str]

    def fact(self, name: object) -> str:
        """What a fact is called."""
        return self.titles.get(str(name), str(name))

    def kind(self, name: object) -> FactKind:
        """Of which kind a fact is."""
        return self.facts.get(str(name), FactKind(str(name)))


def code(titles: Mapping[str, str], text: str) -> str:
    """The code of a title; BadValue, with the nearest title, when there is none."""
    word = text.strip()
    known = {title: name for name, title in titles.items()}
    if word in known:
        return known[word]
    if word in titles:
        return word
    near = nearest(word, list(known))
    raise BadValue("rows.unknown", word=word, nearest=say("rows.nearest", near=near) if near else "")


def names_of(draft: Draft) -> Names:
    """What the rows of a draft may name, as the draft stands."""
    data = draft.data
    schemes = _titles(data.get("schemes"))
    own = {str(one.get("key")): _kind(one) for one in data.get("facts", ())}
    granted = {GRANTED + key: FactKind(say("rows.granted", scheme=title), FLAG) for key, title in schemes.items()}
    facts = {**OWN, **granted, **own}
    used = Counter(kind.title for kind in facts.values())
    titles = {name: kind.title if used[kind.title] == 1 else f"{kind.title}（{name}）" for name, kind in facts.items()}
    values = {key: declared.title for key, declared in KEYS.items() if declared.kind == LIST and listed(draft, key)}
    lists = {**values, **{str(name): str(name) for name in data.get("lists", ())}}
    return Names(facts, titles, schemes, _titles(data.get("catalogues")), lists)


def _titles(tables: Any) -> dict[str, str]:
    found = {str(one.get("key", "")): str(one.get("title", "")) for one in tables or ()}
    used = Counter(found.values())
    return {key: title if title and used[title] == 1 else f"{title}（{key}）" for key, title in found.items()}


def _kind(fact: Mapping[str, Any]) -> FactKind:
    """A fact of the pack; one that is ticked by hand is yes or no."""
    usual = FLAG if fact.get("asked") == "hand" else TEXT
    return FactKind(str(fact.get("title", "")), FACT_KINDS.get(str(fact.get("kind")), usual), str(fact.get("unit", "")))
