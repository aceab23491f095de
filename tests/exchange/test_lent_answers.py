"""A bank's file for another class's institution: the same headings need no second question, and facts of one sender are asked."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from app.exchange import imports
from app.exchange.questions import AS_IT_STANDS, CONSTANT, VALUE, Asking, answered
from app.exchange.table import read_pasted
from app.record.imports.layout import LEFT_OUT, NOTHING, Layout
from tests.bureau import CLERK, Bureau
from tests.exchange.rosters_read import KIND, asked, table
from tests.people import Person, person

BANK = ("流水", "户名", "客户标识", "客户账户", "网点代号", "处理标记")
MEANT = {"户名": "name", "客户标识": "id_number", "客户账户": "account"}


@pytest.fixture
def two(ready: Bureau) -> tuple[Bureau, int, int]:
    """A bureau, a class of one institution and one of another."""
    ready.office.sign_in(CLERK)
    first = ready.training()
    ready.institution(2, name="示例第二培训学校")
    return ready, first, ready.training(institution_name="示例第二培训学校")


def bank(path: Path, first: int, headings: Sequence[str] = BANK, last: Sequence[str] = ()) -> Path:
    people: list[Person] = [person(n) for n in range(first, first + 3)]
    rows = [[f"9{n}", o.name, o.id_number, o.account, "0317", "交易成功", *last] for n, o in enumerate(people)]
    text = "\n".join(",".join(row) for row in [headings, *rows])
    path.write_text(text, encoding="utf-8")
    return path


def imported(bureau: Bureau, path: Path, into: int, said: Layout) -> None:
    """A first file with its questions answered."""
    questions = asked(bureau, path, into)
    columns = {q.subject: MEANT.get(q.subject, LEFT_OUT) for q in questions if q.subject in BANK}
    found = table(bureau, path, into, Layout(columns).with_answers(said))
    for one in found.rows:
        one.texts["category"] = "残疾人"
    with bureau.office.work() as work:
        imports.apply(work, KIND, imports.check(work, KIND, found, into))


def test_the_same_headings_from_another_sender_need_no_question_and_it_is_said(
    two: tuple[Bureau, int, int], tmp_path: Path
) -> None:
    bureau, first, second = two
    imported(bureau, bank(tmp_path / "a.csv", 1), first, Layout(constants={"category": AS_IT_STANDS}))
    found = table(bureau, bank(tmp_path / "b.csv", 11), second)
    assert found.cells["account"] == [person(n).account for n in (11, 12, 13)]
    [note] = [note for note in found.notes if note.startswith("表头与另一家送来的表完全相同")]
    assert "户名→姓名" in note and "客户账户→" in note and "网点代号→不导入" in note and "人员类别→不统一填" in note
    with bureau.office.read() as read:
        text = (tmp_path / "b.csv").read_text(encoding="utf-8").replace(",", "\t")
        pasted = read_pasted(text, imports.wanted(read, KIND, second), NOTHING)
    assert note in pasted.notes and pasted.cells["id_number"] == found.cells["id_number"]


def test_what_was_lent_is_the_senders_own_once_it_is_imported(two: tuple[Bureau, int, int], tmp_path: Path) -> None:
    bureau, first, second = two
    imported(bureau, bank(tmp_path / "a.csv", 1), first, Layout(constants={"category": AS_IT_STANDS}))
    found = table(bureau, bank(tmp_path / "b.csv", 11), second)
    for one in found.rows:
        one.texts["category"] = "残疾人"
    with bureau.office.work() as work:
        imports.apply(work, KIND, imports.check(work, KIND, found, second))
        imports.learned.doubt(work, KIND, first)
    third = table(bureau, bank(tmp_path / "c.csv", 21), second)
    assert not any("另一家" in note for note in third.notes) and len(third.numbers) == 3


def test_other_headings_or_another_order_are_asked_about_as_before(
    two: tuple[Bureau, int, int], tmp_path: Path
) -> None:
    bureau, first, second = two
    imported(bureau, bank(tmp_path / "a.csv", 1), first, Layout(constants={"category": AS_IT_STANDS}))
    swapped = (*BANK[:4], BANK[5], BANK[4])
    assert {*BANK[4:]} <= {q.subject for q in asked(bureau, bank(tmp_path / "b.csv", 11, swapped), second)}
    longer = bank(tmp_path / "c.csv", 11, (*BANK, "备用"), ["甲"])
    assert {*BANK[4:]} <= {q.subject for q in asked(bureau, longer, second)}


def test_a_constant_of_one_sender_is_asked_of_another(two: tuple[Bureau, int, int], tmp_path: Path) -> None:
    bureau, first, second = two
    path = bank(tmp_path / "a.csv", 1)
    imported(bureau, path, first, Layout(constants={"category": "残疾人"}))
    assert [(q.about, q.key, q.guess) for q in asked(bureau, bank(tmp_path / "b.csv", 11), second)] == [
        (CONSTANT, "category", "")
    ]


def test_what_a_word_meant_elsewhere_is_proposed_and_asked(two: tuple[Bureau, int, int], tmp_path: Path) -> None:
    bureau, _, second = two
    headings = ("户名", "客户标识", "身份代号")
    other = Layout(
        {"户名": "name", "客户标识": "id_number", "身份代号": "category"},
        values={"category": {"甲类": "残疾人"}},
        seen=(headings,),
    )
    rows = "\n".join(f"{one.name}\t{one.id_number}\t甲类" for one in map(person, (1, 2, 3)))
    with bureau.office.read() as read, pytest.raises(Asking) as told:
        wanted = replace(imports.wanted(read, KIND, second), others=[other])
        read_pasted("\t".join(headings) + "\n" + rows, wanted, NOTHING)
    [question] = told.value.questions
    assert (question.about, question.subject, question.guess) == (VALUE, "甲类", "残疾人")
    layout = told.value.known.with_answers(answered([question], ["企业职工"]))
    assert read_pasted("\t".join(headings) + "\n" + rows, wanted, layout).cells["category"] == ["企业职工"] * 3


def test_where_others_disagree_about_a_column_it_is_asked(two: tuple[Bureau, int, int]) -> None:
    bureau, _, second = two
    headings = ("户名", "客户标识", "身份代号")
    known = {"户名": "name", "客户标识": "id_number"}
    others = [Layout({**known, "身份代号": key}, seen=(headings,)) for key in ("category", LEFT_OUT)]
    text = "\n".join(["\t".join(headings), *(f"{one.name}\t{one.id_number}\t残疾人" for one in map(person, (1, 2, 3)))])
    with bureau.office.read() as read, pytest.raises(Asking) as told:
        read_pasted(text, replace(imports.wanted(read, KIND, second), others=others), NOTHING)
    assert "身份代号" in {question.subject for question in told.value.questions}


def test_the_answers_of_an_import_that_was_undone_are_not_lent(two: tuple[Bureau, int, int], tmp_path: Path) -> None:
    bureau, first, second = two
    imported(bureau, bank(tmp_path / "a.csv", 1), first, Layout(constants={"category": AS_IT_STANDS}))
    with bureau.office.work() as work:
        imports.learned.doubt(work, KIND, first)
    assert len(asked(bureau, bank(tmp_path / "b.csv", 11), second)) > 1
