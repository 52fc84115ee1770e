"""Text and Markdown exports, tab- or pipe-separated, into the common page model.

Does: decode (UTF-8, UTF-16, GB 18030), strip inline markup, tell table rows from running text. Does not: decide what
a table is or repair anything; rows keep the cells and the line number that the file has.
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import ReadError
from ingest.model import Block, Cell, Grid, GridRow, Source, TextLine
from ingest.readers.letters import as_letters

_TAGS = re.compile(r"</?(?:b|strong|i|em|u|s|sup|sub|span|font|p|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_HEADING = re.compile(r"^(#{1,6})\s+(.*\S)\s*$")
_RULE = re.compile(r"^(?=.*\|)\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?$|^-{3,}$")
# Control characters that no text holds; a file with them is some other format under a text name.
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_BYTES = 64 * 1024 * 1024


def decode(data: bytes, name: str) -> str:
    """Bytes to text. Raises `ReadError` for an empty or a binary file."""
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; export it again and ingest it")
    if len(data) > MAX_BYTES:
        raise ReadError(f"{name}: {len(data) // 1_000_000} MB of text is more than a disclosure; split it")
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _strict(data, encoding, name)
    if _BINARY.search(data):
        raise ReadError(
            f"{name}: not a text file (binary data inside); give the original PDF, XLSX, DOCX or HTML instead"
        )
    try:
        return as_letters(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _strict(data, "gb18030", name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return as_letters(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: not readable as text ({error.reason} at byte {error.start}); save it as UTF-8"
        ) from None


def read_text(data: bytes, name: str) -> Source:
    """Read one text export. Raises `ReadError` for an empty or a binary file."""
    blocks: list[Block] = []
    rows: list[GridRow] = []

    def close() -> None:
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows.clear()

    for number, raw in enumerate(_lines(decode(data, name)), start=1):
        line = _TAGS.sub("", raw).replace("\ufeff", "")
        cells = _cells(line)
        if cells is not None:
            rows.append(GridRow(tuple(Cell(text) for text in cells), line=number))
            continue
        if _RULE.match(line.strip()) and rows:
            continue
        close()
        if not line.strip():
            continue
        match = _HEADING.match(line.strip())
        if match:
            blocks.append(TextLine(match.group(2), line=number, heading=len(match.group(1))))
        else:
            blocks.append(TextLine(line.strip(), line=number))
    close()
    return Source(name, tuple(blocks), format="text")


def _lines(text: str) -> list[str]:
    """Lines as an editor counts them: form feeds and other odd breaks are no line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _cells(line: str) -> list[str] | None:
    """The cells of a table row, or `None` for running text. Leading white space stays: it may be the hierarchy."""
    if "\t" in line:
        return [cell.rstrip() for cell in line.split("\t")]
    body = line.strip()
    if body.count("|") >= 2 and body.startswith("|") and not _RULE.match(body):
        return [cell.rstrip().removeprefix(" ") for cell in body.removeprefix("|").removesuffix("|").split("|")]
    return None
