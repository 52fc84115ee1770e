"""Answers with several rows: what stands under a heading, the largest, how many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Figure
from qa import calculate
from qa.composer import Composer, Said
from qa.finder import Found, Missing
from qa.plan import Item
from qa.wording import column_name, context, full_name, item_name

_WHOLE = Item(text="", total="expenditure", match="total", confidence=1)


def list_under(c: Composer) -> Said:
    """The rows under a heading, a column's parts, or all projects."""
    if c.plan.under is None:
        return c.refuse(Missing("item", c.plan.question), None)
    if c.plan.under.sense == "project" and not c.plan.under.labels:
        projects = c.finder.projects()
        if projects:
            return rows_text(
                c,
                projects,
                c.say(f"{context(projects[0], 'zh')}的项目：", f"Projects in {context(projects[0], 'en')}:"),
            )
    column = c.plan.under.measure is not None and not c.plan.under.labels
    found = c.finder.leaves(c.plan.under) if column else c.finder.children(c.plan.under)
    if not isinstance(found, tuple):
        if isinstance(found, Missing) and c.plan.under.found:
            return lookup_under(c, found)
        return c.refuse(found, c.plan.under)
    heading, rows = found
    name = full_name(heading.figure, c.plan.language)
    c.draft.name(heading.figure.table, *heading.figure.path, heading.figure.code, *heading.figure.measure_path)
    return rows_text(
        c, rows, c.say(f"{context(rows[0], 'zh')}中，{name}下：", f"In {context(rows[0], 'en')}, under {name}:")
    )


def lookup_under(c: Composer, missing: Missing) -> Said:
    """A heading without rows of its own: its figure, and that nothing is printed below it."""
    assert c.plan.under is not None
    found = c.find(c.plan.under)
    if not isinstance(found, Found):
        return c.refuse(missing, c.plan.under)
    below = c.say("其下没有再列明细。", " Nothing is printed below it.")
    return "answered", c.with_note(c.state(found) + below), []


def rank(c: Composer) -> Said:
    """The largest or smallest rows: of a heading, a column, the projects, or the budget units."""
    under = c.plan.under
    if under is not None and (under.code_prefix or under.sense == "project") and not under.labels:
        rows = c.finder.projects(under.code_prefix)
        if not rows:
            return c.refuse(Missing("item", under.text or c.say("项目", "projects")), under)
    elif c.plan.by_unit:
        rows = c.finder.units("income" if re.search("收入|income|revenue", c.plan.question) else "expenditure")
        if len(rows) < 2:
            return c.refuse(Missing("item", c.say("下属单位", "budget units")), None)
    else:
        whole = under if under is not None and under.found else _WHOLE
        column = whole.measure is not None and not whole.labels and not c.plan.level
        found = c.finder.leaves(whole) if column else c.finder.children(whole)
        if not isinstance(found, tuple):
            return c.refuse(found, under)
        rows = found[1]
    chosen = calculate.largest(rows, c.plan.top or 1, ascending=c.plan.ascending)
    if not chosen:
        return c.refuse(Missing("item", c.plan.question), under)
    word = c.say("最少" if c.plan.ascending else "最多", "smallest" if c.plan.ascending else "largest")
    lead = c.say(f"{context(chosen[0], 'zh')}中{word}的是：", f"The {word} in {context(chosen[0], 'en')}:")
    return rows_text(c, chosen, lead)


def count(c: Composer) -> Said:
    """How many projects are printed with a budget."""
    rows = c.finder.projects()
    if not rows:
        return c.refuse(Missing("item", c.say("项目", "projects")), None)
    number = c.draft.computed(calculate.count(rows))
    c.draft.name(rows[0].table)
    return (
        "answered",
        c.say(
            f"{context(rows[0], 'zh')}的{rows[0].table}中列有 {number} 个项目。",
            f"{rows[0].table} in {context(rows[0], 'en')} lists {number} projects.",
        ),
        [],
    )


def rows_text(c: Composer, rows: Sequence[Figure], lead: str) -> Said:
    """Rows as a list, one figure a line, under a lead."""
    c.remark(*rows)
    column = column_name(rows[0], c.plan.language)
    lines = [f"- {item_name(f, c.plan.language)}{c.say('：', ': ')}{c.draft.money(f)}" for f in rows]
    head = lead if not column or column in lead else f"{lead}{c.say(f'（{column}）', f' ({column})')}"
    return "answered", c.with_note("\n".join([head, *lines]) + "\n"), []
