"""Opening the store's database: SQLite by default, PostgreSQL by its address. The only place that knows either.

SQLite: write-ahead log (readers never wait for a writer), foreign keys on, writers queue instead of failing. It
creates the tables and refuses a database of another schema. It stores and finds nothing.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, ProgrammingError, SQLAlchemyError

from index import schema
from index.upgrade import UPGRADES, upgrade
from ingest.errors import MissingExtraError, StoreError, UsageError

_WRITING: Final = "budgetqa_writing"
# A save takes a second or two; a queue of a dozen writers must not fail.
_BUSY_SECONDS: Final = 60


def open_engine(url: str) -> Engine:
    """Connect and make sure the tables are there.

    `UsageError` for an address that cannot be right, `MissingExtraError` without the driver, `StoreError` where the
    database cannot be used: not ours, of another schema version, unreachable.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError("database_url is no database address: use sqlite:///FILE or postgresql://HOST/NAME") from error
    name = parsed.get_backend_name()
    if name not in {"sqlite", "postgresql"}:
        raise UsageError(f"database_url names {name}: use sqlite:///FILE or postgresql://HOST/NAME")
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    shown = parsed.render_as_string(hide_password=True)
    options: dict[str, Any] = {"json_serializer": partial(json.dumps, ensure_ascii=False)}
    if name == "sqlite":
        _make_folder(parsed.database)
        options["connect_args"] = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    try:
        engine = create_engine(parsed, pool_size=20, max_overflow=20, **options)
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{shown} needs a driver: pip install 'budgetqa[postgres]'") from error
    if name == "sqlite":
        _tune_sqlite(engine)
    try:
        _prepare(engine, shown)
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise StoreError(f"cannot open the store {shown}: {_reason(error)}") from error
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection to read through; one consistent view on SQLite. `StoreError` if the database fails."""
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"cannot read the store: {_reason(error)}") from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that no other writer can overlap; all of it happens or none.

    `StoreError` if the database fails; any other exception undoes the transaction and passes on.
    """
    try:
        with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
            # On PostgreSQL this row is the writers' queue; SQLite has already queued at BEGIN IMMEDIATE.
            connection.execute(select(schema.store_info.c.id).with_for_update())
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(f"cannot write the store (nothing was changed): {_reason(error)}") from error


def _make_folder(database: str | None) -> None:
    if not database or database == ":memory:":
        raise UsageError("database_url must name a file: sqlite:///FILE")
    folder = Path(database).absolute().parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the store's folder {folder}: {error.strerror or error}") from error


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: Any) -> None:  # noqa: ANN401 - the driver's own types
        # The driver's own BEGIN comes too late (at the first write): take transactions into our hands.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=NORMAL")
        cursor.close()

    @event.listens_for(engine, "begin")
    def began(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITING, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, shown: str) -> None:
    try:
        version = _version(engine, shown)
    except (IntegrityError, ProgrammingError):
        # Another process made the tables between our look and our writing.
        version = _version(engine, shown)
    if version in UPGRADES:
        version = upgrade(engine, version, **{_WRITING: True})
    if version != schema.SCHEMA_VERSION:
        age = "a newer" if version > schema.SCHEMA_VERSION else "an older"
        raise StoreError(
            f"the store {shown} was written by {age} budgetqa (schema {version}, this one knows "
            f"{schema.SCHEMA_VERSION}): use that version, or set BUDGETQA_HOME to an empty folder and ingest again"
        )
    if engine.dialect.name == "sqlite":
        _write_ahead(engine)


def _write_ahead(engine: Engine) -> None:
    # Kept in the file. Changing it needs the file for oneself, for which SQLite doesn't queue: so only once, and if
    # others are at work at that moment, one of them does it at its next start.
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone() != ("wal",):
            with suppress(sqlite3.OperationalError):
                cursor.execute("PRAGMA journal_mode=WAL")
    finally:
        raw.close()


def _version(engine: Engine, shown: str) -> int:
    if not inspect(engine).has_table("store_info"):
        with engine.connect().execution_options(**{_WRITING: True}) as connection, connection.begin():
            present = set(inspect(connection).get_table_names())
            foreign = present & set(schema.metadata.tables)
            if "store_info" not in present:
                if foreign:
                    raise StoreError(
                        f"{shown} is another program's database (it has a table {min(foreign)} that is not ours): "
                        "set BUDGETQA_DATABASE_URL to a new one"
                    )
                schema.metadata.create_all(connection)
                connection.execute(schema.store_info.insert().values(id=1, version=schema.SCHEMA_VERSION, revision=0))
    with engine.connect() as connection:
        version = connection.execute(select(schema.store_info.c.version)).scalar_one_or_none()
    if version is None:
        raise StoreError(f"the store {shown} does not say which schema it has: it was not finished; delete it")
    return int(version)


def _reason(error: Exception) -> str:
    original = getattr(error, "orig", None)
    return str(original or error).strip().splitlines()[0]
