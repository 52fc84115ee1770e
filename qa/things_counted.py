"""How many of a thing the text tells of something (口岸管养涉及几个一线口岸, 法考一年多少考生): the thing is what stands behind the question
word, all else says of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa import narrative
from qa.book import LEAST
from qa.composer import Composer, Said
from qa.compound import parts
from qa.counting import units_asked
from qa.found import Found
from qa.narrative import CHANGE, PERCENT, stated_book
from qa.plan import Item, Term
from qa.sentence import in_sentence, plain_sentence
from qa.stock import as_asked
from qa.text import fold
from qa.words import words

_COUNTER: Final = re.compile(r"(?:多少|几)(?P<rest>[^，,。？?；;！!、]*)")
_SAID: Final = 0.85
_ENDS: Final = re.compile(r"[参的了呢吗].*$")


def of_things(c: Composer, items: Sequence[Item]) -> Said | None:
    """The one count that the text states of the thing behind the question word, told of what the other words name."""
    thing = _thing(c.plan.question)
    named = [item for item in items if item.terms and not item.code and not item.whole]
    if (
        len(parts(c.plan.question, c.plan.language)) > 1
        or c.plan.kind != "count"
        or c.plan.intent != "lookup"
        or not thing
        or len(named) != len(items)
    ):
        return None
    around = [t for item in items for t in item.terms if fold(t.text) not in thing and thing not in fold(t.text)]
    if not around:
        return None
    found = _stated(c, thing, around)
    if len({(f.amount, f.unit) for f in found}) != 1:
        return None
    return "answered", c.with_note(c.state(Found(found[0]))), []


def _thing(question: str) -> str:
    """The words for what is counted, without the measure word; empty where there are none, or more than one count is asked for."""
    found = _COUNTER.findall(question)
    if len(found) != 1:
        return ""
    rest = fold(_ENDS.sub("", found[0]))
    measures = sorted((*words().measures, "名", "位", "人"), key=len, reverse=True)
    measure = next((m for one in ("个", "") for m in measures if rest.startswith(one + m)), "")
    rest = rest.removeprefix("个").removeprefix(measure)
    return rest if len(rest) > 1 else ""


def _stated(c: Composer, thing: str, around: Iterable[Term]) -> list[Figure]:
    """The counts whose name ends in a thing and whose heading or sentence names what it is told of."""
    units = units_asked(c.plan.question)
    terms = tuple(around)
    found: list[Figure] = []
    for holding in c.finder.of(Item()):
        book = stated_book(holding)
        fits = [book.fits(term) for term in terms]
        for figure in holding.stated:
            counted = figure.unit not in UNITS and figure.unit not in PERCENT and not CHANGE.search(figure.measure)
            if not counted or (units and figure.unit not in units):
                continue
            if not any(fold(name).endswith(thing) for name in narrative.names_of(figure)):
                continue
            said = fold(plain_sentence(figure))
            if all(
                in_sentence(term, said) >= _SAID or any(fit.get(name, 0.0) >= LEAST for name in figure.path[:-1])
                for term, fit in zip(terms, fits, strict=True)
            ):
                found.append(figure)
    return as_asked(found, c.plan)
