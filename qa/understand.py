"""A question (and the one before it) becomes a typed plan: intent, things asked for, years, unit, language.

Organisation words are taken out first (`qa.scope`), then codes and years; the intent's pattern cuts what is left into
the parts a calculation needs (占 → part and base; 比 → two terms), and each part is matched to printed names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.lexicon import Lexicon
from qa.matching import Matcher, Search
from qa.plan import MOST_RANKED, Intent, Item, Language, Plan, Sense
from qa.scope import Scope
from qa.text import find_codes, small_number, strip_codes, strip_years
from qa.words import Words

_PREFIX = re.compile(
    r"(?:starts? with|starting with|begins? with|beginning with|以)\s*([0-9A-Z]{3,})|([0-9A-Z]{3,})\s*(?:开头|打头)"
)
_SMALLEST = re.compile(r"最少|最小|最低|smallest|lowest|least", re.IGNORECASE)
_CHANGE_WORDS = re.compile(
    r"比|较|相比|同比|增长|增加|减少|下降|上升|变化|增幅|降幅|幅度|百分比|百分之几|百分之多少|变动|"
    r"\b(?:grow|growth|grew|increase|rise|rose|fall|fell|decrease|drop|change|percent|percentage)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\b|前?([二两三四五六七八九十]|\d{1,2})(?:个|项|笔|大|名)"
)
_CLASS_LEVEL = (
    (re.compile(r"(各|哪些|几个|个)?类(?!别|似)|classes"), 1),
    (re.compile(r"各款|divisions"), 2),
    (re.compile(r"各项(?!目)"), 3),
)


_PROJECTS = Item(text="", sense="project", match="total", confidence=1)


@dataclass(frozen=True, slots=True)
class _Cut:
    """An intent with the parts its pattern cut out of the question."""

    intent: Intent
    parts: dict[str, str]


def understand(
    question: str,
    language: Language,
    scope: Scope,
    lexicon: Lexicon,
    search: Search,
    words: Words,
    previous: Plan | None = None,
) -> Plan:
    """The plan of a question. `previous` is the plan of the question before, which a follow-up leans on."""
    matcher = Matcher(lexicon, search, language)
    text = scope.rest
    cut = _cut(text, words)
    codes = find_codes(scope.rest)
    prefix = _code_prefix(scope.rest)
    senses = tuple(sense for sense, phrases in words.senses.items() if words.mentions(phrases, text))
    reader = _Reader(matcher, words, codes, prefix, senses)
    fields = reader.read(cut, text)
    plan = Plan(
        question=question,
        language=language,
        documents=scope.documents,
        organizations=scope.organizations,
        unknown_organization=scope.unknown_organization,
        years=scope.years,
        actual=scope.actual,
        unit=next((unit for unit, pattern in words.units if pattern.search(question)), None),
        senses=senses,
        **fields,  # type: ignore[arg-type]
    )
    return _follow(plan, previous, text) if previous is not None else plan


def _relative_years(text: str, words: Words) -> str:
    for phrase in sorted((*words.years["this"], *words.years["last"]), key=len, reverse=True):
        if phrase.isascii():
            text = re.sub(rf"\b{phrase}\b", " ", text, flags=re.IGNORECASE)
        else:
            text = re.sub(rf"{phrase}(?!结转|结余)", " ", text)
    return text


def _code_prefix(text: str) -> str | None:
    match = _PREFIX.search(text)
    return (match.group(1) or match.group(2)) if match else None


def _cut(text: str, words: Words) -> _Cut:
    body = " ".join(text.split()).rstrip("?？。.!！ ")
    for entry in words.intents:
        match = entry.pattern.search(body)
        if match:
            parts = {name: value.strip(" ,，") for name, value in match.groupdict().items() if value and value.strip()}
            if entry.intent == "sum" and not _several(parts.get("items", ""), words):
                continue
            return _Cut(entry.intent, parts)
    return _Cut("lookup", {})


def _several(text: str, words: Words) -> bool:
    """Whether a phrase names more than one thing (or a heading's rows), so that adding up means something."""
    joined = any(mark in text for mark in ("和", "与", "、", "加", "及", " and ", ",", "，"))
    return joined or bool(re.search(r"水电费|两|三|各|under|\bitems\b", text))


class _Reader:
    """Turns a cut question into the fields of a plan."""

    def __init__(
        self, matcher: Matcher, words: Words, codes: Sequence[str], prefix: str | None, senses: Sequence[Sense]
    ) -> None:
        self.matcher, self.words, self.codes, self.prefix, self.senses = matcher, words, list(codes), prefix, senses

    def read(self, cut: _Cut, text: str) -> dict[str, object]:
        """Plan fields for the intent; falls back to a plain look-up where the parts name nothing."""
        parts = cut.parts
        match cut.intent:
            case "share":
                base = self._one(parts.get("base", "")) or Item(
                    text="", total="expenditure", match="total", confidence=1
                )
                return {"intent": "share", "items": self._items(parts.get("a", "")), "base": base}
            case "difference":
                items = (*self._items(parts["a"])[:1], *self._items(parts["b"])[:1])
                return {"intent": "difference", "items": _same_row(items)}
            case "growth" | "change":
                body = _CHANGE_WORDS.sub(" ", parts.get("a", ""))
                return {"intent": cut.intent, "items": self._items(body) or self._items(_CHANGE_WORDS.sub(" ", text))}
            case "rank":
                return self._rank(parts, text)
            case "list":
                under = self._one(parts["under"])
                if (under is None or not under.found) and re.search(r"项目|projects?", text):
                    under = _PROJECTS
                return {"intent": "list", "under": under, "items": (), "level": None}
            case "sum":
                body = parts["items"]
                if self._codes_in(body) and re.search(r"under|within|下|里|中", body):
                    return {"intent": "sum", "under": self._one(body), "items": ()}
                return {"intent": "sum", "items": self._items(body)}
            case "cause":
                return {"intent": "cause", "items": self._items(_drop(text, self.words, "cause"))}
            case "count":
                return {"intent": "count", "items": self._items(text)}
            case _:
                items = self._items(text)
                if not items and self.words.mentions(self.words.bare_totals, text):
                    items = (Item(text="", total="expenditure", match="total", confidence=1),)
                return {"intent": "lookup", "items": items}

    def _rank(self, parts: dict[str, str], text: str) -> dict[str, object]:
        number = small_number(parts.get("n", "") or parts.get("n2", "") or "")
        if number is None:
            counted = _COUNTED.search(text)
            number = small_number(counted.group(1) or counted.group(2)) if counted else None
        under = self._one(parts.get("under", ""))
        what = parts.get("what", "")
        level = next((level for pattern, level in _CLASS_LEVEL if pattern.search(what) or pattern.search(text)), None)
        if self.prefix:
            under = Item(text=self.prefix, code_prefix=self.prefix, match="code", confidence=1)
        elif under is None or under.match in {"none", "lexical", "semantic"}:
            by_project = bool(re.search(r"项目|projects?", what + text)) and not level
            if by_project and not (under is not None and under.table_titles):
                under = _PROJECTS
        return {
            "intent": "rank",
            "under": under,
            "items": (),
            "top": min(number or (3 if re.search(r"几|哪些", parts.get("n", "") + text) else 1), MOST_RANKED),
            "ascending": bool(_SMALLEST.search(text)),
            "level": level,
            "by_unit": bool(re.search(r"单位|部门|units?\b|bod(?:y|ies)|institutions?", what)),
        }

    def _codes_in(self, text: str) -> list[str]:
        return [code for code in find_codes(text) if code in self.codes]

    def _one(self, text: str) -> Item | None:
        found = self._items(text)
        return found[0] if found else None

    def _items(self, text: str) -> tuple[Item, ...]:
        """The things a part of the question names: its codes where it gives any, else its names."""
        if not text.strip():
            return ()
        codes = self._codes_in(text)
        named = self.matcher.items(strip_codes(strip_years(_relative_years(text, self.words))))
        if codes:
            measure = next((item.measure for item in named if item.measure), None)
            sense = self.senses[0] if self.senses else None
            return tuple(
                Item(text=code, code=code, measure=measure, sense=sense, match="code", confidence=1) for code in codes
            )
        if len(self.senses) == 1:
            named = [item.model_copy(update={"sense": self.senses[0]}) for item in named]
        return tuple(_whole_totals(named))


def _whole_totals(items: Sequence[Item]) -> list[Item]:
    """总支出 beside a column (全部项目支出) means that column's total; beside a row it adds nothing."""
    totals = [item for item in items if item.match == "total"]
    columns = [item for item in items if item.measure and not item.labels]
    others = [item for item in items if item.match != "total"]
    if totals and columns and len(others) == len(columns):
        return columns
    if totals and others:
        return others
    return list(items)


def _same_row(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """人员经费比公用经费: two columns of one row, the total's unless a row is named with the first."""
    if len(items) == 2 and items[0].measure and items[0].labels and items[1].measure and not items[1].labels:
        return (items[0], items[1].model_copy(update={"labels": items[0].labels, "code": items[0].code}))
    return items


def _drop(text: str, words: Words, intent: str) -> str:
    for entry in words.intents:
        if entry.intent == intent:
            text = entry.pattern.sub(" ", text)
    return re.sub(
        r"(下降|降下来|降低|降|增加|上涨|上升|增长|减少|涨|买的|什么车|从|到|cut|rise|fall|drop|increase|decrease|zero)\w*",
        " ",
        text,
    )


def _follow(plan: Plan, previous: Plan, text: str) -> Plan:
    """Fill a follow-up from the question before it: what is asked of, whose, and which year."""
    changes: dict[str, object] = {}
    if not plan.organizations and not plan.unknown_organization and previous.organizations:
        changes["organizations"], changes["documents"] = previous.organizations, previous.documents
    if not plan.years and previous.years:
        changes["years"] = previous.years
    if not plan.items and plan.intent in {"share", "growth", "change", "lookup"}:
        changes["items"] = previous.items
        if plan.intent == "lookup" and plan.years and previous.intent in {"lookup", "share"}:
            changes["intent"], changes["base"] = previous.intent, previous.base
    return plan.model_copy(update=changes)
