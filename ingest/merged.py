"""Projects whose cells are merged over their targets' rows, as a drawn table shows them: whose each row is, as printed.

A page break cuts a merged cell in two: its text then stands on one page, or half on each. The halves are joined, and
what they cover is marked inferred. Does not: read exports that lost their merged cells (see `ingest.attribution`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.attribution import Verdict
from ingest.hierarchy import split_code
from ingest.performance import PerformanceRow, Project

CODED: Final = 0.5  # share of labels with a code from which every whole label has one; halves may have none
_PRINTED = Verdict(None, "certain", "printed beside the project's merged cell")
_CUT = Verdict(None, "inferred", "the project's merged cell is cut by a page break")
_NOBODY = Verdict(None, "unattributed", "the project's merged cell is empty")


@dataclass(frozen=True, slots=True)
class Span:
    """A merged project cell: the rows [start, stop) it covers and its label; `top` and `bottom` say that it begins or
    ends at a page break."""

    start: int
    stop: int
    label: str
    top: bool
    bottom: bool


@dataclass
class Merged:
    """A project put together from the spans of its cell."""

    label: str
    spans: list[Span] = field(default_factory=list)


def has_merged_projects(rows: Sequence[PerformanceRow], column: int) -> bool:
    """Whether the project's cells are merged over rows: then every row lies beside its project's cell."""
    return any(column < len(row.source.cells) and row.source.cells[column].rowspan > 1 for row in rows)


def read_merged(
    rows: Sequence[PerformanceRow], column: int
) -> tuple[list[Project], dict[int, int], dict[int, Verdict]]:
    """The projects, the project of each row that begins a cell of one, and the verdict of each row that has a target."""
    spans = _spans(rows, column)
    merged, owners = _join(spans)
    projects = [_project(rows, project) for project in merged]
    starts: dict[int, int] = {}
    verdicts: dict[int, Verdict] = {}
    for span, owner in zip(spans, owners, strict=True):
        if owner is not None:
            starts[span.start] = owner
        model = _NOBODY if owner is None else _PRINTED if merged[owner].label == span.label else _CUT
        for row in rows[span.start : span.stop]:
            if row.has_target:
                verdicts[row.number] = Verdict(owner, model.attribution, model.reason)
    return projects, starts, verdicts


def _spans(rows: Sequence[PerformanceRow], column: int) -> list[Span]:
    starts = [
        number
        for number, row in enumerate(rows)
        if number == 0 or column >= len(row.source.cells) or not row.source.cells[column].covered
    ]
    found: list[Span] = []
    for start, stop in zip(starts, [*starts[1:], len(rows)], strict=True):
        label = rows[start].fields.get("project", "")
        top = start > 0 and rows[start - 1].source.page != rows[start].source.page
        bottom = stop < len(rows) and rows[stop].source.page != rows[start].source.page
        found.append(Span(start, stop, label, top, bottom))
    return found


def _join(spans: Sequence[Span]) -> tuple[list[Merged], list[int | None]]:
    """The projects, and for each span whose it is. An empty cell at a page's head goes on from the page before; one at
    its foot begins what the next page names."""
    length = _code_length([span.label for span in spans if span.label])
    merged: list[Merged] = []
    owners: list[int | None] = []
    waiting: list[int] = []
    for number, span in enumerate(spans):
        before = merged[-1] if merged and not waiting and number and owners[number - 1] is not None else None
        if span.top and before is not None and (not span.label or _goes_on(before.label, span.label, length)):
            before.label += span.label
            before.spans.append(span)
            owners.append(len(merged) - 1)
        elif span.label:
            merged.append(Merged(span.label, [span]))
            owners.append(len(merged) - 1)
            if span.top:
                merged[-1].spans[:0] = [spans[i] for i in waiting]
                for i in waiting:
                    owners[i] = len(merged) - 1
            waiting = []
        else:
            owners.append(None)
            waiting = [number] if span.bottom else []
    return merged, owners


def _code_length(labels: Sequence[str]) -> int | None:
    """How many characters the projects' codes have, if most labels begin with one; else `None`."""
    codes = [code for label in labels if (code := split_code(label)[0]) is not None]
    return Counter(map(len, codes)).most_common(1)[0][0] if codes and len(codes) >= CODED * len(labels) else None


def _goes_on(label: str, rest: str, length: int | None) -> bool:
    """Whether a label at a page's head is the rest of the one that the page before cut off."""
    if length is None:
        return False

    def whole(text: str) -> bool:
        return len(split_code(text)[0] or "") == length

    return split_code(rest)[0] is None if whole(label) else not whole(rest) and whole(label + rest)


def _project(rows: Sequence[PerformanceRow], merged: Merged) -> Project:
    code, name = split_code(merged.label)
    first = [rows[span.start] for span in merged.spans]
    return Project(
        next((row.number for row in first if "objective" in row.fields), first[0].number),
        code,
        name,
        next((row.fields["budget"] for row in first if "budget" in row.fields), ""),
        None,
        "".join(row.fields.get("objective", "") for row in first),
    )
