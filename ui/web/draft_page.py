"""The draft page as HTML: a text or a file to check, and the checked draft with every number leading to its reason and its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from qa.plan import Language
from ui.draft_report import ORDER, SIGNS, parts, source, verdict, word
from ui.web.evidence import page_html
from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.read_draft import MOST_TEXT
from ui.web.scope import organizations
from ui.web.text import Words

if TYPE_CHECKING:
    from index import DocumentRecord
    from ingest.model import Table

Json = dict[str, Any]

FORMS: Final = ("docx", "html")
FORM: Final = "draft-form"
"""The id of the form that holds what a visitor handed in."""
AGAIN: Final = "explained"
"""The id of the form that holds what an explanation was written of."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a visitor handed in."""

    text: str = ""
    document: str = ""
    org: str = ""


def draft_html(asked: Asked, records: Sequence[DocumentRecord], problem: str, said: Words) -> Markup:
    """The form, with what was wrong with the last try."""
    if not records:
        link = tag("a", esc(said["empty_store_how"]), href="documents")
        return tag("p", Markup(esc(said["empty_store"]) + " " + link), class_="card")
    alert = tag("p", esc(problem), class_="card problem", role="alert") if problem else NOTHING
    area = tag("textarea", esc(asked.text), name="text", rows=12, maxlength=MOST_TEXT, placeholder=said["draft_hint"])
    file = tag("input", type="file", name="file", accept=".txt,.md,.docx,.pdf,.html,.htm")
    every = ("", said["from_the_text"])
    choices = Markup(
        _select("org", said["against_org"], [every, *((o, o) for o in organizations(records))], asked.org)
        + _select("document", said["against_document"], [every, *((r.name, r.name) for r in records)], asked.document)
    )
    fields = Markup(
        tag("label", Markup(tag("span", esc(said["draft_text"])) + area), class_="wide")
        + tag("label", Markup(tag("span", esc(said["draft_file"])) + file), class_="wide")
        + choices
        + tag("div", tag("button", esc(said["check"]), type="submit", class_="primary"), class_="buttons")
    )
    form = tag(
        "form", fields, class_="card filters", method="post", action="draft", enctype="multipart/form-data", id=FORM
    )
    return Markup(alert + tag("p", esc(said["draft_intro"])) + form)


def explain_html(
    records: Sequence[DocumentRecord], chosen: DocumentRecord | None, tables: Sequence[Table], said: Words
) -> Markup:
    """The other way round: a text written from a table's figures, every sentence checked, ready to be edited."""
    if not records:
        return NOTHING
    options = [tag("option", esc(r.name), value=r.name, selected=r is chosen) for r in records]
    choice = tag(
        "label", Markup(tag("span", esc(said["choose_document"])) + tag("select", join(options), name="explain"))
    )
    button = tag("div", tag("button", esc(said["explain_list"]), type="submit", class_="tool"))
    parts = [tag("form", Markup(choice + button), class_="filters", method="get", action="draft#explain")]
    if chosen is not None and not tables:
        parts.append(tag("p", esc(said["explain_none"])))
    if chosen is not None and tables:
        kept = tag("input", type="hidden", name="document", value=chosen.name)
        buttons = [
            tag("button", esc(t.title), type="submit", class_="tool", name="table", value=t.number) for t in tables
        ]
        parts.append(
            tag(
                "form",
                Markup(kept + tag("p", esc(said["explain_which"])) + join(buttons)),
                class_="tools",
                method="post",
                action="draft-explain",
            )
        )
    head = Markup(tag("h2", esc(said["explain_title"])) + tag("p", esc(said["explain_intro"])))
    return tag("section", Markup(head + tag("div", join(parts), class_="card")), id="explain")


def again_html(document: str, table: int) -> Markup:
    """What an explanation was written of, to have it written again."""
    kept = [tag("input", type="hidden", name=k, value=v) for k, v in (("document", document), ("table", table))]
    return tag("form", join(kept), id=AGAIN, method="post", action="draft-explain", hidden=True)


def _select(name: str, label: str, choices: Sequence[tuple[str, str]], chosen: str) -> Markup:
    options = [tag("option", esc(shown), value=value, selected=value == chosen) for value, shown in choices]
    return tag("label", Markup(tag("span", esc(label)) + tag("select", join(options), name=name)))


def checked_html(report: Json, asked: Asked, drawn: frozenset[str], language: Language, said: Words) -> Markup:
    """The checked draft. `drawn` are the documents whose pages can be drawn."""
    return Markup(
        _summary(report, asked, language, said)
        + tag(
            "div",
            Markup(_marked(report, asked.text, language, said) + _verdicts(report, drawn, language, said)),
            class_="checked",
        )
    )


def _summary(report: Json, asked: Asked, language: Language, said: Words) -> Markup:
    first = {claim["status"]: number for number, claim in reversed([*enumerate(report["claims"], start=1)])}
    counts = [
        tag(
            "a",
            esc(f"{SIGNS[status]} {word(status, language)} {n}"),
            href=f"#c{first[status]}",
            class_=f"claim {status}",
        )
        for status in ORDER
        if (n := report["summary"][status])
    ]
    against = (
        f"{word('against', language)}: {said['and'].join(report['documents'])}"
        if report["documents"]
        else said["no_ground"]
    )
    kept = [tag("input", type="hidden", name=k, value=v) for k, v in (("document", asked.document), ("org", asked.org))]
    # A text field, not a hidden one: its line ends come back as they were.
    text = tag("textarea", esc(asked.text), name="text", hidden=True, aria_hidden="true", tabindex="-1")
    buttons = [
        tag("button", esc(said[f"download_{form}"]), type="submit", class_="tool", name="form", value=form)
        for form in FORMS
    ]
    copy = tag(
        "button", esc(said["copy_text"]), type="button", class_="tool", data_copy=asked.text, data_done=said["copied"]
    )
    again = tag("button", esc(said["edit_draft"]), type="submit", class_="tool", formaction="draft-edit")
    forms = tag(
        "form",
        Markup(join(kept) + text + again + copy + join(buttons)),
        id=FORM,
        method="post",
        action="draft-report",
        class_="tools",
    )
    shown = join(counts, " ") if counts else esc(word("none", language))
    return tag(
        "div", Markup(tag("p", shown, class_="counts") + tag("p", esc(against), class_="quiet") + forms), class_="card"
    )


def _marked(report: Json, text: str, language: Language, said: Words) -> Markup:
    pieces = []
    for part, claim, number in parts(report, text):
        if claim is None:
            pieces.append(esc(part))
            continue
        sign = tag("sup", esc(f"{SIGNS[claim['status']]}{number}"))
        label = f"{part}: {verdict(claim, language)}"
        pieces.append(
            tag("a", Markup(esc(part) + sign), href=f"#c{number}", id=f"n{number}", class_=f"claim {claim['status']}{' short' if len(part) < 16 else ''}",
                aria_label=label, title=f"{verdict(claim, language)}. {claim['reason']}")
        )  # fmt: skip
    return tag("article", join(pieces), class_="card draft", aria_label=said["draft_text"])


def _verdicts(report: Json, drawn: frozenset[str], language: Language, said: Words) -> Markup:
    cited = {citation["id"]: citation for citation in report["citations"]}
    cards = [
        _verdict(number, claim, [cited[n] for n in claim["citations"] if n in cited], drawn, language, said)
        for number, claim in enumerate(report["claims"], start=1)
    ]
    return tag("ol", join(cards), class_="verdicts", aria_label=word("verdicts", language))


def _verdict(
    number: int, claim: Json, cited: Sequence[Json], drawn: frozenset[str], language: Language, said: Words
) -> Markup:
    back = tag("a", esc(claim["text"]), href=f"#n{number}", title=said["back_to_text"])
    head = Markup(
        tag("span", esc(f"{SIGNS[claim['status']]} {number}"), class_=f"claim {claim['status']}") + " " + tag("b", back)
    )
    expected = ""
    if claim["expected"]:
        expected = tag(
            "span", Markup(esc(word("expected", language)) + " " + tag("b", esc(claim["expected"]))), class_="expected"
        )
    lines = [
        tag("p", Markup(head + " " + esc(word(claim["status"], language)) + " " + expected)),
        tag("p", esc(claim["reason"]), class_="quiet"),
    ]
    for citation in cited:
        link = tag(
            "a",
            esc(source(citation, language)),
            href="figure?" + urlencode({"id": citation["figure"]}),
            target="_blank",
            rel="noopener",
        )
        lines.append(tag("p", Markup(esc(f"[{citation['id']}] ") + link), class_="cited"))
    shown = [c for c in cited if c.get("page") is not None and c["document"] in drawn][:1]
    for citation in shown:
        box = [citation["bbox"]] if citation.get("bbox") else []
        page = page_html(citation["document"], citation["page"], box, said)
        head = tag("summary", esc(said["see_pages"].format(n=citation["page"])))
        lines.append(tag("details", Markup(head + page), class_="look"))
    return tag("li", join(lines), id=f"c{number}", class_=f"card {claim['status']}", tabindex="-1")
