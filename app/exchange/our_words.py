"""Our words for theirs in the columns of lists, by what was answered; what is none of ours is asked."""

from collections import Counter
from dataclasses import replace

from app.exchange import questions as ask
from app.exchange.cell_text import untyped
from app.exchange.header import plain
from app.exchange.questions import Question
from app.exchange.wanted import Wanted
from app.kernel.fields import Field
from app.kernel.texts import say
from app.record.imports.layout import Layout
from app.record.imports.table import Table

_OFTEN = 3
"""Times that a word stands there for it to be asked about, when it seems none of ours beside which it stands: fewer are a
slip, and a row's problem. A column without any word of ours is in other words, all of which are asked about."""


def put(table: Table, known: Field, wanted: Wanted, layout: Layout) -> list[Question]:
    """Put our words for theirs; what is none of ours is asked, unless it is so much that it cannot be a list of words."""
    choices = ask.choices_of(known, wanted.lists)
    if not choices or (known.choices and known.choices not in wanted.lists):
        return []
    said = layout.values.get(known.key, {})
    counts = Counter(text.strip() for text in table.cells[known.key] if text != untyped())
    meant = {word: said[word] for word in counts if word in said and said[word] != word}
    if meant:
        table.cells[known.key] = [meant.get(text.strip(), text) for text in table.cells[known.key]]
        told = "、".join(f"{word}→{text or say('table.blank_word')}" for word, text in meant.items())
        table.notes.append(say("table.meant", title=known.title, told=told))
    strange = [word for word in counts if word and word not in said and not ask.fits(known, word, wanted.lists)]
    if any(word and word not in strange for word in counts):
        strange = [word for word in strange if counts[word] >= _OFTEN or ask.likely(word, choices)]
    if len(strange) > ask.MANY_WORDS:
        return []
    lent, theirs = wanted.lent.values.get(known.key, {}), table.headings.get(known.key, "")
    heading = "" if plain(theirs) == plain(known.title) else theirs
    asked = (ask.of_value(known, word, counts[word], choices, lent.get(word)) for word in strange)
    return [replace(question, heading=heading) for question in asked]
