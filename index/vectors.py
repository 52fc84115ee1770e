"""Vectors of labels and passages in an embedded Chroma, always made by our own embedder.

A shelf of two collections, each remembering which embedder filled it. It holds nothing that SQL doesn't: whoever calls
decides what belongs in it (`Shelving` does, and puts it right after a crash). Every call into Chroma goes through one lock:
calls take a millisecond or two, and reopening the client must not overlap a search.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from index.embedding import Embedder
from ingest.errors import StoreError

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore

Shelf = Literal["labels", "passages"]
SHELVES: Final[tuple[Shelf, ...]] = ("labels", "passages")
Progress = Callable[[int, int], None]
"""Called with the number of vectors made and the number to make."""

# Chroma takes at most 5,461 records at once.
_BATCH: Final = 5000
_ENCODE: Final = 500
# Up to here, comparing with each vector is faster than Chroma's search among given ids.
_COMPARE: Final = 300


@dataclass(frozen=True, slots=True)
class Item:
    """A text to be found by meaning. `id` names its vector; `owner` is the label's key or the document's name."""

    id: str
    text: str
    owner: str


@dataclass(frozen=True, slots=True)
class Near:
    """A vector near the query's: its id and the cosine, from -1 to 1."""

    id: str
    cosine: float


class VectorShelves:
    """The two collections in one folder. Opens Chroma at first use; safe to use from many threads."""

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._lock = threading.RLock()
        self._client: Any = None
        self._collections: dict[Shelf, Any] = {}

    def open(self) -> None:
        """Load Chroma and open the folder (a second in a new process). `StoreError` if that fails."""
        with self._using():
            self._opened()

    def close(self) -> None:
        """Give the files back. A later call opens them again."""
        with self._lock:
            client, self._client, self._collections = self._client, None, {}
            if client is not None:
                client.close()

    def reopen(self) -> None:
        """Forget what this process has in memory, to see what other processes have written."""
        self.close()

    def fits(self, shelf: Shelf) -> bool:
        """Whether the vectors on the shelf are of the present embedder (an empty new shelf is)."""
        with self._using():
            kept = self._collection(shelf).metadata or {}
            return kept.get("embedder") == self._embedder.name and kept.get("dimension") == self._embedder.dimension

    def ids(self, shelf: Shelf) -> frozenset[str]:
        """The ids of all vectors on the shelf."""
        with self._using():
            return frozenset(self._collection(shelf).get(include=[])["ids"])

    def existing(self, shelf: Shelf, ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids that are on the shelf."""
        found: set[str] = set()
        with self._using():
            for start in range(0, len(ids), _BATCH):
                found.update(self._collection(shelf).get(ids=list(ids[start : start + _BATCH]), include=[])["ids"])
        return frozenset(found)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> dict[str, Any]:
        """The vector of each distinct text, by text."""
        distinct = list(dict.fromkeys(texts))
        made: dict[str, Any] = {}
        for start in range(0, len(distinct), _ENCODE):
            part = distinct[start : start + _ENCODE]
            made.update(zip(part, self._embedder.encode(part), strict=True))
            if progress is not None:
                progress(len(made), len(distinct))
        return made

    def put(self, shelf: Shelf, items: Sequence[Item], vectors: Mapping[str, Any]) -> None:
        """Put the items on the shelf; `vectors` has the vector of each one's text."""
        with self._using():
            collection = self._collection(shelf)
            for start in range(0, len(items), _BATCH):
                part = items[start : start + _BATCH]
                collection.upsert(
                    ids=[item.id for item in part],
                    embeddings=[vectors[item.text] for item in part],
                    metadatas=[{_OWNER[shelf]: item.owner} for item in part],
                    documents=[item.text for item in part],
                )

    def delete(self, shelf: Shelf, ids: Sequence[str]) -> None:
        """Take vectors off the shelf; ids that aren't there don't matter."""
        with self._using():
            for start in range(0, len(ids), _BATCH):
                self._collection(shelf).delete(ids=list(ids[start : start + _BATCH]))

    def nearest(self, shelf: Shelf, vector: Any, count: int, ids: Sequence[str] | None = None) -> list[Near]:  # noqa: ANN401 - a row of numpy numbers
        """The `count` vectors nearest to this one, nearest first, among all or among `ids`."""
        if count < 1 or (ids is not None and not ids):
            return []
        with self._using():
            if ids is not None and len(ids) <= _COMPARE:
                return self._compared(shelf, vector, ids)[:count]
            from chromadb.errors import InternalError

            try:
                return self._query(shelf, vector, count, ids)
            except InternalError:
                if ids is None:
                    raise
                # Chroma fails if one of the ids is unknown to it: ask again for those it has.
                known = sorted(self.existing(shelf, ids))
                return self._query(shelf, vector, count, known) if known else []

    def empty(self, shelf: Shelf) -> None:
        """Start the shelf anew, for the present embedder."""
        with self._using():
            self._collection(shelf)
            self._opened().delete_collection(shelf)
            self._collections.pop(shelf)
            self._collection(shelf)

    def llama_store(self, shelf: Shelf) -> ChromaVectorStore:
        """The shelf as llama-index knows it; good until the next `reopen`."""
        from llama_index.vector_stores.chroma import ChromaVectorStore

        with self._using():
            return ChromaVectorStore.from_collection(self._collection(shelf))

    def _query(self, shelf: Shelf, vector: Any, count: int, ids: Sequence[str] | None) -> list[Near]:  # noqa: ANN401
        chosen = {} if ids is None else {"ids": list(ids)}
        answer = self._collection(shelf).query(
            query_embeddings=[vector], n_results=count, include=["distances"], **chosen
        )
        pairs = zip(answer["ids"][0], answer["distances"][0], strict=True)
        return [Near(identity, 1.0 - float(distance)) for identity, distance in pairs]

    def _compared(self, shelf: Shelf, vector: Any, ids: Sequence[str]) -> list[Near]:  # noqa: ANN401
        """All of the ids that are there, nearest first, by comparing with each."""
        held = self._collection(shelf).get(ids=list(ids), include=["embeddings"])
        if not held["ids"]:
            return []
        pairs = zip(held["ids"], (held["embeddings"] @ vector).tolist(), strict=True)
        return sorted((Near(identity, cosine) for identity, cosine in pairs), key=lambda near: -near.cosine)

    def _opened(self) -> Any:  # noqa: ANN401 - chromadb has no types
        if self._client is None:
            import chromadb
            from chromadb.config import Settings

            self._folder.mkdir(parents=True, exist_ok=True)
            self._client = chromadb.PersistentClient(
                path=str(self._folder), settings=Settings(anonymized_telemetry=False)
            )
        return self._client

    def _collection(self, shelf: Shelf) -> Any:  # noqa: ANN401 - chromadb has no types
        if shelf not in self._collections:
            # No embedding function: Chroma's default one would try to download a model.
            self._collections[shelf] = self._opened().get_or_create_collection(
                shelf,
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", "ef_search": 200}},
                metadata={"embedder": self._embedder.name, "dimension": self._embedder.dimension},
            )
        return self._collections[shelf]

    @contextmanager
    def _using(self) -> Iterator[None]:
        """Hold the lock; say of any failure of Chroma what it means and what to do."""
        with self._lock:
            import chromadb.errors

            try:
                yield
            except (chromadb.errors.ChromaError, OSError, RuntimeError, ValueError) as error:
                raise StoreError(
                    f"cannot use the vectors in {self._folder}: {error}. They can be made again from the store: "
                    "delete that folder and ask again"
                ) from error


_OWNER: Final[Mapping[Shelf, str]] = {"labels": "label", "passages": "document"}
