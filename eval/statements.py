"""Sentences about stored figures, true and falsified: what a verifier must let pass and what it must catch.

A true sentence says of a figure what is printed, or what follows from two of them. A falsified one is a true one with one thing
wrong: the item, a digit, the unit, the year, the direction. None is falsified into something that is true as well.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from index.vocabulary import english_name
from ingest.amounts import UNITS, print_number
from ingest.audit.naming import key as one_spelling
from ingest.claims import Quantity, find_quantities, print_quantity
from ingest.claims.words import words
from ingest.model import Figure
from qa.holding import Cell, Holding
from qa.naming import is_generic, plain

Language = Literal["zh", "en"]
Fault = Literal["item", "digit", "unit", "year", "direction", "written"]
FAULTS: Final[tuple[Fault, ...]] = ("item", "digit", "unit", "year", "direction")
_BASIS: Final = {"budget": ("预算", "budget"), "final_accounts": ("决算", "final accounts")}


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with what it is about. `fault` is what was falsified (`written`: by a person's hand), `None` for a true one; `right` is the true sentence."""

    text: str
    documents: tuple[str, ...]
    kind: str
    language: Language
    fault: Fault | None = None
    right: str = ""


@dataclass(frozen=True, slots=True)
class _Fact:
    """What a sentence says, before it is put in words: a figure, perhaps another, and the number stated."""

    kind: str
    cell: Cell
    other: Cell | None = None


class Author:
    """Writes sentences about one document's figures, and how they changed since an `earlier` one. The same draw writes the same."""

    def __init__(self, holding: Holding, draw: random.Random, earlier: Holding | None = None) -> None:
        self.holding, self.draw = holding, draw
        self.documents = tuple(h.record.name for h in (holding, earlier) if h is not None)
        usable = [cell for cell in holding.cells if _usable(cell)]
        named = Counter((c.figure.table_number, c.figure.path, c.row, c.column, c.figure.column_year) for c in usable)
        # A row that each unit of a department has of its own is no one amount of the department's.
        self.cells = [
            c for c in usable if named[c.figure.table_number, c.figure.path, c.row, c.column, c.figure.column_year] == 1
        ]
        self.before = [cell for cell in earlier.cells if _usable(cell)] if earlier is not None else []
        self.all = (*holding.cells, *(earlier.cells if earlier is not None else ()))
        self.pairs = [*_across_years(self.cells), *_across_documents(self.cells, self.before)]
        self.families = list(_families(self.cells))
        self.told = list(_told_changes(holding))

    def statements(self, count: int, *, true: bool) -> Iterator[Statement]:
        """`count` sentences, fewer if the document does not hold enough; Chinese and English by turns."""
        made = tries = 0
        while made < count and tries < count * 30 and self.cells:
            tries += 1
            language: Language = "zh" if tries % 2 else "en"
            fact = self._fact()
            right = self._words(fact, language)
            if right is None:
                continue
            if true:
                yield Statement(right, self.documents, fact.kind, language)
            else:
                # Few sentences have a direction: those that have are more often turned.
                turned: list[Fault] = ["direction"] * (4 if fact.kind in {"change", "rate", "told"} else 0)
                fault = self.draw.choice([*FAULTS, *turned])
                wrong = self._falsified(fact, fault, language, right)
                if wrong is None:
                    continue
                yield Statement(wrong, self.documents, fact.kind, language, fault, right)
            made += 1

    def _fact(self) -> _Fact:
        kinds = ["level"] * 5 + ["share", "sum"] * bool(self.families) + ["change", "rate"] * (2 * bool(self.pairs))
        kinds += ["told"] * (2 * bool(self.told))
        kind = self.draw.choice(kinds)
        if kind == "told":
            return _Fact(kind, self.draw.choice(self.told))
        if kind in {"change", "rate"}:
            new, old = self.draw.choice(self.pairs)
            return _Fact(kind, new, old)
        if kind in {"share", "sum"}:
            heading, parts = self.draw.choice(self.families)
            if kind == "share":
                return _Fact(kind, self.draw.choice(parts), heading)
            if len(parts) >= 2:
                one, other = self.draw.sample(parts, 2)
                return _Fact(kind, one, other)
        return _Fact("level", self.draw.choice(self.cells))

    # -- in words -------------------------------------------------------------------------------------------------

    def _words(self, fact: _Fact, language: Language) -> str | None:
        """The true sentence; `None` where there is nothing to say."""
        figure = fact.cell.figure
        body = figure.organization or ""
        when = figure.column_year or figure.fiscal_year
        own = self._name(fact.cell, language)
        basis = _BASIS[figure.column_basis or figure.basis or "budget"][0 if language == "zh" else 1]
        if when is None or not own:
            return None
        lead = f"{body}{when}年" if language == "zh" else f"In the {when} {basis} of {body}, "
        zh = language == "zh"
        amount = figure.amount or Decimal(0)
        if fact.kind == "level":
            shown = self._money(amount, figure.unit, language)
            return f"{lead}{own}{basis}为{shown}。" if zh else f"{lead}{own} is {shown}."
        if fact.kind == "told":
            way = _direction(figure)
            word = ("增加" if way == "up" else "减少") if zh else ("increased" if way == "up" else "decreased")
            shown = self._money(amount, figure.unit, language)
            return (
                f"{lead}{own}比上年{word}{shown}。" if zh else f"{lead}{own} {word} by {shown} from the previous year."
            )
        assert fact.other is not None
        other = fact.other.figure
        before = other.amount or Decimal(0)
        second = self._name(fact.other, language)
        if not second:
            return None
        if fact.kind == "share":
            if not before:
                return None
            shown = f"{print_number(amount / before * 100, 2)}%"
            return f"{lead}{own}占{second}的{shown}。" if zh else f"{lead}{own} accounts for {shown} of {second}."
        if fact.kind == "sum":
            shown = self._money(amount + before, figure.unit, language)
            return f"{lead}{own}和{second}合计{shown}。" if zh else f"{lead}{own} and {second} together are {shown}."
        up = amount > before
        if amount == before or not before:
            return None
        word = ("增加" if up else "减少") if zh else ("increased" if up else "decreased")
        if fact.kind == "change":
            shown = self._money(abs(amount - before), figure.unit, language)
        else:
            shown = f"{print_number(abs(amount - before) / before * 100, 2)}%"
            word = word.replace("增加", "增长").replace("减少", "下降")
        if zh:
            return f"{lead}{own}比{other.column_year}年{word}{shown}。"
        return f"{lead}{own} {word} by {shown} compared with {other.column_year}."

    def _name(self, cell: Cell, language: Language) -> str:
        """The item as a sentence calls it; in English by its official English name where it has one, else as printed."""
        row = plain(cell.row or "")
        if language == "en":
            row = english_name(row, cell.figure.code) or row
            column = (english_name(cell.column) or cell.column) if cell.column else ""
            name = f"{column} of {row}" if column else row
            return "" if "," in name else name
        return f"{row}的{plain(cell.column)}" if cell.column else row

    def _money(self, yuan: Decimal, unit: str, language: Language) -> str:
        """An amount in one of the ways in which sentences print it; rounding never leaves fewer than three digits."""
        draw = self.draw.random()
        if language == "en":
            million = yuan / 1_000_000
            if draw < 0.6 and abs(million) >= 1:
                return (
                    f"RMB {print_number(million, 2)} million"
                    if draw < 0.3
                    else f"{print_number(million, 4)} million yuan"
                )
            return f"{print_number(yuan.quantize(Decimal('0.01'), ROUND_HALF_UP).normalize())} yuan"
        if draw < 0.15 and abs(yuan) >= 10**8:
            return print_quantity(yuan, "元", "亿", 2)
        if draw < 0.3 and yuan == yuan.to_integral_value() and yuan % 10_000 == 0 and yuan > 0:
            return print_quantity(yuan, "元", "", 0, "chinese")
        if draw < 0.5 and abs(yuan) >= 10_000:
            return print_quantity(yuan, "元", "万", 2)
        if draw < 0.6:
            return print_quantity(yuan, "元", "", 2)
        inside = yuan / UNITS[unit]
        return f"{print_number(inside.normalize())}{unit}"

    # -- falsifying -----------------------------------------------------------------------------------------------

    def _falsified(self, fact: _Fact, fault: Fault, language: Language, right: str) -> str | None:
        """The sentence with one thing wrong, or `None` where that cannot be had or would be true as well."""
        if fault == "item":
            cell = self.draw.choice(self.cells)
            if fact.kind == "sum" or _same_name(cell, fact.cell) or (fact.other and _same_name(cell, fact.other)):
                return None
            return self._renamed(fact, cell, language, right)
        if fault == "direction":
            if fact.kind not in {"change", "rate", "told"}:
                return None
            return _swapped(right, (("增加", "减少"), ("增长", "下降"), ("increased", "decreased")))
        if fault == "year":
            return self._other_year(fact, right)
        return self._other_number(fact, fault, right)

    def _renamed(self, fact: _Fact, cell: Cell, language: Language, right: str) -> str | None:
        mine, theirs = self._name(fact.cell, language), self._name(cell, language)
        if not theirs or mine not in right or theirs == mine:
            return None
        stated = self._stated(right)
        if fact.kind == "level" and any(stated.admits(v) for v in self._amounts(cell)):
            return None
        if fact.kind == "share" and fact.other is not None:
            base = fact.other.figure.amount or Decimal(1)
            if any(stated.admits(v / base * 100) for v in self._amounts(cell)):
                return None
        if fact.kind == "told" and any(_same_name(told, cell) for told in self.told):
            return None
        if fact.kind in {"change", "rate"} and any(new.row == cell.row for new, _ in self.pairs):
            return None
        return right.replace(mine, theirs, 1)

    def _other_year(self, fact: _Fact, right: str) -> str | None:
        figure = fact.cell.figure
        year = figure.column_year or figure.fiscal_year
        if year is None or fact.kind not in {"level", "sum"}:
            return None
        other = year + self.draw.choice((-1, 1, -2))
        stated = self._stated(right)
        same = [c for c in self.all if c.figure.column_year == other and one_spelling(fact.cell.row or "") in _names(c)]
        if any(stated.admits(c.figure.amount or Decimal(0)) for c in same):
            return None
        return right.replace(str(year), str(other))

    def _other_number(self, fact: _Fact, fault: Fault, right: str) -> str | None:
        stated = self._stated(right)
        if fault == "unit":
            units = (("万元", "亿元"), ("亿元", "万元")) if "元" in stated.text else ((" million", " billion"),)
            text = stated.text
            wrong = next((text.replace(a, b) for a, b in units if a in text), None)
            if wrong is None and text.endswith("元"):
                wrong = text[:-1] + "万元"
            if wrong is None:
                return None
        else:
            wrong = self._other_digit(stated.text)
        if wrong is None:
            return None
        changed = find_quantities(f"为{wrong}。")
        truth = self._amounts(fact.cell) if fact.kind == "level" else [stated.value]
        if len(changed) != 1 or any(changed[0].admits(v) for v in truth):
            return None
        return right.replace(stated.text, wrong)

    def _other_digit(self, text: str) -> str | None:
        """A number with one digit changed, or two neighbours swapped; never its only zero."""
        places = [m.start() for m in re.finditer(r"\d", text)]
        places = places[: next((i for i in range(len(places), 0, -1) if text[places[i - 1]] != "0"), 0)]
        if len(places) < 2:
            return None
        if self.draw.random() < 0.3:
            swappable = [i for i in range(len(places) - 1) if text[places[i]] != text[places[i + 1]]]
            if swappable:
                i = self.draw.choice(swappable)
                chars = list(text)
                chars[places[i]], chars[places[i + 1]] = chars[places[i + 1]], chars[places[i]]
                return "".join(chars)
        place = self.draw.choice(places)
        digit = self.draw.choice([d for d in "123456789" if d != text[place]])
        return f"{text[:place]}{digit}{text[place + 1 :]}"

    def _stated(self, sentence: str) -> Quantity:
        """The number that a sentence states: its last."""
        return find_quantities(sentence)[-1]

    def _amounts(self, cell: Cell) -> list[Decimal]:
        """Every amount that is printed under the name of a cell's row and column."""
        names = {plain(cell.row or ""), plain(cell.column or "")} - {""}
        return [
            c.figure.amount
            for c in self.cells
            if c.figure.amount is not None
            and names <= {plain(c.row or ""), plain(c.column or ""), *map(plain, c.above)}
        ]


def _usable(cell: Cell) -> bool:
    """Whether a sentence can speak of a cell by its own name: money, positive, under a telling name."""
    figure = cell.figure
    if figure.amount is None or figure.amount <= 0 or figure.unit not in UNITS or figure.proof == "contested":
        return False
    row, column = plain(cell.row or ""), plain(cell.column or "")
    if cell.side == "income" or row == column:
        return False
    if len(row) < 2 or is_generic(row) or cell.fund is not None or not cell.unique or figure.fiscal_year is None:
        return False
    return not re.search(r"\d{4}|[，,；;。：:、]", row + column) and len(re.sub(r"\D", "", figure.text).strip("0")) >= 2


def _across_years(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """The same row and column in neighbouring years of one table."""
    groups: dict[tuple[object, ...], dict[int, Cell]] = {}
    for cell in cells:
        figure = cell.figure
        if figure.column_year is not None:
            key = (figure.table_number, cell.row, cell.column)
            groups.setdefault(key, {})[figure.column_year] = cell
    for years in groups.values():
        for year, cell in years.items():
            if year - 1 in years and year == cell.figure.fiscal_year:
                yield cell, years[year - 1]


def _across_documents(cells: Sequence[Cell], before: Sequence[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """The same row of the same kind of table in two documents, in their plain columns and of their own years."""

    def own(some: Sequence[Cell]) -> dict[tuple[object, ...], Cell]:
        kept = [c for c in some if c.column is None and c.figure.column_year == c.figure.fiscal_year]
        return {(c.figure.table_kind, c.above, c.row, c.figure.code): c for c in kept}

    old = own(before)
    for key, cell in own(cells).items():
        if key in old:
            yield cell, old[key]


def _told_changes(holding: Holding) -> Iterator[Cell]:
    """The changes since the year before that running text states in money, each as a cell of its subject."""
    for figure in holding.stated:
        row = plain(figure.label)
        if figure.amount is None or figure.amount <= 0 or figure.unit not in UNITS or figure.proof == "contested":
            continue
        if (
            not re.search(r"(?:比|较|与)(?:上年|去年|20\d\d年(?:年初)?预算)", figure.measure)
            or _direction(figure) is None
        ):
            continue
        if (
            len(row) < 3
            or is_generic(row)
            or re.search(r"\d{4}|[，,；;。：:、]", row)
            or figure.column_year != figure.fiscal_year
        ):
            continue
        yield Cell(figure, row, (), None, (), None, None)


def _direction(figure: Figure) -> str | None:
    """Which way a stated change goes."""
    found = re.findall(words().moves, figure.measure)
    return words().directions.get(found[-1]) if found else None


def _families(cells: Sequence[Cell]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Headings with the rows right under them, in the plain column of a table."""
    plain_cells = [cell for cell in cells if cell.column is None]
    by_path: dict[tuple[object, ...], Cell] = {}
    for cell in plain_cells:
        by_path[cell.figure.table_number, cell.figure.column, (*cell.above, cell.row)] = cell
    under: dict[tuple[object, ...], list[Cell]] = {}
    for cell in plain_cells:
        place = (cell.figure.table_number, cell.figure.column, cell.above)
        if cell.above and place in by_path:
            under.setdefault(place, []).append(cell)
    for heading, parts in under.items():
        yield by_path[heading], parts


def _names(cell: Cell) -> set[str]:
    """Every name that a cell stands under, in its row and over its column."""
    return {one_spelling(name) for name in (cell.row or "", cell.column or "", *cell.above, *cell.figure.measure_path)}


def _same_name(a: Cell, b: Cell) -> bool:
    return plain(a.row or "") == plain(b.row or "")


def _swapped(text: str, pairs: Sequence[tuple[str, str]]) -> str | None:
    for a, b in pairs:
        for old, new in ((a, b), (b, a)):
            if old in text:
                return text.replace(old, new)
    return None
