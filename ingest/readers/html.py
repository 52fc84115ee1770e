"""HTML pages (and pages saved as MHTML, or under the name of a PDF or a workbook) into the common page model.

Does: find the charset, drop what is not shown, unwrap tables used for layout, keep spans, headings and source lines.
Does not: load anything a page refers to, or run its scripts.

lxml is used directly: BeautifulSoup over lxml does not tell source lines, which citations need.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final

from ingest.bodies import vocabulary
from ingest.errors import ReadError, said
from ingest.model import Block, Source, TextLine
from ingest.readers.docx import Laid, join_lines, lay_out
from ingest.readers.letters import as_letters

MAX_BYTES: Final = 64 * 1024 * 1024
# What browsers grant a cell at most.
_MAX_COLSPAN, _MAX_ROWSPAN = 1000, 65534
# libxml2 counts source lines in 16 bits.
_LAST_LINE: Final = 65535
_SKIP: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "select",
        "datalist",
        "button",
        "svg",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "canvas",
        "map",
        "textarea",
        "input",
    ]
)
_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "ul",
        "td",
        "th",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "caption",
    ]
)
_MENUS: Final = frozenset({"ul", "ol", "dl", "menu"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_INDENT = re.compile(r"(?:text-indent|padding-left)\s*:\s*(\d+)(?:\.\d+)?em", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_SPACE: Final = " \t\r\n\f"
# A cell longer than this in a table of one row is a page's column, not an item.
_LONG: Final = 300


def read_html(data: bytes, name: str) -> Source:
    """Read a page, or a page saved with its parts (MHTML); lines are those of the file, none for MHTML.

    Raises `ReadError` when the page shows nothing or is too large or too deeply nested to read.
    """
    if len(data) > MAX_BYTES:
        raise ReadError(f"{name}: {len(data) // 1_000_000} MB of HTML is more than a disclosure; split it")
    saved = _mime_parts(data)
    blocks: list[Block] = []
    warnings: list[str] = []
    published: str | None = None
    for part, charset in saved or [(data, None)]:
        page = _Page(warnings, with_lines=not saved)
        try:
            blocks += page.read(_decode(part, charset, warnings))
            published = published or page.published
        except ReadError as error:
            raise ReadError(f"{name}: {error}; ingest the PDF of it") from None
    if not blocks:
        raise ReadError(f"{name}: the page shows no text; save it again with its content loaded, or ingest the PDF")
    return Source(name, tuple(blocks), format="html", warnings=tuple(dict.fromkeys(warnings)), published=published)


def _mime_parts(data: bytes) -> list[tuple[bytes, str | None]]:
    """The HTML parts of a page saved as MHTML, each with the charset stated for it; none for a plain page."""
    if data.lstrip()[:1] == b"<" or not re.match(rb"\s*[\w-]+:\s", data[:200]):
        return []
    from email import message_from_bytes

    message = message_from_bytes(data.lstrip())
    parts = [part for part in message.walk() if part.get_content_type() == "text/html"]
    found = [(part.get_payload(decode=True), part.get_content_charset()) for part in parts]
    return [(body, charset) for body, charset in found if isinstance(body, bytes)]


def _decode(data: bytes, charset: str | None, warnings: list[str]) -> str:
    """A page's text: by its byte order mark, else as UTF-8 where it is valid, else as declared, else as GB 18030.

    UTF-8 goes before the declaration: saved pages are converted, their declarations are not; and Chinese text in
    another encoding is never valid UTF-8 by chance.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    match = _CHARSET.search(data[:4096])
    stated = (charset or (match.group(1).decode("ascii") if match else "")).lower()
    # GB 18030 contains both; single-byte Latin charsets take any bytes and are put last.
    stated = "gb18030" if stated in {"gb2312", "gbk", "x-gbk", "gb_2312-80"} else stated
    latin = stated.startswith(("iso-8859", "windows-125", "latin", "us-ascii", "ascii"))
    for encoding in ("utf-8", "gb18030" if latin else stated, "gb18030", stated):
        try:
            return as_letters(data.decode(encoding))
        except (UnicodeDecodeError, LookupError):
            continue
    warnings.append("some characters of the page are not readable; they show as �")
    return data.decode("gb18030", "replace")


class _Page:
    """One page, walked in document order; inline text gathers until a block begins or ends."""

    def __init__(self, warnings: list[str], *, with_lines: bool) -> None:
        self.warnings, self.with_lines = warnings, with_lines
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.line: int | None = None
        self.heading = self.menus = self.links = 0
        self.unlinked = False
        self.published: str | None = None

    def read(self, text: str) -> list[Block]:
        """The blocks of a page given as text. Raises `ReadError` (without the file's name)."""
        from lxml import etree

        parser = etree.HTMLParser(
            encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
        )
        body = text.replace("\0", "").encode("utf-8", "replace")
        try:
            root = etree.fromstring(body, parser) if body.strip() else None
        except etree.LxmlError as error:
            raise ReadError(f"not readable as HTML ({said(error)})") from None
        if any("xcessive depth" in entry.message for entry in parser.error_log):
            raise ReadError("its elements are nested too deeply to read")
        if root is None:
            return []
        self.published = _published(root)
        self._walk(root)
        self._flush()
        return [*self._title(root), *self.blocks]

    def _title(self, root: Any) -> list[Block]:  # noqa: ANN401 - lxml has no types here
        """The page's title, unless the page itself shows the same words: it may alone name the organisation."""
        title = root.find(".//title")
        text = re.sub(r"\s+", " ", "".join(title.itertext())).strip() if title is not None else ""
        shown = [re.sub(r"\s", "", block.text) for block in self.blocks if isinstance(block, TextLine)]
        # What follows the first bar is the site's name and the menu's.
        words = re.split(r"[\s–—-]+", re.split(r"[_|]", text)[0])
        said = all(any(word in line for line in shown) for word in words if word)
        return [] if said else [TextLine(text, line=self._line_of(title))]

    def _line_of(self, element: Any) -> int | None:  # noqa: ANN401
        line = element.sourceline if self.with_lines else None
        if line is not None and line >= _LAST_LINE:
            self.warnings.append(f"lines from {_LAST_LINE} on cannot be told; figures there carry no line")
            return None
        return int(line) if line else None

    def _walk(self, element: Any) -> None:  # noqa: ANN401
        tag = element.tag
        if not isinstance(tag, str) or _unseen(element):
            return
        if tag == "br":
            self._flush()
            return
        if tag == "table":
            self._flush()
            self._table(element)
            return
        block = tag in _BLOCKS
        level = int(tag[1]) if re.fullmatch("h[1-6]", tag) else 0
        if block:
            self._flush()
        self.heading = level or self.heading
        self.menus += tag in _MENUS
        self.links += tag == "a"
        self._add(element.text, element, keep=tag == "pre")
        for child in element:
            self._walk(child)
            self._add(child.tail, child, keep=tag == "pre")
        if block:
            self._flush()
        self.menus -= tag in _MENUS
        self.links -= tag == "a"
        if level:
            self.heading = 0

    def _add(self, text: str | None, element: Any, *, keep: bool = False) -> None:  # noqa: ANN401
        """Gather text that follows the start (or, as a tail, the end) of an element."""
        if not text:
            return
        self.pieces.append(text.replace("\n", "\v") if keep else text)
        if text.strip():
            self.unlinked = self.unlinked or not self.links
            before = text[: len(text) - len(text.lstrip())].count("\n")
            self.line = self.line or ((self._line_of(element) or -before) + before) or None

    def _flush(self) -> None:
        """Turn the gathered text into lines. A list's lines that are nothing but links are a menu, and dropped."""
        if self.unlinked or not self.menus:
            for text in _shown("".join(self.pieces)).split("\n"):
                if text.strip():
                    self.blocks.append(TextLine(text.strip(), line=self.line, heading=self.heading))
        self.pieces, self.line, self.unlinked = [], None, False

    def _table(self, table: Any) -> None:  # noqa: ANN401
        """A data table as blocks, then the tables inside its cells; a table used for layout gives what it frames."""
        rows = list(_rows(table))
        for caption in table.iterchildren("caption"):
            self._walk(caption)
        if _is_layout(table, rows):
            for row in rows:
                for cell in _cells(row):
                    self._walk(cell)
            return
        placed = list(_place(rows))
        lines = {number: line for number, row in enumerate(rows) if (line := self._line_of(row)) is not None}
        self.blocks += lay_out(placed, lines=lines)
        for nested in table.iter("table"):
            if nested is not table and next(nested.iterancestors("table")) is table and not _unseen(nested):
                self._table(nested)


def _published(root: Any) -> str | None:  # noqa: ANN401
    """What the page's head says of its day of publication."""
    known = vocabulary().labels["meta"]
    for meta in root.iter("meta"):
        if (meta.get("name") or meta.get("property") or "").strip().lower() in known and meta.get("content"):
            return str(meta.get("content"))
    return None


def _unseen(element: Any) -> bool:  # noqa: ANN401
    return element.tag in _SKIP or element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    """The rows a table shows, foot last; those of nested tables are their own."""
    feet: list[Any] = []
    for child in table:
        if not isinstance(child.tag, str) or _unseen(child):
            continue
        if child.tag == "tr":
            yield child
        elif child.tag == "tfoot":
            feet.append(child)
        elif child.tag in {"thead", "tbody", "form", "div"}:
            yield from _rows(child)
    for foot in feet:
        yield from _rows(foot)


def _cells(row: Any) -> Iterator[Any]:  # noqa: ANN401
    return (cell for cell in row if cell.tag in {"td", "th"} and not _unseen(cell))


def _is_layout(table: Any, rows: list[Any]) -> bool:  # noqa: ANN401
    """Whether a table only places its content: one column, or other tables inside and hardly a row of its own."""
    counts = [list(_cells(row)) for row in rows]
    if all(len(cells) <= 1 for cells in counts):
        return True
    if next(table.iterdescendants("table"), None) is not None:
        own = [sum(bool(_text(cell).strip()) for cell in cells) for cells in counts]
        return sum(number >= 2 for number in own) < 2
    return len(rows) == 1 and any(len(_text(cell)) > _LONG for cell in counts[0])


def _span(cell: Any, key: str, most: int) -> int:  # noqa: ANN401
    match = re.match(r"\s*(\d{1,9})", cell.get(key, ""))
    value = int(match.group(1)) if match else 1
    # rowspan="0" reaches to the end of the table.
    return most if value == 0 and key == "rowspan" else max(1, min(value, most))


def _place(rows: list[Any]) -> Iterator[Laid]:
    """Cells in their columns, as browsers place them: past what spans from above, cut short where it is in the way."""
    busy: dict[int, int] = {}  # column → rows that a span from above still covers
    for number, row in enumerate(rows):
        col = 0
        fresh: dict[int, int] = {}
        for cell in _cells(row):
            while busy.get(col, 0) > 0:
                col += 1
            across = 1
            wanted = _span(cell, "colspan", _MAX_COLSPAN)
            while across < wanted and busy.get(col + across, 0) <= 0:
                across += 1
            down = min(_span(cell, "rowspan", _MAX_ROWSPAN), len(rows) - number)
            yield Laid(number, col, _text(cell), across, down)
            fresh.update(dict.fromkeys(range(col, col + across), down))
            col += across
        busy = {at: left - 1 for at, left in {**busy, **fresh}.items() if left > 1}


def _text(cell: Any) -> str:  # noqa: ANN401
    """What a cell shows, nested tables left out; line breaks kept, indentation given in ems as full-width spaces."""
    parts: list[str] = []
    indent = 0

    def walk(element: Any) -> None:  # noqa: ANN401
        nonlocal indent
        match = _INDENT.search(element.get("style", ""))
        if match and not "".join(parts).strip():
            indent += int(match.group(1))
        block = element.tag in _BLOCKS and element is not cell
        parts.append("\v" * block + (element.text or ""))
        for child in element:
            if child.tag == "br":
                parts.append("\v")
            elif isinstance(child.tag, str) and child.tag != "table" and not _unseen(child):
                walk(child)
            parts.append(child.tail or "")
        parts.append("\v" * block)

    walk(cell)
    text = "\n".join(line for line in _shown("".join(parts)).split("\n") if line.strip())
    return "\u3000" * min(indent, 20) + text if text else ""


def _shown(text: str) -> str:
    """White space as a browser shows it: runs folded, `\\v` (a break) as a line end, no-break spaces as spaces.

    A line end of the source is a space, or nothing between Chinese characters.
    """
    lines: list[str] = []
    for broken in text.split("\v"):
        halves = [
            re.sub(rf"[{_SPACE}]+", " ", half).strip(_SPACE) for half in re.split(r"[ \t\r\f]*\n[ \t\r\f\n]*", broken)
        ]
        whole = ""
        for half in halves:
            glued = join_lines([whole[-1:], half[:1]]) if whole and half else ""
            whole += (" " if " " in glued else "") + half
        lines.append(whole.replace("\xa0", " ").rstrip())
    return "\n".join(lines)
