"""The routes of the draft page: the form, the check of a text or a file, the report to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from ingest.errors import BudgetQAError
from qa.plan import Language
from ui.web import draft_page, shell
from ui.web.api import attached
from ui.web.draft_page import Asked
from ui.web.markup import NOTHING, Markup, esc, tag
from ui.web.read_draft import MOST_TEXT, draft_text
from ui.web.reasons import reason_in
from ui.web.shell import Resend
from ui.web.text import words

if TYPE_CHECKING:
    from index import DocumentRecord, Library
    from ingest.model import Table
    from qa.drafts import DraftReport
    from qa.engine import Engine

_AS_DRAFT: Final = Resend(draft_page.FORM, "draft")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Text = Annotated[str, Form(max_length=MOST_TEXT * 2)]
Short = Annotated[str, Form(max_length=500)]
Name = Annotated[str, Query(max_length=500)]


def routes(library: Library, engine: Engine, default: str) -> APIRouter:
    """The routes over one open store; `default` is the configured language or auto."""
    router = APIRouter(include_in_schema=False)

    def check(asked: Asked, language: Language) -> DraftReport:
        from qa.drafts import check_draft

        return check_draft(
            library, asked.text, documents=[asked.document] if asked.document else None,
            organizations=[asked.org] if asked.org else None, language=language, engine=engine,
        )  # fmt: skip

    def form_page(request: Request, asked: Asked, problem: str = "", explain: str = "") -> HTMLResponse:
        language = shell.language_of(request, default)
        said = words(language)
        records = library.documents()
        chosen = next((r for r in records if r.name == explain), None)
        body = Markup(
            draft_page.draft_html(asked, records, problem, said)
            + draft_page.explain_html(records, chosen, tables_of(chosen) if chosen else [], said)
        )
        resend = Resend(draft_page.FORM, "draft-edit?" + urlencode({"explain": explain})) if records else None
        return shell.page(request, language, "draft", said["go_draft"], body, 422 if problem else 200, resend)

    def tables_of(record: DocumentRecord) -> list[Table]:
        from index import FigureFilter
        from qa.explain import explainable

        figures = library.figures(FigureFilter(documents=(record.name,), sources=("table",)))
        return explainable(library.tables(record.name), figures, record)

    def report_page(
        request: Request, asked: Asked, before: Markup = NOTHING, resend: Resend = _AS_DRAFT
    ) -> HTMLResponse:
        language = shell.language_of(request, default)
        said = words(language)
        report: dict[str, Any] = check(asked, language).to_json()
        drawn = frozenset(record.name for record in library.documents() if record.pages is not None)
        body = Markup(before + draft_page.checked_html(report, asked, drawn, language, said))
        return shell.page(request, language, "draft", said["go_draft"], body, resend=resend)

    @router.get("/draft")
    def empty(request: Request, explain: Name = "") -> HTMLResponse:
        return form_page(request, Asked(), explain=explain)

    @router.post("/draft-explain")
    def explained(request: Request, document: Short, table: Annotated[int, Form(ge=1)]) -> HTMLResponse:
        from qa.explain import explain

        language = shell.language_of(request, default)
        said = words(language)
        record = next((r for r in library.documents() if r.name == document), None)
        found = explain(engine, document, table, language) if record is not None else None
        if record is None or found is None or not found.text:
            return form_page(request, Asked(), said["explain_none"], explain=document)
        left_out = esc(said["explain_left_out"].format(n=found.left_out))
        note = tag("p", left_out, class_="quiet") if found.left_out else NOTHING
        before = Markup(note + draft_page.again_html(document, table))
        asked = Asked(found.text, "", record.facts.organization or "")
        return report_page(request, asked, before, Resend(draft_page.AGAIN, "draft-explain"))

    @router.post("/draft-edit")
    def edit(
        request: Request, text: Text = "", document: Short = "", org: Short = "", explain: Name = ""
    ) -> HTMLResponse:
        return form_page(request, Asked(text, document, org), explain=explain)

    @router.post("/draft")
    def checked(
        request: Request, text: Text = "", document: Short = "", org: Short = "",
        file: Annotated[UploadFile | None, File()] = None,
    ) -> HTMLResponse:  # fmt: skip
        language = shell.language_of(request, default)
        said = words(language)
        asked = Asked(text.replace("\r\n", "\n"), document, org)
        if file is not None and file.filename:
            try:
                asked = Asked(draft_text(file.file.read(), file.filename), document, org)
            except BudgetQAError as error:
                return form_page(request, asked, said["draft_unread"].format(reason=reason_in(str(error), language)))
        if not asked.text.strip():
            return form_page(request, asked, said["draft_empty"])
        return report_page(request, asked)

    @router.post("/draft-report")
    def report(
        request: Request, text: Text = "", document: Short = "", org: Short = "", form: Short = "html"
    ) -> Response:
        from ui.draft_docx import to_docx
        from ui.draft_report import to_html

        language = shell.language_of(request, default)
        asked = Asked(text.replace("\r\n", "\n"), document, org)
        found = check(asked, language).to_json()
        if form == "docx":
            return attached(to_docx(found, asked.text, language), _DOCX, "draft.docx")
        return attached(to_html(found, asked.text, language).encode("utf-8", "replace"), "text/html", "draft.html")

    return router
