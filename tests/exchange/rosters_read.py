"""Rosters read as an office reads them into a class: with what it learned and was answered."""

from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.questions import Asking, Question
from app.exchange.table import Table, read_source, source_of
from app.record.imports.layout import NOTHING, Layout
from tests.bureau import Bureau

KIND = imports.KINDS["roster"]


def table(bureau: Bureau, path: Path, into: int, said: Layout = NOTHING) -> Table:
    with bureau.office.read() as read:
        layout = imports.known(read, KIND, into).with_answers(said)
        return read_source(source_of(path), imports.wanted(read, KIND, into), layout)


def asked(bureau: Bureau, path: Path, into: int) -> list[Question]:
    with pytest.raises(Asking) as told:
        table(bureau, path, into)
    return list(told.value.questions)
