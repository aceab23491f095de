"""Words on paying: the file that a bank pays a batch by."""

from argparse import Namespace
from pathlib import Path

from app.cli.opening import signed_in, uid
from app.cli.output import Output
from app.exchange import bank_file as files
from app.kernel.texts import say


def bank_file(arguments: Namespace, output: Output) -> None:
    """Write the file of an approved batch in the form of its bank."""
    path = Path(arguments.file)
    with signed_in(arguments) as (office, who), office.work(who) as work:
        count = files.write(work, uid(arguments.uid), path)
    told = say("bank_file.given_out", file=arguments.file, count=count)
    output.answer({"file": arguments.file, "transfers": count}, told)
