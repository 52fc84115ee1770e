"""The library: everything the higher rooms may ask of what has been ingested, behind one door.

Opening it opens the database only. Chroma and the embedder are loaded by the first search by meaning or the first
save. It parses no files and answers no questions.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index import vocabulary
from index.embedding import Embedder, embedder_for
from index.records import DocumentRecord, FigureFilter, FigureOrder, IndicatorFilter, Label, LabelKind, Status
from index.settings import Settings
from index.store import Store
from ingest.model import Check, Disclosure, Figure, Finding, Indicator, Passage, Table

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

    from index.names import Expand
    from index.retrieval import LabelHit, PassageHit, Retrieval
    from index.shelving import Shelving
    from index.vectors import Progress, VectorShelves


class Library:
    """The documents of one home folder. Safe to use from many threads; close it, or use it in a `with`."""

    def __init__(
        self,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        expand: Expand | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Use `open`; `embedder` and `expand` replace the settings' model and the shipped vocabulary. `progress` is told how far it
        is when a search must first make vectors, as after a change of model."""
        self.settings = settings
        self._store = Store(settings.database_url)
        self._embedder = embedder
        self._expand = vocabulary.aliases if expand is None else expand
        self._progress = progress
        self._lock = threading.Lock()
        self._parts: _Parts | None = None

    @classmethod
    def open(
        cls,
        settings: Settings,
        *,
        embedder: Embedder | None = None,
        expand: Expand | None = None,
        progress: Progress | None = None,
    ) -> Self:
        """Open the library, making an empty one where there is none. Errors as in `database.open_engine`."""
        return cls(settings, embedder=embedder, expand=expand, progress=progress)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give database and vector files back."""
        with self._lock:
            if self._parts is not None:
                self._parts.shelves.close()
        self._store.close()

    # -- what is there ------------------------------------------------------------------------------------------

    def documents(self) -> list[DocumentRecord]:
        """See `Store.documents`."""
        return self._store.documents()

    def held(self, file_name: str, sha256: str, source: str) -> DocumentRecord | None:
        """See `Store.held`."""
        return self._store.held(file_name, sha256, source)

    def file_names(self) -> dict[str, tuple[str, ...]]:
        """See `Store.file_names`."""
        return self._store.file_names()

    def holding(self, sha256: str) -> DocumentRecord | None:
        """See `Store.holding`."""
        return self._store.holding(sha256)

    def figures(self, wanted: FigureFilter | None = None, *, blanks: bool = False) -> list[Figure]:
        """See `Store.figures`."""
        return self._store.figures(wanted, blanks=blanks)

    def count_figures(self, wanted: FigureFilter | None = None) -> int:
        """See `Store.count_figures`."""
        return self._store.count_figures(wanted)

    def figure_page(
        self, wanted: FigureFilter | None = None, *, order: FigureOrder = "printed", limit: int, offset: int = 0
    ) -> list[Figure]:
        """See `Store.figure_page`."""
        return self._store.figure_page(wanted, order=order, limit=limit, offset=offset)

    def each_figure(self, wanted: FigureFilter | None = None, *, order: FigureOrder = "printed") -> Iterator[Figure]:
        """See `Store.each_figure`."""
        return self._store.each_figure(wanted, order=order)

    def figure(self, identity: str) -> Figure | None:
        """See `Store.figure`."""
        return self._store.figure(identity)

    def indicators(self, wanted: IndicatorFilter | None = None) -> list[Indicator]:
        """See `Store.indicators`."""
        return self._store.indicators(wanted)

    def table(self, document: str, number: int) -> Table:
        """See `Store.table`."""
        return self._store.table(document, number)

    def titles(self, document: str) -> dict[int, str]:
        """See `Store.titles`."""
        return self._store.titles(document)

    def tables(self, document: str) -> list[Table]:
        """See `Store.tables`."""
        return self._store.tables(document)

    def passages(
        self, *, documents: Sequence[str] = (), kinds: Sequence[str] = (), contains: str | None = None
    ) -> list[Passage]:
        """See `Store.passages`."""
        return self._store.passages(documents=documents, kinds=kinds, contains=contains)

    def checks(self, document: str) -> list[Check]:
        """See `Store.checks`."""
        return self._store.checks(document)

    def findings(self, document: str) -> list[Finding]:
        """See `Store.findings`."""
        return self._store.findings(document)

    def labels(self, documents: Sequence[str] | None = None) -> list[Label]:
        """See `Store.labels`."""
        return self._store.labels(documents)

    def headings(self, documents: Sequence[str]) -> list[str]:
        """See `Store.headings`."""
        return self._store.headings(documents)

    # -- changing it --------------------------------------------------------------------------------------------

    def save(self, disclosure: Disclosure, source: str, *, again: bool = False, instead: str | None = None) -> Status:
        """Store a disclosure read from the path `source`, whole or not at all; answers as `Store.save`."""
        status = self._search().shelving.save(disclosure, source=source, again=again, instead=instead).status
        assert status != "removed"
        return status

    def remove(self, name: str) -> None:
        """Forget a document. `StoreError` if there is none of that name."""
        self._search().shelving.remove(name)

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make all vectors anew from what the database holds."""
        self._search().shelving.rebuild(progress)

    # -- finding ------------------------------------------------------------------------------------------------

    def search_labels(
        self,
        query: str,
        *,
        kinds: Collection[LabelKind] | None = None,
        documents: Sequence[str] | None = None,
        limit: int = 20,
        semantic: bool = True,
    ) -> list[LabelHit]:
        """See `Retrieval.search_labels`."""
        return self._search().retrieval.search_labels(
            query, kinds=kinds, documents=documents, limit=limit, semantic=semantic
        )

    def search_passages(self, query: str, documents: Sequence[str] | None = None, limit: int = 10) -> list[PassageHit]:
        """See `Retrieval.search_passages`."""
        return self._search().retrieval.search_passages(query, documents, limit)

    def hybrid_retriever(self, documents: Sequence[str] | None = None, limit: int = 10) -> BaseRetriever:
        """The same search as a llama-index retriever. See `retriever.hybrid_retriever`."""
        from index.retriever import hybrid_retriever

        parts = self._search()
        return hybrid_retriever(self._store, parts.shelves, parts.retrieval, documents, limit)

    def warm_up(self) -> None:
        """Load all that the first search would load, and make the names ready."""
        shelving = self._search().shelving
        shelving.load()
        shelving.verify("labels")
        shelving.verify("passages")
        self.search_labels("预算", limit=1)

    def _search(self) -> _Parts:
        with self._lock:
            if self._parts is None:
                from index.reranking import reranker_for
                from index.retrieval import Retrieval
                from index.shelving import Shelving
                from index.vectors import VectorShelves

                embedder = self._embedder or embedder_for(self.settings)
                shelves = VectorShelves(self.settings.home / "chroma", embedder)
                shelving = Shelving(self._store, shelves, embedder, self._expand, self._progress)
                retrieval = Retrieval(self._store, shelves, embedder, shelving, reranker_for(self.settings))
                self._parts = _Parts(shelves, shelving, retrieval)
            return self._parts


@dataclass(frozen=True, slots=True)
class _Parts:
    """What searching needs; made at the first search, because it imports numpy."""

    shelves: VectorShelves
    shelving: Shelving
    retrieval: Retrieval
