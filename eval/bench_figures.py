"""How fast long lists of figures are counted, ordered, searched and exported: a store is filled with variations of the packaged sample.

Measures the database behind the figures page and `GET /api/figures`; no vectors are made and no question is asked.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from index.records import FigureFilter, FigureOrder

if TYPE_CHECKING:
    from index.store import Store
    from ingest.model import Disclosure

_PAGE: Final = 50
_REPEATS: Final = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """One thing asked for, how much came, and the median seconds it took."""

    name: str
    found: int
    seconds: float


def fill(store: Store, figures: int) -> Iterator[int]:
    """Put documents into an empty store until it holds so many figures; how many it holds after each."""
    sample = _sample()
    held = 0
    for number in range(-(-figures // len(sample.printed))):
        document = _variation(sample, number)
        store.save(document, source=document.document)
        held += len(document.printed)
        yield held


def _sample() -> Disclosure:
    from importlib import resources

    from ingest.disclosure import read_disclosure

    with resources.as_file(resources.files("ui").joinpath("samples/criminal_police_2024_sample.txt")) as path:
        read = read_disclosure(path)
    return replace(read, indicators=(), passages=(), checks=(), findings=())


def _variation(sample: Disclosure, number: int) -> Disclosure:
    """The sample as another body's of another year, its amounts others too."""
    facts = replace(sample.facts, organization=f"第{number % 500:03}局", fiscal_year=2020 + number % 7)
    factor = Decimal(1) + Decimal(number) / 100
    name = f"{number:05}.txt"
    figures = tuple(
        replace(
            figure, id=f"{number:05}{figure.id}", document=name, organization=facts.organization, fiscal_year=facts.fiscal_year,
            amount=None if figure.amount is None else figure.amount * factor,
        )
        for figure in sample.figures
    )  # fmt: skip
    return replace(sample, document=name, sha256=f"{number:064}", facts=facts, figures=figures)


def measure(store: Store) -> Iterator[Timing]:
    """Each thing the figures page asks for, and the export of everything."""
    everything = store.count_figures()
    yield _timed("count all", lambda: store.count_figures())
    for order in ("printed", "largest", "smallest", "name"):
        yield _page(f"first page, {order}", store, FigureFilter(), order)
    yield _page("page in the middle, printed", store, FigureFilter(), "printed", everything // 2)
    yield _page("page in the middle, largest", store, FigureFilter(), "largest", everything // 2)
    filters = {
        "one document": FigureFilter(documents=("00007.txt",)),
        "one organisation and year": FigureFilter(organizations=("第007局",), years=(2020,)),
        "one code": FigureFilter(codes=("2040220",)),
        "under a code": FigureFilter(code_prefix="204"),
        "in the name": FigureFilter(label_contains="执法"),
        "in the name, nowhere": FigureFilter(label_contains="登月"),
        "in the column": FigureFilter(measure_contains="项目支出"),
        "of a table": FigureFilter(tables=("一般公共预算",)),
        "contested": FigureFilter(proofs=("contested",)),
    }
    for name, wanted in filters.items():
        yield _timed(f"count, {name}", lambda wanted=wanted: store.count_figures(wanted))  # type: ignore[misc]
        yield _page(f"first page, largest, {name}", store, wanted, "largest")
    yield _timed("read all one by one", lambda: sum(1 for _ in store.each_figure()), 1)


def _page(name: str, store: Store, wanted: FigureFilter, order: Any, offset: int = 0) -> Timing:  # noqa: ANN401 - a FigureOrder
    chosen: FigureOrder = order
    return _timed(name, lambda: len(store.figure_page(wanted, order=chosen, limit=_PAGE, offset=offset)))


def _timed(name: str, work: Callable[[], int], repeats: int = _REPEATS) -> Timing:
    taken = []
    found = 0
    for _ in range(repeats):
        began = time.perf_counter()
        found = work()
        taken.append(time.perf_counter() - began)
    return Timing(name, found, sorted(taken)[len(taken) // 2])
