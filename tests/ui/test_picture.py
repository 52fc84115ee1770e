"""Pages as pictures: a mark stands in the picture where its position says, and what cannot be shown is told."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from index.records import DocumentRecord
from ingest.model import Facts
from ui.web.picture import SCALE, PictureError, Pictures, draw, original


def pdf(*, crop: tuple[int, int, int, int] | None = None, rotation: int = 0) -> bytes:
    """A page of 300 × 400 points with one black square in it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400))
    if crop:
        canvas.setCropBox(crop)
    canvas.setPageRotation(rotation)
    canvas.rect(60, 250, 20, 20, fill=1)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def record(path: Path, data: bytes, name: str | None = None, source: str | None = None) -> DocumentRecord:
    return DocumentRecord(
        name or path.name, source or str(path), hashlib.sha256(data).hexdigest(), Facts(), 1, 0, 0, 0, None, (), ""
    )


class Shelf:
    """A library that only knows its documents."""

    def __init__(self, *records: DocumentRecord) -> None:
        self._records = list(records)

    def documents(self) -> list[DocumentRecord]:
        return self._records


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 30, 250, 390)])
def test_a_mark_stands_where_the_readers_position_says(crop: tuple[int, int, int, int] | None, rotation: int) -> None:
    data = pdf(crop=crop, rotation=rotation)
    with pdfplumber.open(io.BytesIO(data)) as read:
        (square,) = read.pages[0].rects
    picture = Image.open(io.BytesIO(draw(data, 1, "a.pdf"))).convert("L")
    dark = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert dark is not None
    expected = [square[side] * SCALE for side in ("x0", "top", "x1", "bottom")]
    assert [abs(a - b) <= 2.5 for a, b in zip(dark, expected, strict=True)] == [True] * 4, (dark, expected)


def test_a_page_is_drawn_once_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    pictures = Pictures(Shelf(record(path, path.read_bytes())))  # type: ignore[arg-type]
    first = pictures.png("a.pdf", 1)
    path.unlink()
    assert pictures.png("a.pdf", 1) == first


def test_a_document_from_an_archive_is_found_again(tmp_path: Path) -> None:
    data = pdf()
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("2024/b.pdf", data)
    assert original(record(archive, data, "b.pdf", f"{archive}/2024/b.pdf")) == data


def test_what_cannot_be_shown_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    held = record(path, path.read_bytes())
    pictures = Pictures(Shelf(held))  # type: ignore[arg-type]
    for document, page, why in (
        ("b.pdf", 1, "no document"),
        ("a.pdf", 2, "no such page"),
        ("a.pdf", 0, "no such page"),
    ):
        with pytest.raises(PictureError, match=why):
            pictures.png(document, page)
    path.write_bytes(b"other")
    with pytest.raises(PictureError, match="changed"):
        original(held)
    path.unlink()
    with pytest.raises(PictureError, match="no longer"):
        original(held)
    with pytest.raises(PictureError, match="cannot be drawn"):
        draw(b"%PDF-1.4 nothing", 1, "c.pdf")
