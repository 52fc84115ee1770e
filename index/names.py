"""The distinct names of one revision of the store, ready to be searched by letters and to be put on the shelves.

Values and pure functions; it opens nothing and searches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lexical import LexicalIndex, fold
from index.records import KeyedPassage, Label, digest
from index.vectors import Item

Expand = Callable[[str], Sequence[str]]
"""Gives a label's other names, in any language."""


@dataclass(frozen=True)
class Names:
    """Labels with their other names. Immutable, but for what is made on first use and kept."""

    revision: int
    labels: tuple[Label, ...]
    others: tuple[tuple[str, ...], ...]
    index: LexicalIndex = field(repr=False)
    # For each entry of the index: which label it leads to, and whether it is the label's own text.
    owner: NDArray[np.int64] = field(repr=False)
    own: NDArray[np.bool_] = field(repr=False)

    @classmethod
    def build(cls, revision: int, labels: Sequence[Label], expand: Expand) -> Names:
        """Make the labels searchable, each under its own text and its other names."""
        others = tuple(other_names(label.text, expand) for label in labels)
        texts: list[str] = []
        owner: list[int] = []
        own: list[bool] = []
        for at, (label, more) in enumerate(zip(labels, others, strict=True)):
            texts += (label.text, *more)
            owner += [at] * (1 + len(more))
            own += [True, *[False] * len(more)]
        return cls(
            revision,
            tuple(labels),
            others,
            LexicalIndex.build(texts),
            np.array(owner, dtype=np.int64),
            np.array(own, dtype=np.bool_),
        )

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where a label stands, by its key."""
        return {label.key: at for at, label in enumerate(self.labels)}

    @cached_property
    def items(self) -> tuple[tuple[Item, ...], ...]:
        """What of each label is put on the shelf."""
        return tuple(label_items(label, more) for label, more in zip(self.labels, self.others, strict=True))

    @cached_property
    def kinds(self) -> NDArray[np.str_]:
        """Each label's kind."""
        return np.array([label.kind for label in self.labels], dtype=np.str_)


def other_names(text: str, expand: Expand) -> tuple[str, ...]:
    """A label's other names, each once, without those that say nothing."""
    return tuple(dict.fromkeys(name for name in expand(text) if fold(name) and name != text))


def label_items(label: Label, others: Sequence[str]) -> tuple[Item, ...]:
    """A label's vectors: its own text under its key, each other name under the key and a digest of the name, so that
    a changed vocabulary shows in the ids.
    """
    key = label.key
    return (Item(key, label.text, key), *(Item(f"{key}-{digest(name)[:12]}", name, key) for name in others))


def label_of(identity: str) -> str:
    """The key of the label that a vector belongs to."""
    return identity.partition("-")[0]


def passage_item(keyed: KeyedPassage) -> Item:
    """A passage's vector."""
    return Item(keyed.key, keyed.passage.text, keyed.passage.document)
