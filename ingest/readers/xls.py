"""Workbooks of Excel 97-2003 (XLS) into the common page model: one page a sheet, values as a reader sees them.

Does: what the XLSX reader does, with the formats and merged cells that xlrd tells. Does not: know whether a formula
was ever calculated; the file always stores some value for it.
"""

from __future__ import annotations

import os
from typing import Any

from ingest.errors import ReadError, said
from ingest.model import Block, Source
from ingest.readers.docx import Laid
from ingest.readers.sniff import MAX_MERGED_CELLS
from ingest.readers.xlsx import as_shown, hidden_warnings, sheet_blocks, spans


def read_xls(data: bytes, name: str) -> Source:
    """Read a workbook. Raises `ReadError` when it is damaged, protected, or holds nothing."""
    book = _open(data, name)
    blocks: list[Block] = []
    warnings: list[str] = []
    for page in range(1, book.nsheets + 1):
        title = f"{page}"
        try:
            sheet = book.sheet_by_index(page - 1)
            title = sheet.name
            cells, lined = _sheet(book, sheet)
            blocks += sheet_blocks(title, page, cells, lined)
        except MemoryError:
            raise
        except Exception as error:  # xlrd raises whatever a damaged record makes it do
            warnings.append(f"page {page}: sheet {title} cannot be read: {said(error)}")
            continue
        if cells:
            rows = sorted(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden)
            columns = [_letters(col) for col, info in sorted(sheet.colinfo_map.items()) if info.hidden]
            warnings += hidden_warnings(page, title, bool(sheet.visibility), rows, columns)
    if not blocks:
        reason = f" ({'; '.join(warnings)})" if warnings else ""
        raise ReadError(f"{name}: the workbook holds no cell with content{reason}; check that it is the right file")
    return Source(name, tuple(blocks), book.nsheets, "xls", tuple(warnings))


def _open(data: bytes, name: str) -> Any:  # noqa: ANN401 - xlrd has no types
    import xlrd

    try:
        with open(os.devnull, "w") as silence:  # noqa: PTH123 - xlrd prints its complaints
            return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=silence)
    except MemoryError:
        raise
    except Exception as error:  # xlrd raises whatever a damaged record makes it do
        if "encrypted" in str(error).lower():
            raise ReadError(f"{name}: protected by a password; save it without the password and ingest that") from error
        raise ReadError(
            f"{name}: not readable as a workbook ({said(error)}); save it as .xlsx and ingest that"
        ) from error


def _sheet(book: Any, sheet: Any) -> tuple[list[Laid], frozenset[int]]:  # noqa: ANN401
    """A sheet's cells and its ruled rows."""
    merged = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    if sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in merged) > MAX_MERGED_CELLS:
        raise ReadError(f"its merged cells cover over {MAX_MERGED_CELLS:,} cells")
    across = spans(merged)
    cells: list[Laid] = []
    lined: set[int] = set()
    for row in range(sheet.nrows):
        for col in range(sheet.row_len(row)):
            style = book.xf_list[sheet.cell_xf_index(row, col)]
            if style.border.left_line_style or style.border.right_line_style:
                lined.add(row)
            text = _shown(book, sheet.cell(row, col), style)
            wide, high = across.get((row, col), (1, 1))
            if text.strip() or (wide, high) != (1, 1):
                cells.append(Laid(row, col, text, wide, high))
    return cells, frozenset(lined)


def _shown(book: Any, cell: Any, style: Any) -> str:  # noqa: ANN401
    """A cell's text as its number format shows it."""
    import xlrd

    known = book.format_map.get(style.format_key)
    number_format = known.format_str if known else "General"
    if cell.ctype == xlrd.XL_CELL_TEXT:
        indent = min(20, style.alignment.indent_level)
        return "\u3000" * indent + cell.value if cell.value.strip() else ""
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return as_shown(cell.value, number_format)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return as_shown(bool(cell.value), number_format)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment = xlrd.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError, xlrd.xldate.XLDateError):
            return as_shown(cell.value, "General")
        return as_shown(moment, number_format)
    return ""


def _letters(col: int) -> str:
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
