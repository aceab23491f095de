"""Debian systems in folders, in which packages are built and tried: made by debootstrap, entered by chroot.

What is started in a root runs in namespaces of its own: it sees no other processes, and all of it ends with its session.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from installer.downloads import mirror
from installer.places import BUILD, run

ROOTS = BUILD / "roots"
STAMP = "root/packages.txt"
"""Says below a root what was put into it; a root without it was not finished."""
SEARCH = "/usr/sbin:/usr/bin:/sbin:/bin"
CHROOT = shutil.which("chroot", path=SEARCH) or "chroot"


def make(suite: str, packages: Sequence[str]) -> Path:
    """The root of a Debian release with these packages and what they need; instant when it is there already."""
    root, wanted = ROOTS / suite, "\n".join(packages)
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text("utf-8") == wanted:
        return root
    if not (root / "etc" / "apt" / "sources.list").exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        run("debootstrap", "--variant=minbase", "--include=ca-certificates", suite, root, mirror())
    with session(root) as inside:
        apt = ("apt-get", "-qq", "-o", "Dpkg::Use-Pty=0")
        inside.run(*apt, "update")
        inside.run(*apt, "install", "-y", "--no-install-recommends", *packages, DEBIAN_FRONTEND="noninteractive")
        inside.run("apt-get", "clean")
    stamp.write_text(wanted, "utf-8")
    return root


@dataclass(frozen=True)
class Session:
    """Where commands run in a root: whose they are, by number, and what they find in their environment."""

    root: Path
    process: int
    owner: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def words(self, *words: object, **environment: str) -> list[str]:
        """The command that runs these words inside."""
        told = {"PATH": SEARCH, **self.environment, **environment}
        entering = ("nsenter", "--target", self.process, "--mount", "--pid", "--ipc", "--")
        changing = (CHROOT, f"--userspec={self.owner}:{self.owner}", self.root)
        given = ("/usr/bin/env", "-i", *(f"{key}={value}" for key, value in told.items()))
        return [str(word) for word in (*entering, *changing, *given, *words)]

    def run(self, *words: object, **environment: str) -> str:
        """Run a command to its end and return what it printed; CalledProcessError when it fails."""
        return self.output(*words, **environment).decode("utf-8", "replace")

    def output(self, *words: object, **environment: str) -> bytes:
        """The same, as bytes."""
        return subprocess.run(self.words(*words, **environment), check=True, stdout=subprocess.PIPE).stdout

    def start(self, *words: object, **environment: str) -> subprocess.Popen[bytes]:
        """Begin a command; it ends by itself or with the session."""
        quiet = subprocess.DEVNULL
        return subprocess.Popen(self.words(*words, **environment), stdin=quiet, stdout=subprocess.PIPE, stderr=quiet)


@contextmanager
def session(root: Path, owner: int = 0, **environment: str) -> Iterator[Session]:
    """A session in a root; at its end, or when this program dies, everything that was started in it is ended."""
    apart = ("setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child")
    mounts = 'mount -t proc proc "$0"/proc && mount -t tmpfs tmpfs "$0"/dev/shm && mount -t tmpfs tmpfs "$0"/tmp'
    prepare = f"{mounts} && echo ready && exec sleep infinity"
    holder = subprocess.Popen([*apart, "sh", "-c", prepare, str(root)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    try:
        if not holder.stdout.readline():
            raise subprocess.CalledProcessError(holder.wait(), "unshare")
        first = Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()[0]
        yield Session(root, int(first), owner, environment)
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        holder.stdout.close()
