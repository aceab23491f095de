"""Words on who somebody is: password, token, sign-out."""

from argparse import Namespace
from pathlib import Path

from app.cli import opening
from app.cli.opening import named, signed_in, unproved
from app.cli.output import Output
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.office.user import recovery, sign_in, tokens
from app.office.user.password_fields import AGAIN


def password(arguments: Namespace, output: Output) -> None:
    """One's own password: changed, or set for the first time beside somebody who has one."""
    with unproved(arguments) as office:
        name = named(office, arguments)
        if not name:
            raise Refused("cli.user", names="、".join(office.people()))
        office.person(name)
        with office.read() as read:
            known = sign_in.secured(read)
        if name in known:
            code = ""
            sign_in.change(office, name, opening.secret(say("sign_in.password_of", name=name)), new_password())
        else:
            code = sign_in.begin(office, name, new_password(), _witness(known) if known else None, recovery.draw)
    told = [say("password.done"), *([say("recovery.told", signs=code)] if code else [])]
    output.answer({"name": name, "recovery": code}, "\n".join(told))


def recover(arguments: Namespace, output: Output) -> None:
    """A new password by the recovery code, in an office too small for two people to reset it."""
    with unproved(arguments) as office:
        name = named(office, arguments)
        office.person(name)
        code = recovery.recover(office, name, opening.secret(say("recovery.ask")), new_password())
    output.answer({"name": name, "recovery": code}, "\n".join([say("password.done"), say("recovery.told", signs=code)]))


def new_password() -> str:
    """A new password, typed twice."""
    typed = opening.secret(say("sign_in.new"))
    if opening.secret(say("sign_in.again")) != typed:
        raise Problems([AGAIN.problem("password.differs")])
    return typed


def _witness(known: list[str]) -> tuple[str, str]:
    name = input(say("sign_in.witness_name", names="、".join(known))).strip()
    return name, opening.secret(say("sign_in.password_of", name=name))


def token(arguments: Namespace, output: Output) -> None:
    """A token for scripts, in a file that only its owner may read."""
    path = Path(arguments.file)
    with signed_in(arguments) as (office, actor):
        until = tokens.make(office, actor, path, arguments.days)
    output.answer({"file": str(path), "until": until}, say("token.done", file=path, until=until[:10]))


def sign_out(arguments: Namespace, output: Output) -> None:
    """End all tokens of whoever says this."""
    with signed_in(arguments) as (office, actor):
        sign_in.sign_out(office, actor)
    output.answer({"name": actor.name}, say("token.signed_out", name=actor.name))
