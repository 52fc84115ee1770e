"""The conversation as HTML: questions, answers, what to press next.

Pure functions from the answer's JSON (CONTRACT.md) to markup. All text is escaped; nothing here reads a store, runs a
query or decides what is true. The evidence beside it is `ui.web.evidence`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from ui.plain_answer import candidate_question, further_notes, plain_answer
from ui.web.charts.choose import chart_of
from ui.web.charts.frame import chart_html
from ui.web.evidence import PROOFS, calculation_html, chip, proof_badge
from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.text import Words

Answer = dict[str, Any]
Citation = dict[str, Any]

_CLOSING: Final = frozenset("，。；：、）》”,.;:)")
_MARK_OR_NUMBER: Final = re.compile(
    r"\[(?P<mark>\d{1,3})\]|(?P<number>(?<![\dA-Za-z.])[-−]?\d[\d,]*(?:\.\d+)?\s?(?:%|亿元|万元|千元|元|yuan\b))"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, an error's message, or neither while it is worked on."""

    question: str
    answer: Answer | None = None
    error: str | None = None


def weakest_proof(answer: Answer) -> str | None:
    """The worst proof among the answer's citations: an answer is no better than its weakest figure."""
    proofs = {citation.get("proof") for citation in answer.get("citations") or ()}
    return next((proof for proof in PROOFS if proof in proofs), None)


def _ask_button(question: str) -> Markup:
    return tag("button", esc(question), type="button", class_="ask", data_ask=question)


def answer_text(text: str, turn: int, known: frozenset[int], words: Words) -> Markup:
    """The answer's text: its `[1]` marks become buttons where the citation exists, its amounts stand out."""
    pieces: list[Markup] = []
    end = 0
    for match in _MARK_OR_NUMBER.finditer(text):
        pieces.append(esc(text[end : match.start()]))
        if match["number"]:
            pieces.append(tag("b", esc(match["number"]), class_="num"))
        elif int(match["mark"]) in known:
            # A button may stand at a line's end; what closes the sentence behind it may not begin the next line.
            after = text[match.end() : match.end() + 1]
            after = after if after in _CLOSING else ""
            pieces.append(tag("span", Markup(chip(turn, int(match["mark"]), words) + esc(after)), class_="marked"))
            end = match.end() + len(after)
            continue
        else:
            pieces.append(esc(match.group()))
        end = match.end()
    pieces.append(esc(text[end:]))
    return join(pieces)


def _paragraphs(text: str, turn: int, known: frozenset[int], words: Words) -> Markup:
    """The answer's lines as paragraphs; lines that begin with a dash as a list."""
    parts = []
    lines = (line for line in text.splitlines() if line.strip())
    for listed, several in groupby(lines, key=lambda line: line.startswith("- ")):
        if listed:
            items = [tag("li", answer_text(line[2:], turn, known, words)) for line in several]
            parts.append(tag("ul", join(items), class_="listed"))
        else:
            parts += [tag("p", answer_text(line, turn, known, words), class_="text") for line in several]
    return join(parts)


def turn_html(number: int, turn: Turn, words: Words) -> Markup:
    """One question with its answer."""
    asked = tag("p", Markup(tag("span", esc(words["asked"]), class_="sr") + esc(turn.question)), class_="asked")
    if turn.error is not None:
        status = tag("span", esc(words["failed"]), class_="status failed")
        reply = tag("div", Markup(status + tag("p", esc(turn.error), class_="text")), class_="reply")
    elif turn.answer is None:
        reply = tag("div", tag("p", esc(words["working"]), class_="working"), class_="reply")
    else:
        reply = tag("div", _reply(number, turn.answer, words), class_="reply")
    return tag("article", Markup(asked + reply), class_="turn", data_turn=number)


def _reply(number: int, answer: Answer, words: Words) -> Markup:
    status = str(answer.get("status", ""))
    citations: Sequence[Citation] = answer.get("citations") or ()
    known = frozenset(int(citation["id"]) for citation in citations)
    shown = words.get(status, status) if status in ("answered", "refused", "clarify") else status
    head = tag("p", Markup(
        tag("span", esc(shown), class_=f"status {status if status in words else ''}") + " "
        + (proof_badge(weakest_proof(answer), words) if status == "answered" else "")
    ), class_="head")  # fmt: skip
    language = "en" if answer.get("language") == "en" else "zh-CN"
    said = _paragraphs(str(answer.get("answer") or ""), number, known, words)
    parts = [head, tag("div", said, class_="said", lang=language)]
    chart = chart_of(answer, number)
    if chart is not None:
        parts.append(chart_html(chart, words))
    parts.append(calculation_html(answer, number, words))
    marked = {int(mark) for mark in re.findall(r"\[(\d{1,3})\]", str(answer.get("answer") or ""))}
    if unmarked := sorted(known - marked):
        chips = join([chip(number, citation, words) for citation in unmarked])
        parts.append(tag("p", Markup(tag("span", esc(words["sources"])) + " " + chips), class_="chips"))
    notes = [tag("li", esc(text)) for text in further_notes(answer)]
    if notes:
        parts.append(tag("ul", join(notes), class_="notes", aria_label=words["notes"], lang=language))
    candidates = [text for text in map(candidate_question, answer.get("candidates") or ()) if text]
    if candidates:
        heading = words["candidates_clarify" if status == "clarify" else "candidates_refused"]
        parts.append(tag("p", esc(heading), class_="quiet"))
        parts.append(tag("div", join([_ask_button(text) for text in candidates]), class_="asks"))
    if status == "answered":
        parts.append(tag("p", Markup(
            _copy_button(words["copy"], str(answer.get("answer") or ""), words)
            + _copy_button(words["copy_sources"], plain_answer(answer), words)
        ), class_="tools"))  # fmt: skip
    return join(parts)


def _copy_button(name: str, text: str, words: Words) -> Markup:
    return tag("button", esc(name), type="button", class_="tool", data_copy=text, data_done=words["copied"])


def welcome_html(suggestions: Sequence[str], documents: int, figures: int, words: Words, trouble: str = "") -> Markup:
    """What stands in the conversation before the first question, with what does not work."""
    told = tag("p", esc(trouble), class_="problem", role="alert") if trouble else NOTHING
    if documents == 0:
        how = tag("p", tag("a", esc(words["empty_store_how"]), href="documents", class_="go"))
        return tag("div", Markup(told + tag("p", esc(words["empty_store"])) + how), class_="welcome")
    holding = words["holding"].format(documents=documents, figures=f"{figures:,}")
    parts = [told, tag("p", esc(words["welcome_note"])), tag("p", esc(holding), class_="quiet")]
    if suggestions:
        parts.append(tag("h2", esc(words["welcome"])))
        parts.append(tag("div", join([_ask_button(text) for text in suggestions]), class_="asks"))
    parts.append(terms_html(words))
    return tag("div", join(parts), class_="welcome")


def terms_html(words: Words) -> Markup:
    """The few words a newcomer need not know, folded together: what a budget is, and what the badges say."""
    terms = [
        (esc(words["budget"]), words["term_budget"]),
        (esc(words["final_accounts"]), words["term_final_accounts"]),
        *((proof_badge(proof, words), words[f"{proof}_why"]) for proof in reversed(PROOFS)),
    ]
    listed = join([Markup(tag("dt", name) + tag("dd", esc(meaning))) for name, meaning in terms])
    return tag(
        "details", Markup(tag("summary", esc(words["terms"])) + tag("dl", listed, class_="facts")), class_="terms"
    )


def transcript_html(turns: Sequence[Turn], welcome: Markup, words: Words) -> Markup:
    """The whole conversation, oldest first; the welcome stays at its top."""
    articles = [turn_html(number, turn, words) for number, turn in enumerate(turns)]
    # The script needs these words for the moment before the server answers.
    return tag(
        "div", Markup(welcome + join(articles)), role="log", aria_live="polite", aria_label=words["transcript"],
        data_asked=words["asked"], data_working=words["working"],
    )  # fmt: skip
