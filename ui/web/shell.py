"""What every page shares: its language, the way to the other pages, and the frame of a page that is not gradio's.

The pages beside the chat are plain HTML made here on the server: they have addresses that can be kept and shared, and are read
without a script. A policy forbids them to load or run anything that is not this server's.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from typing import Final

from fastapi import Request
from fastapi.responses import HTMLResponse, Response

from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.text import Language, Words, browser_language, words

COOKIE: Final = "budgetqa_lang"
PAGES: Final = ("ask", "draft", "audit", "figures", "charts", "documents")
_ADDRESSES: Final = {"ask": "./"}
_ASSETS: Final = {
    "style.css": "text/css",
    "pages.css": "text/css",
    "evidence.js": "text/javascript",
    "pages.js": "text/javascript",
}
_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def choose_language(query: str | None, cookie: str | None, default: str, accept: str | None) -> Language:
    """`?lang=` first, then what the visitor chose before, then the configured language, then the browser's own."""
    for choice in (query, cookie, default):
        if choice in ("zh", "en"):
            return "en" if choice == "en" else "zh"
    return browser_language(accept)


def language_of(request: Request, default: str) -> Language:
    """The language of a request's page."""
    return choose_language(
        request.query_params.get("lang"), request.cookies.get(COOKIE), default, request.headers.get("accept-language")
    )


def navigation(said: Words, here: str) -> Markup:
    """The links to all pages, the present one marked."""
    links = [
        tag(
            "a", esc(said[f"go_{name}"]), href=_ADDRESSES.get(name, name), aria_current="page" if name == here else None
        )
        for name in PAGES
    ]
    return tag("nav", join(links), class_="pages", aria_label=said["pages"])


def heading(said: Words, here: str = "ask", *, login: bool = False) -> Markup:
    """The product's name, what it is for, the way to the other pages and, where there is a login, out."""
    name = tag("p" if here != "ask" else "h1", esc(said["title"]), class_="product")
    names = tag("div", Markup(name + tag("p", esc(said["subtitle"]), class_="purpose")))
    out = tag("a", esc(said["logout"]), href="logout", class_="logout") if login else NOTHING
    return tag("div", Markup(names + navigation(said, here) + out), class_="masthead")


@dataclass(frozen=True, slots=True)
class Resend:
    """How a page that came of a form is asked for again: by that form, by its id, sent to an address."""

    form: str
    address: str


def page(
    request: Request,
    language: Language,
    here: str,
    title: str,
    body: Markup,
    status: int = 200,
    resend: Resend | None = None,
) -> HTMLResponse:
    """A whole page. `body` is markup already; a language asked for in the address is kept for the next visit. With `resend`, changing
    the language sends the form along, so that nothing a visitor has typed or got is lost."""
    said = words(language)
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        + tag("title", esc(f"{title} · {said['title']}"))
        + '<link rel="stylesheet" href="page/style.css"><link rel="stylesheet" href="page/pages.css">'
        + '<script src="page/evidence.js" defer></script><script src="page/pages.js" defer></script>'
        + '<link rel="icon" href="data:,">'
    )
    top = tag(
        "header",
        Markup(heading(said, here, login="budgetqa_user" in request.scope) + _switch(request, language, said, resend)),
        id="top",
    )
    skip = tag("a", esc(said["skip"]), href="#main", class_="skip")
    main = tag("main", Markup(tag("h1", esc(title)) + body), id="main", tabindex="-1")
    html = (
        f'<!doctype html><html lang="{"en" if language == "en" else "zh-CN"}"><head>{head}</head>'
        f'<body class="plain-page">{skip}{top}{main}</body></html>'
    )
    response = HTMLResponse(html, status_code=status, headers={"Content-Security-Policy": _POLICY})
    if request.query_params.get("lang") in ("zh", "en"):
        response.set_cookie(COOKIE, language, max_age=31_536_000, samesite="lax")
    return response


def _switch(request: Request, language: Language, said: Words, resend: Resend | None) -> Markup:
    choices = []
    for code, name in (("zh", "中文"), ("en", "English")):
        here: dict[str, object] = {"lang": code, "aria_current": "true" if code == language else None}
        if resend is not None:
            # A button of a form that stands elsewhere on the page. What is required there is not asked for: nothing is sent off yet.
            choices.append(
                tag("button", esc(name), type="submit", form=resend.form, formaction=f"{resend.address}{'&' if '?' in resend.address else '?'}lang={code}",
                    formmethod="post", formnovalidate=True, **here)
            )  # fmt: skip
            continue
        address = request.url.include_query_params(lang=code)
        choices.append(
            tag("a", esc(name), href=f"{address.path.rsplit('/', 1)[-1]}?{address.query}", hreflang=code, **here)
        )
    return tag("nav", join(choices), class_="languages", aria_label=said["switch"])


def asset(name: str) -> Response:
    """A stylesheet or script of ours; 404 for any other name."""
    if name not in _ASSETS:
        return Response(status_code=404)
    data = resources.files("ui.web").joinpath(name).read_bytes()
    return Response(data, media_type=_ASSETS[name], headers={"Cache-Control": "no-cache"})
