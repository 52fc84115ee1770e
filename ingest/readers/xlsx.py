"""Workbooks (XLSX) into the common page model: one page a sheet, values as a reader of the sheet sees them.

Does: apply number and date formats in exact decimals, keep merged cells, read hidden sheets, rows and columns and say
so, take formulas' cached values. `as_shown` and `sheet_blocks` serve the XLS reader as well. Does not: calculate
formulas, or guess what a cell means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from io import BytesIO
from typing import Any, Final
from warnings import catch_warnings, simplefilter

from ingest.errors import ReadError, said
from ingest.model import Block, Source, TextLine
from ingest.readers.docx import Laid, lay_out
from ingest.readers.sniff import check_archive

# Excel computes with 15 significant digits; what a file stores beyond them is noise of binary fractions.
_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_UP)
# Room for any number that a workbook can store, so that nothing is rounded but by the format.
_WIDE: Final = Context(prec=700)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<mark>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<science>[Ee][+-])|(?P<am>AM/PM|A/P|上午/下午)"
    r"|(?P<date>y+|m+|d+|h+|s+|a{3,4}|\.0+(?=$|[^0#?]))|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
# Formats that a file only points to, for the reader's own system to spell out: here as in mainland China.
_SYSTEM_DATES: Final = {
    "mm-dd-yy": "yyyy/m/d",
    "m/d/yy": "yyyy/m/d",
    "m/d/yy h:mm": "yyyy/m/d h:mm",
    "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy": 'yyyy"年"m"月"d"日"',
}
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_WEEKDAYS: Final = "一二三四五六日"
_DEFAULT_SHEET = re.compile(r"^(sheet|工作表|表)\s*\d+(\s*\(\d+\))?$", re.IGNORECASE)


def as_shown(value: object, number_format: str) -> str:
    """A cell's value as its number format shows it, exactly; `value` is a number, a date, a truth value or text.

    Formats that would hide digits a reader needs (scientific notation, fractions) give the plain number.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    sections = _sections(_SYSTEM_DATES.get(number_format, number_format) or "General")
    if isinstance(value, datetime | date | time | timedelta):
        return _date_shown(value, sections[0])
    number = plain_number(value)
    return _number_shown(number, sections) if number.is_finite() else str(number)


def plain_number(value: object) -> Decimal:
    """A stored number as an exact decimal, without the noise that binary fractions leave behind 15 digits."""
    exact = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else str(value))
    exponent = exact.as_tuple().exponent
    noisy = len(exact.as_tuple().digits) > 15 and isinstance(exponent, int) and exponent < -2
    return _DIGITS.plus(exact) if noisy else exact


def _general(number: Decimal) -> str:
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


@lru_cache(maxsize=512)
def _sections(number_format: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """A format's sections, each as (kind, text) tokens."""
    sections: list[list[tuple[str, str]]] = [[]]
    for match in _TOKEN.finditer(number_format):
        kind = match.lastgroup or "space"
        text = match.group(kind) if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind in {"quoted", "escaped", "money"}:
            sections[-1].append(("literal", text))
        elif kind == "date" and text.startswith("."):
            # `.00` is a fraction of a second only behind seconds; elsewhere it is a number's decimals.
            behind = [item for item in sections[-1] if item[0] == "date"]
            if behind and behind[-1][1][0] in "sS":
                sections[-1].append(("date", text))
            else:
                sections[-1] += [("other", "."), *(("digit", "0") for _ in text[1:])]
        else:
            sections[-1].append((kind, text))
    return tuple(tuple(section) for section in sections)


def _number_shown(number: Decimal, sections: Sequence[Sequence[tuple[str, str]]]) -> str:
    section, signed = _choose(number, sections)
    kinds = {kind for kind, _ in section}
    if "general" in kinds or "science" in kinds or ("other", "/") in section or ("other", "@") in section:
        before = "".join(text for kind, text in section if kind == "literal")
        plain = _general(number.copy_abs() if signed else number)
        # General may have words around it: General"元".
        first = next((n for n, (kind, _) in enumerate(section) if kind != "literal" and kind != "mark"), 0)
        head = "".join(text for kind, text in section[:first] if kind == "literal")
        return plain if not before else f"{head}{plain}{before[len(head) :]}"
    percent = sum(text == "%" for kind, text in section if kind == "other")
    digits = [n for n, (kind, _) in enumerate(section) if kind == "digit"]
    if not digits and "date" in kinds:
        return _general(number)
    if not digits:
        return "".join(text for kind, text in section if kind in {"literal", "other"}).strip()
    point = next((n for n, token in enumerate(section) if token == ("other", ".")), len(section))
    commas = [n for n, token in enumerate(section) if token == ("other", ",")]
    last_whole = max((n for n in digits if n < point), default=-1)
    last_digit = digits[-1]
    scaling = [n for n in commas if n > last_digit or last_whole < n < point]
    grouped = any(digits[0] < n < last_whole for n in commas)
    places = sum(n > point for n in digits)
    scaled = number.scaleb(2 * percent - 3 * len(scaling), _WIDE)
    rounded = scaled.copy_abs().quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{rounded:f}".partition(".")
    shown = _fill(section, whole, fraction, point, grouped, set(commas))
    minus = "-" if number < 0 and not signed and rounded else ""
    return minus + shown.strip()


def _choose(number: Decimal, sections: Sequence[Sequence[tuple[str, str]]]) -> tuple[Sequence[tuple[str, str]], bool]:
    """The section that shows a number, and whether it shows the sign itself."""
    conditions = [next((m for k, t in s if k == "mark" and (m := _CONDITION.match(t))), None) for s in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _meets(number, condition.group(1), Decimal(condition.group(2))):
                return section, False
        return sections[-1], False
    if number < 0 and len(sections) >= 2:
        return sections[1], True
    if number == 0 and len(sections) >= 3:
        return sections[2], False
    return sections[0], False


def _meets(number: Decimal, sign: str, limit: Decimal) -> bool:
    outcome = {"<": number < limit, ">": number > limit, "=": number == limit}
    return number != limit if sign == "<>" else any(outcome[part] for part in sign)


def _fill(
    section: Sequence[tuple[str, str]], whole: str, fraction: str, point: int, grouped: bool, commas: AbstractSet[int]
) -> str:
    """Digits put into a section's placeholders: the whole part from the right, the decimals from the left."""
    slots = [n for n, (kind, _) in enumerate(section) if kind == "digit" and n < point]
    whole = whole.lstrip("0")
    width = len(slots) - next((i for i, n in enumerate(slots) if section[n][1] == "0"), len(slots))
    digits = whole.rjust(width, "0")
    if grouped:
        pieces = {slots[-1]: f"{int(digits):,}" if digits else ""}
    else:
        # Placeholders parted by literals take one digit each; the first takes what is left over.
        pieces = {}
        rest = digits
        for n in reversed(slots):
            pieces[n], rest = (rest[-1:], rest[:-1]) if n != slots[0] else (rest, "")
    kept = fraction
    ends = [section[n][1] for n, (kind, _) in enumerate(section) if kind == "digit" and n > point]
    while kept and ends[len(kept) - 1] != "0" and kept[-1] == "0":
        kept = kept[:-1]
    decimals = iter(kept)
    shown: list[str] = []
    for n, (kind, text) in enumerate(section):
        if kind == "digit":
            shown.append(pieces.get(n, "") if n < point else next(decimals, ""))
        elif (kind == "other" and n not in commas) or kind == "literal":
            shown.append(text)
    return "".join(shown)


def _date_shown(value: datetime | date | time | timedelta, section: Sequence[tuple[str, str]]) -> str:
    """A date or time by its format; the system's long date as Chinese documents print it."""
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if isinstance(value, time):
        moment = datetime.combine(date(1900, 1, 1), value)
    else:
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    half = any(kind == "am" for kind, _ in section)
    parts: list[str] = []
    previous = ""
    tokens = [(kind, text.lower()) if kind == "date" else (kind, text) for kind, text in section]
    for place, (kind, text) in enumerate(tokens):
        if kind in {"literal", "other"}:
            parts.append(text)
        elif kind == "am":
            parts.append("上午" if moment.hour < 12 else "下午")
        elif kind == "date":
            following = next((t[0] for k, t in tokens[place + 1 :] if k == "date"), "")
            minute = text[0] == "m" and (previous == "h" or following == "s") and len(text) <= 2
            parts.append(f"{moment.minute:0{len(text)}}" if minute else _date_part(moment, text, half))
            previous = text[0]
    shown = "".join(parts).strip()
    return shown or f"{moment.year}年{moment.month}月{moment.day}日"


def _date_part(moment: datetime, text: str, half: bool) -> str:
    letter, size = text[0], len(text)
    if letter == "y":
        return f"{moment.year}" if size > 2 else f"{moment.year % 100:02}"
    if letter == "m":
        return f"{moment.month}月" if size > 2 else f"{moment.month:0{size}}"
    if (letter == "d" and size > 2) or letter == "a":
        return ("" if text == "aaa" else "星期") + _WEEKDAYS[moment.weekday()]
    if letter == ".":
        return f".{moment.microsecond:06}"[:size]
    number = {"d": moment.day, "h": (moment.hour % 12 or 12) if half else moment.hour, "s": moment.second}[letter]
    return f"{number:0{min(size, 2)}}"


def sheet_blocks(title: str, page: int, cells: Sequence[Laid], lined: AbstractSet[int]) -> list[Block]:
    """A sheet's blocks; `lined` are the rows with ruling lines. Its name is a heading unless a title row says it."""
    rows = {cell.row for cell in cells} | lined
    blocks = lay_out(cells, page=page, lines={row: row + 1 for row in rows}, lined=lined)
    name = re.sub(r"\s", "", title)
    said = any(name in re.sub(r"\s", "", block.text) for block in blocks if isinstance(block, TextLine))
    if not blocks or said or not name or _DEFAULT_SHEET.match(title.strip()):
        return blocks
    return [TextLine(title.strip(), page=page, heading=2), *blocks]


def spans(merged: Sequence[tuple[int, int, int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Merged ranges (first row, first column, last row, last column; from 0) by their first cell: (across, down)."""
    return {(top, left): (right - left + 1, bottom - top + 1) for top, left, bottom, right in merged}


def hidden_warnings(page: int, title: str, state: bool, rows: Sequence[int], columns: Sequence[str]) -> list[str]:
    """What to say of hidden parts, which are read like the rest."""
    where = f"page {page} (sheet {title})"
    found = [f"{where}: the sheet is hidden; read all the same"] if state else []
    if rows:
        listed = ", ".join(map(str, rows[:10])) + (" …" if len(rows) > 10 else "")
        found.append(f"{where}: hidden rows {listed}; read all the same")
    if columns:
        found.append(f"{where}: hidden columns {', '.join(columns[:10])}; read all the same")
    return found


def read_xlsx(data: bytes, name: str) -> Source:
    """Read a workbook. Raises `ReadError` when it is damaged, dangerous to unpack, or holds nothing."""
    check_archive(data, name)
    book = _open(data, name, values=True)
    blocks: list[Block] = []
    warnings: list[str] = []
    for page, title in enumerate(book.sheetnames, start=1):
        sheet = book[title]
        if not hasattr(sheet, "merged_cells"):
            continue  # a sheet that is one chart
        try:
            cells, lined, columns, rows = _sheet(sheet)
            blocks += sheet_blocks(title, page, cells, lined)
        except ReadError as error:
            warnings.append(f"page {page}: sheet {title} cannot be read: {error}")
            continue
        if cells:
            warnings += hidden_warnings(page, title, sheet.sheet_state != "visible", rows, columns)
    if _has_formulas(data):
        warnings += _uncached(book, _open(data, name, values=False))
    if not blocks:
        reason = f" ({'; '.join(warnings)})" if warnings else ""
        raise ReadError(f"{name}: the workbook holds no cell with content{reason}; check that it is the right file")
    return Source(name, tuple(blocks), len(book.sheetnames), "xlsx", tuple(warnings))


def _open(data: bytes, name: str, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl import load_workbook

    try:
        with catch_warnings():
            simplefilter("ignore")  # of extensions that carry no values: validation, conditional colours
            return load_workbook(BytesIO(data), data_only=values)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever its parts do
        raise ReadError(
            f"{name}: not readable as a workbook ({said(error)}); open it and save it again as .xlsx"
        ) from error


def _has_formulas(data: bytes) -> bool:
    import zipfile

    with zipfile.ZipFile(BytesIO(data)) as archive:
        sheets = [entry for entry in archive.namelist() if entry.startswith("xl/worksheets/")]
        return any(re.search(rb"<(?:\w+:)?f[\s>/]", archive.read(entry)) for entry in sheets)


def _uncached(book: Any, formulas: Any) -> list[str]:  # noqa: ANN401
    """Formulas that the file stores no value for: nobody sees a number there until Excel has computed it."""
    found: list[str] = []
    for page, title in enumerate(formulas.sheetnames, start=1):
        cells = getattr(formulas[title], "_cells", {})
        known = getattr(book[title], "_cells", {})
        missing = [
            cell.coordinate
            for place, cell in sorted(cells.items())
            if cell.data_type == "f" and (place not in known or known[place].value is None)
        ]
        if missing:
            listed = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
            found.append(
                f"page {page} (sheet {title}): {len(missing)} formulas without a stored value ({listed}) read as empty; "
                "open the workbook in Excel and save it"
            )
    return found


def _sheet(sheet: Any) -> tuple[list[Laid], frozenset[int], list[str], list[int]]:  # noqa: ANN401
    """A sheet's cells, ruled rows, hidden columns and hidden rows.

    Walks the cells that exist (`_cells`): one cell in the last corner of a sheet would make its public iterators
    visit seventeen billion.
    """
    merged = [(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges]
    across = spans(merged)
    cells: list[Laid] = []
    lined: set[int] = set()
    for (row, col), cell in sheet._cells.items():
        border = cell.border
        if (border.left and border.left.style) or (border.right and border.right.style):
            lined.add(row - 1)
        text = as_shown(cell.value, cell.number_format) if cell.value is not None else ""
        if text.strip() and isinstance(cell.value, str) and cell.alignment.indent:
            text = "\u3000" * min(20, int(cell.alignment.indent)) + text
        wide, high = across.get((row - 1, col - 1), (1, 1))
        if text.strip() or (wide, high) != (1, 1):
            cells.append(Laid(row - 1, col - 1, text, wide, high))
    rows = sorted(number for number, size in sheet.row_dimensions.items() if size.hidden)
    sizes = sheet.column_dimensions.items()
    columns = [
        f"{key} to {_letter(size.max)}" if size.max and size.max > size.min else key
        for key, size in sizes
        if size.hidden
    ]
    return cells, frozenset(lined), columns, rows


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column))
