"""The pages beside the chat: documents, figures, one figure with its evidence, the audit. Routes only; each page's markup is in
a module of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from index.records import FigureFilter, FigureOrder
from ingest.errors import UsageError
from ui.filters import figure_filter
from ui.web import audit_page, charts_page, figures_page, shell
from ui.web.access import Access
from ui.web.documents_page import documents_html
from ui.web.evidence import source_html
from ui.web.lookup import citation_of, find_evidence
from ui.web.markup import Markup, esc, tag
from ui.web.proof import proof_html
from ui.web.text import words

if TYPE_CHECKING:
    from index import Library
    from ingest.model import Figure

Text = Annotated[str, Query(max_length=500)]


def routes(library: Library, access: Access, default: str, upload_mb: int) -> APIRouter:
    """The pages over one open store; `default` is the configured language or auto."""
    router = APIRouter(include_in_schema=False)

    @router.get("/page/{name}")
    def asset(name: str) -> Response:
        return shell.asset(name)

    @router.get("/documents")
    def documents(request: Request) -> HTMLResponse:
        language = shell.language_of(request, default)
        said = words(language)
        may = access.may_change(request)
        body = documents_html(library.documents(), language, said, may_change=may, limit_mb=upload_mb)
        return shell.page(request, language, "documents", said["go_documents"], body)

    @router.get("/figures")
    def figures(
        request: Request,
        document: Text = "", org: Text = "", year: Text = "", table: Text = "", label: Text = "", code: Text = "",
        measure: Text = "", proof: Literal["", "proven", "unproven", "contested"] = "",
        sort: FigureOrder = "printed", page: Text = "1",
    ) -> HTMLResponse:  # fmt: skip
        language = shell.language_of(request, default)
        said = words(language)
        wanted = figures_page.Wanted(document, org, year, table, label, code, measure, proof, sort, page)
        shown: list[Figure] = []
        total, problem = 0, ""
        try:
            chosen = figure_filter(
                documents=_some(document), organizations=_some(org), years=[int(y) for y in _some(year) if _is_year(y)],
                tables=_some(table), codes=_some(code), label=label or None, measure=measure or None, proof=proof or None,
            )  # fmt: skip
            total = library.count_figures(chosen)
            start = (figures_page.page_number(page, total) - 1) * figures_page.PAGE
            shown = library.figure_page(chosen, order=sort, limit=figures_page.PAGE, offset=start)
        except UsageError as error:
            problem = said["bad_filter"].format(reason=error)
        body = figures_page.figures_html(wanted, shown, total, library.documents(), problem, said)
        return shell.page(request, language, "figures", said["go_figures"], body)

    @router.get("/figure")
    def figure(request: Request, id: str = "") -> HTMLResponse:  # noqa: A002 - as the address has it
        language = shell.language_of(request, default)
        said = words(language)
        found = library.figure(id)
        if found is None:
            way = tag("p", tag("a", esc(said["all_figures"]), href="figures"))
            gone = Markup(way + tag("p", esc(said["figure_gone"]), class_="card"))
            return shell.page(request, language, "figures", said["figure_gone_title"], gone, 404)
        citation = citation_of(found)
        known = {one.id: one for one in library.figures(FigureFilter(documents=(found.document,)))}
        proof = proof_html(found, library.checks(found.document), known, said)
        seen = tag("div", source_html(citation, find_evidence(library, citation), said, alone=True), class_="source")
        body = Markup(seen + proof)
        return shell.page(request, language, "figures", found.label or said["unnamed"], body)

    @router.get("/charts")
    def charts(request: Request, document: Text = "") -> HTMLResponse:
        language = shell.language_of(request, default)
        said = words(language)
        body = charts_page.charts_html(library, document, said)
        return shell.page(request, language, "charts", said["go_charts"], body)

    @router.get("/audit")
    def audit(request: Request, document: Text = "") -> HTMLResponse:
        from qa.audit import audit as report

        language = shell.language_of(request, default)
        said = words(language)
        found = report(library, [document] if document else None, language)
        if not document:
            body = audit_page.overview_html(found, language, said)
            return shell.page(request, language, "audit", said["go_audit"], body)
        if not found["documents"]:
            way = tag("p", tag("a", esc(said["all_documents"]), href="audit"))
            gone = Markup(way + tag("p", esc(said["document_gone"]), class_="card"))
            return shell.page(request, language, "audit", said["go_audit"], gone, 404)
        pages = any(r.pages is not None for r in library.documents() if r.name == document)
        body = audit_page.document_html(found["documents"][0], pages, language, said)
        return shell.page(request, language, "audit", document, body)

    return router


def _some(text: str) -> list[str]:
    return [text.strip()] if text.strip() else []


def _is_year(text: str) -> bool:
    if text.isascii() and text.isdigit() and len(text) == 4:
        return True
    raise UsageError(f"{text} is no year")
