"""The word on what goes down: build an order, see what one would change, take it."""

from argparse import Namespace
from pathlib import Path

from app.cli.opening import opened, signed_in
from app.cli.output import Output
from app.exchange import order as orders
from app.exchange.order import Effect
from app.kernel.outcomes import Refused
from app.kernel.texts import say


def order(arguments: Namespace, output: Output) -> None:
    """Build, look into or apply an order."""
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
