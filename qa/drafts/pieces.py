"""A draft cut into paragraphs and tables, each under its heading and with its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.claims import Claim, Context, read_claims
from qa.drafts.grids import Row, grid_claims, is_rule, row_of

_HEADING: Final = re.compile(
    r"^\s*(?:#{1,6}\s+|第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]+[)）])"
)
_STOPS: Final = re.compile(r"[。；;！!？?]|[.]\s")
_MOST_HEADING: Final = 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a table (`rows`), with the heading it stands under. `start` is the place of `text` in the draft;
    the places in `rows` are the draft's own. `above` is the line before a table."""

    start: int
    text: str
    heading: str = ""
    above: str = ""
    rows: tuple[Row, ...] = ()

    def claims(self, context: Context) -> tuple[int, tuple[Claim, ...]]:
        """What it claims, and how far its claims' places are from the draft's."""
        if self.rows:
            return 0, tuple(grid_claims(self.rows, f"{self.heading}\n{self.above}", context))
        return self.start, read_claims(self.text, context)


def pieces(text: str) -> Iterator[Piece]:
    """The pieces of a draft in order. A heading is a paragraph as well: it may state numbers."""
    heading = above = ""
    rows: list[Row] = []
    lone = Piece(0, "")
    for match in re.finditer(r"[^\r\n]+", text):
        line = match.group()
        if not line.strip() or (rows and is_rule(line)):
            continue
        row = row_of(line, match.start())
        if row is not None:
            rows.append(row)
            # Every place stays where it is in the draft.
            lone = Piece(match.start(), re.sub(r"[|\t]", " ", line), heading)
            continue
        if rows:
            yield _table(rows, lone, above)
            rows = []
        if is_heading(line):
            heading = re.sub(r"^\s*#{1,6}\s+", "", line).strip()
            yield Piece(match.start(), line)
        else:
            yield Piece(match.start(), line, heading)
        above = line
    if rows:
        yield _table(rows, lone, above)


def _table(rows: list[Row], lone: Piece, above: str) -> Piece:
    """A table; a single row with bars in it is running text: `lone`, the last row as that."""
    return lone if len(rows) == 1 else Piece(rows[0][0].start, "", lone.heading, above, tuple(rows))


def is_heading(line: str) -> bool:
    """Whether a line is a heading: marked as one, or numbered and short without a stop."""
    if re.match(r"\s*#{1,6}\s+", line):
        return True
    return bool(_HEADING.match(line)) and len(line.strip()) <= _MOST_HEADING and not _STOPS.search(line)
