"""A flow as SVG: incomes, their total, the uses, the items of each, joined by ribbons as wide as their amounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ui.output import shorten
from ui.web.charts.draw import BLUE, INK, QUIET, linked, room_for_name, svg, text
from ui.web.charts.model import Flow, Mark
from ui.web.markup import Markup, esc, join, tag

WIDTH: Final = 1060
_SLOT: Final = 20.0
"""Height that every mark has beside its amount's: its label must not touch the next one's."""
_THICK: Final = 12
_HEAD: Final = 26
_PLACES: Final = (252, 370, 494, 732)
"""Where the marks of the four stages stand; labels are left of the first and right of the others."""
_BODY: Final = 380.0
_COLOURS: Final = ("#3b7aa8", BLUE, "#1f6f6b", "#7a5c99")


@dataclass(frozen=True, slots=True)
class _Box:
    """A mark's place: its top and height, and how much of its height ribbons have used on either side."""

    mark: Mark
    top: float
    height: float


def draw_flow(flow: Flow) -> Markup:
    """The picture."""
    stages = [list(flow.incomes), [flow.total], list(flow.uses), [node.mark for node in flow.items]]
    most = max(len(stage) for stage in stages)
    whole = flow.total.amount or Decimal(1)
    height = _BODY + most * _SLOT
    boxes = [_stack(stage, whole) for stage in stages]
    ribbons = [
        *_join(boxes[0], [0] * len(boxes[0]), boxes[1], (_PLACES[0], _PLACES[1]), _COLOURS[0]),
        *_join(boxes[2], [0] * len(boxes[2]), boxes[1], (_PLACES[2], _PLACES[1]), _COLOURS[2]),
        *_join(boxes[3], [node.parent for node in flow.items], boxes[2], (_PLACES[3], _PLACES[2]), _COLOURS[3]),
    ]
    marks = [linked(box.mark, _mark(box, stage)) for stage, stack in enumerate(boxes) for box in stack]
    return svg(WIDTH, height + _HEAD, Markup(join(ribbons) + join(marks)), flow.title)


def _stack(marks: Sequence[Mark], whole: Decimal) -> list[_Box]:
    # From the top, not about the middle: whoever scrolls sideways on a phone sees where it begins.
    top = float(_HEAD)
    boxes = []
    for mark in marks:
        tall = float(mark.amount / whole) * _BODY
        boxes.append(_Box(mark, top + _SLOT / 2, max(tall, 1.0)))
        top += tall + _SLOT
    return boxes


def _join(
    many: Sequence[_Box],
    parents: Sequence[int],
    few: Sequence[_Box],
    places: tuple[int, int],
    colour: str,
) -> list[Markup]:
    """Ribbons from each of `many` to its parent among `few`, one under the other at the parent."""
    used = [0.0] * len(few)
    ribbons = []
    for box, parent in zip(many, parents, strict=True):
        at = few[parent].top + used[parent]
        used[parent] += box.height
        (x1, x2), (y1, y2) = places, (box.top, at)
        left, right = (x1 + _THICK, x2) if x1 < x2 else (x1, x2 + _THICK)
        middle = (left + right) / 2
        path = (
            f"M{left},{y1:.1f} C{middle:.1f},{y1:.1f} {middle:.1f},{y2:.1f} {right},{y2:.1f} "
            f"L{right},{y2 + box.height:.1f} C{middle:.1f},{y2 + box.height:.1f} {middle:.1f},{y1 + box.height:.1f} "
            f"{left},{y1 + box.height:.1f} Z"
        )
        ribbons.append(tag("path", d=path, fill=colour, fill_opacity="0.22"))
    return ribbons


def _mark(box: _Box, stage: int) -> Markup:
    x = _PLACES[stage]
    bar = tag("rect", x=x, y=f"{box.top:.1f}", width=_THICK, height=f"{box.height:.1f}", fill=_COLOURS[stage])
    if stage == 1:
        labels = [
            text(x + _THICK / 2, box.top - 20, box.mark.name, anchor="middle", size=13, bold=True),
            text(x + _THICK / 2, box.top - 6, box.mark.printed, anchor="middle", fill=QUIET),
        ]
        return Markup(bar + join(labels))
    y = box.top + box.height / 2 + 4
    edges = (0, *_PLACES[1:], WIDTH)
    room = x - 6 if stage == 0 else edges[stage + 1] - x - _THICK - 6
    label = shorten(box.mark.name, room_for_name(room, box.mark.printed, 12))
    side, anchor = (x - 6, "end") if stage == 0 else (x + _THICK + 6, "start")
    halo = {"stroke": "#ffffff", "stroke_width": "3", "paint_order": "stroke", "stroke_linejoin": "round"}
    words = tag(
        "text",
        Markup(
            tag("tspan", esc(label), fill=INK, class_="ink")
            + tag("tspan", esc("  " + box.mark.printed), fill=QUIET, class_="quiet-ink")
        ),
        x=f"{side:g}", y=f"{y:.1f}", text_anchor=anchor, font_size="12", class_="halo", **halo,
    )  # fmt: skip
    return Markup(bar + words)
