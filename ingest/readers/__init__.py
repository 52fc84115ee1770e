"""Readers: a file's bytes become blocks (grids and text lines) in reading order. Content decides, not the ending."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ReadError
from ingest.model import Source


def read_source(path: Path) -> tuple[Source, bytes]:
    """Read a file into the common page model; returns it with the file's bytes.

    Raises `ReadError` when the file is missing, empty, binary, damaged, or in a format that no reader knows.
    """
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise ReadError(f"{path.name}: is a folder, not a file; name the files in it or ingest the folder") from None
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReadError(f"{path.name}: cannot be read ({reason}); check the path and its rights") from None
    return read_bytes(data, path.name), data


def read_bytes(data: bytes, name: str) -> Source:
    """Read a document's bytes with the reader that its content asks for. Readers load only when needed."""
    from ingest.readers.sniff import sniff

    match sniff(data, name):
        case "pdf":
            from ingest.readers.pdf import read_pdf

            return read_pdf(data, name)
        case "xlsx":
            from ingest.readers.xlsx import read_xlsx

            return read_xlsx(data, name)
        case "xls":
            from ingest.readers.xls import read_xls

            return read_xls(data, name)
        case "docx":
            from ingest.readers.docx import read_docx

            return read_docx(data, name)
        case "html":
            from ingest.readers.html import read_html

            return read_html(data, name)
        case "text":
            from ingest.readers.text import read_text

            return read_text(data, name)
