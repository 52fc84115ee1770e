"""Answers that add up: several items, the rows under a heading, the bodies of a kind; means, and amounts per head."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, carried, carry_asked, rows, topics
from qa.asking import SUBORDINATE, TOGETHER
from qa.body_lists import bodies
from qa.both_sides import SIDES, both_sides
from qa.composer import Composer, Said
from qa.found import Found, Missing
from qa.listings import heading_rows
from qa.members import members, units
from qa.membership import find_alone
from qa.naming import is_fund, is_generic
from qa.plan import Item
from qa.preference import PART_TABLES, PROJECT_TABLES, PURCHASES, is_body
from qa.sharing import is_named, merged
from qa.terms import is_side, official_term
from qa.text import fold, small_number
from qa.wording import blank_text, context, full_name, item_name, telling

# 下属七个强制隔离戒毒所: how many bodies of which kind.
_BODIES: Final = re.compile(
    r"(?P<n>[一二两三四五六七八九十]{1,2}|\d{1,2})?(?:个|所|家|座)(?P<kind>[\u3400-\u9fff]{1,12}?(?:所|局|院|校|监狱|中心|队|站|馆|学校|园|处|支队|大队))"
)
_PROJECTS_COUNTED: Final = re.compile(r"[两二三四五六七八九十]个?项目|\b(?:two|three|four|five|six) projects\b")
_EVERY_BODY: Final = re.compile(
    r"(?:各个?|所有|全部|每个)(?:下属|所属|直属|预算|二级)*单位|\b(?:all|across) (?:of )?(?:the |its )?(?:subordinate |affiliated |budget )*(?:units|bodies|institutions)\b",
    re.IGNORECASE,
)
# How many things a question says that it names.
_SAID_NUMBER: Final = re.compile(
    r"(?P<zh>[两二三四五六七八九十])(?:个|项|笔|块|者|类|家|所)"
    r"|\b(?P<en>two|three|four|five|six) (?:[\w-]+ ){0,2}?(?:projects|items|lines|headings|accounts|programmes|funds|parts|sums)\b"
)
_BRACKETED: Final = re.compile(r"[（(][^（）()]*[)）]$")
_COUNTED: Final = re.compile(
    r"([一二两三四五六七八九十]{1,2}|\d{1,2})?(?:所|家|个(?!项|科目|款|类))|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all)\b"
)


def add_up(c: Composer) -> Said:
    """The sum of several items, or of the rows under a heading; a single one is simply stated."""
    summands_: list[Figure] = []
    sides = both_sides(c)
    if sides:
        return summed(c, sides)
    if c.plan.by_unit:
        each = bodies(c, own=c.plan.own and not SUBORDINATE.search(c.plan.question))
        return summed(c, each) if len(each) > 1 else c.refuse(Missing("item", c.say("各单位", "the units")), None)
    if c.plan.named_with:
        named = rows.projects(c.finder.holdings, c.plan)
        return summed(c, named) if named else c.refuse(Missing("item", c.plan.named_with), None)
    if c.plan.under is not None:
        found = heading_rows(c, c.plan.under)
        if not isinstance(found, tuple):
            return c.refuse(found, c.plan.under)
        summands_ = found[1]
    else:
        counted = counted_rows(c)
        if counted:
            return summed(c, counted)
        items = c.operands()
        if len(items) == 1 and (projects := topics.together(c, items[0])) is not None:
            return projects
        one = merged(c, items) if any(isinstance(c.find(item), Missing) for item in items) else None
        if one is not None:
            whole = c.find(one)
            assert isinstance(whole, Found)
            return "answered", c.with_note(c.state(whole, one)), []
        several, items = len(items) > 1, _of_projects_counted(c, items)
        rows_or_said = summands(c, items)
        if isinstance(rows_or_said, tuple):
            return rows_or_said
        summands_ = rows_or_said
        _once_each(c, summands_)
        _of_one_side(c, summands_)
        number = _said_number(c)
        if number is not None and several and len(summands_) != number and len(items) != number:
            summands_ = _with_variants(c, summands_)
            if len(summands_) != number:
                return _miscounted(c, number, summands_)
    return summed(c, summands_) if len(summands_) > 1 else _single(c, summands_)


def _single(c: Composer, found: Sequence[Figure]) -> Said:
    """The answer where of all that was to be added up one thing is printed, or none: it is stated, not added."""
    items = c.operands()
    if (
        items
        and len(found) == 1
        and found[0].unit not in UNITS
        and c.plan.kind in {None, "money"}
        and not items[0].code
    ):
        return c.refuse(Missing("item", items[0].text), items[0])  # 五城区那两笔一共多少: no number of districts
    for item in items:
        looked = c.find(item)
        if isinstance(looked, Found) and found and looked.figure.id == found[0].id:
            return "answered", c.with_note(c.state(looked, item) + _blanks(c)), []
        if isinstance(looked, Found) and not found:
            return "answered", c.with_note(c.state(looked, item)), []
    if found:
        return "answered", c.with_note(c.state(Found(found[0])) + _blanks(c)), []
    first = items[0] if items else None
    looked_ = c.find(first) if first is not None else Missing("item", c.plan.question)
    return c.refuse(looked_ if not isinstance(looked_, Found) else Missing("item", c.plan.question), first)


def _of_projects_counted(c: Composer, items: list[Item]) -> list[Item]:
    """The things to add up without bare funds, where they are said to be so many projects: 财政拨款 only tells who pays for one."""
    if not _PROJECTS_COUNTED.search(c.plan.question):
        return items
    return [i for i in items if i.code or not i.terms or not all(is_fund(t.text) for t in i.terms)] or items


def _of_one_side(c: Composer, found: Sequence[Figure]) -> None:
    """`CalculationError` where what comes in and what is spent stand among the summands: together they are no amount of anything."""
    if len({side for figure in found if (side := c.side_of(figure))}) > 1:
        raise calculate.CalculationError("income and expenditure are not added to each other", "收入和支出不能相加")


def _once_each(c: Composer, found: Sequence[Figure]) -> None:
    """`CalculationError` where one row of a year stands among the summands twice, from two columns or two tables: its parts and its
    total, or the same again. Two columns that add up to a third, as basic and project spending do, are no such thing."""
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in found:
        if figure.source != "table":
            continue
        row = figure.code or (() if is_generic(figure.label) else figure.path)  # every total row is the same
        name = (figure.document, figure.column_year, figure.column_basis, row)
        twin = seen.setdefault(name, figure)
        apart = (twin.table_number, twin.column) != (figure.table_number, figure.column)
        if twin is not figure and apart and not _beside(c, twin, figure):
            raise calculate.counted_twice(twin, figure)


def _beside(c: Composer, one: Figure, other: Figure) -> bool:
    """Whether two cells of a row are both parts of a total that the document proves, or basic and project spending."""
    holding = c.finder.holding_of(one)
    sums = holding.sums.values() if holding is not None else ()
    heads = {head for f in (one, other) for head in f.measure_path if head.endswith(("基本支出", "项目支出"))}
    tables = {side for f in (one, other) for side in SIDES if side in (f.table or "")}
    apart = {one.table_kind, other.table_kind} <= PART_TABLES and tables == set(SIDES)
    return (
        apart or any(one.id in parts and other.id in parts for parts in sums) or {h[-4:] for h in heads} == set(SIDES)
    )


def counted_rows(c: Composer) -> list[Figure]:
    """下属三所监狱, 两个党建经费项目: the rows of bodies or projects of one name, as many as the words count."""
    kind = _BODIES.search(c.plan.question)
    of_side = any(is_side(term) for item in c.plan.items for term in item.terms)
    if kind is not None and not of_side:
        own = [f for f in units(c.finder.holdings, False) if fold(f.label).endswith(fold(kind["kind"]))]
        if len(own) >= 2 and small_number(kind["n"] or "") in (None, len(own)):
            return own
    items = c.plan.items
    counted = _COUNTED.search(c.plan.question)
    if len(items) == 1 and len(items[0].terms) == 2 and counted is not None:
        return _side_of_bodies(c, items[0], counted)
    if len(items) != 1 or len(items[0].terms) != 1 or counted is None:
        return []
    number = small_number(counted.group(1) or counted.group(2) or "")
    if number is None and not re.search(r"下属|所属|直属|各|全部|所有|\ball\b", c.plan.question):
        return []
    term = items[0].terms[0]
    for found in (units(c.finder.holdings, False), rows.projects(c.finder.holdings, c.plan)):
        fitting = [
            figure
            for figure in found
            if any(
                figure.label in h.book.fits(term) or fold(term.text) in fold(figure.label) for h in c.finder.holdings
            )
        ]
        if is_body(term.text, None):  # a 戒毒医院 is no 戒毒所
            fitting = [f for f in fitting if fold(_BRACKETED.sub("", f.label)).endswith(fold(term.text)[-1])]
        if len(fitting) >= 2 and number in (None, len(fitting)):
            return fitting
    return []


def _side_of_bodies(c: Composer, item: Item, counted: re.Match[str]) -> list[Figure]:
    """三所监狱的基本支出: what each of the bodies counted has in that column, or nothing where one's is not printed."""
    side = next((t for t in item.terms if is_side(t)), None)
    kind = next((t for t in item.terms if t is not side), None)
    if side is None or kind is None:
        return []
    every = {member.name: member for holding in c.finder.holdings for member in members(holding) if not member.own}
    said = _BODIES.search(c.plan.question)
    name = fold(said["kind"] if said is not None else kind.text)
    fitting = [m for m in every.values() if fold(_BRACKETED.sub("", m.name)).endswith(name)]
    number = small_number(counted.group(1) or counted.group(2) or "")
    looks = [find_alone(c.finder, (member,), Item(text=side.text, terms=(side,))) for member in fitting]
    found = [look.figure for look in looks if isinstance(look, Found) and look.figure.amount is not None]
    return found if len(found) == len(fitting) >= 2 and number in (None, len(found)) else []


def _with_variants(c: Composer, found: Sequence[Figure]) -> list[Figure]:
    """Projects with those that go by the same name but for a remark between brackets (某经费, 某经费（区）): where a question counts
    more than it names apart, it means these, too."""
    names = {_BRACKETED.sub("", figure.label) for figure in found if figure.table_kind in PROJECT_TABLES}
    ids = {figure.id for figure in found}
    more = [f for f in rows.projects(c.finder.holdings, c.plan) if f.id not in ids]
    return [*found, *(f for f in more if _BRACKETED.sub("", f.label) in names)]


def _miscounted(c: Composer, number: int, found: Sequence[Figure]) -> Said:
    """A question that speaks of more things than the documents print, or of fewer, gets those there are and no sum."""
    c.draft.name(c.plan.question)
    parts = c.say("、", ", ").join(f"{item_name(f, c.plan.language)} {c.money(f)}" for f in found)
    c.draft.count(number, len(found))
    return (
        "refused",
        c.say(
            f"问题说的是{number}项，能对上的有{len(found)}项，因此没有相加：{parts}。",
            f"The question speaks of {number} things, but {len(found)} were found, so they are not added up: {parts}.",
        ),
        [],
    )


def carried_over(c: Composer, figure: Figure) -> list[Figure]:
    """What is carried over and not in a figure yet, where the question takes it in: what the text tells beside it, or the row of it
    beside an income, of all income only where a printed total has both. What is spent on a thing has it in its own total."""
    if not c.plan.carried:
        return []
    holding = c.finder.holding_of(figure)
    told = carried.beside(holding, figure)
    if told is not None or holding is None or c.side_of(figure) != "income":
        return [told] if told is not None else []
    looked = c.find(Item(text="上年结转", terms=(official_term("上年结转"),)), figure)
    if not isinstance(looked, Found) or looked.blank or figure.amount is None or looked.figure.amount is None:
        return []
    both = figure.amount + looked.figure.amount
    whole = any(cell.row is None and cell.figure.amount == both for cell in holding.cells)
    apart = not is_generic(figure.label) and looked.figure.path[: len(figure.path)] != figure.path
    return [looked.figure] if whole or apart else []


def summands(c: Composer, items: Sequence[Item]) -> list[Figure] | Said:
    """The figures to add: one an item, all rows of a name that stands several times (三所监狱)."""
    found: list[Figure] = []
    for at, item in enumerate(items):
        one = carry_asked.found(c, items, at, found[0] if found and found[0].source == "table" else None)
        named = isinstance(one, Found) and (not item.group or is_named(item, one.figure))
        if not named and item.group and item is not items[-1]:
            continue  # of what one word names together, what is printed is added up
        if not isinstance(one, Found) or not named:
            return c.refuse(one if not isinstance(one, Found) else Missing("item", item.text), item)
        if one.blank:
            c.draft.note("blank", blank_text(one.figure, c.plan.language, c.draft.cite(one.figure)))
        else:
            found.append(one.figure)
            found += carried_over(c, one.figure)
            found += _namesakes(c, one, item)
    return list({figure.id: figure for figure in found}.values())


def _namesakes(c: Composer, one: Found, item: Item) -> list[Figure]:
    """The other rows of the name, when it is to be added up: of an account that stands under several functions, and where the
    question counts as many rows as there are (the two lines named …)."""
    if one.added:
        return list(one.namesakes)
    said = _said_number(c)
    if said is not None and len(c.plan.items) == 1 and said == len(one.namesakes) + 1:
        return list(one.namesakes)
    apart = (one.figure, *one.namesakes)
    every = _EVERY_BODY.search(c.plan.question)
    if (
        one.figure.table_kind in PURCHASES
        and (every or TOGETHER.search(c.plan.question))
        and (more := twins(c, one.figure))
    ):
        return more
    if every and len({f.path[:-1] for f in apart}) == len(apart):
        # 各单位的机构运行辅助经费一共: the row of the name that each of them has.
        bodies = [name for f in apart for name in f.path[:-1] if is_body(name, None)]
        return list(one.namesakes) if len(set(bodies)) == len(apart) else []
    if TOGETHER.search(c.plan.question) and _beside_each_other(apart):
        # 业务用房物业管理费一共: the row of the name under each heading of one table
        return _under_every_body(c, one.figure, item) or list(one.namesakes)
    kin = [figure for figure in one.namesakes if figure.code == one.figure.code]
    asked = item.code or (of_one_kind(one.figure) and TOGETHER.search(c.plan.question))
    return kin if asked and len(kin) == len(one.namesakes) else []


def _under_every_body(c: Composer, figure: Figure, item: Item) -> list[Figure]:
    """The other rows of a name under all bodies, where words pick some of these by nothing but what the department itself is named
    after (气象 of 气象局, which 气象台 holds as well): empty where they pick by anything else."""
    own = figure.organization or ""
    named = [term for term in item.terms if not term.known and not term.body and term.text in own]
    holding = c.finder.holding_of(figure)
    if not named or holding is None:
        return []
    cells = [cell.figure for cell in holding.by_table[figure.table_number]]
    same = [f for f in cells if f.label == figure.label and f.measure_path == figure.measure_path]
    bodies_ = all(len(f.path) > 1 and (is_body(f.path[-2], None) or own in f.path[-2]) for f in same)
    return [f for f in same if f.id != figure.id and f.amount is not None] if bodies_ else []


def _beside_each_other(found: Sequence[Figure]) -> bool:
    """Whether rows stand in one column of one table, none of them within another."""
    place = {(f.document, f.table_number, f.measure_path) for f in found}
    nested = any(a is not b and b.path[: len(a.path)] == a.path for a in found for b in found)
    return len(place) == 1 and not nested and all(f.amount is not None for f in found)


def twins(c: Composer, figure: Figure) -> list[Figure]:
    """The other rows of a table of purchases that have the name and the column of one: each buys some of the thing."""
    holding = c.finder.holding_of(figure)
    if holding is None or figure.table_kind not in PURCHASES:
        return []
    cells = [cell.figure for cell in holding.by_table[figure.table_number]]
    same = [f for f in cells if fold(f.label) == fold(figure.label) and f.measure_path == figure.measure_path]
    return [f for f in same if f.id != figure.id and f.amount is not None]


def of_one_kind(figure: Figure) -> bool:
    """Whether rows of a figure's name are of one thing wherever they stand: one account of several functions, one thing bought."""
    return bool(figure.code) or figure.table_kind in PURCHASES


def _said_number(c: Composer) -> int | None:
    """How many things a question says that it names: the most of several numbers (甲和两个乙，这三项)."""
    said = (small_number(m["zh"] or m["en"]) for m in _SAID_NUMBER.finditer(c.plan.question.lower()))
    return max((number for number in said if number is not None), default=None)


def summed(c: Composer, parts_: Sequence[Figure], *, apart: bool = False) -> Said:
    """The sentence for a sum with its summands, told by their headings where `apart` is set. `CalculationError` for a total beside one of the columns that make it up."""
    for whole in parts_:
        beside = {figure.id: figure for figure in rows.columns(c.finder.holdings, whole)}
        inside = next((figure for figure in parts_ if figure.id in beside and figure.id != whole.id), None)
        if inside is not None:
            raise calculate.counted_twice(inside, whole)
    amount = c.draft.computed(calculate.total(parts_))
    c.remark(*parts_)
    several = len({f.organization for f in parts_}) > 1
    rows_ = {(f.document, f.path, f.code) for f in parts_}
    named = item_name if len(rows_) == len(parts_) else full_name  # two columns of a row go by their own names
    names = [
        f.organization if several and f.organization and telling(f)[0] is None else named(f, c.plan.language)
        for f in parts_
    ]
    if several and len(set(names)) == 1:
        names = [f"{f.organization} {name}" for name, f in zip(names, parts_, strict=True)]
    if apart or (len(set(names)) == 1 and not several):
        names = [" › ".join(figure.path) for figure in parts_]
    if len({f.table for f in parts_}) == 1 and not several:
        told = tuple(names)  # an account in several rows beside another: each row by its headings
        names = [" › ".join(f.path) if told.count(n) > 1 else n for n, f in zip(told, parts_, strict=True)]
    if len(set(names)) < len(names) and len({f.table for f in parts_}) == len(names):
        names = [c.say(f"{name}（{f.table}）", f"{name} ({f.table})") for name, f in zip(names, parts_, strict=True)]
    c.draft.name(*names)
    parts = [f"{name} {c.money(f)}" for name, f in zip(names, parts_, strict=True)]
    where = "" if several else c.say(f"{context(parts_[0], 'zh')}中，", f"In {context(parts_[0], 'en')}, ")
    text = where + c.say(f"合计 {amount}：", f"together {amount}: ") + " + ".join(parts) + c.say("。", ".")
    text = text[0].upper() + text[1:]
    return "answered", c.with_note(text + _blanks(c)), []


def _blanks(c: Composer) -> str:
    """What is said of the cells among the summands that are empty."""
    said = [note["text"] for note in c.draft.notes if note["kind"] == "blank"]
    return "".join(c.say(text, f" {text}") for text in said)
