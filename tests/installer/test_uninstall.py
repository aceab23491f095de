"""The setup removes just the files that it put in, each by its name, and folders only where they are empty."""

from pathlib import Path, PurePosixPath

from installer.windows import nsis

NAMES = [PurePosixPath(name) for name in ("a.dll", "lib/app/x.py", "lib/app/$y.toml", "lib/site/z/w.pyc")]


def test_every_file_that_is_put_in_is_removed_by_its_name() -> None:
    lines = nsis.removing(NAMES).splitlines()
    assert [line for line in lines if line.startswith("Delete")] == [
        r'Delete "$INSTDIR\a.dll"',
        r'Delete "$INSTDIR\lib\app\x.py"',
        r'Delete "$INSTDIR\lib\app\$$y.toml"',
        r'Delete "$INSTDIR\lib\site\z\w.pyc"',
    ]


def test_folders_go_only_when_empty_and_the_inner_ones_first() -> None:
    lines = nsis.removing(NAMES).splitlines()
    assert [line for line in lines if "RMDir" in line] == [
        r'RMDir "$INSTDIR\lib\site\z"',
        r'RMDir "$INSTDIR\lib\app"',
        r'RMDir "$INSTDIR\lib\site"',
        r'RMDir "$INSTDIR\lib"',
    ]


def test_nothing_is_removed_as_a_whole() -> None:
    assert "/r" not in nsis.removing(NAMES)
    assert "*" not in nsis.removing(NAMES)
    assert "RMDir /r" not in (Path(nsis.__file__).parent / "setup.nsi").read_text("utf-8")


def test_files_are_put_into_their_folders_in_one_order() -> None:
    lines = nsis.installing(NAMES[:2], Path("/tree")).splitlines()
    assert lines == [
        'SetOutPath "$INSTDIR"',
        'File "/tree/a.dll"',
        r'SetOutPath "$INSTDIR\lib\app"',
        'File "/tree/lib/app/x.py"',
    ]
