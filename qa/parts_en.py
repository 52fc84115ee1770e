"""English for the part of a thing that one side of a budget pays: travel, project part only; the fee paid from projects; what the
project budget spends on uniforms. Each is put into the name that the side is printed under, so that it is read with the thing.

A side alone in the plural (projects) is a side only where money comes out of it; elsewhere it is a list of projects.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from qa.rewriting import rewritten, rules

_PRINTED: Final[Mapping[str, str]] = {
    "project": "project expenditure",
    "basic": "basic expenditure",
    "personnel": "personnel expenditure",
    "staff": "personnel expenditure",
    "public": "public operating expenditure",
}
_SIDE: Final = r"(?P<side>project|basic|personnel|staff|public)"
_OF_ALL: Final = r"(?P<side>project|basic)"
_MONEY: Final = r"(?:expenditures?|spending|budgets?|money|funds?|funding|costs?|outlays?)"
_PART: Final = r"(?:part|portion|component|element|segment|half|side|bit|slice)"
_DET: Final = r"(?:(?:the|its|their|all) )*"
# Behind the name of a side: what makes it another thing (the project budget of …, the project expenditure table, project funds for …).
_ELSE: Final = r"(?![\w-])(?! (?:of|for|tables?|sheets?|schedules?|statements?|lists?|performance|targets?|names?|codes?|details?|called|named|that|which|titled)\b)"
_PAID: Final = r"(?:(?:that |which )?(?:(?:is|are|was|were|will be|being|be|gets?) )?(?:paid(?: for)?|funded|financed|met|covered|borne|charged|coming|comes?|came|drawn|taken|spent|budgeted|booked|falls?|falling|fell|recorded|counted|placed|provided(?: for)?|arranged|set aside|listed|printed|included|classed|classified|planned) )"
_FROM: Final = r"(?:from|out of|under|by|through|via|within|in|as|with|using|to|against)"


def _in_side(match: re.Match[str]) -> str:
    return f" in {_PRINTED[match['side'].lower()]}"


def _side(match: re.Match[str]) -> str:
    return _PRINTED[match["side"].lower()]


def _spent_on(match: re.Match[str]) -> str:
    return f"how much is {_PRINTED[match['side'].lower()]} on"


_OTHER: Final = {"project": "basic", "basic": "project"}
_PLURAL: Final = r"(?P<side>project)s(?![\w'-])(?! (?:of|for|on|about|over|under|above|below|worth|costing|larger|smaller|called|named|that|which|with|whose|by)\b)"
# Where projects are what is asked for, none of them is a side.
_PROJECTS_ASKED: Final = re.compile(
    r"\b(?:which|what|how many|number of|list|name|every|each|any|show)(?: (?:me|the|all|its|are|of|largest|biggest|smallest|top|[a-z]+est|\w+ty|two|three|five|ten|\d+))* projects?\b",
    re.IGNORECASE,
)


def _against(match: re.Match[str]) -> str:
    side = match["side"].lower()
    return f"how much {match['more']} is {_PRINTED[side]} on {match['thing']} than {_PRINTED[_OTHER[side]]} on {match['thing']}"


_RULES: Final = rules((
    # and its project part, what about projects: of what the question before was about, if it was about a thing
    (rf"^(?:and |so |then )?(?:what about |how about |what of )?(?:the|its|their) {_SIDE}(?: {_MONEY})? {_PART}(?=\s*(?:[?.!]|$))", lambda m: f"what about its {_side(m)}"),
    (rf"^(?:and |so |then )?(?:what about |how about |what of |and )(?:the )?{_OF_ALL}s?(?=\s*(?:[?.!]|$))", lambda m: f"what about {_side(m)}"),
    # how much more do projects spend on uniforms than the basic budget
    (rf"\bhow much (?P<more>more|less)(?: money)? (?:do|does|did|will|is|are) {_DET}{_OF_ALL}s?(?: {_MONEY})? (?:spend|pay|provide|allocate|budget|spending|paying)s? (?:on|for|to) (?P<thing>[^,?]+?) than (?:in |on |from |under )?{_DET}(?:project|basic)s?(?: {_MONEY})?(?: (?:do|does|did))?(?=\s*(?:[?.!]|$))", _against),
    # how much does the project budget spend on uniforms, how much do projects pay for travel
    (rf"\bhow (?:much|many yuan)(?: money)? (?:do|does|did|will|would|is|are) {_DET}{_OF_ALL}(?: {_MONEY}|(?<=project)s) (?:spend|pay|provide|allocate|allow|set aside|devote|use|plan|budget|contain|hold|include|spending|paying)s?(?: for| on| to)?\b", _spent_on),
    # project-funded travel
    (rf"\b{_OF_ALL}[- ](?:funded|financed|paid)\b", _side),
    # the project part of travel, travel: basic component only
    (rf"\b{_DET}{_SIDE}(?:[- ](?:funded|financed|use))?(?: {_MONEY})? {_PART}\b(?: (?:alone|only))?", _side),
    # paid from projects, charged to the project budget, in project money
    (rf"\s*,?\s*(?:{_PAID}{_FROM}|\b(?:from|out of|under|within|in)) {_DET}{_OF_ALL} {_MONEY}{_ELSE}", _in_side),
    (rf"\s*,?\s*(?:{_PAID}{_FROM}|\b(?:from|out of|within|through)) {_DET}{_PLURAL}", _in_side),
    (rf"(?<=[a-z]) in {_DET}{_PLURAL}(?=\s*(?:[,?.!]|$))", _in_side),
    # how much is spent on projects, how much of the total is project money
    (rf"(?P<on>\b(?:spent|spends?|spending|goes|going|go|went|budgeted|allocated|earmarked|set aside|planned|reserved) (?:on|to|for|into|towards)) {_DET}{_PLURAL}", lambda m: f"{m['on']} project expenditure"),
    # what share of the budget is projects, how much of it is basic
    (rf"\b(?P<be>is|are|was|were) (?:on |for |in )?{_DET}{_OF_ALL}(?:s| {_MONEY})?(?=\s*(?:[?.!]|$))", lambda m: f"{m['be']} {_side(m)}"),
    # travel, basic plus project
    (rf"(?<=[a-z]), (?:both )?basic (?:and|plus|\+) projects?(?: {_MONEY})?(?=\s*(?:[?.!]|$))", ", basic and project together"),
    # travel, projects only; travel (project)
    (rf"\s*(?:, *|\( *)(?:only |just )?{_OF_ALL}s?(?: {_MONEY})?(?: (?:only|alone))?\s*(?:\)|(?=[?.!]|$))", _in_side),
    (rf"\s+(?:only|just) (?:in |from |under |for )?{_OF_ALL}s?(?: {_MONEY})?(?=\s*(?:[?.!]|$))", _in_side),
    (rf"(?<=[a-z]) {_OF_ALL}s?(?: {_MONEY})? (?:only|alone)(?=\s*(?:[,?.!]|$))", _in_side),
    # travel, without projects
    (rf"\b(?P<out>excluding|without|once you leave out|not counting|not including|leaving out|apart from|other than|except(?: for)?) {_DET}(?P<side>project|basic)(?: {_MONEY}|(?<=project)s)(?=\s*(?:[,?.!]|$))", lambda m: f"{m['out']} {_PRINTED[m['side'].lower()]}"),
), ignore_case=True)  # fmt: skip


def printed_side(word: str) -> str:
    """The printed name of a side that a word tells (projects); other words as they are."""
    return _PRINTED.get(word.strip().lower().removesuffix("s"), word)


def of_one_side(question: str) -> str:
    """An English question with the side that pays a thing under its printed name; unchanged where it tells none."""
    return question if _PROJECTS_ASKED.search(question) else rewritten(question, _RULES)
