"""The word on the manual, which needs no office."""

from argparse import Namespace
from pathlib import Path

from app.cli.output import Output
from app.kernel.texts import say
from app.printing.manual import save


def manual(arguments: Namespace, output: Output) -> None:
    """Write the whole manual as a PDF."""
    path = Path(arguments.file)
    save(path)
    output.answer({"file": str(path)}, say("print.saved", path=path))
