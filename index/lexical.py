"""Matching by letters: which of many labels look like a query, in Chinese and in scripts with words.

A text becomes terms: Chinese characters singly and in pairs, words and numbers whole. Labels that share rare terms
with the query score high; a label inside the query, or the query inside a label, scores higher; the same name scores 1.
An index is immutable and knows nothing of meaning, documents or databases.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

# A word is of Latin letters (with accents) and digits; anything else is a stretch without word boundaries.
_RUN: Final = re.compile(r"[0-9a-zà-ɏ]+|[^\s0-9a-zà-ɏ]+")
_WORD: Final = re.compile(r"[0-9a-zà-ɏ]")
_LOOSE_SPACE: Final = re.compile(r"(?<![0-9a-zà-ɏ]) | (?![0-9a-zà-ɏ])")
# A single character says less than a pair: 检 is in 检验 and 检测, but in 检察 too.
_SINGLE: Final = 0.3
_CONTAINS: Final = 0.6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Match:
    """One text of the index that matches: its position, a score from 0 to 1, whether it is the query's very name."""

    position: int
    score: float
    exact: bool


def fold(text: str) -> str:
    """A text as it is compared: width and case folded, punctuation dropped, spaces kept only between two words."""
    plain = unicodedata.normalize("NFKC", text).lower()
    spaced = "".join(char if char.isalnum() else " " for char in plain)
    return _LOOSE_SPACE.sub("", " ".join(spaced.split()))


def compact(text: str) -> str:
    """`fold` without any space: two texts with the same compact form are the same name."""
    return fold(text).replace(" ", "")


def terms(text: str) -> dict[str, float]:
    """The terms of a text with their weight before rarity counts. Words lose a plural s."""
    return _terms_of(fold(text))


def _terms_of(folded: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for run in _RUN.findall(folded):
        if _is_word(run):
            found[_stem(run)] = 1.0
        else:
            for char in run:
                found.setdefault(char, 1.0 if len(run) == 1 else _SINGLE)
            for at in range(len(run) - 1):
                found[run[at : at + 2]] = 1.0
    return found


@dataclass(frozen=True, slots=True)
class LexicalIndex:
    """An immutable index over texts; build it with `build`, ask it with `search` or `scores`."""

    size: int
    _folded: tuple[str, ...] = field(repr=False)
    _names: Mapping[str, tuple[int, ...]] = field(repr=False)
    # The texts that have term t: _where[_start[t] : _start[t + 1]], with the weights beside.
    _terms: Mapping[str, int] = field(repr=False)
    _start: NDArray[np.int64] = field(repr=False)
    _where: NDArray[np.int32] = field(repr=False)
    _weights: Floats = field(repr=False)
    _rarity: Floats = field(repr=False)
    _norms: Floats = field(repr=False)

    @classmethod
    def build(cls, texts: Sequence[str]) -> LexicalIndex:
        """Index the texts; positions in answers are positions in this sequence."""
        folded = tuple(fold(text) for text in texts)
        names: dict[str, list[int]] = defaultdict(list)
        numbers: dict[str, int] = {}
        term_of: list[int] = []
        weights: list[float] = []
        lengths: list[int] = []
        for position, text in enumerate(folded):
            names[text.replace(" ", "")].append(position)
            found = _terms_of(text)
            term_of += [numbers.setdefault(term, len(numbers)) for term in found]
            weights += found.values()
            lengths.append(len(found))
        names.pop("", None)
        term_at = np.array(term_of, dtype=np.int64)
        held = np.bincount(term_at, minlength=len(numbers))
        rarity = _rarity_of(held, len(texts))
        order = np.argsort(term_at, kind="stable")
        where = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)[order]
        values = (np.array(weights) * rarity[term_at])[order]
        squares = np.bincount(where, weights=values * values, minlength=len(texts))
        return cls(
            size=len(texts),
            _folded=folded,
            _names={name: tuple(at) for name, at in names.items()},
            _terms=numbers,
            _start=np.concatenate(([0], np.cumsum(held))),
            _where=where,
            _weights=values,
            _rarity=rarity,
            _norms=np.sqrt(np.where(squares == 0, 1, squares)),
        )

    def scores(self, query: str, *, by: Literal["name", "coverage"] = "name") -> tuple[Floats, tuple[int, ...]]:
        """Every text's score (0 to 1, shape (size,)), and the positions of those that are the query's very name.

        By `name`, both sides count: what the query lacks of the text and the text of the query. By `coverage` only
        how much of the query is in the text: right for passages, which say much else.
        """
        asked = fold(query)
        dot = np.zeros(self.size)
        total = 0.0
        for term, value in _terms_of(asked).items():
            number = self._terms.get(term)
            if number is None:
                # As rare as can be: it lowers the score of all texts, never changes their order.
                total += (value * float(_rarity_of(np.zeros(1), self.size)[0])) ** 2
                continue
            own = value * float(self._rarity[number])
            total += own**2
            span = slice(int(self._start[number]), int(self._start[number + 1]))
            dot[self._where[span]] += own * (self._weights[span] if by == "name" else own)
        if total == 0:
            return dot, ()
        if by == "coverage":
            return dot / total, ()
        result = np.minimum(dot / (self._norms * np.sqrt(total)), 0.999)
        # Where one side lies within the other, its weight is covered whole: few texts need the look.
        within = np.flatnonzero((dot > 0) & ((dot >= 0.8 * self._norms**2) | (dot >= 0.8 * total)))
        for position in within:
            share = _containment(asked, self._folded[position])
            if share:
                result[position] = max(result[position], _CONTAINS + (0.999 - _CONTAINS) * share)
        exact = self._names.get(asked.replace(" ", ""), ())
        result[list(exact)] = 1.0
        return result, exact

    def search(self, query: str, limit: int = 20, *, by: Literal["name", "coverage"] = "name") -> list[Match]:
        """The best texts, best first; texts that share nothing with the query are left out. Equal scores: the shorter
        text first, then the earlier.
        """
        scores, exact = self.scores(query, by=by)
        names = set(exact)
        best = best_of(scores, limit)
        ordered = sorted(best, key=lambda at: (-scores[at], len(self._folded[at]), at))
        return [Match(at, float(scores[at]), at in names) for at in ordered]


def best_of(scores: Floats, limit: int) -> list[int]:
    """The positions of the `limit` highest scores above 0, unordered."""
    positive = np.flatnonzero(scores > 0)
    if len(positive) > limit > 0:
        positive = positive[np.argpartition(-scores[positive], limit - 1)[:limit]]
    return [int(at) for at in positive] if limit > 0 else []


def _is_word(run: str) -> bool:
    return bool(_WORD.match(run))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _rarity_of(held: NDArray[Any], size: int) -> Floats:
    """How much a term says that `held` of `size` texts have, by BM25's formula."""
    rarity: Floats = np.log1p((size - held + 0.5) / (held + 0.5))
    return rarity


def _containment(asked: str, text: str) -> float:
    """Which part of the longer text the shorter one is, 0 unless it lies in it without cutting a word or number."""
    short, long = sorted((asked, text), key=len)
    if len(short) < 2:
        return 0.0
    at = long.find(short)
    while at >= 0:
        before, after = long[at - 1 : at], long[at + len(short) : at + len(short) + 1]
        cuts = (_is_word(before) and _is_word(short[0])) or (_is_word(after) and _is_word(short[-1]))
        if not cuts:
            return len(short) / len(long)
        at = long.find(short, at + 1)
    return 0.0
