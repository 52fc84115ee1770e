"""What goes into and comes out of the store besides the model's own values: filters, document records, labels.

Values only; no SQL and no files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from ingest.model import Attribution, Disclosure, Facts, Figure, Passage, Proof

LabelKind = Literal["item", "measure", "table", "project", "indicator"]
"""item: row labels; measure: column leaf labels; table: titles; project: projects; indicator: third-level targets."""

Status = Literal["stored", "unchanged", "replaced"]

SameName = Literal["both", "ask", "replace"]
"""What becomes of a file whose name, but not its content, is that of a document stored before: it is stored beside that, refused until
somebody decides, or stored in its place."""

FigureOrder = Literal["printed", "largest", "smallest", "name"]
"""printed: by document and in its order; largest, smallest: by amount in yuan, what is no money after it; name: by label and measure."""

# Tables whose rows are projects; their kinds are those of ingest's catalogue.
_PROJECT_TABLES: Final = frozenset({"projects", "project_performance"})


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """Which figures are wanted. An empty field restricts nothing; several values in one field mean any of them.

    `years` are fiscal years of the disclosure. `tables` match a table's kind exactly or its title in part; the
    `…_contains` fields match in part, without regard to case, `measure_contains` anywhere in the column path.
    """

    documents: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    label_contains: str | None = None
    codes: tuple[str, ...] = ()
    code_prefix: str | None = None
    measure_contains: str | None = None
    proofs: tuple[Proof, ...] = ()
    sources: tuple[Literal["table", "narrative"], ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorFilter:
    """Which indicators are wanted; organisations and years are those of the document."""

    documents: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    projects: tuple[str, ...] = ()
    project_contains: str | None = None
    project_codes: tuple[str, ...] = ()
    label_contains: str | None = None
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document in the store. `figures` counts printed amounts, blank cells left out; `stored_at` is ISO 8601, UTC."""

    name: str
    source: str
    sha256: str
    facts: Facts
    pages: int | None
    tables: int
    figures: int
    indicators: int
    proven_share: Decimal | None
    warnings: tuple[str, ...]
    stored_at: str

    def to_json(self) -> dict[str, Any]:
        """The document as the contract prints it."""
        return {
            "document": self.name,
            "organization": self.facts.organization,
            "level": self.facts.level,
            "fiscal_year": self.facts.fiscal_year,
            "basis": self.facts.basis,
            "pages": self.pages,
            "tables": self.tables,
            "figures": self.figures,
            "indicators": self.indicators,
            # A share, not money: JSON's number will do.
            "proven_share": None if self.proven_share is None else float(self.proven_share),
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Label:
    """A distinct name that documents print, of one kind, with the number of times it is printed."""

    kind: LabelKind
    text: str
    uses: int = 0

    @property
    def key(self) -> str:
        return label_key(self.kind, self.text)


@dataclass(frozen=True, slots=True)
class KeyedPassage:
    """A passage with the key of its vector."""

    key: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Change:
    """What a save or a removal does: the document's stored name, what it brings, and what nobody holds any more.

    `revision` is the store's after the change; keys name vectors.
    """

    status: Status | Literal["removed"]
    name: str
    revision: int
    labels: tuple[Label, ...] = ()
    passages: tuple[KeyedPassage, ...] = ()
    dropped_labels: tuple[str, ...] = ()
    dropped_passages: tuple[str, ...] = ()


def digest(*parts: str) -> str:
    """A short stable name for some texts, the same on every machine."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def label_key(kind: str, text: str) -> str:
    """The key of a label: of its row in SQL and of its vector."""
    return digest("label", kind, text)


def passage_key(passage: Passage) -> str:
    """The key of a passage's vector: changes with the document's name and with the text."""
    return digest("passage", passage.document, passage.id, passage.text)


def labels_of(disclosure: Disclosure) -> tuple[Label, ...]:
    """The names a disclosure prints, each distinct (kind, text) once with its count, in order of appearance."""
    found: Counter[tuple[LabelKind, str]] = Counter()

    def add(kind: LabelKind, texts: Iterable[str | None]) -> None:
        found.update((kind, text) for text in texts if text and text.strip())

    printed = [figure for figure in disclosure.figures if figure.source == "table"]
    add("table", (table.title for table in disclosure.tables))
    # A row is one use of its label, however many cells it has.
    add("item", (label for label, *_ in dict.fromkeys(_row(figure) for figure in printed)))
    add("measure", (figure.measure for figure in printed))
    add("project", (indicator.project for indicator in disclosure.indicators))
    add("project", (f.label for f in printed if f.table_kind in _PROJECT_TABLES))
    add("project", (passage.subject for passage in disclosure.passages if passage.kind == "objective"))
    add("indicator", (indicator.level3 for indicator in disclosure.indicators))
    return tuple(Label(kind, text, uses) for (kind, text), uses in found.items())


def _row(figure: Figure) -> tuple[str, int | None, int | None, str]:
    where = figure.id if figure.row is None else ""
    return figure.label, figure.table_number, figure.row, where
