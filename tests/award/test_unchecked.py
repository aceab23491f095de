"""What a circular leaves to others is told in every explanation and wherever its scheme is read."""

from datetime import date

import pytest

from app.award.cases.run import run_cases
from app.award.texts.explanation import Sheet, paragraphs
from app.award.texts.row_text import text_of_row
from app.kernel.texts import say
from app.store.packs import bundled, parsed


def sheet(name: str) -> Sheet:
    """The sheet of the first worked case of 职业培训补贴 in a pack."""
    pack = parsed(bundled()[name])
    scheme = pack.schemes["training"]
    decision = next(r.decision for r in run_cases(pack) if r.case.facts["scheme"] == "training" and r.decision)
    decided = {"by": "经办甲", "at": "2020-03-02T09:00:00"}
    return Sheet({"name": "学员甲"}, pack, scheme, {"start": date(2020, 3, 2)}, decision, decided)


@pytest.mark.clause("SH-04")
def test_an_explanation_names_each_check_that_no_row_makes() -> None:
    told = {paragraph.title: paragraph.lines for paragraph in paragraphs(sheet("suihua-2019"))}
    gaps = told[say("explain.gaps")]
    assert len(gaps) == 4
    assert all("未作核对" in line for line in gaps)
    assert "养老金" in gaps[-1]


def test_where_nothing_is_left_out_nothing_is_said() -> None:
    assert say("explain.gaps") not in [paragraph.title for paragraph in paragraphs(sheet("qijiang-2019"))]


def test_a_scheme_reads_with_what_it_does_not_check() -> None:
    suihua = parsed(bundled()["suihua-2019"])
    assert "每人每年享受次数" in text_of_row(suihua.schemes["training"], suihua)
