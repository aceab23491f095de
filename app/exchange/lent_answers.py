"""What was answered of another sender's table with the very same headings, as those of a bank or a bureau: used, and said.

Only what is of the form is taken over: which column is which field, and what was left to the rows. What a word means is
proposed and asked; what holds for all rows, and what a mark is worth, is a fact of one sender and asked as of any table.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.exchange.header import Header
from app.exchange.questions import AS_IT_STANDS
from app.exchange.tick_columns import heading_of
from app.exchange.wanted import Wanted
from app.kernel.texts import say
from app.record.imports.layout import LEFT_OUT, Layout


def taken(headers: Sequence[Header], wanted: Wanted, layout: Layout) -> tuple[Wanted, Layout, list[str]]:
    """What is wanted and the layout, with the answers that are lent to a table; and what is to be said of them."""
    lent, new = Layout(), dict[str, str]()
    for header in headers:
        more = _of_headings(header, wanted)
        lent = more.with_answers(lent)
        if header.headings not in layout.seen:
            new.update({**more.columns, **more.usual})
    columns = {**lent.columns, **layout.columns}
    titles = {f.key: f.title for f in wanted.fields}
    shown = {**titles, LEFT_OUT: say("question.left_out"), AS_IT_STANDS: say("question.fill_by_row")}
    told = [f"{titles.get(name, name)}→{shown[said]}" for name, said in new.items() if columns.get(name, said) == said]
    notes = [say("table.lent", told="、".join(told))] if told else []
    return replace(wanted, lent=lent), replace(layout, columns=columns), notes


def _of_headings(header: Header, wanted: Wanted) -> Layout:
    """What all others who have such a table said of it; of words what was said last."""
    headings = header.headings
    above = (heading_of(header, place) for place in range(len(header.groups)))
    alike = [other for other in wanted.others if headings in other.seen]
    keys = {f.key for f in wanted.fields}
    columns, usual = dict[str, str](), dict[str, str]()
    for title in dict.fromkeys([*headings, *above]):
        said = {other.columns[title] for other in alike if title in other.columns}
        if len(said) == 1 and said <= {LEFT_OUT, *keys}:
            columns[title] = said.pop()
    given = [other.usual for other in alike if other.like == headings]
    for key in keys.intersection(*given) if given else ():
        if all(usual_[key] == AS_IT_STANDS for usual_ in given):
            usual[key] = AS_IT_STANDS
    values = Layout()
    for other in reversed(alike):
        values = values.with_answers(Layout(values=other.values))
    return Layout(columns, values=values.values, usual=usual)
