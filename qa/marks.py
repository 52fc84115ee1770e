"""What stands for the things a question names: a mark behind one private character each, and phrases with fixed meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal

from qa.plan import BasisName, Bound, LevelName, Sense, Whole
from qa.words import CLASSES, Aspect, Words

MarkKind = Literal[
    "name",
    "code",
    "whole",
    "period",
    "organization",
    "aspect",
    "level",
    "sense",
    "amount",
    "group",
    "phrase",
    "table",
]


_CLASS: Final[Mapping[MarkKind, str]] = {
    "name": "N", "code": "N", "whole": "N", "period": "P", "organization": "O", "aspect": "A", "level": "L", "sense": "L", "amount": "M", "group": "N", "phrase": "N", "table": "L",
}  # fmt: skip


OPEN: Final = "\x02"


CLOSE: Final = "\x03"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one character of a marked text stands for."""

    kind: MarkKind
    text: str
    forms: tuple[str, ...] = ()
    whole: Whole | None = None
    year: int | None = None
    basis: BasisName | None = None
    level: LevelName | None = None
    organization: str | None = None
    aspect: tuple[str, ...] = ()
    sense: Sense | None = None
    amount: Decimal | None = None


@dataclass(slots=True)
class Marked:
    """A text with marks. `body` is the text, `marks` what its private characters stand for, `days` the days and months that
    it named (2025年8月31日): they are of no budget year; `both` tells
    that basic and project spending are to be taken together; `bound` is an amount that rows are to be over or under;
    `own` tells whether the department itself counts among its bodies; `floor` is the price from which on things are counted,
    `kinds` tells that what is counted is asked for by kind, `carried` that what is carried over is to be taken in."""

    body: str = ""
    marks: dict[str, Mark] = field(default_factory=dict)
    days: list[str] = field(default_factory=list)
    both: bool = False
    bound: Bound | None = None
    own: bool = True
    floor: Decimal | None = None
    kinds: bool = False
    carried: bool = False

    def put(self, mark: Mark) -> str:
        """A character for a mark."""
        first, last = CLASSES[_CLASS[mark.kind]]
        used = sum(first <= ord(char) <= last for char in self.marks)
        char = chr(first + min(used, last - first))
        self.marks[char] = mark
        return char

    def of(self, kind: MarkKind) -> list[Mark]:
        """The marks of one kind, in order of appearance."""
        return [self.marks[char] for char in self.body if char in self.marks and self.marks[char].kind == kind]


Maker = Callable[[int | None], Mark | None]


def fixed_phrases(words: Words) -> Mapping[str, Maker]:
    """Phrases with a fixed meaning: wholes, columns, levels, relative years."""
    kept = _FIXED.get(id(words))
    if kept is not None:
        return kept
    found: dict[str, Maker] = {}
    for whole, phrases in words.wholes.items():
        for phrase in phrases:
            level = next((level for level, names in words.levels.items() if phrase in names), None)
            if level is None and any(phrase.startswith(name) for name in words.levels["unit"] if len(name) == 4):
                level = "unit"  # 单位预算总额 is the 总额 of 单位预算; 部门预算 is said of any budget
            found[phrase] = _make(Mark("whole", phrase, whole=whole, level=level))
    for name, members in words.groups.items():
        found[name] = _make(Mark("group", name, members))
    for aspect in words.aspects:
        for phrase in (*aspect.zh, *aspect.en):
            found[phrase] = _make(_aspect(aspect, phrase))
    for level, phrases in words.levels.items():
        for phrase in phrases:
            if len(phrase) > 2 or phrase.isascii() or phrase in _SHORT_LEVELS:
                found.setdefault(phrase, _make(Mark("level", phrase, level=level)))
    for sense, phrases in words.senses.items():
        for phrase in phrases:
            found.setdefault(phrase, _make(Mark("sense", phrase, sense=sense)))
    for offset, phrases in words.years.items():
        for phrase in phrases:
            found[phrase] = _relative(phrase, offset)
    _FIXED[id(words)] = found
    return found


# Words of two characters that always say which level is meant (部门 and 单位 don't).
_SHORT_LEVELS = frozenset(("本级", "全局", "全委", "全厅"))
_FIXED: dict[int, Mapping[str, Maker]] = {}


def _make(made: Mark) -> Maker:
    return lambda _: made


def _aspect(aspect: Aspect, phrase: str) -> Mark:
    return Mark("aspect", phrase, aspect=aspect.names, basis=aspect.basis)


def _relative(phrase: str, offset: int) -> Maker:
    return lambda year: None if year is None else Mark("period", phrase, year=year + offset)
