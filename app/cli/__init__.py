"""The second front end: the same listings, verbs, imports and forms, headless; tables for people, JSON for machines."""

import sys
from argparse import Namespace
from pathlib import Path

from app.cli.output import Output
from app.cli.parser import parse
from app.kernel.outcomes import Problems, Refused
from app.kernel.texts import say
from app.store.system_errors import diagnosis, refusal_at, trace

FOUND, REFUSED = 1, 2

__all__ = ["parse", "run"]


def run(arguments: Namespace) -> int:
    """Do one word. Exit status 0: all is well; 1: problems were found; 2: refused, said on stderr in Chinese."""
    output = Output(sys.stdout, as_json=arguments.json)
    try:
        status = int(arguments.run(arguments, output) or 0)
        output.flush()
        return status
    except Problems as found:
        output.problems(found)
        return FOUND
    except Refused as refused:
        return _refuse(str(refused))
    except BrokenPipeError:  # whoever read the answer, such as `head`, has seen enough
        output.silence()
        return 0
    except Exception as error:  # noqa: BLE001 - whatever it is, the user reads a sentence
        return _refuse(_told(error, Path(arguments.office) if arguments.office else None))


def _told(error: BaseException, folder: Path | None) -> str:
    """What the machine would not do; or, of an error of the program, where its diagnosis lies."""
    if found := refusal_at(error, folder):
        return str(found)
    told = trace(error)
    path = diagnosis(told, folder)
    return say("crash.text", path=path or told)


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return REFUSED
