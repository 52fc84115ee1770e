"""Row hierarchy: which row stands under which, and each row's code and label.

Reads whichever sign the table uses: codes split over 类 | 款 | 项 columns, joined codes, `code-name`, `[code]name`,
numbering (一、（一）1.), or indentation. Totals (合计, 总计) and carry-overs stand at the top. Pure functions over texts.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from ingest.headers import fold_head, is_total
from ingest.model import Column

_OF_WHICH: Final = r"^\s*(?:其中[:：]?\s*)?"
_NUMBERING: Final = (
    re.compile(_OF_WHICH + r"[一二三四五六七八九十百]+、"),
    re.compile(_OF_WHICH + r"[（(][一二三四五六七八九十百]+[)）]"),
    re.compile(_OF_WHICH + r"\d{1,2}(?:[.．、](?!\d))"),
    re.compile(_OF_WHICH + r"[（(]\d{1,2}[)）]"),
)
_FIRST = re.compile(_OF_WHICH + r"[（(]?[一1](?:、|[)）]|[.．](?!\d))")
# A code stands in brackets, before a dash or a space, or, all digits, right before a name (2010601行政运行). A year does too
# (2017年信息化项目), and so does a project's own number: neither is a code.
_JOINED: Final = (
    re.compile(r"^\s*[\[［(（]([0-9A-Z]{3,})[\]］)）]\s*(\S.*)$"),
    re.compile(r"^\s*([0-9A-Z]{3,})\s*(?:-|—|－|_|\s)\s*(\S.*)$"),
    re.compile(r"^\s*(\d{3}|\d{5}|\d{7})([\u4e00-\u9fff].*)$"),
)
# 2024-2025年信息化运维项目: years are no code either.
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEARLY: Final = re.compile(r"(?:19|20)?\d\d\s*年|年|至|学年")
_HOLDER = re.compile(r"(单位|部门|机构)(名称)?$")
_UNIT_CODE = re.compile(r"(单位|部门|机构)(编码|代码)$")
_CODED_SHARE: Final = 2  # a table goes by codes if at least one labelled row in this many has one
_CARRY = re.compile(r"结转|结余|动用.*基金|使用.*结余|弥补")

Sign = Literal["codes", "numbers", "indents", "none"]
"""What shows a table's hierarchy."""


@dataclass(frozen=True, slots=True)
class RowLabel:
    """One side of a row: its label as printed (numbering kept), full code or `None`, and place in the hierarchy.

    `parent` is a row number or `None`; `path` runs from the outermost heading to the label, numbering dropped.
    `kind` is `total` for 合计 / 总计 rows, `carry` for balances carried over, `empty` where no label is printed.
    """

    label: str
    code: str | None
    parent: int | None
    path: tuple[str, ...]
    kind: str


# Economic accounts of departments' own budgets (30201) and of the government's (50201): one row may have both.
_OWN_ACCOUNT = re.compile(r"3(?:0\d|1\d|99)")
_BOOKS_ACCOUNT = re.compile(r"5(?:0\d|1\d|99)")


@dataclass(frozen=True, slots=True)
class _Raw:
    """What one row prints: label, code, numbering level, indentation, the names in the label columns before the label's
    (`above`), the unit it belongs to where a column says so (`holder`), which of the label columns are filled, the code of
    a unit where a column of those is filled (单位编码), which is no item's code, and the code that the row has `under` another
    classification of its table."""

    label: str
    code: str | None
    level: int | None
    indent: int
    above: tuple[str, ...] = ()
    holder: str = ""
    filled: tuple[int, ...] = ()
    unit: str | None = None
    under: str | None = None


def bare(label: str) -> str:
    """A label without numbering (一、 （一） 1.) and inner white space."""
    body = unicodedata.normalize("NFKC", label)
    for pattern in _NUMBERING:
        stripped = pattern.sub("", body, count=1)
        if stripped != body and stripped.strip():
            body = stripped
            break
    else:
        body = re.sub(_OF_WHICH + r"(?=\S{2})", "", body)
    return re.sub(r"\s+", "" if re.search(r"[\u4e00-\u9fff]", body) else " ", body).strip()


def split_code(label: str) -> tuple[str | None, str]:
    """`30201-办公费`, `[30201]办公费`, `2010601 行政运行` → (code, name); no code gives (None, label)."""
    folded = unicodedata.normalize("NFKC", label)
    match = next((found for form in _JOINED if (found := form.match(folded))), None)
    if match and _YEAR.fullmatch(match.group(1)) and _YEARLY.match(match.group(2)):
        return None, label
    if match and re.search(r"\d{3}", match.group(1)) and re.search(r"[\u4e00-\u9fffA-Za-z]", match.group(2)):
        return match.group(1), match.group(2).strip()
    return None, label


def numbering_level(label: str) -> int | None:
    """0 for 一、 1 for （一） 2 for 1. 3 for (1); `None` without numbering."""
    return next((level for level, pattern in enumerate(_NUMBERING) if pattern.match(label)), None)


def _raw_side(texts: Sequence[str], columns: Sequence[Column], codes: list[str], units: Sequence[int] = ()) -> _Raw:
    """What one side of a row prints; `codes` holds the split code's open levels and is updated, `units` are the columns of
    unit codes."""
    unit = next((text for i in units if i < len(texts) and (text := fold_head(texts[i])).isalnum()), None)
    code_columns = [c.index for c in columns if c.role == "code" and c.index not in units]
    label_columns = [c for c in columns if c.role == "label"]
    filled = [(place, c, texts[c.index]) for place, c in enumerate(label_columns) if texts[c.index : c.index + 1]]
    filled = [(place, c, text) for place, c, text in filled if text.strip()]
    # A unit's column says whose row it is; it is the row's label only where nothing else is.
    holders = [
        entry for entry in filled if len(filled) > 1 and _HOLDER.search(entry[1].path[-1] if entry[1].path else "")
    ]
    names = [entry for entry in filled if entry not in holders] or filled
    holder = bare(holders[0][2]) if holders and holders[0] not in names else ""
    label = names[-1][2] if names else ""
    places = tuple(place for place, _, _ in filled)
    above = tuple(bare(split_code(text)[1]) for _, _, text in names[:-1])
    parts = [(part, fold_head(texts[i])) for part, i in enumerate(code_columns) if i < len(texts) and texts[i].strip()]
    printed = [fold_head(texts[i]) for i in (*code_columns, *units) if i < len(texts) and texts[i].strip()]
    words = [text for text in printed if not re.fullmatch(r"[0-9A-Za-z]+", text)]
    if not label and words:
        label = words[0]  # 合计 stands in the merged code cells
    digits = [(part, text) for part, text in parts if re.fullmatch(r"[0-9A-Za-z]+", text)]
    indent = len(label) - len(label.lstrip())
    if digits:
        return _Raw(label, _full_code(digits, len(code_columns), codes), None, indent, above, holder, places, unit)
    code, name = split_code(label)
    if code is not None:
        return _Raw(name, code, None, indent, above, holder, places, unit)
    return _Raw(label, None, numbering_level(label), indent, above, holder, places, unit)


def _classifications(columns: Sequence[Column], units: Sequence[int]) -> list[list[Column]]:
    """The columns of codes and names, one list for each classification that the rows are told by: where names follow codes and codes
    follow names again (部门预算经济分类 beside 政府预算经济分类), the table has several. One list of all columns where it has one."""
    groups: list[list[Column]] = [[]]
    for column in columns:
        if column.role == "code" and column.index not in units and any(c.role == "label" for c in groups[-1]):
            groups.append([])
        groups[-1].append(column)
    coded = [any(c.role == "code" and c.index not in units for c in group) for group in groups]
    if len(groups) > 1 and not coded[0]:
        groups, coded = [groups[0] + groups[1], *groups[2:]], coded[1:]  # the unit's name before the first of them
    return groups if sum(coded) > 1 and all(coded) else [list(columns)]


def _told_by(raws: Sequence[_Raw]) -> _Raw:
    """The row as one of its classifications tells it: the department's own accounts (301…) before those of the government's books (501…),
    else the last that is filled, which stands under the ones before it."""
    filled = [raw for raw in raws if raw.label.strip()]
    if len(filled) < 2:
        return filled[0] if filled else raws[0]
    holder = next((raw.holder for raw in filled if raw.holder), "")
    own = [raw for raw in filled if _OWN_ACCOUNT.match(raw.code or "")]
    books = [raw for raw in filled if _BOOKS_ACCOUNT.match(raw.code or "")]
    if own and books:
        others = [raw for raw in filled if raw not in (*own, *books)]
        above = (*(bare(raw.label) for raw in others), *own[0].above)
        return replace(own[0], above=above, under=(others or books)[-1].code, holder=holder)
    above = tuple(bare(raw.label) for raw in filled[:-1])
    return replace(filled[-1], above=(*above, *filled[-1].above), under=filled[-2].code, holder=holder)


def _full_code(digits: Sequence[tuple[int, str]], width: int, codes: list[str]) -> str:
    """The whole code of a row that prints (part, digits) in `width` code columns; `codes` holds the open levels."""
    if width == 1 or (len(digits) == 1 and len(digits[0][1]) >= 5):
        return digits[-1][1]
    for part, text in digits:
        del codes[part:]
        codes.extend([""] * (part - len(codes)))
        # A cell may repeat the whole code so far instead of its own two digits.
        prefix = "".join(codes)
        own = text[len(prefix) :] if prefix and text.startswith(prefix) and len(text) > len(prefix) else text
        # 301 | 2: a spreadsheet has eaten the zero of 02.
        codes.append(own.zfill(2) if part and len(codes[0]) == 3 else own)
    return "".join(codes)


def label_rows(rows: Sequence[Sequence[str]], columns: Sequence[Column], side: int) -> list[RowLabel]:
    """Labels and hierarchy of one side of a table, one entry a row, by the sign that speaks plainest."""
    return label_readings(rows, columns, side)[0][1]


def label_readings(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], side: int
) -> list[tuple[Sign, list[RowLabel]]]:
    """The ways to read one side's hierarchy, each with the sign it goes by, the plainest sign first.

    Codes leave no choice. Numbering and indentation may mislead (a line set in like a paragraph's first), so that the
    amounts may decide for another sign, or for none.
    """
    own = [c for c in columns if c.side == side]
    units = _unit_columns(rows, own)
    told = []
    for columns_ in _classifications(own, units):
        codes: list[str] = []
        told.append([_raw_side(row, columns_, codes, units) for row in rows])
    raws = [_told_by(row) for row in zip(*told, strict=True)] if len(told) > 1 else told[0]
    return [(sign, _by_sign(raws, sign)) for sign in _signs(raws)]


def _unit_columns(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> list[int]:
    """Columns whose codes are units', not items': 单位代码 beside 科目编码, or only filled in the rows of units.

    Where every row has one, and no other code, the units are the table's items.
    """
    codes = [c for c in columns if c.role == "code"]
    units = [c.index for c in codes if _UNIT_CODE.search(c.path[-1] if c.path else "")]
    labels = [c.index for c in columns if c.role == "label"]

    def prints(row: Sequence[str], places: Sequence[int]) -> bool:
        return any(i < len(row) and row[i].strip() for i in places)

    named = [row for row in rows if prints(row, labels) and not any(is_total(row[i]) for i in labels if i < len(row))]
    if len(units) == len(codes) and all(prints(row, units) for row in named):
        return []
    return units


def _signs(raws: Sequence[_Raw]) -> list[Sign]:
    named = [raw for raw in raws if raw.label.strip() and not is_total(bare(raw.label))]
    if sum(raw.code is not None for raw in named) * _CODED_SHARE >= len(named) > 0:
        return ["codes"]
    levels: dict[int, set[int]] = {}  # numbering level → indents of its rows
    for raw in named:
        if raw.level is not None:
            levels.setdefault(raw.level, set()).add(raw.indent)
    indented = len({raw.indent for raw in named}) > 1
    numbered = bool(levels)
    steps = [levels[level] for level in sorted(levels)]
    agree = all(max(upper) < min(lower) for upper, lower in itertools.pairwise(steps))
    found: list[Sign] = [*(["numbers"] if numbered else []), *(["indents"] if indented else [])]  # type: ignore[list-item]
    return [*(found[::-1] if agree else found), "none"]


def _by_sign(raws: Sequence[_Raw], sign: Sign) -> list[RowLabel]:
    indents = sorted({raw.indent for raw in raws if raw.label.strip()}) if sign != "none" else [0]
    numbered = sign == "numbers"
    holders = {raw.holder for raw in raws if raw.holder}
    heads = _head_rows(raws)
    lists = _list_heads(raws) if numbered else set[int]()
    result: list[RowLabel] = []
    stack: list[tuple[int, int]] = []  # (rank, row) of the open headings
    head: int | None = None
    for number, raw in enumerate(raws):
        name = bare(raw.label)
        if not name:
            result.append(RowLabel("", raw.code, None, (), "empty"))
            continue
        if is_total(name):
            stack.clear()
            result.append(RowLabel(raw.label.strip(), raw.code, None, (name,), "total"))
            continue
        if number in heads:
            head, over_head = number, _unit_above(number, raws, heads)
            stack.clear()
            path = (*result[over_head].path, name) if over_head is not None else (name,)
            result.append(RowLabel(raw.label.strip(), raw.code, over_head, path, "item"))
            continue
        carry = bool(_CARRY.search(name)) and not raw.code
        if sign == "codes":
            parent = _code_parent(number, raws, head or 0) if raw.code else None
            parent = _under_another(number, raws, head or 0) if parent is None else parent
        else:
            rank = -1 if number in lists else _rank(raw, numbered, indents, carry, stack)
            while stack and stack[-1][0] >= rank:
                stack.pop()
            if carry and raw.level is None and numbered:
                stack.clear()
            parent = stack[-1][1] if stack else None
            stack.append((rank, number))
        if parent is None and head is not None and not carry:
            parent = head
        # One heading over the whole table (the unit that publishes it) tells no rows apart.
        over = result[parent].path if parent is not None and (parent != head or len(heads) > 1) else ()
        whose = (raw.holder,) if raw.holder and len(holders) > 1 and not over else ()
        path = (*whose, *over, *(word for word in raw.above if word not in over), name)
        result.append(RowLabel(raw.label.strip(), raw.code, parent, path, "carry" if carry else "item"))
    return result


def _list_heads(raws: Sequence[_Raw]) -> set[int]:
    """Rows without a number that head a numbered list: right before its first number, and themselves in no list.

    财政拨款, then 1. 2. 3.; or after the income's own list 上年结转, then 一、 二、 三、 again.
    """
    named = [n for n, raw in enumerate(raws) if raw.label.strip() and not is_total(bare(raw.label))]
    found: set[int] = set()
    inside = False
    for here, after in itertools.pairwise(named):
        raw = raws[here]
        carry = bool(_CARRY.search(bare(raw.label)))
        if raw.level is None and _FIRST.match(raws[after].label) and (carry or not inside):
            found.add(here)
        inside = inside or raw.level is not None
    return found


def _head_rows(raws: Sequence[_Raw]) -> set[int]:
    """Rows that head those after them by their place: their label stands in a column that the others leave blank.

    A procurement list prints 货物 or a unit in its first column and the items, each with all its columns, below.
    """
    named = [n for n, raw in enumerate(raws) if raw.label.strip() and not is_total(bare(raw.label))]
    units = {n for n in named if raws[n].unit and not raws[n].code}
    # 301 | 某局, and below it what it spends: under codes of their own, or without any
    if units and named[0] in units and len(units) < len(named):
        return units
    deepest = max((raw.filled[-1] for raw in raws if raw.filled), default=0)
    heads = {n for n in named if len(raws[n].filled) == 1 and raws[n].filled[0] < deepest and not raws[n].code}
    below = [n for n in named if n not in heads]
    places = {raws[n].filled[0] for n in heads}
    if len(places) != 1 or not below or any(places & set(raws[n].filled) for n in below):
        return set()
    return heads


def _unit_above(number: int, raws: Sequence[_Raw], heads: set[int]) -> int | None:
    """The row of the unit that a unit's row belongs to: its code is the beginning of this one's."""
    own = raws[number].unit or ""
    above = [
        n for n in heads if n < number and raws[n].unit and own != raws[n].unit and own.startswith(raws[n].unit or "")
    ]
    return max(above, key=lambda n: len(raws[n].unit or ""), default=None)


def _rank(raw: _Raw, numbered: bool, indents: Sequence[int], carry: bool, stack: Sequence[tuple[int, int]]) -> int:
    """Depth of an uncoded row: numbering first, then indentation; an unnumbered row stands under a numbered one."""
    if raw.level is not None:
        return raw.level
    if len(indents) > 1:
        return len(_NUMBERING) + indents.index(raw.indent) if numbered else indents.index(raw.indent)
    if numbered and stack and not carry:
        return len(_NUMBERING)
    return 0


def _under_another(number: int, raws: Sequence[_Raw], first: int) -> int | None:
    """The row above that another classification of the table puts a row under: its own code there, or one that this begins with, in a row
    that is of that classification alone."""
    code = raws[number].under
    if not code:
        return None
    above = (at for at in range(number - 1, first - 1, -1) if raws[at].under is None)
    return next((at for at in above if (own := raws[at].code) and code.startswith(own)), None)


def _code_parent(number: int, raws: Sequence[_Raw], first: int) -> int | None:
    """The nearest earlier row, from `first` on, whose code is a proper beginning of this one's.

    Rows that stand under other classifications too (功能科目 beside 经济科目) are parent and child only under the same.
    """
    raw = raws[number]
    for earlier in range(number - 1, first - 1, -1):
        other = raws[earlier]
        if other.code and raw.code and len(other.code) < len(raw.code) and raw.code.startswith(other.code):
            return earlier if (other.above, other.holder) == (raw.above, raw.holder) else None
    return None
