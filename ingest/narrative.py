"""Running text becomes passages: paragraphs re-joined over lines and pages, each with the heading it stands under.

Does: tell by place where a paragraph begins (indent, a line that ends early, a list mark), join what a line's or a page's end
has cut, keep page numbers and headings apart from figures, and remember where each piece stood. Does not: read numbers.
Pure functions.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.figures import Origin
from ingest.model import BBox, Passage, Table, TextLine

_MARK = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳])\s*"
)
_DATE = re.compile(r"^20\d\d\s*年\s*\d{1,2}\s*月(\s*\d{1,2}\s*日)?$")
_END = re.compile(r"[。！？；：:!?;][”’」』)）]?$")
_PAGE_NUMBER = re.compile(r"^[-—–·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–·\s]*$")
_LEADERS = re.compile(r"[.．·…]{4,}\s*\d*$|…{2,}")
_STATES = re.compile(r"\d\s*[百千万亿]*元|\d\s*[%％]")
# 人民调解项目经费情况说明: the title of a sheet on one project, and the headings that only divide such a sheet.
_SHEET = re.compile(r"^([^。；;，,：:]{2,36}?)(?:经费|资金)?(?:使用|安排)?情况(?:说明|介绍)$")
_OF_SHEET = re.compile(
    r"(?:项目)?(?:概述|概况|简介|内容|背景|立项依据|依据|实施(?:主体|单位|方案|周期|期限|内容|计划)|起止时间|"
    r"(?:年度)?预算(?:安排|金额|资金)(?:情况)?|资金(?:来源|安排)|(?:年度|总体)?绩效目标)[：:]?"
)
# （一）机关运行经费。2026年…: a heading that its paragraph begins with.
_RUN_IN = re.compile(r"[（(]?[^\d。，,；;：:、！？!?（()）]{2,20}[)）]?(?=[。：:]\s*\S{8})")
_ABOUT = re.compile("(?:安排|使用|执行|增减变化)?(?:的?(?:总体)?情况)?(?:的?(?:说明|介绍))?$")
_MAX_HEADING = 45
MIN_TEXT = 8


@dataclass
class Paragraph:
    """Lines that are one paragraph: `starts` are the places in `text` at which each line begins."""

    text: str = ""
    starts: list[tuple[int, TextLine]] = field(default_factory=list)

    def add(self, line: TextLine, glue: str) -> None:
        """Put a line behind what there is."""
        self.text += glue if self.starts else ""
        self.starts.append((len(self.text), line))
        self.text += line.text.strip()


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage with the places of its lines: (place in the text, page, line, box).

    `sheet` tells that it stands in a sheet on one thing, its subject, whatever its sentences go on to name.
    """

    passage: Passage
    places: tuple[tuple[int, int | None, int | None, BBox | None], ...] = ()
    sheet: bool = False

    def at(self, place: int) -> tuple[int | None, int | None, BBox | None]:
        """Page, line and box of the line that holds a place of the text."""
        page, line = self.passage.page, self.passage.line
        bbox: BBox | None = None
        for start, on_page, on_line, box in self.places:
            if start > place:
                break
            page, line, bbox = on_page, on_line, box
        return page, line, bbox


def prose(lines: Sequence[TextLine], origin: Origin, *, wrapped: bool = True) -> list[Prose]:
    """The paragraphs of the running text in order; each passage's `subject` is the nearest heading above it.

    `wrapped` tells whether a line without a place may be a piece of a paragraph, as in a text export.
    """
    found: list[Prose] = []
    heading = sheet = ""
    for paragraph in paragraphs(lines, wrapped=wrapped):
        first = paragraph.starts[0][1]
        title = _SHEET.match(paragraph.text)
        if title and not _MARK.match(paragraph.text):
            heading = sheet = title.group(1)
            continue
        if is_heading(paragraph):
            heading = _MARK.sub("", paragraph.text)
            sheet = sheet if _OF_SHEET.fullmatch(heading) else ""
            heading = sheet or heading
            continue
        if len(paragraph.text) < MIN_TEXT and not _STATES.search(paragraph.text):
            continue
        key = origin.key("passage", first.page, first.line, len(found))
        subject = run_in_heading(paragraph.text) or heading
        passage = Passage(key, origin.document, "narrative", paragraph.text, subject, None, first.page, first.line)
        places = tuple((start, ln.page, ln.line, ln.bbox) for start, ln in paragraph.starts)
        found.append(Prose(passage, places, bool(sheet)))
    return found


def run_in_heading(text: str) -> str:
    """What the numbered paragraph is headed by in its own first line (（一）机关运行经费。…); empty where it begins with a sentence."""
    mark = _MARK.match(text)
    found = _RUN_IN.match(text, mark.end()) if mark else None
    return _ABOUT.sub("", found.group()) if found else ""


def table_notes(table: Table, origin: Origin) -> list[Passage]:
    """The notes below a table, each a passage that speaks of the table; they stand where its last row does."""
    last = table.rows[-1] if table.rows else None
    page, line = (last.page, last.line) if last else (table.page, table.line)
    return [
        Passage(
            origin.key("note", table.number, place),
            origin.document,
            "note",
            note,
            table.title,
            table.number,
            page,
            line,
        )
        for place, note in enumerate(table.notes)
    ]


def headings(lines: Sequence[TextLine], *, wrapped: bool = True) -> list[TextLine]:
    """The titles and headings among running text: its short paragraphs that are no sentences, a heading over lines as one."""
    return [
        replace(paragraph.starts[0][1], text=paragraph.text)
        for paragraph in paragraphs(lines, wrapped=wrapped)
        if is_heading(paragraph)
        or (len(paragraph.text) <= _MAX_HEADING and not re.search("[。；;，,]", paragraph.text))
    ]


def is_heading(paragraph: Paragraph) -> bool:
    """Whether a paragraph only names what follows: marked as a heading, or numbered, short and no sentence."""
    return any(line.heading for _, line in paragraph.starts) or _only_names(paragraph.text)


def _only_names(text: str) -> bool:
    if len(text) > _MAX_HEADING or (_END.search(text) and not text.endswith(("：", ":"))) or _STATES.search(text):
        return False
    return bool(_MARK.match(text)) and not re.search("[。；;，,]", text)


def paragraphs(lines: Sequence[TextLine], *, wrapped: bool = True) -> list[Paragraph]:
    """Lines joined into paragraphs. Page numbers, dates standing alone and lines of a table of contents are left out."""
    kept = [ln for i, ln in enumerate(lines) if not _is_furniture(lines, i)]
    margins = _margins(kept)
    found: list[Paragraph] = []
    previous: TextLine | None = None
    for line in kept:
        if previous is None or not found or _begins(previous, line, found[-1].text, margins, wrapped):
            found.append(Paragraph())
        found[-1].add(line, _glue(found[-1].text, line.text.strip()))
        previous = line
    return [paragraph for paragraph in found if paragraph.text]


def _is_furniture(lines: Sequence[TextLine], place: int) -> bool:
    text = lines[place].text.strip()
    return not text or bool(_DATE.match(text) or _PAGE_NUMBER.match(text) or _LEADERS.search(text))


Margins = dict[int, tuple[float, float]]
"""page → (left, right): where full lines of running text begin and end."""


def _margins(lines: Sequence[TextLine]) -> Margins:
    """The margins of each page: the outermost place at which several lines end and begin, or that of its widest line."""
    pages: dict[int, list[BBox]] = {}
    for line in lines:
        if line.page is not None and line.bbox is not None:
            pages.setdefault(line.page, []).append(line.bbox)
    found: Margins = {}
    for page, boxes in pages.items():
        rights = Counter(round(box[2] / 4) for box in boxes)
        often = [place for place, count in rights.items() if count + rights[place + 1] >= 3]
        # Short headings end where their like do, too: more lines go beyond that place than end there.
        often = [place for place in often if sum(n for at, n in rights.items() if at > place + 3) < 3]
        right = max(often) * 4.0 if often else max(box[2] for box in boxes)
        found[page] = (min(box[0] for box in boxes), right)
    return found


def _begins(previous: TextLine, line: TextLine, open_text: str, margins: Margins, wrapped: bool) -> bool:
    """Whether a line begins a new paragraph."""
    text = line.text.strip()
    if line.heading or previous.heading:
        return True
    ended = bool(_END.search(open_text))
    marked = bool(_MARK.match(text))
    if line.bbox is None or previous.bbox is None or line.page is None or previous.page is None:
        return ended or marked or not wrapped or _only_names(open_text) or not _follows(previous, line)
    left, _ = margins[line.page]
    _, right = margins[previous.page]
    em = max(min(line.bbox[3] - line.bbox[1], 24.0), 6.0)
    indented = line.bbox[0] > left + 0.6 * em
    short = right - previous.bbox[2]
    full = short < 2.2 * em
    if line.page not in {previous.page, previous.page + 1}:
        return True
    if indented:
        # A paragraph cut between two of its lines may hang: 乙（款）缴费支出（项 | ）”174.83万元
        return not (full and not ended and text[:1] in "”）)、，。；")
    if ended:
        return not full or marked
    # A line that ends far from the margin without a stop is a heading or a caption.
    return short > 6 * em or (marked and not full)


def _follows(previous: TextLine, line: TextLine) -> bool:
    """Without boxes: whether a line of an export comes right after one that did not end, or after a page's break in it."""
    if previous.line is None or line.line is None:
        return False
    if line.line == previous.line + 1:
        return True
    # A page break leaves an empty line and a page number between the halves of a long line.
    return previous.line < line.line <= previous.line + 4 and len(previous.text.strip()) >= 20


def _glue(before: str, after: str) -> str:
    """What joins two lines of a paragraph: nothing in Chinese and inside a number, a space between Latin words."""
    if not before or not after:
        return ""
    last, first = before[-1], after[0]
    latin = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
    # 3 on one line and 7,331.92 on the next are two numbers: a number that is whole is not gone on with.
    whole = re.search(r"(?:^|[^\d.,])(\d{1,3}(?:,\d{3})*\.\d\d?)$", before) and first.isdigit()
    return " " if latin or whole else ""
