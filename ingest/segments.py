"""Blocks in reading order are cut into raw tables: title, unit, header rows, body rows; the rest is running text.

A table goes on over page breaks, blank lines and page headers until something names a new one: another title, a unit
line, or a header that is not its own. A repeated title or header is dropped. Captions inside a grid count as text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.amounts import find_unit
from ingest.catalogue import fold
from ingest.headers import fold_head, header_length, names_columns
from ingest.model import Block, Grid, GridRow, TextLine
from ingest.stacked import NOTE, printed_rows, unstacked, without_notes

_UNIT_LINE = re.compile(r"单位[:：]")
_HEAD_UNIT = re.compile(r"\S\s*[（(](?:金额)?单位[:：]")
_TITLED_UNIT = re.compile(r"^(\S.{1,50}表)\s*[（(]?\s*((?:金额)?单位[:：]\s*\S+?)[)）]?$")
_TITLE = re.compile(r"(表|情况|明细|信息)(（.{1,20}）|\(.{1,20}\))?$")
# The number of a form is no title: 公开01表, 财决02-1表, (预算03表).
_FORM_NUMBER = re.compile(
    r"^[（(]?\s*(?:部门|单位)?(?:公开|预算|决算|财决|附|批复)*\s*\d{1,2}(?:[-—.]\d{1,2})?\s*表\s*[)）]?$"
)
_PAGE_MARK = re.compile(r"^(第?\s*\d+\s*页?(\s*[/共]\s*\d+\s*页?)?|[-—–]\s*\d+\s*[-—–]|\d{4,}-\S{2,40})$")


@dataclass
class RawTable:
    """A table before its rows are read: what the blocks gave."""

    title: str
    unit: str | None
    header: list[GridRow]
    body: list[GridRow]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks split into tables, the text that belongs to none of them, and the captions found inside grids."""

    tables: tuple[RawTable, ...]
    text: tuple[TextLine, ...]
    captions: tuple[TextLine, ...] = ()


def is_title(line: TextLine) -> bool:
    """Whether a text line can be a table's title: a marked heading, a standard title, or a short line ending in 表."""
    text = line.text.strip()
    if len(text) > 60 or _FORM_NUMBER.match(text) or _UNIT_LINE.search(text) or re.search(r"[。；;]", text):
        return False
    return bool(line.heading) or bool(_TITLE.search(text))


def split_tables(blocks: Sequence[Block]) -> Layout:
    """Split blocks into raw tables and running text."""
    tables: list[RawTable] = []
    text: list[TextLine] = []
    captions: list[TextLine] = []
    title: TextLine | None = None
    unit: str | None = None
    fresh = True  # something since the last grid says that a new table begins
    for block in (part for whole in blocks for part in (unstacked(whole) if isinstance(whole, Grid) else [whole])):
        if isinstance(block, TextLine):
            titled = _TITLED_UNIT.match(block.text.strip())
            if titled and find_unit(titled.group(2)):
                title, unit, fresh = replace(block, text=titled.group(1).strip()), find_unit(titled.group(2)), True
                text.append(title)
            elif _UNIT_LINE.search(block.text) and find_unit(block.text):
                unit, fresh = find_unit(block.text), True
            elif is_title(block):
                text.append(block)  # until a table claims it
                title, fresh = block, True
            elif tables and not fresh and NOTE.match(block.text):
                tables[-1].notes.append(block.text)
            elif not _PAGE_MARK.match(block.text) and not _FORM_NUMBER.match(block.text):
                text.append(block)
            continue
        rows = printed_rows(block.rows)
        rows, lines = _caption(rows)
        captions += lines
        for line in lines:
            if find_unit(line.text) and _UNIT_LINE.search(line.text):
                unit, fresh = find_unit(line.text), True
            elif is_title(line):
                text.append(line)
                title, fresh = line, True
        if not rows:
            continue
        current = tables[-1] if tables else None
        count = _repeated(rows, current.header if current else []) or header_length(rows)
        header, (body, notes) = rows[:count], without_notes(rows[count:])
        if current is not None and not fresh and header and not names_columns(header):
            header, (body, notes) = [], without_notes(rows)  # a continuation whose first rows print no amount
        same = current is not None and bool(header) and _heads(header) == _heads(current.header)
        untitled = not fresh and (same or not header)
        again = current is not None and title is not None and _same_title(title.text, current.title)
        if current is not None and (untitled or (same and (title is None or again))):
            current.body.extend(_without_repeats(body, current.header))
            text = [line for line in text if line is not title]
            title, unit = None, None
        else:
            body = _without_repeats(body, header)
            tables.append(RawTable(title.text if title else "", unit, header, body))
            text = [line for line in text if line is not title]
            title, unit = None, None
        tables[-1].notes.extend(notes)
        fresh = False
    return Layout(tuple(tables), tuple(text), tuple(captions))


def _caption(rows: list[GridRow]) -> tuple[list[GridRow], list[TextLine]]:
    """Rows at the head of a grid that hold one text only (a title, a unit line) are captions, not rows."""
    lines: list[TextLine] = []
    for count, row in enumerate(rows[:4]):
        filled = [text.strip() for text in row.texts if text.strip()]
        joined = " ".join(filled)
        unit = bool(_UNIT_LINE.search(joined)) and len(filled) <= 3 and find_unit(joined) is not None
        # 项目 | 预算数（单位：万元） is a header whose column names its unit.
        unit = unit and not (len(filled) > 1 and any(_HEAD_UNIT.search(text) for text in filled))
        alone = len(filled) == 1 and len(row.cells) > 1 and bool(_TITLE.search(filled[0]) or unit)
        if not (alone or unit):
            return rows[count:], lines
        lines.append(TextLine(joined, row.page, row.line))
    return rows[len(lines) :], lines


def _without_repeats(body: list[GridRow], header: Sequence[GridRow]) -> list[GridRow]:
    """Body rows without header storeys printed again among them."""
    heads = _heads(header)
    return [row for row in body if not heads or _heads([row])[0] not in heads]


def _repeated(rows: Sequence[GridRow], header: Sequence[GridRow]) -> int:
    """How many rows repeat a header on the next page; 0 if they don't. A row of words below it is no more header."""
    return len(header) if _heads(rows[: len(header)]) == _heads(header) else 0


def _same_title(title: str, other: str) -> bool:
    """Whether a title is printed again on the next page, perhaps with 续 or a page count."""
    return re.sub(r"续|\d+$", "", fold(title)) == re.sub(r"续|\d+$", "", fold(other)) != ""


def _heads(rows: Sequence[GridRow]) -> list[list[str]]:
    return [[fold_head(text) for text in row.texts if text.strip()] for row in rows]
