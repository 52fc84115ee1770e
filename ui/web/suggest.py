"""Questions to begin with, made from what the store holds: an organisation, a project, an item, a heading.

No question is written for one document: each is a sentence pattern filled with a label. Only those that the engine
answers are shown, so that a first click never meets a refusal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any, Final

from ingest.headers import is_total
from ingest.model import Figure
from ui.web.text import Language

if TYPE_CHECKING:
    from index import DocumentRecord, Library

English = Callable[[str, str | None], str | None]
"""From a label and its code to its English name, where there is one."""

_LOG: Final = logging.getLogger(__name__)
_MOST_FIGURES: Final = 5000
"""Figures looked at for labels: more would only make the first page slow."""

PATTERNS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "project": "{whose}{name}安排了多少钱？",
        "item": "{whose}{name}是多少？",
        "list": "{whose}{name}下面有哪些项，各是多少？",
        "share": "{whose}{name}占总支出的比例是多少？",
    },
    "en": {
        "project": "How much goes to {name}{whose}?",
        "item": "How much goes to {name}{whose}?",
        "list": "What are the items under {name}{whose}, and how much is each?",
        "share": "What share of total expenditure is {name}{whose}?",
    },
}
_KINDS: Final = ("project", "item", "list", "share")
_WHOSE: Final[dict[Language, str]] = {"zh": "{organization}{year}年", "en": " at {organization} in {year}"}


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
        for pattern in _KINDS
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
    if is_total(figure.label):
        return ()
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
    english: English,
    *,
    limit: int = 4,
    tries: int = 10,
) -> tuple[str, ...]:
    """Up to `limit` questions in `language` that `ask` answers, from at most `tries`.

    `english` gives a label's English name; labels that have none come after those that have one.
    """
    held = library.documents()
    queues = []
    for number, record in enumerate(_different(held)[:limit]):
        questions = _questions(library, record, language, english, whose=len(held) > 1)
        # Each document begins with another kind of question.
        begin = number % len(_KINDS)
        queues.append([*questions[begin : len(_KINDS)], *questions[:begin], *questions[len(_KINDS) :]])
    in_turn = (question for round_ in zip_longest(*queues) for question in round_ if question is not None)
    chosen: list[str] = []
    for question in islice(in_turn, tries):
        if len(chosen) == limit:
            break
        if question not in chosen and _is_answered(ask, question):
            chosen.append(question)
    return tuple(chosen)


def _different(records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """The latest document of each organisation, and those of none, in the library's order."""
    latest: dict[str, DocumentRecord] = {}
    for record in records:
        key = record.facts.organization or record.name
        if key not in latest or (record.facts.fiscal_year or 0) > (latest[key].facts.fiscal_year or 0):
            latest[key] = record
    return list(latest.values())


def _questions(
    library: Library, record: DocumentRecord, language: Language, english: English, *, whose: bool
) -> list[str]:
    from index import FigureFilter

    figures = library.figures(FigureFilter(documents=(record.name,)))[:_MOST_FIGURES]
    projects = frozenset(label.text for label in library.labels((record.name,)) if label.kind == "project")
    worded = [(subject, english(subject.label, subject.code)) for subject in islice(subjects(figures, projects), 60)]
    if language == "en":
        worded.sort(key=lambda pair: pair[1] is None)
    facts = record.facts
    named = whose and facts.organization and facts.fiscal_year
    of = _WHOSE[language].format(organization=facts.organization, year=facts.fiscal_year) if named else ""
    return [
        PATTERNS[language][subject.pattern].format(
            name=_within_sentence(name) if language == "en" and name else subject.label, whose=of
        )
        for subject, name in worded
    ]


def _is_answered(ask: Callable[..., dict[str, Any]], question: str) -> bool:
    try:
        return bool(ask(question).get("status") == "answered")
    except Exception:
        _LOG.exception("a suggested question failed: %s", question)
        return False
