"""The HTTP routes: health, one answer, the documents and the figures, in the JSON of CONTRACT.md.

Only what reads: what changes the store is `ui.web.uploads`. FastAPI runs these functions in threads,
so a slow question holds up nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from index.records import FigureOrder
from ingest.errors import BudgetQAError, NotStoredError, StoreError, UsageError
from ui.commands.figures import COLUMNS, NUMERIC
from ui.filters import figure_filter
from ui.web.picture import Pictures

if TYPE_CHECKING:
    from index import Library
    from qa.engine import Engine

_LINES: Final = 500
_IN_MEMORY: Final = 1 << 20
MOST_ROWS: Final = 1_048_575
"""What a workbook's sheet holds besides its heading line."""

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Texts = Annotated[list[str], Query()]
Years = Annotated[list[Annotated[int, Field(ge=1900, le=2999)]], Query()]


class Question(BaseModel):
    """The body of `POST /api/ask`: the keys of a line of `budgetqa ask --file`."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=2000)
    id: str | None = None
    context_documents: list[str] | None = None
    history: list[str] = Field(default_factory=list, max_length=50)
    language: Literal["zh", "en"] | None = None


class DraftText(BaseModel):
    """The body of `POST /api/check-draft`: a text, and what to check it against where its own words do not say."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=400_000)
    documents: list[str] | None = Field(default=None, max_length=100)
    organizations: list[str] | None = Field(default=None, max_length=20)
    year: int | None = Field(default=None, ge=1949, le=2100)
    language: Literal["zh", "en"] | None = None


def routes(library: Library, engine: Engine) -> APIRouter:
    """The routes over one open store and its engine."""
    router = APIRouter()

    @router.get("/health")
    def health() -> dict[str, Any]:
        return {"status": "ok", "documents": len(library.documents())}

    @router.post("/api/ask")
    def ask(question: Question) -> dict[str, Any]:
        answer: dict[str, Any] = engine.ask(
            question.question,
            history=tuple(question.history),
            documents=tuple(question.context_documents) if question.context_documents else None,
            language=question.language,
            id=question.id,
        )
        return answer

    @router.post("/api/check-draft")
    def check_draft(draft: DraftText) -> dict[str, Any]:
        from qa.drafts import check_draft as check

        report: dict[str, Any] = check(
            library, draft.text, documents=draft.documents, organizations=draft.organizations,
            year=draft.year, language=draft.language, engine=engine,
        ).to_json()  # fmt: skip
        return report

    pictures = Pictures(library)

    @router.get("/api/page", response_class=Response, responses={200: {"content": {"image/png": {}}}})
    def page_picture(document: str, page: Annotated[int, Query(ge=1, le=100_000)]) -> Response:
        """A page of a stored PDF as it is printed: a PNG of 1.5 pixels a point."""
        return Response(pictures.png(document, page), media_type="image/png", headers={"Cache-Control": "no-cache"})

    @router.get("/api/documents")
    def documents() -> list[dict[str, Any]]:
        return [record.to_json() for record in library.documents()]

    @router.get("/api/figures", response_model=None)
    def figures(
        document: Texts = [],  # noqa: B006 - FastAPI copies the default
        org: Texts = [],  # noqa: B006
        year: Years = [],  # noqa: B006
        table: Texts = [],  # noqa: B006
        code: Texts = [],  # noqa: B006
        label: str | None = None,
        measure: str | None = None,
        proof: Literal["proven", "unproven", "contested"] | None = None,
        sort: FigureOrder = "printed",
        limit: Annotated[int, Query(ge=1, le=10_000)] = 1000,
        offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
        format: Literal["json", "csv", "xlsx"] = "json",  # noqa: A002 - as the address has it
    ) -> Response:
        """Figures as `budgetqa figures` lists them. `limit` and `offset` page through the JSON, whose header `X-Total-Count` says how
        many fit; a CSV or workbook holds all."""
        from index.codec import figure_to_json

        chosen = figure_filter(
            documents=document, organizations=org, years=year, tables=table, codes=code,
            label=label, measure=measure, proof=proof,
        )  # fmt: skip
        total = library.count_figures(chosen)
        if format == "json":
            page = library.figure_page(chosen, order=sort, limit=limit, offset=offset)
            return JSONResponse([figure_to_json(f) for f in page], headers={"X-Total-Count": str(total)})
        if format == "xlsx" and total > MOST_ROWS:
            raise UsageError(
                f"{total} figures do not fit one sheet of a workbook: narrow the choice, or take format=csv"
            )
        return sheet(map(figure_to_json, library.each_figure(chosen, order=sort)), COLUMNS, NUMERIC, format, "figures")

    @router.get("/api/audit", response_model=None)
    def audit(
        document: Texts = [],  # noqa: B006
        language: Literal["zh", "en"] = "en",
        format: Literal["json", "html", "md", "xlsx"] = "json",  # noqa: A002
    ) -> dict[str, Any] | Response:
        """Where documents contradict themselves and one another, as `budgetqa audit` reports it."""
        from qa.audit import audit as report
        from ui import audit_report

        found = report(library, document or None, language)
        if format == "json":
            return found
        if format == "xlsx":
            return sheet(audit_report.rows(found), audit_report.COLUMNS, audit_report.NUMERIC, format, "audit")
        text = audit_report.to_html(found, language) if format == "html" else audit_report.to_markdown(found, language)
        return attached(text.encode(), "text/html" if format == "html" else "text/markdown", f"audit.{format}")

    return router


def sheet(
    rows: Iterable[dict[str, Any]], columns: Sequence[str], numeric: Sequence[str], form: str, name: str
) -> Response:
    """Rows as a CSV file or a workbook to be kept; sent as they come, so that a long list takes no memory."""
    from ui.output import csv_lines

    if form == "xlsx":
        return _kept(StreamingResponse(_workbook(rows, columns, numeric, name), media_type=XLSX), f"{name}.xlsx")
    # A byte order mark is what makes Excel read a CSV file's Chinese as UTF-8.
    lines = chain(["\ufeff"], csv_lines(rows, columns, numeric))
    pieces = iter(lambda: "".join(islice(lines, _LINES)).encode(), b"")
    return _kept(StreamingResponse(pieces, media_type="text/csv; charset=utf-8"), f"{name}.csv")


def attached(data: bytes, kind: str, name: str) -> Response:
    """A file to be kept."""
    return _kept(Response(data, media_type=kind), name)


def _kept(response: Response, name: str) -> Response:
    # Never shown in place: whatever a document's text may hold, it cannot run as a page of this server.
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _workbook(
    rows: Iterable[dict[str, Any]], columns: Sequence[str], numeric: Sequence[str], name: str
) -> Iterator[bytes]:
    from ui.output import write_xlsx

    with SpooledTemporaryFile(_IN_MEMORY) as file:
        write_xlsx(file, rows, columns, numeric, name)
        file.seek(0)
        while piece := file.read(_IN_MEMORY):
            yield piece


def error_response(request: Request, error: Exception) -> JSONResponse:
    """A deliberate error as JSON: 400 for a wrong request, 404 for what is not there, 503 for the store, 422 for the rest."""
    for kind, status in ((UsageError, 400), (NotStoredError, 404), (StoreError, 503), (BudgetQAError, 422)):
        if isinstance(error, kind):
            return JSONResponse({"error": str(error)}, status_code=status)
    return JSONResponse({"error": "unexpected error; the server's log says more"}, status_code=500)
