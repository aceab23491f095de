"""Chinese sentences by code, from resources/text/*.toml: `[section] key = "…{param}…"` is the code `section.key`."""

import tomllib
from functools import cache
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@cache
def sentences() -> dict[str, str]:
    """Every sentence by its code; a code that two files give is an error."""
    found: dict[str, str] = {}
    for path in sorted((RESOURCES / "text").glob("*.toml")):
        for section, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, text in table.items():
                code = f"{section}.{key}"
                if code in found:
                    raise ValueError(f"{path.name}: {code} is given twice")
                found[code] = text
    return found


def say(code: str, **params: object) -> str:
    """The sentence of a code with its parameters filled in; KeyError when the code is unknown."""
    return sentences()[code].format(**params)
