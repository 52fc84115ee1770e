"""Charts as SVG: bars and a line, narrow enough to be read on a phone. Pure functions from marks to markup.

Colours are attributes, so that a picture saved by itself looks the same; the page's stylesheet overrules them in the dark.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ui.output import shorten
from ui.output import width as columns
from ui.web.charts.model import Chart, Mark
from ui.web.markup import Markup, esc, join, tag

WIDTH: Final = 360
BLUE: Final = "#17497a"
INK: Final = "#1c2733"
QUIET: Final = "#52606d"
FONT: Final = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_ROW: Final = 40
SIZE: Final = 14.0
"""Of a bar's letters: on a phone the picture is drawn a little smaller than it is."""


def text(
    x: float, y: float, content: str, *, anchor: str = "start", size: float = 12, fill: str = INK, bold: bool = False
) -> Markup:
    """A line of text."""
    return tag(
        "text", esc(content), x=f"{x:g}", y=f"{y:g}", text_anchor=anchor, font_size=f"{size:g}", fill=fill,
        class_="ink" if fill == INK else "quiet-ink", font_weight="600" if bold else None,
    )  # fmt: skip


def room_for_name(room: float, printed: str, size: float) -> int:
    """The columns (half a Chinese character each) that a name may take beside its amount where both have `room`."""
    return max(int((room - size) / (size / 2)) - columns(printed), 4)


def linked(mark: Mark, content: Markup) -> Markup:
    """What is drawn of a mark, as a link to its evidence or as a button that shows it in the chat."""
    name = f"{mark.name}: {mark.printed}"
    inside = Markup(tag("title", esc(name)) + content)
    if mark.cite:
        return tag("g", inside, role="button", tabindex="0", data_cite=mark.cite, aria_label=name, class_="mark")
    return tag("a", inside, href=mark.link, aria_label=name, class_="mark") if mark.link else tag("g", inside)


def svg(width: float, height: float, content: Markup, label: str) -> Markup:
    """The whole picture."""
    return tag(
        "svg", content, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width:g} {height:g}", role="group",
        aria_label=label, font_family=FONT,
    )  # fmt: skip


def draw(chart: Chart) -> Markup:
    """A chart of either kind."""
    return _bars(chart) if chart.kind == "bars" else _line(chart)


def _bars(chart: Chart) -> Markup:
    most = max((mark.amount for mark in chart.marks), default=Decimal(0)) or Decimal(1)
    rows = []
    for number, mark in enumerate(chart.marks):
        top = number * _ROW
        length = float(mark.amount / most) * WIDTH
        drawn = join(
            [
                tag("rect", x="0", y=f"{top:g}", width=WIDTH, height=_ROW - 2, fill="#ffffff", fill_opacity="0"),
                text(0, top + 14, shorten(mark.name, room_for_name(WIDTH, mark.printed, SIZE)), size=SIZE),
                text(WIDTH, top + 14, mark.printed, anchor="end", size=SIZE, fill=QUIET),
                tag("rect", x="0", y=f"{top + 20:g}", width=WIDTH, height="12", fill="#eceff2", class_="track"),
                tag(
                    "rect",
                    x="0",
                    y=f"{top + 20:g}",
                    width=f"{max(length, 1):.1f}",
                    height="12",
                    fill=BLUE,
                    class_="bar",
                ),
            ]
        )
        rows.append(linked(mark, drawn))
    return svg(WIDTH, len(chart.marks) * _ROW, join(rows), chart.title)


def _line(chart: Chart) -> Markup:
    height, top, bottom, side = 190, 34, 160, 46
    most = max(mark.amount for mark in chart.marks) or Decimal(1)
    step = (WIDTH - 2 * side) / max(len(chart.marks) - 1, 1)
    # From zero: a line that starts elsewhere makes a small change look large.
    places = [
        (side + number * step, bottom - float(mark.amount / most) * (bottom - top))
        for number, mark in enumerate(chart.marks)
    ]
    axis = tag("line", x1="0", y1=bottom, x2=WIDTH, y2=bottom, stroke="#8895a1", stroke_width="1")
    path = tag(
        "polyline", points=" ".join(f"{x:.1f},{y:.1f}" for x, y in places), fill="none", stroke=BLUE, stroke_width="2",
        class_="stroke",
    )  # fmt: skip
    points = []
    for number, (mark, (x, y)) in enumerate(zip(chart.marks, places, strict=True)):
        anchor = "start" if number == 0 else "end" if number == len(places) - 1 else "middle"
        near = x - 40 if anchor == "start" else x + 40 if anchor == "end" else x
        drawn = join(
            [
                tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="5", fill=BLUE, class_="bar"),
                # A dot alone is too small to be pressed.
                tag("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="18", fill="#ffffff", fill_opacity="0"),
                text(near, y - 12, mark.printed, anchor=anchor, size=SIZE),
                text(x, bottom + 18, mark.name, anchor="middle", size=SIZE, fill=QUIET),
            ]
        )
        points.append(linked(mark, drawn))
    return svg(WIDTH, height, Markup(axis + path + join(points)), chart.title)
