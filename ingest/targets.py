"""How one performance target is printed: heads, operator, value and unit; levels run together; lists in one cell.

Forms print a target in columns of its own (≥ | 600 | 次), in one cell (≥600次), or with all of a project's targets in one
cell (1、1-产出指标；11-数量指标；培训人次；年度指标值:≥600次。2、…). Does: text → fields. Does not: know tables or projects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.catalogue import catalogue
from ingest.headers import fold_head

_SIGNS: Final = {
    "≧": "≥", "⩾": "≥", ">=": "≥", "大于等于": "≥", "不低于": "≥", "不少于": "≥", "不小于": "≥",
    "≦": "≤", "⩽": "≤", "<=": "≤", "小于等于": "≤", "不高于": "≤", "不超过": "≤", "不大于": "≤", "不多于": "≤",
    "大于": ">", "超过": ">", "高于": ">", "小于": "<", "少于": "<", "低于": "<", "等于": "=",
    "≥": "≥", "≤": "≤", "=": "=", ">": ">", "<": "<", "达到": "达到",
}  # fmt: skip
# 以上、以下、以内 include the number itself (民法典 1259).
_TAILS: Final = {"以上": "≥", "及以上": "≥", "以内": "≤", "及以内": "≤", "以下": "≤", "及以下": "≤"}
_TARGET = re.compile(
    rf"^(?P<operator>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})?(?P<number>-?\d[\d,]*(?:\.\d+)?)"
    rf"(?P<unit>[^\d≥≤<>=，。；、]{{0,8}}?)(?P<tail>{'|'.join(sorted(_TAILS, key=len, reverse=True))})?$"
)
_LEVELS = re.compile(
    r"^((?:产出|效益|效果|满意度|成本|投入|管理)指标)[-—:：、]?(\S{1,8}?指标)[-—:：、]?(\S.*)$", re.DOTALL
)

# One item of a list in a cell: its number, then the coded levels. A number inside a name has no coded level behind it.
_ITEM = re.compile(r"(?:^|(?<=[。；;.\s]))\s*\d{1,3}\s*[、.．]\s*(?=\d{1,3}\s*[-—－]\s*\D)")
_CODED = re.compile(r"^\d{1,4}\s*[-—－]\s*")
_VALUE = re.compile(r"[；;]\s*([^；;:：]{0,10}指标值)\s*[:：]")
_YEARLY = re.compile(r"年度|本年|当年")


@dataclass(frozen=True, slots=True)
class Listed:
    """One target out of a list in a cell, as printed; `value` is the year's where several are given."""

    level1: str
    level2: str
    level3: str
    value: str


def solid(text: str) -> str:
    """A name as printed, without the white space of its lines."""
    return re.sub(r"\s", "", text)


def read_operator(text: str) -> str:
    """An operator's cell: signs in one form (≧ and >= are ≥), words (定性, 不低于) as printed."""
    body = fold_head(text)
    return _SIGNS.get(body, body) if not re.search(r"[\u4e00-\u9fff]", body) else body


def split_target(text: str) -> tuple[str, str, str]:
    """`≥600万元` → (≥, 600, 万元), `9000元以内` → (≤, 9000, 元); words stay whole: (定性, 有效提升, '').

    A text that is more than one number, its operator and its unit (`每年≥20场`) stays whole, without an operator.
    """
    body = fold_head(text)
    match = _TARGET.match(body)
    if match and not (match.group("operator") and match.group("tail")):
        bracketed = re.fullmatch(r"\(([^()]*)\)", match.group("unit"))
        unit = bracketed.group(1) if bracketed else match.group("unit")
        if not re.search(r"[()]|[前后底初]$", unit):
            sign = _SIGNS.get(match.group("operator") or "", "") or _TAILS.get(match.group("tail") or "", "")
            return sign, match.group("number"), unit
    if body[:1] in _SIGNS and len(body) > 1:
        return _SIGNS[body[0]], text.strip()[1:].strip(), ""  # at most what a rule elsewhere says
    return ("定性" if body and not re.search(r"\d", body) else ""), text.strip(), ""


def read_target(fields: Mapping[str, str]) -> tuple[str, str, str]:
    """Operator, value and unit from a row's cells by field; a value printed in one cell is taken apart."""
    operator, value, unit = (fields.get(name, "").strip() for name in ("operator", "target", "unit"))
    if operator:
        return read_operator(operator), value, unit
    own_operator, number, own_unit = split_target(value)
    if not unit:
        return own_operator, number, own_unit
    return (own_operator, number, unit) if number != value and own_unit in {"", unit} else ("", value, unit)


def split_levels(text: str) -> tuple[str, str, str]:
    """`产出指标数量指标培训人次` → (产出指标, 数量指标, 培训人次); a name without levels before it gives ('', '', name)."""
    match = _LEVELS.match(solid(text))
    return (match.group(1), match.group(2), match.group(3)) if match else ("", "", solid(text))


def listed_targets(text: str) -> list[Listed]:
    """The targets that one cell lists; empty if it holds no such list."""
    body = re.sub(r"[\r\n\t]", "", text).strip()
    marks = [*_ITEM.finditer(body)]
    stops = [mark.start() for mark in marks[1:]] + [len(body)]
    found = [_listed(body[mark.end() : stop]) for mark, stop in zip(marks, stops, strict=False)]
    return [item for item in found if item is not None]


def _listed(item: str) -> Listed | None:
    values = list(_VALUE.finditer(item))
    if not values:
        return None
    ends = [match.start() for match in values[1:]] + [len(item)]
    given = {
        match.group(1): item[match.end() : end].strip().rstrip("。；;").strip()
        for match, end in zip(values, ends, strict=True)
    }
    yearly = [value for name, value in given.items() if _YEARLY.search(name)]
    parts = [part.strip() for part in re.split("[；;]", item[: values[0].start()], maxsplit=2)]
    if len(parts) < 3 or not all(_CODED.match(part) for part in parts[:2]):
        return None
    level1, level2 = (solid(_CODED.sub("", part)) for part in parts[:2])
    return Listed(level1, level2, parts[2], (yearly or list(given.values()))[0])


def name_fields(heads: Sequence[Sequence[str]], names: Sequence[str] | None = None) -> dict[str, int]:
    """Field of a performance table → column, from rows of heads; `names` limits and orders the fields looked for.

    Where a form gives several values of a target, the year's is the target; 三级指标 names targets better than the 绩效指标
    that stands beside it and heads the whole block.
    """
    patterns = catalogue().performance
    found: dict[str, tuple[int, str]] = {}
    for row in heads:
        for column, text in enumerate(row):
            head = fold_head(text)
            if not head or column in {taken for taken, _ in found.values()}:
                continue
            for name in names or tuple(patterns):
                if patterns[name].search(head) and (name not in found or _better(name, head, found[name][1])):
                    found[name] = (column, head)
                    break
    return {name: column for name, (column, _) in sorted(found.items(), key=lambda item: item[1][0])}


def _better(name: str, head: str, other: str) -> bool:
    if name == "target":
        return bool(_YEARLY.search(head)) and not _YEARLY.search(other)
    return name == "level3" and head.startswith("三级指标") and other == "绩效指标"
