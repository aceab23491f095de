"""From the source to `setup.exe` and the portable zip, step by step."""

import shutil
from pathlib import Path

from installer import archives, contents, program
from installer.downloads import WINDOWS
from installer.places import BUILD, DIST, HERE, NAME, ROOT, TITLE, VERSION, number, run
from installer.windows import icon, nsis, runtime, signing

WORK = BUILD / "windows"
TREE = WORK / "tree"
"""What is installed."""
COMPILER = "x86_64-w64-mingw32-gcc"
FLAGS = ("-O2", "-s", "-finput-charset=UTF-8", "-D_WIN32_WINNT=0x0A00", "-Wl,--no-insert-timestamp", "-Wall", "-Werror")
LAUNCHERS = {f"{NAME}.exe": ("-municode", "-mwindows"), f"{NAME}-cli.exe": ("-DCONSOLE",)}


def build() -> None:
    """Make the tree, then the two files that are handed out and the list of their parts."""
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    found = fill_tree()
    add_launchers()
    signing.sign(*(TREE / name for name in LAUNCHERS))
    base = f"{NAME}-{VERSION}-windows-x64"
    icon.draw_side(WORK / "side.bmp")
    archives.set_times(WORK)  # the setup keeps the time of its own picture as well
    nsis.make(TREE, WORK, DIST / f"{base}-setup.exe", runtime.SHORT)
    signing.sign(DIST / f"{base}-setup.exe")
    archives.pack(TREE, DIST / f"{base}.zip", f"{TITLE} {VERSION}")
    (DIST / f"{base}.cdx.json").write_text(contents.sbom(base, found), "utf-8", newline="\n")


def fill_tree() -> list[contents.Part]:
    """Interpreter, libraries, program and licences; gives the parts that others made."""
    interpreter = runtime.unpack()
    (WORK / "signatures.txt").write_text("\n".join(runtime.verify(interpreter)) + "\n", "utf-8")
    runtime.place(interpreter, TREE)
    packages = TREE / "lib" / "site-packages"
    program.fill(WINDOWS, packages)
    program.copy_program(TREE / "lib")
    known = {"CPython": (runtime.version(interpreter), (interpreter / "LICENSE.txt").read_text("utf-8"))}
    found = contents.parts(WINDOWS.name, packages, known)
    contents.write_licences(TREE / "lib" / "resources", found)
    program.compile_modules(TREE / "lib")
    program.drop_sources(TREE / "lib")
    shutil.copyfile(ROOT / "LICENSE", TREE / "LICENSE.txt")
    return found


def add_launchers() -> None:
    """The window's launcher and that of the command line, with icon, manifest and version."""
    own = HERE / "windows"
    icon.draw(WORK / "icon.ico")
    shutil.copyfile(own / "app.manifest", WORK / "app.manifest")
    shutil.copyfile(WORK / "icon.ico", TREE / "icon.ico")
    for name, flags in LAUNCHERS.items():
        resource = compile_resource(own / "app.rc", name)
        words = (f'-DPYTHON_DLL=L"{runtime.SHORT}.dll"', f'-DTITLE=L"{TITLE}"', *flags)
        run(COMPILER, *FLAGS, *words, "-o", TREE / name, own / "launcher.c", resource, cwd=WORK)


def compile_resource(source: Path, name: str) -> Path:
    """Icon, manifest and version of one launcher in the form that the linker takes."""
    target = WORK / f"{name}.res"
    version = ",".join(map(str, number()))
    defined = (f"-DNUMBER={version}", f'-DSHOWN=\\"{VERSION}\\"', f'-DFILE=\\"{name}\\"')
    run("x86_64-w64-mingw32-windres", source, "-O", "coff", "-o", target, "-I", WORK, *defined, cwd=WORK)
    return target
