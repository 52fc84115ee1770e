"""A disclosure as a workbook: a cover sheet, one sheet a table with real merged cells, a sheet of narrative.

Does: write amounts as numbers that show exactly as printed, codes as text; give the same bytes each run. Does not:
write formulas (what is printed is what stands in the cell).
"""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

from eval.samples.layout import Placed, lay_out
from eval.samples.spec import DisclosureSpec, TableSpec
from eval.samples.text import unit_line
from ingest.amounts import parse_number, places

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_FIRST_ROW: Final = 3
_WIDTHS: Final = {"code": 7, "label": 34, "amount": 14, "text": 24}


def render_xlsx(spec: DisclosureSpec) -> bytes:
    """The workbook's bytes."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    cover = book.active
    cover.title = "封面"
    cover.append([spec.cover.title])
    cover.append([spec.cover.printed_organization])
    cover.append([spec.cover.printed_date])
    cover.column_dimensions["A"].width = 60
    cover["A1"].font = Font(bold=True, size=16)
    for table in spec.printed_tables:
        _sheet(book.create_sheet(_sheet_name(table.title, book.sheetnames)), table)
    if spec.narrative:
        _narrative(book.create_sheet(_sheet_name(spec.narrative_title or "说明", book.sheetnames)), spec)
    stamp = datetime(spec.cover.published.year, spec.cover.published.month, spec.cover.published.day)
    book.properties.creator = spec.cover.organization
    book.properties.title = spec.cover.title
    book.properties.created = stamp
    raw = BytesIO()
    book.save(raw)
    return _fixed(raw.getvalue(), stamp)


def _sheet_name(title: str, taken: list[str]) -> str:
    """Excel allows 31 characters and none of []:*?/\\ in a sheet's name, and each name once."""
    base = re.sub(r"[\[\]:*?/\\]", "", title)[:31]
    name, number = base, 2
    while name in taken:
        name, number = f"{base[:28]}-{number}", number + 1
    return name


def _sheet(sheet: Worksheet, table: TableSpec) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    layout = lay_out(table)
    sheet.cell(1, 1, table.title).font = Font(bold=True, size=14)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=layout.width)
    sheet.cell(2, 1, unit_line(table.unit))
    for item in layout.placed:
        _write(sheet, item, table)
    for column, role in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[role]
    sheet.freeze_panes = sheet.cell(_FIRST_ROW + layout.header_rows, 1)
    if table.note:
        sheet.cell(_FIRST_ROW + layout.height + 1, 1, table.note)


def _write(sheet: Worksheet, item: Placed, table: TableSpec) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side

    row, column = _FIRST_ROW + item.row, item.column + 1
    header = item.row < len(table.header)
    line = Side(style="thin")
    last = (row + item.cell.down - 1, column + item.cell.across - 1)
    for y in range(row, last[0] + 1):
        for x in range(column, last[1] + 1):
            sheet.cell(y, x).border = Border(left=line, right=line, top=line, bottom=line)
    if last != (row, column):
        sheet.merge_cells(start_row=row, start_column=column, end_row=last[0], end_column=last[1])
    cell = sheet.cell(row, column)
    number = parse_number(item.cell.text) if not header and table.columns[item.column] == "amount" else None
    if number is not None:
        cell.value = number
        cell.number_format = number_format(item.cell.text)
    elif item.cell.text:
        # Explicitly text: a target "=" or a code "05" must not become a formula or a number.
        cell.value = item.cell.text
        cell.data_type = "s"
        cell.number_format = "@"
    centred = header or item.cell.across > 1
    side = "center" if centred else ("right" if number is not None else "left")
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    if not header and table.rows[item.row - len(table.header)].bold:
        cell.font = Font(bold=True)


def number_format(text: str) -> str:
    """The Excel format under which a number shows as `text` prints it: its thousands commas and decimals kept."""
    whole = "#,##0" if "," in text else "0"
    decimals = places(text)
    return f"{whole}.{'0' * decimals}" if decimals else whole


def _narrative(sheet: Worksheet, spec: DisclosureSpec) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 100
    lines = [(spec.narrative_title, True)] if spec.narrative_title else []
    for section in spec.narrative:
        lines += [(section.heading, True), *((text, False) for text in section.paragraphs)]
    for row, (text, heading) in enumerate(lines, start=1):
        cell = sheet.cell(row, 1, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=heading)


def _fixed(data: bytes, stamp: datetime) -> bytes:
    """The same archive with fixed times: openpyxl writes the clock into the properties and the zip entries."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                time = stamp.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + time, content)
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, content)
    return out.getvalue()
