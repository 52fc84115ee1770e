"""Row alignment: under which column each printed cell of a damaged row belongs.

An export that loses an empty cell slides the rest of its row to the left. The cells keep their order, so a reading is
an order-preserving placement of the filled cells into columns whose role they fit. Of the readings the one under
which the row balances is taken; where rows balance under several, the headings above decide (`resolve`). A row that
fits as printed is left alone, unless it fails its identity and exactly that identity holds under another reading.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from ingest.amounts import is_blank, parse_number, places
from ingest.headers import fold_head, is_total
from ingest.identities import ColumnIdentity, Term, balance_columns
from ingest.model import Column
from ingest.units import is_money, parse_counted

MAX_READINGS: Final = 2000
MAX_COMBINATIONS: Final = 256
MAX_SETTLED: Final = 60  # open rows settled one by one; beyond them the plainest reading stands


@dataclass(frozen=True, slots=True)
class Reading:
    """One placement of a row's cells: `texts[i]` under column i; `moves` counts the places where cells were inserted
    or dropped, `held` and `failed` the row's identities."""

    texts: tuple[str, ...]
    moves: int
    held: int
    failed: int


def term(text: str) -> Term | None:
    """A cell as (value, tolerance) in the table's own unit, or `None` where it prints no number."""
    value = None if is_blank(text) else parse_number(text)
    return None if value is None else (value, Decimal(1).scaleb(-places(text)) / 2)


def fits(text: str, column: Column, *, first: bool) -> bool:
    """Whether a cell can stand in a column; `first` marks the row's first filled cell."""
    if not text.strip() or column.role == "text":
        return True
    number = parse_number(text) is not None
    if column.role == "amount":
        return number or is_blank(text) or (not is_money(column.unit) and parse_counted(text) is not None)
    if column.role == "label":
        return not number
    head = column.path[-1] if column.path else ""
    if re.fullmatch(r"[0-9A-Za-z]+", text.strip()):
        # 类 prints three digits, 款 and 项 two each, or any of them the whole code so far.
        digits = len(text.strip())
        return digits >= 3 if head == "类" else digits >= 2
    return first and is_total(fold_head(text))


def _pad(cells: Sequence[str], width: int) -> tuple[str, ...] | None:
    if any(text.strip() for text in cells[width:]):
        return None
    return tuple(cells[:width]) + ("",) * (width - len(cells))


def _score(texts: tuple[str, ...], moves: int, identities: Sequence[ColumnIdentity]) -> Reading:
    outcomes = balance_columns(identities, lambda i: term(texts[i]))
    held = sum(outcome.holds for outcome in outcomes)
    return Reading(texts, moves, held, len(outcomes) - held)


def _placements(cells: Sequence[str], columns: Sequence[Column]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Every order-preserving placement of the filled cells that fits, with its number of moves."""
    filled = [(index, text) for index, text in enumerate(cells) if text.strip()]
    width = len(columns)

    @cache
    def possible(k: int, start: int) -> bool:
        """Whether the cells from k on fit anywhere from column `start` on: no descent where they do not."""
        if k == len(filled):
            return True
        return any(fits_at(k, column) and possible(k + 1, column + 1) for column in range(start, width))

    def fits_at(k: int, column: int) -> bool:
        origin, text = filled[k]
        # A total's word in the code cells stays where it is printed: those cells are merged, it only names the row.
        if columns[column].role == "code" and column != origin and is_total(text):
            return False
        return fits(text, columns[column], first=k == 0)

    def place(k: int, start: int, chosen: list[int]) -> Iterator[list[int]]:
        if k == len(filled):
            yield list(chosen)
            return
        for column in range(start, width - (len(filled) - k) + 1):
            if fits_at(k, column) and possible(k + 1, column + 1):
                chosen.append(column)
                yield from place(k + 1, column + 1, chosen)
                chosen.pop()

    for chosen in itertools.islice(place(0, 0, []), MAX_READINGS):
        texts = [""] * width
        moves, shift = 0, 0
        for (origin, text), column in zip(filled, chosen, strict=True):
            texts[column] = text
            if column - origin != shift:
                moves, shift = moves + 1, column - origin
        yield tuple(texts), moves


def readings(
    cells: Sequence[str], columns: Sequence[Column], identities: Sequence[ColumnIdentity], *, placed: bool = False
) -> list[Reading]:
    """The best readings of one row: one where it is clear, several where the row alone cannot decide.

    `placed` cells are where the page has them: a row that fits its columns is read as printed and nothing else, for
    sums that another reading would balance may be the document's own misprint. Empty when no placement fits at all.
    """
    printed = _pad(cells, len(columns))
    as_printed: Reading | None = None
    if printed is not None:
        first = next((i for i, text in enumerate(printed) if text.strip()), -1)
        if all(
            fits(text, column, first=i == first) for i, (text, column) in enumerate(zip(printed, columns, strict=True))
        ):
            as_printed = _score(printed, 0, identities)
            if placed or not as_printed.failed:
                return [as_printed]
    scored = [_score(texts, moves, identities) for texts, moves in _placements(cells, columns)]
    if as_printed is not None:
        balanced = [reading for reading in scored if not reading.failed and reading.held > as_printed.held]
        fewest = min((reading.moves for reading in balanced), default=0)
        best = [reading for reading in balanced if reading.moves == fewest]
        # A misprint is not a shift: only an otherwise undamaged reading, and only one, may replace the print.
        return best if len(best) == 1 and fewest == 1 else [as_printed]
    if not scored:
        return []
    balanced = [reading for reading in scored if reading.held and not reading.failed]
    if balanced:
        key = min((-reading.held, reading.moves) for reading in balanced)
        return [r for r in balanced if (-r.held, r.moves) == key]
    # Nothing balances: the plainest slide, and rather one that can be tested and fails than one that hides from it.
    plain = min((reading.moves, -reading.failed) for reading in scored)
    return [r for r in scored if (r.moves, -r.failed) == plain]


def resolve(options: Sequence[Sequence[Reading]], score: Callable[[Sequence[Reading]], int]) -> list[Reading]:
    """Choose one reading a row; `score` rates a whole table (higher is better), used only where rows are open.

    With too many combinations the open rows are settled one by one, top to bottom.
    """
    chosen = [choices[0] for choices in options]
    open_rows = [i for i, choices in enumerate(options) if len(choices) > 1]
    total = 1
    for i in open_rows:
        total *= len(options[i])
    if not open_rows:
        return chosen
    if total <= MAX_COMBINATIONS:
        ranked = max(
            itertools.product(*(options[i] for i in open_rows)),
            key=lambda picks: score(_with(chosen, open_rows, picks)),
        )
        return _with(chosen, open_rows, ranked)
    for i in open_rows[:MAX_SETTLED]:
        chosen[i] = max(options[i], key=lambda pick: score(_with(chosen, [i], [pick])))
    return chosen


def _with(rows: Sequence[Reading], places_: Sequence[int], picks: Sequence[Reading]) -> list[Reading]:
    changed = list(rows)
    for place, pick in zip(places_, picks, strict=True):
        changed[place] = pick
    return changed
