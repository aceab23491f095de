"""Words on directives (下发文件): issue, take, go back."""

from argparse import Namespace
from pathlib import Path

from sqlalchemy import select

from app.cli.opening import signed_in, uid
from app.cli.output import Output
from app.desk.imports import KINDS
from app.exchange import directive, directive_taking
from app.exchange.directive import TABLES, Chosen
from app.kernel.identity import uid_text
from app.kernel.outcomes import Refused
from app.kernel.texts import say
from app.store.models import Package
from app.store.work import Read


def issue(arguments: Namespace, output: Output) -> None:
    """Write a directive for the offices below."""
    attached = dict(_pair(text) for text in arguments.attach)
    listed = tuple(_kind(name) for name in arguments.table)
    chosen = Chosen(arguments.to, arguments.unit, listed, attached, arguments.pack)
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        row = directive.build(work, chosen, Path(arguments.file))
        values = {"package": uid_text(row.uid), "serial": row.serial, "file": arguments.file, "content": row.note}
    output.answer(values, say("directive.issued", file=arguments.file, content=values["content"]))


def take(arguments: Namespace, output: Output) -> None:
    """Take a directive, or only tell what it would change."""
    path = Path(arguments.file)
    with signed_in(arguments) as (office, actor):
        if arguments.dry_run:
            plan = directive_taking.preview(office, actor, path)
        else:
            with office.work(actor) as work:
                plan = directive_taking.take(work, path)
    tables = {change.title: [change.new, change.changed, change.same] for change in plan.changes}
    output.answer({"already": plan.already, "policy": list(plan.policy), "tables": tables}, "\n".join(plan.lines))


def go_back(arguments: Namespace, output: Output) -> None:
    """Undo what the last directive brought, or the one that is named."""
    with signed_in(arguments) as (office, actor), office.work(actor) as work:
        row = _taken(work, arguments.package)
        told = directive_taking.go_back(work, row.uid)
        serial = row.serial
    output.answer({"serial": serial, "told": told}, "\n".join([*told, say("directive.gone_back", serial=serial)]))


def _taken(read: Read, wanted: str | None) -> Package:
    taken = select(Package).where(Package.direction == directive.TAKEN, Package.state == "applied")
    if wanted:
        taken = taken.where(Package.uid == uid(wanted))
    row = read.session.scalars(taken.order_by(Package.uid.desc()).limit(1)).first()
    if row is None:
        raise Refused("directive.not_taken")
    return row


def _pair(text: str) -> tuple[str, Path]:
    kind, _, file = text.partition("=")
    return _kind(kind), Path(file)


def _kind(name: str) -> str:
    if name not in TABLES:
        raise Refused("cli.kind", name=name, names="、".join(f"{kind}（{KINDS[kind].title}）" for kind in TABLES))
    return name
