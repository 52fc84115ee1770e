"""PDF files into the common page model, page by page.

Does: open the file, read each page within its own guard, send scanned pages to OCR where the `ocr` extra is installed,
drop page numbers and running headers, and say which pages could not be read. Does not: join tables over pages.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import ReadError
from ingest.model import Block, Source, TextLine
from ingest.readers import ocr
from ingest.readers.pdf_furniture import furniture

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

    from ingest.readers.pdf_page import PageRead

MAX_PAGES: Final = 2000
# A whole file ends in a trailer; one cut off in a download does not, and would lose pages without a word.
_TAIL: Final = 65536


def read_pdf(data: bytes, name: str, *, max_pages: int = MAX_PAGES) -> Source:
    """Read one PDF; blocks come page by page in reading order, with boxes in points.

    At most `max_pages` pages are read; a warning names those left out. Pages that fail are named in a warning too.
    Raises `ReadError` for a file that is no PDF, encrypted, cut off or without pages, and for one of which no page
    could be read.
    """
    if max_pages < 1:
        raise ReadError(f"{name}: max_pages must be at least 1, not {max_pages}")
    with _opened(data, name, max_pages) as document:
        total, reads = _read_pages(document, name)
    scanned = [read for read in reads if read.scanned]
    warnings: list[str] = []
    ocr_pages = _read_scans(data, name, scanned, any(read.entries for read in reads)) if scanned else ()
    drop = furniture([edge for read in reads for edge in read.edges()], len(reads))
    blocks: list[Block] = []
    for read in reads:
        warnings.extend(read.warnings)
        for entry in read.entries:
            if isinstance(entry.block, TextLine) and (read.number, entry.bbox) in drop:
                continue
            blocks.append(entry.block)
    if total > len(reads):
        warnings.append(
            f"pages {len(reads) + 1}-{total} not read: more than {max_pages} pages; split the file to read them"
        )
    if not blocks and warnings:
        raise ReadError(f"{name}: no page could be read ({warnings[0]}); open it in a PDF viewer and save it anew")
    return Source(
        name, tuple(blocks), page_count=total, format="pdf", warnings=tuple(warnings), ocr_pages=tuple(ocr_pages)
    )


@contextmanager
def _opened(data: bytes, name: str, max_pages: int) -> Iterator[PDF]:
    """The file as an open pdfplumber document; library errors become `ReadError`."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    _quiet("pdfminer")
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; download it again")
    if b"%PDF-" not in data[:1024]:
        raise ReadError(f"{name}: not a PDF (no %PDF- at its start); give the original file")
    if not any(mark in data[-_TAIL:] for mark in (b"%%EOF", b"startxref")):
        raise ReadError(f"{name}: the PDF is cut off (its end is missing); download it again")
    try:
        # A range, though it is typed as a list: pdfplumber asks of every page whether it is in here.
        wanted: Any = range(1, max_pages + 1)
        document = pdfplumber.open(io.BytesIO(data), pages=wanted)
    except Exception as error:
        causes = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
            raise ReadError(f"{name}: the PDF is encrypted; remove its password and ingest it again") from None
        raise ReadError(f"{name}: the PDF is damaged ({_say(error)}); download it again") from None
    try:
        yield document
    finally:
        # Closing visits the pages again, and a damaged one fails again.
        with suppress(Exception):
            document.close()


def _read_pages(document: PDF, name: str) -> tuple[int, list[PageRead]]:
    """The number of pages the file has, and each page read."""
    from ingest.readers.pdf_clip import lay_out
    from ingest.readers.pdf_page import PageRead, read_objects

    try:
        pages = document.pages
    except Exception as error:
        raise ReadError(f"{name}: the PDF's pages cannot be found ({_say(error)}); download it again") from None
    if not pages:
        raise ReadError(f"{name}: the PDF has no pages; it may be cut off: download it again")
    reads = []
    for number, page in enumerate(pages, start=1):
        try:
            cut = lay_out(page)
            read = read_objects(page.objects, page.bbox, float(page.width), float(page.height), number)
        except Exception as error:  # one bad page must not cost the others
            read = PageRead(number, warnings=[f"page {number}: cannot be read ({_say(error)})"])
        else:
            if cut:
                read.warnings.append(f"page {number}: {cut} characters that their cells cut off left out")
        reads.append(read)
        page.close()
    return max(len(pages), _page_count(document)), reads


def _page_count(document: PDF) -> int:
    """What the page tree says of its size; 0 when it says nothing usable."""
    from pdfminer.pdftypes import resolve1

    try:
        count = resolve1(resolve1(document.doc.catalog["Pages"])["Count"])
    except Exception:
        return 0
    return count if isinstance(count, int) and 0 < count < 10_000_000 else 0


def _read_scans(data: bytes, name: str, scanned: list[PageRead], others: bool) -> list[int]:
    """Read pages that show only an image by OCR, or say how to get it; the pages so read.

    Raises `ReadError` when nothing else is there.
    """
    done: list[int] = []
    if not ocr.available():
        if not others:
            raise ReadError(f"{name}: a scan without a text layer; install OCR with {ocr.INSTALL} and ingest it again")
        for read in scanned:
            read.warnings.append(
                f"page {read.number}: a scan without a text layer, not read; install OCR with {ocr.INSTALL}"
            )
        return done
    with ocr.scan_reader(data) as reader:
        for read in scanned:
            try:
                read.entries = reader.page(read.number, read)
                read.warnings.append(f"page {read.number}: read by OCR")
                done.append(read.number)
            except Exception as error:
                read.warnings.append(f"page {read.number}: cannot be read by OCR ({_say(error)})")
    return done


def _quiet(logger: str) -> None:
    """Keep a library's log lines off stderr unless the program has set up logging."""
    log = logging.getLogger(logger)
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _say(error: BaseException) -> str:
    text = " ".join(str(error).split())[:120]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
