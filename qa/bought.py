"""What one body of a department buys: all rows of its purchases, of goods, works and services alike, and what they come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.model import Figure
from qa import calculate
from qa.composer import Composer, Said
from qa.preference import PURCHASES
from qa.rows import once
from qa.tabled import rows_text
from qa.wording import context

# 采购了什么, 买哪些东西: the things themselves.
_WHAT: Final = re.compile(
    r"(?:采购|购买|购置|买)(?:了|的)?(?:些|都|是|有|过)*(?:什么|哪些(?!单位|部门)|哪几|啥)(?!车|设备)"
    r"|\bwhat (?:exactly |all |else |things |goods )?(?:is|are|was|were|will|does|do|did|has|have)\b[^?]*?\b(?:bought|purchased|procured|buy|buying|purchase|procure)\b",
    re.IGNORECASE,
)
_BUYING: Final = re.compile(
    "(?:政府)?(?:集中)?(?:采购|购买|购置|买)(?:预算|支出|金额|总额|的?东西)?|(?:government )?(?:procurement|purchas(?:es?|ing))|bu(?:y|ys|ying)|bought"
)


def of_body(c: Composer) -> Said | None:
    """The answer to what the body buys, or how much it spends on buying; `None` for a question of anything else, or where no body of a
    department is asked about or none of its purchases is printed."""
    if not c.members or c.plan.top or c.plan.less or c.plan.intent not in {"lookup", "list", "sum"}:
        return None
    terms = [term for item in (*c.plan.items, *((c.plan.under,) if c.plan.under else ())) for term in item.terms]
    only_buying = all(_BUYING.fullmatch(term.text) for term in terms)
    wanted = _WHAT.search(c.plan.question)
    if not only_buying or not (wanted or (terms and c.plan.kind in {None, "money"})):
        return None
    bought = _purchases(c)
    if not bought:
        return None
    total = c.draft.computed(calculate.total(bought)) if len(bought) > 1 else ""
    where = context(bought[0], c.plan.language)
    last = c.say(f"合计 {total}。", f"Together they make {total}.") if total else ""
    return rows_text(c, bought, c.say(f"{where}中采购的是：", f"Purchases in {where}:"), last=last)


def _purchases(c: Composer) -> list[Figure]:
    """The rows of the body's purchases that hold no others, in the total column of the latest document's table."""
    cells = [
        cell
        for holding in c.finder.holdings
        for cell in holding.cells
        if cell.figure.table_kind in PURCHASES and cell.figure.amount and (cell.column, cell.fund) == (None, None)
    ]
    years = [cell.figure.fiscal_year or 0 for cell in cells]
    year = c.plan.years[0] if len(c.plan.years) == 1 else max(years, default=0)
    cells = [cell for cell in cells if (cell.figure.fiscal_year or 0) == year]
    if len({(cell.figure.document, cell.figure.table_number) for cell in cells}) != 1:
        return []
    heads = once([cell for cell in cells if cell.row is None])
    inner = {cell.figure.path[:depth] for cell in cells for depth in range(1, len(cell.figure.path))}
    found = once([cell for cell in cells if cell.figure.path not in inner])
    # The body's own rows (货物, 服务) are what the things come to, or a row is missing.
    return found if not heads or _sum(found) == _sum(heads) else heads


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((figure.amount or Decimal(0) for figure in figures), Decimal(0))
