"""Sentences into claims: the door of this package.

Does: walk a text's numbers and comparisons in order, carry subject, list and year from clause to clause, and link each change,
share and comparison to the level it speaks of. Does not: judge whether a claim is true; know a document or a store. Pure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.claims import behind, clauses, comparisons, english, times, wholes
from ingest.claims.clauses import Lead, fold_name
from ingest.claims.links import link
from ingest.claims.model import Claim, Context, Quantity, Reference, Role
from ingest.claims.numerals import fold
from ingest.claims.quantities import find_quantities
from ingest.claims.sentences import sentences
from ingest.claims.words import words

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENGLISH = re.compile(r"\b(?:the|of|in|is|was|are|were|and|by|for|to|on|from|with|its|has|had)\b", re.IGNORECASE)
_LISTED = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))")
_JOINED = re.compile(r"^[\s、，,和及与;；]*(?:and)?\s*$")
_BESIDES = re.compile(r"[，,；;、\s]*(?:另外?|此外)(?![一行])")
_TOGETHER = re.compile(r"^[，,、；;\s]*(?:合计|共计|总计|一共|totall?ing|together)\s*$")
_TOGETHER_NAME: Final = "合计"
_ORDERED: Final = {"前者": 0, "后者": 1, "the former": 0, "the latter": 1, "former": 0, "latter": 1}
MAX_TOPIC: Final = 60


@dataclass
class _State:
    """What is carried: the subject in hand, its list's whole, the last level (claim numbers), brackets left open.

    `as_of` is the year of a date that what follows is counted at (截至2025年12月31日), `aside` says that the list was opened in
    passing (其中甲3万元) and not with a colon.
    """

    topic: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    code: str | None = None
    year: int | None = None
    organization: str | None = None
    whole: int | None = None
    level: int | None = None
    reference: Reference | None = None
    reason: bool = False
    as_of: int | None = None
    aside: bool = False
    stack: list[tuple[tuple[str, ...], int | None, int | None]] = field(default_factory=list)


@dataclass(frozen=True)
class _Event:
    """A number or a comparison in a sentence, by its place in the text."""

    start: int
    end: int
    quantity: Quantity | None = None
    comparison: comparisons.Comparison | None = None


def read_claims(text: str, context: Context | None = None) -> tuple[Claim, ...]:
    """Every claim of a text, in order, each linked to those it speaks of.

    A text is a paragraph or several; what a paragraph names first is carried through it. `context` tells what is known
    beforehand; its heading is the subject of numbers that have none of their own.
    """
    context = context or Context()
    body = fold(text)
    quantities = find_quantities(text)
    claims: list[Claim] = []
    state = _fresh(context)
    for start, end in sentences(body):
        if start == 0 or text[start - 1] == "\n":
            introduced = body[:start].rstrip().endswith(("：", ":"))
            state = replace(_fresh(context), as_of=state.as_of if introduced else None)
        inside = [q for q in quantities if start <= q.start < end]
        claims += _sentence(text, body, start, end, inside, state, context, len(claims), claims)
    return link(claims)


def _fresh(context: Context) -> _State:
    heading = clauses.read_subject(comparisons.bare_heading(fold(context.heading)), context)
    return _State(path=heading.path)


def _sentence(
    text: str,
    body: str,
    start: int,
    end: int,
    quantities: Sequence[Quantity],
    state: _State,
    context: Context,
    first: int,
    earlier: Sequence[Claim],
) -> list[Claim]:
    """The claims of one sentence; `state` is carried on into the next."""
    sentence = body[start:end]
    context = _at_date(sentence, state, context)
    events = _events(body, start, end, quantities)
    if state.whole is not None:
        # 支出45万元，包括甲3万元、乙2万元。比上年增加4万元: behind a list the talk goes on about its whole.
        state.level, state.path = state.whole, earlier[state.whole].path
    state.reason, state.whole = False, None
    if not re.match(rf"\s*(?:{words().parts})", sentence):
        state.reference = None
    state.stack.clear()
    if not events:
        _topic(sentence, state, context)
        return []
    if state.topic:
        state.path = state.topic
    speaks = english.read_lead if _is_english(sentence) else None
    found: list[Claim] = []
    zipped: list[tuple[str, ...]] = []
    place = start
    pattern: Lead | None = None
    reaches = False
    year_before = state.year
    state.year = state.as_of
    for number, event in enumerate(events):
        lead_text = body[place : event.start]
        after = body[event.end : events[number + 1].start if number + 1 < len(events) else end]
        if re.search("[；;]", lead_text):
            state.reason = False
            rest = [e.quantity for e in events[number:] if e.quantity is not None]
            if state.aside and state.whole is not None and wholes.overflows(state.whole, [*earlier, *found], rest):
                state.whole = ([*earlier, *found])[state.whole].part_of
        if _BESIDES.match(lead_text):
            state.whole = None
        if speaks and event.comparison is not None:
            lead = english.comparison_lead(event.comparison.left, event.comparison.reference, lead_text, context)
            lead = replace(lead, direction=event.comparison.direction)
        elif speaks:
            lead = speaks(lead_text, after, body[event.end : end], context, event.quantity)
            if not lead.path and reaches:
                lead = english.of_the_same_kind(lead, after, context)
            reaches = bool(lead.behind)
        elif event.comparison is not None:
            lead = comparisons.lead_of(event.comparison, lead_text, context)
        else:
            lead = clauses.read_lead(lead_text, context)
        if lead.opens is None and re.match(r"\s*[：:]", lead_text):
            ahead = [
                e.quantity
                for e in events[number:]
                if e.quantity and not re.search("[；;]", body[event.start : e.start])
            ]
            if wholes.made_up(state.level, [*earlier, *found], ahead):
                lead = replace(lead, opens="", aside=True)
        _brackets(lead_text, state)
        if zipped and pattern is not None and _JOINED.match(lead_text):
            lead = replace(pattern, path=zipped.pop(0))
        elif items := _items(lead, _run(body, events[number:], end), context, english_=speaks is not None):
            zipped, pattern = list(items[1:]), lead
            lead = replace(lead, path=items[0])
        else:
            if _TOGETHER.match(lead_text):
                # 分别为1万元、2万元，合计3万元; 总额3万元，其中甲1万元、乙2万元，合计3万元
                told = () if pattern is not None else wholes.told_again(event.quantity, state.whole, [*earlier, *found])
                if pattern is not None or told or wholes.summed(event.quantity, found):
                    lead, state.whole = replace(lead, path=told or (_TOGETHER_NAME,)), None
            zipped = []
        if number == 0 and _LISTED.match(sentence) and lead.path and not state.topic and lead.role == "level":
            state.topic = lead.path
        claim = _claim(text, sentence, start, event, lead, state, [*earlier, *found], first + len(found), after)
        found.append(claim)
        place = event.end + lead.behind
    state.year = state.year if state.year is not None else year_before
    return wholes.completed(found, first)


def _is_english(sentence: str) -> bool:
    """Whether a sentence is English: its words are, whatever Chinese names it quotes."""
    return not _HAN.search(sentence) or len(_ENGLISH.findall(sentence)) >= 2


def _events(body: str, start: int, end: int, quantities: Sequence[Quantity]) -> list[_Event]:
    numbers = [_Event(q.start, q.end, quantity=q) for q in quantities]
    compared = [
        _Event(c.start, c.end, comparison=c)
        for c in comparisons.find(body, start, end)
        if not any(c.start < q.end and q.start < c.end for q in quantities)
        and not (
            c.direction != "same"
            and any(
                0 <= q.start - c.end <= 8 and not re.search(r"[，,；;。]", body[c.end : q.start]) for q in quantities
            )
        )
    ]
    return sorted([*numbers, *compared], key=lambda event: event.start)


def _items(lead: Lead, count: int, context: Context, *, english_: bool) -> tuple[tuple[str, ...], ...]:
    """The items that a lead lists, if just so many numbers follow."""
    if not lead.listed or count < 2:
        return ()
    if english_:
        return english.listed_items(lead.listed, count, context)
    return clauses.listed_items(lead.listed, count, context)


def _run(body: str, events: Sequence[_Event], end: int) -> int:
    """How many numbers follow one another with nothing but commas between them."""
    count = 1
    for one, other in itertools.pairwise(events):
        if other.quantity is None or not _JOINED.match(body[one.end : other.start]):
            break
        count += 1
    return count


def _topic(sentence: str, state: _State, context: Context) -> None:
    """A sentence without a number that names what follows: （一）因公出国（境）费用。 甲（类）乙（款）丙（项）。"""
    named = clauses.read_subject(comparisons.bare_heading(sentence.strip()), context)
    if not named.path or len(sentence) > MAX_TOPIC:
        return
    if _LISTED.match(sentence) or len(named.path) > 1:
        state.topic = state.path = named.path
        state.code = named.code


def _brackets(lead: str, state: _State) -> None:
    """Numbers in brackets are parts of the one before; behind the bracket the talk goes on about that one."""
    for char in lead:
        if char in "（(":
            state.stack.append((state.path, state.level, state.whole))
            state.whole = state.level if lead.lstrip().startswith(char) else state.whole
        elif char in "）)" and state.stack:
            state.path, state.level, state.whole = state.stack.pop()


def _claim(
    text: str,
    sentence: str,
    start: int,
    event: _Event,
    lead: Lead,
    state: _State,
    known: Sequence[Claim],
    number: int,
    after: str,
) -> Claim:
    quantity = event.quantity
    if quantity is not None and lead.hedge is not None and quantity.hedge == "exact":
        quantity = replace(quantity, hedge=lead.hedge)  # 超过基本支出的一半
    role = _role(lead, quantity)
    state.reason = state.reason or lead.reason
    if lead.opens is not None and not state.reason:
        named = [
            i
            for i, c in enumerate(known)
            if c.role == "level" and lead.opens and fold_name(c.path).startswith(lead.opens)
        ]
        state.whole = named[-1] if named else None if lead.opens else wholes.whole_of(quantity, state.level, known)
        state.aside = lead.aside
    path, carried = lead.path, False
    if quantity is not None and quantity.kind == "count" and role != "share" and len(quantity.unit) == 1:
        path = behind.counted(after) or path
    if not path and quantity is not None and not state.path:
        path = state.path = behind.purpose(after)
    whole = lead.whole
    relative = quantity is not None and quantity.kind in {"percent", "fraction"} and role == "level" and not path
    if relative and (for_ := behind.purpose(after) or behind.part(after)):
        role, path = "share", for_  # 其中近八成用于基本支出, 近八成是基本支出
        state.path = for_
    path, lead = _meant(path, known), replace(lead, reference=_meant_by(lead.reference, known))
    if role == "rank":
        # 是三公经费里最大的一项: the list is the whole, the thing stood before; or it stands behind (最大的一项是…).
        inside = behind.inside(lead.path[-1]) if lead.path else ""
        whole, path = (inside, behind.before_inside(lead.path[-1])) if inside else (whole, path)
        path = behind.ranked(after) or path
    if not path:
        path, carried = state.path, True
    code = lead.code if lead.path else state.code
    state.organization = lead.organization or state.organization
    if lead.year is not None and not lead.compared:
        state.year = lead.year
    if lead.reference is not None:
        state.reference = lead.reference
    part_of = state.whole if role == "level" and state.whole is not None and not state.reason else None
    if part_of is not None and not wholes.alike(known[part_of].quantity, quantity):
        part_of = None
    if relative and role == "share":
        part_of = state.level if state.whole is None else state.whole
    above = known[part_of].path if part_of is not None else ()
    if above and len(path) == 1 and not carried:
        path = (*above[-2:], *path) if above[-1] != path[0] else path
    if lead.path and not state.reason and not (role == "rank" and whole):
        state.path, state.code = path, lead.code
    claim = Claim(
        start=event.start,
        end=event.end,
        text=text[event.start : event.end],
        sentence=text[start : start + len(sentence)].strip(),
        sentence_start=start,
        role=role,
        quantity=quantity,
        subject=path[-1] if path else "",
        path=path,
        code=code,
        measure=lead.measure,
        direction=lead.direction if role in {"change", "rate", "comparison"} else None,
        reference=(lead.reference or state.reference) if role in {"change", "rate", "comparison"} else None,
        whole=whole,
        organization=state.organization,
        year=lead.year if lead.compared else state.year,
        carried=carried,
        part_of=part_of,
    )
    if role == "level" and not state.reason and not lead.compared:
        state.level = number
    return claim


def _meant(path: tuple[str, ...], known: Sequence[Claim]) -> tuple[str, ...]:
    """A path, or that of the thing which 前者 or 后者 points back at."""
    place = _ORDERED.get(path[-1].lower()) if path else None
    two = list(dict.fromkeys(c.path for c in known if c.role == "level" and c.path))[-2:]
    return two[place] if place is not None and len(two) == 2 else path


def _meant_by(reference: Reference | None, known: Sequence[Claim]) -> Reference | None:
    """A reference, in the name of the thing that it points back at."""
    if reference is None or not (meant := _meant((reference.text,), known)) or meant == (reference.text,):
        return reference
    return Reference(meant[-1])


def _at_date(sentence: str, state: _State, context: Context) -> Context:
    """The context of a sentence that goes on about what there was at a date: 上年 is the year before that date's.

    A sentence that names a date sets it; one that speaks of plans or of money spent is about the document's year again.
    """
    dated = times.as_of(sentence)
    if dated is not None:
        state.as_of = dated
        return context
    if state.as_of is not None and (words().planned.search(sentence) or times.names_year(sentence)):
        state.as_of = None
    return context if state.as_of is None else replace(context, fiscal_year=state.as_of)


def _role(lead: Lead, quantity: Quantity | None) -> Role:
    if quantity is None:
        return "comparison"
    if quantity.kind == "rank":
        return "rank"
    if lead.role == "change" and quantity.kind in {"percent", "multiple", "fraction"}:
        return "rate"
    if lead.role == "completion" and quantity.kind not in {"percent", "fraction", "multiple"}:
        return "level"
    if lead.role == "share" and quantity.kind in {"amount", "count", "number"}:
        return "level"
    return lead.role
