"""Rows as a list: the largest first, each with its share of the heading, and whether they add up to it."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.model import Figure
from qa import calculate
from qa.composer import Composer, Said
from qa.period import year_of
from qa.wording import column_name, item_name, telling


def rows_text(
    c: Composer,
    found: Sequence[Figure],
    lead: str,
    heading: Figure | None = None,
    *,
    ordered: bool = False,
    last: str = "",
) -> Said:
    """Rows as a list, the largest first, under a lead; with a heading, each row's share of it and a checked total; `last` stands
    behind them."""
    c.remark(*found)
    shown = list(found) if ordered else calculate.largest(found, len(found))
    column = column_name(shown[0], c.plan.language) if shown else ""
    bodies = {figure.organization for figure in shown}
    # Whose row it is, is told where there are several, and where the body is what is asked for.
    named = c.plan.by_unit and any(telling(figure)[0] is not None for figure in shown)
    several = named or (len(bodies) > 1 and not c.plan.by_unit)
    years = c.plan.by_year
    # One row, told apart by its columns.
    apart = len(shown) > 1 and len({figure.path for figure in shown}) == len(bodies) == 1
    amounts = [c.draft.money(figure) for figure in shown]
    lines = [
        f"- {f'{f.organization} ' if several else ''}{f'{year_of(f)} ' if years else ''}{_row_name(c, f) if not apart else column_name(f, c.plan.language)}{c.say('：', ': ')}{amount}{share}"
        for f, amount, share in zip(shown, amounts, _shares(c, shown, heading), strict=True)
    ]
    head = lead if not column or apart or column in lead else f"{lead}{c.say(f'（{column}）', f' ({column})')}"
    checked = [last] if last else [] if ordered else _checked(c, shown, heading)
    if c.plan.by_unit and shown and column_name(shown[0], "zh") == "":
        checked += [said] if (said := c.only_income(shown[0], several=True)) else []
    return "answered", c.with_note("\n".join([head, *lines, *checked]) + "\n"), []


def _row_name(c: Composer, figure: Figure) -> str:
    """A row's name in a list; a body's is its own."""
    if c.plan.by_unit and telling(figure)[0] is None and figure.organization:
        return c.say(figure.organization, figure.organization.replace("（本级）", " (itself)"))
    return item_name(figure, c.plan.language)


def _shares(c: Composer, shown: Sequence[Figure], heading: Figure | None) -> list[str]:
    """Each row's share of the heading, where the heading is printed and is not zero."""
    if heading is None or not heading.amount or any(f.id == heading.id for f in shown):
        return [""] * len(shown)
    return [c.say("，占 ", ", ") + c.draft.computed(calculate.share(f, heading), first=False) for f in shown]


def _checked(c: Composer, shown: Sequence[Figure], heading: Figure | None) -> list[str]:
    """Whether the rows add up to their heading, said in words."""
    if heading is None or heading.amount is None or any(f.id == heading.id for f in shown) or len(shown) < 2:
        return []
    gap = calculate.gap(heading, shown)
    if gap == 0:
        return [c.say(f"各项相加等于 {c.draft.money(heading)}。", f"Together they make {c.draft.money(heading)}.")]
    result = c.draft.computed(calculate.less_parts(heading, shown), first=False)
    return [
        c.say(
            f"各项相加与印出的 {c.draft.money(heading)} 相差 {result}。",
            f"Together they differ from the printed {c.draft.money(heading)} by {result}.",
        )
    ]
