"""A checked draft as a Word document: the draft with every number marked, each doubtful one with a comment, then the sources."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from qa.plan import Language
from ui.draft_report import SIGNS, parts, source, summary, verdict, word

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

Json = dict[str, Any]

_HEADING: Final = re.compile(r"^\s*(#{1,6})\s+")
_UNFIT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML, and so Word, cannot hold."""


def to_docx(report: Json, text: str, language: Language) -> bytes:
    """The document's bytes."""
    import docx

    document: Document = docx.Document()
    document.add_heading(word("title", language), 0)
    document.add_paragraph(_fit(summary(report, language)))
    paragraph: Paragraph | None = None
    for part, claim, number in parts(report, text):
        if claim is not None:
            paragraph = paragraph or document.add_paragraph()
            _mark(document, paragraph, _fit(part), claim, number, language)
            continue
        for place, line in enumerate(part.split("\n")):
            if place or paragraph is None:
                heading = _HEADING.match(line)
                paragraph = document.add_heading("", len(heading[1])) if heading else document.add_paragraph()
                line = line[heading.end() :] if heading else line
            paragraph.add_run(_fit(line.rstrip("\r")))
    document.add_heading(word("verdicts", language), 1)
    for number, claim in enumerate(report["claims"], start=1):
        item = document.add_paragraph()
        item.add_run(f"{number}. {SIGNS[claim['status']]} ")
        item.add_run(_fit(claim["text"])).bold = True
        cited = "".join(f" [{n}]" for n in claim["citations"])
        item.add_run(_fit(f" {verdict(claim, language)}. {claim['reason']}{cited}"))
    if report["citations"]:
        document.add_heading(word("sources", language), 1)
        for citation in report["citations"]:
            document.add_paragraph(_fit(f"[{citation['id']}] {source(citation, language)}"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _mark(document: Document, paragraph: Paragraph, text: str, claim: Json, number: int, language: Language) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    colours = {
        "supported": WD_COLOR_INDEX.BRIGHT_GREEN, "derived": WD_COLOR_INDEX.BRIGHT_GREEN,
        "contradicted": WD_COLOR_INDEX.PINK, "unsupported": WD_COLOR_INDEX.YELLOW,
    }  # fmt: skip
    run = paragraph.add_run(text)
    run.font.highlight_color = colours[claim["status"]]
    sign = paragraph.add_run(f"{SIGNS[claim['status']]}{number}")
    sign.font.superscript = True
    if claim["status"] in ("contradicted", "unsupported"):
        document.add_comment(
            run, text=_fit(f"{verdict(claim, language)}. {claim['reason']}"), author="budgetqa", initials="b"
        )


def _fit(text: str) -> str:
    return _UNFIT.sub(" ", text)
