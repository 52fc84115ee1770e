"""One PDF page into entries: grids where rules (or clearly aligned amounts) make tables, text lines everywhere else.

Does: put glyphs on lattices, order what is found as it is read. Does not: open files, drop page furniture or read images;
it says when a page shows nothing but an image. The page comes as pdfplumber's objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from ingest.model import BBox, Block, TextLine
from ingest.readers.pdf_align import aligned_grid, aligned_runs
from ingest.readers.pdf_furniture import Edge
from ingest.readers.pdf_glyphs import UNKNOWN, Frame, Glyph, collect, upright
from ingest.readers.pdf_grid import build_grid, inside
from ingest.readers.pdf_lattice import Lattice, find_lattices
from ingest.readers.pdf_rules import Drawn, read_drawn, turn_drawn
from ingest.readers.pdf_text import Line, lines_of

# A scan may carry a page number or a stamp as text: so few characters over a page-wide image are no text layer.
_FEW: Final = 20
_IMAGE_SHARE: Final = 0.5
# Text drawn as outlines has no characters, but curves without end.
_OUTLINES: Final = 150


@dataclass(frozen=True, slots=True)
class Entry:
    """A block with its box and page height as read (turned upright), for ordering and for telling furniture."""

    block: Block
    bbox: BBox
    height: float
    edge: bool = False


@dataclass(slots=True)
class PageRead:
    """What one page gave. `scanned` says that it shows only an image; `empty` that it shows nothing at all."""

    number: int
    entries: list[Entry] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    scanned: bool = False
    empty: bool = False

    def edges(self) -> list[Edge]:
        """The text lines above the first and below the last table and text, where furniture may stand."""
        found = [entry for entry in self.entries if entry.edge and isinstance(entry.block, TextLine)]
        middle = [(entry.bbox[1] + entry.bbox[3]) / 2 <= entry.height / 2 for entry in found]
        return [
            Edge(self.number, entry.block.text, entry.bbox, entry.height, top)  # type: ignore[union-attr]
            for entry, top in zip(found, middle, strict=True)
        ]


def read_objects(
    objects: Mapping[str, Sequence[Mapping[str, Any]]], shown: BBox, width: float, height: float, number: int
) -> PageRead:
    """Read one page from its pdfplumber objects; `shown` is the visible box, `number` counts from 1."""
    page = PageRead(number)
    drawn = read_drawn(objects)
    glyphs, hidden, askew = collect(objects.get("char", ()), drawn.shades, shown)
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    unknown = sum(UNKNOWN in glyph.text for glyph in inked)
    if _only_image(objects, inked, unknown, width * height):
        page.scanned = True
        return page
    if not inked:
        page.empty = True
    if hidden:
        page.warnings.append(f"page {number}: {hidden} characters of white text on white left out")
    if askew:
        page.warnings.append(f"page {number}: {askew} characters that stand askew (a watermark) left out")
    if unknown:
        page.warnings.append(
            f"page {number}: {unknown} characters have no meaning in the file's font and show as {UNKNOWN}"
        )
    turned, frame = upright(glyphs, width, height)
    page.entries = arrange(turned, turn_drawn(drawn, frame), frame, page)
    return page


def _only_image(
    objects: Mapping[str, Sequence[Mapping[str, Any]]], inked: Sequence[Glyph], unknown: int, area: float
) -> bool:
    """Whether the page's content is a picture of text: an image or outlines, and hardly a readable character."""
    readable = len(inked) - unknown
    if unknown > 2 * readable and unknown > _FEW:
        return True
    if readable == 0:
        return bool(objects.get("image")) or len(objects.get("curve", ())) > _OUTLINES
    if readable > _FEW:
        return False
    covered = max(
        ((image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in objects.get("image", ())),
        default=0.0,
    )
    return covered > _IMAGE_SHARE * area


def arrange(glyphs: Sequence[Glyph], drawn: Drawn, frame: Frame, page: PageRead) -> list[Entry]:
    """Entries in reading order from upright glyphs and rules; warns of tables told by alignment alone."""
    lattices = find_lattices(drawn.horizontal, drawn.vertical)
    height = frame.width if frame.turns % 2 else frame.height
    on, off = _place(glyphs, lattices)
    entries: list[Entry] = []
    boxes: list[BBox] = []
    for lattice, members in zip(lattices, on, strict=True):
        # Rules without any text are ornaments or a chart's axes; a blank form has its header at least.
        if not any(not glyph.text.isspace() for glyph in members):
            continue
        entries.append(Entry(build_grid(lattice, members, page.number, frame), lattice.bbox, height))
        boxes.append(lattice.bbox)
    lines = lines_of([glyph for glyph in off if not glyph.turn])
    lines = [line for line in lines if line.text.strip()]
    taken: set[int] = set()
    for first, end in aligned_runs(lines):
        run = lines[first:end]
        if any(run[0].bbox[1] < box[3] and box[1] < run[-1].bbox[3] for box in boxes):
            continue  # text beside a ruled table
        entries.append(Entry(aligned_grid(run, page.number, frame), _around(run), height))
        page.warnings.append(f"page {page.number}: a table without ruling lines, its columns read from alignment alone")
        boxes.append(_around(run))
        taken.update(range(first, end))
    top = min((box[1] for box in boxes), default=height)
    bottom = max((box[3] for box in boxes), default=0.0)
    for index, line in enumerate(lines):
        if index in taken:
            continue
        outside = line.bbox[3] <= top + 2 or line.bbox[1] >= bottom - 2
        edge = outside and (index < 2 or index >= len(lines) - 2)
        text = TextLine(line.text.strip(), page=page.number, bbox=frame.page(line.bbox))
        entries.append(Entry(text, line.bbox, height, edge))
    entries.sort(key=lambda entry: (entry.bbox[1], entry.bbox[0]))
    entries.extend(_turned_lines([glyph for glyph in off if glyph.turn], frame, page.number))
    return entries


def _place(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Glyphs on each lattice (the smallest that holds them), and those on none."""
    order = sorted(range(len(lattices)), key=lambda i: _area(lattices[i].bbox))
    on: list[list[Glyph]] = [[] for _ in lattices]
    off: list[Glyph] = []
    for glyph in glyphs:
        home = next((i for i in order if inside(lattices[i], glyph)), None)
        (off if home is None else on[home]).append(glyph)
    return on, off


def _turned_lines(glyphs: Sequence[Glyph], frame: Frame, number: int) -> list[Entry]:
    """Lines that stand turned against the rest of the page (a page number on the side of a turned table)."""
    entries = []
    width, height = (frame.height, frame.width) if frame.turns % 2 else (frame.width, frame.height)
    for turns in (1, 2, 3):
        own = Frame(width, height, turns)
        flat = [Glyph(g.text, *own.view((g.x0, g.top, g.x1, g.bottom)), g.size) for g in glyphs if g.turn == turns]
        for line in lines_of(flat):
            block = TextLine(line.text.strip(), page=number, bbox=frame.page(own.page(line.bbox)))
            entries.append(Entry(block, line.bbox, width if turns % 2 else height, edge=True))
    return entries


def _area(box: BBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _around(lines: Sequence[Line]) -> BBox:
    boxes = [line.bbox for line in lines]
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
