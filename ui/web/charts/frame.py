"""A picture with what belongs to it: its title, the same as a table, and PNG and CSV to keep."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.amounts import print_yuan
from ui.output import csv_text
from ui.web.charts.draw import draw
from ui.web.charts.model import Chart, Flow, Mark
from ui.web.charts.ribbons import draw_flow
from ui.web.markup import Markup, esc, join, tag
from ui.web.text import Words


def chart_html(chart: Chart, said: Words) -> Markup:
    """A chart in its frame."""
    return _framed(chart.title, draw(chart), [("", mark) for mark in chart.marks], said)


def flow_html(flow: Flow, said: Words) -> Markup:
    """A flow in its frame; it scrolls sideways where the window is narrow."""
    rows = [(said["flow_income"], mark) for mark in flow.incomes]
    rows += [(said["flow_total"], flow.total)]
    for position, use in enumerate(flow.uses):
        rows.append((said["flow_use"], use))
        rows += [(f"{use.name} ›", node.mark) for node in flow.items if node.parent == position]
    return _framed(flow.title, draw_flow(flow), rows, said, wide=True)


def _framed(
    title: str, picture: Markup, rows: Sequence[tuple[str, Mark]], said: Words, *, wide: bool = False
) -> Markup:
    stages = any(stage for stage, _ in rows)
    heads = [*([said["stage"]] if stages else []), said["item"], said["printed"], said["amount_yuan"]]
    head = tag("tr", join([tag("th", esc(h), scope="col") for h in heads]))
    body = [
        tag(
            "tr",
            join(
                [
                    tag("td", cell)
                    for cell in [
                        *([esc(stage)] if stages else []),
                        _name(mark),
                        esc(mark.printed),
                        esc(print_yuan(mark.amount)),
                    ]
                ]
            ),
        )
        for stage, mark in rows
    ]
    table = tag("table", Markup(tag("thead", head) + tag("tbody", join(body))), aria_label=title)
    folded = tag("details", Markup(tag("summary", esc(said["as_table"])) + tag("div", table, class_="chart-table")))
    records = [
        {"stage": stage.rstrip(" ›"), "name": m.name, "printed": m.printed, "yuan": str(m.amount)} for stage, m in rows
    ]
    columns = ["stage", "name", "printed", "yuan"] if stages else ["name", "printed", "yuan"]
    buttons = Markup(
        tag("button", esc(said["save_png"]), type="button", class_="tool", data_png=title)
        + tag(
            "button",
            esc(said["save_csv"]),
            type="button",
            class_="tool",
            data_csv=csv_text(records, columns, ["yuan"]),
            data_name=title,
        )
    )
    hint = " " + tag("span", esc(f"({said['scrolls']})"), class_="scrolls")
    frame = tag(
        "div",
        picture,
        class_="chart-box wide" if wide else "chart-box",
        role="region" if wide else None,
        tabindex="0" if wide else None,
        aria_label=title if wide else None,
    )
    return tag(
        "figure",
        Markup(
            tag("figcaption", Markup(esc(title) + (hint if wide else "")))
            + frame
            + folded
            + tag("p", buttons, class_="tools")
        ),
        class_="chart",
    )


def _name(mark: Mark) -> Markup:
    return tag("a", esc(mark.name), href=mark.link) if mark.link else esc(mark.name)
