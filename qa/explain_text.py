"""The sentences of an explanation, in Chinese as disclosures word them, or in English with each item's Chinese name beside it. Pure: says
what it is given and checks nothing (`qa.explain` does)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.vocabulary import english_name
from ingest.amounts import convert, print_number, print_yuan
from ingest.model import Figure
from qa.calculate import CalculationError, difference, growth, share
from qa.plan import Language
from qa.wording import item_name

if TYPE_CHECKING:
    from index.records import DocumentRecord

_MOST_PARTS: Final = 12
_NOT_NOUN: Final = (
    re.compile(r"[（(].*?[)）]"),
    re.compile(r"^20\d\d\s*年度?"),
    re.compile(r"(?:总体)?(?:情况)?[总明细]*(?:预算|决算)?总?表.*$"),
    re.compile(r"按?(?:部门预算|政府预算)?(?:功能|经济)分类(?:科目)?$"),
)
"""What a title has beside what its table is of."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The figures of a table's main column: its total and the rows right under it, each with the rows under that."""

    record: DocumentRecord
    title: str
    total: Figure
    parts: tuple[Figure, ...]
    below: dict[str, tuple[Figure, ...]]


def paragraphs(sheet: Sheet, before: Sheet | None, language: Language) -> Iterator[list[str]]:
    """The sentences, a list a paragraph: the total, the parts, the items of each part, the changes from the year `before`."""
    say = _ENGLISH if language == "en" else _CHINESE
    shown = sheet.parts[:_MOST_PARTS]
    yield [say.total(sheet) + (say.change(sheet.total, before.total) if before else "") + say.stop]
    yield [say.part(part, sheet.total) + say.stop for part in shown]
    for part in shown:
        if part.label in sheet.below:
            yield [say.items(part, sheet.below[part.label][:_MOST_PARTS]) + say.stop]
    old = {part.label: part for part in before.parts} if before else {}
    yield [say.amount(part) + say.change(part, old[part.label]) + say.stop for part in shown if part.label in old]


class _Chinese:
    """Amounts as printed, in the table's own unit."""

    stop = "。"

    def total(self, sheet: Sheet) -> str:
        facts = sheet.record.facts
        return f"{facts.fiscal_year}年，{facts.organization}{noun(sheet.title)}合计{_printed(sheet.total)}"

    def amount(self, figure: Figure) -> str:
        return f"{figure.label}{_printed(figure)}"

    def part(self, part: Figure, whole: Figure) -> str:
        return f"{self.amount(part)}，占{print_number(share(part, whole).value, 2)}%"

    def items(self, part: Figure, items: Sequence[Figure]) -> str:
        return f"{self.amount(part)}，其中：{'，'.join(map(self.amount, items))}"

    def change(self, new: Figure, old: Figure) -> str:
        """How an amount compares with last year's, to follow the amount."""
        change = difference(new, old).value
        if not change:
            return "，与上年持平"
        word, by = ("增加", "增长") if change > 0 else ("减少", "下降")
        places = max(len(f.text.strip().partition(".")[2]) for f in (new, old))
        moved = f"，比上年{word}{print_number(convert(abs(change), new.unit), places)}{new.unit}"
        rate = _rate(new, old)
        return f"{moved}，{by}{rate}%" if rate else moved


class _English:
    """Amounts in yuan: the units that disclosures print are not for English eyes."""

    stop = "."

    def total(self, sheet: Sheet) -> str:
        facts = sheet.record.facts
        printed = noun(sheet.title)
        english = english_name(printed)
        name = f"total {english[:1].lower()}{english[1:]}" if english else "total"
        return f"In {facts.fiscal_year}, {facts.organization}'s {name} ({printed}合计) is {_yuan(sheet.total)}"

    def amount(self, figure: Figure) -> str:
        return f"{item_name(figure, 'en', coded=False)} is {_yuan(figure)}"

    def part(self, part: Figure, whole: Figure) -> str:
        return f"{self.amount(part)}, {print_number(share(part, whole).value, 2)}% of the total"

    def items(self, part: Figure, items: Sequence[Figure]) -> str:
        listed = ", ".join(f"{item_name(item, 'en', coded=False)} {_yuan(item)}" for item in items)
        return f"{self.amount(part)}, of which: {listed}"

    def change(self, new: Figure, old: Figure) -> str:
        """How an amount compares with last year's, to follow the amount."""
        change = difference(new, old).value
        if not change:
            return ", unchanged from the previous year"
        word = "up" if change > 0 else "down"
        rate = _rate(new, old)
        told = f" ({word} {rate}%)" if rate else ""
        return f", {word} {print_yuan(abs(change))} yuan{told} on the previous year"


_CHINESE: Final = _Chinese()
_ENGLISH: Final = _English()


def _printed(figure: Figure) -> str:
    return f"{figure.text.strip()}{figure.unit}"


def _yuan(figure: Figure) -> str:
    assert figure.amount is not None
    return f"{print_yuan(figure.amount)} yuan"


def _rate(new: Figure, old: Figure) -> str | None:
    """By how many per cent an amount has changed; `None` from nothing."""
    try:
        return print_number(abs(growth(new, old).value), 2)
    except CalculationError:
        return None


def noun(title: str) -> str:
    """What a table is of: 2025年部门支出预算总表 is of 部门支出."""
    said = title
    for rest in _NOT_NOUN:
        said = rest.sub("", said).strip()
    return said if len(said) > 1 else "支出"
