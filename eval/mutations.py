"""Errors put into a disclosure on purpose, one at a time, to see whether the audit finds them where they are.

A mutation changes the printed cells, before anything is understood: one digit, two cells swapped, a row shifted by one
cell, a row dropped. Only rows whose figures take part in an identity are changed: of others no audit can say anything.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from ingest.amounts import UNITS, parse_number
from ingest.disclosure import build_disclosure
from ingest.model import Block, Cell, Check, Disclosure, Figure, Finding, Grid, GridRow, Source

Kind = Literal["digit", "swap", "shift", "drop"]
_TRIES: Final = 5
"""Draws for each mutation wanted: not every row can be changed in every way."""
KINDS: Final[tuple[Kind, ...]] = ("digit", "swap", "shift", "drop")


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed row: which block, which row in it, the figures read from it that an identity tests, and for each the
    amount (yuan) by which it may change before one must fail. `wholes` are the figures that sum them down the rows;
    `missed` says that these no longer add up without the row. (A heading whose rows remain, or an only row under its
    heading, leaves a document that is consistent in itself.)"""

    block: int
    row: int
    figures: tuple[Figure, ...]
    slack: tuple[Decimal, ...]
    wholes: tuple[Figure, ...]
    missed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutation: whether a finding appeared, and whether it names the row."""

    document: str
    kind: Kind
    place: str
    change: str
    found: bool
    named: bool


def mutate(
    source: Source, clean: Disclosure, count: int, seed: int, kinds: Sequence[Kind] = KINDS
) -> Iterator[Outcome]:
    """`count` mutations of a source that was read as `clean`, drawn with `seed`; fewer where there are no rows for it."""
    chance = random.Random(seed)  # noqa: S311 - to be repeatable, not secret
    spots = _spots(source, clean)
    known = {_face(finding) for finding in clean.findings}
    done = 0
    for attempt in range(count * _TRIES if spots else 0):
        kind = kinds[attempt % len(kinds)]
        spot = chance.choice(spots)
        changed = _MUTATIONS[kind](source.blocks[spot.block].rows[spot.row], spot, chance)  # type: ignore[union-attr]
        if changed is None:
            continue
        done += 1
        if done > count:
            return
        row, concerned, change = changed
        read = build_disclosure(replace(source, blocks=_with_row(source.blocks, spot, row)), clean.sha256, force=True)
        fresh = [finding for finding in read.findings if _face(finding) not in known]
        put_back = kind == "shift" and row is not None and _put_back(read, row)
        first = spot.figures[0]
        yield Outcome(
            clean.document,
            kind,
            f"p. {first.page}" if first.page else f"line {first.line}",
            change,
            bool(fresh) or put_back,
            put_back or any(_names(finding, read, concerned, spot.wholes if row is None else ()) for finding in fresh),
        )


def _face(finding: Finding) -> tuple[object, ...]:
    """What tells a finding from others across two readings of a document: ids change with row numbers."""
    return (finding.kind, finding.page, finding.line, finding.difference, finding.stated)


def _spots(source: Source, clean: Disclosure) -> list[Spot]:
    """The rows of the source from which figures in an identity were read, by their cells' texts and place."""
    slack: dict[str, Decimal] = {}
    figures = {figure.id: figure for figure in clean.figures}
    sums: dict[str, list[Check]] = {}
    heads: set[str] = set()
    for check in clean.checks:
        for i in (check.total, *check.parts):
            slack[i] = min(slack.get(i, check.tolerance), check.tolerance)
        if check.rule in {"row_sum", "total_sum"}:
            heads.add(check.total)
            for part in check.parts:
                sums.setdefault(part, []).append(check)
    rows: dict[tuple[object, ...], list[Figure]] = {}
    printed: dict[tuple[int, int], tuple[object, ...]] = {}
    for table in clean.tables:
        for read in table.rows:
            printed[(table.number, read.number)] = (read.page, read.line, read.printed)
    for figure in clean.printed:
        if figure.id in slack and figure.table_number is not None and figure.row is not None and figure.amount:
            rows.setdefault(printed[(figure.table_number, figure.row)], []).append(figure)
    found: list[Spot] = []
    for number, block in enumerate(source.blocks):
        for place, row in enumerate(block.rows if isinstance(block, Grid) else ()):
            own = rows.get((row.page, row.line, row.texts))
            if own:
                over = [check for figure in own for check in sums.get(figure.id, [])]
                others = [figures[i].amount for check in over for i in check.parts if figures[i] not in own]
                found.append(
                    Spot(
                        number,
                        place,
                        tuple(own),
                        tuple(slack[f.id] * 2 for f in own),
                        tuple(figures[check.total] for check in over),
                        any(others) and not any(f.id in heads for f in own),
                    )
                )
    return found


def _put_back(read: Disclosure, row: GridRow) -> bool:
    """Whether the reader noticed that the row's cells stand wrong and put them back, which it tells as a warning."""
    return any(
        r.realigned and (r.page, r.line, r.printed) == (row.page, row.line, row.texts)
        for t in read.tables
        for r in t.rows
    )


Changed = tuple[GridRow | None, Sequence[Figure], str]


def _digit(row: GridRow, spot: Spot, chance: random.Random) -> Changed | None:
    which = chance.randrange(len(spot.figures))
    figure, slack = spot.figures[which], spot.slack[which]
    places = [i for i, cell in enumerate(row.cells) if cell.text.strip() == figure.text.strip()]
    if not places:
        return None
    text = row.cells[places[0]].text
    changes = [text[:i] + d + text[i + 1 :] for i, c in enumerate(text) if c.isdigit() for d in "0123456789" if d != c]
    worth = UNITS.get(figure.unit, Decimal(1))
    seen = [
        new
        for new in changes
        if (value := parse_number(new)) is not None and abs(value * worth - (figure.amount or 0)) > slack
    ]
    if not seen:
        return None
    new = chance.choice(seen)
    same = [f for f in spot.figures if f.text.strip() == text.strip()]
    return _with_text(row, places[0], new), same, f"{text} → {new}"


def _swap(row: GridRow, spot: Spot, chance: random.Random) -> Changed | None:
    numbers = [i for i, cell in enumerate(row.cells) if _is_amount(cell.text)]
    pairs = [(a, b) for a in numbers for b in numbers if a < b and row.cells[a].text != row.cells[b].text]
    if not pairs:
        return None
    a, b = chance.choice(pairs)
    swapped = _with_text(_with_text(row, a, row.cells[b].text), b, row.cells[a].text)
    return swapped, spot.figures, f"{row.cells[a].text} ⇄ {row.cells[b].text}"


def _is_amount(text: str) -> bool:
    return parse_number(text) is not None and any(mark in text for mark in ".,")


def _shift(row: GridRow, spot: Spot, chance: random.Random) -> Changed | None:
    first = next((i for i, cell in enumerate(row.cells) if _is_amount(cell.text)), None)
    if first is None or first + 1 >= len(row.cells) or row.cells[-1].text.strip():
        return None
    texts = [cell.text for cell in row.cells]
    moved = [*texts[:first], "", *texts[first:-1]]
    cells = tuple(replace(cell, text=text) for cell, text in zip(row.cells, moved, strict=True))
    return replace(row, cells=cells), spot.figures, "shifted to the right"


def _drop(row: GridRow, spot: Spot, chance: random.Random) -> Changed | None:
    return (None, spot.figures, "dropped") if spot.missed else None


_MUTATIONS: Final[dict[Kind, Callable[[GridRow, Spot, random.Random], Changed | None]]] = {
    "digit": _digit, "swap": _swap, "shift": _shift, "drop": _drop,
}  # fmt: skip


def _with_text(row: GridRow, place: int, text: str) -> GridRow:
    cells: list[Cell] = list(row.cells)
    cells[place] = replace(cells[place], text=text)
    return replace(row, cells=tuple(cells))


def _with_row(blocks: Sequence[Block], spot: Spot, row: GridRow | None) -> tuple[Block, ...]:
    block = blocks[spot.block]
    assert isinstance(block, Grid)
    rows = [*block.rows[: spot.row], *([row] if row is not None else []), *block.rows[spot.row + 1 :]]
    return (*blocks[: spot.block], Grid(tuple(rows)), *blocks[spot.block + 1 :])


def _names(finding: Finding, read: Disclosure, concerned: Sequence[Figure], wholes: Sequence[Figure]) -> bool:
    """Whether a finding names the changed row: a figure of it, its twin in another table, or (dropped) what it is part of."""
    figures = {figure.id: figure for figure in read.figures}
    named = [figures[i] for i in (*finding.figures, *(finding.hint.figures if finding.hint else ())) if i in figures]
    rows = {(f.page, f.line, f.label) for f in concerned}
    twins = {(f.code, f.label) for f in concerned}
    sums = {(f.table_kind, f.label) for f in wholes}
    return any(
        (f.page, f.line, f.label) in rows or (f.code, f.label) in twins or (f.table_kind, f.label) in sums
        for f in named
    )
