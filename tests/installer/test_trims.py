"""What is left out of the packages: by patterns with a reason each, none of which is in vain."""

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from installer import program
from installer.places import ROOT
from installer.program import Trim, Trims, Useless

TEXT = """
both = [{ of = "wheels", reason = "tests", drop = ["*/tests/*"], keep = ["*/tests/needed.py"] }]
windows = [{ of = "python", reason = "a shell", drop = ["pdb.pyc"] }]
linux = []
"""
LOADED = """
import importlib, pkgutil, sys, app
for found in pkgutil.walk_packages(app.__path__, "app."):
    if found.name.rpartition(".")[2] not in ("__main__", "env"):  # these act, and are not to be loaded
        importlib.import_module(found.name)
for module in list(sys.modules.values()):
    path = getattr(module, "__file__", None) or ""
    if path.endswith(".py"):
        print(path)
"""
"""Loads all of the program, and prints the sources of all modules that this brought in."""


def test_a_file_is_left_out_for_any_reason_unless_that_reason_keeps_it() -> None:
    given = program.trims("windows", "wheels", TEXT)
    names = ("a/tests/x.py", "a/tests/deep/x.py", "a/tests/needed.py", "a/x.py")
    assert [given.leaves_out(name) for name in names] == [True, True, False, False]


def test_each_system_has_its_own() -> None:
    assert program.trims("windows", "python", TEXT).leaves_out("pdb.pyc")
    assert not program.trims("linux", "python", TEXT).leaves_out("pdb.pyc")


def test_a_pattern_in_vain_stops_the_build() -> None:
    given = program.trims("windows", "wheels", TEXT)
    given.leaves_out("a/tests/x.py")
    with pytest.raises(Useless, match=r"\*/tests/needed\.py"):
        program.require_all_used(given)


def test_every_reason_is_a_sentence() -> None:
    for system in ("windows", "linux"):
        for of in ("wheels", "python"):
            assert all(len(trim.reason) > 10 and trim.drop for trim in program.trims(system, of).trims)


def test_a_wheel_is_unpacked_where_pip_would_put_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "w.whl", "w") as archive:
        for name in ("a/x.py", "a/tests/x.py", "a-1.data/purelib/b.py", "a-1.data/scripts/a", "a-1.dist-info/METADATA"):
            archive.writestr(name, "")
    program.unpack(tmp_path / "w.whl", tmp_path / "to", Trims([Trim("tests", ["*/tests/*"])]))
    found = sorted(path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*.*"))
    assert found == ["a-1.dist-info", "a/x.py", "b.py"]


def compiled(module: Path) -> Path:
    """A module with its bytecode; gives the module."""
    cached = module.parent / "__pycache__" / f"{module.stem}.{program.CACHED}"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(b"compiled")
    module.write_text("", "utf-8")
    return module


def test_of_modules_only_what_the_interpreter_loads_is_left(tmp_path: Path) -> None:
    module = compiled(tmp_path / "a" / "x.py")
    (tmp_path / "a" / "table.json").write_text("{}", "utf-8")
    program.drop_sources(tmp_path)
    assert {path.name for path in (tmp_path / "a").iterdir()} == {"x.pyc", "table.json"}
    assert module.with_suffix(".pyc").read_bytes() == b"compiled"


def test_steps_of_the_schema_keep_their_sources(tmp_path: Path) -> None:
    step = compiled(tmp_path / "store" / program.STEPS / "versions" / "0001_first.py")
    program.drop_sources(tmp_path)
    assert step.exists()


def test_the_steps_lie_where_the_packaging_looks_for_them() -> None:
    from app.store.engine import STEPS

    assert STEPS.name == program.STEPS


def test_no_module_that_the_program_loads_is_left_out() -> None:
    told = subprocess.run([sys.executable, "-c", LOADED], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    loaded = {Path(line) for line in told.splitlines()}
    for of, place in (("wheels", "purelib"), ("python", "stdlib")):
        base = Path(sysconfig.get_path(place))
        mine = [path.relative_to(base) for path in loaded if path.is_relative_to(base)]
        names = [path.as_posix() for path in mine if of == "wheels" or path.parts[0] != "site-packages"]
        assert len(names) > 100
        for system in ("windows", "linux"):
            given = program.trims(system, of)
            compiled = ".pyc" if (of, system) == ("python", "windows") else ".py"
            lost = [name for name in names if given.leaves_out(name.removesuffix(".py") + compiled)]
            assert lost == [], system
