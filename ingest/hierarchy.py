"""Row hierarchy: which row stands under which, and each row's code and label.

Reads whichever sign the table uses: codes split over 类 | 款 | 项 columns, joined codes, `code-name`, `[code]name`,
numbering (一、（一）1.), or indentation. Totals (合计, 总计) and carry-overs stand at the top. Pure functions over texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.headers import fold_head, is_total
from ingest.model import Column

_NUMBERING: Final = (
    re.compile(r"^\s*[一二三四五六七八九十百]+、"),
    re.compile(r"^\s*[（(][一二三四五六七八九十百]+[)）]"),
    re.compile(r"^\s*\d{1,2}(?:[.．、](?!\d))"),
    re.compile(r"^\s*[（(]\d{1,2}[)）]"),
)
_JOINED = re.compile(r"^\s*[\[［(（]?([0-9A-Z]{3,})[\]］)）]?\s*(?:-|—|－|_|\s)?\s*(\S.*)$")
_CARRY = re.compile(r"结转|结余|动用.*基金|使用.*结余|弥补")


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


@dataclass(frozen=True, slots=True)
class _Raw:
    label: str
    code: str | None
    level: int | None
    indent: int


def bare(label: str) -> str:
    """A label without numbering (一、 （一） 1.) and inner white space."""
    body = unicodedata.normalize("NFKC", label)
    for pattern in _NUMBERING:
        stripped = pattern.sub("", body, count=1)
        if stripped != body and stripped.strip():
            body = stripped
            break
    return re.sub(r"\s+", "" if re.search(r"[\u4e00-\u9fff]", body) else " ", body).strip()


def split_code(label: str) -> tuple[str | None, str]:
    """`30201-办公费`, `[30201]办公费`, `2010601 行政运行` → (code, name); no code gives (None, label)."""
    match = _JOINED.match(unicodedata.normalize("NFKC", label))
    if match and re.search(r"\d{3}", match.group(1)) and re.search(r"[\u4e00-\u9fffA-Za-z]", match.group(2)):
        return match.group(1), match.group(2).strip()
    return None, label


def _numbering_level(label: str) -> int | None:
    return next((level for level, pattern in enumerate(_NUMBERING) if pattern.match(label)), None)


def _raw_side(texts: Sequence[str], columns: Sequence[Column], codes: list[str]) -> _Raw:
    """Label, code and level of one side of a row; `codes` holds the split code's open levels and is updated."""
    code_columns = [c.index for c in columns if c.role == "code"]
    label_columns = [c.index for c in columns if c.role == "label"]
    labels = [texts[i] for i in label_columns if i < len(texts) and texts[i].strip()]
    label = labels[-1] if labels else ""
    parts = [
        (place, fold_head(texts[i])) for place, i in enumerate(code_columns) if i < len(texts) and texts[i].strip()
    ]
    words = [text for _, text in parts if not re.fullmatch(r"[0-9A-Za-z]+", text)]
    if not label and words:
        label = words[0]  # 合计 stands in the merged code cells
    digits = [(place, text) for place, text in parts if re.fullmatch(r"[0-9A-Za-z]+", text)]
    indent = len(label) - len(label.lstrip())
    if digits:
        if len(code_columns) == 1 or (len(digits) == 1 and len(digits[0][1]) >= 5):
            return _Raw(label, digits[-1][1], None, indent)
        for place, text in digits:
            del codes[place:]
            codes.extend([""] * (place - len(codes)))
            # A cell may repeat the whole code so far instead of its own two digits.
            prefix = "".join(codes)
            codes.append(
                text[len(prefix) :] if prefix and text.startswith(prefix) and len(text) > len(prefix) else text
            )
        return _Raw(label, "".join(codes), None, indent)
    code, name = split_code(label)
    if code is not None:
        return _Raw(name, code, None, indent)
    return _Raw(label, None, _numbering_level(label), indent)


def label_rows(rows: Sequence[Sequence[str]], columns: Sequence[Column], side: int) -> list[RowLabel]:
    """Labels and hierarchy of one side of a table, one entry a row."""
    own = [c for c in columns if c.side == side]
    codes: list[str] = []
    raws = [_raw_side(row, own, codes) for row in rows]
    coded = any(raw.code for raw in raws)
    numbered = any(raw.level is not None for raw in raws)
    indents = sorted({raw.indent for raw in raws if raw.label.strip()})
    result: list[RowLabel] = []
    stack: list[tuple[int, int]] = []  # (rank, row) of the open headings
    for number, raw in enumerate(raws):
        name = bare(raw.label)
        if not name:
            result.append(RowLabel("", raw.code, None, (), "empty"))
            continue
        if is_total(name):
            stack.clear()
            result.append(RowLabel(raw.label.strip(), raw.code, None, (name,), "total"))
            continue
        carry = bool(_CARRY.search(name)) and not raw.code
        if coded:
            parent = _code_parent(raw.code, number, raws) if raw.code else None
        else:
            rank = _rank(raw, numbered, indents, carry, stack)
            while stack and stack[-1][0] >= rank:
                stack.pop()
            parent = stack[-1][1] if stack else None
            stack.append((rank, number))
        above = result[parent].path if parent is not None else ()
        result.append(RowLabel(raw.label.strip(), raw.code, parent, (*above, name), "carry" if carry else "item"))
    return result


def _rank(raw: _Raw, numbered: bool, indents: Sequence[int], carry: bool, stack: Sequence[tuple[int, int]]) -> int:
    """Depth of an uncoded row: numbering first, then indentation; an unnumbered row stands under a numbered one."""
    if raw.level is not None:
        return raw.level
    if len(indents) > 1:
        return len(_NUMBERING) + indents.index(raw.indent) if numbered else indents.index(raw.indent)
    if numbered and stack and not carry:
        return len(_NUMBERING)
    return 0


def _code_parent(code: str | None, number: int, raws: Sequence[_Raw]) -> int | None:
    """The nearest earlier row whose code is a proper beginning of this one's; the longest such code wins."""
    if code is None:
        return None
    best: int | None = None
    for earlier in range(number - 1, -1, -1):
        other = raws[earlier].code
        if other and len(other) < len(code) and code.startswith(other):
            best = earlier
            break
    return best
