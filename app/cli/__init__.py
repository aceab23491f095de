"""The second front end: the same listings, verbs, imports and forms, headless; tables for people, JSON for machines."""

import os
import sys
from argparse import Namespace

from app.cli.output import Output
from app.cli.parser import parse
from app.domain.outcomes import Problems, Refused

FOUND, REFUSED = 1, 2

__all__ = ["parse", "run"]


def run(arguments: Namespace) -> int:
    """Do one word. Exit status 0: all is well; 1: problems were found; 2: refused, said on stderr in Chinese."""
    output = Output(sys.stdout, as_json=arguments.json)
    try:
        return int(arguments.run(arguments, output) or 0)
    except Problems as found:
        output.problems(found)
        return FOUND
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        return REFUSED
    except BrokenPipeError:  # whoever read the answer, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as failed:
        sys.stderr.write(f"文件操作没有完成：{failed.strerror or failed}（{failed.filename or ''}）。数据没有改变\n")
        return REFUSED
