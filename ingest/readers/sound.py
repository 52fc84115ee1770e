"""What every reader's result must be, whatever its file held: text that can be stored and shown, tables of possible width.

Does: make control characters and broken surrogates harmless, leave out rows wider than any table, and say so. Does not:
change a character that prints.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from ingest.model import Block, Grid, GridRow, Source, TextLine

MAX_COLUMNS: Final = 1000
"""Most cells of a row; no disclosure prints a tenth of that, and work on a header grows with the square."""
# Line ends and tabs have a meaning in cells; the rest of these no page can print and no database takes.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def sound(source: Source) -> Source:
    """The source with what cannot be printed or stored taken out."""
    wide: list[str] = []
    blocks = [kept for block in source.blocks if (kept := _sound_block(block, wide)) is not None]
    warnings = [_printable(warning) for warning in source.warnings]
    if wide:
        more = f" and {len(wide) - 3} others" if len(wide) > 3 else ""
        warnings.append(f"{', '.join(wide[:3])}{more}: rows of over {MAX_COLUMNS:,} cells, not read")
    return replace(source, blocks=tuple(blocks), warnings=tuple(warnings))


def _sound_block(block: Block, wide: list[str]) -> Block | None:
    if isinstance(block, TextLine):
        text = _printable(block.text)
        return block if text is block.text else replace(block, text=text) if text.strip() else None
    rows = [_sound_row(row) for row in block.rows if len(row.cells) <= MAX_COLUMNS]
    if len(rows) < len(block.rows):
        row = next(row for row in block.rows if len(row.cells) > MAX_COLUMNS)
        wide.append(f"page {row.page}" if row.line is None else f"line {row.line}")
    elif all(new is old for new, old in zip(rows, block.rows, strict=True)):
        return block
    return Grid(tuple(rows)) if rows else None


def _sound_row(row: GridRow) -> GridRow:
    cells = [cell if (text := _printable(cell.text)) is cell.text else replace(cell, text=text) for cell in row.cells]
    return (
        row if all(new is old for new, old in zip(cells, row.cells, strict=True)) else replace(row, cells=tuple(cells))
    )


def _printable(text: str) -> str:
    """The very text where it is fine, else one without what cannot be printed."""
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text
