"""The word on the manual, which needs no office."""

from argparse import Namespace
from pathlib import Path

from app.cli.output import Output
from app.kernel.texts import say
from app.printing.manual import render
from app.store.files import atomic


def manual(arguments: Namespace, output: Output) -> None:
    """Write the whole manual as a PDF."""
    path = Path(arguments.file)
    with atomic(path) as unfinished:
        unfinished.write_bytes(render())
    output.answer({"file": str(path)}, say("print.saved", path=path))
