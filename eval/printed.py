"""What a file prints, read a second time and independently: the cells of its tables, by libraries alone.

Nothing of `ingest` is used, so that a fault of ours cannot hide in both readings. PDFs by pdfplumber's line tables, workbooks
sheet by sheet, HTML row by row, text by its tabs. It knows no rows, columns or units: only which cells print an amount.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

Rows = Sequence[Sequence[str]]

_GROUPED: Final = re.compile(r"[-(]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)\)?")
_WHOLE: Final = re.compile(r"-?(?:0|[1-9]\d*)")
_TARGETS: Final = re.compile(r".{0,8}(指标|目标值)(值|名称|性质|内容|解释|说明)?|[≥≤=><]|定性")
"""A cell of a table of targets: a head, or the sign between a target and its value."""
_PLACED: Final = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One run of table cells: its texts row by row, and where it stands: the page, or the line of each row."""

    rows: Rows
    page: int | None = None
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PrintedAmount:
    """One cell that prints an amount: its page or line (0 where the format has neither) and its digits."""

    place: int
    text: str


def digits(text: str) -> str:
    """A number's characters alone: white space out, full-width forms folded."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def printed_tables(path: Path) -> list[PrintedTable] | None:
    """The tables of a file, or `None` where no second reading of its format is at hand (scans, Word)."""
    data = path.read_bytes()
    if b"%PDF-" in data[:1024]:
        return list(_pdf(data))
    if data[:4] == b"PK\x03\x04":
        return list(_xlsx(data))
    if data[:4] == b"\xd0\xcf\x11\xe0":
        return list(_xls(data))
    text = data.decode("utf-8", errors="replace")
    return (
        list(_html(text)) if re.search(r"<\s*(html|table|!doctype)", text[:4000], re.IGNORECASE) else list(_text(text))
    )


def amounts(tables: Sequence[PrintedTable]) -> list[PrintedAmount]:
    """The amounts that tables print, those of performance targets left out.

    An amount has thousands commas or a decimal point. A whole number without either is one only where its column prints
    another that has them: codes, years, row numbers and counts stand in columns of their own.
    """
    found: list[PrintedAmount] = []
    targets: int | None = None  # width of the table of targets above, which may go on
    for table in tables:
        width = max((len(row) for row in table.rows), default=0)
        if any(_TARGETS.fullmatch(digits(cell)) for row in table.rows for cell in row) or (
            targets == width and _wordy(table.rows)
        ):
            targets = width
            continue
        targets = None
        money = {i for row in table.rows for i, cell in enumerate(row) if _GROUPED.fullmatch(digits(cell))}
        for number, row in enumerate(table.rows):
            place = table.page or (table.lines[number] if table.lines else 0)
            for i, cell in enumerate(row):
                text = digits(cell)
                whole = i in money and _WHOLE.fullmatch(text) and not _PLACED.fullmatch(text)
                if _GROUPED.fullmatch(text) or whole:
                    found.append(PrintedAmount(place, text))
    return found


def _wordy(rows: Rows) -> bool:
    cells = [text for row in rows for cell in row if (text := digits(cell))]
    return sum(bool(_GROUPED.fullmatch(text)) for text in cells) * 3 <= len(cells)


def _pdf(data: bytes) -> Iterator[PrintedTable]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield PrintedTable([[cell or "" for cell in row] for row in table], page=page.page_number)
            page.close()


def _xlsx(data: bytes) -> Iterator[PrintedTable]:
    import openpyxl

    for sheet in openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets:
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        yield PrintedTable(rows, lines=tuple(range(1, len(rows) + 1)))


def _xls(data: bytes) -> Iterator[PrintedTable]:
    import xlrd

    for sheet in xlrd.open_workbook(file_contents=data).sheets():
        rows = [[_plain(sheet.cell_value(r, c)) for c in range(sheet.ncols)] for r in range(sheet.nrows)]
        yield PrintedTable(rows, lines=tuple(range(1, len(rows) + 1)))


def _plain(value: object) -> str:
    """A cell of an old workbook: it keeps every number as a floating one, codes too."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _html(text: str) -> Iterator[PrintedTable]:
    from bs4 import BeautifulSoup

    for table in BeautifulSoup(text, "html.parser").find_all("table"):
        rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
        cells = [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in rows]
        yield PrintedTable(cells, lines=tuple(row.sourceline or 0 for row in rows))


def _text(text: str) -> Iterator[PrintedTable]:
    """Runs of lines that are cut into cells; a line of words alone ends a run."""
    rows: list[list[str]] = []
    lines: list[int] = []
    for number, line in enumerate([*re.sub(r"</?\w+>", "", text).split("\n"), ""], start=1):
        cells = line.split("\t") if "\t" in line else line.strip("| ").split("|")
        if len(cells) > 1:
            rows.append(cells)
            lines.append(number)
        elif rows and line.strip():
            yield PrintedTable(rows, lines=tuple(lines))
            rows, lines = [], []
    if rows:
        yield PrintedTable(rows, lines=tuple(lines))
