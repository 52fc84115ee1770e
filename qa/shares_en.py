"""English for what share a thing is, where the whole goes unnamed or stands behind: the share of project expenditure, the project share
of the budget. Each is put as what share of a whole is the thing; the whole that goes unnamed is all income for what is income, else
all spending.
"""

from __future__ import annotations

import re
from typing import Final

from qa.parts_en import printed_side
from qa.rewriting import rewritten, rules

_SHARE: Final = r"(?:percentage |percent |relative |overall )?(?:share|proportion|weight(?:ing)?)"
_ASKS: Final = r"(?:what(?:'s| is| was| would be| are)|how (?:big|large|high|great|much) (?:is|was)|(?:give|tell|show|state|calculate|compute|work out)(?: me| us)?)"
_END: Final = r"(?=\s*(?:[?.!;]|$))"
_YEAR: Final = r"(?P<year>,? (?:in|for) (?:the year )?(?:20\d\d|this year)(?: budget)?)?"
_MAKES: Final = r"(?: (?:make up|makes up|have|has|take up|take|represent|account for|get|form|constitute|come to))?"
# A word before "share" that tells of no part: the largest share is asked for as a row.
_NO_PART: Final = r"(?!(?:largest|biggest|smallest|lowest|highest|greatest|lion's|exact|fair|total|overall|relative|percentage|percent|same|respective|budget|expected|target|minimum|required)\b)"
_INCOME: Final = re.compile(r"\b(?:income|revenues?|receipts)\b", re.IGNORECASE)
# A share that is aimed at is a target, one of what changed is no part of a whole.
_AIMED: Final = re.compile(r"\b(?:targets?|targeted|indicators?|at least|required|goal|change|changed|increase|decrease)\b", re.IGNORECASE)  # fmt: skip


def _of_all(match: re.Match[str]) -> str:
    side = "income" if _INCOME.search(match["thing"]) else "expenditure"
    return f"what share of total {side} is {match['thing']}{match.groupdict().get('year') or ''}"


def _of_whole(match: re.Match[str]) -> str:
    return f"what share of {match['whole']} is {printed_side(match['thing'])}"


_RULES: Final = rules((
    # how much is that as a share of the total
    (rf"^(?:and |so |then )?(?:how much|what) (?:is|was|are|were) (?:it|that|this|they),? (?:as|in terms of) an? {_SHARE} of\b", "as a share of"),
    # the project share of the budget, the goods share in procurement
    (rf"\b{_ASKS} (?:the|its|their) {_NO_PART}(?P<thing>[a-z][a-z' -]*?)(?:'s)? {_SHARE} (?:of|in|within) (?P<whole>.+?){_END}", _of_whole),
    # the share of travel of total expenditure
    (rf"\b{_ASKS} (?:the|its) {_SHARE} (?:of|for) (?P<thing>.+?),? (?:out of|of|relative to|as (?:a )?part of|compared (?:to|with)) (?P<whole>(?:the |its |their |all )?(?:total|whole|overall|entire|all|budget|full)\b.*?){_END}", _of_whole),
    # the share of project expenditure
    (rf"\b{_ASKS} (?:the|its) {_SHARE} (?:of|for) (?P<thing>(?:(?! (?:in|within|to|of|out of|between|among|and) ).)+?){_YEAR}{_END}", _of_all),
    # what share is project expenditure, how big a share does it have
    (rf"(?:^|(?<=[.?!] ))(?:and |so |then )?(?:what|how (?:big|large|high) an?) (?:share|proportion) (?:is|are|was|does|do|did) (?P<thing>(?:(?! (?:in|within|to|of|out of|between|among) ).)+?){_MAKES}{_YEAR}{_END}", _of_all),
), ignore_case=True)  # fmt: skip


def of_a_whole(question: str) -> str:
    """An English question for a share with its whole in front; unchanged where it asks for none."""
    return question if _AIMED.search(question) else rewritten(question, _RULES)
