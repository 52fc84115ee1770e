"""What the English words around a number say of it: subject, change, share, reference, year. Pure; knows no neighbours."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from ingest.claims.clauses import Lead
from ingest.claims.model import Context, Quantity, Reference
from ingest.claims.words import words

_VERB: Final = (
    r"(?:was|were|is|are|be|been|total(?:s|ed|led|ing|ling)?|amount(?:s|ed|ing)? to|reach(?:es|ed)?|st(?:oo|an)ds? at|came to|comes to"
    r"|equal(?:s|ed)?|worth|set at|budgeted at|estimated at|expected to be|has|have|had|of|at|:|=)"
)
# Words that a spending verb may follow: the bureau plans to, is expected to, has.
_AHEAD: Final = r"(?:\b(?:will|would|plan(?:s|ned)?|expect(?:s|ed)?|intends?|aims?|proposes?|needs?|going|has|have|had|is|was|are|were|to)\s+)*"
_ACTIVE = re.compile(
    rf"{_AHEAD}(?P<verb>spen(?:t|ds?)|allocat(?:ed|es?)|budget(?:ed|s)?|earmark(?:ed|s)?|set aside|provid(?:ed|es?)|appropriat(?:ed|es?)|received|receives|paid|pays)"
    r"\s*(?:a total of|some|about)?\s*$",
    re.IGNORECASE,
)
_BE = re.compile(r"\b(?:is|was|are|were|been)\s+spent", re.IGNORECASE)
_TARGET = re.compile(
    r"^\s*(?:on|for|to|in|from|of)\s+(?P<for>(?:the\s+)?[A-Za-z\u4e00-\u9fff“”\"'’ /()（）&-]{3,60})", re.IGNORECASE
)
_GOES = re.compile(
    r"^\s*(?:(?:goes|went|go|is|are|was|were|will be|will go|has been)?\s*(?:going|spent|allocated|earmarked|set aside|planned|budgeted|pays?|paid)?"
    r"\s*(?:on|for|to|towards?)|covers?|covered|funds|funded|finances?|supports)\s+(?P<for>(?:the\s+)?[A-Za-z\u4e00-\u9fff“”\"'’ /()（）&-]{3,60})",
    re.IGNORECASE,
)
_NAME: Final = r"(?:the\s+)?[A-Za-z][A-Za-z“”\"'’ /()（）&-]{2,60}?"
# of which RMB 2 million was basic expenditure and …
_HAVING = re.compile(
    r"\b(?:owns?|owned|has|have|had|keeps?|kept|operates?|operated|lists?|listed|employs?|employed|runs?|uses?|reports?|reported|holds?|held|includes?)"
    r"(?:\s+(?:a total of|some))?\s*$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\bof (?:them|these|those|which)$", re.IGNORECASE)
_FOR = re.compile(
    r"^\s*(?:(?:is|are|was|were)\s+)?(?:used\s+)?(?:for|in|on)\s+(?P<for>[A-Za-z][A-Za-z '’-]{2,50}?)(?=\s+and\b|[,.;]|$)",
    re.IGNORECASE,
)
# 310 million yuan in basic expenditure, a 99 million yuan budget for the three public expenses
_NOUN_BEHIND = re.compile(
    rf"^\s*(?:(?:total\s+)?(?:budget|spending|expenditure|outlays?|funds?|funding|allocation|costs?|bill)\s+(?:for|on|in)|in)\s+(?!20\d\d|total|all)(?P<for>{_NAME})(?=\s+and\s*$|\s+(?:in|for|during)\s*$|[,.;]|$)",
    re.IGNORECASE,
)
# Commissioned services will cost the bureau 5 million yuan.
_COSTS = re.compile(
    r"^(?P<what>.+?)\s+(?:(?:will|would|should|(?:is|are)\s+(?:expected|set)\s+to)\s+cost\b.*|costs?(?:\s+(?:the|us|it|[A-Z])\b.*)?)$"
)
_IS_BEHIND = re.compile(
    rf"^\s*(?:was|is|were|are|being)\s+(?:for\s+)?(?P<for>{_NAME})(?=\s+and\s*(?:$|RMB|about)|\s+and\s*$|[,.;]|$)"
)
_NAMED_BEHIND = re.compile(rf"^\s*(?:(?:was|is|were|are)\s+|(?:for|on|to)\s+)?(?P<for>{_NAME})(?=\s+and\s*$|[,.;]|$)")
_THAN = re.compile(
    r"^\s*(?:more|less|higher|lower|fewer)\s+than\s+(?!(?:in\s+)?(?:the\s+)?(?:last|previous|prior|preceding|year|20\d\d))"
    rf"(?P<ref>{_NAME})(?=\s+(?:in|for|during)\b|[,.;]|$)",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"^(?:\w+ly|well|just|far)?\s*(?:below|above|under|over|less than|more than|against|versus|compared (?:with|to))?\s*(?:the|an?|its)$",
    re.IGNORECASE,
)
_PART_BEHIND = re.compile(
    rf"^\s*of\s+[A-Za-z0-9' ]{{2,40}}?(?:,[^,]{{1,30}},)?\s+(?:is|was|are|were|goes to|went to|goes on|went on)\s+(?:for\s+)?(?P<part>{_NAME})(?=[,.;]|$)",
    re.IGNORECASE,
)
# What stands behind the name of a whole: of total expenditure in (2024); but expenditure from the education surcharge is a name.
_WHOLE_ENDS = re.compile(
    r"\s+(?:in|for|during)\s*(?:the\s+(?:fiscal\s+)?year)?\s*$|\s+(?:this|that|which)\b|[,.;]|\s+(?:is|was|are|were|goes|went)\b"
)
_WHOLE_AHEAD = re.compile(
    rf"^\s*of\s+[^\d,.;]{{0,60}}?(?:RMB\s*)?\d[\d.,]*\s*(?:million|billion|thousand|yuan)(?:\s*yuan)?\s+(?:(?:in|on|for|of)\s+)?(?P<whole>{_NAME})(?=[,.;]|$)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_LAST = re.compile(
    r"(?:last|the previous|the prior|the preceding) (?:fiscal )?year|a year (?:ago|earlier|before)", re.IGNORECASE
)
_REFERENCE = re.compile(
    r"(?:from|compared (?:with|to)|over|than|on|against|relative to|as (?:in|against))\s+"
    r"(?P<ref>(?:the )?(?:last year|previous year|prior year|preceding year|a year (?:ago|earlier|before)|20\d\d|(?:initial |original |annual )?budget|year before)[A-Za-z0-9' ]{0,20})",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|takes? up|represent(?:s|ed|ing)?|ma(?:de|kes?|king) up|equal to|or)\s*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*of\s+(?:(?:the|its|all)\s+)?(?:20\d\d\s+)?(?P<whole>(?!the\s)[A-Za-z\u4e00-\u9fff“”\"' -]{3,60})",
    re.IGNORECASE,
)
_COMPLETION = re.compile(
    r"^\s*of\s+(?:the\s+|its\s+)?(?P<whole>(?:initial |original |annual |adjusted )?(?:budget|plan|target))",
    re.IGNORECASE,
)
# Housing provident fund (住房公积金): the name in brackets is the printed one. The last bracket may have been cut off with other marks.
_GLOSSED = re.compile(r"[A-Za-z]\S*\s*[（(](?P<name>[^（()）\s]*[\u4e00-\u9fff]{2}.*?)[)）]?$")
# The bureau's 2026 budget; but women's federations are an item.
_POSSESSIVE = re.compile(
    r"^(?:the\s+|our\s+)?[\w .&-]{2,60}?['’]s\s+"
    r"(?=(?:20\d\d\s+)?(?:total |overall |annual |approved )*(?:budget|spending|expenditure|outlay|planned)s?\b)",
    re.IGNORECASE,
)
_AS_SUCH = re.compile(
    r"(?:total |overall |whole |annual )?(?:budget|spending|expenditure|plans?)s?(?:\s+total)?", re.IGNORECASE
)
# Two printed names that an English sentence puts together.
_CHINESE_AND = re.compile(
    r"(?<=[\u4e00-\u9fff）)])\s+and\s+(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff）)])\s+(?:together|combined)$"
)
_OPENING = re.compile(
    r"^(?:and|but|while|whereas|(?-i:[Ii]t|[Ww]e|[Tt]hey)|of which|including|this includes?|with|then|of(?=\s+the\b|$)|also|in total|overall|meanwhile|as well as|the (?:remaining|rest|other)|another"
    r"|(?:in|for|during|by|at the end of)\s+(?:the\s+)?(?:fiscal\s+(?:year\s+)?|year\s+)?20\d\d|this year|20\d\d(?:'s)?|the|its|their|a|an|our)\b[\s,:]*",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<move>{words().moves}|unchanged|flat)\s*(?:year[- ]on[- ]year|slightly|sharply|again)?\s*(?P<by>by|to|of|at|from)?\s*(?:about|nearly|some)?\s*$",
        re.IGNORECASE,
    )


def read_lead(lead: str, after: str, rest: str, context: Context, quantity: Quantity | None) -> Lead:
    """Read the words before a number and, as English puts much behind it, after it: `after` up to the next number, `rest` to the
    sentence's end."""
    clause = re.split(r"[;:]|,(?!\d{3})", lead)
    head = words().without_hedge(clause[-1].strip())
    opens = "" if re.search(rf"(?:{words().parts})", lead, re.IGNORECASE) else None
    reason = bool(re.search(words().reason, lead, re.IGNORECASE))
    year, organization = _year(lead, context), _organization(lead, context)
    reference = _reference(after, context) or _reference(lead, context)
    change = _change().search(head)
    behind = re.match(r"\s*(?P<move>higher|lower|more|less|fewer)\b", after, re.IGNORECASE)
    told = Lead(organization=organization, year=year, opens=opens, reason=reason)
    than = _THAN.match(after) if behind else None
    if than and reference is None:
        reference = Reference(than["ref"].strip())
    if behind and not change:
        direction = words().directions.get(behind["move"].lower(), "down")
        return replace(
            told,
            role="change",
            path=_subject(head, context),
            direction=direction,
            reference=reference,
            measure=behind["move"],
        )
    relative = quantity is not None and quantity.kind in {"percent", "fraction", "multiple"}
    if relative and _SHARE.search(head):
        change = None  # takes up
    if change and change["by"] not in {"to", "at"}:
        direction = words().directions.get(change["move"].lower(), "same")
        path = _subject(head[: change.start()], context)
        return replace(
            told, role="change", path=path, direction=direction, reference=reference, measure=change.group().strip()
        )
    if change:
        return replace(told, role="level", path=_subject(head[: change.start()], context))
    if _COMPARED.match(head):
        reference = (
            Reference(after, None, "budget") if re.match(r"\s*(?:originally\s+)?(?:budgeted|planned)", after) else None
        )
        measure = (
            "initial budget"
            if reference and re.search("start|begin|initial|original", after)
            else "budget"
            if reference
            else ""
        )
        return replace(told, measure=measure, compared=True)
    if relative and (done := _COMPLETION.match(after)):
        return replace(
            told,
            role="completion",
            path=_subject(head, context),
            whole=done["whole"],
            measure="of the " + done["whole"],
        )
    if relative and (_SHARE.search(head) or _OF.match(after)):
        whole = _OF.match(after)
        path = _subject(_SHARE.sub("", head), context)
        part = _PART_BEHIND.match(rest) if not path else None
        if part:
            path = _subject(part["part"], context)
        named = _WHOLE_ENDS.split(whole["whole"])[0].strip() if whole else ""
        if ahead := _WHOLE_AHEAD.match(rest):  # 98 percent of the bureau's 99.6 million yuan budget for receptions
            named = " ".join(_subject(ahead["whole"], context))
        return replace(told, role="share", path=path, whole=named, measure="share")
    listed = lead.strip() if re.search("respectively", rest + lead, re.IGNORECASE) else ""
    path, used = _level(_SHARE.sub("", head) if head != lead.strip() or not relative else head, after, context)
    if quantity is not None and quantity.kind == "count":
        path, used = _counted(head, after, quantity, path, context), 0
    return replace(told, role="level", path=path, listed=listed, measure=_measure(head), behind=used)


def comparison_lead(left: str, reference: str, before: str, context: Context) -> Lead:
    """A comparison stated without a number: what is compared (carried if empty) and what with."""
    against = _reference(f"than {reference}", context) or Reference(" ".join(_subject(reference, context)))
    return Lead(
        role="comparison",
        path=_subject(left, context),
        reference=against,
        year=_year(before, context),
        organization=_organization(left, context),
        reason=bool(re.search(words().reason, before, re.IGNORECASE)),
    )


def of_the_same_kind(lead: Lead, after: str, context: Context) -> Lead:
    """A number whose verb is left out, as the one before it was named behind: of which 2 million was A and 3 million B."""
    match = _NAMED_BEHIND.match(after)
    path = _subject(match["for"], context) if match else ()
    return replace(lead, path=path, behind=match.end() if match and path else 0)


def listed_items(text: str, count: int, context: Context) -> tuple[tuple[str, ...], ...]:
    """The items of a list that its numbers follow, cut where they come to `count`: urban and rural affairs are one."""
    body = re.sub(rf"\b{_VERB}\s*$", "", text)
    body = re.sub(r"^\s*(?:in\s+20\d\d,?|spending on|expenditure on|the)\s+", "", body, flags=re.IGNORECASE)
    for joiner in (r",\s*(?:and\b)?|\band\b", r",\s*(?:and\b)?", r"\band\b(?!.*\band\b)", r"\band\b"):
        named = [path for item in re.split(joiner, body) if (path := _subject(item, context))]
        if len(named) == count:
            return tuple(named)
    return ()


def _counted(head: str, after: str, quantity: Quantity, named: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """What a count is of: 9 vehicles, 4 of them for law enforcement; what stands in front may only say who has them."""
    if _OF_THEM.search(quantity.text):
        part = _FOR.match(after)
        return (f"{part['for'].strip()} {quantity.unit}",) if part else (quantity.unit,)
    return (quantity.unit,) if _HAVING.search(head) else named


def _level(head: str, after: str, context: Context) -> tuple[tuple[str, ...], int]:
    """The subject of an amount, and how far behind it the words reach that name it."""
    target = _TARGET.match(after)
    if _ACTIVE.search(head) and target:
        return _subject(
            re.split(
                r"\b(?:in|for|during|from|by) (?:20\d\d|last)|\b(?:in|for|during|from|by)\s*$|[,.;]", target["for"]
            )[0],
            context,
        ), 0
    active = _ACTIVE.search(head)
    if active and active["verb"].lower().startswith("spen") and not _BE.search(active.group()):
        return (), 0  # who spends is no item
    if costs := _COSTS.match(head):
        return _subject(costs["what"], context), 0
    named = _subject(head[: active.start()] if active else head, context)
    if named or active:
        return named, 0
    if goes := _GOES.match(after):
        said = re.split(
            r"\b(?:in|during|from|by)\b|[,.;]|\band\s*(?:the\s+)?(?:remaining|rest|other|another)?\s*$", goes["for"]
        )[0]
        return _subject(said, context), goes.start("for") + len(said)
    if noun := _NOUN_BEHIND.match(after):
        return _subject(noun["for"], context), noun.end()
    if is_ := _IS_BEHIND.match(after):
        return _subject(is_["for"], context), is_.end()
    return (), 0


def _measure(head: str) -> str:
    found = re.search(
        r"\b(?:budget(?:ed)?|final accounts?|actual|spent|spend(?:s|ing)?|planned)\b", head, re.IGNORECASE
    )
    if found is None:
        return ""
    if found.group().lower().startswith("spend"):
        return "budget" if re.search(r"\b(?:plans?|will|budget|intend|expect)", head, re.IGNORECASE) else "spent"
    return found.group()


def _subject(text: str, context: Context) -> tuple[str, ...]:
    body = text.strip(" ,.;:()")
    organization = _organization(body, context)
    if organization:
        body = re.sub(rf"^.*?{re.escape(organization)}(?:'s|’s)?\s*", "", body)
    body = re.sub(
        r"^(?:the\s+)?(?:spending|expenditure|outlay|costs?|budget|funding)\s+(?:on|for)\s+",
        "",
        body,
        flags=re.IGNORECASE,
    )
    previous = None
    while previous != body:
        previous = body
        body = _OPENING.sub("", _POSSESSIVE.sub("", body.strip(" ,:")))
    body = re.sub(
        rf"\s*\b(?:will|would|to)?\s*{_VERB}(?:\s+(?:about|only|just|set|nearly|some|roughly|over|around|approximately|almost|more than|less than|a total of))*\s*$",
        "",
        f"{body}",
        flags=re.IGNORECASE,
    )
    body = re.sub(r"\s+(?:in|for|during)\s+(?:fiscal\s+)?20\d\d$", "", body).strip(" ,.;:=")
    body = re.sub(
        r"\b(?:by|to|was|were|is|are|or|about|nearly|some|roughly|around|approximately|almost)$",
        "",
        body,
        flags=re.IGNORECASE,
    ).strip()
    if re.search(r"['’]s?$", body):
        return ()  # the bureau's 5 million yuan
    body = _CHINESE_AND.sub(lambda m: "和" if "and" in m.group() else "", body)
    if _AS_SUCH.fullmatch(body):
        return ()
    if glossed := _GLOSSED.search(body):
        body = glossed["name"].strip()
        if body.count("（") > body.count("）"):  # 支出（款）: its own last bracket went with the others
            body += "）"
    return (body,) if re.search(r"[A-Za-z]{3}|[\u4e00-\u9fff]{2}", body) and not _ACTIVE.fullmatch(body) else ()


def _organization(text: str, context: Context) -> str | None:
    return next((name for name in context.organizations if name and name in text), None)


def _year(text: str, context: Context) -> int | None:
    body = _REFERENCE.sub("", text)
    years = _YEAR.findall(body)
    if years:
        return int(years[-1])
    return context.fiscal_year - 1 if context.fiscal_year and _LAST.search(body) else None


def _reference(text: str, context: Context) -> Reference | None:
    match = _REFERENCE.search(re.split(r"[;.]\s", text)[0])
    if match is None:
        return None
    words_ = match["ref"].strip()
    years = _YEAR.findall(words_)
    last = re.search("year", words_, re.IGNORECASE) and context.fiscal_year
    year = int(years[0]) if years else (context.fiscal_year or 0) - 1 if last else None
    return Reference(words_, year, "budget" if "budget" in words_.lower() else "")
