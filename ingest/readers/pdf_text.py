"""Glyphs into text: visual lines, spaces where the page shows gaps, and lines of one cell joined the Chinese way.

Does: order glyphs by place, whatever order the file draws them in. Does not: know tables or pages. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ingest.model import BBox
from ingest.readers.pdf_glyphs import Frame, Glyph

# Gaps, in ems: Latin words part at a fifth of an em; Chinese characters are spaced wider before a reader sees a gap.
_LATIN_GAP: Final = 0.2
_CJK_GAP: Final = 0.5
_DIGITS = re.compile(r"[0-9０-９.,，．%％+\-－−]")
_NUMBER = re.compile(r"[+\-－−(（]?\d+(?:[,，]\d{3})*(?:[.．]\d+)?[)）%％]?")
# A number cut in two has its commas in order; a number above another one need not make such a whole.
_GROUPED = re.compile(r"\D*(?:\d{1,3}(?:[,，]\d{3})*|\d+)(?!\d|[,，]).*")
_NUMBER_PART = re.compile(r"[+\-－−(（]?[\d,，.．]+[)）%％]?")


class Line(NamedTuple):
    """One visual line: its glyphs from left to right and its box."""

    glyphs: tuple[Glyph, ...]
    bbox: BBox

    @property
    def text(self) -> str:
        return line_text(self.glyphs)


def is_number(text: str) -> bool:
    """Whether a text is one complete printed number: plain, or with commas that part off three digits each."""
    return _NUMBER.fullmatch(text.strip()) is not None


def is_cjk(char: str) -> bool:
    """Chinese characters and their punctuation: no space belongs between them at a line break."""
    return (
        "\u2e80" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\uff00" <= char <= "\uffef"
        or char in "“”‘’—…·"
    )


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """Visual lines from top to bottom; a glyph joins the line whose height its middle falls into."""
    rows: list[tuple[list[float], list[Glyph]]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.mid_y, g.x0)):
        middle = glyph.mid_y
        # Only the last lines can still be open: the glyphs come by their middles.
        for extent, members in reversed(rows[-3:]):
            if extent[0] <= middle <= extent[1] and (
                min(extent[1], glyph.bottom) - max(extent[0], glyph.top)
                > 0.4 * min(extent[1] - extent[0], glyph.bottom - glyph.top)
            ):
                members.append(glyph)
                if not glyph.text.isspace():
                    # Neither a large bracket nor a drift may make the line swallow its neighbour.
                    extent[0], extent[1] = max(extent[0], glyph.top - 1), min(extent[1], glyph.bottom + 1)
                break
        else:
            rows.append(([glyph.top, glyph.bottom], [glyph]))
    lines = []
    for _, members in rows:
        members.sort(key=lambda g: g.x0)
        inked = [g for g in members if not g.text.isspace()]
        if inked:
            lines.append(Line(tuple(members), box_of(inked)))
    return sorted(lines, key=lambda line: (line.bbox[1] + line.bbox[3], line.bbox[0]))


def box_of(glyphs: Sequence[Glyph]) -> BBox:
    """The box around glyphs, rounded to a hundredth of a point."""
    return (
        round(min(g.x0 for g in glyphs), 2),
        round(min(g.top for g in glyphs), 2),
        round(max(g.x1 for g in glyphs), 2),
        round(max(g.bottom for g in glyphs), 2),
    )


def line_text(glyphs: Sequence[Glyph]) -> str:
    """Text of one line: printed leading white space kept, inner gaps one space, nothing inside a number."""
    out: list[str] = []
    lead = True
    last: Glyph | None = None
    pending = ""
    for glyph in glyphs:
        if glyph.text.isspace():
            if lead:
                out.append(glyph.text)
            else:
                pending = pending or glyph.text[0]
            continue
        if last is not None:
            gap = glyph.x0 - last.x1
            em = max(min(glyph.size, last.size), 1.0)
            both_digits = bool(_DIGITS.match(last.text[-1]) and _DIGITS.match(glyph.text[0]))
            cjk = is_cjk(last.text[-1]) and is_cjk(glyph.text[0])
            if pending and both_digits and gap < 0.12 * em:
                pending = ""  # a space glyph drawn under a number parts nothing on the page
            if not pending and gap > (_CJK_GAP if cjk else _LATIN_GAP) * em:
                pending = " "
            if pending:
                out.append(pending)
        pending = ""
        out.append(glyph.text)
        last, lead = glyph, False
    return "".join(out).rstrip()


def segments(line: Line, gap: float = 1.2) -> list[Line]:
    """A line cut where its glyphs stand more than `gap` ems apart (white space glyphs count as gap)."""
    parts: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if glyph.text.isspace():
            continue
        if parts and glyph.x0 - parts[-1][-1].x1 <= gap * glyph.size:
            parts[-1].append(glyph)
        else:
            parts.append([glyph])
    return [Line(tuple(part), box_of(part)) for part in parts]


def join_lines(lines: Sequence[tuple[str, bool]]) -> str:
    """Lines of one cell as one text; each comes with whether it ran to the cell's right edge (so that it had to wrap).

    Chinese joins without a space, a number wrapped at the edge is made whole, two numbers never become one.
    """
    text, full = "", False
    for line, runs_on in lines:
        body = line.strip() if text else line.rstrip()
        if not body:
            continue
        text = text + _between(text, body, full) + body if text else body
        full = runs_on
    return text


def _between(before: str, after: str, full: bool) -> str:
    last, first = before[-1], after[0]
    tail = re.search(r"[+\-－−\d,，.．%％()（）]+$", before)
    head = re.match(r"[\d,，.．%％)）]+", after)
    if tail and head and re.search(r"\d", tail.group()):
        return "" if full and _wrapped(tail.group(), head.group()) else " "
    if is_cjk(last) or is_cjk(first):
        return ""
    if last in "-/(" or first in ")/,.;:%":
        return ""
    # A Latin word or a code may also be cut anywhere by a narrow cell; only a break after white space is sure.
    return "" if full and last.isdigit() and first.isdigit() else " "


def _wrapped(tail: str, head: str) -> bool:
    """Whether two pieces are one number cut by the cell's edge, and not two numbers one above the other."""
    whole = tail + head
    if not _NUMBER_PART.fullmatch(tail) or not is_number(whole) or not _GROUPED.fullmatch(whole):
        return False
    decimals = re.compile(r"[.．]\d\d$")
    return not (decimals.search(tail) and is_number(tail))


def cell_text(glyphs: Sequence[Glyph], width: float, right: float) -> str:
    """Text of the glyphs of one cell whose inner right edge is at `right`; turned text is read along its own lines."""
    if not glyphs:
        return ""
    inked = [g for g in glyphs if not g.text.isspace()]
    if not inked:
        return ""
    turned = [g for g in inked if g.turn]
    if turned and len(turned) * 2 > len(inked):
        return turned_text([g for g in glyphs if g.turn])
    lines = lines_of([g for g in glyphs if not g.turn])
    left = min(line.bbox[0] for line in lines)
    # The room left of the text tells the padding, which is the same on the right; centred text is judged by its width.
    padding = min(max(left - (right - width), 1.0), 6.0)
    out = []
    for line in lines:
        em = line.glyphs[0].size
        slack = right - padding - line.bbox[2]
        widest = line.bbox[2] - line.bbox[0]
        out.append((line.text, slack < 0.8 * em or widest > width - 2 * padding - em))
    return join_lines(out)


def turned_text(glyphs: Sequence[Glyph]) -> str:
    """Text of glyphs that stand turned, read in their own direction."""
    turns = glyphs[0].turn
    frame = Frame(max(g.x1 for g in glyphs), max(g.bottom for g in glyphs), turns)
    flat = [Glyph(g.text, *frame.view((g.x0, g.top, g.x1, g.bottom)), g.size) for g in glyphs if g.turn == turns]
    return join_lines([(line.text, True) for line in lines_of(flat)])
