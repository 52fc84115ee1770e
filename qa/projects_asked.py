"""Questions for the projects themselves: the largest of them, those that have performance targets, how many there are. Patterns and
one reading of a question's words; which rows are projects is for `qa.rows` to tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from qa.plan import Intent
from qa.text import small_number

_N: Final = r"two|three|four|five|six|seven|eight|nine|ten|\d{1,2}"
_ZN: Final = r"[一二两三四五六七八九十\d]+"
_MOST: Final = (
    r"(?:largest|biggest|highest|costliest|dearest|greatest|most expensive|most|smallest|lowest|cheapest|least)"
)
_MOST_ZH: Final = r"最(?:大|多|高|贵|少|小|低)"
_LEAST: Final = re.compile(r"最(?:少|小|低)|\b(?:smallest|lowest|cheapest|least)\b", re.IGNORECASE)
# Projects that have targets, said in front of or behind the word for them.
_TARGETS: Final = re.compile(
    r"(?:纳入|编报|编制|编列|编|填报|申报|设定|设置|设|实行|实施|公开|附|有)(?:了|过|有)?(?:部门|项目|预算|支出)*绩效(?:目标)?(?:管理|申报|考核)?(?:表)?(?:管理)?(?:的|范围的?|范围)?(?=是?(?:哪|几|多少|项目|[一二两三四五六七八九十\d]+个|最|前|$|[，,?？]))"
    r"|(?:有|做|搞)?绩效(?:目标)?(?:管理|考核|目标)(?:范围)?的(?=(?:部门|预算|支出)?项目)|(?<!预算)绩效(?:目标)?管理(?=项目)"
    r"|\b(?:are |is )?(?:managed|tracked|monitored|assessed|measured) (?:by|for|on|against) performance(?: targets?| goals?)?"
    r"|\bperformance[- ](?:managed|tracked|monitored|assessed|measured)\b|\bperformance (?:target|management|goal) (?=projects?\b)"
    r"|(?:在)?(?:项目)?(?:支出)?绩效(?:目标|信息)表(?:里|中|内|里面|所列|列出|列)?的?"
    r"|\b(?:projects? )?(?:with|having|(?:that )?(?:have|has|set|carry)|subject to|under|included in|covered by) (?:a |the |their )?(?:project )?performance (?:target|management|goal)s?(?: (?:tables?|management|sheets?))?"
    r"|\b(?:in|of|from|according to) the (?:project )?performance targets? (?:tables?|sheets?),?",
    re.IGNORECASE,
)
_RANKED: Final = re.compile(
    rf"(?:金额|预算|资金|支出|花钱|经费|规模)*{_MOST_ZH}的?(?:前)?(?P<a>{_ZN}|几)?(?:个|项|笔)?(?:是|为)?(?:哪(?:些|几|个|一个)?)?(?:个|项)?(?:专项|重点)?项目(?!支出|经费|资金)"
    rf"|(?:哪|几)(?:些|几|(?P<b>{_ZN}))?(?:个|项)?项目(?P<x>[^，。？,?]{{0,12}}?){_MOST_ZH}"
    rf"|项目(?:里|中|当中|里面|之中)[，,]?(?P<w>[^，。？,?]{{0,8}}?){_MOST_ZH}的?(?:前)?(?P<j>{_ZN}|几)?(?:个|项)?(?:是)?(?:哪(?:一)?(?:个|项|几个|些))?"
    rf"|项目(?:支出|经费|资金|预算|金额|按|排|里|中|当中|的)*(?:金额|预算|资金|花钱|规模|排名|排|由大到小)*(?:前|头)(?P<c>{_ZN})(?:名|位|个|大|项)?"
    rf"|(?:前|头)(?P<d>{_ZN})(?:大|个|项|名|位)的?(?:专项|重点)?项目(?!支出|经费|资金)"
    rf"|\b(?:top )?(?P<e>{_N})? ?{_MOST}(?: (?P<f>{_N}))? (?:budgeted |funded |single |individual )?(?:projects?|programmes?)\b"
    rf"|\btop (?P<g>{_N}) (?:projects|programmes)\b"
    rf"|\b(?:which|what)(?: are| is)?(?: the)? ?(?P<h>{_N})? ?(?:projects?(?: or projects)?|programmes?)\b(?P<y>[^?]*?)\b{_MOST}\b(?: budgets?| amounts?| funds?| funding| sums?)?"
    rf"|\bprojects\b(?P<z>[^?]*?)\b(?:which|what) (?P<i>{_N}) (?:have|has|get|gets|are|cost|receive)(?: the)? {_MOST}\b(?: budgets?| amounts?| funds?| funding| sums?)?",
    re.IGNORECASE,
)
_SEVERAL: Final = re.compile(
    r"几|哪些|\b(?:which|what|the)\b[^?]*?(?<!or )\bprojects\b(?! or\b)(?![^?]*\bproject or)", re.IGNORECASE
)
_LISTED: Final = re.compile(r"哪|各|分别|列出|名单|\b(?:which|what|list|name|show)\b", re.IGNORECASE)
_COUNTED: Final = re.compile(r"(?:多少|几)(?:个|项)|\bhow many\b|\bnumber of\b", re.IGNORECASE)
_AMOUNTS: Final = re.compile(
    r"(?:涉及|对应)?的?(?:金额|资金|预算)(?:是|为|有)?(?:多少)?|多少钱|\b(?:and )?how much (?:money )?(?:do they|they|it|is|are)[^?]*",
    re.IGNORECASE,
)
# What is said of them beside: their share of project spending, and to give the amounts.
_BESIDE: Final = re.compile(
    r"^(?:please )?(?:name|list|show|give|tell)(?: me)?\b|(?:它们|这些|这几个|合起来|加起来|加在一起|合计|一共|总共|共|各自|分别|各)*占(?:了|到|比)?(?:全部|总的|整个)?(?:项目(?:总)?(?:支出|经费|资金|总额)|(?:总支出|支出总额|支出总计|预算总额|总预算|支出|预算))?(?:总额|合计)?(?:的)?(?:比重|比例|份额|百分比|百分之几|百分之多少|多少|几成)?(?:是|为|有)?(?:多少|几|多大)?"
    r"|(?:及|和|与)?占比"
    r"|(?:and )?what (?:share|percentage|proportion|per cent|percent|part) (?:of (?:the |all |total )*(?:project (?:expenditure|spending|costs?)|budget|total(?: expenditure| spending| budget)?|spending|expenditure) )?(?:do|does|are|is) (?:they|these|those|it)(?: all| together)*(?: (?:make up|make|account for|represent|come to|take up|take|of (?:the |all |total )*(?:project (?:expenditure|spending)|budget|spending|expenditure)))?(?: (?:together|in total))?"
    r"|(?:and )?how (?:much|large|big) (?:is|are|does|do) (?:it|they|each|each of them|the(?:ir)? (?:amounts?|budgets?))(?: (?:get|cost|receive))?|with (?:the|their) amounts?|by (?:budget|amount|size|cost)|项目(?:支出|经费|资金|总额)?|\bproject (?:expenditure|spending)\b|\bprojects?\b",
    re.IGNORECASE,
)  # fmt: skip


def with_amounts(question: str) -> bool:
    """Whether a question for how many projects there are asks what they come to, too."""
    return bool(_AMOUNTS.search(question))


@dataclass(frozen=True, slots=True)
class ProjectsAsked:
    """What a question wants of the projects: `top` of them, the smallest if `ascending`; `targeted` tells that only those with
    performance targets are meant; `rest` is what the question says besides, which must name nothing else."""

    intent: Intent
    targeted: bool
    rest: str
    top: int = 0
    ascending: bool = False


def projects_asked(text: str) -> ProjectsAsked | None:
    """A question for the largest projects, or for those with performance targets; `None` for any other. `text` is the question with
    its names written out."""
    targets = _TARGETS.search(text)
    ranked = _RANKED.search(text)
    if ranked is None and targets is not None:
        # Among those in the target tables, which three have the largest funds: they are the projects.
        ranked = _RANKED.search(_TARGETS.sub(" projects " if text.isascii() else "项目", text, count=1))
    if ranked is not None:
        between = " ".join(ranked.group(gap) or "" for gap in "wxyz")
        rest = _BESIDE.sub(" ", _TARGETS.sub(" ", f"{_RANKED.sub(' ', text, count=1)} {between}"))
        number = small_number(next((n for gap, n in ranked.groupdict().items() if n and gap not in "wxyz"), "").lower())
        several = _SEVERAL.search(text) is not None
        top = min(number, 100) if number else 3 if several else 1
        return ProjectsAsked("rank", targets is not None, rest, top, bool(_LEAST.search(ranked.group(0))))
    if targets is None or not re.search(r"项目|\bprojects?\b", text, re.IGNORECASE):
        return None
    rest = _BESIDE.sub(" ", _TARGETS.sub(" ", text))
    if _COUNTED.search(text):
        return ProjectsAsked("count", True, _AMOUNTS.sub(" ", rest))
    return ProjectsAsked("list", True, rest) if _LISTED.search(text) else None
