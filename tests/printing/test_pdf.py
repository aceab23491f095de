"""The PDF itself: copied names, repeatable bytes, embedded fonts."""

from collections.abc import Callable

import pypdfium2
import pytest
from papers import FONTS, Build, with_names

from app.printing.compose import Composed
from app.printing.forms import Form
from app.printing.pdf import render

Forms = Callable[[str], Form]
Printed = Callable[..., Composed]
NAMES = ("李𬭎", "王𠅤", "赵䶮", "阿依古丽·买买提")


def test_rare_names_copy_as_they_were_written(
    form: Forms, data: Build, printed: Printed, pages: Callable[[Composed], list[str]]
) -> None:
    text = pages(printed(form("roster"), with_names(data("class", 5), *NAMES)))[0]
    for name in NAMES:
        assert name in text.replace("\n", "")


def test_the_same_paper_gives_the_same_bytes(form: Forms, data: Build, printed: Printed) -> None:
    given = with_names(data("claim", 40), *NAMES)
    first = render(printed(form("claim-roster"), given), FONTS)
    assert render(printed(form("claim-roster"), given), FONTS) == first


def test_paper_is_a4_with_the_forms_title(form: Forms, data: Build, printed: Printed) -> None:
    with pypdfium2.PdfDocument(render(printed(form("roster"), data("class", 2)), FONTS)) as document:
        assert document[0].get_size() == pytest.approx((841.89, 595.28), abs=0.01)
        assert document.get_metadata_value("Title") == "职业技能培训学员花名册"


def test_a_thousand_rows_stay_small_and_whole(form: Forms, data: Build, printed: Printed) -> None:
    composed = printed(form("roster"), data("class", 1000))
    pdf = render(composed, FONTS)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == composed.count
        assert "学员1000" in document[composed.count - 1].get_textpage().get_text_range()
    assert len(pdf) < 1_500_000
