"""How far a printer of this machine is off (套打偏移), and the page by which it is measured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.kernel.texts import say
from app.printing.compose import Composed, Page
from app.printing.fonts import FALLBACK, ink
from app.printing.forms import A4
from app.printing.layout import MM, Line, Run
from app.store.files import atomic

_FILE = "printers.json"
_SIZE, _STEP, _TENTH, _LONG, _SHORT, _EDGE = 8.0, 5, 10, 4.0, 2.0, 10.0
CROSS = 50
"""mm from the left and the upper edge where the page for measuring has its cross."""


@dataclass(frozen=True)
class Offset:
    """By how many mm everything is moved to the right and down."""

    right: float = 0.0
    down: float = 0.0


def offsets(home: Path) -> Mapping[str, Offset]:
    """The printers of this machine that were measured, by name."""
    path = home / _FILE
    known = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: Offset(*each) for name, each in known.items()}


def keep_offset(home: Path, printer: str, offset: Offset) -> None:
    """Remember how far a printer is off."""
    known = {name: (each.right, each.down) for name, each in {**offsets(home), printer: offset}.items()}
    home.mkdir(parents=True, exist_ok=True)
    with atomic(home / _FILE) as unfinished:
        unfinished.write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")


def ruler(fonts: Path) -> Composed:
    """A page with a scale along its edges and a cross, to be printed at its real size and measured."""
    width, high = A4
    lines = [Line(CROSS - 10, CROSS, CROSS + 10, CROSS, 0.5), Line(CROSS, CROSS - 10, CROSS, CROSS + 10, 0.5)]
    runs = []
    for mm in range(_STEP, int(width), _STEP):
        long = _LONG if mm % _TENTH == 0 else _SHORT
        lines += [Line(mm, _EDGE, mm, _EDGE + long, 0.3)]
        runs += [] if mm % _TENTH else [_run(str(mm), mm, _EDGE + long + 3, fonts)]
    for mm in range(_STEP, int(high), _STEP):
        long = _LONG if mm % _TENTH == 0 else _SHORT
        lines += [Line(_EDGE, mm, _EDGE + long, mm, 0.3)]
        runs += [] if mm % _TENTH else [_run(str(mm), _EDGE + long + 4, mm + 1, fonts)]
    for n, words in enumerate(say("printing.ruler", cross=CROSS).split("\n")):
        runs.append(Run(CROSS + 15, CROSS + 20 + 7 * n, words, FALLBACK, 11.0))
    return Composed(say("printing.ruler_title"), width, high, 1, lambda number: Page(runs, lines, []), ())


def _run(text: str, x: float, y: float, fonts: Path) -> Run:
    return Run(x - ink(fonts, FALLBACK).measure(text) * _SIZE * MM / 2, y, text, FALLBACK, _SIZE)
