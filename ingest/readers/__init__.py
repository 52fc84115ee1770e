"""Readers: a file's bytes become blocks (grids and text lines) in reading order. Content decides, not the ending."""

from __future__ import annotations

from pathlib import Path

from ingest.errors import ReadError
from ingest.model import Source

# First bytes of formats that are never a text export, with the name a message gives them.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "XLSX, DOCX or ZIP"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS or DOC"),
)


def read_source(path: Path) -> tuple[Source, bytes]:
    """Read a file into the common page model; returns it with the file's bytes.

    Raises `ReadError` when the file is missing, empty, binary, or in a format that no reader knows.
    """
    from ingest.readers.text import read_text

    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise ReadError(f"{path.name}: is a folder, not a file; name the files in it or ingest the folder") from None
    except OSError as error:
        raise ReadError(
            f"{path.name}: cannot be read ({error.strerror or error}); check the path and its rights"
        ) from None
    head = data[:1024].lstrip()
    for signature, label in _SIGNATURES:
        if head.startswith(signature):
            raise ReadError(f"{path.name}: {label} files are not read yet; give a text export (tab-separated) of it")
    return read_text(data, path.name), data
