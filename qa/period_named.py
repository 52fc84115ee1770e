"""A year in the name of a row: 2026年信息化运维项目 is meant by 2026年信息化运维, its namesake of 2025 is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.plan import Item, Plan
from qa.scoring import Scored

_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?=年)")
_WITHOUT_YEARS: Final = re.compile(r"20\d\d年?(?:度)?")


def of_named_year(scored: Sequence[Scored], item: Item, plan: Plan) -> list[Scored]:
    """Cells without those of a row that is named by another year than the one asked for, where a row of the same name has that year."""
    years = {item.year} if item.year else set(plan.years)
    wanted = {str(year) for year in years}
    if len(wanted) != 1:
        return list(scored)
    own = {
        _WITHOUT_YEARS.sub("", s.cell.row) for s in scored if s.cell.row and wanted <= set(_YEAR.findall(s.cell.row))
    }
    return [s for s in scored if not _of_another(s.cell.row or "", wanted, own)]


def _of_another(row: str, wanted: set[str], own: set[str]) -> bool:
    said = set(_YEAR.findall(row))
    return bool(said) and not wanted & said and _WITHOUT_YEARS.sub("", row) in own
