"""What the Chinese words before a number say of it: subject, column, change, share, reference, year. Pure; knows no neighbours.

A lead is the text between the number before (or the sentence's beginning) and the number itself. Its last clause, the head,
names the number; the clauses before it may name a year, a reference (与上年相比) or open a list (其中).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ingest.bodies import canonical, is_body
from ingest.claims.model import Context, Direction, Hedge, Reference, Role
from ingest.claims.times import compared_pattern, read_reference, year_of
from ingest.claims.words import words

_HAN: Final = r"\u4e00-\u9fff"
BREAK: Final = re.compile(r"[，,；;：:。！？!?\n]")
_LEVELS = re.compile(r"[（(]\s*(\d{2,3})?\s*([类款项])\s*[)）]")
_CODE = re.compile(r"^(?:科目)?[（(\[【]?(\d{3}(?:\d{2}){0,2}|\d{5,7})[)）\]】]?\s*[-—－_ ]?\s*(?=[\u4e00-\u9fff])")
QUOTES = re.compile("[“”\"‘’'＂《》「」]")
# 和 joins items more often than it compares; and what is compared with is a time or a plan.
_TIME = r"(?:年|预算|决算|同期|上期|执行|计划|基数|之前|以前)"
_REFERENCE = rf"(?:比|较|与|同|较之)\s*(?P<ref>(?:[^，,；;。和及]{{0,14}}?{_TIME}[^，,；;。和及]{{0,14}}?)?)"
_ADVERBS = r"(?:基本|总体|大致|共|各|同比|环比|实际|均|都|将|略|略有|有所|小幅|大幅|明显|保持|分别|\s)*"
_SPENT = r"(?:花费?|用|支出?|列支|安排|投入|拨付|收入?)?"  # 少花, 多安排
_TAIL = r"(?:了|约|到|至|为|是|近|超过|达|达到|额|额为|数|额度|幅度|幅度为|率|率为|共|共计|合计|分别|分别为|比例|比例为|：|:|\s)*"
_TO = re.compile(r"(?<!达)[到至](?:了|约|近|超过|\s)*$")
_COMPARED = re.compile(rf"^{_REFERENCE}(?:为|的)?$")
_SHARE = re.compile(
    r"(?:占比|所?占(?!用[税费地]|补平衡)(?P<whole>[^，,；;。]{0,60}?)(?:的)?(?:比例|比重|百分比|份额)?|比重)(?:分别)?(?:为|是|达到?|约|的|近|超过?)*\s*$"
)
_COMPLETION = re.compile(
    r"(?:完成|达到?|为|是)(?P<whole>[^，,；;。]{0,24}?(?:预算|计划|任务|决算|指标)[^，,；;。]{0,6}?)(?:的|的比例为)\s*$"
    r"|(?P<rate>(?:预算)?(?:完成|执行)(?:率|进度|比例))(?:为|是|达到?|约)*\s*$"
)
_TIMES_OF = re.compile(
    r"(?:是|为|相当于|达到?|接近|将近|近|约|(?P<over>超过|超|逾|高于|多于|大于)|(?P<under>不足|不到|未达|低于|少于|小于))"
    r"(?:了)?(?P<whole>[^，,；;。\d]{1,24})的\s*$"
)
_WITHIN = re.compile(r"^(?P<whole>[^，,；;。]{2,30}?)(?:预算|决算)?(?:之)?中$")
_THAN = re.compile(r"^(?P<left>.*?)(?:比|较)(?P<ref>[^，,；;。\d]{2,24})$")
_ASIDE = re.compile(r"[（(][^（）()]*[，,][^（）()]*[)）]")  # 比2022年（上一年度，下同）预算
_TERMS = re.compile(r"[（(](?:以|按)[^（）()]*[)）]$")  # 政府采购金额（以合同签订为准）
_RELATIVE = re.compile(r"(?:的|中)$")
_LABEL = re.compile(rf"(?:^|[。；;，,）)])\s*([{_HAN}]{{2,16}})[：:][^，,；;：:]*$")
_INVOLVED = re.compile("涉及[^，,；;。]{0,18}(?:资金|金额|拨款|经费|预算|投资)(?:总额|合计)?(?:为|共计?)?$")
_MANAGED = re.compile(rf"^(.{{2,20}}?)(?:均|全部|全面|已|都)*(?:实行|实施|纳入|编报|开展)[{_HAN}]*$")
_CUT: Final = re.compile(rf"{BREAK.pattern}|(?<=\d)、")
_INSIDE: Final = re.compile(r"^\s*(?:之?[里中内]|当中|里[头面])\s*[，,]")  # 三公经费44万元里，
_GIVERS = re.compile("(?:上级|中央|省级?|市级?|区级?|县级?|本级|财政)$")
_WHOLE_BODY = re.compile("(?:本|全)?(?:部门|单位)")


@dataclass(frozen=True, slots=True)
class Lead:
    """What a lead says: the subject's path (empty: it must be carried), its column words, and how the number relates.

    `listed` are the words of a list whose numbers follow one another. `behind` is how far behind the number its words reach.
    `opens` is the whole whose parts follow, `""` for the level stated last, `None` if no list opens.
    """

    role: Role = "level"
    path: tuple[str, ...] = ()
    code: str | None = None
    measure: str = ""
    direction: Direction | None = None
    reference: Reference | None = None
    whole: str = ""
    organization: str | None = None
    year: int | None = None
    opens: str | None = None
    reason: bool = False
    listed: str = ""
    hedge: Hedge | None = None
    aside: bool = False
    behind: int = 0
    compared: bool = False
    """The number is itself what is compared with: 比2025年年初预算数847万元增加."""


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    return re.compile(rf"(?:{_REFERENCE}(?:相比|对比|相较|比较)?)?{_ADVERBS}(?P<move>{words().moves}){_SPENT}{_TAIL}$")


@lru_cache(maxsize=1)
def _greater() -> re.Pattern[str]:
    return re.compile(rf"(?P<move>{words().compares})(?P<ref>[^，,；;。\d]{{0,20}}?(?:预算|决算|执行数)数?){_TAIL}$")


def read_lead(lead: str, context: Context) -> Lead:
    """Read the words before a number. `lead` may hold several clauses and earlier sentences' ends are not in it."""
    clauses = _clauses(lead)
    head, before = clauses[-1], clauses[:-1]
    found = read_head(head, context)
    w = words()
    label = _LABEL.search(lead)
    if not found.path and found.measure and label and found.role == "level":
        found = replace(found, path=read_subject(label.group(1), context).path)  # 收入预算：2026年预算数80万元
    if not found.path and found.measure and before and (managed := _MANAGED.match(before[-1])):
        found = replace(found, path=_subject(managed.group(1), context).path)  # 项目支出均实行…，涉及资金9万元
    if not found.path and found.measure and before and _RELATIVE.search(before[-1]):
        # 由中小企业供应商中标的，采购金额246万元
        found = replace(found, path=_subject(re.sub(r"^(?:由|在)", "", before[-1]), context).path)
    for clause in before:
        compared = compared_pattern().search(clause)
        if compared and found.role in {"change", "rate"} and (found.reference is None or not found.reference.text):
            found = replace(found, reference=read_reference(compared.group("ref"), context))
        within = _WITHIN.match(clause)
        if within:
            found = replace(found, opens=fold_name(_subject(within.group("whole"), context).path))
        year = year_of(compared_pattern().sub("", clause), context)
        if found.year is None and year is not None:
            found = replace(found, year=year)
        named = _organization(clause, context)[0]
        if found.organization is None and named:
            found = replace(found, organization=named)
    joined = "，".join(clauses)
    if found.opens is None and re.search(rf"(?:^|[，,；;：:。（(]|\s)(?:{w.parts})|(?:{w.parts})\s*$", joined):
        found = replace(found, opens="", aside=not re.search(rf"(?:{w.parts})\s*[：:]", lead))
    if found.opens is None and _INSIDE.match(lead):
        found = replace(found, opens="", aside=True)
    return replace(found, reason=found.reason or bool(re.search(w.reason, re.split("[；;]", lead)[-1])))


def _clauses(lead: str) -> list[str]:
    """A lead cut at its commas, those inside closed brackets left alone: 比2022年（上一年度，下同）预算."""
    closed = [match.span() for match in re.finditer(r"[（(][^（）()]*[)）]", lead)]
    cuts = [m.start() for m in _CUT.finditer(lead) if not any(start < m.start() < end for start, end in closed)]
    edges = [-1, *cuts, len(lead)]
    return [lead[start + 1 : end].strip() for start, end in pairwise(edges)]


def read_head(head: str, context: Context) -> Lead:
    """Read the clause that ends at the number."""
    body = words().without_hedge(_ASIDE.sub("", QUOTES.sub("", head)).strip())
    share, completion = _SHARE.search(body), _COMPLETION.search(body)
    if share and not re.search(r"(?:所占|占用|占有|占地|强占|侵占)$", body):
        whole = (share.group("whole") or "").strip()
        return replace(
            _subject(body[: share.start()], context), role="share", whole=whole, measure=share.group().strip()
        )
    if completion:
        return replace(
            _subject(body[: completion.start()], context),
            role="completion",
            whole=completion.group("whole") or "",
            measure=completion.group().strip(),
        )
    change = _change().search(body) or _greater().search(body)
    if change and _TO.search(change.group()):
        return _level(body[: change.start()], context)  # 降至5万元 is what there is now
    if change:
        move = change.group("move")
        ref = change.groupdict().get("ref")
        named = body[: change.start()]
        than = None if ref else _THAN.match(named)
        if than:
            named, ref = than.group("left"), than.group("ref")  # 津贴补贴比基本工资多
        if ref and (compared := re.search("相比|对比|相较", ref)):
            named, ref = named + ref[compared.end() :], ref[: compared.start()]  # 与上年相比收支总计减少
        subject = _level(named, context)
        measure = subject.measure + change.group().strip()
        return replace(
            subject,
            role="change",
            direction=words().directions[move],
            reference=read_reference(ref, context) if ref else None,
            measure=measure,
            listed=subject.listed or (named if "分别" in body else ""),
        )
    compared = _COMPARED.match(body)
    if compared:
        reference = read_reference(compared.group("ref"), context)
        return Lead(measure=reference.measure, reference=reference, year=reference.year, compared=True)
    times = _TIMES_OF.search(body)
    if times:
        hedge: Hedge | None = "over" if times.group("over") else "under" if times.group("under") else None
        part = _subject(body[: times.start()], context)
        return replace(part, role="share", whole=times.group("whole"), measure="", hedge=hedge)
    return _level(body, context)


def subject_words(text: str) -> str:
    """A head without the words that only link it to its number."""
    body = words().link.sub("", text.strip())
    return words().link.sub("", words().without_hedge(body))


def _level(head: str, context: Context) -> Lead:
    split = "分别" in head
    involved = _INVOLVED.search(head)
    if involved:
        return replace(_subject(head[: involved.start()], context), measure=subject_words(involved.group()))
    rest, measure = _column(subject_words(head))
    rest = rest.removesuffix("分别")
    found = _subject(rest, context)
    if found.year is None:
        found = replace(found, year=year_of(measure, context))  # 上年预算为
    return replace(found, measure=measure, listed=rest if split else "")


def _column(body: str) -> tuple[str, str]:
    """A head's item and its column words: 公务接待费 | 支出决算, 财政拨款支出 | 预算, 支出 | 预算."""
    body = _TERMS.sub("", body)
    column = words().column.search(body)
    measure = column.group() if column else ""
    rest = body[: len(body) - len(measure)]
    if rest.strip() in {"采购", "合同"}:
        return "", body
    if _GIVERS.search(rest) and re.match("下达|拨付|安排", measure):
        return body, ""  # 上级下达资金 is a source
    if _WHOLE_BODY.fullmatch(rest.strip()) and (flow := re.search("收入|支出", measure)):
        return flow.group(), measure.replace(flow.group(), "", 1)  # 部门预算收入
    if rest.strip() and measure in {"支出", "收入"}:
        return body, ""
    fund = re.match("预算(?:支出|收入)?", measure)
    if fund and re.search("(?:一般公共|政府性基金|国有资本经营|社会保险基金)$", rest):
        return rest + fund.group(), measure[fund.end() :]  # 政府性基金预算支出 is one name
    kind = re.match("支出|收入", measure)
    # 支出决算 alone goes on with the item before it; 支出预算 alone is a budget of all expenditure.
    if kind and (
        not re.search(r"(?:费|金|贴|[)）])$", rest.strip()) if rest.strip() else not measure.startswith("支出决算")
    ):
        rest, measure = rest + kind.group(), measure[2:]
    return rest, measure


_JOINERS: Final = ("、|和|及|与", "、|和|及", "、|和|与", "、|和", "、|及", "、|与", "、", "和", "及", "与")


def listed_items(text: str, count: int, context: Context) -> tuple[tuple[str, ...], ...]:
    """The items of a list that its numbers follow (货物、工程和服务分别为), cut where they come to `count`: 文化旅游体育与传媒支出 is one."""
    for joiner in _JOINERS:
        named = [path for item in re.split(joiner, text) if (path := _subject(item, context).path)]
        if len(named) == count:
            return tuple(named)
    return ()


def fold_name(path: Sequence[str]) -> str:
    """A subject's last name, for comparing."""
    return re.sub(r"[\s（）()、]", "", path[-1]) if path else ""


def read_subject(text: str, context: Context) -> Lead:
    """The item that a phrase without a number names: a topic, a heading, the left side of a comparison."""
    rest, measure = _column(subject_words(QUOTES.sub("", text)))
    return replace(_subject(rest, context), measure=measure)


def _subject(text: str, context: Context) -> Lead:
    """The item a phrase names, without what stands before and behind it."""
    w = words()
    year = year_of(text, context)
    organization, body = _organization(QUOTES.sub("", text).strip(), context)
    previous = None
    while body != previous:
        previous = body
        body = re.sub(r"^[（(](?![^（()）]*[)）])", "", body.strip(" 　，,：:；;、。").lstrip(")）]】"))
        body = w.opening.sub("", body, count=1)
        body = re.sub(r"^(?:20\d\d\s*年(?:度|初|末|底)?|[（(]?含\S{1,8}[)）]|的)|\s*20\d\d\s*年度?$", "", body.strip())
        named, body = _organization(body, context)
        organization = organization or named
    code = _CODE.match(body)
    if code:
        body = body[code.end() :]
    numbers = [mark.group(1) or "" for mark in _LEVELS.finditer(body)]
    joined = "".join(numbers) if numbers and all(numbers) and len(numbers[0]) == 3 else None  # 司法（204类）（06款）
    path = _path(re.sub(r"(?<=的)\s*20\d\d\s*年度?(?=.)", "", body), context)
    return Lead(path=path, code=code.group(1) if code else joined, organization=organization, year=year)


def _path(body: str, context: Context) -> tuple[str, ...]:
    """The names of a path: 甲（类）乙（款）丙（项）, 甲-乙-丙, or one name."""
    body = re.sub(rf"(?<=[{_HAN}）)]) +(?=[{_HAN}（(])", "", body)
    marks = list(_LEVELS.finditer(body))
    if marks:
        ends = [0, *(mark.end() for mark in marks)]
        names = [item_name(body[start : mark.start()]) for start, mark in zip(ends, marks, strict=False)]
        if marks[0].group(2) != "类" and (above := re.search(r"([^）)、.\s]{2,30})[（(]类[)）]", context.heading)):
            names.insert(0, item_name(above.group(1)))
        return tuple(name for name in names if name)
    parts = re.split(r"\s*[-—－]+\s*", body)
    if len(parts) > 1 and all(re.fullmatch(rf"[{_HAN}（）()、]{{2,40}}", part) for part in parts):
        return tuple(item_name(part) for part in parts)
    name = item_name(body)
    return (name,) if name else ()


def item_name(text: str) -> str:
    """A phrase as the name of an item, without marks around it; empty if it names none."""
    body = text.strip(' 　，,：:；;、。.“”"-—').lstrip("）)]】 ").rstrip("（( ")
    while body.endswith(("）", ")")) and len(re.findall("[（(]", body)) < len(re.findall("[）)]", body)):
        body = body[:-1].strip()
    if body.startswith(("（", "(")) and not re.search(r"[)）]", body):
        body = body[1:]
    return body if re.search(rf"[{_HAN}]{{2}}", body) else ""


def _organization(text: str, context: Context) -> tuple[str | None, str]:
    """The body that opens a phrase and what is left of it: a known name, or any body's name before a year."""
    body = text.strip()
    plain = canonical(body)
    for name in context.organizations:
        bare = canonical(name)
        for candidate in dict.fromkeys((bare, re.sub(r"（[^）]*）$", "", bare))):
            if len(candidate) >= 3 and plain.startswith(candidate):
                rest = _after(body, candidate)
                return name, re.sub(r"^(?:[（(](?:部门|单位|本级|汇总|机关)[)）])?(?:的|在)?", "", rest)
    match = re.match(rf"([{_HAN}（）()]{{3,30}}?)\s*(?=20\d\d\s*年)", body)
    # 增加的主要原因是某县某局2025年…: the body's name begins behind the verb
    named = re.split("[是的由因]", match.group(1))[-1] if match else ""
    if match and is_body(canonical(named)):
        return named, body[match.end() :]
    return None, body


def _after(body: str, name: str) -> str:
    """What stands behind a name in a text that may hold spaces in it."""
    place = 0
    for char in name:
        while place < len(body) and canonical(body[place]) != char:
            place += 1
        place += 1
    return body[place:].strip()


__all__ = [
    "BREAK",
    "QUOTES",
    "Lead",
    "fold_name",
    "item_name",
    "listed_items",
    "read_head",
    "read_lead",
    "read_subject",
]
