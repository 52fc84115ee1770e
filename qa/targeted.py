"""What the running text says of the projects that have performance targets: how many there are, and each with its amount."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.composer import Composer
from qa.narrative import CHANGE
from qa.period import Missed, in_time
from qa.plan import Item

_TARGETS: Final = "绩效目标"
_PROJECT: Final = "项目"
_COUNTED_IN: Final = frozenset({"个", "项"})


def number_of(c: Composer) -> list[Figure]:
    """How many projects have performance targets, as each document in scope states it: under that name, else in a sentence of them."""
    stated = [
        f
        for h in c.finder.holdings
        for f in h.stated
        if f.unit in _COUNTED_IN and f.label.endswith(_PROJECT) and not CHANGE.search(f.measure)
    ]
    named = [f for f in stated if _TARGETS in f.label]
    found = named or [f for f in stated if f.label == _PROJECT and _TARGETS in (f.passage or "")]
    return _in_time(c, found)


def amount_of(c: Composer, number: Figure) -> list[Figure]:
    """What the sentence that counts the projects says that they come to."""
    stated = (f for h in c.finder.holdings if h.record.name == number.document for f in h.stated)
    return [
        f for f in stated if f.passage == number.passage and f.path == number.path and f.unit in UNITS and f.measure
    ]


def listed(c: Composer) -> list[Figure]:
    """The projects with performance targets as one sentence lists them, each with its amount; the longest list there is."""
    groups: dict[tuple[str, tuple[str, ...], str | None], list[Figure]] = {}
    for holding in c.finder.holdings:
        for figure in holding.stated:
            above = figure.path[:-1]
            if figure.unit in UNITS and any(_TARGETS in name and _PROJECT in name for name in above):
                groups.setdefault((figure.document, above, figure.passage), []).append(figure)
    lists = [_in_time(c, group) for group in groups.values() if len({f.label for f in group}) == len(group)]
    return max(lists, key=len, default=[])


def _in_time(c: Composer, figures: Sequence[Figure]) -> list[Figure]:
    timed = in_time(figures, Item(), c.plan) if figures else []
    return [] if isinstance(timed, Missed) else list(timed)
