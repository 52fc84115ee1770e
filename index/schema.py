"""The tables of the store, in SQLAlchemy Core, for SQLite and PostgreSQL alike.

Only names and types. Amounts are exact text: no float ever touches money; beside each stands a text that sorts as the amount
does. Texts that may be long are never part of a key (PostgreSQL limits the size of an index row): labels go by a digest.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

SCHEMA_VERSION: Final = 4

metadata: Final = MetaData()


def _sorted_text() -> Text:
    """Text that sorts by its characters' numbers in both databases, as Python does."""
    return Text().with_variant(Text(collation="C"), "postgresql")


# One row. `revision` grows with every change, so that what is cached in memory knows when it is out of date.
store_info: Final = Table(
    "store_info",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)

# `file_name` is the name the file came with; `name` is unique, and differs where two folders hold a file of one name.
documents: Final = Table(
    "documents",
    metadata,
    Column("name", String, primary_key=True),
    Column("file_name", String, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("sha256", String, nullable=False),
    Column("facts", JSON, nullable=False),
    Column("organization", Text),
    Column("fiscal_year", Integer),
    Column("pages", Integer),
    Column("warnings", JSON, nullable=False),
    Column("table_count", Integer, nullable=False),
    Column("figure_count", Integer, nullable=False),
    Column("indicator_count", Integer, nullable=False),
    Column("proven_share", String),
    Column("stored_at", String, nullable=False),
)


def _document(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "document", String, ForeignKey("documents.name", ondelete="CASCADE"), nullable=False, primary_key=primary_key
    )


tables: Final = Table(
    "tables",
    metadata,
    _document(primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("kind", String, nullable=False),
    Column("body", JSON, nullable=False),
)

figures: Final = Table(
    "figures",
    metadata,
    Column("id", String, primary_key=True),
    _document(),
    Column("position", Integer, nullable=False),
    Column("organization", Text),
    Column("fiscal_year", Integer),
    Column("basis", String),
    Column("table_title", Text),
    Column("table_kind", String),
    Column("table_number", Integer),
    Column("code", String),
    Column("label", _sorted_text(), nullable=False),
    Column("path", JSON, nullable=False),
    Column("measure", _sorted_text(), nullable=False),
    Column("measure_path", JSON, nullable=False),
    # The measure path as one text, for "contains"; JSON can't be searched the same way in both databases.
    Column("measure_words", Text, nullable=False),
    Column("column_year", Integer),
    Column("column_basis", String),
    Column("amount", Text),
    # Made by `rows.amount_key`; null where the amount is missing or is no money.
    Column("amount_key", _sorted_text()),
    Column("text", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("source", String, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("row_number", Integer),
    Column("column_number", Integer),
    Column("bbox", JSON(none_as_null=True)),
    Column("proof", String, nullable=False),
    Column("passage", Text),
    Column("ocr", Boolean, nullable=False),
    Index("figures_by_document", "document", "position"),
    Index("figures_by_label", "label"),
    Index("figures_by_code", "code"),
    Index("figures_by_organization_and_year", "organization", "fiscal_year"),
)
# PostgreSQL reads an index backwards with what is null on the other side; SQLite needs no second one.
BY_AMOUNT: Final = (
    Index("figures_by_amount", figures.c.amount_key),
    Index("figures_by_amount_down", figures.c.amount_key.desc().nulls_last()).ddl_if(dialect="postgresql"),
)

indicators: Final = Table(
    "indicators",
    metadata,
    Column("id", String, primary_key=True),
    _document(),
    Column("position", Integer, nullable=False),
    Column("project_code", String),
    Column("project", Text),
    Column("level3", Text, nullable=False),
    Column("attribution", String, nullable=False),
    Column("body", JSON, nullable=False),
    Index("indicators_by_document", "document", "position"),
)

passages: Final = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    _document(),
    Column("position", Integer, nullable=False),
    # Names the passage's vector; it depends on the text, so that a vector left by a crash can never pass for another.
    Column("key", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("table_number", Integer),
    Column("page", Integer),
    Column("line", Integer),
    Index("passages_by_document", "document", "position"),
)

checks: Final = Table(
    "checks",
    metadata,
    _document(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("body", JSON, nullable=False),
)

findings: Final = Table(
    "findings",
    metadata,
    _document(primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("severity", String, nullable=False),
    Column("body", JSON, nullable=False),
)

# The vocabulary the documents print: one row a distinct (kind, text) ...
labels: Final = Table(
    "labels",
    metadata,
    Column("key", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
)

# ... and how often each document prints it. A label without uses is deleted.
label_uses: Final = Table(
    "label_uses",
    metadata,
    _document(primary_key=True),
    Column("key", String, ForeignKey("labels.key"), primary_key=True, index=True),
    Column("uses", Integer, nullable=False),
)
