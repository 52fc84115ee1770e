"""Looking a thing up wherever it stands: in the tables, in the rows of one body of a department, in the running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import agreement, membership, narrative
from qa.finder import Finder
from qa.followup import AND_THAT, SAYS_WHAT
from qa.found import Choice, Found, Looked, Missing
from qa.members import Member
from qa.naming import is_fund, is_generic, plain
from qa.plan import Intent, Item, Kind, Plan, Term
from qa.preference import BALANCES, INCOME_TABLES, PART_TABLES, is_body
from qa.scoring import equal
from qa.terms import official_term
from qa.text import fold

# A table answers before the running text unless the text accounts for the words clearly better.
_TABLE_FIRST = 0.08
# Of which kind a plan's things are where the words ask for that kind of number.
_COUNTED: Final[Mapping[Intent, tuple[Kind, ...]]] = {
    "lookup": ("count", "percent"), "compare": ("count", "percent"),
    **dict.fromkeys(("difference", "sum", "average", "remainder"), ("count",)),
}  # fmt: skip
_OFFICIAL_CAR: Final = re.compile("公务用车|^公务?小?(?:车|汽车|轿车)$")
_CARS: Final = Term(text="车辆", forms=("车辆", "公务用车"), weight=2.0)
_SHORTEST: Final = 3  # characters of a short name that can be told
_PEOPLE: Final = re.compile(r"(?:人员|人数|编制|职工|干部|民警|教师|学生)(?:数|总数|合计)?$")
# What is worked out in per cent may be worked out from counts.
_OF_NUMBERS: Final = frozenset({"share", "difference", "sum"})
_ITS: Final = re.compile(r"^(?:那么?)?(?:它|它们|他们|该单位|该所|这个单位|这家单位)的?|\bits\b", re.IGNORECASE)
# How many further places of the same amount an answer cites.
_ALSO = 3


class Lookup:
    """Finds the figures for one plan. `members` are the body that all of it is about, where it is one of a department's."""

    def __init__(self, plan: Plan, finder: Finder, members: tuple[Member, ...] = ()) -> None:
        self.plan, self.finder, self.members = plan, finder, members
        self._also: dict[str, tuple[Figure, ...]] = {}
        self._empty: dict[str, Figure] = {}

    def find(self, item: Item, near: Figure | None = None) -> Looked:
        """The figure for an item: in the tables (of equals, one of the table of `near`), else in the running text."""
        looked = self._by_its_name(item, near)
        found = looked.figure if isinstance(looked, Found) and is_generic(looked.figure.measure) else None
        if found is not None and is_body(found.label, found.code) and found.label != found.organization:
            same = self._same_of_body(item)
            looked = self._find(same, near) if same is not None else looked
        if isinstance(looked, Missing) or (isinstance(looked, Found) and looked.blank):
            looked = self._spoken_of(item, near) or looked
        if isinstance(looked, Found) and looked.figure.amount is not None:
            self._also[looked.figure.id] = self._places(item, looked)
        return looked

    def _by_its_name(self, item: Item, near: Figure | None) -> Looked:
        """What goes by the official names of a thing; only for want of it, what the words that its English name is made of may mean
        (procurement is no 被装购置费 where 政府采购 is printed anywhere)."""
        looked = self._find(item, near)
        counts = self.plan.kind in _COUNTED.get(self.plan.intent, ())
        if counts or item.code or not isinstance(looked, Found):
            return looked
        if not any(term.known and term.parts and term.forms for term in item.terms):
            return looked
        told = self._find(by_names(item), near)
        return told if isinstance(told, Found) and told.figure.amount is not None else looked

    def _spoken_of(self, item: Item, near: Figure | None) -> Found | None:
        """What an earlier question called by a longer name (特警伙食补助费, then 伙食补助), where the short one leads to nothing."""
        name = fold(item.text)
        for past in reversed(self.plan.past):
            longer = fold(past.text)
            if len(name) >= _SHORTEST and name != longer and name in longer and not longer.startswith("其他"):
                places = {
                    "year": item.year,
                    "basis": item.basis,
                    "organization": item.organization or past.organization,
                }
                found = self._find(past.model_copy(update=places), near)
                if isinstance(found, Found) and not found.blank:
                    return found
        return None

    def _same_of_body(self, item: Item) -> Item | None:
        """The thing of the question before, where a follow-up names nothing but a body (潭岗呢)."""
        past = self.plan.past[-1] if self.plan.past else None
        if past is None or not AND_THAT.search(self.plan.question) or SAYS_WHAT.search(self.plan.question):
            return None
        terms = tuple(t for t in past.terms if not t.body and t not in item.terms)
        asked = membership.asked(self.finder, past)
        terms = tuple(t for t in terms if asked is None or t != asked.term)
        return item.model_copy(update={"terms": (*item.terms, *terms)}) if terms else None

    def _places(self, item: Item, found: Found) -> tuple[Figure, ...]:
        """Other places that print the same: one a table, and one in the running text."""
        tables = {(found.figure.document, found.figure.table_number)}
        kept: list[Figure] = []
        for figure in found.same:
            if (figure.document, figure.table_number) not in tables and len(kept) < _ALSO:
                tables.add((figure.document, figure.table_number))
                kept.append(figure)
        if found.figure.source == "table":
            kept += agreement.agreeing(self.finder, item, found)[:1]
        return tuple(kept)

    def _find(self, item: Item, near: Figure | None = None) -> Looked:
        if item.parts:
            return self._parts(item)
        if self.members:
            return self._of_kind(membership.find_alone(self.finder, self.members, item, near), item)
        of = membership.asked(self.finder, item)
        if of is None and self.plan.past and _ITS.search(self.plan.question):
            body = membership.spoken_of(self.finder, self.plan.past[-1])
            if body is not None and body not in item.terms:
                name = fold(body.forms[0] if body.forms else body.text)
                others = (t for t in item.terms if t.known or fold(t.text) not in name)
                item = item.model_copy(update={"terms": (body, *others)})  # 它的项目支出: of the body spoken of
                of = membership.asked(self.finder, item)
        if of is not None and of.term is not None and of.rest.whole and (same := self._same_of_body(item)) is not None:
            item, of = same, membership.asked(self.finder, same) or of
        if of is not None:
            return self._of_kind(membership.find(self.finder, of, item, near), item)
        if item.within and item.terms and not item.code:
            inside = self._find(item.model_copy(update={"terms": (*item.within, *item.terms), "within": ()}), near)
            alone = self._find(item.model_copy(update={"within": ()})) if isinstance(inside, Found) else None
            if isinstance(inside, Found) and (
                not isinstance(alone, Found)
                or self.finder.fit_of(item, inside.figure) >= self.finder.fit_of(item, alone.figure)
            ):
                return inside
        kind = self.plan.kind if self.plan.kind in _COUNTED.get(self.plan.intent, ()) else None
        found = self.finder.find(item, near=near)
        if item.table and (kind is None or isinstance(found, Found)):
            return found  # what the text says of it is in no table
        if kind is not None and not item.code:
            said = narrative.find(self.finder, item, kind=kind)
            if (
                said is None
                and kind == "count"
                and any(_OFFICIAL_CAR.search(form) for t in item.terms for form in t.forms)
            ):
                cars = item.model_copy(update={"terms": (*item.terms[:-1], _CARS)})
                said = narrative.find(self.finder, cars, kind=kind)  # how many 公车 there are is told as 车辆
            return self._one_body(said) or Missing("item", item.text, _near(found))
        if (said := self._counted_as_before(item)) is not None:
            return said
        if isinstance(found, Found) and (whole := self._of_all(item, found)) is not None:
            return whole
        if isinstance(found, Missing) and (of_fund := self._income_of_fund(item)) is not None:
            return of_fund
        if isinstance(found, Choice):
            return found
        if isinstance(found, Found) and found.blank and (said := self._told_though_blank(item, found)) is not None:
            return said
        if isinstance(found, Found) and found.score >= 0.94:
            return found
        said = narrative.find(self.finder, item)
        if said is None and isinstance(found, Missing) and not item.whole:
            said = self._not_in_money(item)
        if said is not None and said.figure.proof == "contested" and isinstance(found, Found):
            return found  # a misprint of the text never stands before what a table prints
        if said is not None and isinstance(found, Found) and equal(said.figure, found.figure):
            return found  # both print the same: the cell is shown
        if said is not None and (not isinstance(found, Found) or said.score > found.score + _TABLE_FIRST):
            return self._one_body(said) or found
        return found

    def side_of(self, figure: Figure) -> str | None:
        """Whether a cell is of income or of expenditure; `None` for a body's row, for one on neither side, and for what is in no table."""
        holding = self.finder.holding_of(figure)
        cells = holding.by_table.get(figure.table_number, ()) if holding is not None else ()
        cell = next((cell for cell in cells if cell.figure.id == figure.id), None)
        if cell is None or is_body(cell.row, figure.code) or (cell.side is None and figure.table_kind in BALANCES):
            return None
        return cell.side or ("income" if figure.table_kind in INCOME_TABLES else "expenditure")

    def _income_of_fund(self, item: Item) -> Found | None:
        """A fund's income (政府性基金收入) as the income side prints it, where that calls it by the fund alone (政府性基金预算拨款)."""
        name = plain(item.text)
        fund = name.removesuffix("收入").removesuffix("拨款").removesuffix("财政")
        if len(item.terms) != 1 or item.code or not name.endswith("收入") or not is_fund(fund):
            return None
        found = self.finder.find(item.model_copy(update={"terms": (official_term(fund),)}))
        return found if isinstance(found, Found) and self.side_of(found.figure) == "income" else None

    def _not_in_money(self, item: Item) -> Found | None:
        """What the text states of a thing in numbers of it or in per cent, where its words ask for no money: those of people or of a
        target (离退休人员多少, 群众满意度目标是多少), and whatever is set against a number."""
        if self.plan.intent in _OF_NUMBERS or _PEOPLE.search(item.text):
            return narrative.find(self.finder, item, kind="count")
        if self.plan.kind == "target":
            return narrative.find(self.finder, item, kind="percent") or narrative.find(self.finder, item, kind="count")
        return None

    def _of_kind(self, found: Looked, item: Item) -> Looked:
        """What is printed of a body, unless it is money where things are to be counted."""
        counts = self.plan.kind == "count" and self.plan.intent == "lookup"
        if counts and isinstance(found, Found) and found.figure.unit in UNITS:
            return Missing("item", item.text, _near(found))
        return found

    def _counted_as_before(self, item: Item) -> Found | None:
        """How many there are of a thing, after a question that counted (有多少辆车，执法执勤用车多少): where the text counts it by its name, in
        a unit of that question's."""
        units = self.plan.counted_before
        said = narrative.find(self.finder, item, kind="count") if units is not None and item.terms else None
        if said is None or said.others or not narrative.is_named(said.figure, item):
            return None
        return said if not units or said.figure.unit in units else None

    def _told_though_blank(self, item: Item, found: Found) -> Found | None:
        """The amount that the text states under the very name of a thing whose cell is empty; an amount of nothing is not one."""
        said = narrative.find(self.finder, item)
        if said is None or said.others or not said.figure.amount or said.figure.document != found.figure.document:
            return None
        if not narrative.is_named(said.figure, item):
            return None
        self._empty[said.figure.id] = found.figure
        return said

    def _of_all(self, item: Item, found: Found) -> Found | None:
        """What the text states of all of a thing, where the only tables that print it are of basic or of project expenditure."""
        figure = found.figure
        tables = {f.table_kind for f in (figure, *found.same, *found.others)}
        if not tables <= PART_TABLES or not figure.amount or len(item.terms) != 1 or item.aspect:
            return None
        said = narrative.find(self.finder, item)
        if said is None or said.others or said.score < 0.9 or said.figure.document != figure.document:
            return None
        more = (said.figure.amount or 0) > figure.amount and said.figure.proof != "contested"
        return replace(said, others=(figure,)) if more and said.figure.unit in UNITS else None

    def _one_body(self, found: Found | None) -> Found | Choice | None:
        """A reading of the text, or the choice between the organisations whose texts it is found in."""
        if found is None or len(self.plan.organizations) == 1:
            return found
        readings = (found.figure, *found.others)
        names = tuple(dict.fromkeys(figure.organization or figure.document for figure in readings))
        return Choice(names) if len(names) > 1 else found

    def _parts(self, item: Item) -> Looked:
        """The rows under a thing, added up."""
        return self.find(item.model_copy(update={"parts": False}))


def by_names(item: Item) -> Item:
    """A thing by the official names of its terms alone, without what the words of an English name may mean."""
    named = tuple(t.model_copy(update={"parts": ()}) if t.known and t.forms else t for t in item.terms)
    return item.model_copy(update={"terms": named})


def _near(looked: Looked) -> tuple[str, ...]:
    return (
        looked.candidates
        if isinstance(looked, Missing)
        else (looked.figure.label,)
        if isinstance(looked, Found)
        else ()
    )
