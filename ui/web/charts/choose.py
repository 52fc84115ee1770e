"""Whether an answer is worth a picture, and which: bars for parts or a ranking of one table's column, a line for one item over years.

Told from the answer's figures alone (CONTRACT.md): nothing is drawn that the answer does not cite.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from ingest.headers import is_total
from ui.web.charts.model import Chart, Mark

Json = dict[str, Any]

_FEWEST_BARS: Final = 3
_MOST_BARS: Final = 30


def chart_of(answer: Json, turn: int) -> Chart | None:
    """The picture of an answer, or none."""
    known = {int(c["id"]): c for c in answer.get("citations") or ()}
    cited: dict[int, Decimal] = {}
    for figure in answer.get("figures") or ():
        first = next(iter(figure.get("citations") or ()), None)
        if figure.get("kind") == "disclosed" and figure.get("unit") == "CNY" and first in known:
            cited.setdefault(first, Decimal(str(figure["value"])))
    if any(amount < 0 for amount in cited.values()):
        return None
    marks = {number: (known[number], amount) for number, amount in cited.items()}
    return _line(marks, turn) or _bars(marks, turn)


def _told_apart(paths: list[tuple[str, ...]]) -> list[str]:
    """A name a path: its last part, with as many of those before as it takes to tell the paths apart."""
    for parts in range(1, max(map(len, paths)) + 1):
        names = [" › ".join(path[-parts:]) for path in paths]
        if len(set(names)) == len(names):
            return names
    return names


def _mark(citation: Json, amount: Decimal, name: str, turn: int) -> Mark:
    return Mark(name, amount, f"{citation['text']} {citation['unit']}".strip(), cite=f"{turn}:{citation['id']}")


def _line(marks: dict[int, tuple[Json, Decimal]], turn: int) -> Chart | None:
    """One item, one organisation, one basis, a figure a year."""
    subjects = {
        (c.get("organization"), c.get("basis"), (c.get("path") or [""])[-1], c.get("code")) for c, _ in marks.values()
    }
    years = {c.get("fiscal_year"): (c, amount) for c, amount in marks.values()}
    if len(subjects) != 1 or len(years) != len(marks) or len(years) < 2 or None in years:
        return None
    ((organization, _, name, _),) = subjects
    found = [
        _mark(c, amount, str(year), turn)
        for year, (c, amount) in sorted(years.items(), key=lambda pair: int(pair[0] or 0))
    ]
    return Chart("line", f"{organization or ''} {name}".strip(), tuple(found))


def _bars(marks: dict[int, tuple[Json, Decimal]], turn: int) -> Chart | None:
    """The parts or the ranking within one column of one table: headings of others and totals left out."""
    places = {(c["document"], c.get("table"), tuple(c.get("measure_path") or ())) for c, _ in marks.values()}
    if len(places) != 1:
        return None
    paths = [tuple(c.get("path") or ()) for c, _ in marks.values()]
    shown = [
        (c, amount)
        for c, amount in marks.values()
        if not is_total((c.get("path") or [""])[-1])
        and not any(len(p) > len(c["path"]) and p[: len(c["path"])] == tuple(c["path"]) for p in paths)
    ]
    if not _FEWEST_BARS <= len(shown) <= _MOST_BARS or not any(amount for _, amount in shown):
        return None
    ((_, table, measure),) = places
    shown.sort(key=lambda pair: -pair[1])
    names = _told_apart([tuple(c.get("path") or ("",)) for c, _ in shown])
    found = [_mark(c, amount, name, turn) for (c, amount), name in zip(shown, names, strict=True)]
    if len(set(names)) < len(names):
        return None
    return Chart("bars", " · ".join(part for part in (table or "", " › ".join(measure)) if part), tuple(found))
