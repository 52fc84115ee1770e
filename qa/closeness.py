"""Which of several readings of the text that account for the words alike says them more closely. Pure functions over figures."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import Final

from ingest.model import Figure
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
    said = [
        SequenceMatcher(None, asked, fold(one[2].label), autojunk=False).find_longest_match().size for one in equals
    ]
    most = max(said)
    if len(equals) < 2 or said.count(most) != 1 or sorted(said)[-2] > most - 2:
        return kept
    first = equals[said.index(most)]
    held = [sum(fold(term.text) in fold(one[2].label) for term in item.terms) for one in equals]
    if held[said.index(most)] < max(held):
        return kept
    return [first, *(one for one in kept if one not in equals)]
