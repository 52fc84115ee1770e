"""An audit written out: for a terminal, as Markdown, as one HTML page, as rows of a workbook.

Everything that came from a document is escaped where the format would read it as more than text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any, Final

from qa.audit import severity_word, word
from qa.plan import Language

Json = dict[str, Any]

COLUMNS: Final = (
    "document", "severity", "kind", "page", "line", "message", "arithmetic", "explanation", "expected",
)  # fmt: skip
NUMERIC: Final = ("page", "line")
_STYLE: Final = """
body{font:16px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c1c1c;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2.5rem;overflow-wrap:anywhere}
p.sum{color:#444}table{border-collapse:collapse;width:100%}td,th{border-top:1px solid #ccc;padding:.5rem .6rem;text-align:left;
vertical-align:top}td.n{white-space:nowrap}code{font:inherit;font-variant-numeric:tabular-nums}small{color:#444}
.contradiction{color:#a01818}.misprint{color:#8a4b00}.missing{color:#5a3d8a}.rounding{color:#444}
@media(max-width:40rem){table,tbody,tr,td{display:block}thead{display:none}td{border:0;padding:.1rem 0}tr{border-top:1px solid #ccc;
padding:.6rem 0;display:block}}
"""


def rows(report: Json) -> list[Json]:
    """One row a finding, for tables of any kind."""
    return [
        {**{key: finding.get(key) for key in COLUMNS}, "document": document["document"]}
        for document in report["documents"]
        for finding in document["findings"]
    ]


def summary(document: Json, language: Language) -> str:
    """What held, what failed and what nothing tests, on one line."""
    checks = document["checks"]
    if not checks["held"] + checks["failed"]:
        line = word("nothing", language)
    else:
        line = f"{checks['held']:,} {word('held', language)}, {checks['failed']:,} {word('failed', language)}"
    by = checks["not_testable_by_source"]
    line += f"; {word('not_testable', language)}: {checks['not_testable']:,}"
    if checks["not_testable"]:
        parts = [f"{by[key]:,} {word(f'where_{key}', language)}" for key in ("table", "narrative") if by[key]]
        line += f" ({', '.join(parts)})"
    share = document["proven_share"]
    line = line if share is None else f"{line}; {word('proven', language)}: {share:.1%}"
    return line if language == "en" else _chinese_signs(line)


def _chinese_signs(line: str) -> str:
    """A line put together of Chinese words, with the signs that belong between them."""
    for plain, sign in ((", ", "，"), ("; ", "；"), (": ", "："), (" (", "（"), (")", "）")):
        line = line.replace(plain, sign)
    return line


def place(finding: Json, language: Language) -> str:
    """Where to look: the page or the line."""
    if finding["page"]:
        return word("page", language, n=finding["page"])
    return word("line", language, n=finding["line"]) if finding["line"] else ""


def working(finding: Json) -> str:
    """The arithmetic, unless the message already says both its sides (a year, a name, a target)."""
    arithmetic: str = finding["arithmetic"] or ""
    return "" if all(side in finding["message"] for side in arithmetic.split(" ≠ ")) else arithmetic


def to_text(report: Json, language: Language) -> str:
    """For a terminal."""
    return "\n".join(_lines(report, language)) + "\n"


def _lines(report: Json, language: Language) -> Iterator[str]:
    for number, document in enumerate(report["documents"]):
        if number:
            yield ""
        yield one_line(document["document"])
        yield f"  {summary(document, language)}"
        if not document["findings"] and document["checks"]["held"]:
            yield f"  {word('none', language)}"
        for n, finding in enumerate(document["findings"], start=1):
            head = f"  {n}. [{severity_word(finding['severity'], language)}] {place(finding, language)}"
            yield f"{head.rstrip()}  {one_line(finding['message'])}"
            for extra in (working(finding), finding["explanation"]):
                if extra:
                    yield f"     {one_line(extra)}"
        for proof in document["confirmed"]:
            yield f"  {word('confirmed', language)}: {one_line(proof['arithmetic'])} ({place(proof, language)})"


def one_line(text: str) -> str:
    """Text without line ends or control characters."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


def to_markdown(report: Json, language: Language) -> str:
    """As Markdown, a section a document."""
    lines = [f"# {word('title', language)}", ""]
    for document in report["documents"]:
        lines += [f"## {markdown_text(document['document'])}", "", markdown_text(summary(document, language)), ""]
        if not document["findings"] and document["checks"]["held"]:
            lines += [word("none", language), ""]
        for finding in document["findings"]:
            head = f"- **{severity_word(finding['severity'], language)}** {place(finding, language)}".rstrip()
            lines.append(f"{head}: {markdown_text(finding['message'])}")
            lines += [f"  - {markdown_text(extra)}" for extra in (working(finding), finding["explanation"]) if extra]
        for proof in document["confirmed"]:
            lines.append(
                f"- {word('confirmed', language)}: {markdown_text(proof['arithmetic'])} ({place(proof, language)})"
            )
        lines.append("")
    return "\n".join(lines)


def markdown_text(text: str) -> str:
    """Text that Markdown reads as text."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", one_line(text))


def to_html(report: Json, language: Language) -> str:
    """As one page that loads nothing: style inside, no script."""
    title = html.escape(word("title", language))
    body = "".join(_section(document, language) for document in report["documents"])
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{title}</h1>{body}</body></html>\n"
    )


def _section(document: Json, language: Language) -> str:
    head = f'<h2>{html.escape(document["document"])}</h2><p class="sum">{html.escape(summary(document, language))}</p>'
    if not document["findings"] and document["checks"]["held"]:
        head += f"<p>{html.escape(word('none', language))}</p>"
    cells = []
    for finding in document["findings"]:
        severity = html.escape(severity_word(finding["severity"], language))
        more = "".join(
            f"<br>{tag}{html.escape(text)}{end}"
            for tag, text, end in (
                ("<code>", working(finding), "</code>"),
                ("<small>", finding["explanation"], "</small>"),
            )
            if text
        )
        cells.append(
            f'<tr><td class="n {html.escape(finding["severity"])}">{severity}</td>'
            f'<td class="n">{html.escape(place(finding, language))}</td>'
            f"<td>{html.escape(finding['message'])}{more}</td></tr>"
        )
    proofs = "".join(
        f"<p>{html.escape(word('confirmed', language))}: <code>{html.escape(proof['arithmetic'])}</code> "
        f"({html.escape(place(proof, language))})</p>"
        for proof in document["confirmed"]
    )
    table = "<table><tbody>" + "".join(cells) + "</tbody></table>" if cells else ""
    return head + table + proofs
