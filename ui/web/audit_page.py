"""The audit page as HTML: how each document stands, and one document's findings with their arithmetic and their cells marked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode

from qa.audit import severity_word
from ui.audit_report import place, summary, working
from ui.web.evidence import page_html
from ui.web.markup import Markup, esc, join, tag
from ui.web.text import Language, Words

Json = dict[str, Any]

SEVERITIES: Final = ("contradiction", "misprint", "missing", "rounding")
"""From the most to the least serious."""


def overview_html(report: Json, language: Language, said: Words) -> Markup:
    """All documents, those with the most serious findings first; each leads to its own findings."""
    documents: Sequence[Json] = report["documents"]
    if not documents:
        link = tag("a", esc(said["empty_store_how"]), href="documents")
        return tag("p", Markup(esc(said["empty_store"]) + " " + link), class_="card")
    counted = [({s: sum(f["severity"] == s for f in d["findings"]) for s in SEVERITIES}, d) for d in documents]
    counted.sort(key=lambda pair: [-pair[0][s] for s in SEVERITIES])
    heads = [
        said["document"],
        said["organization"],
        *(_named(s, language) for s in SEVERITIES),
        said["held"],
        said["not_tested"],
    ]
    head = tag(
        "tr", join([tag("th", esc(h), scope="col", class_="number" if i > 1 else None) for i, h in enumerate(heads)])
    )
    rows = []
    for counts, document in counted:
        name = tag("a", esc(document["document"]), href="audit?" + urlencode({"document": document["document"]}))
        cells: list[tuple[str, Markup, str | None]] = [
            (heads[0], name, None),
            (heads[1], esc(document["organization"] or said["unknown"]), None),
        ]
        cells += [
            (
                _named(s, language),
                tag("b", esc(n), class_=f"severity {s}") if (n := counts[s]) else esc("0"),
                "number" if counts[s] else "number none",
            )
            for s in SEVERITIES
        ]
        cells += [(said["held"], esc(f"{document['checks']['held']:,}"), "number")]
        cells += [(said["not_tested"], esc(f"{document['checks']['not_testable']:,}"), "number")]
        rows.append(tag("tr", join([tag("td", tag("div", c), data_name=n, class_=k) for n, c, k in cells])))
    table = tag(
        "table", Markup(tag("thead", head) + tag("tbody", join(rows))), class_="list", aria_label=said["go_audit"]
    )
    return Markup(tag("p", esc(said["audit_intro"])) + tag("div", table, class_="card flush"))


def _named(severity: str, language: Language) -> str:
    """A seriousness as a heading."""
    name = severity_word(severity, language)
    return name[:1].upper() + name[1:]


def document_html(document: Json, pages: bool, language: Language, said: Words) -> Markup:
    """One document's findings, most serious first. `pages`: whether its file has pages to be drawn."""
    query = {"document": document["document"], "language": language}
    exports = [
        tag(
            "a",
            esc(said[f"export_{form}"]),
            href="api/audit?" + urlencode({**query, "format": form}),
            download=f"audit.{form}",
            class_="plain",
        )
        for form in ("html", "md", "xlsx")
    ]
    parts = [
        tag("p", tag("a", esc(said["all_documents"]), href="audit")),
        tag("p", esc(summary(document, language)), class_="card"),
        tag("p", join(exports, " "), class_="tools"),
    ]
    if not document["findings"]:
        parts.append(tag("p", esc(said["no_findings"]), class_="card"))
    for severity, found in groupby(document["findings"], key=lambda f: str(f["severity"])):
        several = list(found)
        head = tag(
            "h2",
            Markup(
                tag("span", esc(_named(severity, language)), class_=f"severity {severity}")
                + " "
                + esc(f"({len(several)})")
            ),
        )
        cards = [_finding(finding, document["document"], pages, language, said) for finding in several]
        parts += [head, tag("ol", join([tag("li", card, class_="card finding") for card in cards]), class_="findings")]
    if document["confirmed"]:
        held = join(
            [
                tag("li", Markup(tag("code", esc(c["arithmetic"])) + " " + esc(place(c, language))))
                for c in document["confirmed"]
            ]
        )
        parts.append(
            tag(
                "details",
                Markup(tag("summary", esc(said["confirmed_n"].format(n=len(document["confirmed"])))) + tag("ul", held)),
                class_="card",
            )
        )
    return join(parts)


def _finding(finding: Json, document: str, pages: bool, language: Language, said: Words) -> Markup:
    where = tag("span", esc(place(finding, language)), class_="quiet")
    parts = [tag("p", Markup(tag("b", esc(finding["message"])) + " " + where))]
    if arithmetic := working(finding):
        parts.append(tag("p", tag("code", esc(arithmetic)), class_="arithmetic"))
    if finding["explanation"]:
        parts.append(tag("p", esc(finding["explanation"]), class_="quiet"))
    if finding.get("passage"):
        parts.append(tag("blockquote", esc(finding["passage"])))
    places: Sequence[Json] = finding["places"]
    links = [
        tag("a", esc(_place_name(p)), href="figure?" + urlencode({"id": p["figure"]}), class_="plain") for p in places
    ]
    if links:
        parts.append(tag("p", Markup(tag("span", esc(said["cells"])) + " " + join(links, " ")), class_="tools"))
    if pages:
        # Places on another document's pages are reached by their links.
        own = [p for p in places if p["page"] is not None and p["bbox"] and "document" not in p]
        shown = {n: [p["bbox"] for p in own if p["page"] == n] for n in dict.fromkeys(p["page"] for p in own)}
        if finding["page"] is not None:
            shown.setdefault(finding["page"], [])
        drawn = [page_html(document, number, boxes, said) for number, boxes in shown.items()]
        if drawn:
            head = tag("summary", esc(said["see_pages"].format(n=said["and"].join(map(str, shown)))))
            parts.append(tag("details", Markup(head + join(drawn)), class_="look"))
    return join(parts)


def _place_name(place_: Json) -> str:
    name = (place_["path"] or [""])[-1]
    return f"{name} {place_['text'].strip() or '—'}".strip()
