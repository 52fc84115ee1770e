"""Page furniture: page numbers, running headers and footers, told by place and repetition over the pages.

Does: name the lines to drop so that none of them is glued to a figure. Does not: drop a unit line (单位：万元), a table's
title, or the first print of a running header. Pure functions over the pages' text lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from ingest.model import BBox

# The share of a page's height at its top and at its bottom where furniture stands.
ZONE: Final = 0.13
_NUMBER = re.compile(
    r"(?P<left>[-—–·~_|第]*)(?P<value>\d{1,4})(?P<right>[-—–·~_|页]*)(?:(?:[/／|]|共|of)+第?\d{1,4}页?)?", re.IGNORECASE
)
_KEEP = re.compile(r"单位|元$|表$|表[(（]|^附?表|编制|部门[:：]|填报")


class Edge(NamedTuple):
    """A text line at the outer edge of a page; `page` counts from 1."""

    page: int
    text: str
    bbox: BBox
    height: float
    top: bool


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def page_number(text: str) -> tuple[int, bool] | None:
    """The number a page-number line prints, and whether it is dressed (`- 3 -`, `第 3 页`, `3/24`); `None` for other text."""
    body = _folded(text)
    match = _NUMBER.fullmatch(body)
    if match is None:
        return None
    # A dash on one side alone may be a negative amount.
    dressed = bool(match["left"] and match["right"]) or bool(re.search(r"[页/／|共]", body))
    return (int(match["value"]), dressed) if dressed or body == match["value"] else None


def in_zone(bbox: BBox, height: float) -> bool:
    """Whether a line stands in the zone of furniture at the top or the bottom of its page."""
    return bbox[3] <= ZONE * height or bbox[1] >= (1 - ZONE) * height


def furniture(edges: Sequence[Edge], page_count: int) -> set[tuple[int, BBox]]:
    """The (page, box) of the lines that are furniture.

    A bare number is a page number only when it counts along with the pages; a text is a running header or footer only
    when it stands at one place on a third of the pages, three at least.
    """
    drop: set[tuple[int, BBox]] = set()
    drop.update(_numbers([edge for edge in edges if in_zone(edge.bbox, edge.height)], page_count))
    places: Mapping[tuple[str, bool, int], list[Edge]] = defaultdict(list)
    for edge in edges:
        if (
            in_zone(edge.bbox, edge.height)
            and (edge.page, edge.bbox) not in drop
            and not _KEEP.search(_folded(edge.text))
        ):
            # Digits may count the pages in a dressed footer (X局 第3页); the rest of it must repeat.
            shape = re.sub(r"\d+", "#", _folded(edge.text))
            if re.search(r"[^\W\d_]", shape):
                places[shape, edge.top, round(edge.bbox[1] / 6)].append(edge)
    for key, found in places.items():
        near = places.get((key[0], key[1], key[2] + 1), [])
        pages = {edge.page for edge in (*found, *near)}
        if len(pages) >= max(3, page_count / 3):
            first = min(pages)
            drop.update((edge.page, edge.bbox) for edge in (*found, *near) if edge.page != first)
    return drop


def _numbers(edges: Sequence[Edge], page_count: int) -> set[tuple[int, BBox]]:
    found = [(edge, number) for edge in edges if (number := page_number(edge.text)) is not None]
    offsets = Counter((number[0] - edge.page, edge.top) for edge, number in found)
    return {
        (edge.page, edge.bbox)
        for edge, (value, dressed) in found
        if dressed or offsets[value - edge.page, edge.top] >= 2 or (page_count == 1 and value == 1)
    }
