"""Ways in which real exports damage a text disclosure, as pure functions on its lines.

Does: one kind of damage a function, lines in, new lines out; the lines given are never changed. Does not: choose what
to damage (a test does) or repair anything (`ingest` does). Line numbers count from 0. Each function raises `UsageError`
for a line that cannot carry its damage, so that a mutation test never passes because nothing happened.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.errors import UsageError

Lines = tuple[str, ...]


def _cells(lines: Sequence[str], line: int) -> list[str]:
    if not 0 <= line < len(lines):
        raise UsageError(f"line {line}: the text has {len(lines)} lines")
    if "\t" not in lines[line]:
        raise UsageError(f"line {line}: not a table row: {lines[line]!r}")
    return lines[line].split("\t")


def _with(lines: Sequence[str], line: int, *new: str) -> Lines:
    return (*lines[:line], *new, *lines[line + 1 :])


def find_rows(lines: Sequence[str], title: str) -> tuple[int, int]:
    """The lines [first, last) of the table rows under the heading `title`. Raises `UsageError` if there are none."""
    heading = next((n for n, text in enumerate(lines) if text.startswith("#") and text.lstrip("# ") == title), None)
    if heading is None:
        raise UsageError(f"no table titled {title}")
    first = heading + 1
    while first < len(lines) and "\t" not in lines[first]:
        if lines[first].startswith("#"):
            raise UsageError(f"{title}: no rows")
        first += 1
    last = first
    while last < len(lines) and "\t" in lines[last]:
        last += 1
    if first == last:
        raise UsageError(f"{title}: no rows")
    return first, last


def slide_total_left(lines: Sequence[str], line: int) -> Lines:
    """A total row drops the empty cell after its label: its amounts stand one column left, the row keeps its length."""
    cells = _cells(lines, line)
    label = next((n for n, text in enumerate(cells) if text.strip()), len(cells))
    if label + 1 >= len(cells) or cells[label + 1].strip():
        raise UsageError(f"line {line}: no empty cell after the label")
    return _with(lines, line, "\t".join([*cells[: label + 1], *cells[label + 2 :], ""]))


def break_page(lines: Sequence[str], line: int, empty: int = 0) -> Lines:
    """A page break before a row: a blank line, and the row loses its empty cell number `empty` (from 0) for good."""
    cells = _cells(lines, line)
    blanks = [n for n, text in enumerate(cells) if not text.strip()]
    if not 0 <= empty < len(blanks):
        raise UsageError(f"line {line}: {len(blanks)} empty cells, none numbered {empty}")
    del cells[blanks[empty]]
    return _with(lines, line, "", "\t".join(cells))


def move_project_down(lines: Sequence[str], line: int, rows: int, columns: range = range(1, 5)) -> Lines:
    """A merged project cell and its facts (`columns`) print `rows` rows lower, in the middle or at the end of its block."""
    above, below = _cells(lines, line), _cells(lines, line + rows)
    if rows < 1 or len(above) <= columns[-1] or len(below) <= columns[-1]:
        raise UsageError(f"line {line}: no columns {columns[0]} to {columns[-1]} to move down by {rows}")
    if not any(above[c].strip() for c in columns) or any(below[c].strip() for c in columns):
        raise UsageError(
            f"line {line}: columns {columns[0]} to {columns[-1]} must be filled here and free {rows} below"
        )
    for column in columns:
        above[column], below[column] = "", above[column]
    return _with(_with(lines, line, "\t".join(above)), line + rows, "\t".join(below))


def slide_row_right(lines: Sequence[str], line: int, columns: int) -> Lines:
    """A row prints `columns` columns further right; what leaves the table at its right edge is lost."""
    cells = _cells(lines, line)
    if not 0 < columns < len(cells):
        raise UsageError(f"line {line}: a row of {len(cells)} cells cannot slide by {columns}")
    return _with(lines, line, "\t".join([*[""] * columns, *cells[:-columns]]))


def slide_rows_left(lines: Sequence[str], first: int, last: int) -> Lines:
    """The rows [first, last) lose their first column; what stood in it prints alone, on a line of its own, after them."""
    kept: list[str] = []
    lost: list[str] = []
    for line in range(first, last):
        cells = _cells(lines, line)
        lost += [cells[0]] if cells[0].strip() else []
        kept.append("\t".join([*cells[1:], ""]))
    alone = [part for text in lost for part in ("", text, "")]
    return (*lines[:first], *kept, *alone, *lines[last:])


def repeat_header(lines: Sequence[str], first: int, storeys: int, line: int, *, blank: bool = False) -> Lines:
    """The header lines [first, first + storeys) print once more before `line`, after a blank line if `blank`."""
    header = ["\t".join(_cells(lines, number)) for number in range(first, first + storeys)]
    _cells(lines, line)
    if storeys < 1 or line < first + storeys:
        raise UsageError(f"line {line}: a header of {storeys} lines from {first} can only repeat below itself")
    return (*lines[:line], *([""] if blank else []), *header, *lines[line:])


def mark_bold(lines: Sequence[str], line: int) -> Lines:
    """A row's filled cells keep the markup of their bold print."""
    cells = _cells(lines, line)
    return _with(lines, line, "\t".join(f"<b>{text}</b>" if text.strip() else text for text in cells))
