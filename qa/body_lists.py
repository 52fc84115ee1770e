"""The bodies of a department side by side: what each has in all, or of basic or project spending."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.model import Figure
from qa import thresholds
from qa.asking import KINDS_OF_BODY
from qa.composer import Composer, Said
from qa.found import Found, Missing
from qa.members import Member, latest_first, members
from qa.membership import find_alone
from qa.plan import Item
from qa.tabled import rows_text
from qa.wording import context


def of_bodies(c: Composer) -> Said:
    """What the department itself and each of its units have, as the tables list them."""
    found = bodies(c, own=c.plan.own)
    if len(found) < 2:
        what = c.plan.items[0].text if c.plan.items else ""
        return c.refuse(Missing("item", c.say(f"各单位的{what or '预算'}", f"{what or 'amounts'} of each unit")), None)
    column = c.plan.items[0].text if c.plan.items else ""
    where = context(department_of(c, found[0]), c.plan.language)
    c.draft.name(column)
    lead = c.say(
        f"{where}中各单位{column and f'的{column}'}",
        f"{column or 'The bodies'} in {where}{column and ', body by body'}",
    )
    if c.plan.bound is not None:
        return thresholds.answer(c, found, lead)
    whole = c.find(Item(whole="income" if found[0].table_kind in {"income", "final_income"} else "expenditure"))
    total = whole.figure if isinstance(whole, Found) and c.plan.own and not c.plan.body_kind else None
    same = total is not None and not c.plan.items and total.table_number == found[0].table_number
    return rows_text(c, found, lead + c.say("：", ":"), total if same else None)


def bodies(c: Composer, *, own: bool, thing: Item | None = None) -> list[Figure]:
    """The bodies that are asked for, of the kind and in the column named, or the `thing` that each of them has; `own` takes in the
    department's own row."""
    income = bool(re.search("收入|income|revenue", c.plan.question))
    column = thing or next(iter(c.plan.items), Item(whole="income" if income else "expenditure"))
    for holding in latest_first(c.finder.holdings):
        found = [m for m in members(holding) if own or not m.own]
        if len(found) > 1:
            looks = [find_alone(c.finder, (member,), column) for member in _of_kind(c, found)]
            return [f for one in looks if isinstance(one, Found) and (f := one.figure).amount is not None]
    return []


def _of_kind(c: Composer, found: list[Member]) -> list[Member]:
    """The bodies of the kind that is asked for (学校); all where none is."""
    if not c.plan.body_kind:
        return found
    kind = KINDS_OF_BODY.get(c.plan.body_kind, c.plan.body_kind)
    return [member for member in found if re.search(kind, member.name)]


def department_of(c: Composer, figure: Figure) -> Figure:
    """A body's figure as one of the department's, whose document it stands in."""
    whose = next((r.facts.organization for r in c.records if r.name == figure.document), figure.organization)
    return replace(figure, organization=whose)
