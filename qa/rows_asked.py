"""Questions for rows: the largest, those under a heading, projects whose names hold some words. Parts of questions in, plan fields out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from qa import asking
from qa.followup import WHOLE
from qa.marks import Marked
from qa.naming import is_fund, side_of
from qa.pieces import Reader, placed_like
from qa.plan import Intent, Item, Language
from qa.projects_asked import projects_asked
from qa.terms import known_term, loose_term
from qa.text import small_number
from qa.words import Words

_DIGITS: Final = re.compile(r"[\d一二两三四五六七八九十]+")
_BODIES_OF: Final = re.compile(f"{asking.OWN_BODIES.pattern}|{asking.EACH_BODY.pattern}")
_HOW_MANY_BODIES: Final = re.compile(
    r"(?:几|多少)(?:个|家|所)(?:预算|下属|所属|直属|基层|二级|下级|事业|行政|独立核算)*(?:单位|机构)[^，,。？?；;]{0,2}[？?。]?$"
)
ALL_PROJECTS: Final = Item(text="", projects=True)
Fields = dict[str, Any]


_INCOME: Final = re.compile(r"收入|进账|资金来源|\b(?:income|revenue)s?\b")
_SPENDING: Final = re.compile(r"支出|花|开支|用在|\b(?:spend|spent|expenditures?|cost|project|programme)")


class RowsAsked:
    """One marked question, and what of it asks for rows."""

    def __init__(self, marked: Marked, words: Words, language: Language, question: str, *, follows: bool) -> None:
        self.marked, self.words, self.language, self.question = marked, words, language, question
        self.follows = follows
        self.reader = Reader(marked, words, language)
        self.body = marked.body

    def _items(self, text: str, *, change: bool = False, versus: bool = False) -> tuple[Item, ...]:
        return tuple(self.reader.items(text, change=change, versus=versus)) if text.strip() else ()

    def _whole_items(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """Where nothing is named, 一共, 花了 or budget ask for the whole."""
        if self.follows or any(item.named for item in items):
            return items  # a follow-up that names nothing is about what was asked before
        if asking.SOME_PROJECTS.search(self._spelled(self.body)):
            return items  # which four projects: not all spending
        if self.reader.dropped and not items:
            # 加油花多少钱 asks for something, if not for anything known: not for all spending.
            text = "".join(dict.fromkeys(self.reader.dropped))
            return (Item(text=text, terms=(loose_term(text),)),)
        income = self.words.mentions(self.words.bare["income"], self.question)
        if not income and not self.words.mentions(self.words.bare["expenditure"], self.question):
            return items
        whole = Item(whole="income" if income else "expenditure", text=self.question)
        return tuple(placed_like(whole, item) for item in items) or (whole,)

    def _is_short(self) -> bool:
        return len(self.body) <= 24

    def _spelled(self, text: str, kinds: frozenset[str] = frozenset()) -> str:
        """A stretch with its marks written out, the organisations left out; of `kinds` only, where some are given."""
        kept = {c: m for c, m in self.marked.marks.items() if (m.kind in kinds if kinds else m.kind != "organization")}
        return "".join(kept[c].text if c in kept else " " if c in self.marked.marks else c for c in text).lower()

    def _named_with(self) -> Fields | None:
        """The projects whose names hold some words, added up, listed, counted or the largest of them."""
        words = asking.named_with(self.question)
        if words is None:
            return None
        intent: Intent = "sum"
        if (
            asking.COUNTED_PROJECTS.search(self.question) or self.question.lower().startswith("how many")
        ) and not asking.TOGETHER.search(self.question):
            intent = "count"
        elif re.search(r"最|largest|biggest|smallest", self.question):
            intent = "rank"
        elif re.search(r"哪些|分别|各|列出|\blist\b|\bwhich\b", self.question) and not asking.TOGETHER.search(
            self.question
        ):
            intent = "list"
        return {
            "intent": intent,
            "under": ALL_PROJECTS,
            "named_with": words,
            "ascending": bool(asking.SMALLEST.search(self.question)),
        }

    def _of_projects(self) -> Fields | None:
        """The largest projects, or those with performance targets, where nothing else is named."""
        asked = projects_asked(self._spelled(self.body, frozenset({"name", "phrase", "group", "code"})))
        if asked is None or any(item.terms or item.code for item in self._items(asked.rest)):
            return None
        if asking.PREFIX.search(self.question) or asking.place_in_order(self.question) or self.marked.bound is not None:
            return None
        fields: Fields = {"intent": asked.intent, "under": ALL_PROJECTS, "targeted": asked.targeted}
        return {**fields, "top": asked.top, "ascending": asked.ascending} if asked.intent == "rank" else fields

    def _bounded(self) -> Fields | None:
        """Rows over or under an amount: projects, bodies, or what stands under a heading."""
        bound = self.marked.bound
        if bound is None:
            return None
        under = next((item for item in self._items(self.body) if item.named), None)
        spelled = self._spelled(self.body)
        by_unit = under is None and bool(asking.BODIES.search(spelled)) and not asking.PROJECTS.search(spelled)
        if asking.PROJECTS.search(spelled):
            under = ALL_PROJECTS if under is None or under.whole else under.model_copy(update={"projects": True})
        depth = asking.depth_of(self.body)
        kind = asking.WHICH_BODY.search(spelled)
        if kind is not None:
            under, by_unit = None, True
        if under is None and not by_unit:
            under = self._whole()
        return {
            "intent": "list",
            "under": under,
            "bound": bound,
            "by_unit": by_unit,
            "depth": depth,
            "body_kind": kind["kind"] if kind is not None else None,
        }

    def _each_body(self) -> Fields | None:
        """The department and its units side by side (本级和下属单位各多少)."""
        ranked = re.search(r"最[多大高少小低]|largest|smallest|biggest", self.question)
        spelled = self._spelled(self.body)
        if asking.ALL_BODIES.search(spelled) and not any(
            item.terms or item.code for item in self._items(asking.ALL_BODIES.sub(" ", spelled))
        ):
            return {"intent": "sum", "by_unit": True, "items": ()}
        if ranked or not asking.EACH_OF_BODIES.search(spelled):
            return None
        said = "".join(match.group(0) for match in asking.EACH_OF_BODIES.finditer(spelled))
        named = [m for m in self.marked.of("name") if asking.SIDES.fullmatch(m.text) or m.text not in said]
        rest = asking.EACH_OF_BODIES.sub(" ", spelled)
        for mark in named:
            rest = rest.replace(mark.text, " ")
        others = [item for item in self._items(rest) if item.terms or item.code]
        if len(named) > 1 or len(others) > 1 or any(item.code for item in others):
            return None
        if asking.BOTH_BODIES.search(spelled) and not asking.SIDES.search(spelled):
            return None  # 两家单位的工会经费: of two organisations
        terms = (*(known_term(mark) for mark in named), *(term for item in others for term in item.terms))
        columns = (Item(text=" ".join(term.text for term in terms), terms=terms),) if terms else ()
        return {"intent": "list", "by_unit": True, "items": columns}

    def _per(self) -> Fields | None:
        """An amount divided by what the text counts (平均每辆车)."""
        if not asking.per_what(self.question):
            return None
        text = asking.without_per(self.body)
        for entry in self.words.intents:
            if entry.intent == "average":
                text = entry.pattern.sub(" ", text)
        return {"intent": "average", "items": self._items(text)}

    def _rank(self, parts: dict[str, str]) -> Fields | None:
        number = small_number(parts.get("n", "") or parts.get("n2", "") or "")
        if number is None:
            counted = asking.COUNTED.search(self.body)
            number = small_number(counted.group(1) or counted.group(2)) if counted else None
        what = parts.get("what", "")
        text = re.sub("直属|下属|所属", " ", " ".join((parts.get("under", ""), what)))
        if asking.BOTH_ENDS.search(self.question):
            text = re.sub(
                r"最[多大高少小低]的?|(?:and )?(?:the )?(?:largest|biggest|highest|smallest|lowest)", " ", text
            )
        named = [item for item in self._items(text) if item.named]
        if not named and self.language == "en":
            # Looking at goods and services, which three are the biggest: what stands in front says of what.
            named = [item for item in self._items(re.split(r"\b(?:which|what)\b", self.body)[0]) if item.named][:1]
        under = named[0] if named else None
        if len(named) == 2 and all(item.terms and not item.code for item in named):
            # the goods and services items of basic expenditure: both say of what
            under = named[0].model_copy(update={"terms": (*named[0].terms, *named[1].terms)})
        depth = asking.depth_of(what) or asking.depth_of(self.body) or asking.bracketed_depth(self.question)
        prefix = asking.PREFIX.search(self.question)
        if prefix:
            under = Item(text=prefix.group(1) or prefix.group(2), code_prefix=prefix.group(1) or prefix.group(2))
        elif asking.PROJECTS.search(what + self.body) and not depth and not self.marked.of("sense"):
            under = ALL_PROJECTS if under is None or under.whole else under.model_copy(update={"projects": True})
        spelled = self._spelled(self.body)
        counted_bodies = asking.COUNTED_BODIES.search(spelled)
        count = _DIGITS.match(counted_bodies.group()) if counted_bodies else None
        if count is not None and not parts.get("n") and number == small_number(count.group()):
            number = None  # 八家单位里最小的: so many there are
        by_unit = under is None and bool(asking.BODIES.search(self._spelled(text)) or asking.EACH_BODY.search(spelled))
        if under is not None and under.whole and not under.terms and _BODIES_OF.search(self._spelled(self.body)):
            under, by_unit = None, True  # 下属哪个单位预算最高: 单位预算 is no level here
        kind = asking.WHICH_BODY.search(spelled) or asking.KIND_OF_BODY.search(spelled)
        columns: tuple[Item, ...] = ()
        bodies = asking.OWN_BODIES.search(spelled) or asking.EACH_BODY.search(spelled)
        if kind is not None or (bodies and named and all(asking.SIDES.fullmatch(item.text) for item in named)):
            sides = [term for item in named for term in item.terms if asking.SIDES.fullmatch(term.text)]
            columns = tuple(Item(text=term.text, terms=(term,)) for term in sides)
            under, by_unit = None, True  # 哪个戒毒所的项目支出最多: of all bodies, in that column
        asked = projects_asked(spelled)
        said = under is not None and under.projects and not under.terms and not under.code_prefix
        if asked is not None and said and (more := [t for item in self._items(asked.rest) for t in item.terms]):
            under = ALL_PROJECTS.model_copy(update={"terms": tuple(more)})  # which project spends most on travel
        several = asking.SEVERAL.search(parts.get("n", "") + self._spelled(self.body))
        return {
            "intent": "rank",
            "items": columns,
            "under": under if under is not None or by_unit else self._whole(),
            "top": min(number, 100) if number else (3 if several else 1),
            "ascending": bool(asking.SMALLEST.search(self.body)),
            "depth": depth,
            "by_unit": by_unit or (under is not None and bool(asking.EACH_BODY.search(self._spelled(self.body)))),
            "body_kind": kind["kind"] if kind is not None else None,
            "of_projects": asked is not None,
            "by_year": bool(asking.WHICH_YEAR.search(self.question)),
        }

    def _list(self, parts: dict[str, str]) -> Fields | None:
        if asking.REST.search(self.body) and "under" not in parts:
            return {"intent": "list", "under": None}
        if "column" in parts:
            named = [item for item in self._items(parts["column"]) if item.terms]
            return {"intent": "list", "under": named[0].model_copy(update={"projects": True})} if named else None
        if _HOW_MANY_BODIES.search(self.question):
            return None  # 下面有几个二级预算单位: a count, and no rows
        items = self._items(parts.get("under", ""))
        if "each" in parts:
            items = self._items(parts["each"])
            if (each := self._side_by_side(parts["each"], items)) is not None:
                return {"intent": "lookup", "items": each}
            if asking.BOTH_BODIES.search(self.question):
                return None  # 两家单位的政府采购预算总额分别是多少: one thing of each
            places = max(len(self.marked.of(kind)) for kind in ("organization", "period", "level", "aspect", "sense"))
            if len(items) != 1 or not items[0].terms or places > 1:
                return None  # each of several things, not of the parts of one
        under = next((item for item in items if item.named), None)
        if asking.PROJECTS.search(self._spelled(self.body)):
            under = ALL_PROJECTS if under is None else under.model_copy(update={"projects": not under.whole})
        depth = asking.depth_of(self.body) or asking.bracketed_depth(self.question)
        if under is None:
            whole = self._whole_items(self._items(parts.get("under", "")))
            under = next((item for item in whole if item.whole), self._whole() if depth else None)
        return {"intent": "list", "under": under, "depth": depth} if under is not None else None

    def _side_by_side(self, stretch: str, items: Sequence[Item]) -> tuple[Item, ...] | None:
        """会议费培训费各多少: names that stand side by side with nothing between them, each a thing; no column of the other."""
        marks = [self.marked.marks.get(char) for char in stretch.strip()]
        if len(items) != 1 or len(marks) < 2 or len(items[0].terms) != len(marks):
            return None
        names = all(mark is not None and mark.kind == "name" for mark in marks)
        if not names or any(side_of(form) or is_fund(form) for t in items[0].terms for form in t.forms[:1]):
            return None
        return tuple(items[0].model_copy(update={"terms": (t,), "text": t.text}) for t in items[0].terms)

    def _whole(self) -> Item:
        """All spending, divided by the classification that is named; all income, where the words speak of nothing else."""
        if _INCOME.search(self.body) and not _SPENDING.search(self.body):
            return Item(text=self.body, whole="income")
        sense = next((mark.sense for mark in self.marked.of("sense")), None)
        return WHOLE.model_copy(update={"sense": sense}) if sense else WHOLE
