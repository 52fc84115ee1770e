"""One web application: HTTP routes first, then the chat page mounted at the root.

Builds and serves; what the routes answer is `ui.web.api`, what the page does is `ui.web.chat`. Heavy imports happen
when an application is made, not when this module is imported.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Final

from ingest.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from index import Library
    from qa.engine import Engine
    from ui.web.access import Access
    from ui.web.guard import Rules


_ARENA_MAX: Final = -8
"""M_ARENA_MAX of malloc.h."""


def create_app(
    library: Library,
    engine: Engine,
    language: str = "auto",
    *,
    access: Access | None = None,
    rules: Rules | None = None,
    trouble: str = "",
) -> FastAPI:
    """The application over an open store. `language` is the page's: zh, en, or auto for the browser's own.

    `access` knows who may log in (default: no login), `rules` what is asked of every request; `trouble` is
    told on the first page: what does not work and what to do. What has been uploaded but not
    read yet is dropped when the application shuts down.
    """
    from fastapi_offline import FastAPIOffline

    from ingest.errors import BudgetQAError
    from ui.web import api, chat, drafts, pages, uploads
    from ui.web.access import Access
    from ui.web.guard import Guard, Rules
    from ui.web.intake import Intake

    access, rules = access or Access(), rules or Rules(language=language)
    # FastAPI's own documentation page loads its scripts from outside; this one brings them along.
    app: FastAPI = FastAPIOffline(
        title="budgetqa", redoc_url=None, static_url="/docs-assets",
        description="Ask government budgets: each figure with the cell it was printed in and the proof that it adds up.",
    )  # fmt: skip
    app.state.intake = Intake(library)
    app.include_router(api.routes(library, engine))
    app.include_router(uploads.routes(app.state.intake, access))
    app.include_router(pages.routes(library, access, language, rules.upload_mb))
    app.include_router(drafts.routes(library, engine, language))
    app.add_exception_handler(BudgetQAError, api.error_response)
    app.add_middleware(Guard, access=access, rules=rules)
    # The page takes every path that is left, so it is mounted last.
    import gradio as gr

    talk = chat.Chat(library, engine, language, login=access.login, trouble=trouble)
    # Working out the first questions takes seconds on a large store: the first visitor should find them ready.
    threading.Thread(target=talk.prepare, name="budgetqa-suggest", daemon=True).start()
    mounted: FastAPI = gr.mount_gradio_app(
        app, talk.blocks(), path="/", theme=chat.theme(), css=chat.style(), head=chat.HEAD,
        footer_links=[], run_history=False, show_error=False, ssr_mode=False,
    )  # fmt: skip
    return mounted


def free_port(host: str, port: int) -> int:
    """The port to listen on: `port`, or any free one for 0. Raises `UsageError` where `host`:`port` is taken or wrong."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UsageError(
            f"cannot listen on {host} port {port}: {reason}; choose another with --host or --port"
        ) from error


class _NotCancelled(logging.Filter):
    """Drops the tracebacks of streams that were cut off when the server stopped: they tell a user nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        kind = record.exc_info[0] if record.exc_info else None
        return not (kind is not None and issubclass(kind, asyncio.CancelledError))


def keep_memory_together() -> None:
    """Let all threads take memory from two heaps, where the C library can: from one heap a thread, what many visitors' pages have used
    and given back stays scattered, and the server grows for hours. To be called before there are threads."""
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_ARENA_MAX, 2)


def run(app: FastAPI, host: str, port: int) -> None:
    """Serve until interrupted."""
    import uvicorn

    logging.getLogger("uvicorn.error").addFilter(_NotCancelled())
    # An open page keeps a stream open for ever: stopping must not wait until its reader closes it.
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, timeout_graceful_shutdown=2)
