"""What was answered and corrected of a table holds for the next one of its sender, once the table is imported."""

from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.questions import Asking
from app.exchange.table import Table, read_source, source_of
from app.record.imports.layout import NOTHING, Layout
from tests.bureau import CLERK, Bureau
from tests.data.workbooks import roster_rows, write

KIND = imports.KINDS["roster"]


def sent(path: Path, words: dict[int, str], first: int = 1) -> Path:
    rows = roster_rows(first, first + 5)
    for place, word in words.items():
        rows[place][6] = word
    return write(path, rows)


def table(bureau: Bureau, path: Path, into: int) -> Table:
    with bureau.office.read() as read:
        return read_source(source_of(path), imports.wanted(read, KIND, into), imports.known(read, KIND, into))


def known(bureau: Bureau, into: int) -> Layout:
    with bureau.office.read() as read:
        return imports.known(read, KIND, into)


def apply(bureau: Bureau, found: Table, into: int) -> None:
    with bureau.office.work() as work:
        imports.apply(work, KIND, imports.check(work, KIND, found, into))


def test_what_a_word_was_corrected_to_is_not_asked_again(ready: Bureau, tmp_path: Path) -> None:
    ready.office.sign_in(CLERK)
    into = ready.training()
    found = table(ready, sent(tmp_path / "a.xlsx", {0: "城里打工的", 1: "城里打工的", 2: "不好说", 3: "不好说"}), into)
    for place, text in enumerate(("企业职工", "企业职工", "企业职工", "残疾人")):
        found.rows[place].texts["category"] = text
    assert known(ready, into) == NOTHING
    apply(ready, found, into)
    assert known(ready, into).values == {"category": {"城里打工的": "企业职工"}}
    again = table(ready, sent(tmp_path / "b.xlsx", {0: "城里打工的"}, 11), into)
    assert again.cells["category"][0] == "企业职工"
    assert [note for note in again.notes if "城里打工的→企业职工" in note]


def test_a_word_that_was_to_be_corrected_row_by_row_has_no_one_meaning(ready: Bureau, tmp_path: Path) -> None:
    ready.office.sign_in(CLERK)
    into = ready.training()
    path = sent(tmp_path / "a.xlsx", dict.fromkeys(range(3), "城里打工的"))
    with pytest.raises(Asking):
        table(ready, path, into)
    layout = Layout(values={"category": {"城里打工的": "城里打工的"}})
    with ready.office.read() as read:
        found = read_source(source_of(path), imports.wanted(read, KIND, into), layout)
    for place in range(3):
        found.rows[place].texts["category"] = "企业职工"
    apply(ready, found, into)
    assert known(ready, into).values == {"category": {"城里打工的": "城里打工的"}}


def test_a_category_of_an_earlier_other_table_is_not_proposed_for_all(ready: Bureau, tmp_path: Path) -> None:
    ready.office.sign_in(CLERK)
    into = ready.training()
    rows = [[row[1], row[2]] for row in roster_rows(1, 3)]
    earlier = Layout(usual={"category": "残疾人"}, like=("别的",))
    with ready.office.read() as read, pytest.raises(Asking) as told:
        wanted = imports.wanted(read, KIND, into)
        read_source(source_of(write(tmp_path / "a.xlsx", rows, ("姓名", "身份证号"))), wanted, earlier)
    assert [(q.key, q.guess) for q in told.value.questions] == [("category", "")]
