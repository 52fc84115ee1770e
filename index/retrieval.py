"""Finding names and passages for a question: by letters and by meaning, fused; the very name wins outright.

Meaning is matched against the distinct names documents print, never against cells, so that cost grows with the
vocabulary and not with the figures. SQL says what there is: a vector that SQL doesn't know is never returned. Both raw
scores are given beside the fused one, so that the caller can judge. It answers no questions and stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Embedder
from index.lexical import LexicalIndex, best_of, fold
from index.names import Names, label_of
from index.records import KeyedPassage, LabelKind
from index.reranking import DEPTH, Reranker
from index.shelving import Shelving
from index.store import Store
from index.vectors import Near, VectorShelves
from ingest.model import Passage

Nearest = Callable[[Any, int, Sequence[str] | None], list[Near]]
"""(query vector, how many, among which ids or all) → the nearest passages."""

# An other name is a good name, yet the printed one is better.
_OTHER_NAME: Final = 0.97
# Fused scores stay under this; only the very name gets 1.
_CEILING: Final = 0.99
# How many of each way of matching are looked at before the two are fused.
_POOL: Final = 60


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A name that fits a query. `lexical` is 0 to 1, `semantic` a cosine (`None`: not asked or not compared).

    `score`, 0 to 1, orders the hits; 1 is kept for `exact`: the query is the printed name itself.
    """

    text: str
    kind: LabelKind
    exact: bool
    lexical: float
    semantic: float | None
    score: float


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that fits a query, with the same three scores as a `LabelHit`. `reread` is a reranker's score, on its own scale;
    it goes before the others."""

    passage: Passage
    lexical: float
    semantic: float | None
    score: float
    reread: float | None = None


@dataclass(frozen=True, slots=True)
class _Texts:
    """Passages ready to be searched, of one revision of the store and some documents."""

    revision: int
    documents: tuple[str, ...] | None
    keyed: tuple[KeyedPassage, ...] = field(repr=False)
    index: LexicalIndex = field(repr=False)
    place: Mapping[str, int] = field(repr=False)


def fused(lexical: float, semantic: float | None) -> float:
    """One score from two: each counts for what the other leaves open, so that either may carry a hit alone."""
    meaning = min(1.0, max(0.0, semantic or 0.0))
    return _CEILING * (1 - (1 - lexical) * (1 - meaning))


class Retrieval:
    """Search over a store and its shelves. Safe to use from many threads."""

    def __init__(
        self,
        store: Store,
        shelves: VectorShelves,
        embedder: Embedder,
        shelving: Shelving,
        reranker: Reranker | None = None,
    ) -> None:
        self._store = store
        self._shelves = shelves
        self._embedder = embedder
        self._shelving = shelving
        self._reranker = reranker
        # The last question's documents are most likely the next one's. Each is set in one assignment: no lock.
        self._texts: _Texts | None = None
        self._last_held: tuple[Names, tuple[str, ...], NDArray[np.bool_]] | None = None

    def search_labels(
        self,
        query: str,
        *,
        kinds: Collection[LabelKind] | None = None,
        documents: Sequence[str] | None = None,
        limit: int = 20,
        semantic: bool = True,
    ) -> list[LabelHit]:
        """The names that fit a query best, best first, of some kinds and in some documents (`None`: all).

        A query without letters or digits, or a `limit` under 1, finds nothing. `semantic=False` compares letters only
        and loads neither Chroma nor the embedder.
        """
        if limit < 1 or not fold(query):
            return []
        names = self._shelving.names()
        allowed = self._allowed(names, kinds, documents)
        if not allowed.any():
            return []
        raw, same = names.index.scores(query)
        lexical = np.zeros(len(names.labels))
        np.maximum.at(lexical, names.owner, np.where(names.own, raw, raw * _OTHER_NAME))
        exact = {int(names.owner[at]) for at in same if names.own[at]}
        pool = max(limit, _POOL)
        found = set(best_of(np.where(allowed, lexical, 0.0), pool))
        cosines = self._cosines(query, names, allowed, found, pool) if semantic else {}
        hits = []
        for at in found | cosines.keys():
            letters, meaning, named = float(lexical[at]), cosines.get(at), at in exact
            label = names.labels[at]
            score = 1.0 if named else fused(letters, meaning)
            hits.append(LabelHit(label.text, label.kind, named, letters, meaning, score))
        return sorted(hits, key=lambda hit: (-hit.score, len(hit.text), hit.text, hit.kind))[:limit]

    def search_passages(
        self,
        query: str,
        documents: Sequence[str] | None = None,
        limit: int = 10,
        *,
        semantic: bool = True,
        nearest: Nearest | None = None,
    ) -> list[PassageHit]:
        """The passages that fit a query best, best first, in some documents (`None`: all).

        `nearest` replaces the search for near vectors in the shelf.
        """
        if limit < 1 or not fold(query):
            return []
        texts = self._passages(None if documents is None else tuple(sorted(set(documents))))
        if not texts.keyed:
            return []
        scores, _ = texts.index.scores(query, by="coverage")
        pool = max(limit, _POOL)
        found = set(best_of(scores, pool))
        cosines: dict[int, float] = {}
        if semantic:
            self._shelving.verify("passages")
            vector = self._embedder.encode([query])[0]
            among = None if documents is None else list(texts.place)
            near = (nearest or self._near_passages)(vector, pool, among)
            cosines = {texts.place[item.id]: item.cosine for item in near if item.id in texts.place}
            rest = [texts.keyed[at].key for at in found - cosines.keys()]
            near = self._near_passages(vector, len(rest), rest)
            cosines |= {texts.place[item.id]: item.cosine for item in near}
        hits = [
            PassageHit(
                texts.keyed[at].passage, float(scores[at]), cosines.get(at), fused(float(scores[at]), cosines.get(at))
            )
            for at in found | cosines.keys()
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.passage.document, hit.passage.id))
        return self._reread(query, hits, max(limit, DEPTH))[:limit] if semantic else hits[:limit]

    def _reread(self, query: str, hits: Sequence[PassageHit], depth: int) -> list[PassageHit]:
        """The first hits in the reranker's order, if there is one, with scores that keep that order."""
        if self._reranker is None:
            return list(hits)
        first = hits[:depth]
        rated = self._reranker.scores(query, [hit.passage.text for hit in first])
        order = sorted(range(len(first)), key=lambda at: -rated[at])
        scores = sorted((hit.score for hit in first), reverse=True)
        reread = [replace(first[at], reread=rated[at], score=scores[place]) for place, at in enumerate(order)]
        return [*reread, *hits[depth:]]

    def _allowed(
        self, names: Names, kinds: Collection[LabelKind] | None, documents: Sequence[str] | None
    ) -> NDArray[np.bool_]:
        allowed = np.ones(len(names.labels), dtype=np.bool_)
        if kinds is not None:
            allowed &= np.isin(names.kinds, list(kinds))
        if documents is not None:
            allowed &= self._held(names, tuple(sorted(set(documents))))
        return allowed

    def _held(self, names: Names, documents: tuple[str, ...]) -> NDArray[np.bool_]:
        kept = self._last_held
        if kept is not None and kept[0] is names and kept[1] == documents:
            return kept[2]
        held = np.zeros(len(names.labels), dtype=np.bool_)
        held[[names.place[key] for key in self._store.label_keys(documents) if key in names.place]] = True
        self._last_held = (names, documents, held)
        return held

    def _cosines(
        self, query: str, names: Names, allowed: NDArray[np.bool_], lexical: Collection[int], count: int
    ) -> dict[int, float]:
        """The cosines of the nearest allowed labels and of all that matched by letters, by place."""
        self._shelving.verify("labels")
        vector = self._embedder.encode([query])[0]
        found: dict[int, float] = {}

        def note(nears: Sequence[Near]) -> None:
            for near in nears:
                at = names.place.get(label_of(near.id))
                if at is not None and allowed[at]:
                    found[at] = max(near.cosine, found.get(at, -1.0))

        def ids(places: Collection[int]) -> list[str]:
            return [item.id for at in places for item in names.items[at]]

        note(self._shelves.nearest("labels", vector, count))
        if not allowed.all() and len(found) < count:
            # The nearest of all may be none of ours: look among ours alone.
            note(self._shelves.nearest("labels", vector, count, ids([int(at) for at in np.flatnonzero(allowed)])))
        rest = ids(set(lexical) - found.keys())
        note(self._shelves.nearest("labels", vector, len(rest), rest))
        return found

    def _near_passages(self, vector: Any, count: int, ids: Sequence[str] | None) -> list[Near]:  # noqa: ANN401
        return self._shelves.nearest("passages", vector, count, ids)

    def _passages(self, documents: tuple[str, ...] | None) -> _Texts:
        revision = self._store.revision()
        kept = self._texts
        if kept is not None and (kept.revision, kept.documents) == (revision, documents):
            return kept
        keyed = () if documents == () else tuple(self._store.keyed_passages(documents=documents or ()))
        index = LexicalIndex.build([item.passage.text for item in keyed])
        made = _Texts(revision, documents, keyed, index, {item.key: at for at, item in enumerate(keyed)})
        self._texts = made
        return made
