"""Records written out: as an aligned table for a terminal, as JSON, CSV or an Excel workbook.

A cell's text that a spreadsheet would run as a formula is made plain text; numbers stay numbers. Knows nothing of
figures or stores: rows of values in, text or bytes out.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Final, TextIO

from ingest.errors import StoreError, UsageError

Value = str | int | Decimal | bool | None
Row = Mapping[str, object]

FORMATS: Final = ("table", "json", "csv", "xlsx")
_FORMULA_START: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""Characters no workbook can hold; a carriage return besides, which would start a new line inside a CSV cell."""
_WIDEST_CELL: Final = 44


def width(text: str) -> int:
    """Columns a text takes on a terminal: two for each wide (Chinese) character, none for combining ones."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def shorten(text: str, limit: int) -> str:
    """Cut a text to `limit` terminal columns, with an ellipsis where something was cut."""
    if width(text) <= limit:
        return text
    kept, used = [], 1
    for character in text:
        used += width(character)
        if used > limit:
            break
        kept.append(character)
    return "".join(kept) + "…"


def plain(value: object) -> str:
    """A value on one line of text: lists joined by ` › `, nothing for `None`, control characters made spaces."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = " › ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    return "".join(" " if unicodedata.category(c) == "Cc" else c for c in text)


def safe_cell(value: object) -> Value:
    """A value fit for a spreadsheet cell: no control characters; text that would start a formula gets a leading apostrophe."""
    if value is None or isinstance(value, int | Decimal):
        return value
    text = _CONTROL.sub(" ", plain(value) if isinstance(value, list | tuple) else str(value))
    # A spreadsheet skips leading blanks (and full-width signs fold to plain ones) before it looks for a formula.
    start = unicodedata.normalize("NFKC", text.lstrip(" \n")[:1])
    return f"'{text}" if text.startswith(_FORMULA_START) or start in _FORMULA_START else text


def table_text(
    rows: Iterable[Row], columns: Sequence[str], numeric: Iterable[str] = (), widest: int = _WIDEST_CELL
) -> str:
    """An aligned table: a heading line, a rule, a line a row. Columns in `numeric` stand to the right; a cell wider
    than `widest` terminal columns is cut.
    """
    right = set(numeric)
    lines = [list(columns)]
    lines += [[shorten(plain(row.get(column)), widest) for column in columns] for row in rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(columns))]
    shown = []
    for number, line in enumerate(lines):
        cells = []
        for i, text in enumerate(line):
            space = " " * (widths[i] - width(text))
            cells.append(space + text if columns[i] in right else text + space)
        shown.append("  ".join(cells).rstrip())
        if number == 0:
            shown.append("  ".join("-" * w for w in widths))
    return "\n".join(shown) + "\n"


def json_text(value: object) -> str:
    """JSON as it is printed: readable Chinese, two spaces of indent, a final newline."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def number(value: object) -> object:
    """A number's text as a `Decimal`, anything else as it is: an exact number needs no guard against formulas."""
    if isinstance(value, str):
        try:
            exact = Decimal(value)
        except InvalidOperation:
            return value
        return exact if exact.is_finite() else value
    return value


def csv_lines(rows: Iterable[Row], columns: Sequence[str], numeric: Iterable[str] = ()) -> Iterator[str]:
    """CSV, the heading line first, a row at a time; commas, quotes and newlines quoted. Columns in `numeric` keep a minus sign as it is."""
    numbers = set(numeric)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
        cells = [number(row.get(column)) if column in numbers else row.get(column) for column in columns]
        writer.writerow([safe_cell(cell) for cell in cells])
    yield stream.getvalue()


def csv_text(rows: Iterable[Row], columns: Sequence[str], numeric: Iterable[str] = ()) -> str:
    """`csv_lines` as one text."""
    return "".join(csv_lines(rows, columns, numeric))


def xlsx_bytes(
    rows: Iterable[Row], columns: Sequence[str], numeric: Iterable[str] = (), title: str = "figures"
) -> bytes:
    """`write_xlsx` to memory."""
    stream = io.BytesIO()
    write_xlsx(stream, rows, columns, numeric, title)
    return stream.getvalue()


def write_xlsx(
    target: IO[bytes],
    rows: Iterable[Row],
    columns: Sequence[str],
    numeric: Iterable[str] = (),
    title: str = "figures",
) -> None:
    """An Excel workbook of one sheet. Columns in `numeric` become number cells where they hold a number's text. Never holds more than
    a row in memory."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    numbers = set(numeric)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    heads = []
    for column in columns:
        head = WriteOnlyCell(sheet, value=column)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    for row in rows:
        cells = []
        for column in columns:
            value = number(row.get(column)) if column in numbers else row.get(column)
            if value is None or isinstance(value, int | Decimal):
                cell = WriteOnlyCell(sheet, value=value)
            else:
                # Text type and quote prefix make a would-be formula text, also after someone edits the cell.
                text = _CONTROL.sub(" ", plain(value) if isinstance(value, list | tuple) else str(value))
                cell = WriteOnlyCell(sheet, value=text)
                cell.data_type = "s"
                cell.quotePrefix = safe_cell(text) != text
            if isinstance(value, Decimal):
                cell.number_format = "#,##0.00##"
            cells.append(cell)
        sheet.append(cells)
    book.save(target)


def write_records(
    records: Iterable[Row],
    columns: Sequence[str],
    *,
    form: str,
    numeric: Sequence[str] = (),
    output: Path | None = None,
    stdout: TextIO,
    title: str = "figures",
) -> None:
    """Write records in one of `FORMATS` to a file or to `stdout`; CSV and a workbook as they come, however many.

    JSON holds whole records, the other forms the named columns. `UsageError` for a workbook without a file,
    `StoreError` where the file can't be written.
    """
    if form == "xlsx" and output is None:
        raise UsageError("an xlsx workbook needs a file: add --output FILE.xlsx")
    try:
        if form == "xlsx" and output is not None:
            with output.open("wb") as file:
                write_xlsx(file, records, columns, numeric, title)
            return
        pieces = {
            "json": lambda: iter([json_text(list(records))]),
            "csv": lambda: csv_lines(records, columns, numeric),
            "table": lambda: iter([table_text(list(records), columns, numeric)]),
        }[form]()
        if output is None:
            stdout.writelines(pieces)
        else:
            # A byte order mark is what makes Excel read a CSV file's Chinese as UTF-8.
            with output.open("w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as text:
                text.writelines(pieces)
    except OSError as error:
        raise StoreError(f"cannot write {output}: {error.strerror or error}; choose another --output") from error
