"""Tables inside a draft (Markdown, tabs, or a Word table written out) read into claims: a number a cell. Pure.

A claim's subject is its row's label, its column words the head of its column; the unit stands in the head or above the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, find_unit, is_blank, parse_number, places
from ingest.claims import Claim, Context, Kind, Quantity, Role
from ingest.claims.words import words
from ingest.headers import is_total

_RULE: Final = re.compile(r"^[\s|:\-—]+$")
_YEAR: Final = re.compile(r"(20\d\d)\s*年?")
_SHARE: Final = re.compile(r"占|比重|比例|share|% of", re.IGNORECASE)
_CHANGE: Final = re.compile(r"增减|增长|增加|减少|变动|增幅|降幅|change|growth", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%|％|百分|率|幅|per ?cent", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell's text with its place in the draft."""

    start: int
    text: str


Row = tuple[GridCell, ...]


def row_of(line: str, start: int) -> Row | None:
    """A line as a table's row, or `None` if it is running text. `start` is the line's place in the draft."""
    mark = (
        "|"
        if line.count("|") >= 1 and re.search(r"\|.*\S|\S.*\|", line)
        else "\t"
        if line.strip().count("\t")
        else None
    )
    if mark is None:
        return None
    found: list[GridCell] = []
    place = 0
    for piece in line.split(mark):
        text = piece.strip()
        found.append(GridCell(start + place + (len(piece) - len(piece.lstrip()) if text else 0), text))
        place += len(piece) + 1
    while found and not found[0].text and mark == "|":
        found.pop(0)
    while found and not found[-1].text:
        found.pop()
    return tuple(found) if len(found) >= 2 else None


def is_rule(line: str) -> bool:
    """Whether a line only draws the rule under a table's head."""
    return bool(_RULE.match(line)) and "-" in line


def grid_claims(rows: Sequence[Row], above: str, context: Context) -> list[Claim]:
    """The claims of a table's rows. `above` is the text before it, which may name the unit."""
    head = next((row for row in rows if not _numbers(row)), None)
    heads = [cell.text for cell in head] if head is not None else []
    unit = find_unit(above) or next((u for text in heads if (u := find_unit(text))), None)
    found: list[Claim] = []
    for row in rows:
        if row is head:
            continue
        label = next((cell.text for cell in row if re.search(r"[A-Za-z\u4e00-\u9fff]{2}", cell.text)), "")
        for column, cell in enumerate(row):
            value = parse_number(cell.text.rstrip("%％")) if not is_blank(cell.text) else None
            if value is None or not label:
                continue
            title = heads[column] if column < len(heads) else ""
            if re.search("编码|代码|序号|code|No", title) or (
                not title and re.fullmatch(r"\d{1,7}", cell.text) and column == 0
            ):
                continue
            found.append(_claim(cell, value, label, title, unit, row, context))
    return found


def _numbers(row: Row) -> list[GridCell]:
    return [
        cell for cell in row if parse_number(cell.text.rstrip("%％")) is not None and not _YEAR.fullmatch(cell.text)
    ]


def _claim(
    cell: GridCell, value: Decimal, label: str, title: str, unit: str | None, row: Row, context: Context
) -> Claim:
    role, kind, name, scale = _kind(cell.text, title, find_unit(title) or unit)
    year = _YEAR.search(title)
    subject = ("收入总计" if "收入" in title else "支出总计") if is_total(label) else label
    down = role in {"change", "rate"} and value < 0
    number = cell.text.rstrip("%％")
    quantity = Quantity(
        cell.start, cell.start + len(cell.text), cell.text, number, abs(value) * scale if down else value * scale,
        name, kind, scale, places(number),
    )  # fmt: skip
    return Claim(
        start=cell.start,
        end=cell.start + len(cell.text),
        text=cell.text,
        sentence=" | ".join(c.text for c in row),
        sentence_start=row[0].start,
        role=role,
        quantity=quantity,
        subject=subject,
        path=(subject,),
        measure=re.sub(r"[（(][^（）()]*[)）]|20\d\d年?度?", "", title),
        direction=None if role not in {"change", "rate"} or value == 0 else "down" if down else "up",
        year=int(year.group(1)) if year else None,
    )


def _kind(text: str, title: str, unit: str | None) -> tuple[Role, Kind, str, Decimal]:
    """Role, kind, unit name and scale of a cell, by its column's head."""
    percent = text.endswith(("%", "％")) or bool(_PERCENT.search(title))
    if _SHARE.search(title):
        return "share", "percent", "%", Decimal(1)
    if _CHANGE.search(title):
        if percent:
            return "rate", "percent", "%", Decimal(1)
        return "change", "amount" if unit else "number", "元" if unit else "", UNITS.get(unit or "", Decimal(1))
    if percent:
        return "level", "percent", "%", Decimal(1)
    counted = re.search(r"[（(]\s*(\S{1,3})\s*[)）]$", title)
    if counted and counted.group(1) in words().units and counted.group(1) not in UNITS:
        kind, name = words().units[counted.group(1)]
        if kind == "count":
            return "level", "count", name, Decimal(1)
    return "level", "amount" if unit else "number", "元" if unit else "", UNITS.get(unit or "", Decimal(1))
