"""PDFs that are damaged, endless or slow: what can be read is read, and the pages that cannot are named."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from eval.fuzz.hostile import pdf
from ingest.errors import ReadError
from ingest.model import TextLine
from ingest.readers import pdf_clip
from ingest.readers.pdf import read_pdf

BOX = b"/MediaBox [0 0 595 842]"


def pages(*bodies: bytes, count: int | None = None) -> bytes:
    """A PDF whose pages say their number, each with these attributes; `count` is what the page tree says of them."""
    font = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"
    kids = b" ".join(b"%d 0 R" % (10 + 2 * n) for n in range(len(bodies)))
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R>>",
        2: b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, len(bodies) if count is None else count),
        3: font,
    }
    for number, body in enumerate(bodies):
        says = b"BT /F 9 Tf 50 700 Td (page number %d of the budget) Tj ET" % (number + 1)
        at = 10 + 2 * number
        if body:
            objects[at] = b"<</Type /Page /Parent 2 0 R /Contents %d 0 R /Resources <</Font <</F 3 0 R>>>> %s>>" % (at + 1, body)  # fmt: skip
        objects[at + 1] = b"<</Length %d>>\nstream\n%s\nendstream" % (len(says), says)
    return pdf(objects)


def said(data: bytes, **options: float) -> tuple[list[int | None], tuple[str, ...]]:
    """The pages that text was read from, and the warnings."""
    source = read_pdf(data, "预算.pdf", **options)  # type: ignore[arg-type]
    return [block.page for block in source.blocks if isinstance(block, TextLine)], source.warnings


def test_a_page_that_cannot_be_read_costs_only_itself() -> None:
    read, warnings = said(pages(BOX, b"/Rotate 0", BOX))
    assert read == [1, 3]
    assert len(warnings) == 1
    assert warnings[0].startswith("page 2: cannot be read (")


def test_pages_that_the_file_lost_are_named() -> None:
    """A download cut off and repaired: the tree still counts what is no longer there."""
    read, warnings = said(pages(BOX, BOX, b"", b"", count=4))
    assert read == [1, 2]
    assert len(warnings) == 1
    assert warnings[0].startswith("pages 3-4 not read: ")
    assert "download" in warnings[0]


def test_pages_beyond_the_time_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 2.0, 99.0])
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    read, warnings = said(pages(BOX, BOX, BOX), seconds=50)
    assert read == [1, 2]
    assert warnings == ("page 3 not read: the time limit was reached; split the file, or raise the limit (--timeout)",)


def test_a_slow_page_is_interrupted_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch) -> None:
    honest: Callable[[object], int] = pdf_clip.lay_out

    def slow(page: object) -> int:
        while page.page_number == 2:  # type: ignore[attr-defined]
            pass
        return honest(page)

    monkeypatch.setattr(pdf_clip, "lay_out", slow)
    read, warnings = said(pages(BOX, BOX, BOX), seconds=8)
    assert read == [1, 3]
    assert [warning[:24] for warning in warnings] == ["page 2: cannot be read ("]
    assert "2 seconds" in warnings[0]


def test_a_file_of_which_nothing_is_left_is_refused_in_one_line() -> None:
    for data in (pages(b"", b""), pages(b"/Rotate 0"), pages()):
        with pytest.raises(ReadError, match=r"^预算\.pdf: ") as caught:
            read_pdf(data, "预算.pdf")
        assert "\n" not in str(caught.value)
    with pytest.raises(ReadError, match="time limit"):
        read_pdf(pages(BOX), "预算.pdf", seconds=0)
