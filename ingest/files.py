"""Which files to read: those named, those in folders, those inside ZIP archives; and what names each of them.

Does: walk and list, in a stable order, each file once. Does not: read a file beyond telling an archive from a document.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ingest.archive import hash_member, is_archive, list_members, read_member
from ingest.errors import ReadError, UsageError

ENDINGS: Final = frozenset({".txt", ".md", ".pdf", ".xlsx", ".xls", ".docx", ".html", ".htm", ".zip"})
"""File endings looked for in folders and archives. A file named by the user is tried whatever it is called."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `path` on disk, or member number `member` of the archive there.

    `name` is what its disclosure will be called, `source` where it came from, the same every time, in one text; `shown`
    is that as the user gave it. `problem` says why it cannot even be tried (an archive that cannot be listed), else empty.
    """

    path: Path
    name: str
    source: str
    shown: str
    member: int | None = None
    problem: str = ""


def file_at(path: Path) -> File:
    """The file at a path."""
    return File(path, path.name, str(path.resolve()), str(path))


def file_from(source: str, name: str) -> File | None:
    """The file that a document called `name` was read from, by its `source`; `None` where it is no longer there."""
    path = Path(source)
    if path.is_file():
        return File(path, name, source, source)
    archive = next((above for above in path.parents if above.is_file()), None)
    if archive is None:
        return None
    inside = source[len(str(archive)) + 1 :]
    try:
        member = next((m for m in list_members(archive) if m.path == inside), None)
    except ReadError:
        return None
    return None if member is None else File(archive, name, source, source, member.index)


def find_files(paths: Iterable[Path]) -> list[File]:
    """The files to read, in order, each once. Folders and archives give what they hold with a known ending, hidden ones
    left out.

    Raises `UsageError` for a path that is not there and for folders that hold nothing to read.
    """
    found: dict[str, File] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(_below(path))
            if not inside:
                known = ", ".join(sorted(ENDINGS))
                raise UsageError(f"no document in folder {path}: it holds no file ending in {known}")
        elif path.exists():
            inside = [path]
        else:
            raise UsageError(f"no such file or folder: {path}; nothing was stored")
        for file in inside:
            for one in _members(file) if is_archive(file) else [file_at(file)]:
                found.setdefault(one.source, one)
    return list(found.values())


def file_bytes(file: File) -> bytes:
    """A file's bytes. Raises `ReadError` naming it."""
    if file.member is not None:
        return read_member(file.path, file.member, file.name)
    try:
        return file.path.read_bytes()
    except IsADirectoryError:
        raise ReadError(f"{file.name}: is a folder, not a file; name the files in it or ingest the folder") from None
    except OSError as error:
        raise _unreadable(file, error) from None


def file_hash(file: File) -> str:
    """The SHA-256 of a file's bytes in hex, without holding them in memory. Raises `ReadError` naming it."""
    if file.member is not None:
        return hash_member(file.path, file.member, file.name)
    try:
        with file.path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: File, error: OSError) -> ReadError:
    return ReadError(f"{file.name}: cannot be read ({error.strerror or error}); check the path and its rights")


def _members(archive: Path) -> Iterator[File]:
    source, shown = str(archive.resolve()), str(archive)
    try:
        members = [m for m in list_members(archive) if Path(m.name).suffix.lower() in ENDINGS]
    except ReadError as error:
        yield File(archive, archive.name, source, shown, problem=str(error))
        return
    if not members:
        known = ", ".join(sorted(ENDINGS))
        why = f"{archive.name}: the archive holds no file ending in {known}; ingest the files you mean by themselves"
        yield File(archive, archive.name, source, shown, problem=why)
    for member in sorted(members, key=lambda m: m.path):
        yield File(archive, member.name, f"{source}/{member.path}", f"{shown}/{member.path}", member.index)


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            # `~$` marks the lock file that an open Office document leaves beside itself.
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in ENDINGS:
                yield Path(root, name)
