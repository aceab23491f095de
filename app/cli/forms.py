"""Words on the forms of an office: list, copy, check, and what printing onto preprinted paper needs."""

from argparse import Namespace
from pathlib import Path

from app.cli.opening import opened
from app.cli.output import Output, problem_values
from app.desk.nouns import NOUNS
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.printing.documents import FONTS, joined
from app.printing.library import copy_form, library_of
from app.printing.offsets import Offset, keep_offset, offsets, ruler
from app.store.files import atomic


def list_(arguments: Namespace, output: Output) -> None:
    """The forms that the office prints, its own marked."""
    with opened(arguments) as (office, _):
        library = library_of(office.folder)
    rows = [
        (name, form.title, NOUNS[form.noun].title, say("forms.own") if name in library.own else "")
        for name, form in library.forms.items()
    ]
    output.table(("name", "title", "noun", "own"), ("表样", "名称", "对象", "来源"), rows)


def copy(arguments: Namespace, output: Output) -> None:
    """One of ours into the folder of the office, to be changed there."""
    with opened(arguments) as (office, _):
        path = copy_form(office.folder, arguments.form, arguments.new)
    output.answer({"file": str(path)}, say("forms.copied", file=path))


def check(arguments: Namespace, output: Output) -> int:
    """Everything that is wrong with the forms of the office, by file and line."""
    with opened(arguments) as (office, _):
        library = library_of(office.folder)
    problems = [problem_values(problem) for problem in library.problems]
    told = [*map(str, library.problems), say("forms.checked", own=len(library.own), wrong=len(problems))]
    output.answer({"own": sorted(library.own), "problems": problems}, "\n".join(told))
    return int(bool(problems))


def ruler_(arguments: Namespace, output: Output) -> None:
    """The page by which a printer is measured."""
    with atomic(Path(arguments.file)) as unfinished:
        unfinished.write_bytes(joined([ruler(FONTS)], say("printing.ruler_title")).data)
    output.answer({"file": arguments.file}, say("cli.printed", file=arguments.file))


def printers(arguments: Namespace, output: Output) -> None:
    """How far the printers of this machine are off; with a name, what was measured of one."""
    if arguments.printer:
        keep_offset(arguments.home, arguments.printer, offset_of(arguments.offset))
    known = [(name, each.right, each.down) for name, each in offsets(arguments.home).items()]
    output.table(("printer", "right", "down"), ("打印机", "向右（毫米）", "向下（毫米）"), known)


def offset_of(text: str) -> Offset:
    """What is typed as 1.5,-0.8: mm to the right and down."""
    try:
        right, down = (float(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        raise Refused("forms.offset", text=text) from None
    return Offset(right, down)
