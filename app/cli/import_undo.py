"""Words on imports that were made: list them, undo one."""

from argparse import Namespace
from typing import Any

from app.cli.opening import opened, signed_in
from app.cli.output import Output
from app.desk import import_log, import_undo
from app.desk.import_log import FIELDS
from app.desk.import_undo import Undoing
from app.kernel.outcomes import Refused
from app.kernel.texts import say


def imports(arguments: Namespace, output: Output) -> None:
    """The imports that stand, the newest first, and what undoing each comes to or why it cannot be undone."""
    with opened(arguments) as (office, actor), office.read(actor) as read:
        found = [import_log.foreseen(read, one) for one in import_log.imported(read)]
    if output.as_json:
        keys = ("kind", *(field.key for field in FIELDS[:-1]), "obstacle", "going", "staying", "can_undo")
        output.table(keys, keys, ([getattr(one, key) for key in keys] for one in found))
        return
    titles = [field.title for field in FIELDS]
    output.table(titles, titles, (one.texts for one in found), say("undo.listed", count=len(found)))


def undo_import(arguments: Namespace, output: Output) -> None:
    """Undo an import, or say what that would do."""
    number = _number(arguments.number)
    if arguments.dry_run:
        with opened(arguments) as (office, actor), office.read(actor) as read:
            found = import_undo.preview(read, number)
        output.answer(_values(found), "\n".join([say("undo.would", file=found.file), *found.lines]))
        return
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        found = import_undo.undo(work, number)
    output.answer(_values(found), "\n".join([say("undo.done", file=found.file), *found.lines]))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Refused("undo.number", text=text)
    return int(text)


def _values(found: Undoing) -> dict[str, Any]:
    counts = {"removed": sum(found.removed.values()), "restored": sum(found.restored.values()), "kept": found.kept}
    return {"file": found.file, **counts, "staying": [one._asdict() for one in found.staying]}
