"""Targets that a question means without saying so: how many of a project, what a head comes to, one by its very name.

What a target counts is asked for after its project (警务辅助人员经费多少，聘多少人); an amount per head that a target sets is looked up and
never worked out; the full name of a target asks for that target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.model import Indicator
from qa.book import CORE
from qa.composer import Composer, Said
from qa.compound import parts
from qa.counting import units_asked
from qa.indicators import Target, asks_unit, base_unit, indicator_book, per_head, value_of
from qa.naming import core
from qa.plan import Item, Term
from qa.targets import state
from qa.text import fold
from qa.words import words

_COUNTS_NOTHING: Final = re.compile(r"数量?|人数|情况|个数")


def counted_of_project(c: Composer, items: Sequence[Item]) -> Said | None:
    """How many of a thing the one target says that counts it for the project which the words, or those before, name."""
    question = c.plan.question
    if c.plan.kind != "count" or c.plan.intent != "lookup" or not items or len(parts(question, c.plan.language)) > 1:
        return None
    if not any(item.terms for item in items) or any(item.whole or item.code for item in items):
        return None
    units = {base_unit(i.unit) for h in c.finder.of(Item()) for i in h.indicators}
    exact = {unit for unit in (*units, *words().measures) if asks_unit(question, unit)}
    asked = exact or set(units_asked(question))
    of_project = [i for i in _of_project(c, items) if base_unit(i.unit) in asked and value_of(i) is not None]
    fit = [i for i in of_project if _accounts(i, (term for item in items for term in item.terms))]
    if len(fit) != 1:
        said = [i for i in fit if _says_own_word(question, i)]
        fit = said if len(said) == 1 else []
    return state(c, [Target(tuple(fit), 1.0)]) if fit else None


def rate_of(c: Composer, items: Sequence[Item]) -> Said | None:
    """The amount per head that a target sets of the things or the project asked about, where just one does."""
    terms = [term for item in items for term in item.terms]
    if not terms or any(item.code or item.whole for item in items):
        return None
    found = [
        i
        for h in c.finder.of(items[0])
        for i in h.indicators
        if per_head(i) and (value := value_of(i)) is not None and value[1] == "CNY" and _accounts(i, terms)
    ]
    found = _not_of_another(c, items, found)
    values = {(i.project, i.target, i.unit) for i in found}
    return state(c, [Target(tuple(found[:1]), 1.0)]) if len(values) == 1 else None


def by_name(c: Composer, item: Item) -> Said | None:
    """The target that goes by the very name of a thing, where no amount does; `None` where several of that name differ."""
    if not item.terms or item.code or item.whole or c.plan.intent != "lookup":
        return None
    found = [
        i
        for h in c.finder.of(item)
        for i in h.indicators
        if any(core(i.level3) in _names(term) for term in item.terms)
        and _accounts(i, item.terms)
        and (value := value_of(i)) is not None
        and (c.plan.kind != "money" or value[1] == "CNY")
    ]
    values = {(i.project, i.target, i.unit) for i in found}
    return state(c, [Target(tuple(found[:1]), 1.0)]) if len(values) == 1 else None


def _names(term: Term) -> set[str]:
    return {core(form) for form in (term.text, *term.forms)}


def _not_of_another(c: Composer, items: Sequence[Item], found: list[Indicator]) -> list[Indicator]:
    """Targets without those of a project whose name only holds that of a row which is asked for (协警党建经费, asked for 党建经费)."""
    names = set().union(*(_names(term) for item in items for term in item.terms))
    printed = names & {core(cell.figure.label) for h in c.finder.of(items[0]) for cell in h.cells}
    return [
        i
        for i in found
        if not printed or core(i.project or "") in printed or any(name in fold(i.level3) for name in printed)
    ]


def _of_project(c: Composer, items: Sequence[Item]) -> list[Indicator]:
    """The targets of the project that the words name, else of the one named last."""
    for group in (items, *([one] for one in reversed(c.plan.past))):
        found: list[Indicator] = []
        for holding in c.finder.of(Item()):
            book = indicator_book(holding) if holding.indicators else None
            fits = [book.fits(term) for item in group for term in item.terms] if book is not None else []
            found += [
                i for i in holding.indicators if i.project and any(fit.get(i.project, 0.0) >= CORE for fit in fits)
            ]
        projects = {(i.document, i.project) for i in found}
        if projects:
            return found if len(projects) == 1 else []
    return []


def _accounts(indicator: Indicator, terms: Iterable[Term]) -> bool:
    """Whether a target's project and name hold all of the words."""
    said = fold(f"{indicator.project or ''}{indicator.level3}")

    def held(term: Term) -> bool:
        whole = any(fold(form) in said for form in term.forms if fold(form))
        return whole or (bool(term.parts) and all(any(fold(f) in said for f in part if f) for part in term.parts))

    return all(held(term) for term in terms)


def _says_own_word(question: str, indicator: Indicator) -> bool:
    """Whether a question holds two characters in a row of a target's name that its project has not."""
    own = _COUNTS_NOTHING.sub("", fold(indicator.level3))
    project, asked = fold(indicator.project or ""), fold(question)
    pairs = {own[at : at + 2] for at in range(len(own) - 1)}
    return any(pair in asked and pair not in project for pair in pairs)
