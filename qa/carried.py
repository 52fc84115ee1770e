"""Money carried over from the year before: whether a question wants it taken in, and what the text tells of it beside a thing.

A text names a thing's carry-over right behind its amount: as more of it (甲 100万元，上年结转 20万元) or as a part of it (甲 100万元，其中结转
20万元). The first is added where the question takes it in and left alone where it leaves it out; the second is the other way round.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.holding import Holding
from qa.plan import Item
from qa.text import squeezed

_YEAR: Final = r"(?:上一?年度?|以前年度|往年|去年)的?"
_CARRIED: Final = (
    rf"(?:{_YEAR}(?:结转|结余)(?:[、和及]?(?:结余|结转))?|结转(?:[、和及]?结余)?|结余结转)(?:资金|经费|部分|的?钱)?"
)
_IS: Final = re.compile(_CARRIED)
_GOES_ON: Final = re.compile(
    r"年[终末](?:结转|结余)(?:[、和及]?(?:结余|结转))?(?:资金)?|(?:结转|结余)(?:结余|结转)?(?:至|到)?下一?年度?(?:支出|资金|使用)?"
)
_IS_EN: Final = re.compile(r"carr(?:y|ied)[- ]?(?:over|forward)|brought forward", re.IGNORECASE)
# It is always last year's: no year asked for.
_FROM_LAST_YEAR: Final = re.compile(
    r"\b(carry[- ]?(?:over|forward)|carried (?:over|forward))(?: money| funds)? (?:from|of) (?:the )?(?:last|previous|prior) year\b",
    re.IGNORECASE,
)
_ADDED: Final = r"(?:加起来|加在一起|合起来|合在一起|合计|一共|总共|共计|之和|总和|总额)"
_WITH: Final = "(?:包?含着?|包括|连同|连带着?|连着?|再?加上|算上|计入|算进)了?"
_TAKEN_IN: Final = re.compile(
    rf"[(（]{_WITH}{_CARRIED}(?:在内|一起|一并|也?算上|的话)*[)）]"
    # 含上年结转多少 asks how much of it there is
    rf"|(?<![不未包])(?:包?含着?|包括)了?{_CARRIED}(?:在内)?(?:的话)?(?!的?项目|[是有为]?多少|吗|有哪)"
    rf"|(?<![不未])(?:连同|连带着?|连着?|再?加上|算上|计入|算进)了?{_CARRIED}(?:在内|一起|一并|一块|也?算上|都?算上|的话)*(?!的?项目|吗|有哪)"
    rf"|[和与及跟、]{_CARRIED}(?=的?{_ADDED})"
    r"|(?<!not )[(,]?\s*\b(?<!not )(?:including|inclusive of|together with|along with|plus|counting|taking in) (?:the |any |its |all )*"
    r"(?:money |funds |amounts? |balances? )?(?:carry|carried)[- ]?(?:overs?|forwards?)(?: money| funds| amounts?| balances?)?"
    r"(?: (?:from|of) (?:the )?(?:last|previous|prior|preceding) year)?\)?",
    re.IGNORECASE,
)


def without_taken_in(text: str) -> tuple[str, bool]:
    """A question without the words that take the carry-over in (含上年结转, including carry-over), and whether it had any."""
    text = _FROM_LAST_YEAR.sub(r"\1", text)
    found = _TAKEN_IN.search(text)
    if found is None or not re.search(r"[\u3400-\u9fff\ue000-\ue3ff]{2}|[A-Za-z]{4}", text[: found.start()]):
        return text, False  # with nothing in front it is about the carry-over itself
    return f"{text[: found.start()]} {text[found.end() :]}", True


def names_carried(name: str) -> bool:
    """Whether a name is of nothing but what is carried over (上年结余、结转)."""
    return bool(_IS.fullmatch(re.sub(r"\s", "", name)))


def same_carried(name: str, other: str) -> bool:
    """Whether two names are both of what is carried over from the year before, or both of what goes on into the next."""
    names = [re.sub(r"\s", "", n) for n in (name, other)]
    return any(all(pattern.fullmatch(n) for n in names) for pattern in (_IS, _GOES_ON))


def is_carried(item: Item) -> bool:
    """Whether a thing is nothing but what is carried over from the year before."""
    return bool(item.terms) and all(
        _IS.fullmatch(term.text) or _IS_EN.match(term.text) or (term.known and _IS.fullmatch(term.forms[0]))
        for term in item.terms
    )


def beside(holding: Holding | None, figure: Figure) -> Figure | None:
    """The carry-over that the text names behind a thing's amount as more of it; `None` where there is none."""
    return _behind(holding, figure, r"[,;、]?")


def inside(holding: Holding | None, figure: Figure) -> Figure | None:
    """The carry-over that the text names behind a thing's amount as a part of it (其中); `None` where there is none."""
    return _behind(holding, figure, r"[,;]?(?:其中|含|包括|包含)[:]?")


def _behind(holding: Holding | None, figure: Figure, link: str) -> Figure | None:
    if holding is None or figure.source != "narrative" or not figure.passage:
        return None
    said = squeezed(figure.passage)
    for other in holding.stated:
        if other.passage != figure.passage or other.unit not in UNITS or not _IS.fullmatch(other.path[-1]):
            continue
        pattern = rf"{re.escape(figure.text)}(?:{figure.unit}){link}{_CARRIED}(?:为|是)?{re.escape(other.text)}"
        if re.search(pattern, said):
            return other
    return None
