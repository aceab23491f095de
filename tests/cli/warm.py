"""A process that has loaded the program and forks for each command, which so runs at once, in a process of its own.

It answers on its standard input, a socket: takes a command with the files for its output, gives the exit status.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
CAN_FORK = sys.platform == "linux"
_MOST = 1 << 17
_STATUS = 4
_NOT_LOADED = ("app.ui", "app.__main__", "app.store.migrations")
"""The window, which no command shows, and what already runs by being imported."""


def run(script: str, words: Sequence[str], environment: Mapping[str, str], folder: Path, *outputs: IO[bytes]) -> int:
    """What `python -c script words…` does in a folder, with stdout and stderr in two files; gives the exit status."""
    request = json.dumps([script, list(words), dict(environment), str(folder)])
    socket.send_fds(_server(), [request.encode()], [output.fileno() for output in outputs])
    return int.from_bytes(_server().recv(_STATUS), "little", signed=True)


@cache
def _server() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen([sys.executable, "-m", "tests.cli.warm"], cwd=ROOT, stdin=theirs)
    atexit.register(process.wait)
    atexit.register(ours.close)
    return ours


# --- the process that forks ---------------------------------------------------------------------------------------------


def _load() -> None:
    """Everything that a command may import."""
    import app  # noqa: PLC0415 - not in the process that only asks

    for module in pkgutil.walk_packages(app.__path__, "app."):
        if not module.name.startswith(_NOT_LOADED):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()


def _serve(asking: socket.socket) -> None:
    """Answer until whoever asks is gone; a fork becomes the command, and ends as it ends."""
    while True:
        request, files, _, _ = socket.recv_fds(asking, _MOST, 2)
        if not request:
            return None
        child = os.fork()
        if not child:
            asking.close()
            return _become(*json.loads(request), files)
        for file in files:
            os.close(file)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        asking.sendall(status.to_bytes(_STATUS, "little", signed=True))


def _become(script: str, words: list[str], environment: dict[str, str], folder: str, files: list[int]) -> None:
    for number, file in enumerate([os.open(os.devnull, os.O_RDONLY), *files]):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    tempfile.tempdir = None
    sys.argv = ["-c", *words]
    exec(script, {"__name__": "__main__"})  # noqa: S102 - as python -c does


if __name__ == "__main__":
    _load()
    with socket.socket(fileno=os.dup(0)) as here:
        _serve(here)
