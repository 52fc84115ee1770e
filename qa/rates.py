"""Rates that the text states (月人均 710 元), where one is asked for: a total is never given for what each gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qa import narrative
from qa.composer import Composer, Said
from qa.found import Found
from qa.plan import Item, Term

_EACH: Final = Term(text="人均", forms=("人均", "每人", "月人均", "年人均", "每人每月", "每人每年", "每户"), weight=2.0)


def answer(c: Composer, items: Sequence[Item]) -> Said | None:
    """The rate that the text states of the thing asked for, else a refusal with the total; `None` where no thing is named."""
    named = [item for item in items if item.terms or item.whole]
    if len(named) != 1:
        return None
    item = named[0]
    each = item.model_copy(update={"terms": (*item.terms, _EACH)})
    found = narrative.find(c.finder, each) if item.terms else None
    if found is not None and not found.others:
        return "answered", c.with_note(c.state(found)), []
    looked = c.find(item)
    if not isinstance(looked, Found):
        return None
    lead = c.say("文件没有印出这样的标准。印出的是：", "No such rate is printed. Printed: ")
    return "refused", lead + c.state(looked, item), []
