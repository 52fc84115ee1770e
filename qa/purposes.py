"""Questions about what money is for: the stated objective of a project, or what the text says an item is used for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.model import Passage
from qa.book import LEAST, Book
from qa.composer import Composer, Said
from qa.naming import plain
from qa.plan import Item, Term

_WANTED: Final = re.compile(
    r"用来(?:干|做)|干什么|做什么|干嘛用|什么用|用途|用在(?:哪|什么)|用于(?:什么|哪)|(?:绩效)?(?:目标|指标)(?:都|主要)?(?:是|为)(?:什么|啥|哪些)|(?:目标|指标)(?:都|主要)?有(?:哪些|什么|啥)|包括哪些工作|"
    r"主要内容|为了什么|\b(?:purpose|objectives?|aims?|goals?) of\b|what (?:is|are) .{0,80}(?:used )?for\??$|used for|intended for",
    re.IGNORECASE,
)
_USE: Final = re.compile(r"用于|目标|目的|保障|主要包括|主要是|为了")
# Longer quotations are cut at the end of a sentence.
_LONGEST: Final = 240


def wanted(question: str) -> bool:
    """Whether a question asks what something is for."""
    return bool(_WANTED.search(question))


def answer(c: Composer, items: Sequence[Item]) -> Said | None:
    """The passage that says what the thing asked for is for, quoted; `None` where none speaks of it."""
    terms = [term for item in items for term in item.terms]
    found = _best(c, terms) if terms else None
    if found is None:
        return None
    record = next(r for r in c.records if r.name == found.document)
    facts = {
        "organization": record.facts.organization,
        "fiscal_year": record.facts.fiscal_year,
        "basis": record.facts.basis,
    }
    shown = _cut(found.text)
    title = c.finder.title_of(found.document, found.table_number) if found.table_number is not None else None
    number = c.draft.cite_passage(found, shown, facts, title)
    c.draft.year(record.facts.fiscal_year)
    about = found.subject or c.say("该项", "it")
    who = record.facts.organization or record.name
    return (
        "answered",
        c.say(
            f"{who}的文件对“{about}”的说明：“{shown}” [{number}]。",
            f"On {about} the document of {who} says: “{shown}” [{number}].",
        ),
        [],
    )


def _best(c: Composer, terms: Sequence[Term]) -> Passage | None:
    best: tuple[float, Passage] | None = None
    for holding in c.finder.of(Item()):
        book = Book(dict.fromkeys(p.subject for p in holding.passages if p.subject))
        fits = [book.fits(term) for term in terms]
        for passage in holding.passages:
            scores = [
                fit.get(passage.subject, 0.0) or _said(term, passage) for term, fit in zip(terms, fits, strict=True)
            ]
            if min(scores) < LEAST:
                continue
            score = sum(scores) / len(scores) + (
                0.2 if passage.kind == "objective" else 0.1 if _USE.search(passage.text) else 0.0
            )
            if best is None or score > best[0] + 0.001:
                best = (score, passage)
    return None if best is None else best[1]


def _said(term: Term, passage: Passage) -> float:
    """Whether a passage itself speaks of a term and of its use."""
    text = plain(passage.text)
    named = any(plain(form) in text for form in term.forms if len(plain(form)) > 1)
    return 0.6 if named and _USE.search(passage.text) else 0.0


def _cut(text: str) -> str:
    """A passage as far as it is quoted: whole sentences, no line breaks."""
    body = " ".join(text.split())
    if len(body) <= _LONGEST:
        return body
    stop = max(body.rfind(mark, 0, _LONGEST) for mark in "。；;.！")
    return body[: stop + 1] if stop > 40 else body[:_LONGEST] + "…"
