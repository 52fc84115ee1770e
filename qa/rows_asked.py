"""Questions for rows: the largest, those under a heading, projects whose names hold some words. Parts of questions in, plan fields out."""

from __future__ import annotations

import re
from typing import Any, Final

from qa import asking
from qa.followup import WHOLE
from qa.marks import Marked
from qa.pieces import Reader, placed_like
from qa.plan import Intent, Item, Language
from qa.text import small_number
from qa.words import Words

ALL_PROJECTS: Final = Item(text="", projects=True)
Fields = dict[str, Any]


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
        income = self.words.mentions(self.words.bare["income"], self.question)
        if not income and not self.words.mentions(self.words.bare["expenditure"], self.question):
            return items
        whole = Item(whole="income" if income else "expenditure", text=self.question)
        return tuple(placed_like(whole, item) for item in items) or (whole,)

    def _is_short(self) -> bool:
        return len(self.body) <= 24

    def _spelled(self, text: str) -> str:
        """A stretch with its marks written out, the organisations left out."""
        kept = {c: m for c, m in self.marked.marks.items() if m.kind != "organization"}
        return "".join(kept[c].text if c in kept else " " if c in self.marked.marks else c for c in text)

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

    def _rank(self, parts: dict[str, str]) -> Fields | None:
        number = small_number(parts.get("n", "") or parts.get("n2", "") or "")
        if number is None:
            counted = asking.COUNTED.search(self.body)
            number = small_number(counted.group(1) or counted.group(2)) if counted else None
        what = parts.get("what", "")
        text = " ".join((parts.get("under", ""), what))
        named = [item for item in self._items(text) if item.named]
        under = named[0] if named else None
        if len(named) == 2 and all(item.terms and not item.code for item in named):
            # the goods and services items of basic expenditure: both say of what
            under = named[0].model_copy(update={"terms": (*named[0].terms, *named[1].terms)})
        depth = asking.depth_of(what) or asking.depth_of(self.body) or asking.bracketed_depth(self.question)
        prefix = asking.PREFIX.search(self.question)
        if prefix:
            under = Item(text=prefix.group(1) or prefix.group(2), code_prefix=prefix.group(1) or prefix.group(2))
        elif asking.PROJECTS.search(what + self.body) and not depth:
            under = ALL_PROJECTS if under is None or under.whole else under.model_copy(update={"projects": True})
        by_unit = under is None and bool(asking.BODIES.search(self._spelled(text)))
        if under is not None and under.whole and not under.terms and asking.OWN_BODIES.search(self._spelled(self.body)):
            under, by_unit = None, True  # 下属哪个单位预算最高: 单位预算 is no level here
        kind = asking.WHICH_BODY.search(self._spelled(self.body))
        if kind is not None:
            under, by_unit = None, True
        several = re.search(r"几|哪些", parts.get("n", "") + self.body)
        return {
            "intent": "rank",
            "under": under if under is not None or by_unit else self._whole(),
            "top": min(number, 100) if number else (3 if several else 1),
            "ascending": bool(asking.SMALLEST.search(self.body)),
            "depth": depth,
            "by_unit": by_unit or (under is not None and bool(asking.EACH_BODY.search(self._spelled(self.body)))),
            "body_kind": kind["kind"] if kind is not None else None,
            "by_year": bool(asking.WHICH_YEAR.search(self.question)),
        }

    def _list(self, parts: dict[str, str]) -> Fields | None:
        if asking.REST.search(self.body) and "under" not in parts:
            return {"intent": "list", "under": None}
        items = self._items(parts.get("under", ""))
        if "each" in parts:
            items = self._items(parts["each"])
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

    def _whole(self) -> Item:
        """All spending, divided by the classification that is named."""
        sense = next((mark.sense for mark in self.marked.of("sense")), None)
        return WHOLE.model_copy(update={"sense": sense}) if sense else WHOLE
