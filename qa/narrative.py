"""Figures that only the running text states, found by the words of their sentence.

Asked when no table prints the item. Nearly all of the asker's words must stand in the sentence before the number, its
closing words next to it; several sentences that fit equally well with different amounts are all given.
"""

from __future__ import annotations

import re
from typing import Final

from index.library import Library
from index.records import FigureFilter
from ingest.amounts import UNITS
from ingest.model import Figure
from qa.likeness import common, pairs_of
from qa.plan import Item, Plan
from qa.text import fold

LEAST: Final = 0.75
_CHANGE = re.compile("增加|减少|增长|下降|上升|降低|上涨|变化|完成|占")
_COUNT = re.compile(r"多少(?:次|人|名|个|家|户|辆|台|套|批)|几(?:次|人|个|辆|台)|how many", re.IGNORECASE)
_PERCENT = re.compile(r"百分|比例|占比|率|percent|%", re.IGNORECASE)


def find(library: Library, plan: Plan, item: Item) -> list[Figure] | None:
    """The stated figures that an item's words mean, or `None`."""
    words = "".join(re.findall(r"[\u3400-\u9fffA-Za-z0-9]+", fold(item.text)))
    if len(re.findall(r"[\u3400-\u9fff]", words)) < 4 or item.code:
        return None
    scored: list[tuple[float, Figure]] = []
    for figure in library.figures(FigureFilter(documents=plan.documents, sources=("narrative",))):
        if not _kind_fits(plan.question, figure) or (plan.years and figure.column_year not in plan.years):
            continue
        if _CHANGE.search(figure.measure) and not _CHANGE.search(plan.question):
            continue  # by how much it changed is not what it is
        score = _score(words, figure)
        if score >= LEAST:
            scored.append((score, figure))
    if not scored:
        return None
    best = max(score for score, _ in scored)
    chosen: list[Figure] = []
    for score, figure in scored:
        if score >= best - 0.02 and not any(f.amount == figure.amount and f.unit == figure.unit for f in chosen):
            chosen.append(figure)
    return chosen if len(chosen) <= 3 else None


def _kind_fits(question: str, figure: Figure) -> bool:
    """Whether a figure is of the kind asked for: money, unless the question counts or asks for a percentage."""
    if _PERCENT.search(question):
        return figure.unit in {"%", "个百分点"} or figure.unit in UNITS
    if _COUNT.search(question):
        return figure.unit not in UNITS and figure.unit != "%"
    return figure.unit in UNITS


def _score(words: str, figure: Figure) -> float:
    """The share of the words that stand, in order, in what leads up to the number; 0 if its closing words do not."""
    subject = fold("".join((*figure.path, figure.measure)))
    if not words[-2:] or words[-2:] not in subject:
        return 0.0
    together = pairs_of(words) & pairs_of(subject)
    if len(together) * 2 < len(words) - 1:
        return 0.0
    return len(common(words, subject)) / len(words)
