"""The search as llama-index knows it: a `BaseRetriever` over passages and over labels put in words.

llama-index is imported when a retriever is asked for. Passages are found through its Chroma store; a label's node is
the table row it names, in words, with the row's place. It adds no way of searching of its own.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from index.records import FigureFilter
from index.retrieval import LabelHit, PassageHit, Retrieval
from index.store import Store
from index.vectors import Near, VectorShelves
from ingest.model import Figure

if TYPE_CHECKING:
    from llama_index.core.base.base_retriever import BaseRetriever

# A label that hundreds of documents print must not crowd out the others.
_ROWS_PER_LABEL: Final = 5


def hybrid_retriever(
    store: Store, shelves: VectorShelves, retrieval: Retrieval, documents: Sequence[str] | None = None, limit: int = 10
) -> BaseRetriever:
    """A llama-index retriever over some documents (`None`: all) giving at most `limit` nodes.

    Each `NodeWithScore` has the fused score, and metadata `kind` (`passage` or the label's), `document`, `page`,
    `line`, `table` (its number) and, for a row, `label` and `figures` (their ids).
    """
    made: BaseRetriever = _class()(store, shelves, retrieval, None if documents is None else tuple(documents), limit)
    return made


def in_words(row: Sequence[Figure]) -> str:
    """A table row put in words: table, row path with code, and each column's amount as printed, with its unit."""
    first = row[0]
    name = " › ".join(first.path or (first.label,))
    code = f"（{first.code}）" if first.code else ""
    cells = "；".join(f"{' › '.join(f.measure_path or (f.measure,))} {f.text}{f.unit}" for f in row)
    return f"{first.table or ''}：{name}{code}：{cells}" if first.table else f"{name}{code}：{cells}"


@lru_cache(maxsize=1)
def _class() -> Any:  # noqa: ANN401 - a class made on demand
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
    from llama_index.core.vector_stores.types import VectorStoreQuery

    class HybridRetriever(BaseRetriever):
        """Passages and table rows for a question, by letters and by meaning."""

        def __init__(
            self,
            store: Store,
            shelves: VectorShelves,
            retrieval: Retrieval,
            documents: tuple[str, ...] | None,
            limit: int,
        ) -> None:
            super().__init__()
            self._store = store
            self._shelves = shelves
            self._retrieval = retrieval
            self._documents = documents
            self._limit = limit

        def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
            query = query_bundle.query_str
            said = self._retrieval.search_passages(query, self._documents, self._limit, nearest=self._nearest)
            named = self._retrieval.search_labels(
                query, kinds=("item", "project"), documents=self._documents, limit=self._limit
            )
            nodes = [_passage_node(hit) for hit in said]
            # A project is an item too: the higher of the two hits stands for both.
            for hit in {hit.text: hit for hit in reversed(named)}.values():
                nodes += self._row_nodes(hit)
            return sorted(nodes, key=lambda node: -(node.score or 0.0))[: self._limit]

        def _nearest(self, vector: Any, count: int, ids: Sequence[str] | None) -> list[Near]:  # noqa: ANN401
            if ids is not None and not ids:
                return []
            query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=count)
            chosen = {} if ids is None else {"where": {"document": {"$in": list(self._documents or ())}}}
            found = self._shelves.llama_store("passages").query(query, **chosen)
            pairs = zip(found.ids or (), found.similarities or (), strict=True)
            # The store gives exp(-distance), the distance being 1 - cosine.
            return [Near(identity, 1.0 + math.log(similarity)) for identity, similarity in pairs]

        def _row_nodes(self, hit: LabelHit) -> list[NodeWithScore]:
            wanted = FigureFilter(documents=self._documents or (), labels=(hit.text,))
            rows: dict[tuple[str, int | None, int | None, str], list[Figure]] = {}
            for figure in self._store.figures(wanted):
                alone = figure.id if figure.row is None else ""
                rows.setdefault((figure.document, figure.table_number, figure.row, alone), []).append(figure)
            return [_row_node(hit, row) for row in list(rows.values())[:_ROWS_PER_LABEL]]

    def _passage_node(hit: PassageHit) -> NodeWithScore:
        passage = hit.passage
        metadata = {
            "kind": "passage",
            "document": passage.document,
            "page": passage.page,
            "line": passage.line,
            "table": passage.table_number,
            "subject": passage.subject,
        }
        return NodeWithScore(node=TextNode(id_=passage.id, text=passage.text, metadata=metadata), score=hit.score)

    def _row_node(hit: LabelHit, row: Sequence[Figure]) -> NodeWithScore:
        first = row[0]
        metadata = {
            "kind": hit.kind,
            "document": first.document,
            "page": first.page,
            "line": first.line,
            "table": first.table_number,
            "label": first.label,
            "figures": [figure.id for figure in row],
        }
        return NodeWithScore(
            node=TextNode(id_=f"row-{first.id}", text=in_words(row), metadata=metadata), score=hit.score
        )

    return HybridRetriever
