"""Whether the facts that a pack asks can be told apart: from the program's own elements, and from those of its earlier versions."""

from collections.abc import Iterable, Iterator

from app.desk.nouns import NOUNS
from app.kernel.outcomes import Problem
from app.policy.pack import Pack
from app.policy.pack_facts import element


def faults_of_facts(pack: Pack, earlier: Iterable[Pack]) -> list[Problem]:
    """What stands against the facts of a version; values that are kept already must mean what they meant."""
    return [*_titles(pack), *_meanings(pack, earlier)]


def _titles(pack: Pack) -> Iterator[Problem]:
    """A table of clerks knows its columns by their titles."""
    for fact in pack.facts:
        title = element(fact).title
        for noun in (noun for noun in NOUNS.values() if noun.facts == fact.of):
            names = {name for c in noun.all for name in (c.heading, c.field.title, *c.field.aliases)}
            imported = {f.title for table in noun.imports for f in noun.elements(table.fields or ())}
            if title in names | imported:
                yield Problem("facts.title", {"title": title, "noun": noun.title})


def _meanings(pack: Pack, earlier: Iterable[Pack]) -> Iterator[Problem]:
    before = {fact.key: fact for one in earlier if one.id == pack.id for fact in one.facts}
    for fact in pack.facts:
        known = before.get(fact.key)
        if known and (known.of, known.kind) != (fact.of, fact.kind):
            yield Problem("facts.other", {"title": fact.title, "fact": fact.key})
