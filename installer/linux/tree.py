"""What is installed on Linux: the interpreter, the libraries, the program and the small X libraries that may be lacking."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from installer import contents, program
from installer.linux import icu, interpreter, root
from installer.linux.machines import AMD64, Machine
from installer.places import BUILD, HERE, NAME, PYTHON, ROOT, files_below

X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What a desktop without Qt 6 need not have, and Debian's package of it. No other library of a desktop uses them."""
LAUNCHERS = (NAME, f"{NAME}-cli")
LIBRARY = f"lib/python{PYTHON}"
STRIP = r"""
find bin lib -type f \( -path 'bin/*' -o -name '*.so*' \) | sort | xargs {triplet}-strip --strip-unneeded
patchelf --set-rpath '$ORIGIN' {libraries}
"""


def make(machine: Machine, tree: Path) -> list[contents.Part]:
    """Fill a folder that is not there yet; gives the parts that others made."""
    packages = tree / LIBRARY / "site-packages"
    built = interpreter.build(machine)
    place_interpreter(built, tree)
    program.fill(machine.system, packages)
    libraries = packages / "PySide6" / "Qt" / "lib"
    icu.shrink(machine, next(libraries.glob("libicudata.so.*")), BUILD / "linux" / "icu")
    placed = place_libraries(machine, libraries)
    shrink(machine, tree, [library.relative_to(tree) for library in placed])
    found = contents.parts("linux", packages, given(built))
    compiler = interpreter.build(AMD64) / "bin" / f"python{PYTHON}"
    program.compile_modules(tree / LIBRARY, compiler)
    program.drop_sources(tree / LIBRARY)
    program.copy_program(packages)
    contents.write_licences(packages / "resources", found)
    program.compile_modules(packages, compiler)
    for name in LAUNCHERS:
        shutil.copyfile(HERE / "linux" / "launcher.sh", tree / name)
    shutil.copyfile(ROOT / "LICENSE", tree / "LICENSE.txt")
    set_rights(tree)
    return found


def place_interpreter(built: Path, tree: Path) -> None:
    """The interpreter and what is shipped of its library."""
    given = program.trims("linux", "python")
    library = built / LIBRARY
    for path in files_below(library):
        name = path.relative_to(library).as_posix()
        if "__pycache__" not in name and not given.leaves_out(name):
            target = tree / LIBRARY / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    program.require_all_used(given)
    (tree / "bin").mkdir()
    shutil.copyfile(built / "bin" / f"python{PYTHON}", tree / "bin" / f"python{PYTHON}")


def place_libraries(machine: Machine, folder: Path) -> list[Path]:
    """The X libraries of the old root, beside those of Qt."""
    root.ready()
    return [
        Path(shutil.copyfile(root.ROOT_FOLDER / "usr" / "lib" / machine.triplet / name, folder / name))
        for name in X_LIBRARIES
    ]


def shrink(machine: Machine, tree: Path, libraries: list[Path]) -> None:
    """Take the symbols for debuggers out, and let the X libraries find each other where they lie."""
    script = STRIP.format(triplet=machine.triplet, libraries=" ".join(map(str, libraries)))
    root.execute(script, tree, 0)


def given(built: Path) -> Mapping[str, tuple[str, str]]:
    """Version and licence of the parts that come out of Debian."""
    about = root.ROOT_FOLDER / "usr" / "share" / "doc"
    texts = [f"{name}\n\n{(about / name / 'copyright').read_text('utf-8')}" for name in sorted(X_LIBRARIES.values())]
    return {
        "CPython": (interpreter.version(), interpreter.licence(built)),
        "libxcb and libxkbcommon": ("Debian 11", "\n".join(texts)),
    }


def set_rights(tree: Path) -> None:
    """Everybody may read all and start the programs."""
    programs = {tree / "bin" / f"python{PYTHON}", *(tree / name for name in LAUNCHERS)}
    for path in tree.rglob("*"):
        os.chmod(path, 0o755 if path.is_dir() or path in programs else 0o644)
    os.chmod(tree, 0o755)
