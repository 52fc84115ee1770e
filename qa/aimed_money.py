"""Money under performance targets, as the running text states it: what all the spending of a body comes to that has targets, what its
projects with targets come to, and what they are of another amount. No other amount of the budget answers such a question."""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import calculate, targeted
from qa.composer import Composer, Said
from qa.found import Choice, Found, Missing
from qa.narrative import CHANGE
from qa.period import Missed, in_time
from qa.plan import Item
from qa.wording import full_name

# Between the targets and the money only what says that they belong together: 绩效目标涉及多少资金, not 绩效工资资金.
_MONEY: Final = re.compile(
    r"(?P<front>(?:部门|单位)?整体支出(?:都|均|全部)?|(?:部门|单位)?项目(?:支出)?(?:都|均|全部)?)?"
    r"(?:纳入|编报|编制|实行|实施|设定|设置|填报|列入|进行|有|做|搞)?了?"
    r"(?<!预算)绩效(?:目标)?(?:管理|考核)?(?:的|范围)*(?P<behind>整体支出|项目(?:支出)?)?"
    r"(?:里|中|内|都|均|所|共|一共|总共|加起来|合计|对应|包括|覆盖|涉及|到|了|的|是|[，,])*"
    r"(?:(?:多少|几)(?:个|项)?项目(?:[，,、和]|以及)*(?:涉及)?)?"
    r"(?:的|了|多少|多大|哪些)*(?:项目|财政性?|预算)*(?:资金|金额|经费|财政拨款|多少钱|多少(?:亿|万)?元|花多少)"
)
# 绩效管理经费 alone is the name of what is paid for.
_UNDER: Final = re.compile("目标|涉及|对应|覆盖|纳入|编报|实行|实施|项目|整体支出")
_PASSED_OVER: Final = re.compile(
    "哪|最[大小多少高低]|前[一二三四五六七八九十\\d]|平均|每|人均|指标|排|第[一二三四五六七八九十\\d]"
)
_INTENTS: Final = frozenset({"lookup", "sum", "count", "share"})
_PERFORMANCE: Final = "绩效"
_ALL_SPENDING: Final = "整体支出"


def told(c: Composer) -> Said | None:
    """The money under performance targets where a question asks for nothing else; `None` for another question."""
    said = _MONEY.search(c.plan.question) if c.zh else None
    if said is None or c.plan.intent not in _INTENTS or c.plan.less or _PASSED_OVER.search(c.plan.question):
        return None
    terms = [term for item in c.plan.items for term in item.terms]
    if c.plan.intent == "share":
        if c.plan.base is None or not c.plan.question[said.end() :].startswith("占"):
            return None
    elif any(term.text not in said.group() for term in terms):
        return None  # a project or an indicator is named
    if not _UNDER.search(said.group()) or any(term.known and _PERFORMANCE in term.text for term in terms):
        return None
    found = _of_all(c) if _ALL_SPENDING in said.group() else _of_projects(c)
    if not found:
        return c.refuse(Missing("item", c.say("绩效目标涉及的资金", "money under performance targets")), None)
    bodies = tuple(dict.fromkeys(figure.organization or figure.document for figure in found))
    if len(bodies) > 1 or len({figure.amount for figure in found}) > 1:
        return c.refuse(Choice(bodies) if len(bodies) > 1 else Missing("item", said.group()), None)
    if c.plan.intent == "share":
        return _share(c, found[0])
    number = [f for f in targeted.number_of(c) if found[0] in targeted.amount_of(c, f)] if _counts(c) else []
    first, *others = (*number[:1], found[0])
    return "answered", c.with_note(c.quote(Found(first, others=tuple(others)))), []


def _counts(c: Composer) -> bool:
    """Whether a question asks how many projects it is, too."""
    return bool(re.search(r"(?:多少|几)(?:个|项)?项目|项目(?:有|是|共)*(?:多少|几)个", c.plan.question))


def _of_projects(c: Composer) -> list[Figure]:
    """What the projects with targets come to: in the sentence that counts them, else as the text says it of project spending."""
    counted = [amount for number in targeted.number_of(c) for amount in targeted.amount_of(c, number)]
    return counted or _stated(c, ("项目支出", "项目"))


def _of_all(c: Composer) -> list[Figure]:
    """What all spending under performance management comes to."""
    return _stated(c, (_ALL_SPENDING,))


def _stated(c: Composer, labels: tuple[str, ...]) -> list[Figure]:
    """Amounts that a sentence on performance states of a thing, of the time that is asked for."""
    found = [
        figure
        for holding in c.finder.holdings
        for figure in holding.stated
        if figure.label.endswith(labels)
        and figure.unit in UNITS
        and not CHANGE.search(figure.measure)
        and _in_its_clause(figure)
    ]
    timed = in_time(found, Item(), c.plan) if found else []
    return [] if isinstance(timed, Missed) else list(timed)


def _in_its_clause(figure: Figure) -> bool:
    """Whether the sentence speaks of performance between a thing's name and its amount."""
    passage = re.sub(r"\s", "", figure.passage or "")
    end = passage.find(re.sub(r"\s", "", figure.text))
    start = passage.rfind(figure.label, 0, end) if end >= 0 else -1
    return start >= 0 and _PERFORMANCE in passage[start:end]


def _share(c: Composer, part: Figure) -> Said:
    """What the money is of the amount that the question sets it against."""
    base = c.plan.base
    assert base is not None
    whole = c.find(base)
    if not isinstance(whole, Found):
        return c.refuse(whole, base)
    if whole.blank:
        return "answered", c.state(whole, base), []
    figure = whole.single
    percent = c.draft.computed(calculate.share(part, figure))
    c.remark(part, figure)
    c.draft.name(*part.path, part.measure)
    text = f"{'、'.join(part.path)}{part.measure} {c.draft.stated_figure(part)}，占{full_name(figure, 'zh')} {c.money(figure)} 的 {percent}。"
    return "answered", c.with_note(text), []
