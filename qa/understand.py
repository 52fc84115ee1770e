"""A question (and the one before it) becomes a typed plan: intent, things asked for, years, unit, language.

The question comes marked (`qa.tokens`): the intent's pattern cuts it into the parts a calculation needs (占 → part and base;
比 → two terms), and each part is read into items (`qa.pieces`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from qa.exclusions import taken_apart
from qa.followup import THAT, WHOLE, follow
from qa.marks import Marked
from qa.pieces import Reader, inherited, placed_like
from qa.placing import kind_of, placed_fields, without_organizations
from qa.plan import Intent, Item, Language, Plan
from qa.scope import Scope
from qa.text import small_number
from qa.words import Words

_PREFIX = re.compile(
    r"(?:starts? with|starting with|begins? with|beginning with|以)\s*([0-9A-Z]{3,})|([0-9A-Z]{3,})\s*(?:开头|打头)"
)


_SMALLEST = re.compile(r"最少|最小|最低|smallest|lowest|least", re.IGNORECASE)


_COUNTED = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten|\d{1,3})\b|前?([二两三四五六七八九十]|\d{1,3})(?:个|项|笔|大|名|家)"
)


_DEPTH = (
    (
        re.compile(
            r"(?:各|哪些|哪几|几|每一?)个?类(?!别|似|项)|[“\"]?类[”\"]?(?:分|里|中|级)|科目类|类级|类科目|functional class|\bclass(?:es)?\b|最[多少大小高低]的[^项款]*类"
        ),
        1,
    ),
    (re.compile(r"(?:各|每一?)个?款|款级|\bdivisions?\b"), 2),
    (re.compile(r"项级|最细|\bby items?\b|\bline by line\b"), 3),
)


_BODIES = re.compile(r"单位|部门|\bunits?\b|bod(?:y|ies)|institutions?")


_EACH_BODY = re.compile(r"哪[个家一]*(?:单位|部门|局|机构)|which (?:unit|body|department|bureau|organi[sz]ation)s?")
_OWN_BODIES: Final = re.compile(
    r"(?:哪|几|各|每|下属|所属|直属)[^，。？,?]{0,4}?(?:单位|部门|机构|局|处|所|中心|学校|监狱|院)"
)
_PROJECTS = re.compile(r"项目|projects?\b|programmes?\b")


_ASKS = re.compile(
    r"多少|几|百分|占比|比例|哪|how much|how many|what|which|percent|share|list|\?$|？$|吗", re.IGNORECASE
)


_THING = re.compile(
    r"(?:什么|哪种|哪款)(?:牌子|品牌|型号|车|样|东西)|what (?:kind|brand|model|sort|type)", re.IGNORECASE
)


_PER_HEAD = re.compile(r"人均|每人|每个人|per head|per capita|per person|per employee", re.IGNORECASE)


_OF_PARTS: Final = re.compile(
    r"(?:项|款|类|明细|子项|下级|分项).*(?:之和|合计|总和|加起来|相加)|sum of (?:the|its) (?:items|rows|parts|lines)"
)


_TIMES: Final = re.compile(r"几倍|多少倍|之比|比值|how many times|\bratio\b", re.IGNORECASE)


_EVERY_YEAR: Final = re.compile(
    r"历年|各年|每年各|逐年|[两二三四五]年的|近[几两三四五]年|这[几两三四五]年|each year|every year|all years|over the years",
    re.IGNORECASE,
)
_STRICT_LEVEL: Final = re.compile(r"本级|口径|[- ]level\b|headquarters only|consolidated", re.IGNORECASE)
_REST: Final = re.compile(r"其余|剩下|剩余|\b(?:the rest|others|remaining)\b")


# What an earlier question was about.
_THAT: Final = re.compile(r"(?:那么?|那)?(?:这|它|其|该项|此项|这个|这项|这笔钱?|这些|that|it|this)")
ALL_PROJECTS: Final = Item(text="", projects=True)


Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Cut:
    """An intent with the parts its pattern cut out of the question."""

    intent: Intent
    parts: dict[str, str]


def understand(
    question: str,
    language: Language,
    scope: Scope,
    marked: Marked,
    words: Words,
    previous: Plan | None = None,
) -> Plan:
    """The plan of a question. `previous` is the plan of the question before, which a follow-up leans on."""
    interpreter = _Interpreter(marked, words, language, question, follows=previous is not None)
    fields = interpreter.fields()
    placed = placed_fields(marked, fields, question, words)
    if not placed["years"] and len(scope.years) > 1 and _EVERY_YEAR.search(question):
        placed["years"] = scope.years
    plan = Plan(
        question=question,
        language=language,
        documents=scope.documents,
        organizations=scope.organizations,
        unknown_organization=scope.unknown_organization,
        actual=scope.actual
        or (words.mentions(words.basis["final"], marked.body) and placed["basis"] == "final_accounts"),
        unit=next((unit for unit, pattern in words.units if pattern.search(question)), None),
        senses=tuple(dict.fromkeys(mark.sense for mark in marked.of("sense") if mark.sense)),
        kind=kind_of(question, words, marked),
        strict_level=bool(_STRICT_LEVEL.search(without_organizations(question, marked))),
        per_head=bool(_PER_HEAD.search(question)),
        premise=tuple(mark.amount for mark in marked.of("amount") if mark.amount is not None),
        asks=bool(_ASKS.search(question)) and not _THING.search(question),
        rest=bool(_REST.search(question)),
        days=tuple(marked.days),
        **{**fields, **placed, **({"levels": ()} if fields.get("by_unit") else {})},
    )
    return follow(plan, previous, question) if previous is not None else plan


def _bracketed_depth(question: str) -> int | None:
    """The level that a gloss names: the largest heading (款)."""
    found = re.search(r"[（(]([类款项])[)）]", question)
    return {"类": 1, "款": 2, "项": 3}[found.group(1)] if found else None


class _Interpreter:
    """Turns one marked question into the fields of a plan."""

    def __init__(
        self,
        marked: Marked,
        words: Words,
        language: Language,
        question: str,
        *,
        follows: bool,
    ) -> None:
        self.marked, self.words, self.language, self.question = marked, words, language, question
        self.follows = follows
        self.reader = Reader(marked, words, language)
        self.times = bool(_TIMES.search(question))
        self.body, left_out = taken_apart(marked.body)
        self.less = tuple(item for item in self._items(left_out) if item.named)

    def fields(self) -> Fields:
        """Plan fields of the question, with what it leaves out."""
        fields = self._of_body()
        if not self.less:
            return fields
        if fields["intent"] in {"lookup", "sum"}:
            fields = {**fields, "intent": "remainder", "items": self._whole_items(fields.get("items", ())) or (WHOLE,)}
        return {**fields, "less": self.less}

    def _of_body(self) -> Fields:
        """Plan fields for the first intent whose parts make sense; a plain look-up where none does."""
        for cut in self._cuts():
            made = self._read(cut)
            if made is not None and not self._leaves_out(made):
                return made
        items = self._whole_items(self._items(self.body))
        return {"intent": "sum" if any(item.group for item in items) else "lookup", "items": items}

    def _leaves_out(self, fields: Fields) -> bool:
        """Whether a reading of the question drops something that the question names: half a question is not answered."""
        items = [*fields.get("items", ()), fields.get("base"), fields.get("under")]
        items += self.less
        said = {term.text for item in items if item is not None for term in item.terms}
        said |= {code for item in items if item is not None for code in (item.code, item.code_prefix) if code}
        groups = {item.text for item in items if item is not None and item.group}
        coded = any(item.code for item in items if item is not None)
        named = () if coded else (*self.marked.of("name"), *self.marked.of("group"))  # names beside codes repeat them
        for mark in (*named, *self.marked.of("code")):
            if mark.text not in said and not (mark.kind == "group" and groups):
                return fields["intent"] not in {"count", "list", "rank"} or mark.kind == "code"
        return False

    def _cuts(self) -> list[_Cut]:
        cuts: list[_Cut] = []
        for entry in self.words.intents:
            match = entry.pattern.search(self.body)
            if match:
                groups = match.groupdict()
                parts = {key: value.strip(" ,，") for key, value in groups.items() if value and value.strip(" ,，")}
                cuts.append(_Cut(entry.intent, parts))
        return cuts

    def _read(self, cut: _Cut) -> Fields | None:
        parts = cut.parts
        match cut.intent:
            case "cause" | "opinion":
                text = self.body
                for entry in self.words.intents:
                    if entry.intent == cut.intent:
                        text = entry.pattern.sub(" ", text)
                return {"intent": cut.intent, "items": self._items(text, change=True)}
            case "share":
                return self._share(parts)
            case "growth" | "change":
                return self._growth(cut.intent, parts)
            case "difference":
                return self._difference(parts)
            case "compare":
                items = self._items(self.body, change=True, versus=True)
                return {"intent": "compare", "items": self._whole_items(items)}
            case "average":
                if not _PER_HEAD.search(self.question) and len(self._items(self.body)) < 2:
                    return None
                text = self.body
                for entry in self.words.intents:
                    if entry.intent == "average":
                        text = entry.pattern.sub(" ", text)
                return {"intent": "average", "items": self._whole_items(self._items(text))}
            case "rank":
                return self._rank(parts)
            case "list":
                return self._list(parts)
            case "sum":
                return self._sum(parts)
            case "count":
                if any(mark.kind in {"name", "code", "group"} for mark in self.marked.marks.values()):
                    return None  # how many of something that is named: a target, or what the text counts
                return {"intent": "count", "items": self._items(parts.get("what", ""))}
            case _:
                return None

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

    def _share(self, parts: dict[str, str]) -> Fields | None:
        a, base = self._items(parts.get("a", "")), self._items(parts.get("base", ""))
        if not a and not base:
            return (
                None
                if parts.get("a", "").strip() and not self._is_short()
                else {"intent": "share", "items": (), "base": WHOLE}
            )
        whole = next((item for item in base if item.named), None)
        if whole is None:
            same = (
                base and a and base[0].placed and (base[0].aspect or self.times)
            )  # 是2024年的几倍: the same thing then
            whole = placed_like(a[0], base[0]) if same else WHOLE
        parts_of = tuple(item.model_copy(update={"within": whole.terms}) for item in a if item.named)
        return {"intent": "share", "items": parts_of, "base": whole, "times": self.times}

    def _is_short(self) -> bool:
        return len(self.body) <= 24

    def _growth(self, intent: Intent, parts: dict[str, str]) -> Fields | None:
        a = self._items(parts.get("a", ""), change=True)
        b = self._items(" ".join(parts.get(key, "") for key in ("b", "b2")), change=True)
        if any(item.terms or item.code for item in b) and any(item.named for item in a):
            return None  # another thing stands behind 比: a difference
        if not any(item.named for item in a):
            a = tuple(i for i in self._items(self.body, change=True) if i.named) or self._whole_items(a)
        relative = not any(mark.year for mark in self.marked.of("period"))
        both = inherited([*a[:1], *b[:1]]) if a else []
        return {"intent": intent, "items": tuple(i for i in both if i.named), "relative": relative}

    def _difference(self, parts: dict[str, str]) -> Fields | None:
        a, b = self._items(parts.get("a", "")), self._items(parts.get("b", ""))
        if not a and not b:
            return {"intent": "difference", "items": ()} if self._is_short() else None
        if "b" not in parts:
            items = self._items(self.body, change=True)
            named = [item for item in items if item.named]
            return (
                {"intent": "difference", "items": tuple(items)}
                if len(named) >= 2 or len(items) >= 2
                else ({"intent": "difference", "items": ()} if not named else None)
            )
        if self.follows and not a and _THAT.fullmatch(parts["a"].strip()):
            return {"intent": "difference", "items": (THAT, *b)}
        if _OF_PARTS.search(parts["b"]) and any(item.named for item in a):
            return {"intent": "difference", "items": (a[0], a[0].model_copy(update={"parts": True}))}
        link = " and " if self.language == "en" else "和"
        both = list(self._items(link.join((parts["a"], parts["b"]))))
        if not any(item.named for item in both):
            whole = self._whole_items(tuple(both))
            both = list(whole)
        return {"intent": "difference", "items": tuple(both)} if both else None

    def _rank(self, parts: dict[str, str]) -> Fields | None:
        number = small_number(parts.get("n", "") or parts.get("n2", "") or "")
        if number is None:
            counted = _COUNTED.search(self.body)
            number = small_number(counted.group(1) or counted.group(2)) if counted else None
        what = parts.get("what", "")
        text = " ".join((parts.get("under", ""), what))
        under = next((item for item in self._items(text) if item.named), None)
        depth = self._depth(what) or self._depth(self.body) or _bracketed_depth(self.question)
        prefix = _PREFIX.search(self.question)
        if prefix:
            under = Item(text=prefix.group(1) or prefix.group(2), code_prefix=prefix.group(1) or prefix.group(2))
        elif under is None and _PROJECTS.search(what + self.body) and not depth:
            under = ALL_PROJECTS
        by_unit = under is None and bool(_BODIES.search(self._spelled(text)))
        if under is not None and under.whole and not under.terms and _OWN_BODIES.search(self._spelled(self.body)):
            under, by_unit = None, True  # 下属哪个单位预算最高: 单位预算 is no level here
        several = re.search(r"几|哪些", parts.get("n", "") + self.body)
        return {
            "intent": "rank",
            "under": under if under is not None or by_unit else self._whole(),
            "top": min(number, 100) if number else (3 if several else 1),
            "ascending": bool(_SMALLEST.search(self.body)),
            "depth": depth,
            "by_unit": by_unit or (under is not None and bool(_EACH_BODY.search(self.body))),
        }

    def _list(self, parts: dict[str, str]) -> Fields | None:
        if _REST.search(self.body) and "under" not in parts:
            return {"intent": "list", "under": None}
        items = self._items(parts.get("under", ""))
        if "each" in parts:
            items = self._items(parts["each"])
            places = max(len(self.marked.of(kind)) for kind in ("organization", "period", "level", "aspect", "sense"))
            if len(items) != 1 or not items[0].terms or places > 1:
                return None  # each of several things, not of the parts of one
        under = next((item for item in items if item.named), None)
        if under is None and _PROJECTS.search(self.body):
            under = ALL_PROJECTS
        depth = self._depth(self.body) or _bracketed_depth(self.question)
        if under is None:
            whole = self._whole_items(self._items(parts.get("under", "")))
            under = next((item for item in whole if item.whole), self._whole() if depth else None)
        return {"intent": "list", "under": under, "depth": depth} if under is not None else None

    def _whole(self) -> Item:
        """All spending, divided by the classification that is named."""
        sense = next((mark.sense for mark in self.marked.of("sense")), None)
        return WHOLE.model_copy(update={"sense": sense}) if sense else WHOLE

    def _spelled(self, text: str) -> str:
        """A stretch with its marks written out, the organisations left out."""
        kept = {c: m for c, m in self.marked.marks.items() if m.kind != "organization"}
        return "".join(kept[c].text if c in kept else " " if c in self.marked.marks else c for c in text)

    @staticmethod
    def _depth(text: str) -> int | None:
        """Which level of the classification is asked for: 类, 款 or 项."""
        return next((depth for pattern, depth in _DEPTH if pattern.search(text)), None)

    def _sum(self, parts: dict[str, str]) -> Fields | None:
        body = parts.get("items", "")
        items = self._items(body)
        codes = [item for item in items if item.code]
        if codes and re.search(r"under|within|下|里|中", body) and len(codes) == 1:
            return {"intent": "sum", "under": codes[0], "items": ()}
        if (
            self.follows
            and not any(item.named for item in items)
            and re.search(r"^(?:they|these|those|it all|the two|它们|两者|这些|这几项|那)?$", body.strip())
        ):
            return {"intent": "sum", "items": ()}
        if len(items) >= 2 or re.search(r"各|两|三|四|几|\b(?:two|three|four|all)\b", body):
            return {"intent": "sum", "items": items}
        return None
