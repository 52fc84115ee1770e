"""Questions to begin with, made from what the store holds: an organisation, a project, an item, a heading.

No question is written for one document: each is a sentence pattern filled with a label. Only those that the engine
answers are shown, so that a first click never meets a refusal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from ingest.model import Figure
from ui.web.text import Language

if TYPE_CHECKING:
    from index import Library

_LOG: Final = logging.getLogger(__name__)
_MOST_FIGURES: Final = 5000
"""Figures looked at for labels: more would only make the first page slow."""

PATTERNS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "project": "{name}安排了多少钱？",
        "item": "{name}是多少？",
        "list": "{name}下面有哪些项，各是多少？",
        "share": "{name}占总支出的比例是多少？",
    },
    "en": {
        "project": "How much goes to {name}?",
        "item": "How much goes to {name}?",
        "list": "What are the items under {name}, and how much is each?",
        "share": "What share of total expenditure is {name}?",
    },
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A label worth asking about, and the sentence pattern that fits it."""

    pattern: str
    label: str
    code: str | None = None


def subjects(figures: Sequence[Figure], projects: frozenset[str] = frozenset()) -> Iterator[Subject]:
    """Labels of these figures worth a question: `projects`, coded items and headings with items under them, one kind
    after the other, the dearest first within a kind.
    """
    amounts: dict[Subject, Decimal] = {}
    for figure in figures:
        if figure.source != "table" or not figure.amount or not figure.label:
            continue
        for pattern in _patterns(figure, projects):
            subject = Subject(pattern, figure.label, figure.code)
            amounts[subject] = max(figure.amount, amounts.get(subject, figure.amount))
    queues = {
        pattern: sorted((s for s in amounts if s.pattern == pattern), key=lambda s: (-amounts[s], s.label))
        for pattern in ("project", "item", "list", "share")
    }
    seen: set[str] = set()
    while any(queues.values()):
        for queue in queues.values():
            chosen = next((s for s in queue if s.label not in seen), None)
            if chosen is None:
                queue.clear()
                continue
            queue.remove(chosen)
            seen.add(chosen.label)
            yield chosen


def _patterns(figure: Figure, projects: frozenset[str]) -> tuple[str, ...]:
    code = figure.code or ""
    if figure.label in projects:
        return ("project",)
    if not code.isdigit():
        return ()
    return {3: ("share",), 5: ("list",), 7: ("item",)}.get(len(code), ())


def _within_sentence(name: str) -> str:
    """An English name as it stands inside a sentence; an abbreviation or a proper pair of capitals stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def suggest(
    library: Library,
    ask: Callable[..., dict[str, Any]],
    language: Language,
    english: Callable[[str, str | None], str | None],
    *,
    limit: int = 4,
    tries: int = 10,
) -> tuple[str, ...]:
    """Up to `limit` questions in `language` that `ask` answers, from at most `tries`.

    `english` gives a label's English name; labels that have none come after those that have one.
    """
    from index import FigureFilter

    documents = tuple(record.name for record in library.documents()[:1])
    figures = library.figures(FigureFilter(documents=documents))[:_MOST_FIGURES] if documents else []
    projects = frozenset(label.text for label in library.labels(documents) if label.kind == "project")
    worded = [(subject, english(subject.label, subject.code)) for subject in islice(subjects(figures, projects), 60)]
    if language == "en":
        worded.sort(key=lambda pair: pair[1] is None)
    chosen: list[str] = []
    for subject, name in worded[:tries]:
        if len(chosen) == limit:
            break
        shown = _within_sentence(name) if language == "en" and name else subject.label
        question = PATTERNS[language][subject.pattern].format(name=shown)
        try:
            answered = ask(question).get("status") == "answered"
        except Exception:
            _LOG.exception("a suggested question failed: %s", question)
            continue
        if answered:
            chosen.append(question)
    return tuple(chosen)
