"""Projects that are told by what their names speak of (运维项目一共多少, legal aid): no row is called so, several hold the words.

Each row stands in the answer under its own printed name, so nothing is passed off as something else; their sum is worked out
where they stand in one table and none holds another.
"""

from __future__ import annotations

from typing import Final

from ingest.model import Figure
from qa import calculate, rows
from qa.asking import TOGETHER
from qa.composer import Composer, Said
from qa.found import Found
from qa.plan import Item, Term
from qa.preference import PROJECT_TABLES
from qa.tabled import rows_text
from qa.text import fold
from qa.wording import context

# More rows than these are no answer; words that most projects have tell nothing.
_MOST: Final = 12
_SHARE: Final = 3


def spoken_of(c: Composer, item: Item) -> list[Figure]:
    """The projects whose own names hold every word of an item; empty where the words tell too little. What is a known name is only
    read so where several projects are asked for together and none has that very name."""
    of_projects = "project" in c.plan.senses and bool(TOGETHER.search(c.plan.question))
    if not item.terms or item.code or item.whole or c.plan.kind in {"count", "percent", "target"}:
        return []
    if item.model_copy(update={"sense": None}).placed or (item.sense and not of_projects):
        return []
    everything = rows.projects(c.finder.holdings, c.plan)
    known = {fold(term.text) for term in item.terms if term.known}
    if known and (not of_projects or any(fold(figure.label) in known for figure in everything)):
        return []  # 信息化项目一共多少, where no project is called just so, is of all that are called so with more
    found = [figure for figure in everything if all(_holds(figure.label, term) for term in item.terms)]
    unmeant = c.plan.unmeant
    found = [figure for figure in found if not unmeant or not all(_holds(figure.label, term) for term in unmeant)]
    few = len(found) <= _MOST and (len(found) <= 1 or _SHARE * len(found) <= len(everything))
    one_body = len({figure.document for figure in found}) <= 1
    return found if few and one_body else []


def told(c: Composer, item: Item, *, several: bool = False) -> Said | None:
    """The projects that an item speaks of, and what they come to; `None` if there are none, or but one where `several` are wanted."""
    found = spoken_of(c, item)
    years = {item.year} if item.year else set(c.plan.years)
    if years and not years & {figure.fiscal_year for figure in found}:
        return None  # 2025年考试经费, in the budget of 2026
    if not found or (several and len(found) < 2):
        return None
    c.draft.name(item.text)
    where = context(found[0], c.plan.language)
    lead = c.say(
        f"{where}没有叫“{item.text}”的一项，名称里有它的项目：",
        f"No row of {where} is called “{item.text}”; projects whose names speak of it:",
    )
    if len(found) == 1:
        return rows_text(c, found, lead)
    total = c.draft.computed(calculate.total(found))
    return rows_text(c, found, lead, last=c.say(f"以上各项合计 {total}。", f"Together they make {total}."))


def together(c: Composer, item: Item) -> Said | None:
    """All projects that words without a row of that name speak of, where they are asked for as one (两新组织的钱总数) and several rows
    fit them; `None` for what is one row's name."""
    if not item.terms or any(term.known or term.body for term in item.terms):
        return None
    item = item.model_copy(update={"whole": None, "text": "".join(term.text for term in item.terms)})
    found = c.find(item)
    several = isinstance(found, Found) and found.figure.table_kind in PROJECT_TABLES and bool(found.others)
    return told(c, item, several=True) if several else None


def _holds(label: str, term: Term) -> bool:
    """Whether a name holds a term word for word: one of its forms, or something for each of its pieces."""
    name = fold(label)
    if any(len(fold(form)) > 1 and fold(form) in name for form in term.forms):
        return True
    pieces = [[fold(fragment) for fragment in part if len(fold(fragment)) > 1] for part in term.parts]
    return bool(pieces) and all(any(fragment in name for fragment in piece) for piece in pieces)
