"""What one sentence takes a thing apart into (其中甲…，乙…): words for one part say nothing of the next, words for the whole name no part."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.book import LEAST
from qa.holding import Holding

CHANGE: Final = re.compile("^多|^少|比.{0,8}[多少]|增加|减少|增长|下降|上升|降低|上涨|变化|增幅|降幅|提高|压减|减|增")
Beside = Mapping[tuple[str | None, tuple[str, ...]], frozenset[str]]


def side_by_side(holding: Holding) -> Beside:
    """The names of what one sentence takes a thing apart into (其中甲…，乙…), by sentence and thing."""
    found: dict[tuple[str | None, tuple[str, ...]], set[str]] = {}
    for figure in holding.stated:
        if len(figure.path) > 1 and figure.unit in UNITS and not CHANGE.search(figure.measure):
            found.setdefault((figure.passage, figure.path[:-1]), set()).add(figure.label)
    return {key: frozenset(labels) for key, labels in found.items() if len(labels) > 1}


def names_sibling(figure: Figure, fit: Mapping[str, float], beside: Beside) -> bool:
    """Whether words name another part of what a figure is a part of: that it stands in front in the sentence says nothing of this one."""
    others = beside.get((figure.passage, figure.path[:-1]), frozenset())
    return figure.label in others and any(fit.get(name, 0.0) >= LEAST for name in others)


def all_by_heading(figure: Figure, own: Sequence[str], fits: Sequence[Mapping[str, float]]) -> bool:
    """Whether a heading holds all of the words of which the name of its part holds only some: the words are of the whole (商业创新专项,
    其中支持商业数字化创新)."""
    whole = any(all(fit.get(name, 0.0) >= LEAST for fit in fits) for name in figure.path[:-1])
    return whole and not all(any(fit.get(name, 0.0) >= LEAST for name in own) for fit in fits)
