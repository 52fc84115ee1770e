"""What a file is, told from its bytes, and whether an Office archive is safe to unpack.

Does: name the reader for a file; refuse, with the way out, what no reader knows (DOC, ODS, images, archives) and ZIP
bombs, entity declarations and absurd merges before anything is unpacked into objects. Does not: read the content.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final, Literal

from ingest.errors import ReadError, said

Kind = Literal["pdf", "xlsx", "xls", "docx", "html", "text"]

MAX_UNPACKED: Final = 500_000_000
"""Most bytes an Office archive may unpack to."""
MAX_RATIO: Final = 200
"""Most bytes that one packed byte may unpack to, over the whole archive."""
MAX_MERGED_CELLS: Final = 2_000_000
"""Most cells that merged ranges of one workbook may cover: libraries make an object of each."""
# Below this size a high ratio is a sheet of equal cells, not a bomb.
_SMALL: Final = 10_000_000
_CHUNK: Final = 1 << 20

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# BIFF 2-5 workbooks written without the OLE container.
_BIFF: Final = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_OLE_STREAMS: Final = {
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "a Word 97-2003 document (.doc); save it as .docx and ingest that",
    "PowerPoint Document": "a PowerPoint presentation; ingest the PDF of it",
    "EncryptedPackage": "protected by a password; open it, save it without the password and ingest that",
}
_REFUSED: Final = (
    (b"{\\rtf", "an RTF document; save it as .docx and ingest that"),
    (b"\x89PNG", "a picture; ingest the PDF of the pages"),
    (b"\xff\xd8\xff", "a picture; ingest the PDF of the pages"),
    (b"GIF8", "a picture; ingest the PDF of the pages"),
    (b"II*\x00", "a picture; ingest the PDF of the pages"),
    (b"MM\x00*", "a picture; ingest the PDF of the pages"),
    (b"Rar!", "a RAR archive; unpack it and ingest the files in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and ingest the files in it"),
    (b"\x1f\x8b", "a gzip archive; unpack it and ingest the files in it"),
)
_HTML_HEAD = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_HTML_START = re.compile(r"<(html|head|body|meta|table|div|style|title|center|font|p|h[1-6])[\s>]", re.IGNORECASE)
_MIME_HEAD = re.compile(r"^(mime-version|from|subject|content-type)\s*:", re.IGNORECASE)
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MERGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})[\"']"
)


def sniff(data: bytes, name: str) -> Kind:
    """Which reader a file needs. `name` is for messages alone: the content decides, not the ending.

    Raises `ReadError` for an empty file and for formats that no reader knows, saying what to give instead.
    """
    head = data[:4096]
    stripped = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not data.strip():
        raise ReadError(f"{name}: the file is empty; export it again and ingest it")
    if stripped.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data, name)
    if data.startswith(_OLE):
        return _sniff_ole(data, name)
    if data.startswith(_BIFF):
        return "xls"
    for signature, what in _REFUSED:
        if data.startswith(signature):
            raise ReadError(f"{name}: is {what}")
    text = _head_text(head)
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and text.startswith("<?xml"):
        raise ReadError(f"{name}: is an Excel 2003 XML workbook; save it as .xlsx and ingest that")
    if _is_html(text):
        return "html"
    # Readers of PDF accept junk before the header, as long as it is short.
    return "pdf" if b"%PDF-" in data[:1024] else "text"


def _head_text(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace").lstrip()
    # Markup is ASCII in every other encoding that a page comes in.
    return head.removeprefix(codecs.BOM_UTF8).decode("latin-1").lstrip()


def _is_html(text: str) -> bool:
    if _MIME_HEAD.match(text) and re.search(r"content-type:\s*(multipart/related|text/html)", text, re.IGNORECASE):
        return True  # a page saved with its pictures (MHTML)
    body = re.sub(r"^(?:<\?xml[^>]*>|<!--.*?-->|\s)+", "", text, flags=re.DOTALL)
    return body.startswith("<") and bool(_HTML_HEAD.search(text) or _HTML_START.match(body))


def _sniff_zip(data: bytes, name: str) -> Kind:
    with _open_zip(data, name) as archive:
        names = set(archive.namelist())
        if "xl/workbook.bin" in names:
            raise ReadError(f"{name}: is a binary workbook (.xlsb); save it as .xlsx and ingest that")
        if any(entry.startswith("xl/") for entry in names):
            return "xlsx"
        if any(entry.startswith("word/") for entry in names):
            return "docx"
        if "content.xml" in names and "mimetype" in names:
            raise ReadError(f"{name}: is an OpenDocument file; save it as .xlsx or .docx and ingest that")
    raise ReadError(f"{name}: is a ZIP archive, no workbook and no document; unpack it and ingest the files in it")


def _sniff_ole(data: bytes, name: str) -> Kind:
    """The first known stream of the container's directory decides: embedded objects come after their host's."""
    found: list[tuple[int, str]] = []
    for stream in _OLE_STREAMS:
        raw = stream.encode("utf-16-le") + b"\0\0"
        at = data.find(raw)
        while at >= 0:
            # A directory entry is 128 bytes: the name, its length at 64, its type (2: stream) at 66.
            if at % 128 == 0 and data[at + 64 : at + 67] == len(raw).to_bytes(2, "little") + b"\x02":
                found.append((at, stream))
                break
            at = data.find(raw, at + 1)
    what = _OLE_STREAMS[min(found)[1]] if found else "an Office file of a kind not known; ingest the PDF of it"
    if what == "xls":
        return "xls"
    raise ReadError(f"{name}: is {what}")


def _open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise ReadError(f"{name}: the file is damaged or cut off (its archive has no end); get it again") from None


def check_archive(data: bytes, name: str) -> None:
    """Refuse an Office archive that would harm the reader: too large, packed too tightly, with declared entities.

    Streams every part once and counts what really comes out, since the sizes an archive states can lie.
    Raises `ReadError`.
    """
    merged = 0
    with _open_zip(data, name) as archive:
        entries = archive.infolist()
        _check_size(sum(entry.file_size for entry in entries), len(data), name)
        out = 0
        for entry in entries:
            if entry.flag_bits & 1:
                raise ReadError(f"{name}: protected by a password; save it without the password and ingest that")
            tail = b""
            for chunk in _chunks(archive, entry, name):
                out += len(chunk)
                _check_size(out, len(data), name)
                window = tail + chunk
                # In UTF-16 the same words come with zero bytes between.
                if entry.filename.endswith((".xml", ".rels")) and _DECLARED.search(window.replace(b"\0", b"")):
                    raise ReadError(f"{name}: {entry.filename} declares entities, which no Office file does; not read")
                if entry.filename.startswith("xl/worksheets/"):
                    merged += sum(_area(match) for match in _MERGE.finditer(window))
                if merged > MAX_MERGED_CELLS:
                    raise ReadError(f"{name}: its merged cells cover over {MAX_MERGED_CELLS:,} cells; not read")
                # A tag cut off at the end is looked at again; a whole one never, for it would count twice.
                last = window.rfind(b"<")
                tail = window[last:][:4096] if last > window.rfind(b">") else b""


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                yield chunk
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise ReadError(f"{name}: its part {entry.filename} is damaged ({said(error)}); get the file again") from None


def _check_size(out: int, packed: int, name: str) -> None:
    if out > MAX_UNPACKED:
        raise ReadError(f"{name}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB; no disclosure does; not read")
    if out > _SMALL and out > MAX_RATIO * packed:
        raise ReadError(f"{name}: unpacks to more than {MAX_RATIO} times its size (a ZIP bomb); not read")


def _area(match: re.Match[bytes]) -> int:
    left, top, right, bottom = match.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(bottom) - int(top)) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
