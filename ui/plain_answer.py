"""An answer as plain text with its sources: for a terminal, for the clipboard, for an assistant that calls a tool."""

from __future__ import annotations

from typing import Any

from ui.output import plain
from ui.web.text import Words, words

Answer = dict[str, Any]


def plain_answer(answer: dict[str, Any], *, numbered: bool = False) -> str:
    """The answer, its numbered citations, calculations, notes and candidates (`numbered` from 1, to be chosen by number); control
    characters left out."""
    said = words(str(answer.get("language")))
    lines = [*(plain(line) for line in str(answer.get("answer") or "").splitlines()), ""]
    for citation in answer.get("citations") or ():
        place = place_text(citation.get("page"), citation.get("line"), said)
        where = said["and"].join(plain(p) for p in (citation.get("document"), citation.get("table"), place) if p)
        path = plain(list(citation.get("path") or ()))
        measure = plain(list(citation.get("measure_path") or ()))
        printed = (
            plain(f"{citation['text']} {citation.get('unit') or ''}").strip() if citation.get("text") else said["blank"]
        )
        marks = [said.get(str(citation.get("proof")), ""), said["ocr"] if citation.get("ocr") else ""]
        proof = said["and"].join(mark for mark in marks if mark)
        lines.append(f"[{citation['id']}] {where}")
        lines.append(f"    {path}{' | ' if path and measure else ''}{measure}: {printed}  ({proof})")
    for figure in answer.get("figures") or ():
        derivation = figure.get("derivation")
        if derivation:
            operands = "; ".join(f"[{o.get('citation')}] {o.get('value')}" for o in derivation.get("operands") or ())
            lines.append(f"{said['calculation']}: {plain(derivation.get('formula'))}  ({operands})")
    lines += [f"{said['notes']}: {plain(text)}" for text in further_notes(answer)]
    candidates = [text for text in map(candidate_question, answer.get("candidates") or ()) if text]
    if candidates:
        lines.append(said["candidates_clarify" if answer.get("status") == "clarify" else "candidates_refused"] + ":")
        lines += [
            f"  {f'{number}.' if numbered else '-'} {plain(text)}" for number, text in enumerate(candidates, start=1)
        ]
    return "\n".join(lines).rstrip() + "\n"


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


def place_text(page: int | None, line: int | None, words: Words) -> str:
    """Page and line in words; empty where neither is known."""
    parts = [words["page"].format(n=page)] if page is not None else []
    parts += [words["line"].format(n=line)] if line is not None else []
    return words["and"].join(parts)
