"""Running text becomes passages: paragraphs with the heading they stand under. Numbers in them are read elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.figures import Origin
from ingest.model import Passage, TextLine

_HEADING = re.compile(
    r"^([一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]+[)）])\s*\S{2,30}$"
)
_DATE = re.compile(r"^20\d\d\s*年\s*\d{1,2}\s*月(\s*\d{1,2}\s*日)?$")
_SENTENCE_END = re.compile(r"[。！？；：:.]$")


def passages(lines: Sequence[TextLine], origin: Origin) -> list[Passage]:
    """Paragraphs of the running text, in order. `subject` is the nearest heading above."""
    found: list[Passage] = []
    heading = ""
    open_: list[TextLine] = []

    def close() -> None:
        text = "".join(line.text.strip() for line in open_)
        if len(text) >= 8:
            first = open_[0]
            key = origin.key("passage", first.page, first.line, len(found))
            found.append(Passage(key, origin.document, "narrative", text, heading, None, first.page, first.line))
        open_.clear()

    for line in lines:
        text = line.text.strip()
        if _DATE.match(text):
            continue
        if line.heading or (_HEADING.match(text) and not _SENTENCE_END.search(text)):
            close()
            heading = re.sub(r"^(第.+部分|[一二三四五六七八九十]+、|[（(].+?[)）])\s*", "", text)
            continue
        # A text export has a line a paragraph; a line that follows directly on an unfinished one continues it.
        if open_ and not _follows(open_[-1], line):
            close()
        open_.append(line)
        if _SENTENCE_END.search(text):
            close()
    close()
    return found


def _follows(previous: TextLine, line: TextLine) -> bool:
    if previous.line is not None and line.line is not None:
        return line.line == previous.line + 1
    return previous.page == line.page
