"""The pages beside the chat: documents, figures, one figure with its evidence, the audit. Routes only; each page's markup is in
a module of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from ui.web import shell
from ui.web.evidence import source_html
from ui.web.lookup import citation_of, find_evidence
from ui.web.markup import esc, tag
from ui.web.text import words

if TYPE_CHECKING:
    from index import Library


def routes(library: Library, default: str) -> APIRouter:
    """The pages over one open store; `default` is the configured language or auto."""
    router = APIRouter(include_in_schema=False)

    @router.get("/page/{name}")
    def asset(name: str) -> Response:
        return shell.asset(name)

    @router.get("/figure")
    def figure(request: Request, id: str = "") -> HTMLResponse:  # noqa: A002 - as the address has it
        language = shell.language_of(request, default)
        said = words(language)
        found = library.figure(id)
        if found is None:
            gone = tag("p", esc(said["figure_gone"]))
            return shell.page(request, language, "figures", said["figure_gone_title"], gone, 404)
        citation = citation_of(found)
        body = source_html(citation, find_evidence(library, citation), said)
        return shell.page(request, language, "figures", found.label, tag("div", body, class_="source"))

    return router
