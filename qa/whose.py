"""Questions that ask which bodies of a department have a thing (经营收入是哪家单位的，多少): each that has it, by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.model import Figure
from qa import asking, calculate
from qa.body_lists import department_of
from qa.book import CORE_ALIAS
from qa.composer import Composer, Said
from qa.found import Found
from qa.members import latest_first, members
from qa.membership import find_alone
from qa.plan import Item
from qa.wording import context

_WHICH: Final = re.compile(
    rf"哪(?:一)?(?:个|家|些|几个|几家|所)?(?:下属|所属|直属|预算|二级)*(?:单位|机构)|{asking.WHICH_BODY.pattern}"
    r"|\bwhich (?:of (?:its|the) )?(?:subordinate |affiliated |budget |member )*(?:units?|bod(?:y|ies)|institutions?|schools?)\b",
    re.IGNORECASE,
)


def whose(c: Composer, items: list[Item]) -> Said | None:
    """The bodies that have the one thing asked for, each with its amount; where no body's rows print it, what there is of it in
    all. `None` where the question asks for no body, or nothing of it is printed."""
    asked = _WHICH.search(c.plan.question)
    if len(items) != 1 or asked is None or c.members:
        return None
    item = items[0].model_copy(update={"terms": tuple(t for t in items[0].terms if t.text not in asked.group())})
    kind = asking.KINDS_OF_BODY.get(asked["kind"], asked["kind"]) if asked["kind"] else ""
    if not item.terms or any(term.body for term in item.terms):
        return None
    for holding in latest_first(c.finder.holdings):
        looks = [
            (member.name, find_alone(c.finder, (member,), item))
            for member in members(holding)
            if re.search(kind, member.name)
        ]
        have = [
            replace(found.figure, organization=name)
            for name, found in looks
            if isinstance(found, Found) and found.figure.amount and c.finder.fit_of(item, found.figure) >= CORE_ALIAS
        ]
        if have:
            return _told(c, item, calculate.largest(have, len(have)))
    found = c.find(item) if any(members(holding) for holding in c.finder.holdings) else None
    if not isinstance(found, Found) or found.blank:
        return None
    apart = c.say("文件没有按单位列出这一项。", " The document does not print it unit by unit.")
    return "answered", c.with_note(c.state(found, item) + apart), []


def _told(c: Composer, item: Item, have: Sequence[Figure]) -> Said:
    c.remark(*have)
    where = context(department_of(c, have[0]), c.plan.language)
    c.draft.name(item.text)
    lead = c.say(f"{where}中，有{item.text}的单位：", f"In {where}, {item.text} is that of ")
    told = [c.say(f"{f.organization}，{c.money(f)}", f"{f.organization}: {c.money(f)}") for f in have]
    return "answered", c.with_note(lead + c.say("；", "; ").join(told) + c.say("。", ".")), []
