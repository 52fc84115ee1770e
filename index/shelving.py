"""Keeping the vectors in step with SQL, which is the truth.

A save writes its vectors before SQL commits, so a crash in between leaves only vectors too many. Before a search by
meaning the ids on the shelf are compared with SQL's, once a revision: what is too many goes, what is missing is made
(another process's save, a lost folder, a changed vocabulary), and a shelf of another embedder is made anew.
It searches nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from index.embedding import Embedder
from index.names import Expand, Names, label_items, label_of, other_names, passage_item
from index.records import Change, labels_of
from index.store import Store
from index.vectors import SHELVES, Item, Progress, Shelf, VectorShelves
from ingest.model import Disclosure

# Chroma in this process has seen nothing that can be relied on.
_NOTHING = -1
_PART = 512
"""Vectors that are made before they are put on the shelf."""


class Shelving:
    """A store and its shelves, kept in step. Loads Chroma and the embedder when first needed; safe for many threads."""

    def __init__(
        self,
        store: Store,
        shelves: VectorShelves,
        embedder: Embedder,
        expand: Expand,
        progress: Progress | None = None,
    ) -> None:
        self._store = store
        self._shelves = shelves
        self._embedder = embedder
        self._expand = expand
        self._progress = progress
        # Always taken before the database's write lock, never after: a save and a search could wait for each other.
        self._lock = threading.RLock()
        self._names_lock = threading.Lock()
        self._names: Names | None = None
        self._loaded = False
        # The revision up to which Chroma, in this process, has seen everything; it caches, and doesn't look again.
        self._seen = _NOTHING
        self._verified: dict[Shelf, int] = {}

    def names(self) -> Names:
        """The names of the store's present revision, made ready once a revision."""
        revision = self._store.revision()
        known = self._names
        if known is None or known.revision != revision:
            with self._names_lock:
                known = self._names
                if known is None or known.revision < revision:
                    known = self._names = Names.build(revision, self._store.labels(), self._expand)
        return known

    def load(self) -> None:
        """Load the embedder and Chroma, side by side: each takes a second in a new process."""
        if self._loaded:
            return
        with self._lock:
            if self._loaded:
                return
            failures: list[BaseException] = []
            thread = threading.Thread(target=_keeping(failures, self._encode_one), name="budgetqa-embedder")
            thread.start()
            try:
                self._shelves.open()
            finally:
                thread.join()
            if failures:
                raise failures[0]
            self._loaded = True

    def verify(self, shelf: Shelf) -> None:
        """Make sure that the shelf holds what SQL holds, neither more nor less, all of the present embedder."""
        self.load()
        revision = self._store.revision()
        if self._verified.get(shelf) == revision:
            return
        with self._lock:
            if self._verified.get(shelf) == self._store.revision():
                return
            self._catch_up(revision)
            if self._in_step(shelf):
                self._verified[shelf] = revision
                return
            self._make(shelf)
            # Look again with all writers kept out, since another process may have been between its vectors and its commit.
            vectors: dict[str, Any] = {}
            with self._store.exclusive():
                revision = self._store.revision()
                self._catch_up(_NOTHING)
                wanted = {item.id for item in self._expected(shelf)}
                self._shelves.delete(shelf, sorted(self._shelves.ids(shelf) - wanted))
                self._put(shelf, self._expected(shelf), vectors)
                self._seen = self._verified[shelf] = revision

    def _make(self, shelf: Shelf) -> None:
        """Make what the shelf lacks, part by part: vectors are made while nobody waits, and what is put there stays there if the
        program is ended, so that the next goes on from it."""
        if not self._shelves.fits(shelf):
            with self._store.exclusive():
                self._catch_up(_NOTHING)
                if not self._shelves.fits(shelf):
                    self._shelves.empty(shelf)
        missing = self._missing(shelf)
        for start in range(0, len(missing), _PART):
            part = missing[start : start + _PART]
            vectors = self._shelves.encode([item.text for item in part])
            with self._store.exclusive():
                self._catch_up(_NOTHING)
                self._shelves.put(shelf, part, vectors)
            if self._progress is not None:
                self._progress(start + len(part), len(missing))

    def save(self, disclosure: Disclosure, *, source: str, again: bool = False, instead: str | None = None) -> Change:
        """Store a disclosure with its vectors. Answers and errors as `Store.write`."""
        if not again and self._store.would(disclosure, source=source, instead=instead) == "unchanged":
            return self._store.write(disclosure, source=source)
        self.load()
        with self._lock:
            # Slow work first: while the database is locked, others wait.
            vectors = self._shelves.encode(self._texts(disclosure))
            try:
                change = self._store.write(
                    disclosure,
                    source=source,
                    again=again,
                    instead=instead,
                    before_commit=lambda coming: self._shelve(coming, vectors),
                )
            except BaseException:
                self._distrust()
                raise
            self._settle(change)
            return change

    def remove(self, name: str) -> Change:
        """Forget a document; its vectors go now if Chroma is loaded, else before the next search."""
        with self._lock:
            change = self._store.remove(name)
            if self._loaded:
                self._settle(change)
            return change

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make all vectors anew from SQL."""
        self.load()
        with self._lock:
            texts = [item.text for shelf in SHELVES for item in self._expected(shelf)]
            vectors = self._shelves.encode(texts, progress)
            with self._store.exclusive():
                revision = self._store.revision()
                self._catch_up(_NOTHING)
                for shelf in SHELVES:
                    self._shelves.empty(shelf)
                    self._put(shelf, self._expected(shelf), vectors)
                self._verified = dict.fromkeys(SHELVES, revision)
                self._seen = revision

    def _encode_one(self) -> None:
        self._embedder.encode(["预算"])

    def _expected(self, shelf: Shelf) -> list[Item]:
        if shelf == "labels":
            return [item for items in self.names().items for item in items]
        return [passage_item(keyed) for keyed in self._store.keyed_passages()]

    def _in_step(self, shelf: Shelf) -> bool:
        return self._shelves.fits(shelf) and self._shelves.ids(shelf) == {item.id for item in self._expected(shelf)}

    def _missing(self, shelf: Shelf) -> list[Item]:
        present = self._shelves.ids(shelf) if self._shelves.fits(shelf) else frozenset()
        return [item for item in self._expected(shelf) if item.id not in present]

    def _put(self, shelf: Shelf, items: Sequence[Item], vectors: dict[str, Any]) -> None:
        """Put on the shelf what isn't there yet; `vectors` are those already made."""
        present = self._shelves.existing(shelf, [item.id for item in items])
        missing = [item for item in items if item.id not in present]
        vectors.update(self._shelves.encode([item.text for item in missing if item.text not in vectors]))
        self._shelves.put(shelf, missing, vectors)

    def _texts(self, disclosure: Disclosure) -> list[str]:
        """The texts whose vectors saving this disclosure will need."""
        items = [
            x for label in labels_of(disclosure) for x in label_items(label, other_names(label.text, self._expand))
        ]
        present = self._shelves.existing("labels", [item.id for item in items])
        return [item.text for item in items if item.id not in present] + [p.text for p in disclosure.passages]

    def _shelve(self, change: Change, vectors: dict[str, Any]) -> None:
        """Within the transaction, all other writers kept out: write the vectors that the change needs."""
        self._catch_up(change.revision - 1)
        labels = [x for label in change.labels for x in label_items(label, other_names(label.text, self._expand))]
        shelf: Shelf
        for shelf, items in (("labels", labels), ("passages", [passage_item(keyed) for keyed in change.passages])):
            # A shelf of another embedder is made anew at the next search.
            if self._shelves.fits(shelf):
                self._put(shelf, items, vectors)

    def _settle(self, change: Change) -> None:
        """After the commit: drop the vectors nobody needs, and note that this process has seen all up to here."""
        if change.status == "unchanged":
            return
        if self._seen != change.revision - 1:
            # Others have written meanwhile: the next search compares.
            self._distrust()
            return
        with self._store.exclusive():
            if self._store.revision() != change.revision:
                self._distrust()
                return
            gone = set(change.dropped_labels)
            if gone:
                self._shelves.delete("labels", sorted(i for i in self._shelves.ids("labels") if label_of(i) in gone))
            self._shelves.delete("passages", change.dropped_passages)
        self._seen = change.revision
        for shelf in SHELVES:
            if self._verified.get(shelf) == change.revision - 1:
                self._verified[shelf] = change.revision

    def _catch_up(self, revision: int) -> None:
        """Have Chroma look again at its files, unless it has seen everything up to this revision."""
        if self._seen != revision or revision == _NOTHING:
            self._shelves.reopen()
            self._seen = revision

    def _distrust(self) -> None:
        self._verified = {}
        self._seen = _NOTHING


def _keeping(failures: list[BaseException], work: Callable[[], None]) -> Callable[[], None]:
    """The work, with its failure kept for the thread that waits instead of printed by the one that failed."""

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    return run
