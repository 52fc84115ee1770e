"""A text cut into sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_ENDS: Final = "。！？!?\n"


def sentences(body: str) -> Iterator[tuple[int, int]]:
    """The spans of a text's sentences. A full stop inside brackets that are closed again ends none."""
    start = depth = 0
    for place, char in enumerate(body):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        stop = char in _ENDS or (
            char == "."
            and body[place + 1 : place + 2].isspace()
            and not body[place - 1 : place].isdigit()
            and not re.search(r"(?:^|\s)(?:[A-Z]|No|vs|etc|approx)$", body[max(0, place - 7) : place])
        )
        if not stop and char == "." and body[place - 1 : place].isdigit() and re.match(r"\s+[A-Z]", body[place + 1 :]):
            stop = start < place - 3  # 3.5. Next; a list's own 1. is no end
        closed = depth and re.match(r"[^（(\n]{0,60}[)）]", body[place + 1 :])
        if stop and (char == "\n" or not closed):
            depth = 0
            if body[start : place + 1].strip():
                yield start, place + 1
            start = place + 1
    if body[start:].strip():
        yield start, len(body)
