"""Answers with several rows: what stands under a heading, the largest, how many, the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.model import Figure
from qa import asking, calculate, narrative, rows, targeted, thresholds, told_rows
from qa.asking import FINEST
from qa.body_lists import bodies, department_of, of_bodies
from qa.composer import Composer, Said
from qa.followup import WHOLE
from qa.found import Choice, Found, Missing
from qa.lookup import by_names
from qa.naming import core, is_fund
from qa.period import year_of
from qa.plan import Item, Term
from qa.preference import PROJECT_TABLES, PURCHASES, is_body, sense_of
from qa.projects_asked import with_amounts
from qa.remainders import without
from qa.tabled import rows_text
from qa.terms import official_term
from qa.wording import context, full_name

_ANY_PROJECT = frozenset({"项目支出", "项目"})
_MANY_EQUAL = 5
_ITEMS = 3  # the depth of an item (项) of the functional classification
Rows = tuple[Found, list[Figure]]


def heading_rows(c: Composer, under: Item) -> Rows | Missing | Choice:
    """A heading and the rows under it; of a column (公用经费), the rows that make it up."""
    found = c.find(under)
    sense = under.sense or (c.plan.senses[0] if len(c.plan.senses) == 1 else None)
    if sense is not None and under.terms and all(is_fund(term.forms[0]) for term in under.terms if term.forms):
        # 一般公共预算中最大的经济科目: the rows of the fund's table that is divided so.
        divided = [f for f in _titled(c, under) if sense_of(f) == sense]
        if divided:
            return Found(divided[0]), divided
    if not isinstance(found, Found):
        table = _titled(c, under) or told_rows.under(c.finder, under)
        return (Found(table[0]), table) if len(table) > 1 else narrative.parts(c.finder, under, c.plan.kind) or found
    best: list[Figure] = []
    chosen = found.figure
    for heading in (found.figure, *found.same, *found.others):
        if heading in found.others and best:
            break  # another amount of the name is only divided where the first is not
        titled = any(heading.table in holding.book.fits(term) for term in under.terms for holding in c.finder.holdings)
        leaf = (rows.is_whole(heading) and bool(under.terms) and not titled) or bool(FINEST.search(c.plan.question))
        leaf = leaf or (heading.table_kind in PURCHASES and c.plan.bound is not None)
        # A column's total is made up of its leaves, in the table that divides it most finely; a heading of its rows.
        below = (rows.leaves if leaf else rows.children)(c.finder.holdings, heading)
        whole = heading.label.endswith("合计")  # 公用经费合计 is of the items, not of their headings
        below = below or rows.parts(c.finder.holdings, heading, finest=leaf or whole)
        below = rows.at_depth(below, c.finder.holdings, heading, c.plan.depth)
        while c.plan.depth is None and len(below) == 1 and (deeper := rows.children(c.finder.holdings, below[0])):
            below = deeper  # a heading whose one row says the same again
        if heading.table_kind in PURCHASES and not c.plan.by_unit and any(is_body(f.path[-1], f.code) for f in below):
            below = rows.leaves(c.finder.holdings, heading)  # what is bought, not who buys it
        below = [f for f in below if under.sense is None or sense_of(f) in (under.sense, None)]
        if below and (not best or (leaf and len(_printed(below)) > len(_printed(best)))):
            chosen, best = heading, below
    if sense is not None and sense != sense_of(chosen) and not (best and all(sense_of(f) == sense for f in best)):
        best = rows.split_of(c.finder.holdings, chosen, sense) or best
    found = Found(chosen, found.score, found.same, found.others)
    columns = bool(best) and all(rows.is_whole(figure) for figure in best)
    of_classes = under.whole == "expenditure" and not under.terms and c.plan.depth in (1, None)
    if (columns or not best) and of_classes and under.sense != "economic" and (c.plan.depth or c.plan.intent == "rank"):
        listed = rows.classes(c.finder.holdings)  # the only rows may be those of basic and of project spending
        if len(listed) > 1:
            return found, listed
    if best:
        return found, best
    printed = c.finder.find(under if found.figure.source == "table" else by_names(under))
    if isinstance(printed, Found):
        for heading in (printed.figure, *printed.same):
            beside = rows.columns(c.finder.holdings, heading)
            if beside and not (c.plan.depth and all(is_fund(figure.label) for figure in beside)):
                return Found(heading), beside
    by_function = c.plan.depth == _ITEMS or (c.plan.depth is None and c.plan.senses == ("function",))
    stated = told_rows.under(c.finder, under) if by_function else []
    if len(stated) > 1:
        return found, stated
    told = narrative.parts(c.finder, under, c.plan.kind)
    if told is not None and c.plan.depth and any(is_fund(figure.label) for figure in told[1]):
        return Missing("item", under.text)  # funds are no headings of a classification
    return told or Missing("item", under.text)


def _printed(found: Sequence[Figure]) -> list[Figure]:
    """Those that print an amount other than zero."""
    return [figure for figure in found if figure.amount]


def _titled(c: Composer, under: Item) -> list[Figure]:
    """The outermost rows of a table that the words name."""
    titles = {
        name
        for holding in c.finder.holdings
        for term in under.terms
        for name in holding.book.fits(term)
        if any(cell.figure.table == name for cell in holding.cells)
    }
    return rows.top_rows(c.finder.holdings, tuple(titles)) if titles else []


def list_under(c: Composer) -> Said:
    """The rows under a heading, a column's parts, or all projects."""
    under = c.plan.under
    if c.plan.by_unit:
        return of_bodies(c)
    if under is None:
        return c.refuse(Missing("item", c.plan.question), None)
    if _projects_meant(c, under):
        found = _projects(c, under)
        if found and c.plan.bound is not None:
            return thresholds.answer(
                c, found, c.say(f"{context(found[0], 'zh')}的项目中", f"Projects in {context(found[0], 'en')}")
            )
        if not found and c.plan.targeted:
            found = targeted.listed(c)
        found = found or (rows.with_column(c.finder.holdings, under.terms) if under.terms else [])
        if found and not (len(found) == 1 and _of_project(under)):  # one project is asked for what it is made up of
            lead = c.say(f"{context(found[0], 'zh')}的项目：", f"Projects in {context(found[0], 'en')}:")
            return rows_text(c, _rest(c, without(c, found)), lead)
    looked = heading_rows(c, under)
    return _under_heading(c, looked) if isinstance(looked, tuple) else _heading_alone(c, looked, under)


def list_rows(c: Composer, item: Item) -> Said | None:
    """The rows under a thing that was not asked for as a heading; `None` where fewer than two are printed."""
    looked = heading_rows(c, item)
    several = isinstance(looked, tuple) and len(looked[1]) > 1 and looked[0].figure.source == "table"
    return _under_heading(c, looked) if several and isinstance(looked, tuple) else None


def _under_heading(c: Composer, looked: Rows) -> Said:
    """The rows under a heading as a list, or those of them within the plan's bound."""
    heading, below = looked
    if c.plan.bound is not None:
        where = full_name(heading.figure, c.plan.language)
        return thresholds.answer(
            c, below, c.say(f"{context(below[0], 'zh')}的{where}下", f"Under {where} in {context(below[0], 'en')}")
        )
    name = full_name(heading.figure, c.plan.language)
    if any(figure.id == heading.figure.id for figure in below):
        name = heading.figure.path[-2] if len(heading.figure.path) > 1 else heading.figure.table or name
    c.draft.name(heading.figure.table, *heading.figure.path, heading.figure.code, *heading.figure.measure_path)
    lead = c.say(f"{context(below[0], 'zh')}中，{name}下：", f"In {context(below[0], 'en')}, under {name}:")
    shown = _rest(c, without(c, below))
    # What is left of the rows is what is added up, not the heading that what is left out is in.
    last = _together(c, shown, None) if c.plan.less else ""
    return rows_text(c, shown, lead, None if c.plan.less else heading.figure, last=last)


def _rest(c: Composer, found: list[Figure]) -> list[Figure]:
    """Without those that an earlier answer gave, where the rest is asked for."""
    if not c.plan.rest or not c.plan.top:
        return found
    given = {figure.id for figure in calculate.largest(found, c.plan.top, ascending=c.plan.ascending)}
    return [figure for figure in found if figure.id not in given]


def _of_project(under: Item) -> tuple[Term, ...]:
    """What the projects asked for are to be of, beyond being projects."""
    return tuple(t for t in under.terms if core(t.text) not in _ANY_PROJECT and t.text != "project expenditure")


def _projects(c: Composer, under: Item) -> list[Figure]:
    """The projects that are asked for: all of them, those of a code, a body or some words."""
    return rows.projects(c.finder.holdings, c.plan, under.code_prefix, _of_project(under))


def _projects_meant(c: Composer, under: Item) -> bool:
    """Whether the rows asked for are projects: all of them, or what project spending is made up of."""
    if under.projects:
        return True
    if c.plan.senses and "project" not in c.plan.senses:
        return False  # the economic items of project spending
    return bool(under.terms) and not _of_project(under)


def _heading_alone(c: Composer, missing: Missing | Choice, under: Item) -> Said:
    """A heading without rows of its own: refused with its figure, and that nothing is printed below it."""
    found = c.find(under)
    if not isinstance(found, Found):
        return c.refuse(missing, under)
    below = c.say("其下没有再列明细。", " Nothing is printed below it.")
    return "refused", c.with_note(c.state(found, under) + below), []


_PLACES_ZH: Final = "零一二三四五六"
_PLACES_EN: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth")


_PAIR: Final = 2
# Which is the largest, and by how much: by how much more than the next.
_BY_HOW_MUCH: Final = re.compile(
    r"^(?!.*\b(?:ris|rose|grow|grew|increas|fall|fell|drop|decreas|declin|chang|last year|year before|previous year|20\d\d)).*"
    r"(?:\bby how much\b|\bhow (?:much|far) (?:more|ahead|less)\b[^?]*\b(?:next|second|runner[- ]up)\b)",
    re.IGNORECASE,
)


def rank(c: Composer) -> Said:
    """The largest or smallest rows: of a heading, a column, the projects, or the budget units."""
    under = c.plan.under
    heading: Figure | None = None
    meant = _projects(c, under) if under is not None and (under.code_prefix or _projects_meant(c, under)) else []
    if under is not None and (meant or under.code_prefix or (_projects_meant(c, under) and not _of_project(under))):
        found = meant
        if not found:
            return c.refuse(Missing("item", under.text or c.say("项目", "projects")), under)
    elif c.plan.by_year and under is not None:
        found = rows_of_years(c, under)
        if not found:
            return c.refuse(Missing("item", under.text), under)
    elif c.plan.by_unit and under is not None and len(c.finder.holdings) > 1:
        found = rows_of_bodies(c, under)
    elif c.plan.by_unit:
        own = c.plan.own and not asking.SUBORDINATE.search(c.plan.question)
        found = bodies(c, own=own, thing=under)
        if not found or (len(found) < 2 and not c.plan.body_kind):
            what = under.text if under is not None else ""
            return c.refuse(
                Missing("item", c.say(f"各单位的{what}" if what else "下属单位", what or "budget units")), None
            )
    else:
        looked = heading_rows(c, under if under is not None else WHOLE)
        if not isinstance(looked, tuple):
            return _heading_alone(c, looked, under if under is not None else WHOLE)
        heading, found = looked[0].figure, looked[1]
    # A total is none of the rows, unless the table's columns are its items.
    found = [
        figure for figure in found if c.plan.by_year or not rows.is_whole(figure) or figure.path == figure.measure_path
    ]
    if c.plan.of_projects:
        found = [figure for figure in found if figure.table_kind in PROJECT_TABLES]
    if len(found) == 1 and rows.is_whole(found[0]) and not c.plan.by_year:
        found = []
    left = without(c, found)
    chosen = calculate.largest(left, c.plan.top or 1, ascending=c.plan.ascending)
    if not chosen:
        return c.refuse(Missing("item", c.plan.question), under)
    if c.plan.nth and len(left) >= c.plan.nth:
        chosen = calculate.largest(left, c.plan.nth, ascending=c.plan.ascending)[-1:]
    ahead = len(chosen) == 1 and not c.plan.by_year and bool(_BY_HOW_MUCH.search(c.plan.question))
    chosen = _with_ties(c, left, chosen)
    if ahead and len(chosen) == 1:
        chosen = calculate.largest(left, 2, ascending=c.plan.ascending)
    if c.plan.both_ends and len(left) > 1:
        chosen = [*calculate.largest(left, 1), *calculate.largest(left, 1, ascending=True)]
    word = (
        c.say("最多和最少", "largest and the smallest")
        if c.plan.both_ends
        else c.say("最少" if c.plan.ascending else "最多", "smallest" if c.plan.ascending else "largest")
    )
    where = context(department_of(c, chosen[0]) if c.plan.by_unit else chosen[0], c.plan.language)
    lead = c.say(f"{where}中{word}的是：", f"The {word} in {where}:")
    if c.plan.nth and len(chosen) == 1:
        place = c.say(
            _PLACES_ZH[c.plan.nth], _PLACES_EN[c.plan.nth]
        )  # a word: no number that a figure would have to bear out
        lead = c.say(
            f"{where}中按金额排第{place}的是：",
            f"The {place} {'smallest' if c.plan.ascending else 'largest'} in {where}:",
        )
    if not asking.SHARES.search(c.plan.question):
        heading = None
    elif heading is None:
        heading = _whole_of(c, chosen[0])
    if heading is not None:
        c.draft.name(heading.table)
    last = _ahead(c, chosen) if ahead else _together(c, chosen, heading)
    return rows_text(c, chosen, lead, heading, ordered=True, last=last)


def _ahead(c: Composer, chosen: Sequence[Figure]) -> str:
    """By how much the largest row, or the smallest, is ahead of the next; empty where there is no next."""
    if len(chosen) != _PAIR:
        return ""
    gap = c.draft.computed(calculate.difference(*calculate.largest(chosen, _PAIR)), first=False)
    return c.say(f"两者相差 {gap}。", f"The difference between them is {gap}.")


def _with_ties(c: Composer, found: Sequence[Figure], chosen: list[Figure]) -> list[Figure]:
    """The rows chosen, with those that print the same as the last of them: none of several equals is the largest. Many rows of
    nothing are no answer."""
    if not chosen or not chosen[-1].amount:
        return chosen
    names = {(figure.organization, figure.path, figure.code) for figure in chosen}
    others = {(f.organization, f.path, f.code): f for f in found if f.amount == chosen[-1].amount}
    equal = [f for name, f in others.items() if name not in names]
    return [*chosen, *equal] if len(equal) < _MANY_EQUAL else chosen


def _whole_of(c: Composer, row: Figure) -> Figure | None:
    """What rows that no heading was asked for are shares of: project spending where the question says so, else all spending."""
    projects = bool(asking.PROJECT_SPENDING.search(c.plan.question))
    item = Item(text="项目支出", terms=(official_term("项目支出"),)) if projects else WHOLE
    found = c.find(item if c.members else item.model_copy(update={"organization": row.organization}))
    return found.figure if isinstance(found, Found) and found.figure.document == row.document else None


def _together(c: Composer, chosen: Sequence[Figure], heading: Figure | None) -> str:
    """What several rows come to, and their share, where the question wants them together."""
    wanted = asking.SUMMED.search(c.plan.question) or (heading and asking.JOINTLY.search(c.plan.question))
    if len(chosen) < 2 or not wanted or c.plan.by_year or c.plan.both_ends:
        return ""
    total = c.draft.computed(calculate.total(chosen), first=False)
    if heading is None:
        return c.say(f"合计 {total}。", f"Together they make {total}.")
    share = c.draft.computed(calculate.share_of_sum(chosen, heading), first=False)
    name = full_name(heading, c.plan.language)
    return c.say(
        f"合计 {total}，占{name} {c.draft.money(heading)} 的 {share}。",
        f"Together they make {total}, {share} of {name}, {c.draft.money(heading)}.",
    )


def rows_of_bodies(c: Composer, item: Item) -> list[Figure]:
    """One thing's figure in each organisation that prints it."""
    names = dict.fromkeys(r.facts.organization for r in c.records if r.facts.organization)
    looked = [c.find(item.model_copy(update={"organization": name})) for name in names]
    return [one.single for one in looked if isinstance(one, Found) and one.figure.amount is not None]


def rows_of_years(c: Composer, item: Item) -> list[Figure]:
    """One thing's figure in each year that it is printed for."""
    years = {r.facts.fiscal_year for r in c.records if r.facts.fiscal_year}
    years |= {year - 1 for year in years}
    looked = [c.find(item.model_copy(update={"year": year})) for year in sorted(years, reverse=True)]
    found = [one.single for one in looked if isinstance(one, Found) and one.figure.amount is not None]
    return list({year_of(figure): figure for figure in found}.values())


def count(c: Composer) -> Said:
    """How many projects are printed with a budget; how many have performance targets, as the text states it."""
    stated = targeted.number_of(c) if c.plan.targeted else []
    if stated:
        names = tuple(dict.fromkeys(figure.organization or figure.document for figure in stated))
        if len(names) > 1:
            return c.refuse(Choice(names), None)
        others = [f for f in stated[1:] if f.amount != stated[0].amount]
        others += targeted.amount_of(c, stated[0]) if with_amounts(c.plan.question) else []
        return "answered", c.quote(Found(stated[0], others=tuple(others))), []
    found = rows.projects(c.finder.holdings, c.plan)
    said = narrative.find(c.finder, c.plan.items[0], kind="count") if not found and c.plan.items else None
    if said is not None and not said.others:
        return "answered", c.with_note(c.state(said)), []  # 有多少个采购项目: as the text counts them
    if not found:
        return c.refuse(Missing("item", c.say("项目", "projects")), None)
    if len({figure.organization for figure in found}) > 1:
        return c.refuse(Choice(tuple(dict.fromkeys(f.organization or f.document for f in found))), None)
    number = c.draft.computed(calculate.count(found))
    c.draft.name(found[0].table)
    return (
        "answered",
        c.say(
            f"{context(found[0], 'zh')}的{found[0].table}中列有 {number} 个项目。",
            f"{found[0].table} in {context(found[0], 'en')} lists {number} projects.",
        ),
        [],
    )
