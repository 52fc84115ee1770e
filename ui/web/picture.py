"""A page of a stored PDF as a picture, so that a reader can see the cell where it was printed.

Does: find the original file again, make sure that it is still the one that was read, have the page drawn by a child process
(`ui.web.draw_page`) with a time and a memory limit, and keep the last pictures. Does not: mark anything on the page; the browser lays the
box over the picture from the figure's own position.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from ingest.errors import BudgetQAError, ReadError
from ingest.files import file_bytes, file_from
from ui.web.child import run

if TYPE_CHECKING:
    from index import DocumentRecord, Library

SCALE: Final = 1.5
"""Pixels a PDF point: 108 dots an inch, at which the small print of a budget table can be read."""
_SECONDS: Final = 20
_KEPT: Final = 48
_AT_ONCE: Final = 2


class PictureError(BudgetQAError):
    """A page that cannot be shown: its file is gone or has changed, is no PDF, or the page cannot be drawn."""


class Pictures:
    """Page pictures of one library's documents. Safe to use from many threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._drawing = threading.BoundedSemaphore(_AT_ONCE)
        self._kept: OrderedDict[tuple[str, int], bytes] = OrderedDict()

    def png(self, document: str, page: int) -> bytes:
        """Page `page` (from 1) of a stored document as PNG, `SCALE` pixels a point. Raises `PictureError`."""
        record = next((r for r in self._library.documents() if r.name == document), None)
        if record is None:
            raise PictureError(f"no document {document} in the store")
        key = (record.sha256, page)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        with self._drawing:
            drawn = draw(original(record), page, document)
        with self._lock:
            self._kept[key] = drawn
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return drawn


def original(record: DocumentRecord) -> bytes:
    """The bytes a document was read from. `PictureError` where they are gone or are others now."""
    file = file_from(record.source, record.name)
    if file is None:
        raise PictureError(f"{record.name}: the file it was read from is no longer at {record.source}")
    try:
        data = file_bytes(file)
    except ReadError as error:
        raise PictureError(str(error)) from error
    if hashlib.sha256(data).hexdigest() != record.sha256:
        raise PictureError(f"{record.name}: the file has changed since it was read; read it again")
    return data


def draw(data: bytes, page: int, name: str) -> bytes:
    """A page as PNG, drawn by a process of its own: a hostile file can end only that. Raises `PictureError`."""
    drawn = run("ui.web.draw_page", [str(page), str(SCALE)], data, _SECONDS)
    if drawn is None or not drawn.startswith(b"\x89PNG"):
        raise PictureError(f"{name}: page {page} cannot be drawn (no such page, or the file is no PDF or is damaged)")
    return drawn
