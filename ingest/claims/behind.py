"""What the words behind a number, or around a name, say of it: what is counted, what money is for, what a rank is given to. Pure."""

from __future__ import annotations

import re
from typing import Final

from ingest.claims.clauses import QUOTES, item_name
from ingest.claims.words import words

_HAN: Final = r"\u4e00-\u9fff"
_COUNTED = re.compile(
    rf"^\s*(?:[（(]含[)）])?(?>(?:及?以上)?)(?P<noun>[A-Za-z]{{0,12}}(?:[{_HAN}]{{2,3}}、)?[{_HAN}]{{2,20}}?)"
    rf"(?=[和及与、]?\s*$|(?<=[{_HAN}]{{4}})[和及与]|[^{_HAN}、]|、|[的按被均并共]|纳入|开展|实施|进行|用于|根据|通过)"
)
_RANKED = re.compile(
    rf"^的?(?:一[项类笔个块部分]{{1,2}})?(?:支出|项目|开支|科目|经费)?(?:是|为)\s*[“\"]?(?P<noun>[{_HAN}（）()A-Za-z]{{2,30}}?)(?=$|[^{_HAN}（）()A-Za-z])"
)
_INSIDE_OF = re.compile(r"^(?P<part>.{2,30}?)在(?P<whole>.{2,24}?)(?:里|中|内|当中|之中)$")
_INSIDE = re.compile(r"^(?:.{2,30}?(?=在.{2}))?(?:在|是|为|占)?(?P<whole>.{2,24}?)(?:里|中|内|当中|之中)(?:是|为|的)?$")
_PURPOSE = re.compile(
    r"^\s*(?:主要|全部|都|将)?(?:用于|用在|花在|投入到?|投向)(?P<for>[^，,；;。、\d]{2,30}?)(?:上|方面)?(?=$|[，,；;。、\d])"
)


_PART = re.compile(
    r"^\s*(?:的)?(?:资金|支出|经费|预算)?(?:都|均)?(?:是|为|属于|来自|来源于)(?P<for>[^，,；;。、\d]{2,30}?)(?=$|[，,；;。、\d])"
)


def _past_hedge(after: str) -> str:
    """Text without the hedge that opens it: 以上是服务."""
    return next((after[m.end() :] for _, pattern in words().after if (m := pattern.match(after))), after)


def part(after: str) -> tuple[str, ...]:
    """What a share is of a whole, when it stands behind it: 九成以上是服务."""
    match = _PART.match(_past_hedge(after))
    return (item_name(match.group("for")),) if match and item_name(match.group("for")) else ()


def counted(after: str) -> tuple[str, ...]:
    """What is counted, when it stands behind the number: 9个内设机构."""
    match = _COUNTED.match(words().without_hedge(QUOTES.sub("", after)))
    return (item_name(match.group("noun")),) if match and item_name(match.group("noun")) else ()


def purpose(after: str) -> tuple[str, ...]:
    """What a number is for, when only the words behind it say so: 500万元用于设备采购."""
    match = _PURPOSE.match(_past_hedge(after))
    return (item_name(match.group("for")),) if match and item_name(match.group("for")) else ()


def inside(phrase: str) -> str:
    """The whole that a phrase puts something inside of (三公经费里), or nothing."""
    match = _INSIDE.match(phrase)
    return item_name(match.group("whole")) if match else ""


def before_inside(phrase: str) -> tuple[str, ...]:
    """What stands inside that whole, where the phrase names it as well: 社会保障支出在各类支出中."""
    match = _INSIDE_OF.match(phrase)
    return (item_name(match.group("part")),) if match and item_name(match.group("part")) else ()


def ranked(after: str) -> tuple[str, ...]:
    """What a rank is given to, when it stands behind it: 最大的一项是公共安全支出."""
    match = _RANKED.match(after)
    return (item_name(match.group("noun")),) if match and item_name(match.group("noun")) else ()
