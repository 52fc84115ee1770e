"""A change asked for where the text says that there was none (预算安排14.09万元，与上年持平): that is the answer, with its sentence."""

from __future__ import annotations

import re
from typing import Final

from ingest.model import Figure
from qa import agreement, narrative
from qa.composer import Composer, Said
from qa.found import Found
from qa.plan import Item
from qa.wording import context, stated_name

# Right behind the amount: with what it is compared and that it is the same. Further on it may be said of something else.
_SAME: Final = re.compile(
    r"^\s*(?:[（(][^（）()]*[)）])?\s*[，,]?\s*(?:与|同|和|较|比)(?P<with>[^，,。；;0-9]{0,4}(?:20\d\d年?)?[^，,。；;0-9]{0,10}?)(?:基本)?(?:持平|相同|一致|相等|无变化|没有变化|无增减|保持不变)"
)


def told(c: Composer, own: Item) -> Said | None:
    """What the text says of a thing, in the document's own year, that did not change; `None` where it says no such thing."""
    found = c.find(own)
    said = narrative.find(c.finder, own)
    near = [found.figure, *agreement.agreeing(c.finder, own, found)] if isinstance(found, Found) else []
    near += [said.figure] if said is not None and not said.others else []
    for figure in near:
        against = _unchanged(figure)
        if against is None:
            continue
        c.remark(figure)
        c.draft.name(*figure.path, figure.measure, against)
        value = c.draft.stated_figure(figure)
        text = c.say(
            f"{context(figure, 'zh')}的文字说明中，{stated_name(figure)}为 {value}，与{against}持平。",
            f"In the text of {context(figure, 'en')}, {stated_name(figure)} is {value}, the same as before ({against}持平).",
        )
        return "answered", c.with_note(text), []
    return None


def _unchanged(figure: Figure) -> str | None:
    """With what the sentence says that an amount is the same, `None` where it says no such thing."""
    if figure.source != "narrative" or not figure.passage or figure.text is None:
        return None
    place = figure.passage.find(figure.text)
    rest = figure.passage[place + len(figure.text) :] if place >= 0 else ""
    same = _SAME.match(re.sub(r"^\s*(?:万|亿)?元", "", rest))
    return (same["with"] or "上年") if same is not None else None
