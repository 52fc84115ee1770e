"""Table headers: where they end, and what each column is.

Does: tell header rows from data rows, build each column's path through the storeys, give it a role (code, label,
amount, text), a side (left or right half of a side-by-side table), a year and a basis. Does not: read amounts.

Exports damage headers as they damage rows: a merged cell loses its span, or starts one column early. Two structural
facts put them right: a lower storey needs a parent above it, and under k year heads the storey below repeats k times.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.amounts import find_unit, is_blank, parse_number
from ingest.model import Basis, Column, ColumnRole, GridRow
from ingest.units import head_unit, parse_counted

MAX_STOREYS: Final = 5
_CODE_HEAD = re.compile(r"^(类|款|项|目|.*(编码|代码))$")
_LABEL_HEAD = re.compile(
    r"^(项目|采购项目|科目|名称|事项|支出内容|单位|部门|预算单位|主管部门|.*(名称|科目|分类)|.*按(功能|经济)分类.*)$"
)
# What heads the labels of one half of a balance (收入 预算数 支出 预算数): labels, if the column below is wordy.
_SIDE_HEAD = re.compile(r"^(?:本年|当年)?(?:收入|支出|资金来源|资金运用|来源|运用)(?:项目|内容|事项|类别|类型)?$")
_AMOUNT_HEAD = re.compile(r"^(.*(预算数|决算数|执行数|金额)|合计|小计|基本支出|项目支出|人员经费|公用经费)$")
_TEXT_HEAD = re.compile(
    r"^(序号|行次|计量单位|规格(型号)?|型号|采购(目录|方式|品目)|备注|说明|年度|年份|.*依据|.*说明)$"
)
_TOTAL = re.compile(r"^(总计|合计|小计|.*(合计|总计|小计))$")
_NUMBERED = re.compile(
    r"^(其中[:：]?)?([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d{1,2}[.．、](?!\d))"
)
_CODED = re.compile(r"^[\[［(（]?\d{3,}([\]］)）]|-|—|\s)")
_ORDINAL = re.compile(r"^(\d{1,3})(?:[=＝][\d+\-－＋()（）.…*/÷×]+)?$")  # 3, 4=5+6
_ORDINAL_WORDS = frozenset({"栏次", "行次", "**", "*", "甲", "乙", "丙", "丁"})
_YEAR = re.compile(r"(20\d\d)年")


def fold_head(text: str) -> str:
    """A header text without white space, full-width forms folded."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def is_total(label: str) -> bool:
    """Whether a label names a total: 合计, 小计, 总计, or ends in one."""
    return bool(_TOTAL.match(fold_head(label)))


def is_column_total(head: str) -> bool:
    """Whether a column's head names the total of the columns beside it: 合计, 小计, 项目支出总数, 预算总额."""
    return is_total(head) or bool(re.search(r"(总数|总额)$", fold_head(head)))


def starts_item(text: str) -> bool:
    """Whether a text begins as a row's label does: numbered (一、), coded (2010601-), or a code alone."""
    head = fold_head(text)
    return bool(_NUMBERED.match(head) or _CODED.match(head) or re.fullmatch(r"\d{3,7}", head))


def _starts_data(texts: Sequence[str], header: Sequence[GridRow]) -> bool:
    filled = [(index, text) for index, text in enumerate(texts) if text.strip()]
    if not filled:
        return False
    heads = [fold_head(text) for _, text in filled]
    numbers = [head for head in heads if parse_number(head) is not None]
    # 2000 is an amount beside a label; beside other heads, a year.
    years = all(re.fullmatch(r"20\d\d", head) for head in numbers)
    headlike = years and all(names_column(head) for head in heads if head not in numbers)
    if numbers and not headlike and not _is_column_numbers(heads):
        return True
    if starts_item(heads[0]):
        return True
    if header and len(filled) == 1 and is_total(heads[0]):
        return True  # the 合计 row of an empty table
    if not header or all(names_column(head) for head in heads):
        return False
    if len(filled) == 1:
        # A lone cell under a header is a row (合计 of an empty table, a blank form's first item), not a storey.
        return True
    above = {index for row in header for index, text in enumerate(row.texts) if _LABEL_HEAD.match(fold_head(text))}
    return {index for index, _ in filled} <= above


def names_column(head: str) -> bool:
    """Whether a text can only be a column's head (科目编码, 款, 预算数), never a row's label."""
    return bool(_CODE_HEAD.match(head) or _LABEL_HEAD.match(head) or _AMOUNT_HEAD.match(head))


def names_columns(rows: Sequence[GridRow]) -> bool:
    """Whether rows hold heads that name label or code columns, as every real header does."""
    heads = [[fold_head(text) for text in row.texts if text.strip()] for row in rows]
    return any(_CODE_HEAD.match(t) or _LABEL_HEAD.match(t) for row in heads for t in row) or any(
        sum(bool(_SIDE_HEAD.match(t)) for t in row) > 1 and any(_AMOUNT_HEAD.match(t) for t in row) for row in heads
    )


def _is_column_numbers(heads: Sequence[str]) -> bool:
    """Whether a row only numbers the columns (栏次 1 2 3 …)."""
    matched = [_ORDINAL.match(head) for head in heads]
    digits = [int(match.group(1)) for match in matched if match]
    others = [head for head, match in zip(heads, matched, strict=True) if not match and head not in _ORDINAL_WORDS]
    # 类 款 项 栏次 1 2 3, or 编码 名称 1=2+3 2 3: the last storey of a header, with the ordinals beside it
    named = any(head in {"栏次", "行次"} for head in heads) and all(_CODE_HEAD.match(head) for head in others)
    storey = len(digits) >= 2 and all(_CODE_HEAD.match(head) or _LABEL_HEAD.match(head) for head in others)
    counted = bool(digits) and digits == list(range(digits[0], digits[0] + len(digits))) and digits[0] <= 1
    return counted and (named or storey)


def header_length(rows: Sequence[GridRow]) -> int:
    """How many leading rows are header storeys (0 when the first row is data already)."""
    for count, row in enumerate(rows[: MAX_STOREYS + 1]):
        if _starts_data(row.texts, rows[:count]):
            return count
    return min(len(rows), MAX_STOREYS)


def spread_spans(rows: Sequence[GridRow], width: int) -> list[list[str]]:
    """Folded texts of rows, each merged cell's text repeated over every position it covers."""
    grid = [[fold_head(text) for text in row.texts[:width]] + [""] * (width - len(row.texts)) for row in rows]
    for top, row in enumerate(rows):
        for left, cell in enumerate(row.cells[:width]):
            if cell.covered or (cell.rowspan == 1 and cell.colspan == 1):
                continue
            for r in range(top, min(top + cell.rowspan, len(rows))):
                for c in range(left, min(left + cell.colspan, width)):
                    grid[r][c] = fold_head(cell.text)
    return grid


def _storeys(header: Sequence[GridRow], width: int) -> list[list[str]]:
    """Header texts, one list a storey, each cell's text repeated over the columns it spans."""
    exact = any(cell.covered for row in header for cell in row.cells)
    grid = spread_spans(header, width)
    numbered = [_is_column_numbers([cell for cell in row if cell]) for row in grid]
    # Beside the ordinals a storey may name columns that no other does (编码 名称 1 2 3).
    grid = [
        ["" if ordinal and not names_column(cell) else cell for cell in row]
        for row, ordinal in zip(grid, numbered, strict=True)
    ]
    grid = [row for row in grid if any(row)]
    if exact:
        return grid
    grid = _repeat_groups(grid)
    for storey in range(len(grid) - 1):
        for column in range(1, width):
            below = any(grid[lower][column] for lower in range(storey + 1, len(grid)))
            above = any(grid[upper][column] for upper in range(storey))
            if grid[storey][column] or not below:
                continue
            # A cell left of here spans this column if both have the same head one storey up.
            if not above or storey == 0 or grid[storey - 1][column] == grid[storey - 1][column - 1]:
                grid[storey][column] = grid[storey][column - 1]
    return grid


def _repeat_groups(grid: list[list[str]]) -> list[list[str]]:
    """Where k heads stand over storeys that repeat themselves k times, give each head one repetition.

    Looked at before spans are guessed: it is the heads' own places that an export gets wrong.
    """
    for storey in range(len(grid) - 1):
        below = list(zip(*grid[storey + 1 :], strict=True))
        columns = [
            i
            for i, texts in enumerate(below)
            if any(texts) and not any(_LABEL_HEAD.match(t) or _CODE_HEAD.match(t) for t in texts)
        ]
        if not columns:
            continue
        last = columns[-1]
        columns = list(range(columns[0], last + 1))
        heads = [grid[storey][i] for i in columns if grid[storey][i]]
        if len(heads) < 2 or len(set(heads)) != len(heads) or len(columns) % len(heads):
            continue
        period = len(columns) // len(heads)
        signs = [below[i] for i in columns]
        if period > 1 and signs == signs[:period] * len(heads):
            for place, i in enumerate(columns):
                grid[storey][i] = heads[place // period]
    return grid


def _path(storeys: Sequence[Sequence[str]], column: int) -> tuple[str, ...]:
    path: list[str] = []
    for storey in storeys:
        text = storey[column]
        if text and (not path or path[-1] != text):
            path.append(text)
    return tuple(path)


def _role(path: Sequence[str], body: Sequence[str]) -> ColumnRole:
    leaf = re.sub(r"[（(].*?[)）]$", "", path[-1]) if path else ""
    if _CODE_HEAD.match(leaf):
        return "code"
    if _TEXT_HEAD.match(leaf):
        return "text"
    filled = [text for text in body if not is_blank(text)]
    numbers = sum(parse_number(text) is not None for text in filled)
    if _LABEL_HEAD.match(leaf) and numbers * 2 <= len(filled):
        return "label"
    if _SIDE_HEAD.match(leaf) and filled and not numbers:
        return "label"
    if not path:
        return "amount" if filled and numbers == len(filled) else "text"
    if is_total(leaf) or not filled or numbers * 2 >= len(filled):
        return "amount"
    return "text"


def build_columns(
    header: Sequence[GridRow], body: Sequence[GridRow], *, fiscal_year: int | None = None
) -> tuple[Column, ...]:
    """The columns of a table whose header rows and data rows are given. Width is the header's widest row.

    `fiscal_year` resolves 上年 and 本年 in heads and is the year of columns whose head names none.
    """
    width = max((len(row.texts) for row in header), default=max((len(row.texts) for row in body), default=0))
    storeys = _storeys(header, width)
    columns: list[Column] = []
    side, seen_amount = 0, False
    for index in range(width):
        path = _path(storeys, index)
        texts = [row.texts[index] for row in body if len(row.texts) == width]
        role = _role(path, texts)
        if role in {"code", "label"}:
            if seen_amount:
                side, seen_amount = side + 1, False
            # A year head that slid over a label column says nothing of it.
            path = tuple(text for text in path if not _YEAR.search(text)) or path
        elif role == "amount":
            seen_amount = True
        year, basis = column_time(path, fiscal_year) if role == "amount" else (None, None)
        counted = head_unit(path) if role in {"amount", "text"} else None
        if counted is not None and role == "text" and _counts(texts):
            role = "amount"  # 12.5%, 3辆: printed with their unit
        unit = next((u for text in reversed(path) if (u := find_unit(text)) and re.search(r"[（(].*元", text)), counted)
        columns.append(Column(index, path, role, side, year, basis, unit))
    columns = _in_halves(_heading_column(_name_labels(columns, body), body))
    while (
        columns
        and not columns[-1].path
        and not any(len(row.texts) > columns[-1].index and row.texts[columns[-1].index].strip() for row in body)
    ):
        columns.pop()
    return tuple(columns)


def _in_halves(columns: list[Column]) -> list[Column]:
    """The amounts of a balance whose halves are named over their labels alone (收入 预算数 支出 预算数), each under its half's name, as
    they stand where a storey above names the halves."""
    halves = {c.side: c.path[-1] for c in columns if c.role == "label" and c.path and _SIDE_HEAD.match(c.path[-1])}
    if len(set(halves.values())) < 2:
        return columns
    return [
        replace(c, path=(halves[c.side], *c.path))
        if c.role == "amount" and c.side in halves and halves[c.side] not in c.path and len(c.path) < 2
        else c
        for c in columns
    ]


def _counts(texts: Sequence[str]) -> bool:
    filled = [text for text in texts if not is_blank(text)]
    return bool(filled) and all(parse_counted(text) is not None for text in filled)


def _name_labels(columns: list[Column], body: Sequence[GridRow]) -> list[Column]:
    """Where no head names a label column, the wordy columns before the first amounts are the row labels."""
    named = any(column.role == "label" for column in columns)
    first = next((c.index for c in columns if c.role == "amount"), 0)
    if named or not first:
        return columns
    changed: list[Column] = []
    for column in columns:
        leaf = column.path[-1] if column.path else ""
        texts = [row.texts[column.index] for row in body if column.index < len(row.texts)]
        wordy = sum(bool(text.strip()) for text in texts) * 2 >= len(texts) > 0
        if column.index < first and column.role == "text" and wordy and not _TEXT_HEAD.match(leaf):
            changed.append(Column(column.index, column.path, "label", column.side))
        else:
            changed.append(column)
    return changed


def _heading_column(columns: list[Column], body: Sequence[GridRow]) -> list[Column]:
    """A wordy column before the labels whose rows leave every label blank holds headings, and so labels of its own.

    A procurement list prints 合计, 货物 and the units in a column that no head calls a name.
    """
    labels = [column.index for column in columns if column.role == "label"]
    changed = list(columns)
    for column in columns:
        leaf = column.path[-1] if column.path else ""
        if column.role != "text" or not labels or column.index > labels[0] or _TEXT_HEAD.match(leaf):
            continue
        rows = [row.texts for row in body if len(row.texts) > labels[-1] and row.texts[column.index].strip()]
        words = [texts for texts in rows if parse_number(texts[column.index]) is None]
        if rows and len(words) == len(rows) and not any(texts[i].strip() for texts in rows for i in labels):
            changed[column.index] = Column(column.index, column.path, "label", column.side)
    return changed


def column_time(path: Sequence[str], fiscal_year: int | None) -> tuple[int | None, Basis | None]:
    """Year and basis that a column's heads state; the year is the document's where they state none."""
    text = "".join(path)
    match = _YEAR.search(text)
    year = int(match.group(1)) if match else fiscal_year
    if not match and fiscal_year is not None and re.search(r"(?<![比较与])(?:上年(?!结转|结余)|上一年|去年)", text):
        year = fiscal_year - 1
    basis: Basis | None = None
    if "决算" in text or "执行数" in text:
        basis = "final_accounts"
    elif "预算数" in text or "年初预算" in text or "年预算" in text:
        basis = "budget"
    return year, basis
