"""What stands before every request: the right host, no other site's forms, no body too large, a login where one is asked for, and
not too many questions a minute.

One ASGI layer around the whole application, so that neither a route nor gradio's own can be forgotten.
"""

from __future__ import annotations

import html
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from ui.web.access import Access
from ui.web.shell import language_of
from ui.web.text import words

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SESSION: Final = "budgetqa_session"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_OPEN: Final = ("/health", "/login", "/page/")
_UPLOADS: Final = ("/api/ingest", "/api/check-draft", "/draft")
_COSTLY: Final = ("/api/ask", "/api/ingest", "/api/check-draft", "/draft", "/gradio_api/queue/join", "/login")
_MOST_BODY: Final = 2 << 20
_MOST_VISITORS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a server asks of its visitors. `loopback`: only those who call it by this machine's own name are let in."""

    loopback: bool = False
    upload_mb: int = 100
    rate_limit: int = 240
    language: str = "auto"


class Guard:
    """The layer; `access` knows the users."""

    def __init__(self, app: ASGIApp, access: Access, rules: Rules) -> None:
        self._app, self._access, self._rules = app, access, rules
        self._pace = Pace(rules.rate_limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            # Nothing here speaks over a websocket; one opened by another site would pass the checks below unseen.
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        answer = self._refusal(request)
        if answer is None and self._access.login:
            answer = await self._login(request)
        if answer is None:
            await self._app(scope, receive, send)
        else:
            await answer(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        host = request.headers.get("host", "")
        if self._rules.loopback and _name(host) not in _LOOPBACK:
            return _say(400, "this server answers on this machine only")
        if request.method in _SAFE:
            return None
        origin = request.headers.get("origin")
        if origin and urlsplit(origin).netloc not in (host, request.headers.get("x-forwarded-host")):
            return _say(403, "requests from other sites are not answered")
        if "transfer-encoding" in request.headers:
            return _say(411, "say how long the body is (Content-Length)")
        limit = self._rules.upload_mb << 20 if request.url.path.startswith(_UPLOADS) else _MOST_BODY
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > limit:
            return _say(413, f"too large: at most {limit >> 20} MB at a time")
        visitor = request.client.host if request.client else ""
        costly = request.url.path.startswith(_COSTLY)
        if costly and visitor not in _LOOPBACK and not self._pace.allows(visitor):
            return _say(429, f"too many requests: at most {self._rules.rate_limit} a minute", {"Retry-After": "60"})
        return None

    async def _login(self, request: Request) -> Response | None:
        path = request.url.path
        if path == "/login" and request.method == "POST":
            return await self._try(request)
        if path == "/login":
            return self._form(request)
        if path == "/logout":
            self._access.close_session(_cookie(request) or "")
            gone = RedirectResponse("login", 303)
            gone.delete_cookie(SESSION)
            return gone
        user = self._access.of_session(_cookie(request)) or self._access.of_basic(request.headers.get("authorization"))
        if user is not None:
            request.scope["budgetqa_user"] = user
            return None
        if path.startswith(_OPEN):
            return None
        if request.method == "GET" and "text/html" in request.headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return _say(401, "log in first", {"WWW-Authenticate": 'Basic realm="budgetqa", charset="UTF-8"'})

    async def _try(self, request: Request) -> Response:
        from starlette.concurrency import run_in_threadpool

        said = parse_qs((await request.body()).decode("utf-8", "replace"))
        name, password = (said.get(key, [""])[0] for key in ("name", "password"))
        user = await run_in_threadpool(self._access.check, name, password)
        if user is None:
            return self._form(request, wrong=True)
        welcome = RedirectResponse("./", 303)
        secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
        welcome.set_cookie(SESSION, self._access.open_session(user), httponly=True, samesite="strict", secure=secure)
        return welcome

    def _form(self, request: Request, *, wrong: bool = False) -> Response:
        language = language_of(request, self._rules.language)
        said = {key: html.escape(value) for key, value in words(language).items()}
        problem = f'<p role="alert" class="wrong">{said["login_wrong"]}</p>' if wrong else ""
        page = (
            f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{said['login']} · {said['title']}</title>"
            '<link rel="stylesheet" href="page/style.css"><link rel="stylesheet" href="page/pages.css">'
            f'<link rel="icon" href="data:,"></head><body class="plain-page"><main class="login"><h1>{said["title"]}</h1>'
            f'<form method="post" action="login" class="card">{problem}<label>{said["user_name"]}'
            '<input name="name" autocomplete="username" required autofocus></label>'
            f'<label>{said["password"]}<input type="password" name="password" autocomplete="current-password" required>'
            f'</label><button class="primary">{said["login"]}</button></form></main></body></html>'
        )
        return HTMLResponse(page, status_code=401 if wrong else 200)


class Pace:
    """How many requests each visitor has made in the running minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._seen: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def allows(self, visitor: str, now: float | None = None) -> bool:
        """Count one more request; whether it is still within the limit."""
        minute = int((time.monotonic() if now is None else now) // 60)
        with self._lock:
            began, count = self._seen.pop(visitor, (minute, 0))
            count = count + 1 if began == minute else 1
            self._seen[visitor] = (minute, count)
            while len(self._seen) > _MOST_VISITORS:
                self._seen.popitem(last=False)
        return count <= self._most


def _name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "") if host else ""


def _cookie(request: Request) -> str | None:
    try:
        return request.cookies.get(SESSION)
    except CookieError:
        return None


def _say(status: int, reason: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": reason}, status_code=status, headers=dict(headers or {}))
