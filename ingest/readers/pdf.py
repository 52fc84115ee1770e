"""PDF files into the common page model, page by page.

Does: open the file, read each page within its own guard, send scanned pages to OCR where the `ocr` extra is installed,
drop page numbers and running headers, and say which pages could not be read. Does not: join tables over pages.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ingest.errors import ReadError, said
from ingest.model import Block, Source, TextLine
from ingest.readers import ocr
from ingest.readers.pace import Pace, Told
from ingest.readers.pdf_furniture import furniture

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

    from ingest.readers.pdf_page import PageRead

MAX_PAGES: Final = 2000
# A whole file ends in a trailer; one cut off in a download does not, and would lose pages without a word.
_TAIL: Final = 65536


def read_pdf(
    data: bytes, name: str, *, max_pages: int = MAX_PAGES, seconds: float | None = None, told: Told | None = None
) -> Source:
    """Read one PDF; blocks come page by page in reading order, with boxes in points.

    At most `max_pages` pages are read, and those that `seconds` suffice for; a warning names those left out. Pages that
    fail, or take too much of that time, are named in a warning too. `told` hears of each page done, scans once more.
    Raises `ReadError` for a file that is no PDF, encrypted, cut off or without pages, and for one of which no page
    could be read.
    """
    if max_pages < 1:
        raise ReadError(f"{name}: max_pages must be at least 1, not {max_pages}")
    pace = Pace(seconds, told)
    document = _opened(data, name)
    reads, total, why = _read_pages(document, name, pace, max_pages)
    scanned = [read for read in reads if read.scanned]
    warnings: list[str] = []
    ocr_pages = _read_scans(data, name, scanned, any(read.entries for read in reads), pace) if scanned else ()
    drop = furniture([edge for read in reads for edge in read.edges()], len(reads))
    blocks: list[Block] = []
    for read in reads:
        warnings.extend(read.warnings)
        for entry in read.entries:
            if isinstance(entry.block, TextLine) and (read.number, entry.bbox) in drop:
                continue
            blocks.append(entry.block)
    if total > len(reads):
        first = len(reads) + 1
        warnings.append(f"{f'page {total}' if first == total else f'pages {first}-{total}'} not read: {why}")
    if not blocks and warnings:
        raise ReadError(f"{name}: no page could be read ({warnings[0]}); open it in a PDF viewer and save it anew")
    return Source(
        name, tuple(blocks), page_count=total, format="pdf", warnings=tuple(warnings), ocr_pages=tuple(ocr_pages)
    )


def _opened(data: bytes, name: str) -> PDF:
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
        return pdfplumber.open(io.BytesIO(data))
    except Exception as error:
        causes = (error, error.__cause__, error.__context__, *error.args)
        if any(isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) for cause in causes):
            raise ReadError(f"{name}: the PDF is encrypted; remove its password and ingest it again") from None
        raise ReadError(f"{name}: the PDF is damaged ({said(error)}); download it again") from None


def _read_pages(document: PDF, name: str, pace: Pace, max_pages: int) -> tuple[list[PageRead], int, str]:
    """Each page read, how many the file has, and why those beyond are not read."""
    from pdfplumber.page import Page

    from ingest.readers.pdf_clip import lay_out
    from ingest.readers.pdf_page import PageRead, read_objects

    reads: list[PageRead] = []
    pages = _page_objects(document)
    found: Any = None
    pages_said = _page_count(document)
    missing = "they are not in the file, which is damaged (so page numbers may be off): download it again"
    while True:
        try:
            found = next(pages, None)
        except Exception as error:  # a damaged page tree costs what hangs below
            missing = f"they cannot be found ({said(error)}): download the file again"
            break
        if found is None or len(reads) == max_pages or pace.over:
            break
        number = len(reads) + 1
        try:
            with pace.page():
                page = Page(document, found, page_number=number, initial_doctop=0)
                cut = lay_out(page)
                read = read_objects(page.objects, page.bbox, float(page.width), float(page.height), number)
                page.close()
        except Exception as error:  # one bad page must not cost the others
            read = PageRead(number, warnings=[f"page {number}: cannot be read ({said(error)})"])
        else:
            if cut:
                read.warnings.append(f"page {number}: {cut} characters that their cells cut off left out")
        reads.append(read)
        pace.told(number, max(number, pages_said))
    if not reads and found is not None:
        raise ReadError(
            f"{name}: no page was read within the time limit; split the file, or raise the limit (--timeout)"
        )
    if not reads:
        raise ReadError(f"{name}: the PDF has no pages that can be found; it may be cut off: download it again")
    total = max(len(reads) + (found is not None), _page_count(document))
    if len(reads) == max_pages:
        return reads, total, f"more than {max_pages} pages; split the file to read them"
    return (
        reads,
        total,
        "the time limit was reached; split the file, or raise the limit (--timeout)" if found is not None else missing,
    )


def _page_objects(document: PDF) -> Iterator[Any]:
    """The page objects of the page tree, in order."""
    from pdfminer.pdfdocument import PDFNoPageLabels
    from pdfminer.pdfpage import PDFPage

    def no_labels() -> None:
        raise PDFNoPageLabels

    # The names of pages are not needed, and damaged ones would cost the pages.
    document.doc.get_page_labels = no_labels  # type: ignore[method-assign, assignment]
    found: Iterator[Any] = PDFPage.create_pages(document.doc)
    return found


def _page_count(document: PDF) -> int:
    """What the page tree says of its size; 0 when it says nothing usable."""
    from pdfminer.pdftypes import resolve1

    try:
        count = resolve1(resolve1(document.doc.catalog["Pages"])["Count"])
    except Exception:
        return 0
    return count if isinstance(count, int) and 0 < count < 10_000_000 else 0


def _read_scans(data: bytes, name: str, scanned: list[PageRead], others: bool, pace: Pace) -> list[int]:
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
    try:
        with ocr.scan_reader(data) as reader:
            _scan_pages(reader, scanned, pace, done)
    except ReadError as error:
        if not others:
            raise ReadError(f"{name}: a scan without a text layer, and {error}") from None
        for read in scanned:
            read.warnings.append(f"page {read.number}: a scan, not read: {error}")
    return done


def _scan_pages(reader: ocr.ScanReader, scanned: Sequence[PageRead], pace: Pace, done: list[int]) -> None:
    """Read scanned pages one by one, as long as there is time; `done` takes the numbers of those that were."""
    for position, read in enumerate(scanned):
        pace.told(position, len(scanned))
        if pace.over:
            read.warnings.append(
                f"page {read.number}: a scan, not read: the time limit was reached; split the file, or raise the limit (--timeout)"
            )
            continue
        try:
            with pace.page():
                read.entries = reader.page(read.number, read)
            found = "read by OCR" if read.entries else "a picture in which OCR found no text"
            read.warnings.append(f"page {read.number}: {found}")
            done.append(read.number)
        except Exception as error:
            read.warnings.append(f"page {read.number}: cannot be read by OCR ({said(error)})")


def _quiet(logger: str) -> None:
    """Keep a library's log lines off stderr unless the program has set up logging."""
    log = logging.getLogger(logger)
    if not log.handlers:
        log.addHandler(logging.NullHandler())
