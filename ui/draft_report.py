"""A checked draft written out: for a terminal, as Markdown, as one HTML page with every number marked in its place.

Takes the contract's JSON and the draft's text. All text is escaped where the format would read it as more than text.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, Final

from qa.plan import Language
from ui.audit_report import markdown_text, one_line

Json = dict[str, Any]

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("文稿数字核对", "Numbers in the draft, checked"),
    "supported": ("有据", "supported"),
    "derived": ("核算相符", "worked out"),
    "contradicted": ("不符", "contradicted"),
    "unsupported": ("无据", "unsupported"),
    "expected": ("应为", "should be"),
    "against": ("核对依据", "checked against"),
    "none": ("文稿中没有可核对的数字。", "The draft states no number."),
    "sources": ("出处", "Sources"),
    "verdicts": ("逐项核对", "One by one"),
    "page": ("第{n}页", "p. {n}"),
    "line": ("第{n}行", "line {n}"),
}
ORDER: Final = ("contradicted", "unsupported", "derived", "supported")
SIGNS: Final = {"supported": "✓", "derived": "✓", "contradicted": "✗", "unsupported": "?"}
_STYLE: Final = """
body{font:16px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;
color:#1c1c1c;background:#fff}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}p.sum{color:#444}
article{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid #ccc;padding:1rem}
mark{color:inherit;border-bottom:2px solid;border-radius:2px;padding:0 .1em}mark.supported,mark.derived{background:#e3f3e6;border-color:#1d7a35}
mark.contradicted{background:#fbe3e3;border-color:#a01818}mark.unsupported{background:#fdf1d5;border-color:#8a5a00}
mark a{color:inherit;text-decoration:none}mark.short{white-space:nowrap}sup{font-size:.7em}ol{padding-left:1.6rem}li{margin:.5rem 0;overflow-wrap:anywhere}
.contradicted b{color:#a01818}.unsupported b{color:#8a5a00}.supported b,.derived b{color:#1d7a35}small{color:#444}
"""


def word(key: str, language: Language, **parts: object) -> str:
    """A word of the report in its language."""
    return _WORDS[key][0 if language == "zh" else 1].format(**parts)


def summary(report: Json, language: Language) -> str:
    """How many claims got which verdict, on one line, and what they were checked against."""
    counts = [f"{report['summary'][status]} {word(status, language)}" for status in ORDER if report["summary"][status]]
    if not counts:
        return word("none", language)
    gap = "、" if language == "zh" else ", "
    line = f"{gap.join(counts)}; {word('against', language)}: {gap.join(report['documents'])}"
    return line if language == "en" else line.replace("; ", "；").replace(": ", "：")


def source(citation: Json, language: Language) -> str:
    """Where a cited figure stands and what it prints."""
    place = word("page", language, n=citation["page"]) if citation["page"] else ""
    place = place or (word("line", language, n=citation["line"]) if citation["line"] else "")
    path = " › ".join([*citation["path"], *citation["measure_path"]])
    where = ", ".join(part for part in (citation["document"], citation["table"], place) if part)
    return f"{where}: {path} = {citation['text'] or '—'} {citation['unit']}"


def verdict(claim: Json, language: Language) -> str:
    """A claim's verdict with its reason and what would be right."""
    line = f"{word(claim['status'], language)}"
    if claim["expected"]:
        line += (
            f", {word('expected', language)} {claim['expected']}"
            if language == "en"
            else f"，{word('expected', language)}{claim['expected']}"
        )
    return line


def to_text(report: Json, text: str, language: Language) -> str:
    """For a terminal: what is wrong first, each with the sentence it stands in."""
    lines = [summary(report, language)]
    for status in ORDER:
        for claim in report["claims"]:
            if claim["status"] == status:
                lines += ["", f"{SIGNS[status]} {one_line(claim['text'])}: {verdict(claim, language)}"]
                lines.append(f"  {one_line(claim['reason'])}")
                if status in {"contradicted", "unsupported"}:
                    lines.append(f"  “{one_line(claim['sentence'])[:160]}”")
    return "\n".join(lines) + "\n"


def parts(report: Json, text: str) -> Iterator[tuple[str, Json | None, int]]:
    """The draft in pieces: text between claims (no claim) and the text of each claim with its number from 1."""
    place = 0
    for number, claim in enumerate(report["claims"], start=1):
        if claim["start"] < place:
            continue
        yield text[place : claim["start"]], None, 0
        yield text[claim["start"] : claim["end"]], claim, number
        place = claim["end"]
    yield text[place:], None, 0


def to_markdown(report: Json, text: str, language: Language) -> str:
    """The draft with every number marked, then the verdicts and the sources."""
    body = "".join(
        part if claim is None else f"**{markdown_text(part)}** {SIGNS[claim['status']]}[{number}]"
        for part, claim, number in parts(report, text)
    )
    lines = [
        f"# {word('title', language)}",
        "",
        markdown_text(summary(report, language)),
        "",
        "---",
        "",
        body,
        "",
        "---",
        "",
    ]
    for number, claim in enumerate(report["claims"], start=1):
        cited = "".join(f" [{n}]" for n in claim["citations"])
        lines.append(
            f"{number}. {SIGNS[claim['status']]} **{markdown_text(claim['text'])}**: {markdown_text(verdict(claim, language))}. "
            f"{markdown_text(claim['reason'])}{markdown_text(cited)}"
        )
    lines += ["", f"## {word('sources', language)}", ""]
    lines += [f"- \\[{c['id']}\\] {markdown_text(source(c, language))}" for c in report["citations"]]
    return "\n".join(lines) + "\n"


def to_html(report: Json, text: str, language: Language) -> str:
    """As one page that loads nothing: the draft with its numbers coloured by verdict, each leading to its reason."""
    title = html.escape(word("title", language))
    body = "".join(
        html.escape(part)
        if claim is None
        else f'<mark class="{claim["status"]}{" short" if len(part) < 16 else ""}" title="{html.escape(verdict(claim, language) + ": " + claim["reason"], quote=True)}">'
        f'<a href="#c{number}">{html.escape(part)}<sup>{SIGNS[claim["status"]]}{number}</sup></a></mark>'
        for part, claim, number in parts(report, text)
    )
    items = "".join(_item(number, claim, language) for number, claim in enumerate(report["claims"], start=1))
    sources = "".join(f'<li id="s{c["id"]}">{html.escape(source(c, language))}</li>' for c in report["citations"])
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{_STYLE}</style></head>'
        f'<body><h1>{title}</h1><p class="sum">{html.escape(summary(report, language))}</p><article>{body}</article>'
        f"<ol>{items}</ol><h2>{html.escape(word('sources', language))}</h2><ol>{sources}</ol></body></html>\n"
    )


def _item(number: int, claim: Json, language: Language) -> str:
    cited = "".join(f' <a href="#s{n}">[{n}]</a>' for n in claim["citations"])
    return (
        f'<li id="c{number}" class="{claim["status"]}"><b>{html.escape(claim["text"])}</b> {html.escape(verdict(claim, language))}'
        f"<br><small>{html.escape(claim['reason'])}{cited}</small></li>"
    )
