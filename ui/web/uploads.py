"""The HTTP routes that change the store: upload, follow an upload, read again, remove."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, File, HTTPException, Query, Response, UploadFile

from index.records import SameName
from ui.web.access import Access
from ui.web.reasons import reason_in, row_in

if TYPE_CHECKING:
    from ui.web.intake import Intake

_MOST_FILES = 200
_SAME_NAME = (
    "a file named like a stored document, but with other content: ask = refused with the document named in `namesakes`; "
    "replace = stored in its place; both = stored beside it"
)

# At module level, because FastAPI reads the annotations of the routes by name.
Files = Annotated[list[UploadFile], File(description="PDF, XLSX, XLS, DOCX, HTML, text, Markdown, or a ZIP of them")]


def routes(intake: Intake, access: Access) -> APIRouter:
    """The routes over one intake; each asks `access` whether the visitor may."""
    router = APIRouter(dependencies=[Depends(access.require_change)])

    @router.post("/api/ingest", response_model=None)
    async def ingest(
        files: Files,
        wait: Annotated[bool, Query(description="answer when all is read; else at once with the job to follow")] = True,
        force: Annotated[bool, Query(description="store a file even if nothing in it looks like a budget")] = False,
        same_name: Annotated[SameName, Query(description=_SAME_NAME)] = "ask",
    ) -> list[dict[str, Any]] | Response:
        """Read uploaded files into the store: a row a file as `budgetqa ingest --json` prints it; or, with `wait=false`,
        202 and the job. Beside that, a row has `file` (the name sent) and `upload` (its place among the files sent, from 0). Content
        that is there already is `unchanged`, whatever its name: `document` says what it is called there. A refused row has
        `namesakes`: the documents of this name for whose sake it was refused."""
        if len(files) > _MOST_FILES:
            raise HTTPException(413, f"at most {_MOST_FILES} files at a time; put them in a ZIP")
        paths: list[Path] = [
            await asyncio.to_thread(intake.keep, file.filename or "upload", file.file) for file in files
        ]
        job, future = intake.add(paths, force=force, same_name=same_name)
        if not wait:
            return _json(job.to_json(), 202)
        await asyncio.wrap_future(future)
        if job.error:
            raise HTTPException(422, job.error)
        return job.rows

    @router.get("/api/ingest/{job}")
    def follow(job: str, language: Literal["zh", "en"] = "en") -> dict[str, Any]:
        """How far an upload is, and what became of its files so far; reasons and warnings in a language."""
        found = intake.job(job)
        if found is None:
            raise HTTPException(404, "no such job")
        told = found.to_json()
        rows = [row_in(row, language) for row in told["rows"]]
        return {**told, "rows": rows, "error": reason_in(told["error"], language) if told["error"] else None}

    @router.post("/api/documents/again", status_code=202)
    def read_again(document: str) -> dict[str, Any]:
        """Read a stored document's file again, for a reader that has become better: the job to follow."""
        return intake.read_again(document)[0].to_json()

    @router.delete("/api/documents")
    def remove(document: str) -> dict[str, str]:
        """Forget a document, and its file where it was uploaded."""
        intake.remove(document)
        return {"removed": document}

    return router


def _json(value: dict[str, Any], status: int) -> Response:
    from fastapi.responses import JSONResponse

    return JSONResponse(value, status_code=status)
