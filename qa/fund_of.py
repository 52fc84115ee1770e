"""Whether a thing is paid out of some money (是一般公共预算吗): what is asked for is the thing in that money, never all of the money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.naming import is_fund
from qa.plan import Item

_IS_IT: Final = re.compile(
    r"是不是(?P<a>[^，,。？?]+)|(?:是|来自|出自|走|用)(?:的|从)?(?P<b>[^，,。？?]+?)(?:的|出的?|安排的?|来的?|里的?|里出的?)*吗"
    r"|\b(?:is|are|does|do) (?:it|this|that|they) (?:from|paid from|paid out of|come from|out of)? ?(?:the )?(?P<c>[^,?]+)",
    re.IGNORECASE,
)


def of_thing(question: str, items: Sequence[Item], past: Sequence[Item] = ()) -> list[Item]:
    """The things asked for, those that only say which money the one before them (or of the question before) may come from put
    together with it."""
    said = next((part for found in _IS_IT.finditer(question) for part in found.groups() if part), "")
    found: list[Item] = []
    for item in items:
        fund = item.terms and all(term.forms and is_fund(term.forms[0]) and term.text in said for term in item.terms)
        before = found[-1] if found else past[-1] if past else None
        if fund and before is not None and before.terms:
            found = found[:-1]
            item = before.model_copy(
                update={"terms": (*before.terms, *item.terms), "text": f"{before.text}（{item.text}）"}
            )
        found.append(item)
    return found
