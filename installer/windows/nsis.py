"""The setup: every file by its name in one order, so that it is reproducible and the uninstaller knows what it may delete."""

import shlex
from pathlib import Path, PurePosixPath, PureWindowsPath

from installer.places import BUILD, HERE, TITLE, VERSION, files_below, number, run
from installer.windows import signing

LISTS = BUILD / "windows"


def make(tree: Path, pictures: Path, target: Path, short: str) -> None:
    """Write the setup of a tree; `pictures` has its icon and what stands at its side."""
    names = [PurePosixPath(path.relative_to(tree).as_posix()) for path in files_below(tree)]
    (LISTS / "install.nsh").write_text(installing(names, tree), "utf-8")
    (LISTS / "remove.nsh").write_text(removing(names), "utf-8")
    size = sum(path.stat().st_size for path in files_below(tree)) // 1024
    values = {
        "TITLE": TITLE,
        "VERSION": VERSION,
        "NUMBER": ".".join(map(str, number())),
        "ICON": pictures / "icon.ico",
        "SIDE": pictures / "side.bmp",
        "OUT": target,
        "PYTHON_DLL": f"{short}.dll",
        "SIZE": size,
        "INSTALL": LISTS / "install.nsh",
        "REMOVE": LISTS / "remove.nsh",
        **({"SIGN": shlex.join(words)} if (words := signing.command()) else {}),
    }
    defined = [f"-D{key}={value}" for key, value in values.items()]
    run("makensis", "-V2", "-INPUTCHARSET", "UTF8", *defined, HERE / "windows" / "setup.nsi")


def installing(names: list[PurePosixPath], tree: Path) -> str:
    """The lines that put each file into its folder."""
    lines, folder = [], None
    for name in names:
        if name.parent != folder:
            folder = name.parent
            lines.append(f'SetOutPath "{_at(folder)}"')
        lines.append(f'File "{tree / name}"')
    return "\n".join(lines) + "\n"


def removing(names: list[PurePosixPath]) -> str:
    """The lines that delete these files and then the folders that are empty; nothing else is touched."""
    files = [f'Delete "{_at(name)}"' for name in names]
    folders = {parent for name in names for parent in name.parents if parent != PurePosixPath(".")}
    deepest = sorted(folders, key=lambda one: (-len(one.parts), one.as_posix()))
    return "\n".join([*files, *(f'RMDir "{_at(folder)}"' for folder in deepest)]) + "\n"


def _at(name: PurePosixPath) -> str:
    inside = str(PureWindowsPath(name))
    return "$INSTDIR" if inside == "." else f"$INSTDIR\\{inside.replace('$', '$$')}"
