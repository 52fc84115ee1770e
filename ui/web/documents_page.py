"""The documents page as HTML: what the store holds, a place to drop new files, what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from ingest.files import ENDINGS
from ui.web.markup import Markup, esc, join, tag
from ui.web.reasons import reason_in
from ui.web.text import Language, Words

if TYPE_CHECKING:
    from index import DocumentRecord


_NUMERIC: Final = ("figures_n", "proven_share")


def documents_html(
    records: Sequence[DocumentRecord], language: Language, said: Words, *, may_change: bool, limit_mb: int
) -> Markup:
    """The whole page. Without `may_change` there is nothing to upload, remove or read again with."""
    parts = [upload_html(said, limit_mb)] if may_change else [tag("p", esc(said["may_not_change"]), class_="quiet")]
    return join(
        [
            *parts,
            tag(
                "div", list_html(records, language, said, may_change=may_change), id="document-list", aria_live="polite"
            ),
        ]
    )


def upload_html(said: Words, limit_mb: int) -> Markup:
    """The form for new files. The script sends it and puts the progress below it."""
    field = tag(
        "input", type="file", id="files", name="files", multiple=True, required=True,
        accept=",".join(sorted(ENDINGS)), aria_describedby="files-help",
    )  # fmt: skip
    form = tag(
        "form",
        Markup(
            tag("label", esc(said["choose_files"]), for_="files", class_="field")
            + field
            + tag("p", esc(said["choose_files_help"].format(limit=limit_mb)), id="files-help", class_="quiet")
            + tag("label", Markup(tag("input", type="checkbox", name="force") + " " + esc(said["force"])), class_="check")
            + tag("button", esc(said["add_files"]), type="submit", class_="primary")
        ),
        id="upload", class_="card drop", method="post", action="api/ingest", enctype="multipart/form-data",
        data_sending=said["sending"], data_reading=said["reading"], data_pages=said["reading_pages"],
        data_waiting=said["waiting_job"], data_leave=said["may_leave"], data_read_as=said["read_as"],
        data_budget=said["budget"], data_final_accounts=said["final_accounts"], data_unknown=said["unknown"],
        data_failed=said["upload_failed"], data_force=said["force_hint"], data_stored=said["status_stored"], data_unchanged=said["status_unchanged"],
        data_replaced=said["status_replaced"], data_refused=said["status_refused"], data_warnings=said["warnings_n"],
        data_twin=said["status_twin"], data_same_name=said["same_name"], data_replace=said["replace_it"], data_both=said["keep_both"],
        data_replace_all=said["replace_all"], data_both_all=said["keep_both_all"],
        data_too_large=said["too_large"].format(limit=limit_mb), data_limit=limit_mb,
    )  # fmt: skip
    script = tag("noscript", tag("p", esc(said["needs_script"])))
    return Markup(
        form + script + tag("div", id="progress", class_="card", role="status", aria_live="polite", hidden=True)
    )


def list_html(records: Sequence[DocumentRecord], language: Language, said: Words, *, may_change: bool) -> Markup:
    """The documents as a table; on a phone each becomes a card."""
    if not records:
        return tag("p", esc(said["no_documents"]), class_="card")
    heads = [
        "document",
        "organization",
        "year",
        "basis",
        "figures_n",
        "proven_share",
        *(["actions"] if may_change else []),
    ]
    head = tag(
        "tr",
        join([tag("th", esc(said[n]), scope="col", class_="number" if n in _NUMERIC else None) for n in heads]),
    )
    rows = [_row(record, language, said, may_change) for record in records]
    table = tag(
        "table", Markup(tag("thead", head) + tag("tbody", join(rows))), class_="list", aria_label=said["go_documents"]
    )
    count = said["documents_held"].format(n=len(records), figures=f"{sum(r.figures for r in records):,}")
    return Markup(tag("h2", esc(count)) + tag("div", table, class_="card flush"))


def _row(record: DocumentRecord, language: Language, said: Words, may_change: bool) -> Markup:
    facts = record.facts
    query = urlencode({"document": record.name})
    name = tag("a", esc(record.name), href=f"figures?{query}")
    more = [tag("a", esc(said["see_audit"]), href=f"audit?{query}")]
    if record.warnings:
        listed = join([tag("li", esc(reason_in(warning, language))) for warning in record.warnings])
        summary = tag("summary", esc(said["warnings_n"].format(n=len(record.warnings))))
        more.append(tag("details", Markup(summary + tag("ul", listed)), class_="warnings"))
    cells = [
        ("document", Markup(name + tag("div", join(more, " "), class_="more"))),
        ("organization", esc(facts.organization or said["unknown"])),
        ("year", esc(facts.fiscal_year or said["unknown"])),
        ("basis", esc(said[facts.basis] if facts.basis else said["unknown"])),
        ("figures_n", esc(f"{record.figures:,}")),
        ("proven_share", esc(share_text(record.proven_share, said))),
    ]
    if may_change:
        buttons = [
            tag("button", esc(said[name]), type="button", class_="tool", data_act=name, data_document=record.name,
                data_confirm=said["remove_sure"].format(name=record.name) if name == "remove" else None,
                aria_label=f"{said[name]}: {record.name}")
            for name in ("read_again", "remove")
        ]  # fmt: skip
        cells.append(("actions", tag("div", join(buttons), class_="tools")))
    made = [
        tag("td", tag("div", content), data_name=said[name], class_="number" if name in _NUMERIC else None)
        for name, content in cells
    ]
    return tag("tr", join(made))


def share_text(share: Decimal | None, said: Words) -> str:
    """A share as a percentage that is never rounded up to 100."""
    if share is None:
        return said["none_short"]
    return f"{(share * 100).quantize(Decimal('0.1'), ROUND_DOWN):f}%"
