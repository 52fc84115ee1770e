"""How much a printed name is like the asker's words: characters in order, or the glossary's fragments. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa.text import fold, is_subsequence


def likeness(words: str, label: str) -> tuple[float, str]:
    """How much a label is like the words, 0 to 1, and the words' characters that it lacks.

    1 is the same name. Words whose characters all stand in the label in order score by the share of it they cover.
    """
    a, b = fold(words), fold(label)
    if not a or not b:
        return 0.0, a
    if a == b:
        return 1.0, ""
    if is_subsequence(a, b) and len(a) >= 3 and _sharespairs_of(a, b):
        return 0.65 + 0.3 * len(a) / len(b), ""
    if b in a:
        rest = a.replace(b, "", 1)
        return 0.45 + 0.45 * len(b) / len(a), rest
    shared = common(a, b)
    together = pairs_of(a) & pairs_of(b)
    share = len(shared) / len(a)
    if len(shared) >= 3 and len(together) >= 2 and share >= 0.6:
        return 0.3 + 0.3 * share + 0.15 * len(shared) / len(b), _missing(a, shared)
    return 0.0, a


def pairs_of(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _sharespairs_of(short: str, long: str) -> bool:
    """Whether characters found in order also stand side by side often enough to be the same words."""
    return len(pairs_of(short) & pairs_of(long)) * 2 >= len(pairs_of(short))


def common(a: str, b: str) -> str:
    """Longest common subsequence (short strings: labels and mentions)."""
    rows = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            rows[i + 1][j + 1] = rows[i][j] + x if x == y else max(rows[i][j + 1], rows[i + 1][j], key=len)
    return rows[-1][-1]


def _missing(text: str, common: str) -> str:
    left, rest = list(common), []
    for char in text:
        if left and char == left[0]:
            left.pop(0)
        else:
            rest.append(char)
    return "".join(rest)


@dataclass(frozen=True, slots=True)
class Need:
    """A piece of an English phrase: its weight (words) and the fragments of which a name must hold one."""

    weight: int
    fragments: tuple[str, ...]


def coverage(needs: Sequence[Need], folded: str) -> float:
    """The share of a phrase that a folded name accounts for, 0 to 1."""
    total = sum(need.weight for need in needs)
    met = sum(need.weight for need in needs if any(fragment in folded for fragment in need.fragments))
    return met / total if total else 0.0


def shared_part(words: str, label: str) -> float:
    """The share of a mention's characters that stand in a label in order, at least two of them side by side."""
    a, b = fold(words), fold(label)
    return len(common(a, b)) / len(a) if a and pairs_of(a) & pairs_of(b) else 0.0
