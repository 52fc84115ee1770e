"""Which of several readings of the text that account for the words alike says them more closely. Pure functions over figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final

from ingest.model import Figure
from qa.book import LEAST, Book
from qa.holding import Holding
from qa.plan import Item
from qa.text import fold

Ranked = tuple[float, int, Figure]
"""A reading: its score, how far its column is from the one asked for, the figure."""
_TOTAL: Final = re.compile(r"总|合计|共")


def closeness(item: Item, figure: Figure) -> float:
    """A little for a subject that says no more than the words do, and for a total where a total is asked for."""
    subject, said = fold(f"{figure.label}{figure.measure}"), fold(item.text)
    close = 0.04 * min(1.0, len(said) / len(subject)) if subject else 0.0
    total = 0.06 if item.whole and _TOTAL.search(figure.measure + figure.label) else 0.0
    return close + total


def in_its_words(kept: list[Ranked], item: Item, question: str) -> list[Ranked]:
    """Of readings that fit as well, the one whose name the question says more of (政府采购项目: no 政府采购业务费), if there is one; none
    that lacks a word which another has (小微企业, asked for 中小企业)."""
    best, aspect, _ = kept[0]
    equals = [one for one in kept if one[0] >= best - 0.02 and one[1] == aspect]
    asked = fold(question)
    said = [max(_shared(asked, one[2].label), _shared(asked, "".join(one[2].path))) for one in equals]
    most = max(said)
    if len(equals) < 2 or said.count(most) != 1 or sorted(said)[-2] > most - 2:
        return kept
    first = equals[said.index(most)]
    held = [sum(fold(term.text) in fold(one[2].label) for term in item.terms) for one in equals]
    if held[said.index(most)] < max(held):
        return kept
    return [first, *(one for one in kept if one not in equals)]


def _shared(asked: str, name: str) -> int:
    """How long a stretch of a folded question a name holds."""
    return SequenceMatcher(None, asked, fold(name), autojunk=False).find_longest_match().size


def without_parts(kept: list[Ranked]) -> list[Ranked]:
    """Readings without what is only a part of the best one (项目总预算1410万元，其中…创新70万元)."""
    path = kept[0][2].path
    return [kept[0], *(one for one in kept[1:] if len(one[2].path) <= len(path) or one[2].path[: len(path)] != path)]


def behind(kept: list[Ranked], holding: Holding, past: Sequence[Item], book: Book) -> list[Ranked]:
    """Of readings of one name, the one that the sentence tells of what the question before was about (报废资产375项，账面原值…): it stands
    directly behind that."""
    best, aspect, first = kept[0]
    equals = [one for one in kept if one[0] >= best - 0.02 and one[1] == aspect and one[2].label == first.label]
    if len(equals) < 2 or not past or not past[-1].terms:
        return kept
    fits = [book.fits(term) for term in past[-1].terms]
    told = [one for one in equals if (f := _before(one[2], holding)) and all(_holds(fit, f) for fit in fits)]
    return [*told, *(one for one in kept if one not in equals)] if len(told) == 1 else kept


def _before(figure: Figure, holding: Holding) -> Figure | None:
    """What the sentence states before a figure, of something else."""
    told = [f for f in holding.stated if f.passage == figure.passage]
    at = next((i for i, f in enumerate(told) if f.id == figure.id), 0)
    return told[at - 1] if at and told[at - 1].label != figure.label else None


def _holds(fit: Mapping[str, float], figure: Figure) -> bool:
    return any(fit.get(name, 0.0) >= LEAST for name in (*figure.path, f"{figure.label}{figure.measure}"))
