"""The charts page as HTML: one document's whole budget as a flow, its dearest items, and its organisation over the years."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.web.charts.flow import flow_of, largest_items
from ui.web.charts.frame import chart_html, flow_html
from ui.web.charts.model import Chart, Flow, Mark
from ui.web.markup import Markup, esc, join, tag
from ui.web.text import Words

if TYPE_CHECKING:
    from index import DocumentRecord, Library

_MOST_ITEMS = 15


def charts_html(library: Library, document: str, said: Words) -> Markup:
    """The page for a document, the first one where none is named."""
    records = library.documents()
    if not records:
        link = tag("a", esc(said["empty_store_how"]), href="documents")
        return tag("p", Markup(esc(said["empty_store"]) + " " + link), class_="card")
    record = next((r for r in records if r.name == document), None if document else records[0])
    options = [tag("option", esc(r.name), value=r.name, selected=r is record) for r in records]
    form = tag(
        "form",
        Markup(
            tag("label", Markup(tag("span", esc(said["choose_document"])) + tag("select", join(options), name="document")))
            + tag("div", tag("button", esc(said["show"]), type="submit", class_="primary"))
        ),
        class_="card filters", method="get", action="charts",
    )  # fmt: skip
    if record is None:
        return Markup(form + tag("p", esc(said["document_gone"]), class_="card"))
    return Markup(form + _pictures(library, record, records, said))


def _pictures(library: Library, record: DocumentRecord, records: list[DocumentRecord], said: Words) -> Markup:
    from index import FigureFilter

    tables = library.tables(record.name)
    figures = library.figures(FigureFilter(documents=(record.name,), sources=("table",)))
    flow = flow_of(tables, figures, said["flow_rest"])
    drawn = flow_html(flow, said) if flow else tag("p", esc(said["flow_none"]))
    parts = [tag("h2", esc(said["flow_title"])), tag("div", drawn, class_="card")]
    title, marks = largest_items(tables, figures, _MOST_ITEMS)
    if marks:
        parts += [
            tag("h2", esc(said["largest_items"])),
            tag("div", chart_html(Chart("bars", title, tuple(marks)), said), class_="card"),
        ]
    years = _years(library, record, records, flow, said)
    if years is not None:
        parts += [tag("h2", esc(said["years_title"])), tag("div", chart_html(years, said), class_="card")]
    return join(parts)


def _years(
    library: Library, record: DocumentRecord, records: list[DocumentRecord], flow: Flow | None, said: Words
) -> Chart | None:
    """The totals of an organisation's documents of one basis and level, where each year has one."""
    from index import FigureFilter

    facts = record.facts
    same = [
        r for r in records
        if facts.organization and r.facts.organization == facts.organization and r.facts.basis == facts.basis
        and r.facts.level == facts.level and r.facts.fiscal_year
    ]  # fmt: skip
    if flow is None or len(same) < 2 or len({r.facts.fiscal_year for r in same}) < len(same):
        return None
    marks = []
    for one in sorted(same, key=lambda r: r.facts.fiscal_year or 0):
        figures = library.figures(FigureFilter(documents=(one.name,), sources=("table",)))
        found = flow if one is record else flow_of(library.tables(one.name), figures, said["flow_rest"])
        if found is not None:
            marks.append(
                Mark(str(one.facts.fiscal_year), found.total.amount, found.total.printed, link=found.total.link)
            )
    basis = said[facts.basis] if facts.basis else ""
    return Chart("line", f"{facts.organization} {basis}".strip(), tuple(marks)) if len(marks) > 1 else None
