"""What was cited by a pack's own id of a clause names the place in the document from schema 3 on."""

import re
import tomllib
from typing import Any

from alembic import op

_CITING = {
    "claim_line": ("reasons", "receipt_reason"),
    "override": ("against", "clause"),
    "advance": ("clause",),
    "recovery": ("clause",),
    "deadline": ("clause",),
    "budget": ("document",),
}
"""What cites a clause in words; the journal does too and is never changed."""


def name_places() -> None:
    """Citations name the place in the document in the stead of a pack's own id of the clause."""
    connection = op.get_bind()
    named: dict[str, str] = {}
    for (text,) in connection.exec_driver_sql("SELECT text FROM pack ORDER BY pack_id, version").all():
        named |= _cited(tomllib.loads(text))
    if not named:
        return
    known = re.compile("|".join(re.escape(cited) for cited in sorted(named, key=len, reverse=True)))
    for table, columns in _CITING.items():
        for column in columns:
            wanted = f"SELECT uid, {column} FROM {table} WHERE {column} GLOB '*[A-Z][A-Z]-[0-9][0-9]*'"  # noqa: S608
            found = connection.exec_driver_sql(wanted).all()
            told = [(known.sub(lambda match: named[match[0]], text), uid) for uid, text in found]
            if told:
                connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE uid = ?", told)  # noqa: S608


def _cited(written: dict[str, Any]) -> dict[str, str]:
    """Document and id of each clause of a pack, as they were cited, with document and place."""
    drafts = {}
    for document in written["documents"]:
        name = document.get("number") or f"《{document['title']}》"
        marked = document.get("draft") and "征求意见稿" not in name
        drafts[name] = f"{name}（征求意见稿）" if marked else name
    first = next(iter(drafts))
    found = {}
    for clause, table in written.get("clauses", {}).items():
        document = drafts[table.get("document") or first]
        found[f"{document} {clause}"] = document + table["place"]
    return found
