"""What a question leaves out: 除人员经费以外, excluding travel. Found in its surface, before names are marked.

The stretch that is left out is set between two control characters; its words (除, 以外, other than) are gone. What it names
is read like anything else, by `qa.pieces`.
"""

from __future__ import annotations

import re
from typing import Final

LEFT_OUT: Final = "\x05"
BACK: Final = "\x06"

# 消除, 排除, 扣除 … are other words; 外事, 外包 and 外国 begin the next one.
_OUTSIDE: Final = r"(?:之外|以外|外(?![事交国宾出汇来商专语聘包籍地购]))"
_STRETCH: Final = r"[^,，。?？!！;；]+?"
_REST: Final = r"(?:的(?:其他|其它|其余)?|[,，]?(?:其他|其它|其余|剩下的?|剩余的?|余下的?))?"
_EXCEPT: Final = re.compile(
    rf"(?<![消排清扣免解拆删铲废开])除(?:了|去|开|却|掉)?(?P<a>{_STRETCH}){_OUTSIDE}{_REST}"
    rf"|除(?:了|去|开|掉)(?P<b>{_STRETCH})(?=[,，]|还)"
    r"|(?:不含|不包括|不包含|不算(?:上(?!一?年))?|不计|不考虑|扣除|扣掉|剔除|去掉|刨去|刨除|抛开|排除|撇开|撇去|先不管|先不看|不看)(?P<c>[^,，。?？!！;；、]+?)"
    r"(?=[,，。?？!！;；]|的话|的|之后|以后|后|(?:一共|总共|合计|还|剩|有|是|为|要|花)|$)(?:的话|之后|以后|后)?的?"
    rf"|(?P<d>{_STRETCH})除外的?"
)
# 三公经费中公务接待费以外的部分: what stands in front of 中 is what the rest is of.
_BEYOND: Final = re.compile(rf"(?:[^,，。?？!！;；]*?(?:当中|里面|[中里内]))?(?P<x>{_STRETCH})(?:以外|之外){_REST}")
_EXCEPT_EN: Final = re.compile(
    r"\b(?:other than|excluding|exclusive of|except(?:ing)?(?: for)?|apart from|aside from|besides|not counting|not including|"
    r"leaving (?:out|aside)|(?:^|(?<=, ))setting aside|net of|once you (?:take|leave) out|after (?:deducting|removing|taking out|subtracting)|"
    r"(?:if (?:you|we) )?(?:exclude|leave out|take out|ignore|omit|strip out|deduct))\s+(?P<x>[^,?.;]+?)"
    r"(?=\s*(?:[,?.;]|$)|\s+(?:how|what|which|is|are|was|were|did|does|do|in (?:20\d\d|total|all)|for 20\d\d|from)\b)"
)


def set_apart(body: str, language: str) -> str:
    """A question's surface with what it leaves out between `LEFT_OUT` and `BACK`; as it was where it leaves out nothing."""
    if language == "en":
        found = _EXCEPT_EN.search(body)
        return _between(body, found.span(), found.group("x")) if found else body
    found = _EXCEPT.search(body)
    if found:
        return _between(body, found.span(), next(part for part in found.groups() if part))
    found = _BEYOND.search(body)
    if found:
        return _between(body, (found.start("x"), found.end()), found.group("x"))
    return body


def _between(body: str, span: tuple[int, int], left_out: str) -> str:
    start, stop = span
    return f"{body[:start]}{LEFT_OUT}{left_out.strip()}{BACK}{body[stop:]}"


def taken_apart(body: str) -> tuple[str, str]:
    """A marked question without what it leaves out, and that; empty where it leaves out nothing."""
    found = re.search(f"{LEFT_OUT}([^{LEFT_OUT}{BACK}]*){BACK}", body)
    if found is None:
        return body, ""
    rest = f"{body[: found.start()]} {body[found.end() :]}"
    return re.sub(r"^[\s,，]+|(?<=\s)[,，]", "", rest).strip(), found.group(1)
