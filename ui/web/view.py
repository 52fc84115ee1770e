"""An answer as HTML: the conversation on the left and the evidence on the right.

Pure functions from the answer's JSON (CONTRACT.md) and model values to markup. All text is escaped; nothing here
reads a store, runs a query or decides what is true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ingest.amounts import print_yuan
from ingest.model import Figure, Table
from ui.web.markup import Markup, esc, join, tag
from ui.web.table import table_html
from ui.web.text import Words

Answer = dict[str, Any]
Citation = dict[str, Any]

_MARK_OR_NUMBER: Final = re.compile(
    r"\[(?P<mark>\d{1,3})\]|(?P<number>(?<![\dA-Za-z.])[-−]?\d[\d,]*(?:\.\d+)?\s?(?:%|亿元|万元|千元|元|yuan\b))"
)
_PROOFS: Final = ("contested", "unproven", "proven")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer, an error's message, or neither while it is worked on."""

    question: str
    answer: Answer | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the store holds for one citation; every part may be missing."""

    figure: Figure | None = None
    table: Table | None = None
    row: int | None = None
    column: int | None = None


def weakest_proof(answer: Answer) -> str | None:
    """The worst proof among the answer's citations: an answer is no better than its weakest figure."""
    proofs = {citation.get("proof") for citation in answer.get("citations") or ()}
    return next((proof for proof in _PROOFS if proof in proofs), None)


def proof_badge(proof: str | None, words: Words) -> Markup:
    """The badge of a proof, with the reason as its title; nothing for an unknown one."""
    if proof not in _PROOFS:
        return Markup("")
    return tag("span", esc(words[proof]), class_=f"badge {proof}", title=words[f"{proof}_why"])


def _ocr_badge(citation: Citation, words: Words) -> Markup:
    """The badge of what was read by OCR, beside that of the proof; nothing for printed text."""
    return (
        tag("span", esc(words["ocr"]), class_="badge ocr", title=words["ocr_why"])
        if citation.get("ocr")
        else Markup("")
    )


def _chip(turn: int, citation: int, words: Words, prefix: str = "") -> Markup:
    label = words["source_n"].format(n=citation)
    return tag(
        "button", esc(f"{prefix}[{citation}]"), type="button", class_="cite", data_cite=f"{turn}:{citation}",
        aria_label=label, title=label,
    )  # fmt: skip


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
            pieces.append(_chip(turn, int(match["mark"]), words))
        else:
            pieces.append(esc(match.group()))
        end = match.end()
    pieces.append(esc(text[end:]))
    return join(pieces)


def candidate_question(candidate: object) -> str:
    """What a candidate's button says and asks: the candidate itself, or the words an object of it carries."""
    if isinstance(candidate, dict):
        for key in ("question", "text", "label", "name", "document"):
            if candidate.get(key):
                return str(candidate[key])
        return ""
    return str(candidate)


def further_notes(answer: Answer) -> list[str]:
    """The texts of the notes that the answer's own text does not already say."""
    said = str(answer.get("answer") or "")
    texts = [str(note["text"]) for note in answer.get("notes") or () if note.get("text")]
    return [text for text in texts if text not in said]


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
        + proof_badge(weakest_proof(answer), words)
    ), class_="head")  # fmt: skip
    language = "en" if answer.get("language") == "en" else "zh-CN"
    paragraphs = [
        tag("p", answer_text(line, number, known, words), class_="text")
        for line in str(answer.get("answer") or "").splitlines()
        if line.strip()
    ]
    parts = [head, tag("div", join(paragraphs), class_="said", lang=language)]
    if citations:
        chips = join([_chip(number, int(citation["id"]), words) for citation in citations])
        parts.append(tag("p", Markup(tag("span", esc(words["sources"])) + " " + chips), class_="chips"))
    notes = [tag("li", esc(text)) for text in further_notes(answer)]
    if notes:
        parts.append(tag("ul", join(notes), class_="notes", aria_label=words["notes"], lang=language))
    candidates = [text for text in map(candidate_question, answer.get("candidates") or ()) if text]
    if candidates:
        heading = words["candidates_clarify" if status == "clarify" else "candidates_refused"]
        parts.append(tag("p", esc(heading), class_="quiet"))
        parts.append(tag("div", join([_ask_button(text) for text in candidates]), class_="asks"))
    return join(parts)


def welcome_html(suggestions: Sequence[str], documents: int, figures: int, words: Words) -> Markup:
    """What stands in the conversation before the first question."""
    if documents == 0:
        return tag("div", tag("p", esc(words["empty_store"])), class_="welcome")
    holding = words["holding"].format(documents=documents, figures=f"{figures:,}")
    parts = [tag("p", esc(words["welcome_note"])), tag("p", esc(holding), class_="quiet")]
    if suggestions:
        parts.append(tag("h2", esc(words["welcome"])))
        parts.append(tag("div", join([_ask_button(text) for text in suggestions]), class_="asks"))
    return tag("div", join(parts), class_="welcome")


def transcript_html(turns: Sequence[Turn], welcome: Markup, words: Words) -> Markup:
    """The whole conversation, oldest first; the welcome stays at its top."""
    articles = [turn_html(number, turn, words) for number, turn in enumerate(turns)]
    return tag("div", Markup(welcome + join(articles)), role="log", aria_live="polite", aria_label=words["transcript"])


def place_text(page: int | None, line: int | None, words: Words) -> str:
    """Page and line in words; empty where neither is known."""
    parts = [words["page"].format(n=page)] if page is not None else []
    parts += [words["line"].format(n=line)] if line is not None else []
    return words["and"].join(parts)


def _facts(rows: Sequence[tuple[str, Markup]]) -> Markup:
    pairs = [Markup(tag("dt", esc(name)) + tag("dd", value)) for name, value in rows if value]
    return tag("dl", join(pairs), class_="facts")


def _citation_facts(citation: Citation, evidence: Evidence, words: Words) -> Markup:
    basis = citation.get("basis")
    text = citation.get("text")
    value = tag("b", esc(text), class_="num") + " " + esc(citation.get("unit") or "") if text else esc(words["blank"])
    printed = Markup(value)
    rows = [
        (
            words["printed"],
            Markup(printed + " " + proof_badge(citation.get("proof"), words) + " " + _ocr_badge(citation, words)),
        ),
        (words["document"], esc(citation.get("document"))),
        (words["organization"], esc(citation.get("organization") or words["unknown"])),
        (words["year"], esc(citation.get("fiscal_year") or words["unknown"])),
        (words["basis"], esc(words[basis] if basis in ("budget", "final_accounts") else words["unknown"])),
        (words["table"], esc(citation.get("table"))),
        (words["item"], esc(" › ".join(citation.get("path") or ()))),
        (words["code"], esc(citation.get("code"))),
        (words["column"], esc(" › ".join(citation.get("measure_path") or ()))),
        (words["money_unit"], esc(evidence.table.unit if evidence.table else None)),
        (words["place"], esc(place_text(citation.get("page"), citation.get("line"), words))),
    ]
    return _facts(rows)


def _amount(value: object, unit: str | None, words: Words) -> str:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if unit == "CNY":
        return f"{print_yuan(number)} {words['yuan']}"
    return f"{value}%" if unit == "%" else str(value) if unit in (None, "count") else f"{value} {unit}"


def calculation_html(answer: Answer, turn: int, words: Words) -> Markup:
    """The derivation of each computed figure: formula, operands with their citations, rounding."""
    boxes = []
    known = {int(citation["id"]) for citation in answer.get("citations") or ()}
    for figure in answer.get("figures") or ():
        derivation = figure.get("derivation")
        if not derivation:
            continue
        operands = []
        for operand in derivation.get("operands") or ():
            number = operand.get("citation")
            chip = _chip(turn, int(number), words) if number in known else Markup("")
            value = tag("span", esc(_amount(operand.get("value"), operand.get("unit", "CNY"), words)), class_="num")
            operands.append(tag("li", Markup(chip + " " + value)))
        result = tag("b", esc(_amount(figure.get("value"), figure.get("unit"), words)), class_="num")
        rows = [
            (words["formula"], tag("code", esc(derivation.get("formula")))),
            (words["operands"], tag("ul", join(operands), class_="operands") if operands else Markup("")),
            (words["rounding"], esc(derivation.get("rounding"))),
            (words["result"], result),
        ]
        boxes.append(tag("section", Markup(tag("h3", esc(words["calculation"])) + _facts(rows)), class_="calculation"))
    return join(boxes)


def evidence_html(
    turn: int, answer: Answer | None, citation_id: int | None, evidence: Evidence, words: Words
) -> Markup:
    """The evidence panel for one citation of an answer: facts, calculation, and the source with the place marked."""
    if answer is None:
        return tag("p", esc(words["evidence_empty"]), class_="quiet")
    citations: Sequence[Citation] = answer.get("citations") or ()
    citation = next((c for c in citations if int(c["id"]) == citation_id), None)
    if citation is None:
        text = words["evidence_none"]
        return Markup(calculation_html(answer, turn, words) + tag("p", esc(text), class_="quiet"))
    chips = [
        tag("button", esc(f"[{c['id']}]"), type="button", class_="cite" + (" here" if c is citation else ""),
            data_cite=f"{turn}:{c['id']}", aria_label=words["source_n"].format(n=c["id"]),
            aria_pressed="true" if c is citation else "false")
        for c in citations
    ]  # fmt: skip
    source = _source_html(citation, evidence, words)
    parts = [tag("p", join(chips), class_="chips") if len(chips) > 1 else Markup(""), source]
    return Markup(join(parts) + calculation_html(answer, turn, words) + _citation_facts(citation, evidence, words))


def _source_html(citation: Citation, evidence: Evidence, words: Words) -> Markup:
    if evidence.table is not None:
        return table_html(evidence.table, words, evidence.row, evidence.column)
    if evidence.figure is not None and evidence.figure.passage:
        return _sentence(evidence.figure.passage, evidence.figure.text, words)
    if citation.get("passage"):
        return _sentence(str(citation["passage"]), str(citation.get("text") or ""), words)
    return tag("p", esc(words["table_gone"]), class_="quiet")


def _sentence(passage: str, printed: str, words: Words) -> Markup:
    # Only the first place is marked: which of several equal numbers was meant, the text alone doesn't say.
    before, found, after = passage.partition(printed) if printed else (passage, "", "")
    marked = Markup(esc(before) + (tag("mark", esc(found), id="cited-cell") if found else "") + esc(after))
    return tag("figure", Markup(tag("figcaption", esc(words["sentence"])) + tag("blockquote", marked)))
