"""The one door to the four formats: a disclosure and a format's name in, bytes out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from eval.samples.fonts import find_font
from eval.samples.html import render_html
from eval.samples.pdf import render_pdf
from eval.samples.spec import DisclosureSpec
from eval.samples.text import render_text
from eval.samples.xlsx import render_xlsx
from ingest.errors import UsageError

FORMATS: Final[dict[str, str]] = {"text": ".txt", "html": ".html", "xlsx": ".xlsx", "pdf": ".pdf"}
"""Format names, each with its file ending."""

SHIPPED_SPEC: Final = Path(__file__).with_name("criminal_police_2024.json")
"""The disclosure that the product ships as its sample."""


def generate(spec: DisclosureSpec, kind: str, font: Path | None = None) -> bytes:
    """The disclosure in one of `FORMATS`; `font` is for the PDF, else fontconfig finds one.

    Raises `UsageError` for an unknown format or a missing font, `MissingExtraError` for a PDF without its libraries.
    """
    if kind == "text":
        return render_text(spec)
    if kind == "html":
        return render_html(spec)
    if kind == "xlsx":
        return render_xlsx(spec)
    if kind == "pdf":
        return render_pdf(spec, find_font(font))
    raise UsageError(f"unknown format {kind!r}; known are {', '.join(FORMATS)}")
