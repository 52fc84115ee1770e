"""Under which name a file comes into the store: its own, its folder's beside it where that is taken, the one it replaces."""

from __future__ import annotations

from pathlib import PurePath

from sqlalchemy import Connection, select

from index.records import Status
from index.schema import documents


def place(
    connection: Connection, file_name: str, content: str, source: str, instead: str | None = None
) -> tuple[Status, str]:
    """What becomes of the disclosure of a file of this name, content hash and path, and its name in the store."""
    if instead is not None and connection.execute(select(documents.c.name).where(documents.c.name == instead)).first():
        return "replaced", instead
    columns = (documents.c.name, documents.c.source, documents.c.sha256)
    same = connection.execute(
        select(*columns).where(documents.c.file_name == file_name).order_by(documents.c.name)
    ).all()
    for name, origin, sha256 in same:
        if origin == source:
            return ("unchanged" if sha256 == content else "replaced"), name
    for name, _, sha256 in same:
        if sha256 == content:
            return "unchanged", name
    return "stored", _free_name(connection, file_name, source)


def _free_name(connection: Connection, file_name: str, source: str) -> str:
    def free(name: str) -> bool:
        return connection.execute(select(documents.c.name).where(documents.c.name == name)).first() is None

    if free(file_name):
        return file_name
    parent = PurePath(source.replace("\\", "/")).parent.name
    beside = f"{parent}/{file_name}" if parent else file_name
    if free(beside):
        return beside
    stem, dot, suffix = beside.rpartition(".")
    counter = 2
    while True:
        name = f"{stem} ({counter}){dot}{suffix}" if stem else f"{beside} ({counter})"
        if free(name):
            return name
        counter += 1
