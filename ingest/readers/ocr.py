"""Scanned pages by OCR: ruling lines from the picture, cells cut out along them, each cell's lines recognised by themselves.

Does: render a page, straighten it, find rules with OpenCV, recognise with the models that ship in `rapidocr-onnxruntime`
(extra `ocr`); nothing is downloaded. Does not: correct what it reads; doubtful cells are named in a warning.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import MissingExtraError, ReadError, said
from ingest.model import BBox, Cell, Grid, GridRow, TextLine
from ingest.readers.pdf_text import join_lines

if TYPE_CHECKING:
    from ingest.readers.pdf_glyphs import Frame
    from ingest.readers.pdf_lattice import Lattice
    from ingest.readers.pdf_page import Entry, PageRead

INSTALL: Final = "pip install 'budgetqa[ocr]'"
DPI: Final = 200
# Pixels on the long side: a page of several metres must not fill the memory.
_MAX_SIDE: Final = 4200
# Shorter strokes belong to characters (points).
_SHORTEST_ACROSS: Final = 21.0
_SHORTEST_DOWN: Final = 12.0
_DOUBTFUL: Final = 0.8
# What a table measures at least (points, cells); characters of a title, seals and logos stay below.
_LEAST_WIDTH: Final = 100.0
_LEAST_HEIGHT: Final = 24.0
_LEAST_CELLS: Final = 4

Image = Any  # numpy array, uint8; numpy and OpenCV are imported where used
Untyped = Any  # an object of a library without types (pypdfium2, rapidocr)
Strip = tuple[int, int, int, int]
"""(x0, top, x1, bottom) in pixels."""


def available() -> bool:
    """Whether the `ocr` extra is installed."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


@contextmanager
def scan_reader(data: bytes) -> Iterator[ScanReader]:
    """A reader of the scanned pages of one PDF. Raises `MissingExtraError` without the `ocr` extra, `ReadError` for a file that the
    program which draws pages cannot open, damaged more than the one which reads their text minds."""
    if not available():
        raise MissingExtraError(f"reading a scan needs OCR; install it with {INSTALL}")
    import pypdfium2  # type: ignore[import-untyped, unused-ignore]
    from rapidocr_onnxruntime import RapidOCR  # type: ignore[import-untyped, import-not-found, unused-ignore]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(f"its pages cannot be drawn ({said(error)}); save the file again as PDF") from None
    try:
        yield ScanReader(document, RapidOCR(print_verbose=False))
    finally:
        document.close()


class ScanReader:
    """Reads single pages; holds the open file and the loaded models."""

    def __init__(self, document: Untyped, engine: Untyped) -> None:
        self._document = document
        self._engine = engine

    def page(self, number: int, read: PageRead) -> list[Entry]:
        """Entries of page `number` (from 1) in reading order, boxes in points; doubtful cells are added to `read.warnings`."""
        from ingest.readers.pdf_glyphs import Frame

        page = self._document[number - 1]
        width, height = page.get_size()
        scale = min(DPI / 72, _MAX_SIDE / max(width, height, 1.0))
        image = page.render(scale=scale, grayscale=True).to_numpy().copy()
        page.close()
        entries, cells, doubtful = self._read(image, scale, number, Frame(width, height))
        if doubtful > cells / 2:
            # A wide table laid in sideways: whichever way round it is read with less doubt is the right one.
            for turns in (1, 3):
                attempt = self._read(turned(image, turns), scale, number, Frame(width, height, turns))
                if attempt[1] and attempt[2] / attempt[1] < doubtful / max(cells, 1):
                    entries, cells, doubtful = attempt
        if doubtful:
            read.warnings.append(f"page {number}: {doubtful} cells read with doubt; compare them with the page")
        return sorted(entries, key=lambda entry: (entry.bbox[1], entry.bbox[0]))

    def _read(self, image: Image, scale: float, number: int, frame: Frame) -> tuple[list[Entry], int, int]:
        """Entries of one picture, the number of cells with text, and how many of these were read with doubt."""
        from ingest.readers.pdf_lattice import find_lattices
        from ingest.readers.pdf_page import Entry
        from ingest.readers.pdf_rules import split_rules

        image = straighten(image)
        height = image.shape[0] / scale
        lattices = [lattice for lattice in find_lattices(*split_rules(find_rules(image, scale))) if is_table(lattice)]
        entries: list[Entry] = []
        cells = doubtful = 0
        for lattice in lattices:
            grid, doubts = self._grid(image, lattice, scale, number, frame)
            cells += sum(bool(cell.text) for row in grid.rows for cell in row.cells)
            doubtful += doubts
            entries.append(Entry(grid, lattice.bbox, height))
        lines = self._lines(_without(image, [lattice.bbox for lattice in lattices], scale), scale)
        top = min((lattice.bbox[1] for lattice in lattices), default=height)
        bottom = max((lattice.bbox[3] for lattice in lattices), default=0.0)
        for index, (text, bbox) in enumerate(lines):
            outside = bbox[3] <= top + 2 or bbox[1] >= bottom - 2
            edge = outside and (index < 2 or index >= len(lines) - 2)
            entries.append(Entry(TextLine(text, page=number, bbox=frame.page(bbox)), bbox, height, edge))
        return entries, cells, doubtful

    def _grid(self, image: Image, lattice: Lattice, scale: float, number: int, frame: Frame) -> tuple[Grid, int]:
        """The grid of one lattice and how many of its cells were read with doubt."""
        strips: list[tuple[int, Strip]] = []
        for index, box in enumerate(lattice.boxes):
            x0, top, x1, bottom = (round(v * scale) for v in lattice.box_bbox(box))
            strips.extend((index, strip) for strip in text_strips(image, (x0, top, x1, bottom), scale))
        texts = self._recognise([_cut(image, strip) for _, strip in strips])
        lines: dict[int, list[tuple[str, bool]]] = {}
        doubts: set[int] = set()
        for (index, strip), (text, score) in zip(strips, texts, strict=True):
            right = lattice.box_bbox(lattice.boxes[index])[2] * scale
            lines.setdefault(index, []).append((text, right - strip[2] < 0.9 * (strip[3] - strip[1])))
            if score < _DOUBTFUL:
                doubts.add(index)
        covered = Cell(covered=True)
        rows = [[covered] * (len(lattice.xs) - 1) for _ in lattice.ys[1:]]
        for index, box in enumerate(lattice.boxes):
            text = join_lines(lines.get(index, []))
            rows[box.row][box.column] = Cell(text, box.colspan, box.rowspan, frame.page(lattice.box_bbox(box)))
        return Grid(tuple(GridRow(tuple(cells), page=number) for cells in rows)), len(doubts)

    def _recognise(self, cuts: Sequence[Image]) -> list[tuple[str, float]]:
        if not cuts:
            return []
        import cv2

        results, _ = self._engine.text_rec([cv2.cvtColor(cut, cv2.COLOR_GRAY2BGR) for cut in cuts])
        return [(str(text).strip(), float(score)) for text, score in results]

    def _lines(self, image: Image, scale: float) -> list[tuple[str, BBox]]:
        """Text lines of a picture without tables, from top to bottom; pieces of one line are put together."""
        import cv2

        found, _ = self._engine(cv2.cvtColor(image, cv2.COLOR_GRAY2BGR), use_cls=False)
        pieces: list[tuple[str, BBox]] = []
        for corners, text, _score in found or ():
            xs, ys = [float(p[0]) / scale for p in corners], [float(p[1]) / scale for p in corners]
            pieces.append(
                (str(text).strip(), (round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)))
            )
        return merge_pieces([piece for piece in pieces if piece[0]])


def is_table(lattice: Lattice) -> bool:
    """Whether rules found in a picture can be a table: the strokes of a large character also cross one another."""
    x0, top, x1, bottom = lattice.bbox
    return x1 - x0 >= _LEAST_WIDTH and bottom - top >= _LEAST_HEIGHT and len(lattice.boxes) >= _LEAST_CELLS


def merge_pieces(pieces: Sequence[tuple[str, BBox]]) -> list[tuple[str, BBox]]:
    """Pieces of text that stand at one height as one line, parted by a space; lines from top to bottom."""
    lines: list[list[tuple[str, BBox]]] = []
    for piece in sorted(pieces, key=lambda p: p[1][1] + p[1][3]):
        middle = (piece[1][1] + piece[1][3]) / 2
        last = lines[-1][-1][1] if lines else None
        if last is not None and last[1] < middle < last[3]:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    merged = []
    for line in lines:
        line.sort(key=lambda p: p[1][0])
        boxes = [box for _, box in line]
        around = (
            min(b[0] for b in boxes),
            min(b[1] for b in boxes),
            max(b[2] for b in boxes),
            max(b[3] for b in boxes),
        )
        merged.append((" ".join(text for text, _ in line), around))
    return merged


def turned(image: Image, turns: int) -> Image:
    """The picture as a `Frame` of so many quarter turns sees it."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(image, turns))


def straighten(image: Image) -> Image:
    """The picture turned by the slope of its long lines, where that is a small one (a sheet laid in askew)."""
    import cv2
    import numpy as np

    edges = cv2.Canny(image, 60, 180)
    width = image.shape[1]
    found = cv2.HoughLinesP(edges, 1, np.pi / 1440, 200, minLineLength=width // 4, maxLineGap=12)
    if found is None:
        return image
    slopes = [
        float(np.degrees(np.arctan2(int(y1) - int(y0), int(x1) - int(x0))))
        for x0, y0, x1, y1 in found.reshape(-1, 4)
        if abs(int(y1) - int(y0)) < 0.1 * abs(int(x1) - int(x0))
    ]
    if not slopes:
        return image
    slope = float(np.median(slopes))
    if not 0.08 < abs(slope) < 5:
        return image
    height = image.shape[0]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), slope, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def find_rules(image: Image, scale: float) -> list[BBox]:
    """Thin boxes, in points, of the straight lines in a picture of `scale` pixels a point."""
    import cv2

    ink = cv2.adaptiveThreshold(image, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    boxes: list[BBox] = []
    for across, length in ((True, round(_SHORTEST_ACROSS * scale)), (False, round(_SHORTEST_DOWN * scale))):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if across else (1, length))
        # A line of a scan wavers by a pixel: thicken it before asking how long it is.
        thick = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1)))
        lines = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
        contours, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            x, y, w, h = cv2.boundingRect(contour)
            if (h if across else w) <= 4 * scale:
                middle = (y + h / 2) / scale if across else (x + w / 2) / scale
                if across:
                    boxes.append((x / scale, middle, (x + w) / scale, middle))
                else:
                    boxes.append((middle, y / scale, middle, (y + h) / scale))
    return boxes


def text_strips(image: Image, cell: Strip, scale: float) -> list[Strip]:
    """The lines of text in one cell of a picture, as boxes in pixels with a little room around the ink."""
    import numpy as np

    margin = max(2, round(1.2 * scale))
    x0, top, x1, bottom = cell[0] + margin, cell[1] + margin, cell[2] - margin, cell[3] - margin
    part = image[max(top, 0) : bottom, max(x0, 0) : x1]
    if part.size == 0 or min(part.shape) < 4:
        return []
    paper = float(np.median(part))
    ink = part < paper - 60
    least = max(2, round(0.6 * scale))
    strips = []
    for start, end in _joined(_runs(ink.any(axis=1), gap=least), scale):
        columns = np.flatnonzero(ink[start:end].any(axis=0))
        if end - start < least and columns.size < 2 * least:
            continue  # a speck
        pad = max(2, round(scale))
        strips.append(
            (
                max(x0 + int(columns[0]) - pad, 0),
                max(top + start - pad, 0),
                min(x0 + int(columns[-1]) + 1 + pad, image.shape[1]),
                min(top + end + pad, image.shape[0]),
            )
        )
    return strips


def _runs(marks: Image, gap: int) -> list[tuple[int, int]]:
    """Ranges of rows with ink; those no further apart than `gap` (the parts of one character) are one."""
    runs: list[list[int]] = []
    for index in marks.nonzero()[0].tolist():
        if runs and index - runs[-1][1] <= gap:
            runs[-1][1] = index + 1
        else:
            runs.append([index, index + 1])
    return [(start, end) for start, end in runs]


def _joined(runs: Sequence[tuple[int, int]], scale: float) -> list[tuple[int, int]]:
    """Runs with the flat parts of one character put together again (the strokes of 二, = and ≥)."""
    flat, tall = 5 * scale, 13 * scale
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined:
            before = joined[-1]
            if min(before[1] - before[0], end - start) < flat and end - before[0] <= tall:
                joined[-1] = (before[0], end)
                continue
        joined.append((start, end))
    return joined


def _cut(image: Image, strip: Strip) -> Image:
    x0, top, x1, bottom = strip
    return image[top:bottom, x0:x1]


def _without(image: Image, boxes: Sequence[BBox], scale: float) -> Image:
    bare = image.copy()
    for x0, top, x1, bottom in boxes:
        bare[
            max(round(top * scale) - 3, 0) : round(bottom * scale) + 3,
            max(round(x0 * scale) - 3, 0) : round(x1 * scale) + 3,
        ] = 255
    return bare
