"""The store of disclosures in SQL: the truth about what the program holds.

A save is one transaction: all of a disclosure is stored, or nothing has changed. Every value reaches the database as
a bound parameter. It knows nothing of vectors: whoever keeps some hangs them onto the save with `before_commit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update
from sqlalchemy import Table as SqlTable
from sqlalchemy.sql.elements import ColumnElement

from index import listing, rows
from index.conditions import figure_conditions, indicator_conditions
from index.database import open_engine, reading, writing
from index.placing import place
from index.records import (
    Change,
    DocumentRecord,
    FigureFilter,
    FigureOrder,
    IndicatorFilter,
    KeyedPassage,
    Label,
    Status,
    labels_of,
)
from index.schema import (
    checks,
    documents,
    figures,
    findings,
    indicators,
    label_uses,
    labels,
    passages,
    store_info,
    tables,
)
from ingest.errors import NotStoredError, StoreError
from ingest.model import Check, Disclosure, Figure, Finding, Indicator, Passage, Table

BeforeCommit = Callable[[Change], None]

# Well under the number of parameters either database takes in one statement.
_CHUNK = 5000


class Store:
    """Disclosures in a database. Safe to use from many threads; every method is one transaction of its own."""

    def __init__(self, url: str) -> None:
        """Open (and if need be create) the database at a SQLAlchemy address. Errors as in `database.open_engine`."""
        self._engine = open_engine(url)

    def close(self) -> None:
        """Give the connections back; the store can't be used afterwards."""
        self._engine.dispose()

    # -- writing ------------------------------------------------------------------------------------------------

    def save(self, disclosure: Disclosure, *, source: str, again: bool = False, instead: str | None = None) -> Status:
        """Store a disclosure read from the path `source`, whole or not at all.

        `unchanged`: this content is already there under this file name; nothing is written. `replaced`: the file at
        `source` was there with other content. `stored`: new; where another folder's file has the same name, under a
        name made unique by its parent folder. With `again`, what would be unchanged is replaced; with `instead`, it takes the
        place and the name of the document so called, if there is one. `StoreError` if the database fails.
        """
        status = self.write(disclosure, source=source, again=again, instead=instead).status
        assert status != "removed"
        return status

    def write(
        self,
        disclosure: Disclosure,
        *,
        source: str,
        again: bool = False,
        instead: str | None = None,
        before_commit: BeforeCommit | None = None,
    ) -> Change:
        """`save`, telling what changes. `before_commit` gets that too, when all is written but can still be undone:
        if it raises, nothing is stored. It isn't called for `unchanged`.
        """
        with writing(self._engine) as connection:
            status, name = place(connection, disclosure.document, disclosure.sha256, source, instead)
            if status == "unchanged" and again:
                status = "replaced"
            if status == "unchanged":
                return Change(status, name, _revision(connection))
            return self._put(connection, disclosure, source, status, name, before_commit)

    def would(self, disclosure: Disclosure, *, source: str, instead: str | None = None) -> Status:
        """What `save` would answer now, without writing."""
        with reading(self._engine) as connection:
            return place(connection, disclosure.document, disclosure.sha256, source, instead)[0]

    def file_names(self) -> dict[str, tuple[str, ...]]:
        """The names of the files that documents came with, each with these documents' names."""
        found: dict[str, tuple[str, ...]] = {}
        for row in self._all(select(documents.c.file_name, documents.c.name).order_by(documents.c.name)):
            found[row["file_name"]] = (*found.get(row["file_name"], ()), row["name"])
        return found

    def holding(self, sha256: str) -> DocumentRecord | None:
        """A document read from a file of this content, whatever its name; `None` where there is none."""
        query = select(documents).where(documents.c.sha256 == sha256).order_by(documents.c.name).limit(1)
        return next((rows.document_of(row) for row in self._all(query)), None)

    def held(self, file_name: str, sha256: str, source: str) -> DocumentRecord | None:
        """The document that a file of this name, content and path would leave unchanged, or `None`."""
        with reading(self._engine) as connection:
            status, name = place(connection, file_name, sha256, source)
            if status != "unchanged":
                return None
            return rows.document_of(
                connection.execute(select(documents).where(documents.c.name == name)).mappings().one()
            )

    def remove(self, name: str) -> Change:
        """Forget a document and all that came with it. `StoreError` naming what is there if it isn't."""
        with writing(self._engine) as connection:
            keys, vectors = _held(connection, name)
            if not connection.execute(delete(documents).where(documents.c.name == name)).rowcount:
                raise NotStoredError(f"no document {name!r} in the store{_there(connection)}")
            dropped = _drop_unused(connection, keys)
            return Change(
                "removed", name, _advance(connection), dropped_labels=dropped, dropped_passages=tuple(vectors)
            )

    def _put(
        self,
        connection: Connection,
        disclosure: Disclosure,
        source: str,
        status: Status,
        name: str,
        before_commit: BeforeCommit | None,
    ) -> Change:
        old_labels, old_passages = _held(connection, name)
        # What the document said before goes, by cascade.
        connection.execute(delete(documents).where(documents.c.name == name))
        known = rows.renamed(disclosure, name, lambda ids: _any_taken(connection, ids))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        _insert(
            connection,
            documents,
            [rows.document_row(known, file_name=disclosure.document, source=source, stored_at=now)],
        )
        _insert(connection, tables, (rows.table_row(name, table) for table in known.tables))
        _insert(connection, figures, (rows.figure_row(f, i) for i, f in enumerate(known.figures)))
        _insert(connection, indicators, (rows.indicator_row(x, i) for i, x in enumerate(known.indicators)))
        passage_rows = [rows.passage_row(passage, i) for i, passage in enumerate(known.passages)]
        _insert(connection, passages, passage_rows)
        _insert(connection, checks, (rows.check_row(name, check, i) for i, check in enumerate(known.checks)))
        _insert(connection, findings, (rows.finding_row(name, x, i) for i, x in enumerate(known.findings)))
        names = labels_of(known)
        present = set(_among(connection, labels.c.key, [label.key for label in names]))
        _insert(
            connection,
            labels,
            ({"key": x.key, "kind": x.kind, "text": x.text} for x in names if x.key not in present),
        )
        _insert(connection, label_uses, ({"document": name, "key": x.key, "uses": x.uses} for x in names))
        kept = {row["key"] for row in passage_rows}
        change = Change(
            status,
            name,
            _advance(connection),
            names,
            tuple(KeyedPassage(row["key"], p) for row, p in zip(passage_rows, known.passages, strict=True)),
            _drop_unused(connection, old_labels),
            tuple(key for key in old_passages if key not in kept),
        )
        if before_commit is not None:
            before_commit(change)
        return change

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep every writer out, in any process, while something outside the database is put in order."""
        with writing(self._engine):
            yield

    # -- reading ------------------------------------------------------------------------------------------------

    def revision(self) -> int:
        """A number that grows with every change."""
        with reading(self._engine) as connection:
            return _revision(connection)

    def documents(self) -> list[DocumentRecord]:
        """Every document, by name."""
        return [rows.document_of(row) for row in self._all(select(documents).order_by(documents.c.name))]

    def figures(self, wanted: FigureFilter | None = None, *, blanks: bool = False) -> list[Figure]:
        """The figures that pass the filter, by document and in its order; cells printed empty only with `blanks`."""
        query = select(figures).where(*figure_conditions(wanted or FigureFilter()))
        if not blanks:
            query = query.where(figures.c.amount.is_not(None))
        return [rows.figure_of(row) for row in self._all(query.order_by(figures.c.document, figures.c.position))]

    def count_figures(self, wanted: FigureFilter | None = None) -> int:
        """How many printed figures pass the filter."""
        with reading(self._engine) as connection:
            return int(connection.execute(listing.count(wanted or FigureFilter())).scalar_one() or 0)

    def figure_page(
        self, wanted: FigureFilter | None = None, *, order: FigureOrder = "printed", limit: int, offset: int = 0
    ) -> list[Figure]:
        """Some of the printed figures that pass the filter, in an order; only these are read from the database."""
        query = listing.ordered(wanted or FigureFilter(), order).limit(limit).offset(offset)
        return [rows.figure_of(row) for row in self._all(query)]

    def each_figure(self, wanted: FigureFilter | None = None, *, order: FigureOrder = "printed") -> Iterator[Figure]:
        """The printed figures that pass the filter, in an order, a few at a time: for a list that need not fit in memory."""
        with reading(self._engine) as connection:
            query = listing.ordered(wanted or FigureFilter(), order)
            for row in connection.execution_options(yield_per=_CHUNK).execute(query).mappings():
                yield rows.figure_of(row)

    def figure(self, identity: str) -> Figure | None:
        """The figure with this id, or `None`."""
        return next((rows.figure_of(row) for row in self._all(select(figures).where(figures.c.id == identity))), None)

    def indicators(self, wanted: IndicatorFilter | None = None) -> list[Indicator]:
        """The performance targets that pass the filter, by document and in its order."""
        query = select(indicators.c.body).join(documents).where(*indicator_conditions(wanted or IndicatorFilter()))
        ordered = query.order_by(indicators.c.document, indicators.c.position)
        return [rows.indicator_of(row) for row in self._all(ordered)]

    def table(self, document: str, number: int) -> Table:
        """One table, whole. `StoreError` if the document or the table isn't there."""
        query = select(tables.c.body).where(tables.c.document == document, tables.c.number == number)
        found = next((rows.table_of(row) for row in self._all(query)), None)
        if found is None:
            raise StoreError(f"the store has no table {number} of a document {document!r}")
        return found

    def titles(self, document: str) -> dict[int, str]:
        """The titles of a document's tables by their numbers, without reading the tables."""
        query = select(tables.c.number, tables.c.title).where(tables.c.document == document).order_by(tables.c.number)
        with reading(self._engine) as connection:
            return {row.number: row.title for row in connection.execute(query)}

    def tables(self, document: str) -> list[Table]:
        """All tables of a document, in its order; none if the document isn't there."""
        query = select(tables.c.body).where(tables.c.document == document).order_by(tables.c.number)
        return [rows.table_of(row) for row in self._all(query)]

    def passages(
        self, *, documents: Sequence[str] = (), kinds: Sequence[str] = (), contains: str | None = None
    ) -> list[Passage]:
        """Passages by document and in its order; empty fields restrict nothing."""
        return [keyed.passage for keyed in self.keyed_passages(documents=documents, kinds=kinds, contains=contains)]

    def keyed_passages(
        self, *, documents: Sequence[str] = (), kinds: Sequence[str] = (), contains: str | None = None
    ) -> list[KeyedPassage]:
        """`passages`, each with its vector's key."""
        query = select(passages)
        if documents:
            query = query.where(passages.c.document.in_(documents))
        if kinds:
            query = query.where(passages.c.kind.in_(kinds))
        if contains:
            query = query.where(passages.c.text.icontains(contains, autoescape=True))
        found = self._all(query.order_by(passages.c.document, passages.c.position))
        return [KeyedPassage(row["key"], rows.passage_of(row)) for row in found]

    def checks(self, document: str) -> list[Check]:
        """The accounting checks of a document, in the order they were made."""
        query = select(checks.c.body).where(checks.c.document == document).order_by(checks.c.position)
        return [rows.check_of(row) for row in self._all(query)]

    def findings(self, document: str) -> list[Finding]:
        """What the audit of a document found when it was read, in the order found."""
        query = select(findings.c.body).where(findings.c.document == document).order_by(findings.c.position)
        return [rows.finding_of(row) for row in self._all(query)]

    def labels(self, documents: Sequence[str] | None = None) -> list[Label]:
        """The distinct names with their uses, of some documents or (`None`) all, by kind and text."""
        uses = func.sum(label_uses.c.uses).label("uses")
        query = select(labels.c.kind, labels.c.text, uses).join(label_uses)
        if documents is not None:
            query = query.where(label_uses.c.document.in_(documents))
        found = self._all(query.group_by(labels.c.key, labels.c.kind, labels.c.text))
        # Sorted here: the two databases order Chinese differently.
        return sorted(
            (Label(row["kind"], row["text"], int(row["uses"])) for row in found), key=lambda x: (x.kind, x.text)
        )

    def headings(self, documents: Sequence[str]) -> list[str]:
        """The names that stand above rows of some documents' tables, in order; some of them have no row of their own."""
        return listing.names_above(row["path"] for row in self._all(listing.paths(documents)))

    def label_keys(self, documents: Sequence[str]) -> frozenset[str]:
        """The keys of the names that any of these documents print."""
        query = select(label_uses.c.key).where(label_uses.c.document.in_(documents)).distinct()
        with reading(self._engine) as connection:
            return frozenset(connection.execute(query).scalars())

    def _all(self, query: Select[Any]) -> list[Any]:
        with reading(self._engine) as connection:
            return list(connection.execute(query).mappings())


def _held(connection: Connection, name: str) -> tuple[list[str], list[str]]:
    """The keys of a document's labels and passages."""
    used = connection.execute(select(label_uses.c.key).where(label_uses.c.document == name)).scalars()
    said = connection.execute(select(passages.c.key).where(passages.c.document == name)).scalars()
    return list(used), list(said)


def _drop_unused(connection: Connection, keys: Sequence[str]) -> tuple[str, ...]:
    """Delete those of the labels that no document uses any more; their keys."""
    unused = ~exists().where(label_uses.c.key == labels.c.key)
    dropped: list[str] = []
    for chunk in _chunks(keys):
        query = select(labels.c.key).where(labels.c.key.in_(chunk), unused)
        dropped += connection.execute(query).scalars()
    for chunk in _chunks(dropped):
        connection.execute(delete(labels).where(labels.c.key.in_(chunk)))
    return tuple(dropped)


def _any_taken(connection: Connection, ids: Sequence[str]) -> bool:
    return any(_among(connection, table.c.id, ids) for table in (figures, indicators, passages))


def _among(connection: Connection, column: ColumnElement[str], values: Sequence[str]) -> list[str]:
    found: list[str] = []
    for chunk in _chunks(values):
        found += connection.execute(select(column).where(column.in_(chunk))).scalars()
    return found


def _insert(connection: Connection, table: SqlTable, values: Iterable[rows.Row]) -> None:
    batch = list(values)
    if batch:
        connection.execute(insert(table), batch)


def _revision(connection: Connection) -> int:
    return int(connection.execute(select(store_info.c.revision)).scalar_one())


def _advance(connection: Connection) -> int:
    connection.execute(update(store_info).values(revision=store_info.c.revision + 1))
    return _revision(connection)


def _there(connection: Connection) -> str:
    names = list(connection.execute(select(documents.c.name).order_by(documents.c.name).limit(5)).scalars())
    return f"; it holds {', '.join(names)}{' …' if len(names) == 5 else ''}" if names else ", which is empty"


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
