"""ZIP archives of disclosures: which files are in one, and the bytes of each.

Does: tell an archive from an Office file (which is a ZIP too), list its members with readable names, give one member's
bytes or hash within limits. Does not: unpack to disk (so no name in an archive can point anywhere), or open archives
inside archives.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ingest.errors import ReadError, said

MAX_MEMBERS: Final = 10_000
"""Most members of an archive."""
MAX_MEMBER: Final = 500_000_000
"""Most bytes that one member may unpack to."""
MAX_UNPACKED: Final = 20_000_000_000
"""Most bytes that an archive's members may say they unpack to, together."""
MAX_RATIO: Final = 200
"""Most bytes that one packed byte of a member may unpack to."""
# Below this size a high ratio is a page of equal cells, not a bomb.
_SMALL: Final = 10_000_000
_CHUNK: Final = 1 << 20
_MOST_DIRECTORY: Final = 16_000_000  # bytes of the table of contents, which is held in memory
_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_UTF8: Final = 0x800
_ENCRYPTED: Final = 0x1
_OFFICE = re.compile(r"^(xl/|word/|ppt/|\[Content_Types\]\.xml$|mimetype$)")


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its place in the table of contents and its path there, `/` between folders."""

    index: int
    path: str

    @property
    def name(self) -> str:
        """The file's own name; never empty, never a path."""
        name = PurePosixPath(self.path).name
        return name if name not in {"", ".", ".."} else f"member {self.index + 1}"


def is_archive(path: Path) -> bool:
    """Whether a file is a ZIP of files and no Office document. What cannot be opened is one if it is called so."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in _SIGNATURES:
                return False
        with _opened(path) as archive:
            return not any(_OFFICE.match(name) for name in archive.namelist())
    except (ReadError, OSError):
        return path.suffix.lower() == ".zip"


def list_members(path: Path) -> list[Member]:
    """The files in an archive, in its order; folders, hidden files and a Mac's shadow files left out.

    Raises `ReadError` for an archive that is damaged, holds too much, or is no archive.
    """
    with _opened(path) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise ReadError(f"{path.name}: unpacks to over {MAX_UNPACKED // 10**9} GB; ingest it in parts")
        found = [Member(index, _path(entry)) for index, entry in enumerate(entries) if not entry.is_dir()]
    return [member for member in found if not _hidden(member.path)]


def read_member(path: Path, index: int, name: str) -> bytes:
    """One member's bytes; `name` is for messages. Raises `ReadError` when it is damaged, encrypted or too large."""
    return b"".join(_chunks(path, index, name))


def hash_member(path: Path, index: int, name: str) -> str:
    """The SHA-256 of one member's bytes, in hex. Raises as `read_member`."""
    digest = hashlib.sha256()
    for chunk in _chunks(path, index, name):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(path: Path, index: int, name: str) -> Iterator[bytes]:
    with _opened(path) as archive:
        entries = archive.infolist()
        if index >= len(entries):
            raise ReadError(f"{name}: is not in {path.name} any more; ingest it again")
        entry = entries[index]
        if entry.flag_bits & _ENCRYPTED:
            raise ReadError(f"{name}: {path.name} is protected by a password; unpack it and ingest the files in it")
        out = 0
        try:
            with archive.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    out += len(chunk)
                    # Counted, not believed: the sizes that an archive states can lie.
                    if out > MAX_MEMBER:
                        raise ReadError(f"{name}: unpacks to over {MAX_MEMBER // 10**6} MB; split it")
                    if out > _SMALL and out > MAX_RATIO * max(entry.compress_size, 1):
                        raise ReadError(f"{name}: unpacks to over {MAX_RATIO} times its size (a ZIP bomb); not read")
                    yield chunk
        except (
            zipfile.BadZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
            zlib.error,
        ) as error:
            raise ReadError(f"{name}: is damaged in {path.name} ({said(error)}); get the archive again") from None


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file:
            _check_directory(path, file.seek(0, os.SEEK_END), file)
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                yield archive
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, struct.error):
        raise ReadError(f"{path.name}: the archive is damaged or cut off; get it again") from None
    except OSError as error:
        raise ReadError(
            f"{path.name}: cannot be read ({error.strerror or error}); check the path and its rights"
        ) from None


def _check_directory(path: Path, size: int, file: object) -> None:
    """Refuse a table of contents that would fill the memory, before the library reads it whole."""
    file.seek(max(0, size - _END_SIZE - 65535))  # type: ignore[attr-defined]
    tail: bytes = file.read()  # type: ignore[attr-defined]
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise zipfile.BadZipFile
    entries, length = struct.unpack("<HI", tail[at + 10 : at + 16])
    # Larger archives say 65,535 here and the truth elsewhere.
    if entries > MAX_MEMBERS or length > _MOST_DIRECTORY:
        raise ReadError(f"{path.name}: holds over {MAX_MEMBERS:,} files; unpack it and ingest the folder")


def _path(entry: zipfile.ZipInfo) -> str:
    """A member's path as its maker meant it: archives made in China often name files in GBK and do not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    clean = "".join(c if c.isprintable() else "_" for c in name.replace("\\", "/"))
    return "/".join(part for part in clean.split("/") if part not in {"", ".", ".."}) or f"member {entry.header_offset}"


def _hidden(path: str) -> bool:
    parts = path.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts) or parts[-1].startswith("~$")
