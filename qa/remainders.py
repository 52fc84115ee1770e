"""What is left of a thing without some of its parts: 除人员经费以外, excluding travel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from ingest.model import Figure
from qa import calculate, carried
from qa.book import LEAST
from qa.composer import Composer, Said
from qa.followup import WHOLE
from qa.found import Found, Looked, Missing
from qa.naming import is_fund
from qa.narrative import stated_book
from qa.negations_en import speaks_of_rest
from qa.plan import Intent, Item
from qa.rows import is_whole
from qa.sharing import divided
from qa.wording import context, full_name

# The ways of answering that can leave something out; cause and opinion state what there is.
LEAVING_OUT: Final[frozenset[Intent]] = frozenset({"remainder", "share", "list", "rank", "cause", "opinion"})


def remainder(c: Composer) -> Said:
    """Each thing less the parts that are left out, with all of them cited."""
    texts: list[str] = []
    for item in c.operands() or [WHOLE]:
        taken = less(c, item)
        if not isinstance(taken, Rest):
            return taken
        whole, parts = taken.whole, taken.parts
        beyond = all((part.amount or 0) > (whole.amount or 0) for part in parts)
        if beyond and any(is_fund(form) for out in c.plan.less for term in out.terms for form in term.forms[:1]):
            name = c.say("、", ", ").join(
                out.text for out in c.plan.less
            )  # of a fund there is no telling what is not in it
            return c.refuse(Missing("item", c.say(f"{name}以外的部分", f"what is not {name}")), None)
        if beyond and not any(is_whole(part) for part in parts):
            # 养车（不算买新车）: what is left out is no part of the thing, which is answered as it stands.
            if not c.zh and speaks_of_rest(c.draft.question):
                return denied(c)
            texts.append(c.state(Found(whole), item))
            continue
        left = c.draft.computed(calculate.remainder(whole, parts))
        c.remark(whole, *parts)
        texts.append(
            c.say(
                f"{context(whole, 'zh')}中，{taken.name(c)}为 {left}：{taken.sums(c)}。",
                f"In {context(whole, 'en')}, {taken.name(c)} is {left}: {taken.sums(c)}.",
            )
        )
    return "answered", c.with_note(c.say("", " ").join(texts)), []


@dataclass(frozen=True, slots=True)
class Rest:
    """A thing's figure and those of the parts that are left out of it, none of them blank."""

    whole: Figure
    parts: tuple[Figure, ...]

    def name(self, c: Composer) -> str:
        """总支出除去基本支出."""
        own = full_name(self.whole, c.plan.language)
        told = [self._told(c, figure, own) for figure in self.parts]
        return f"{own}{c.say('除去', ' without ')}{c.say('、', ', ').join(told)}"

    def _told(self, c: Composer, part: Figure, own: str) -> str:
        """The name of a part; of what is called like the whole, where it stands, too."""
        name = full_name(part, c.plan.language)
        if name != own or not part.table:
            return name
        c.draft.name(part.table)
        return name + c.say(f"（{part.table}）", f" ({part.table})")

    def sums(self, c: Composer) -> str:
        """What is taken from what, every figure with its citation."""
        return c.money(self.whole) + "".join(f" − {c.money(f)}" for f in self.parts)


def less(c: Composer, item: Item) -> Rest | Said:
    """A thing's figure and those of the parts that the question leaves out, from its own table where that prints them; the
    answer where one of them is missing, and where none is left out because their cells are empty."""
    found = c.find(item)
    if not isinstance(found, Found):
        return c.refuse(found, item)
    if found.blank or found.figure.amount is None:
        return "answered", c.with_note(c.state(found, item)), []
    parts: list[Figure] = []
    told = found.figure.source == "narrative"
    for out in divided(c, c.plan.less):
        if (out.terms, out.code) == (item.terms, item.code):
            continue  # 行政运行项目之外，功能科目行政运行: another thing of the name, no part of it
        if told and carried.is_carried(out):
            holding = c.finder.holding_of(found.figure)
            inner = carried.inside(holding, found.figure)
            if inner is None and carried.beside(holding, found.figure) is None:
                return c.refuse(Missing("item", f"{item.text}{out.text}"), out)
            parts += [inner] if inner is not None else []
            continue  # what is told as more than the thing is not in it
        place = {key: getattr(item, key) for key in ("year", "basis", "level", "organization") if not getattr(out, key)}
        looked = _part(c, found, out.model_copy(update=place), item)
        if not isinstance(looked, Found):
            return c.refuse(looked, out)
        if not looked.blank:
            parts += looked.rows
    if not parts:
        return "answered", c.with_note(c.state(found, item)), []
    return Rest(found.single, tuple(parts))


def _part(c: Composer, whole: Found, out: Item, item: Item) -> Looked:
    """What is left out, as the whole's own tables print it where they do: by its words alone, else as a part of the whole."""
    tables = [(f.document, f.table_number) for f in (whole.figure, *whole.same)]
    inside = {"code": item.code} if item.code and not out.code else {"within": item.terms}
    looks = [c.find(out), c.find(out.model_copy(update=inside))]
    own = looks[1]
    if isinstance(own, Found) and _of_its_row(own.figure, whole.figure):
        return own  # 行政运行 without its basic expenditure, not without all there is
    if whole.figure.source == "narrative" and (inner := _told_inside(c, whole.figure, out)) is not None:
        return inner
    for looked in looks:
        if isinstance(looked, Found):
            beside = [f for f in (looked.figure, *looked.same) if (f.document, f.table_number) in tables]
            beside = [f for f in beside if f.id != whole.figure.id]
            if beside:
                return replace(looked, figure=min(beside, key=lambda f: tables.index((f.document, f.table_number))))
    return next(
        (looked for looked in looks if isinstance(looked, Found) and looked.figure.id != whole.figure.id), looks[0]
    )


def _told_inside(c: Composer, whole: Figure, out: Item) -> Found | None:
    """What is left out as the sentence that states the whole tells its part (采购预算712万元：其中一般公共预算拨款政府采购505万元)."""
    holding = c.finder.holding_of(whole)
    if holding is None:
        return None
    book = stated_book(holding)
    found = [
        figure
        for figure in holding.stated
        if figure.passage == whole.passage
        and figure.unit == whole.unit
        and figure.path[: len(whole.path)] == whole.path
        and len(figure.path) > len(whole.path)
        and all(book.fits(term).get(figure.label, 0.0) >= LEAST for term in out.terms)
    ]
    return Found(found[0]) if len(found) == 1 and out.terms else None


def _of_its_row(part: Figure, whole: Figure) -> bool:
    """Whether a figure stands in a row of the whole's name, in a column or table of some of it."""
    named = bool(whole.label) and (part.label, part.code) == (whole.label, whole.code) and part.id != whole.id
    return named and not is_whole(whole) and (part.amount or 0) <= (whole.amount or 0)


def without(c: Composer, found: Sequence[Figure]) -> list[Figure]:
    """Rows without those that the question leaves out."""
    if not c.plan.less:
        return list(found)
    terms = [term for item in c.plan.less for term in item.terms]
    codes = {item.code for item in c.plan.less if item.code}
    named = {name for h in c.finder.holdings for term in terms for name in h.book.fits(term)}
    return [figure for figure in found if figure.label not in named and figure.code not in codes]


def denied(c: Composer) -> Said:
    """A question for what is not a thing, of which neither the whole nor what is left of it can be told."""
    return (
        "refused",
        c.say(
            "问的是“不是”什么的部分，但看不出从哪个总数里减去它。请写明总数。",
            "This asks for what is not a thing, and it cannot be told what that would be left of. Name the whole.",
        ),
        [],
    )


def unable(c: Composer) -> Said:
    """A calculation that leaves something out and is none of those that can."""
    names = c.say("、", ", ").join(item.text for item in c.plan.less)
    c.draft.name(names)
    return (
        "refused",
        c.say(
            f"不能在这一步计算中扣除“{names}”。请先问扣除后的金额，再问其余。",
            f"This calculation cannot leave out “{names}”. Ask first for the amount without it.",
        ),
        [],
    )
