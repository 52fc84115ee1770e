"""Ordinary tables of projects that state objectives or targets in a column of texts, beside their amounts.

A budget's list of projects often ends in a column 绩效目标; some lists print all of a project's indicators in one cell. The
amounts are read as in any table; here the texts become objectives and indicators of the project in whose row they
stand. A text that a page break cuts goes on in a row without a label or an amount.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.amounts import parse_number
from ingest.catalogue import catalogue
from ingest.figures import Origin
from ingest.headers import fold_head
from ingest.model import Indicator, Passage, Table, TableRow
from ingest.targets import listed_targets, split_target

SHORTEST: Final = 8
"""Characters that an objective has at least; shorter texts say 见附件, 无 or the like."""


@dataclass(frozen=True, slots=True)
class _Owned:
    """The texts of one project's row, with their continuations on the next page."""

    row: TableRow
    name: str
    code: str | None
    texts: list[str]


def listed_in(table: Table, origin: Origin) -> tuple[list[Indicator], list[Passage]]:
    """The indicators and objectives that a table's columns of texts print for the projects in its rows."""
    heads = {column.index: fold_head(column.path[-1]) for column in table.columns if column.path}
    patterns = catalogue().performance
    aims = [i for i, head in heads.items() if patterns["objective"].search(head)]
    lists = [i for i, head in heads.items() if patterns["level3"].search(head)]
    if not aims and not lists:
        return [], []
    indicators: list[Indicator] = []
    passages: list[Passage] = []
    for owned in _owned(table, [*aims, *lists]):
        aim, listed = owned.texts[: len(aims)], owned.texts[len(aims) :]
        for column, text in zip(aims, aim, strict=True):
            if len(text) >= SHORTEST and parse_number(text) is None:
                passages.append(
                    Passage(
                        origin.key("objective", table.number, owned.row.number, column), origin.document, "objective",
                        text, owned.name, table.number, owned.row.page, owned.row.line,
                    )
                )  # fmt: skip
        for column, text in zip(lists, listed, strict=True):
            indicators += _indicators(table, owned, column, text, origin)
    return indicators, passages


def _owned(table: Table, columns: list[int]) -> Iterator[_Owned]:
    current: _Owned | None = None
    for row in table.rows:
        texts = [row.texts[column].strip() if column < len(row.texts) else "" for column in columns]
        if row.labels and row.labels[0]:
            if current is not None:
                yield current
            name = row.paths[0][-1] if row.paths[0] else row.labels[0].strip()
            current = _Owned(row, name, row.codes[0], texts)
        elif current is not None and not any(parse_number(text) is not None for text in row.texts):
            current.texts[:] = [before + after for before, after in zip(current.texts, texts, strict=True)]
    if current is not None:
        yield current


def _indicators(table: Table, owned: _Owned, column: int, text: str, origin: Origin) -> Iterator[Indicator]:
    for place, listed in enumerate(listed_targets(text)):
        operator, target, unit = split_target(listed.value)
        yield Indicator(
            id=origin.key("indicator", table.number, owned.row.number, column, place), document=origin.document,
            table_number=table.number, project_code=owned.code, project=owned.name, level1=listed.level1,
            level2=listed.level2, level3=listed.level3, operator=operator, target=target, unit=unit, weight=None,
            attribution="certain", reason="printed in the project's own row", page=owned.row.page,
            line=owned.row.line, row=owned.row.number,
        )  # fmt: skip
