"""The word on what goes down: build an order, see what one would change, take it, go back behind it."""

from argparse import Namespace
from pathlib import Path

from app.cli.opening import opened, signed_in
from app.cli.output import Output
from app.exchange import order as orders
from app.exchange import order_back
from app.exchange.order import Effect
from app.kernel.outcomes import Refused
from app.kernel.texts import say


def order(arguments: Namespace, output: Output) -> None:
    """Build, look into or apply an order; go back behind the one taken last."""
    if arguments.action == "back":
        _back(arguments, output)
        return
    if not arguments.file:
        raise Refused("order.no_file")
    path = Path(arguments.file)
    if arguments.action == "build":
        _build(arguments, output, path)
    elif arguments.action == "look":
        with opened(arguments) as (office, actor), office.read(actor) as read:
            _answer(output, orders.preview(read, path))
    else:
        with signed_in(arguments) as (office, actor), office.work(actor) as work:
            effect = orders.apply(work, path)
        _answer(output, effect)


def _back(arguments: Namespace, output: Output) -> None:
    with signed_in(arguments) as (office, actor):
        if arguments.dry_run:
            found = order_back.look(office, actor)
        else:
            with office.work(actor) as work:
                found = order_back.go_back(work)
    told = found.text() if arguments.dry_run else say("order.back_done", text=found.text())
    output.answer({"serial": found.order.serial, "lines": list(found.lines)}, told)


def _build(arguments: Namespace, output: Output, path: Path) -> None:
    if not arguments.document:
        raise Refused("order.undocumented")
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        made = orders.build(work, path, arguments.document)
    told = say("order.built", path=path, count=len(made.members))
    output.answer({"file": str(path), "serial": made.serial, "members": sorted(made.members)}, told)


def _answer(output: Output, effect: Effect) -> None:
    parts = [
        {"title": part.title, "new": part.new, "changed": part.changed, "same": part.same} for part in effect.parts
    ]
    output.answer({"serial": effect.order.serial, "parts": parts, "notes": list(effect.notes)}, effect.text())
