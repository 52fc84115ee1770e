"""Scores summed up, as JSON and as the small tables a person reads. Judges nothing, asks nothing, prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from eval.questions import Value
from eval.score import Score, median, percent, percentile

Json = dict[str, Any]

NO_DOCUMENT: Final = "(none)"
"""The group of the questions that no document answers."""
_COLUMNS: Final = ("asked", "right", "wrong", "refused", "right %", "wrong figures", "unverified", "cited", "median s")


def summary(scores: Sequence[Score]) -> Json:
    """The counts of some scores: questions, not figures, except `unverified`, which counts numbers.

    `right_percent` is a number of per cent with one decimal, rounded down; times are seconds, `null` of none.
    """
    judged = [score.cited for score in scores if score.cited is not None]
    right = sum(score.outcome == "right" for score in scores)
    times = [score.seconds for score in scores]
    return {
        "asked": len(scores),
        "right": right,
        "wrong": sum(score.outcome == "wrong" for score in scores),
        "refused": sum(score.outcome == "refused" for score in scores),
        # Shares and times aren't money: JSON's numbers will do.
        "right_percent": float(percent(right, len(scores))),
        "wrong_figures": sum(score.wrong_figure for score in scores),
        "unverified": sum(len(score.unverified) for score in scores),
        "errors": sum(score.error is not None for score in scores),
        "citations": {
            "judged": len(judged),
            "cited": sum(judged),
            "percent": float(percent(sum(judged), len(judged))) if judged else None,
        },
        "seconds": {"median": _rounded(median(times)), "p95": _rounded(percentile(times, 0.95))},
    }


def enough(scores: Sequence[Score], percent_wanted: Decimal) -> bool:
    """Whether at least so many per cent of the questions are right, by exact counts and not by a rounded share."""
    return 100 * sum(score.outcome == "right" for score in scores) >= percent_wanted * len(scores)


def unread(scores: Iterable[Score], documents: Sequence[Mapping[str, Any]]) -> Json:
    """How many questions need a document that is not there, and how many of them are right all the same.

    Those are right mostly by refusing, which proves nothing here: the share of right answers is flattered by them.
    """
    absent = {document["document"] for document in documents if document["status"] == "refused"}
    touched = [s for s in scores if absent.intersection((*s.question.documents, *s.question.context_documents))]
    return {"questions": len(touched), "right": sum(score.outcome == "right" for score in touched)}


def by_type(scores: Iterable[Score]) -> dict[str, Json]:
    """A summary for each type of question."""
    return _grouped(scores, lambda score: [score.question.type])


def by_language(scores: Iterable[Score]) -> dict[str, Json]:
    """A summary for each language asked in."""
    return _grouped(scores, lambda score: [score.question.language])


def by_document(scores: Iterable[Score]) -> dict[str, Json]:
    """A summary for each document; a question over two counts under both."""
    return _grouped(scores, lambda score: score.question.documents or [NO_DOCUMENT])


def to_json(scores: Sequence[Score], documents: Sequence[Mapping[str, Any]]) -> Json:
    """Everything: the summaries, the documents read or not, and every question with its answer and its score."""
    return {
        "summary": {**summary(scores), "unread": unread(scores, documents)},
        "by_type": by_type(scores),
        "by_language": by_language(scores),
        "by_document": by_document(scores),
        "documents": [dict(document) for document in documents],
        "results": [result(score) for score in scores],
    }


def result(score: Score) -> Json:
    """One question's score as JSON; `cited` is null where citations are not judged."""
    question, expect = score.question, score.question.expect
    return {
        "id": question.id,
        "type": question.type,
        "language": question.language,
        "documents": list(question.documents),
        "context_documents": list(question.context_documents),
        "history": list(question.history),
        "question": question.question,
        "expect": {
            "status": expect.status,
            "values": [_value(value) for value in expect.values],
            "mode": expect.mode,
            "pages": list(expect.pages),
            "lines": list(expect.lines),
            "accept_refused": expect.accept_refused,
        },
        "outcome": score.outcome,
        "reason": score.reason,
        "wrong_figure": score.wrong_figure,
        "unverified": list(score.unverified),
        "cited": score.cited,
        "seconds": _rounded(score.seconds),
        "error": score.error,
        "answer": dict(score.answer),
    }


def to_text(scores: Sequence[Score], documents: Sequence[Mapping[str, Any]], *, verbose: bool = False) -> str:
    """The report for a terminal: a table by type and what must be seen at a glance.

    `verbose` adds tables by language and document and every question that is not right.
    """
    whole = summary(scores)
    parts = [_table("type", {**by_type(scores), "all": whole})]
    if verbose:
        parts += [_table("language", by_language(scores)), _table("document", by_document(scores))]
    parts.append("\n".join(_lines(whole, unread(scores, documents), documents)) + "\n")
    parts += [_told(score) for score in scores if _is_told(score, verbose)]
    return "\n".join(parts)


def _lines(whole: Json, absent: Json, documents: Sequence[Mapping[str, Any]]) -> list[str]:
    citations, seconds = whole["citations"], whole["seconds"]
    lines = [
        f"right {whole['right']} of {whole['asked']} ({whole['right_percent']} %), wrong {whole['wrong']}, "
        f"refused {whole['refused']}",
        f"wrong figures given as an answer: {whole['wrong_figures']}",
        f"unverified numbers: {whole['unverified']}{' (there must be none)' if whole['unverified'] else ''}",
    ]
    if citations["judged"]:
        lines.append(
            f"cited an expected page or line: {citations['cited']} of {citations['judged']} answered questions"
        )
    lines.append(f"seconds an answer: median {seconds['median']}, 95 % within {seconds['p95']}")
    if absent["questions"]:
        lines.append(
            f"need a document that is not there: {absent['questions']} questions, of which {absent['right']} count as "
            "right all the same"
        )
    lines += [
        f"not there: {document['document']}: {document['reason']}"
        for document in documents
        if document["status"] == "refused"
    ]
    return lines


def _is_told(score: Score, verbose: bool) -> bool:
    # An unverified number is never routine, so it is told unasked.
    return bool(score.unverified) or score.error is not None or (verbose and score.outcome != "right")


def _told(score: Score) -> str:
    from ui.output import plain

    question = score.question
    marks = [score.outcome, *(["wrong figure"] if score.wrong_figure else [])]
    lines = [f"{question.id} {question.type} {question.language} {', '.join(marks)}: {plain(question.question)}"]
    lines += [f"    after: {plain(asked)}" for asked in question.history]
    lines += [f"    {plain(score.reason)}"] if score.reason else []
    lines += [f"    unverified: {plain(', '.join(score.unverified))}"] if score.unverified else []
    lines += [f"    said: {plain(score.answer.get('answer'))}"] if score.answer.get("answer") else []
    return "\n".join(lines) + "\n"


def _table(name: str, groups: Mapping[str, Json]) -> str:
    from ui.output import table_text

    rows = [
        {
            name: group,
            "asked": counts["asked"],
            "right": counts["right"],
            "wrong": counts["wrong"],
            "refused": counts["refused"],
            "right %": counts["right_percent"],
            "wrong figures": counts["wrong_figures"],
            "unverified": counts["unverified"],
            "cited": f"{counts['citations']['cited']}/{counts['citations']['judged']}",
            "median s": counts["seconds"]["median"],
        }
        for group, counts in groups.items()
    ]
    return table_text(rows, (name, *_COLUMNS), _COLUMNS)


def _grouped(scores: Iterable[Score], keys: Callable[[Score], Iterable[str]]) -> dict[str, Json]:
    groups: dict[str, list[Score]] = {}
    for score in scores:
        for key in dict.fromkeys(keys(score)):
            groups.setdefault(key, []).append(score)
    return {key: summary(members) for key, members in groups.items()}


def _value(value: Value) -> Json:
    return {"value": f"{value.value:f}", "unit": value.unit}


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 4)
