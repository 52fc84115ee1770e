"""A question (and the one before it) becomes a typed plan: intent, things asked for, years, unit, language.

The question comes marked (`qa.tokens`): the intent's pattern cuts it into the parts a calculation needs (占 → part and base;
比 → two terms), and each part is read into items (`qa.pieces`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qa import asking
from qa.contrasts import telling
from qa.ellipsis import stands_alone
from qa.exclusions import taken_apart
from qa.followup import OF_IT, THAT, WHOLE, follow
from qa.fronted import in_front, within
from qa.marks import Marked
from qa.pieces import Reader, inherited, placed_like, without_side
from qa.placing import kind_of, placed_fields, without_organizations
from qa.plan import Intent, Item, Language, Plan, Whole
from qa.rows_asked import Fields, RowsAsked
from qa.scope import Scope
from qa.terms import names_side_by_side, official_term
from qa.words import CLASSES, Words, words

# What an earlier question was about.
_THAT: Final = re.compile(r"(?:那么?|那)?(?:这|它|其|该项|此项|这个|这项|这笔钱?|这些|that|it|this)")


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
    alone = previous is not None and stands_alone(marked, previous.question, len(previous.items), words)
    interpreter = _Interpreter(marked, words, language, question, follows=previous is not None and not alone)
    fields = interpreter.fields()
    placed = placed_fields(marked, fields, question, words, follows=previous is not None and not alone)
    if not placed["years"] and len(scope.years) > 1 and asking.EVERY_YEAR.search(question):
        placed["years"] = scope.years
    kind = kind_of(question, words, marked)
    # 2025年预算 against what was actually spent in 2024: the words for real spending are not about the budget.
    planned = {mark.year for mark in marked.of("period") if mark.basis == "budget"} if scope.actual else set()
    one_planned = bool(planned) and any(item.year and item.year not in planned for item in placed["items"])
    if one_planned:
        placed |= {"items": tuple(_as_said(item, planned) for item in placed["items"]), "basis": None}
    wanted = question.replace(marked.bound.words, "") if marked.bound is not None else question
    plan = Plan(
        question=question,
        language=language,
        documents=scope.documents,
        organizations=scope.organizations
        or (scope.bodies if len(scope.bodies) == 2 and asking.BOTH_BODIES.search(question) else ()),
        unknown_organization=scope.unknown_organization,
        actual=(scope.actual and kind != "count" and not one_planned)
        or (words.mentions(words.basis["final"], marked.body) and placed["basis"] == "final_accounts"),
        unit=next((unit for unit, pattern in words.units if pattern.search(wanted)), None),
        senses=tuple(dict.fromkeys(mark.sense for mark in marked.of("sense") if mark.sense)),
        kind=kind,
        strict_level=bool(
            asking.STRICT_LEVEL.search(without_organizations(question, marked)) or asking.WITHOUT_UNITS.search(question)
        ),
        per_head=bool(asking.PER_HEAD.search(question)) and not asking.per_what(question),
        per=asking.per_what(question) if fields.get("intent") == "average" else None,
        premise=tuple(mark.amount for mark in marked.of("amount") if mark.amount is not None),
        asks=bool(asking.ASKS.search(question)) and not asking.THING.search(question),
        rest=bool(asking.REST.search(question)),
        days=tuple(marked.days),
        floor=marked.floor,
        kinds=marked.kinds,
        carried=marked.carried,
        both=marked.both,
        own=marked.own,
        nth=asking.place_in_order(question),
        both_ends=bool(asking.BOTH_ENDS.search(question)),
        **{**fields, **placed, **({"levels": ()} if fields.get("by_unit") else {})},
    )
    if previous is None and not plan.items and plan.intent in {"growth", "change"} and _of_all(marked):
        return plan.model_copy(update={"items": (WHOLE,)})
    return follow(plan, previous, question, alone=alone) if previous is not None else plan


def _of_all(marked: Marked) -> bool:
    """Whether a question for a change names nothing that changed (比上年增加多少): it asks for all of the budget."""
    said = "".join(char for char in marked.body if char not in marked.marks)
    return all(mark.kind in {"period", "organization"} for mark in marked.marks.values()) and not _CHANGE_ONLY.sub(
        "", said
    )


def not_meaning(plan: Plan, contrast: Marked) -> Plan:
    """A plan with the words for what its question says it does not mean, those left out that say what it asks for, too."""
    asked = [term for item in plan.items for term in item.terms]
    said = Reader(contrast, words(), plan.language).items(contrast.body)
    return plan.model_copy(update={"unmeant": telling((term for item in said for term in item.terms), asked)})


def _as_said(item: Item, planned: set[int | None]) -> Item:
    """A thing of a year of its own: in the budget if the words say that this year is planned, else as it was spent."""
    if item.year is None or item.basis is not None:
        return item
    return item.model_copy(update={"basis": "budget" if item.year in planned else "final_accounts"})


_CHANGE_ONLY: Final = re.compile(
    r"[比较与同跟相和]+|[,，?？\s]|增长率?|增加|减少|下降|上升|变化|增幅|降幅|幅度|增|减|涨|降|多了?少|几|百分之|是|了|有|的|又|或|还是|怎么样|如何|情况"
)
_NO_COMPARISON: Final = re.compile("比(?=[例重])|(?<=占)比")
_AGAINST: Final = re.compile(r"(?<![相对])(?:比|较)(?![例重率较])(?P<b>.+)$|\bthan (?P<c>.+)$")
_PERIOD: Final = re.compile("[{}-{}]".format(*map(chr, CLASSES["P"])))
_FRONT: Final = re.compile("[^,，、和与]+[,，][^,，、和与]+$")
_EACH: Final = re.compile("各|分别")
_HIDDEN: Final = "\x07"
_COMPARING: Final = frozenset({"difference", "change", "compare"})


class _Interpreter(RowsAsked):
    """Turns one marked question into the fields of a plan."""

    def __init__(self, marked: Marked, words: Words, language: Language, question: str, *, follows: bool) -> None:
        super().__init__(marked, words, language, question, follows=follows)
        self.times = bool(asking.TIMES.search(question))
        self.body, left_out = taken_apart(marked.body)
        self.less = tuple(item for item in self._items(left_out) if item.named)
        self.around: Item | None = None
        self.context = in_front(self.body, self._items)

    def fields(self) -> Fields:
        """Plan fields of the question, with what it leaves out."""
        if self.marked.kinds:
            return {"intent": "lookup", "items": tuple(item for item in self._items(self.body) if item.named)}
        fields = (
            self._named_with()
            or self._of_projects()
            or self._bounded()
            or self._each_body()
            or self._per()
            or self._of_body()
        )
        if not self.less:
            return fields
        if fields["intent"] in {"lookup", "sum"}:
            of_it = self.follows and OF_IT.search(self.question) and not any(i.named for i in fields.get("items", ()))
            items = (THAT,) if of_it else self._whole_items(fields.get("items", ())) or (WHOLE,)
            fields = {**fields, "intent": "remainder", "items": items}
        return {**fields, "less": self.less}

    def _of_body(self) -> Fields:
        """Plan fields for the first intent whose parts make sense; a plain look-up where none does."""
        for cut in self._cuts():
            if self.context is not None and cut.intent not in asking.READ_WHOLE:
                break
            made = self._read(cut)
            if made is not None and not self._leaves_out(made):
                return made
        if self.context is not None:
            return self._in_context(self.context)
        items = self._whole_items(self._items(self.body))
        # 甲中心和乙中心预算合计: bodies with the whole of the last behind them are added up.
        of_bodies = len(items) > 1 and all(any(term.body for term in item.terms) for item in items)
        added = any(item.group for item in items) or (of_bodies and bool(asking.SUMMED.search(self.question)))
        return {"intent": "sum" if added else "lookup", "items": items}

    def _in_context(self, context: tuple[Item, str]) -> Fields:
        """The question without what is set in front of it, each of whose things is looked for there."""
        around, self.body = context
        self.context, self.around = None, around
        return within(self._of_body(), around, self.language)

    def _leaves_out(self, fields: Fields) -> bool:
        """Whether a reading of the question drops something that the question names: half a question is not answered."""
        items = [*fields.get("items", ()), fields.get("base"), fields.get("under")]
        items += (*self.less, self.around)
        said = {term.text for item in items if item is not None for term in item.terms}
        said |= {code for item in items if item is not None for code in (item.code, item.code_prefix) if code}
        groups = {item.text for item in items if item is not None and item.group}
        coded = any(item.code for item in items if item is not None)
        named = () if coded else (*self.marked.of("name"), *self.marked.of("group"))  # names beside codes repeat them
        under = fields.get("under")
        if under is not None and under.projects:
            named = tuple(m for m in named if m.text not in {"项目支出", "project expenditure"})  # they are the rows
        for mark in (*named, *self.marked.of("code")):
            if mark.text in (fields.get("body_kind") or ""):
                continue  # the 戒毒 of 戒毒所
            if mark.text not in said | self.reader.announced and not (mark.kind == "group" and groups):
                return fields["intent"] != "count" or mark.kind == "code"
        return False

    def _cuts(self) -> list[_Cut]:
        cuts: list[_Cut] = []
        for entry in self.words.intents:
            # The 比 of 比重 and 占比 compares nothing.
            body = _NO_COMPARISON.sub(_HIDDEN, self.body) if entry.intent in _COMPARING else self.body
            match = entry.pattern.search(body)
            if match:
                groups = {key: value.replace(_HIDDEN, "比") for key, value in match.groupdict().items() if value}
                parts = {key: value.strip(" ,，") for key, value in groups.items() if value.strip(" ,，")}
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
                items = self._items(text, change=True)
                return {"intent": cut.intent, "items": self._whole_items(items) if cut.intent == "cause" else items}
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
                several = len(self._items(self.body)) > 1 or asking.NUMBERED.search(self.body)
                if not asking.PER_HEAD.search(self.question) and not several:
                    return None
                text = self.body
                for entry in self.words.intents:
                    if entry.intent == "average":
                        text = entry.pattern.sub(" ", text)
                items = self._whole_items(self._items(text))
                named = self.follows or any(item.named for item in items)
                return {"intent": "average", "items": items if named else (WHOLE,)}
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

    def _share(self, parts: dict[str, str]) -> Fields | None:
        if asking.WHICH.search(parts.get("a", "")):
            return None  # 哪三类最多，占比多少: which, not what share
        if asking.ALL_OF_IT.fullmatch(parts.get("base", "")):
            parts = {**parts, "base": ""}
        a, base = self._items(parts.get("a", "")), self._items(parts.get("base", ""))
        if self.context is not None and any(i.named for i in base) and sum(i.named for i in a) > 1:
            return None  # 基本支出中，物业管理费占商品和服务支出多少: both within what stands in front
        if not any(item.named for item in a) and asking.WHICH.search(self.question) and not self.follows:
            return None  # the five largest, and what share they make up: rows first
        front = _FRONT.match(parts.get("a", "")) if not base and len(a) == 2 and not _EACH.search(self.body) else None
        if front is not None and all(i.terms and not i.code for i in a) and a[0].terms != a[1].terms:
            a, base = a[1:], a[:1]  # 三公经费，买车的钱占了几成
        if not a and not base:
            return (
                None
                if parts.get("a", "").strip() and not self._is_short()
                else {"intent": "share", "items": (), "base": WHOLE}
            )
        whole = next((item for item in base if item.named), None)
        if asking.PROJECTS.search(parts.get("base", "")) and (whole is None or not (whole.terms or whole.code)):
            whole = Item(text="项目支出", terms=(official_term("项目支出"),))  # 占项目总额多少
        if whole is None and not base and len(a) == 1 and (whole := without_side(a[0])) is not None:
            a = (a[0].model_copy(update={"within": ()}),)  # 特殊教育项目支出占比: of all that is for 特殊教育
        if whole is None:
            same = (
                base and a and base[0].placed and (base[0].aspect or self.times)
            )  # 是2024年的几倍: the same thing then
            side = self.words.mentions(
                self.words.bare["income"], self._spelled(parts.get("base") or parts.get("a", ""))
            )
            whole = (
                placed_like(a[0], base[0]) if same else WHOLE.model_copy(update={"whole": "income"}) if side else WHOLE
            )
        if not any(item.named for item in a) and asking.PROJECTS.search(parts.get("a", "")):
            a = (Item(text="项目支出", terms=(official_term("项目支出"),)),)  # what share went on projects
        around = whole.terms if all(term.known for term in whole.terms) else ()
        parts_of = tuple(item.model_copy(update={"within": around}) for item in a if item.named)
        together = any(item.group for item in parts_of) or bool(asking.TOGETHER.search(self.question))
        return {"intent": "share", "items": parts_of, "base": whole, "times": self.times, "together": together}

    def _growth(self, intent: Intent, parts: dict[str, str]) -> Fields | None:
        a = self._items(parts.get("a", ""), change=True)
        b = self._items(" ".join(parts.get(key, "") for key in ("b", "b2")), change=True)
        if not b and self._against_another(parts.get("a", "")):
            return None  # 决算比年初预算多还是少, 收入比支出: against no year
        if any(item.terms or item.code for item in b) and any(item.named for item in a):
            return None  # another thing stands behind 比: a difference
        if not any(item.named for item in a):
            a = tuple(i for i in self._items(self.body, change=True) if i.named) or self._whole_items(a)
        elif len(a) == 2 and a[0].named and not a[0].placed and not a[1].named:
            a = (placed_like(a[0], a[1]),)  # 购房补贴，2025年预算比2024年决算多多少
        relative = not any(mark.year for mark in self.marked.of("period"))
        both = inherited([*a[:1], *(b if len(b) > 1 and not any(i.named for i in b) else b[:1])]) if a else []
        return {"intent": intent, "items": tuple(i for i in both if i.named), "relative": relative}

    def _against_another(self, text: str) -> bool:
        """Whether what stands behind 比 or than is a column or side of its own rather than another year."""
        found = _AGAINST.search(text)
        return (
            found is not None
            and not _PERIOD.search(found.group())
            and any(
                item.aspect or item.terms or item.code for item in self._items(found["b"] or found["c"], change=True)
            )
        )

    def _sides(self, parts: dict[str, str]) -> tuple[Item, ...]:
        """All income against all spending (收入比支出多多少), where that is what the two parts say and nothing else."""
        said: list[Whole] = []
        for part in (parts.get("a", ""), parts.get("b", "")):
            text = self._spelled(part)
            income, spending = (self.words.mentions(self.words.bare[side], text) for side in ("income", "expenditure"))
            if not income and not spending:
                return ()
            said.append("income" if income else "expenditure")
        if said[0] == said[1]:
            return ()
        aspects = [next((i.aspect for i in self._items(parts[key])), ()) for key in ("a", "b")]
        names = {name for aspect in aspects for name in aspect}
        final = "final_accounts" if names & {"决算数"} else None
        return tuple(
            WHOLE.model_copy(update={"whole": side, "text": self._spelled(parts[key]), "basis": final})
            for side, key in zip(said, ("a", "b"), strict=True)
        )

    def _difference(self, parts: dict[str, str]) -> Fields | None:
        share = asking.SHARE_OF.match(parts.get("a", "")) if "b" in parts else None
        if share is not None:  # 甲占总支出的比重比乙高多少: the two shares
            return self._share(
                {"a": f"{share['a']}{'和' if self.language == 'zh' else ' and '}{parts['b']}", "base": share["base"]}
            )
        a, b = self._items(parts.get("a", "")), self._items(parts.get("b", ""))
        if not a and not b:
            return {"intent": "difference", "items": ()} if self._is_short() else None
        if "b" not in parts:
            items = self._items(self.body, change=True)
            named = [item for item in items if item.named]
            return (
                {"intent": "difference", "items": tuple(items)}
                if len(named) >= 2 or len(items) >= 2 or (named and asking.BOTH_BODIES.search(self.question))
                else ({"intent": "difference", "items": ()} if not named else None)
            )
        if self.follows and not a and _THAT.fullmatch(parts["a"].strip()):
            return {"intent": "difference", "items": (THAT, *b)}
        if asking.OF_PARTS.search(parts["b"]) and any(item.named for item in a):
            return {"intent": "difference", "items": (a[0], a[0].model_copy(update={"parts": True}))}
        link = " and " if self.language == "en" else "和"
        both = list(self._items(link.join((parts["a"], parts["b"]))))
        if not any(item.named for item in both) and (sides := self._sides(parts)):
            return {"intent": "difference", "items": sides}
        if not any(item.named for item in both):
            whole = self._whole_items(tuple(both))
            both = list(whole)
        return {"intent": "difference", "items": tuple(both)} if both else None

    def _sum(self, parts: dict[str, str]) -> Fields | None:
        body = parts.get("items", "")
        items = self._items(body)
        inside = [item for item in self._items(parts.get("within", "")) if item.terms and not item.code]
        if len(inside) == 1:  # what do travel and training add up to in basic expenditure
            items = tuple(
                i.model_copy(update={"terms": (*i.terms, *inside[0].terms)}) if i.terms and not i.code else i
                for i in items
            )
        codes = [item for item in items if item.code]
        behind = body[max((at for at, char in enumerate(body) if char in self.marked.marks), default=0) :]
        if len(codes) == 1 and (re.search(r"\bunder|\bwithin", body) or re.search(r"下|里|中", behind)):
            return {"intent": "sum", "under": codes[0], "items": ()}
        if (
            self.follows
            and not any(item.named for item in items)
            and re.search(r"^(?:they|these|those|it all|the two|它们|两者|这些|这几项|那)?$", body.strip())
        ):
            return {"intent": "sum", "items": ()}
        if not any(item.named for item in items):
            return None
        if len(items) >= 2 or re.search(
            r"各|几|[两二三四五六七八九十\d](?:个|所|家|座|项|笔)|两|三|四|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all)\b",
            body,
        ):
            return {"intent": "sum", "items": items}
        return {"intent": "sum", "items": items} if len(items) == 1 and names_side_by_side(items[0]) else None
