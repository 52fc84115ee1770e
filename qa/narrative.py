"""Figures that the running text states, found by what their sentence says they are.

A stated figure answers when its subject (heading, item, measure) and the words before it in its sentence account for all
the words asked. By how much something changed is not what it is: words of change are only for questions of change.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.accounted import accounted
from qa.beside import CHANGE as CHANGE
from qa.beside import all_by_heading, names_sibling, side_by_side
from qa.book import LEAST, Book
from qa.closeness import behind, closeness, in_its_words, without_parts
from qa.contrasts import is_unmeant
from qa.counting import asks_unit, dear_enough, is_dear, units_asked
from qa.finder import Finder
from qa.found import Found
from qa.holding import Holding
from qa.indicators import asks_rate
from qa.lexicon import official_kinds
from qa.naming import core, is_generic, side_of
from qa.period import Missed, in_time
from qa.plan import Item, Kind, Sense, Term, Whole
from qa.scoring import ENOUGH, aspect_rank, equal
from qa.sentence import INCLUDES, before_number, clause, in_sentence, is_rate, own_words, purpose, sides_told
from qa.stock import as_asked
from qa.text import fold

FALLS: Final = re.compile("减|降|少|下滑")
_CHANGED: Final = re.compile("新增|增加|减少|压减|调减|调增|追加|核减|取消")
_SHARE: Final = re.compile("占|完成|比重|比例")
_SENTENCE: Final = 0.8
_CLEARLY: Final = 0.85
# What the subject of a whole may consist of, besides the organisation's name.
_OF_WHOLE: Final = re.compile(
    r"20\d\d|年初|年度?|本|当|全|各|部门|单位|财务|收支|收入|支出|预算|决算|安排|总额|总数|总计|合计|总|数|额|为|是|共|的|情况|说明|综合"
)
_AGAINST: Final = re.compile(
    r"(?:比|较|与|同)(?:20\d\d年?|上年度?|上一年|去年)?(?:年初|全年|调整后?|执行)?(?:预算|决算)?数?(?:[相对]比|比较|相较)?"
)
_CUT: Final = re.compile("及?以[上下内]|或以上")
_CONTESTED: Final = 0.1
# What was left from the year before is no new money.
_NEW_MONEY: Final = re.compile(
    r"新安排|新增安排|新列|新下达|新批|(?:当年|本年|今年)(?:度)?(?:新增?|当年)(?:的)?(?:安排|预算|资金)|(?:不含|不算|剔除|扣除|除去)(?:上年)?结[转余]"
    r"|\b(?:new money|newly (?:allocated|budgeted|appropriated|provided)|new (?:funding|funds|allocation))\b",
    re.IGNORECASE,
)
_CARRIED: Final = re.compile("结转|结余")
_A_THIRD: Final = 0.33
_PART: Final = 0.72
_BETTER: Final = 0.15
_PART_OF: Final = 0.1
_PERSONS: Final = frozenset({"人", "名"})
# What leads up to the subject of a sentence: when, whose, which money, and that there is some of it.
_LEAD: Final = re.compile(
    r"^(?:20\d\d年度?|本年度?|今年|当年|全年|截至.{0,12}?(?:[底末初]|\d[月日])|[本我](?:部门|单位|局|委|办|院|校|中心|机关|街道)|"
    r"部门|单位|所属|各|预算单位|(?:一般公共预算|财政)?拨款安排的?|纳入.{0,12}?的|其中|[共现实拟尚]有|[共总]计|安排|编列|计划|的|：|:)+"
)
_JOINS: Final = re.compile(r"[\u3400-\u9fff](?:[和与及、]|以及)[\u3400-\u9fff]|20\d\d\s*年?[—–~～至到-]{1,2}\s*20\d\d")
_VERBATIM, _LONGEST = 8, 40
PERCENT: Final = frozenset({"%", "％", "个百分点"})


def find(finder: Finder, item: Item, *, change: bool = False, kind: Kind | None = None) -> Found | None:
    """The stated figure for an item; of change where `change` is set, of the kind asked for."""
    scored: list[tuple[float, int, Figure]] = []
    for holding in finder.of(item):
        reading = (
            _of_whole(holding, item.whole, change, kind)
            if item.whole and not item.terms
            else fitting(holding, item, change, kind)
        )
        for figure, score in reading:
            scored.append((score, aspect_rank(item, figure), figure))
    if item.aspect:
        scored = [s for s in scored if s[1] < 2]  # the column asked for, or none
    if kind == "count":
        scored = _of_what_is_counted(scored, item, finder)
    if not asks_rate(finder.plan.question) and not finder.plan.per_head:
        scored = [s for s in scored if not is_rate(s[2])]
    if _NEW_MONEY.search(finder.plan.question):
        scored = [s for s in scored if not _CARRIED.search(f"{s[2].label}{s[2].measure}")]
    if finder.plan.days:
        scored = [s for s in scored if any(_tells_day(s[2], day) for day in finder.plan.days)]
    if finder.plan.unmeant:
        books = {h.record.name: stated_book(h) for h in finder.holdings}
        scored = [s for s in scored if not is_unmeant(books[s[2].document], finder.plan.unmeant, names_of(s[2]))]
    if not scored:
        return None
    figures = [figure for *_, figure in scored]
    # What there is at some day (截至2025年8月31日共有车辆) is of no budget year.
    dated = kind == "count" and not item.year and not finder.plan.years
    timed = figures if dated else in_time(_best(scored), item, finder.plan)
    if isinstance(timed, Missed):
        timed = in_time(figures, item, finder.plan)
    if isinstance(timed, Missed) and timed.kind == "year" and kind == "count":
        # The stock at the end of the year before is stated in the budget of the year.
        timed = [f for f in figures if f.fiscal_year is not None and str(f.fiscal_year - 1) == timed.text] or timed
    if isinstance(timed, Missed):
        return None
    ids = {figure.id for figure in timed}
    kept = sorted(
        ((s, a, f) for s, a, f in scored if f.id in ids),
        key=lambda x: (-round(x[0], 2) + (_CONTESTED if x[2].proof == "contested" else 0.0), x[1]),
    )
    kept = in_its_words(kept, item, finder.plan.question)
    if (own := finder.holding_of(kept[0][2])) is not None:
        kept = behind(without_parts(kept), own, finder.plan.past, stated_book(own))
    best, aspect, figure = kept[0]
    others: list[Figure] = []
    for score, rank, other in kept[1:]:
        if (
            score >= best - 0.02
            and rank == aspect
            and not equal(other, figure)
            and not any(equal(other, o) for o in others)
        ):
            others.append(other)
    return Found(figure, best, (), tuple(others[:3]))


def _best(scored: list[tuple[float, int, Figure]]) -> list[Figure]:
    """The figures that the words fit clearly best: of which year and basis they are decides between these, not against them."""
    best = max(score for score, *_ in scored)
    return [figure for score, _, figure in scored if score >= best - _BETTER]


def _of_what_is_counted(
    scored: list[tuple[float, int, Figure]], item: Item, finder: Finder
) -> list[tuple[float, int, Figure]]:
    """The counts in the units that are asked for, of things as dear as asked for; what a count is made up of gives way to it."""
    plan = finder.plan
    units = units_asked(plan.question)
    kept = [s for s in scored if not units or s[2].unit in units]
    kept = [s for s in kept if asks_unit(plan.question, s[2].unit)] or kept
    stated = [f for holding in finder.of(item) for f in holding.stated] if kept else []
    asked = {figure.id for figure in as_asked([s[2] for s in kept], plan, stated)}
    kept = [s for s in kept if s[2].id in asked]
    if plan.floor is not None and is_dear(item.text):
        kept = [s for s in kept if dear_enough(names_of(s[2]), plan.floor)]
    heads = {(s[2].passage, s[2].path, s[2].unit): s[0] for s in kept}
    return [
        s
        for s in kept
        if heads.get((s[2].passage, s[2].path[:-1], s[2].unit), 0.0) < s[0] - _PART_OF or len(s[2].path) < 2
    ]


def counted_in(finder: Finder, part: Figure) -> Figure | None:
    """The count that a stated count is a part of in its own sentence (执法执勤用车 of 车辆); `None` for what is no such part."""
    holding = finder.holding_of(part)
    if holding is None or part.source != "narrative" or part.unit in UNITS or part.unit in PERCENT:
        return None
    heads = [f for f in holding.stated if (f.passage, f.path, f.unit) == (part.passage, part.path[:-1], part.unit)]
    return heads[0] if len(heads) == 1 else None


def _tells_day(figure: Figure, day: str) -> bool:
    """Whether a figure's sentence names a day or month."""
    said = re.sub(r"\s|(?<=[年月])0", "", unicodedata.normalize("NFKC", figure.passage or ""))
    return day in said


def fitting(holding: Holding, item: Item, change: bool, kind: Kind | None) -> list[tuple[Figure, float]]:
    terms = item.terms
    if not terms or not holding.stated:
        return []
    book = stated_book(holding)
    own_body = holding.record.facts.organization or ""
    fits = [book.fits(term) for term in terms]
    weight = sum(term.weight for term in terms)
    sides = {side for term in terms if (side := side_of(term.forms[0] if term.forms else term.text))}
    found: list[tuple[Figure, float]] = []
    beside = side_by_side(holding) if len(terms) > 1 else {}
    for figure in holding.stated:
        if not kind_fits(figure, kind) or bool(CHANGE.search(figure.measure)) != change:
            continue
        if not change and _SHARE.search(figure.measure) and figure.unit in PERCENT and kind != "percent":
            continue
        joined = f"{figure.label}{figure.measure}"
        if sides and (side := side_of(joined)) and side not in sides:
            continue
        own_names = names_of(figure)
        if figure.label in beside.get((figure.passage, figure.path[:-1]), ()) and all_by_heading(
            figure, own_names, fits
        ):
            continue
        subject = [name for name in (*figure.path, figure.measure, joined, *own_names) if name]
        before: str | None = None
        near = ""
        met, direct, headed = 0.0, False, False
        for term, fit in zip(terms, fits, strict=True):
            own = max(
                (fit.get(name, 0.0) for name in (*own_names, *figure.path[-1:], figure.measure, joined)), default=0.0
            )
            best = max(own, max((fit.get(name, 0.0) for name in subject), default=0.0) * 0.96)
            headed |= best >= LEAST
            if best < 0.85:
                if before is None:
                    before, near = fold(own_words(figure, holding)), fold(clause(figure))
                told = 0.0 if best < LEAST and names_sibling(figure, fit, beside) else in_sentence(term, before)
                best = max(best, told * _SENTENCE)
                direct |= in_sentence(term, near) >= _CLEARLY
            if best < LEAST * _SENTENCE:
                break
            direct |= own >= LEAST
            met += term.weight * best
        else:
            score = 1.0 if fold(item.text) in {fold(figure.label), fold(joined)} else met / weight
            score += closeness(item, figure)
            # A word somewhere in front in the sentence does not say what a bare 支出预算 behind it is of.
            if score >= ENOUGH and (direct or (headed and _bare(figure))):
                said = (
                    *subject,
                    before if before is not None else fold(own_words(figure, holding)),
                    fold(purpose(figure)),
                    own_body,
                )
                if accounted(terms, said) and not _of_something_else(book, terms, figure):
                    found.append((figure, score))
    return found


def _of_something_else(book: Book, terms: Sequence[Term], figure: Figure) -> bool:
    """Whether a subject is mostly other words and ends in them (话务员投诉次数 where calls are asked for, 线路租用费 for upkeep), as the
    pieces of English words meet it."""
    name = figure.label if not _bare(figure) else next((n for n in reversed(figure.path) if not is_generic(n)), "")
    if name not in book.names or any(not term.text.isascii() for term in terms):
        return False
    ends = any(fold(name).endswith(fold(f)) for term in terms for part in term.parts for f in part)
    return book.shared(terms, name) < _A_THIRD and not ends and not book.headed(terms, name)


def _of_whole(holding: Holding, whole: Whole, change: bool, kind: Kind | None) -> list[tuple[Figure, float]]:
    """The stated figures of the organisation's whole income or spending: their subject names nothing else."""
    own = fold(holding.record.facts.organization or "")
    wanted, other = ("收入", "支出") if whole == "income" else ("支出", "收入")
    found: list[tuple[Figure, float]] = []
    for figure in holding.stated:
        subject = (
            fold(f"{figure.label}{figure.measure}").replace(own, "") if own else fold(figure.label + figure.measure)
        )
        named = (
            wanted in subject
            or "收支" in subject  # 收、支预算总计各增加
            or ("预算" in subject and other not in subject and wanted in "".join(figure.path))
        )
        if bool(CHANGE.search(figure.measure)) != change or not kind_fits(figure, kind):
            continue
        if not named and change and wanted not in subject and other not in subject:
            named = wanted in before_number(figure) and other not in before_number(figure)  # the sentence says of what
        if named and not _OF_WHOLE.sub("", CHANGE.sub("", _AGAINST.sub("", subject) if change else subject)):
            found.append((figure, 0.9))
    return found


def _names_whole(holding: Holding, name: str, whole: Whole) -> bool:
    """Whether a name is that of the organisation's whole spending (or income), and of nothing else."""
    wanted, other = ("收入", "支出") if whole == "income" else ("支出", "收入")
    subject = fold(name).replace(fold(holding.record.facts.organization or "\0"), "")
    return wanted in subject and other not in subject and not _OF_WHOLE.sub("", subject)


def _is_of(figure: Figure, sense: Sense | None) -> bool:
    """Whether a stated figure is named as a heading of a classification, where one is asked for."""
    return sense not in {"function", "economic"} or sense in official_kinds(figure.label)


def stated_book(holding: Holding) -> Book:
    """The names that stated figures go by."""
    return holding.derived("stated_book", _stated_book)


def _stated_book(holding: Holding) -> Book:
    names = (n for f in holding.stated for n in (*f.path, f.measure, f"{f.label}{f.measure}", *names_of(f)) if n)
    return Book(dict.fromkeys(names))


def parts(finder: Finder, item: Item, kind: Kind | None = None) -> tuple[Found, list[Figure]] | None:
    """What one sentence says an item is made up of (其中…, 包括…), with the item's own figure first; `None` if none does.
    Of `kind` count, what it counts (车辆 of several sorts) is."""
    best: list[Figure] = []
    whole: Figure | None = None
    for holding in finder.of(item):
        if not item.terms and not item.whole:
            continue
        book = stated_book(holding)
        fits = [book.fits(term) for term in item.terms]
        groups: dict[tuple[tuple[str, ...], str | None], list[Figure]] = {}
        for figure in holding.stated:
            above = figure.path[:-1]
            named = all(any(fit.get(name, 0.0) >= _PART for name in above) for fit in fits)
            if item.whole and not item.terms:
                named = bool(above) and _names_whole(holding, above[-1], item.whole) and _is_of(figure, item.sense)
            counted = figure.unit not in PERCENT if kind == "count" else figure.unit in UNITS
            if named and counted and not CHANGE.search(figure.measure) and not _CHANGED.match(figure.label):
                groups.setdefault((above, figure.passage), []).append(figure)
        for (above, passage), group in groups.items():
            if len({figure.label for figure in group}) == len(group) > max(len(best), 1):
                own = [
                    f for f in holding.stated if f.path == above and f.passage == passage and f.unit == group[0].unit
                ]
                best, whole = group, next((f for f in own if not CHANGE.search(f.measure)), None)
    if best:
        return Found(whole or best[0]), best
    own_ = find(finder, item)
    return _added_up(finder, own_.figure) if own_ is not None else None


def _added_up(finder: Finder, whole: Figure) -> tuple[Found, list[Figure]] | None:
    """The amounts that follow a whole in its sentence: what it is made up of where they add up to it exactly, or where the words
    say so (主要包括)."""
    holding = finder.holding_of(whole)
    stated = holding.stated if holding is not None else ()
    told = [f for f in stated if f.passage == whole.passage and f.unit in UNITS and not CHANGE.search(f.measure)]
    place = next((at for at, figure in enumerate(told) if figure.id == whole.id), None)
    if place is None or not whole.amount:
        return None
    found: list[Figure] = []
    for figure in told[place + 1 :]:
        found.append(figure)
        summed = sum((f.amount or Decimal(0) for f in found), Decimal(0))
        if summed == whole.amount and len(found) > 1:
            return Found(whole), found
        if summed > whole.amount:
            return None
    behind = unicodedata.normalize("NFKC", whole.passage or "").partition(whole.text)[2]
    return (Found(whole), found) if len(found) > 1 and INCLUDES.match(behind) else None


def joined_names(holding: Holding) -> list[str]:
    """The names of stated amounts that a question's grammar would take apart: they join things (绩效评价和财政资金管理费用) or hold
    years (2014—2017年…资金管理费)."""
    names = dict.fromkeys(figure.label for figure in holding.stated if figure.unit in UNITS)
    return [name for name in names if _JOINS.search(name) and _VERBATIM <= len(fold(name)) <= _LONGEST]


@lru_cache(maxsize=16384)
def _subject(label: str, organization: str) -> str:
    """What a sentence's subject names, without whose it is and that there is some of it (本部门共有车辆 is 车辆)."""
    body = re.sub(r"\s", "", label)
    for own in (organization, re.sub(r"[（(].*", "", organization)):
        body = body.replace(own, "") if own else body
    return _LEAD.sub("", body)


def names_of(figure: Figure) -> tuple[str, ...]:
    """The names that a stated figure goes by: as the sentence has it, and without what only leads up to it."""
    bare = _subject(figure.label, figure.organization or "")
    names = [figure.label, bare]
    if _CUT.match(figure.label):
        names.append(clause(figure))  # 单价100万元|以上设备: the amount in front belongs to the name
    names += sides_told(figure)
    if figure.unit in _PERSONS and bare:
        stem = re.sub(r"(?:人员|人数|实有?)$", "", bare)
        names += [f"{stem}人员", f"{stem}人数"] if stem else []
    return tuple(dict.fromkeys(name for name in names if len(name) > 1 or name == figure.label))


def is_named(figure: Figure, item: Item) -> bool:
    """Whether a stated figure goes by the very name of a thing: nothing more is asked for, and it says no more."""
    names = {core(name) for name in (*names_of(figure), f"{figure.label}{figure.measure}")}
    return len(item.terms) == 1 and not item.aspect and any(core(form) in names for form in item.terms[0].forms)


def _bare(figure: Figure) -> bool:
    """Whether a stated figure has no subject of its own beyond its heading."""
    return is_generic(figure.label) or figure.label == figure.measure


def kind_fits(figure: Figure, kind: Kind | None) -> bool:
    """Whether a figure is of the kind asked for: money, unless the question counts or asks for a percentage."""
    if kind == "percent":
        return figure.unit in PERCENT
    if kind == "count":
        return figure.unit not in UNITS and figure.unit not in PERCENT
    if kind == "target":
        return True
    return figure.unit in UNITS
