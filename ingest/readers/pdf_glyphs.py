"""Glyphs of a page, cleaned: what pdfplumber found, less what no reader of the page sees.

Does: drop hidden white text and doubled (fake bold) characters, unfold ligatures and radicals, tell which way up the
text stands and turn the page so that it reads upright. Does not: join glyphs into words or lines. Pure functions.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from ingest.model import BBox
from ingest.readers.letters import as_letters, is_radical

UNKNOWN: Final = "\ufffd"
# A fake-bold copy is moved by a fraction of a point; two equal digits in a row are half an em apart.
_DOUBLE: Final = 0.15
_WHITE: Final = 0.98


class Glyph(NamedTuple):
    """One character with its box in points (origin top left) and its quarter turns clockwise against the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int = 0

    @property
    def mid_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def mid_y(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """A page seen after `turns` quarter turns counter-clockwise of its `width` × `height` points, so that it reads upright."""

    width: float
    height: float
    turns: int = 0

    def view(self, box: BBox) -> BBox:
        """A box of the page, in the turned frame."""
        x0, top, x1, bottom = box
        if self.turns == 1:  # text runs downwards
            return (top, self.width - x1, bottom, self.width - x0)
        if self.turns == 2:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turns == 3:  # text runs upwards
            return (self.height - bottom, x0, self.height - top, x1)
        return box

    def page(self, box: BBox) -> BBox:
        """A box of the turned frame, back on the page."""
        x0, top, x1, bottom = box
        if self.turns == 1:
            return (self.width - bottom, x0, self.width - top, x1)
        if self.turns == 2:
            return (self.width - x1, self.height - bottom, self.width - x0, self.height - top)
        if self.turns == 3:
            return (top, self.height - x1, bottom, self.height - x0)
        return box


def is_white(color: object, space: object = None) -> bool:
    """Whether a fill colour prints nothing on white paper. In a spot-colour space 1 is full ink, so never white."""
    if str(space) in {"Separation", "DeviceN", "Pattern", "Indexed"}:
        return False
    values = color if isinstance(color, (tuple, list)) else (color,)
    if not values or not all(isinstance(v, (int, float)) for v in values):
        return False
    if len(values) == 4:
        return all(v <= 1 - _WHITE for v in values)
    return len(values) in {1, 3} and all(v >= _WHITE for v in values)


def turn_of(matrix: Sequence[float] | None) -> int | None:
    """Quarter turns clockwise of a character's matrix; `None` when it stands askew (a watermark)."""
    if not matrix or len(matrix) < 4:
        return 0
    a, b, _, d = matrix[:4]
    if abs(b) < 0.05 * abs(a) + 1e-6:
        return 2 if a < 0 and d < 0 else 0
    if abs(a) < 0.05 * abs(b) + 1e-6:
        return 3 if b > 0 else 1
    return None


def plain_text(text: str) -> str:
    """A glyph's text as a reader types it: ligatures and radicals unfolded, controls dropped; digits stay as printed."""
    if len(text) == 1 and " " < text < "\x7f":
        return text
    if text.startswith("(cid:"):
        return UNKNOWN
    out: list[str] = []
    for char in text:
        code = ord(char)
        # Compatibility ideographs and Latin ligatures look like the letters they stand for, as radicals do.
        if 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06:
            out.append(unicodedata.normalize("NFKC", char))
        elif is_radical(char):
            out.append(as_letters(char))
        elif code == 0xA0 or char in "\t\r\n":
            out.append(" ")
        elif unicodedata.category(char) not in {"Cc", "Cf", "Cs"}:
            out.append(char)
    return "".join(out)


def collect(chars: Iterable[Mapping[str, Any]], shades: Sequence[BBox], page: BBox) -> tuple[list[Glyph], int, int]:
    """pdfplumber characters as glyphs, in stream order, with counts of hidden and of askew characters left out.

    `shades` are the boxes of dark fills and images, on which white text is visible; `page` is what is shown of the page.
    """
    glyphs: list[Glyph] = []
    hidden = askew = 0
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for char in chars:
        text = plain_text(char["text"])
        if not text:
            continue
        glyph = Glyph(text, char["x0"], char["top"], char["x1"], char["bottom"], char["size"] or 1.0)
        if not (page[0] <= glyph.mid_x <= page[2] and page[1] <= glyph.mid_y <= page[3]):
            continue
        turn = turn_of(char.get("matrix"))
        if turn is None:
            askew += 1
            continue
        if is_white(char.get("non_stroking_color"), char.get("ncs")) and not _within(glyph, shades):
            hidden += not text.isspace()
            continue
        glyph = glyph._replace(turn=turn)
        if not text.isspace() and _doubled(glyph, seen):
            continue
        glyphs.append(glyph)
    return glyphs, hidden, askew


def _within(glyph: Glyph, boxes: Sequence[BBox]) -> bool:
    x, y = glyph.mid_x, glyph.mid_y
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)


def _doubled(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character was already drawn on the same spot; remembers the glyph otherwise."""
    reach = max(_DOUBLE * glyph.size, 0.3)
    column, row = int(glyph.x0 // 4), int(glyph.top // 4)
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            for other in seen.get((glyph.text, column + dx, row + dy), ()):
                if abs(other.x0 - glyph.x0) <= reach and abs(other.top - glyph.top) <= reach:
                    return True
    seen.setdefault((glyph.text, column, row), []).append(glyph)
    return False


def upright(glyphs: Sequence[Glyph], width: float, height: float) -> tuple[list[Glyph], Frame]:
    """Glyphs in the frame in which most of them read upright, and that frame."""
    counts = Counter(glyph.turn for glyph in glyphs if not glyph.text.isspace())
    turns = counts.most_common(1)[0][0] if counts else 0
    frame = Frame(width, height, turns)
    if not turns:
        return list(glyphs), frame
    turned = []
    for glyph in glyphs:
        x0, top, x1, bottom = frame.view((glyph.x0, glyph.top, glyph.x1, glyph.bottom))
        turned.append(Glyph(glyph.text, x0, top, x1, bottom, glyph.size, (glyph.turn - turns) % 4))
    return turned, frame
