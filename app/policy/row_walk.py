"""Walking the rows of a scheme: every row, and every table with the row that it stands in."""

from collections.abc import Iterator

from app.policy.rows import Choice, Need, Past, Row, Scheme, Step, Table


def needs_of(scheme: Scheme) -> tuple[Need, ...]:
    """Its own conditions and those of its ways."""
    return (*scheme.needs, *(need for way in scheme.ways for need in way.needs))


def rows_of(scheme: Scheme) -> Iterator[Row]:
    """Every row of a scheme, itself first."""
    yield scheme
    yield from scheme.ways
    yield from needs_of(scheme)
    yield from scheme.past
    yield from scheme.amount


def tables_in(scheme: Scheme) -> Iterator[tuple[Row, Table]]:
    """Every table of a scheme with the row in which it stands; those within tables follow theirs."""
    for row in rows_of(scheme):
        for value in _values(row):
            yield from ((row, table) for table in _nested(value))


def _values(row: Row) -> Iterator[object]:
    """Wherever a table may stand in a row."""
    if isinstance(row, Need):
        yield from (test.bound for test in row.tests)
    elif isinstance(row, Past):
        yield row.most
    elif isinstance(row, Step):
        yield row.percent
        if row.term:
            yield from (row.term.value, row.term.percent)
    elif isinstance(row, Scheme):
        yield from (row.payee, row.fund)
        if row.months:
            yield from (row.months.first, row.months.last)
    yield from (test.bound for test in row.when)


def _nested(value: object) -> Iterator[Table]:
    if isinstance(value, tuple):
        yield value
        for choice in value:
            if isinstance(choice, Choice):
                yield from _nested(choice.value)
                yield from (table for test in choice.when for table in _nested(test.bound))
