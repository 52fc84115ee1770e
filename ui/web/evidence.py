"""The evidence for one cited figure as HTML: its value and path, the calculation, the source table with the cell marked, the
sentence, and the printed page with the cell boxed.

Pure functions from a citation's JSON and model values to markup; all text is escaped and nothing here reads a store.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from string import ascii_lowercase
from typing import Any, Final
from urllib.parse import urlencode

from ingest.amounts import print_yuan
from ingest.model import Figure, Table
from ui.plain_answer import place_text
from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.picture import SCALE
from ui.web.table import table_html
from ui.web.text import Words

Answer = dict[str, Any]
Citation = dict[str, Any]

PROOFS: Final = ("contested", "unproven", "proven")
"""From the worst to the best."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the store holds for one citation; every part may be missing. `pages`: whether its file has pages to be drawn."""

    figure: Figure | None = None
    table: Table | None = None
    row: int | None = None
    column: int | None = None
    pages: bool = False


def proof_badge(proof: str | None, words: Words) -> Markup:
    """The badge of a proof, with the reason as its title; nothing for an unknown one."""
    if proof not in PROOFS:
        return NOTHING
    return tag("span", esc(words[proof]), class_=f"badge {proof}", title=words[f"{proof}_why"])


def badges(citation: Citation, words: Words) -> Markup:
    """The badge of the proof, and beside it that of what was read by OCR."""
    proof = proof_badge(citation.get("proof"), words)
    if not citation.get("ocr"):
        return proof
    return Markup(proof + " " + tag("span", esc(words["ocr"]), class_="badge ocr", title=words["ocr_why"]))


def chip(turn: int, citation: int, words: Words, *, here: bool | None = None) -> Markup:
    """A citation's button; `here` says whether it is the one shown, where one of a row is."""
    label = words["source_n"].format(n=citation)
    return tag(
        "button", esc(f"[{citation}]"), type="button", class_="cite here" if here else "cite",
        data_cite=f"{turn}:{citation}", aria_label=label, title=label,
        aria_pressed=None if here is None else str(here).lower(),
    )  # fmt: skip


def evidence_html(
    turn: int, answer: Answer | None, citation_id: int | None, evidence: Evidence, words: Words
) -> Markup:
    """The evidence panel for one citation of an answer: the source with the place marked."""
    if answer is None:
        return tag("p", esc(words["evidence_empty"]), class_="quiet")
    citations: Sequence[Citation] = answer.get("citations") or ()
    citation = next((c for c in citations if int(c["id"]) == citation_id), None)
    if citation is None:
        return tag("p", esc(words["evidence_none"]), class_="quiet")
    chips = [chip(turn, int(c["id"]), words, here=c is citation) for c in citations]
    row = tag("p", join(chips), class_="chips") if len(chips) > 1 else NOTHING
    # Only seen where the evidence stands below the conversation.
    back = tag("button", esc(words["back_to_answer"]), type="button", class_="tool back", data_back="yes")
    # The script compares this with the mark that was pressed.
    return tag("div", Markup(row + source_html(citation, evidence, words) + back), data_shows=f"{turn}:{citation_id}")


def source_html(citation: Citation, evidence: Evidence, words: Words, *, alone: bool = False) -> Markup:
    """All there is to see of one cited figure; `alone` on the figure's own page, which needs no way to itself."""
    facts = tag("details", Markup(tag("summary", esc(words["all_facts"])) + _citation_facts(citation, evidence, words)))
    return join(
        [
            _headline(citation, words, alone=alone),
            _printed(citation, evidence, words),
            _page(citation, evidence, words),
            facts,
        ]
    )


def _headline(citation: Citation, words: Words, *, alone: bool) -> Markup:
    basis = citation.get("basis")
    kind = words[basis] if basis in ("budget", "final_accounts") else ""
    year = words["of_year"].format(n=citation["fiscal_year"]) if citation.get("fiscal_year") else ""
    place = place_text(citation.get("page"), citation.get("line"), words)
    whose = [citation.get("organization") or "", f"{year}{kind}", citation.get("document") or "", place]
    names = [" › ".join(citation.get("path") or ()), " › ".join(citation.get("measure_path") or ())]
    lines = [
        tag("p", Markup(_value(citation, words) + " " + badges(citation, words)), class_="value"),
        _reasons(citation, words),
        tag("p", esc(" ｜ ".join(name for name in names if name)), class_="path"),
        tag("p", esc(" · ".join(part for part in whose if part)), class_="quiet"),
    ]
    if citation.get("figure") and not alone:
        own = "figure?" + urlencode({"id": citation["figure"]})
        lines.append(
            tag("p", tag("a", esc(words["figure_alone"]), href=own, target="_blank", rel="noopener"), class_="own")
        )
    return tag("div", join(lines), class_="headline")


def _reasons(citation: Citation, words: Words) -> Markup:
    """What the badges say, in full: a badge's title is not seen where there is no mouse."""
    proof = citation.get("proof")
    said = [words[f"{proof}_why"]] if proof in PROOFS else []
    said += [words["ocr_why"]] if citation.get("ocr") else []
    return join([tag("p", esc(reason), class_="quiet") for reason in said])


def _value(citation: Citation, words: Words) -> Markup:
    if not citation.get("text"):
        return esc(words["blank"])
    return Markup(tag("b", esc(citation["text"]), class_="num") + " " + esc(citation.get("unit") or ""))


def _page(citation: Citation, evidence: Evidence, words: Words) -> Markup:
    if citation.get("page") is None or not evidence.pages:
        return NOTHING
    box = citation.get("bbox") or (evidence.figure.bbox if evidence.figure else None)
    return page_html(str(citation.get("document")), int(citation["page"]), [box] if box else [], words)


def page_html(document: str, page: int, boxes: Sequence[Sequence[float]], words: Words) -> Markup:
    """The printed page, to be drawn when it comes into sight, with the positions (in points) of what is to be boxed on it."""
    source = "api/page?" + urlencode({"document": document, "page": page})
    places = ";".join(" ".join(f"{side:g}" for side in box) for box in boxes)
    picture = tag(
        "img", src=source, loading="lazy", alt=words["page_picture"].format(n=page), data_scale=SCALE, data_boxes=places
    )
    marks = join([tag("span", class_="cell-box", hidden=True) for _ in boxes])
    sheet = tag("div", Markup(picture + marks), class_="sheet")
    frame = tag("div", sheet, class_="page-box", role="region", tabindex="0", aria_label=words["page_frame"])
    link = tag("a", esc(words["page_alone"]), href=source, target="_blank", rel="noopener")
    name = esc(words["page"].format(n=page))
    caption = tag("figcaption", Markup(tag("b", esc(words["printed_page"])) + " " + name + " " + link))
    gone = tag("p", esc(words["page_gone"]), class_="quiet gone", hidden=True)
    return tag("figure", Markup(caption + frame + gone), class_="printed-page")


def _facts(rows: Sequence[tuple[str, Markup]]) -> Markup:
    pairs = [Markup(tag("dt", esc(name)) + tag("dd", value)) for name, value in rows if value]
    return tag("dl", join(pairs), class_="facts")


def _citation_facts(citation: Citation, evidence: Evidence, words: Words) -> Markup:
    basis = citation.get("basis")
    rows = [
        (words["printed"], Markup(_value(citation, words) + " " + badges(citation, words))),
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


def amount_text(value: object, unit: str | None, words: Words) -> str:
    """A value of an answer with its unit, money as yuan."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if unit == "CNY":
        return f"{print_yuan(number)} {words['yuan']}"
    return f"{value}%" if unit == "%" else str(value) if unit in (None, "count") else f"{value} {unit}"


def calculation_html(answer: Answer, turn: int, words: Words) -> Markup:
    """The derivation of each computed figure: formula, operands with their letters and citations, rounding. One stands open,
    several are folded together.
    """
    known = {int(citation["id"]): citation for citation in answer.get("citations") or ()}
    computed = [figure for figure in answer.get("figures") or () if figure.get("derivation")]
    if not computed:
        return NOTHING
    if len(computed) == 1:
        result = esc(amount_text(computed[0].get("value"), computed[0].get("unit"), words))
        head = Markup(esc(words["calculation"]) + " " + tag("b", result, class_="num"))
    else:
        head = esc(words["calculations"].format(n=len(computed)))
    boxes = [_derivation(figure, known, turn, words, result=len(computed) > 1) for figure in computed]
    return tag("details", Markup(tag("summary", head) + join(boxes)), class_="calculation", open=len(computed) == 1)


def _derivation(figure: Answer, known: dict[int, Citation], turn: int, words: Words, *, result: bool) -> Markup:
    derivation = figure["derivation"]
    operands = []
    for letter, operand in zip(ascii_lowercase, derivation.get("operands") or (), strict=False):
        number = operand.get("citation")
        value = amount_text(operand.get("value"), operand.get("unit", "CNY"), words)
        name = " › ".join(((known.get(number) or {}).get("path") or ())[-1:])
        pieces = [
            tag("code", esc(letter)),
            chip(turn, int(number), words) if number in known else NOTHING,
            tag("span", esc(value), class_="num"),
            tag("span", esc(name), class_="quiet"),
        ]
        operands.append(tag("li", join(pieces, " ")))
    worth = tag("b", esc(amount_text(figure.get("value"), figure.get("unit"), words)), class_="num")
    return _facts(
        [
            (words["result"], worth if result else NOTHING),
            (words["formula"], tag("code", esc(derivation.get("formula")))),
            (words["operands"], tag("ul", join(operands), class_="operands") if operands else NOTHING),
            (words["rounding"], esc(rounding_text(derivation.get("rounding"), words))),
        ]
    )


def rounding_text(rounding: object, words: Words) -> str:
    """How a result was rounded, in the page's language where it has the words."""
    said = str(rounding or "")
    if said == "exact":
        return words["rounding_exact"]
    places, decimals, _ = said.partition(" decimals")
    return words["rounding_places"].format(n=places) if decimals and places.isdigit() else said


def _printed(citation: Citation, evidence: Evidence, words: Words) -> Markup:
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
