"""Readers: a file's bytes become blocks (grids and text lines) in reading order. Content decides, not the ending."""

from __future__ import annotations

from ingest.model import Source
from ingest.readers.pace import Told


def read_bytes(data: bytes, name: str, *, seconds: float | None = None, told: Told | None = None) -> Source:
    """Read a document's bytes with the reader that its content asks for. Readers load only when needed.

    `seconds` is the time there is, for readers that can give a part of a file (PDF); `told` hears of their pages. Raises `ReadError` when the file is
    empty, binary, damaged, or in a format that no reader knows.
    """
    from ingest.readers.sound import sound

    return sound(_read(data, name, seconds, told))


def _read(data: bytes, name: str, seconds: float | None, told: Told | None) -> Source:
    from ingest.readers.sniff import sniff

    match sniff(data, name):
        case "pdf":
            from ingest.readers.pdf import read_pdf

            return read_pdf(data, name, seconds=seconds, told=told)
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
