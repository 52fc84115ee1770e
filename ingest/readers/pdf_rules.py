"""Ruling lines of a page: drawn lines, thin filled shapes and box outlines become horizontal and vertical rules.

Does: drop what is not visible as a rule, snap rules that stand within a tolerance, join pieces and dashes. Does not:
build tables. Pure functions over pdfplumber's objects; a rule is a position and an interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ingest.model import BBox
from ingest.readers.pdf_glyphs import Frame, is_white

# Points. Rules closer than SNAP are one rule (double lines, borders that both neighbours draw); no printed row is so low.
SNAP: Final = 3.0
# Filled shapes thinner than this are rules, thicker ones are shading.
THIN: Final = 3.0
# Dashes and the gaps at cell corners.
JOIN: Final = 3.5


class Rule(NamedTuple):
    """A rule at `at` (y of a horizontal, x of a vertical), from `start` to `end`, in points."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page besides text: rules both ways, and the boxes of shading and images."""

    horizontal: tuple[Rule, ...]
    vertical: tuple[Rule, ...]
    shades: tuple[BBox, ...]


def read_drawn(objects: Mapping[str, Sequence[Mapping[str, Any]]]) -> Drawn:
    """Rules and shades of a page's pdfplumber objects (`line`, `rect`, `curve`, `image`)."""
    pieces: list[BBox] = []
    white: list[BBox] = []
    shades: list[BBox] = [_box(image) for image in objects.get("image", ())]
    for line in objects.get("line", ()):
        if (line.get("linewidth") or 0) <= 2 * THIN:
            (white if is_white(line.get("stroking_color")) else pieces).append(_box(line))
    for shape in (*objects.get("rect", ()), *objects.get("curve", ())):
        box = _box(shape)
        filled, stroked = bool(shape.get("fill")), bool(shape.get("stroke"))
        fill_white = is_white(shape.get("non_stroking_color"), shape.get("ncs"))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            visible = (filled and not fill_white) or (stroked and not is_white(shape.get("stroking_color")))
            (pieces if visible else white).append(box)
            continue
        if filled and not fill_white:
            shades.append(box)
        if stroked and not is_white(shape.get("stroking_color")):
            pieces.extend(_sides(shape, box))
    # A white rule shows where it crosses shading.
    pieces.extend(box for box in white if any(_covers(shade, box) for shade in shades))
    return Drawn(*split_rules(pieces), tuple(shades))


def split_rules(pieces: Iterable[BBox]) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """Thin boxes as (horizontal, vertical) rules, snapped and joined; boxes that are neither are dropped."""
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, top, x1, bottom in pieces:
        width, height = x1 - x0, bottom - top
        if height <= THIN and width > height:
            across.append(Rule((top + bottom) / 2, x0, x1))
        elif width <= THIN and height > width:
            down.append(Rule((x0 + x1) / 2, top, bottom))
    return join_rules(across), join_rules(down)


def join_rules(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Rules that stand within `SNAP` put on one position, and their overlapping or nearly touching pieces joined."""
    joined: list[Rule] = []
    for group in _clusters(sorted(rules)):
        at = sum(rule.at for rule in group) / len(group)
        pieces = sorted((rule.start, rule.end) for rule in group)
        start, end = pieces[0]
        for next_start, next_end in pieces[1:]:
            if next_start <= end + JOIN:
                end = max(end, next_end)
                continue
            joined.append(Rule(at, start, end))
            start, end = next_start, next_end
        joined.append(Rule(at, start, end))
    # Specks: a rule shorter than any cell is a drawn dot, not a border.
    return tuple(rule for rule in joined if rule.end - rule.start > 2 * THIN)


def turn_drawn(drawn: Drawn, frame: Frame) -> Drawn:
    """The same drawing in a turned frame."""
    if not frame.turns:
        return drawn
    boxes = [(r.start, r.at, r.end, r.at) for r in drawn.horizontal] + [
        (r.at, r.start, r.at, r.end) for r in drawn.vertical
    ]
    return Drawn(*split_rules(frame.view(box) for box in boxes), tuple(frame.view(box) for box in drawn.shades))


def _clusters(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Sorted rules in groups that stand within `SNAP` of the group's first: no chain can grow beyond that."""
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _box(thing: Mapping[str, Any]) -> BBox:
    return (thing["x0"], thing["top"], thing["x1"], thing["bottom"])


def _covers(shade: BBox, box: BBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return shade[0] <= x <= shade[2] and shade[1] <= y <= shade[3]


def _sides(shape: Mapping[str, Any], box: BBox) -> list[BBox]:
    """The axis-parallel sides of a stroked outline; slanting and bent ones are no rules."""
    points = shape.get("pts") or ()
    if shape.get("object_type") == "rect" or len(points) < 2:
        x0, top, x1, bottom = box
        return [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
    sides = []
    for (ax, ay), (bx, by) in pairwise(points):
        if min(abs(ax - bx), abs(ay - by)) <= 0.5:
            sides.append((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
    return sides
