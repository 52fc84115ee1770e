"""How numbers are printed: thousands separators that do not stand every three digits.

The reading takes such a number by its digits (`120258,600` is 120,258,600), which the sums then bear out or not; a reader of the
page may take it otherwise, so it is told: once a document, with the first that is printed so. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.figures import Origin
from ingest.model import Check, Disclosure, Figure, Finding

_GROUPED: Final = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:\.\d*)?\D*")


def printing_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """One finding for all the numbers with separators in odd places; no checks."""
    odd = [f for f in read.printed if not f.ocr and _is_odd(f)]
    if not odd:
        return [], []
    first = odd[0]
    found = Finding(
        id=Origin(read.document, read.sha256, read.facts).key("finding", "separators", first.id),
        kind="separators",
        severity="misprint",
        identity="separators stand every three digits",
        figures=tuple(f.id for f in odd),
        suspect=first.id,
        others=len(odd) - 1,
        stated=first.text.strip(),
        table_number=first.table_number,
        page=first.page,
        line=first.line,
    )
    return [], [found]


def _is_odd(figure: Figure) -> bool:
    text = unicodedata.normalize("NFKC", figure.text).strip()
    return "," in text and _GROUPED.fullmatch(text) is None
