"""OCR of scanned budgets: the sample disclosure printed to pictures must give the amounts of its own text layer."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from ingest.errors import ReadError
from ingest.model import Cell, Grid, Source, TextLine
from ingest.readers import ocr
from ingest.readers.ocr import merge_pieces
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_lattice import find_lattices
from ingest.readers.pdf_rules import Rule

needs_ocr = pytest.mark.skipif(not ocr.available(), reason=f"OCR is not installed ({ocr.INSTALL})")
SAMPLES = Path(__file__).resolve().parents[2] / "ui" / "samples"


def as_scan(data: bytes, page: int, askew: float = 0.0, sideways: bool = False) -> bytes:
    """Page `page` (from 1) of a PDF as a PDF that holds only its picture, at 200 dpi."""
    import pypdfium2

    reportlab = pytest.importorskip("reportlab.pdfgen.canvas", reason="reportlab makes the scan (extra dev)")
    from reportlab.lib.utils import ImageReader

    document = pypdfium2.PdfDocument(data)
    sheet = document[page - 1]
    width, height = sheet.get_size()
    picture = sheet.render(scale=200 / 72, grayscale=True).to_pil()
    if sideways:
        picture, width, height = picture.rotate(90, expand=True), height, width
    if askew:
        picture = picture.rotate(askew, fillcolor=255, resample=3)
    buffer = io.BytesIO()
    canvas = reportlab.Canvas(buffer, pagesize=(width, height))
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def amounts(source: Source, page: int) -> list[tuple[int, int, str]]:
    """(row, column, text) of every cell of the page's first grid that prints a number."""
    grid = next(block for block in source.blocks if isinstance(block, Grid) and block.rows[0].page == page)
    return [
        (i, j, cell.text)
        for i, row in enumerate(grid.rows)
        for j, cell in enumerate(row.cells)
        if re.fullmatch(r"[\d,.]+", cell.text.strip())
    ]


@pytest.fixture(scope="module")
def sample() -> tuple[bytes, Source]:
    path = next(iter(sorted(SAMPLES.glob("*.pdf"))), None)
    if path is None:
        pytest.skip("no sample disclosure in ui/samples")
    data = path.read_bytes()
    return data, read_pdf(data, path.name)


@needs_ocr
@pytest.mark.parametrize("askew", [0.0, 0.6])
def test_a_scanned_table_gives_the_amounts_of_its_text_layer(sample: tuple[bytes, Source], askew: float) -> None:
    data, source = sample
    page = next(block.rows[0].page for block in source.blocks if isinstance(block, Grid))
    assert page is not None
    scan = read_pdf(as_scan(data, page, askew), "scan.pdf")
    assert amounts(scan, 1) == amounts(source, page)
    assert len(amounts(scan, 1)) > 5
    assert "page 1: read by OCR" in scan.warnings
    assert (scan.ocr_pages, source.ocr_pages) == ((1,), ())


@needs_ocr
def test_a_table_scanned_sideways_is_turned(sample: tuple[bytes, Source]) -> None:
    data, source = sample
    page = next(block.rows[0].page for block in source.blocks if isinstance(block, Grid))
    assert page is not None
    scan = read_pdf(as_scan(data, page, sideways=True), "scan.pdf")
    assert amounts(scan, 1) == amounts(source, page)


@needs_ocr
def test_text_outside_the_table_and_boxes_in_points(sample: tuple[bytes, Source]) -> None:
    data, source = sample
    grid = next(block for block in source.blocks if isinstance(block, Grid))
    page = grid.rows[0].page or 1
    scan = read_pdf(as_scan(data, page), "scan.pdf")
    text = "".join(block.text for block in scan.blocks if isinstance(block, TextLine))
    assert "单位" in text
    read = next(block for block in scan.blocks if isinstance(block, Grid))
    want: Cell = next(cell for row in grid.rows for cell in row.cells if not cell.covered)
    got: Cell = next(cell for row in read.rows for cell in row.cells if not cell.covered)
    assert got.bbox == pytest.approx(want.bbox, abs=2.0)


def test_the_strokes_of_a_large_character_are_no_table() -> None:
    """白 and 田 at the size of a title cross their strokes as a table's rules do."""
    xs, ys = (100.0, 112.0, 125.0), (50.0, 63.0, 76.0)
    character = find_lattices([Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs])
    wide = (40.0, 200.0, 400.0)
    table = find_lattices([Rule(y, wide[0], wide[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in wide])
    assert [ocr.is_table(lattice) for lattice in (*character, *table)] == [False, True]


def test_pieces_at_one_height_are_one_line() -> None:
    pieces = [
        ("单位：万元", (300.0, 41.0, 360.0, 52.0)),
        ("编制部门", (40.0, 40.0, 90.0, 51.0)),
        ("收入", (40.0, 80.0, 60.0, 91.0)),
    ]
    assert [text for text, _ in merge_pieces(pieces)] == ["编制部门 单位：万元", "收入"]


@needs_ocr
def test_a_scan_that_cannot_be_drawn_is_refused_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, sample: tuple[bytes, Source]
) -> None:
    """pdfplumber reads some damaged files that pdfium, which draws pages, does not open."""
    import pypdfium2

    def damaged(data: bytes) -> None:
        raise pypdfium2.PdfiumError("Failed to load document")

    scan = as_scan(sample[0], 5)
    monkeypatch.setattr(pypdfium2, "PdfDocument", damaged)
    with pytest.raises(ReadError, match="cannot be drawn") as caught:
        read_pdf(scan, "scan.pdf")
    assert str(caught.value).startswith("scan.pdf: ")
