"""Which body of a department a thing is asked of, and its figure from what is printed of that body alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.model import Figure
from qa import asking, narrative
from qa.finder import Finder
from qa.found import Found, Looked, Missing
from qa.holding import Holding
from qa.members import Member, meant, members, names_of
from qa.organizations import place_of
from qa.period import Missed, in_time
from qa.plan import Item, Plan, Term
from qa.preference import is_body
from qa.text import fold


@dataclass(frozen=True, slots=True)
class Asked:
    """A thing asked of a body: the body in each document that lists it, and the thing without the body's name. `term` are the words
    that named it, `None` where they only speak of the department itself (本级)."""

    members: tuple[Member, ...]
    rest: Item
    term: Term | None

    @property
    def name(self) -> str:
        """The body's name."""
        return self.members[0].name


def asked(finder: Finder, item: Item) -> Asked | None:
    """The body of a department that an item is asked of; `None` where it names none, or where its own document is at hand."""
    held = [h for h in finder.holdings if item.organization in (None, h.record.facts.organization)]
    listed = [member for holding in held for member in members(holding)]
    if not listed:
        return None
    for term in (*item.terms, *item.within):
        named = [member for member in listed if meant(term, member)]
        if not any(meant(Term(text=term.text), member) for member in named) and _is_printed(held, term):
            continue  # 广播电视学校 is printed as an item: its other name, 开放大学, is no body's here
        named = [m for m in named if {fold(name) for name in names_of(m.name)} & _said(term)] or named
        if len({fold(member.name) for member in named}) == 1:
            return Asked(tuple(named), _without(item, term), term)
    if finder.plan.language == "en" and (told := _told(listed, item.terms)):
        return Asked(told, _without(item.model_copy(update={"terms": item.terms[:1]}), item.terms[0]), item.terms[0])
    own = tuple(member for member in listed if member.own)
    if own and _of_department_itself(finder.plan, item, held):
        return Asked(own, item.model_copy(update={"level": None}), None)
    return None


def _told(listed: Sequence[Member], terms: Sequence[Term]) -> tuple[Member, ...]:
    """The body that English words name together (the women's prison): each word is of its name, one of its kind, and no other body's
    name is said so fully."""
    if not terms or any(term.body for term in terms):
        return ()
    told: dict[str, float] = {}
    for member in listed:
        name = fold(member.name)
        said = [
            max((f for f in _fragments(term) if f in name), key=lambda f: (name.endswith(f), len(f)), default="")
            for term in terms
        ]
        if all(said) and any(name.endswith(fragment) for fragment in said):
            rest = name.removeprefix(fold(place_of(member.name)))
            share = sum(map(len, set(said))) / len(rest)
            if len(terms) > 1 or share >= 1:  # one word is the body's whole name behind its place (the youth palace)
                told[name] = share
    best = sorted(told, key=lambda name: -told[name])
    if not best or (len(best) > 1 and told[best[0]] == told[best[1]]):
        return ()
    return tuple(member for member in listed if fold(member.name) == best[0])


def _fragments(term: Term) -> list[str]:
    """What words may be printed as, without single characters."""
    said = (*term.forms, *(fragment for part in term.parts for fragment in part))
    return [body for body in map(fold, said) if len(body) > 1 and not body.isascii()]


def spoken_of(finder: Finder, item: Item) -> Term | None:
    """The body that a thing was asked of, said by its name or by a part that only its name has (潭岗戒毒所)."""
    of = asked(finder, item)
    if of is not None:
        return of.term
    names = {member.name for holding in finder.holdings for member in members(holding) if not member.own}
    for term in item.terms:
        held = [name for name in names if not term.known and len(term.text) > 1 and fold(term.text) in fold(name)]
        if len(held) == 1:
            return Term(text=held[0], forms=(held[0],), body=True)
    return None


def _is_printed(held: Sequence[Holding], term: Term) -> bool:
    """Whether the name of something is printed just as it is said."""
    return any(fold(name) == fold(term.text) for holding in held for name in holding.book.fits(term))


def _said(term: Term) -> set[str]:
    return {fold(form) for form in (term.text, *term.forms)}


def _without(item: Item, body: Term) -> Item:
    """An item without the body; what is left without a thing is all that the body has."""
    terms = tuple(term for term in item.terms if term != body)
    within = tuple(term for term in item.within if term != body)
    bare = not (terms or item.code or item.code_prefix or item.projects)
    whole = (item.whole or "expenditure") if bare else item.whole
    text = item.text.replace(body.text, "").strip()
    return item.model_copy(update={"terms": terms, "within": within, "whole": whole, "text": text})


def _of_department_itself(plan: Plan, item: Item, held: list[Holding]) -> bool:
    """Whether a question is strictly of the department without its units, and no document is of it alone."""
    level = item.level or (plan.levels[0] if len(plan.levels) == 1 else None)
    strictly = plan.strict_level or bool(asking.ITSELF.search(plan.question))
    return level == "unit" and plan.own and strictly and all(h.record.facts.level != "unit" for h in held)


def find(finder: Finder, of: Asked, item: Item, near: Figure | None = None) -> Looked:
    """The figure for a thing asked of a body (`item` with its name, `of.rest` without), from the body's rows, else from a sentence that
    names the body."""
    found = find_alone(finder, of.members, of.rest, near)
    if isinstance(found, Found) or of.term is None:
        return found
    said = narrative.find(finder, item)
    own = fold(of.name)
    named = said is not None and any(own in fold(text) for text in (said.figure.passage or "", *said.figure.path))
    if said is not None and named and not said.others:
        return said
    return named_after(finder, of, item, near) or found


def named_after(finder: Finder, of: Asked, item: Item, near: Figure | None = None) -> Found | None:
    """A row of the department that is named after the body (新华监狱信息化建设, which the bureau itself does): none where its name does
    not hold the body's as it is said."""
    if of.term is None:
        return None
    said = Term(text=of.term.text, forms=(of.term.text,), weight=of.term.weight)
    terms = tuple(said if term == of.term else term for term in item.terms)
    if not of.rest.terms or said not in terms:
        return None
    found = finder.find(item.model_copy(update={"terms": terms}), near=near)
    if not isinstance(found, Found) or found.blank or fold(said.text) not in fold(found.figure.label):
        return None
    return found if not is_body(found.figure.label, found.figure.code) else None


def find_alone(finder: Finder, of: tuple[Member, ...], item: Item, near: Figure | None = None) -> Looked:
    """The figure for a thing among what is printed of a body: its whole from the list of bodies."""
    plan = finder.plan.model_copy(update={"levels": (), "strict_level": False})
    if item.whole and not item.terms and not item.code:
        timed = in_time([member.whole(item.whole) for member in of], item, plan)
        return Missing(timed.kind, timed.text, timed.held) if isinstance(timed, Missed) else Found(timed[0])
    alone = Finder([member.holding for member in of], plan)
    item = item.model_copy(update={"level": None, "within": ()})
    found = alone.find(item, near=near)
    if isinstance(found, Missing) and found.kind == "item":
        return Missing("item", f"{of[0].name}：{found.text or item.text}", found.candidates)
    return found
