"""English that denies what it names: how much is not services, neither travel nor training, non-fiscal income.

What is asked for is what is left of the whole without the thing denied, and is put so. Where no whole can be told, or the denial stands
in any other place, the question is one that no figure of the thing denied may answer (`denies`).
"""

from __future__ import annotations

import re
from typing import Final

from qa.lexicon import english_key, official
from qa.rewriting import rewritten, rules
from qa.words import words

_NOT: Final = r"(?:(?:is|are|was|were|do|does|did|has|have|will) (?:not|n't)|(?:is|are|was|were|do|does|did|has|have)n't)(?: (?:be|been|being|come|go|fall|stem|belong|count|get|even))*"
_PAID: Final = r"(?: (?:paid(?: for)?|funded|financed|met|covered|borne|charged|drawn|taken|spent|budgeted|provided(?: for)?|part|backed|supported|to|under|in|within|on|for|by|from|out|of|as|through|with|due|going|coming|used|meant|the|its|their))*"
_END: Final = r"(?=\s*(?:[,?.;!]|$))"
_OUT: Final = rf"(?P<out>[^,?.;!]+?){_END}"
_IT: Final = r"(?:it|that|this|them|those|these)"
_MONEY: Final = r"(?:money|spending|expenditures?|budget|funds?|funding|income|revenues?|costs?)"
_PART: Final = r"(?:share|part|portion|proportion|percentage|percent|fraction)"
_ALL: Final = re.compile(r"^(?:(?:the|its|their|all|total|overall|whole|entire) )*(?P<side>income|revenues?|receipts|money|funds|funding|spending|expenditures?|costs?|budget)(?= (?:of|for|at|in)\b|$)", re.IGNORECASE)  # fmt: skip
_INCOME: Final = re.compile("income|revenue|receipts", re.IGNORECASE)
# Words of the trade for what the state pays: the appropriations.
_STATE: Final = re.compile(r"(?:fiscal|fiscally|treasury|state|government|publicly|appropriated|appropriations?)(?:[- ]funded)?(?: (?:funds|funding|money|income|sources?))?", re.IGNORECASE)  # fmt: skip
_PLACE: Final = re.compile(r"(?P<out>.+?) (?:in|within|out of) (?!20\d\d|(?:this|last|the) year|total\b|all\b)(?P<whole>.+)", re.IGNORECASE)  # fmt: skip
# What is not used up is money, and no thing that could be left out of it.
_USED: Final = re.compile(r"(?:actually |fully |yet )*(?:spent|used(?: up)?|executed|disbursed|implemented|paid out|drawn down)\b", re.IGNORECASE)  # fmt: skip


def _whole(said: str) -> str:
    """What a remainder is of, with all income and all spending said in full."""
    return _ALL.sub(lambda m: "total income" if _INCOME.search(m["side"]) else "total expenditure", said.strip())


def _left_out(said: str) -> str | None:
    """The things denied side by side; `None` for words that name nothing."""
    things = re.sub(r",? n?or ", " and also ", said.strip(" -"))
    if _STATE.fullmatch(things):
        return "fiscal appropriation"
    known = official().english
    named = english_key(things) in known or any(
        word not in words().noise_en or word in {"project", "projects", "basic"} for word in things.lower().split()
    )
    return things if named and not _USED.match(things) else None


def _rest(match: re.Match[str]) -> str:
    """What is left of a whole, put as a question that leaves something out; the words as they are where that can't be told."""
    said = match.groupdict()
    out = _left_out(said["out"])
    whole = (said.get("whole") or "").strip()
    where = None if whole or said.get("many") else _PLACE.fullmatch(said["out"])
    if where is not None:  # neither services nor works in procurement
        whole, out = where["whole"], _left_out(where["out"])
    if out is None or (said.get("many") and not whole):
        return match.group(0)
    if said.get("share"):
        return f"what share of {_whole(whole)} is {_whole(whole)} once you leave out {out}"
    if re.fullmatch(_IT, whole, re.IGNORECASE):
        return f"how much of it is there once you leave out {out}"
    if said.get("many"):
        return f"how many {re.sub('^(?:(?:the|its|their|all) )+', '', whole)} are there once you leave out {out}"
    return (
        f"how much is {_whole(whole or ('income' if said.get('income') else 'expenditure'))} once you leave out {out}"
    )


def _other(match: re.Match[str]) -> str:
    """A kind that is told by what it is not (non-fiscal income), unless it is called so (non-tax revenue)."""
    name = f"{match['out']} {match['thing']}"
    if any(english_key(f"non-{start}").strip() in key for start in (name, match["out"]) for key in official().english):
        return match.group(0)
    out = _left_out(match["out"])
    return f"{_whole(match['thing'])} once you leave out {out}" if out is not None else match.group(0)


_RULES: Final = rules((
    # how much is neither services nor works; what goes to neither of them
    (r"\b(?:(?:is|are|was|were|will be) )?(?:(?:spent|paid|used|meant|goes|go|going|comes?|coming|falls?|belongs?) )?(?:(?:to|on|for|from|under|by) )?neither (?P<a>[^,?.;!]+?),? nor (?P<b>[^,?.;!]+)", r"is not \g<a> nor \g<b>"),
    # how much of the income is non-appropriation income
    (rf"\b(?P<be>is|are|was|were) non-(?P<x>[a-z]+)(?: {_MONEY})?{_END}", r"\g<be> not \g<x>"),
    (rf"\bnon-(?P<out>[a-z]+(?: [a-z]+)?) (?P<thing>{_MONEY}|procurement|purchases|vehicles|cars)(?! \w)(?=\s*(?:[,?.;!]|$)| (?:is|are|was|were|does|do|did|will|has|have|in)\b)", _other),
    (rf"\bnon-(?P<out>[a-z]+) (?P<thing>{_MONEY}|procurement|purchases|vehicles|cars)\b", _other),
    # everything but travel, things other than travel
    (r"\b(?:on |for )?(?:things?|anything|everything|items|purposes|matters|stuff|uses|all)(?: else)?(?: that (?:is|are) not| which (?:is|are) not| (?:other than|apart from|aside from|besides|but|except(?: for)?)) (?=[a-z])", "in total once you leave out "),
    # the budget if travel is not counted
    (r",? if (?:the )?(?P<out>[a-z][a-z' -]*?) (?:(?:is|are|was|were) not|isn't|aren't) (?:counted|included|taken into account|considered)\b", r" once you leave out \g<out>"),
    # the budget without travel
    (r"(?P<asks>^[^(]*?\b(?:how much|what (?:is|are|was|were))\b[^(]*?(?<!with or)) without (?:counting |including |considering )?(?!(?:the |any |its )*(?:a|an|being|having|knowing|changes?|targets?|performance|reasons?|subordinate|affiliated|attached|units?|headquarters|bureau|department|office|commission|committee|agency)\b)(?:the |any |its )?(?=[a-z])", r"\g<asks> once you leave out "),
    # of the procurement total, how much is not services
    (rf"\b(?:of|out of|from|within|in) (?P<whole>[^,?.;!]+?),? how (?:much|(?P<many>many))(?: money| of {_IT})?,? {_NOT}{_PAID} {_OUT}", _rest),
    (rf"\b(?:what|how (?:big|large) an?) (?P<share>{_PART}) (?:of|in) (?P<whole>[^,?.;!]+?),? {_NOT}{_PAID} {_OUT}", _rest),
    (rf"\bhow (?:much|(?P<many>many))(?: money)? (?:of|in|from|out of) (?P<whole>[^?.;!]+?),? {_NOT}{_PAID} {_OUT}", _rest),
    # how much does the bureau not get from appropriations
    (rf"\bhow much(?: {_MONEY})? (?:do|does|did|will) [a-z ]+? not (?:(?P<income>get|receive|take in|obtain)|spend|pay|use|put|lay out)(?: (?:on|for|from|to|towards|into|out of|under))* {_OUT}", _rest),
    (rf"\bhow (?P<many>many) (?P<whole>(?!of\b)[a-z -]+?),? (?:that |which )?{_NOT}{_PAID} {_OUT}", _rest),
    (rf"\bhow much(?: (?P<whole>{_MONEY}))?,? {_NOT}{_PAID} {_OUT}", _rest),
), ignore_case=True)  # fmt: skip
_ASKED: Final = r"\b(?:how (?:much|many)|what|which|list)\b"
_DENIED: Final = re.compile(
    rf"{_ASKED}[^.?!;]*?(?:\b(?:is|are|was|were|do|does|did|has|have|had|will|would)(?:(?: [a-z]+){{0,5}}? not\b|n't\b)"
    r"(?! (?:exceed|more|less|fewer|over|above|below|under|only|just|even|yet|it\b|they\b|that\b|there\b|necessarily|changed?\b|ris|fall|grow|increas|decreas|mov|differ|var)[a-z]*)"
    r"|\bneither\b|\bif not (?:on|for|to|from|in)\b|\bonce you leave out\b)",
    re.IGNORECASE,
)
_ANY: Final = re.compile(r"\bnot\b|n't\b|\bneither\b|\bnon-", re.IGNORECASE)


def of_the_rest(question: str, *, follows: bool = False) -> str:
    """An English question for what is not something, put as what is left of a whole; unchanged where it denies nothing. One that
    `follows` another is about the thing asked of before, where it names no whole."""
    text = rewritten(question, _RULES)
    if follows and text != question and not re.search(_MONEY, question, re.IGNORECASE):
        return text.replace("how much is total expenditure once", "how much of it is there once")
    return text


def denies(question: str) -> bool:
    """Whether a question, put plainly, still denies something that it names, or leaves out what was not read: nothing that is called
    so may answer it."""
    return bool(_DENIED.search(question))


def speaks_of_rest(question: str) -> bool:
    """Whether a question in its own words denies anything."""
    return bool(_ANY.search(question))
