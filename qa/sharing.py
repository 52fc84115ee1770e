"""Things whose names lean on each other: a shared head or front, one name cut in two, two things joined in one name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ingest.model import Figure
from qa.book import CORE, LEAST
from qa.found import Found
from qa.naming import core, plain
from qa.plan import Item, Term
from qa.terms import cut_all, is_side, loose_term, official_term
from qa.text import fold
from qa.told_rows import told_of, without_funds

if TYPE_CHECKING:
    from qa.composer import Composer

_JOINED: Final = re.compile(r"^(?P<head>.{2,}?)(?P<a>购置)[及和与](?P<b>运行(?:维护)?)费")


def divided(c: Composer, items: Sequence[Item]) -> list[Item]:
    """Things whose name joins two (公务用车购置及运行费) as those two where only they are printed."""
    found: list[Item] = []
    for item in items:
        names = joined_names(item.terms[0]) if len(item.terms) == 1 and item.terms[0].known else ()
        whole = c.find(item) if names else None
        parts = [item.model_copy(update={"text": n, "terms": (official_term(n),), "group": True}) for n in names]
        unprinted = bool(parts) and not (isinstance(whole, Found) and is_named(item, whole.figure))
        looks = [c.find(part) for part in parts] if unprinted else []
        printed = looks and all(
            isinstance(one, Found) and is_named(part, one.figure) for part, one in zip(parts, looks, strict=True)
        )
        found += parts if printed else [item]
    return found


def side_by_side(c: Composer, items: Sequence[Item]) -> list[Item]:
    """水费电费: known names that stand together without a word between them are things of their own, where no row is of all of
    them and each is printed under its own name."""
    found: list[Item] = []
    for item in items:
        parts = [item.model_copy(update={"text": term.text, "terms": (term,)}) for term in item.terms]
        several = len(parts) > 1 and all(term.known for term in item.terms) and not (item.code or item.whole)
        if several and not _crossed(c, c.find(item), item):
            rest = item.model_copy(update={"terms": without_funds(item.terms)})
            if len(rest.terms) < len(parts) and told_of(c.finder, item) and isinstance(c.find(rest), Found):
                found.append(rest)  # 财政拨款中行政运行, in a text that divides nothing but appropriations
                continue
            looks = [c.find(part) for part in parts]
            named = [isinstance(one, Found) and is_named(p, one.figure) for p, one in zip(parts, looks, strict=True)]
            found += parts if all(named) and not _one_of_another(c.plan.question, item) else [item]
        else:
            found.append(item)
    return found


def _crossed(c: Composer, found: object, item: Item) -> bool:
    """Whether a figure was found for all of an item's terms together: one whose row and column name one of them, the others only
    the title of its table (三公经费、会议费、培训费支出表), is that one's alone if the others have rows of their own there."""
    if not isinstance(found, Found):
        return False
    figure, holding = found.figure, c.finder.holding_of(found.figure)
    if holding is None or figure.source != "table":
        return True
    names = {figure.label, *figure.path, *figure.measure_path}
    others = [term for term in item.terms if not names & holding.book.fits(term).keys()]
    rows = [c.find(item.model_copy(update={"text": term.text, "terms": (term,)})) for term in others]
    apart = [r for r in rows if isinstance(r, Found) and r.figure.table_number == figure.table_number]
    return not others or len(apart) < len(others)


_BOUGHT: Final = re.compile("(?:货物|工程|服务)(?:类|支出|采购)?|goods|works|services?", re.IGNORECASE)
_OF_IT: Final = re.compile(
    r"[里中内的下]|多少(?:钱|资金|经费|预算)?(?:是|[列放算归摆计]在|[列计纳归]入|包[含括]在|安排在)|\b(?:of|in|under|within|inside|for|on)\b"
)


def _one_of_another(question: str, item: Item) -> bool:
    """Whether the words say that one thing is a part of another (项目支出里的委托业务费): half of that is no answer."""
    sides = [is_side(term) for term in item.terms]
    if any(sides) and not all(sides):
        return True  # 培训费基本支出: what all spending is divided into is a column
    lowered = question.lower()
    places = sorted((lowered.find(t.text.lower()), len(t.text)) for t in item.terms)
    if places[0][0] < 0:  # 政务信息化项目(基础设施服务): a name is marked without its brackets
        lowered = fold(question)
        places = sorted((lowered.find(fold(t.text)), len(fold(t.text))) for t in item.terms)
    if places[0][0] < 0:
        return False
    gaps = [lowered[at + size : after] for (at, size), (after, _) in itertools.pairwise(places)]
    return any(_OF_IT.search(gap) for gap in gaps)


def is_named(item: Item, figure: Figure) -> bool:
    """Whether a figure goes by one of the names of an item's one term."""
    return bool({core(form) for form in item.terms[0].forms} & {core(figure.label), core(figure.measure)})


def heads_shared(c: Composer, items: list[Item]) -> list[Item]:
    """在职和离退休党建经费: words without a name of their own take the head that follows them."""
    if len(items) < 2 or len(items[-1].terms) == 0:
        return items
    head = items[-1].terms[-1]
    tails = [head] if len(items[-1].terms) > 1 else [loose_term(t) for t in tails_of(head)]
    found = list(items)
    for at, item in enumerate(found[:-1]):
        if (
            item.code
            or item.whole
            or not item.terms
            or not all(c.finder.unmatched(item.model_copy(update={"terms": (t,)})) or not t.known for t in item.terms)
            or isinstance(c.find(item), Found)
        ):
            continue
        for tail in tails:
            longer = item.model_copy(update={"terms": (*item.terms, tail)})
            if isinstance(c.find(longer), Found):
                found[at] = longer
                break
        else:
            # 在职 against 离退休: the head alone is what the other modifier leaves over.
            alone, last = item.model_copy(update={"terms": (head,)}), c.find(items[-1])
            one = c.find(alone) if len(items[-1].terms) > 1 else None
            named = isinstance(one, Found) and one.score >= CORE and not any(term.known for term in item.terms)
            if named and isinstance(one, Found) and isinstance(last, Found) and one.figure.id != last.figure.id:
                found[at] = alone
    return found


def prefix_shared(c: Composer, items: list[Item]) -> list[Item]:
    """政府采购货物、工程和服务: what stands in front of the first thing goes for the others, where that is printed."""
    first = items[0] if items else None
    if first is not None and len(items) > 1 and first.code:
        return [first, *(_column_of(c, first, item) for item in items[1:])]
    if first is None or len(items) < 2 or len(first.terms) < 2 or first.code or first.whole:
        return items
    ahead = first.terms[:-1]
    found = [first]
    for item in items[1:]:
        longer = item.model_copy(update={"terms": (*ahead, *item.terms)})
        plain = not (item.code or item.whole or item.aspect) and len(item.terms) == 1
        found.append(longer if plain and isinstance(c.find(longer), Found) else item)
    return found


def bought_kinds(c: Composer, items: list[Item]) -> list[Item]:
    """政府采购支出多少，服务多少: goods, works and services beside purchases, or asked after them, are kinds of what is bought, where that is
    printed of them; services of any other kind are not meant."""
    about = [term for item in (*items, *c.plan.past[-1:]) for term in item.terms]
    if not any("采购" in form for term in about for form in (term.text, *term.forms)):
        return items
    found: list[Item] = []
    for item in items:
        alone = len(item.terms) == 1 and not (item.code or item.whole) and _BOUGHT.fullmatch(item.terms[0].text)
        longer = (
            item.model_copy(update={"terms": (official_term("政府采购"), *item.terms), "within": ()}) if alone else item
        )
        found.append(longer if alone and isinstance(c.find(longer), Found) else item)
    return found


def _column_of(c: Composer, row: Item, item: Item) -> Item:
    """2050204的合计、基本支出、项目支出: what stands behind a code's 的 names columns of its row, where they are printed."""
    if item.code or item.whole or not item.terms:
        return item
    name = re.escape(item.terms[0].text)
    question = c.plan.question
    of_it = re.search(rf"{row.code}[^。？?]*其中的?(?:有|的)?{name}", question, re.IGNORECASE)
    if not of_it and not re.search(rf"{row.code}[^，,。？?、]*的[^，,。？?]*{name}", question, re.IGNORECASE):
        return item
    longer = row.model_copy(update={"terms": item.terms, "text": item.text})
    return longer if of_it or isinstance(c.find(longer), Found) else item


def merged(c: Composer, items: list[Item]) -> Item | None:
    """办案和装备经费: things that are none by themselves may be one name together; `None` if they are not."""
    if len(items) < 2 or any(item.placed or item.code or item.whole for item in items):
        return None
    one = items[0].model_copy(
        update={
            "terms": tuple(term.model_copy(update={"optional": False}) for item in items for term in item.terms),
            "text": "".join(i.text for i in items),
        }
    )
    found = c.find(one)
    return one if isinstance(found, Found) and _speaks_of_all(c, found.figure, items) else None


def _speaks_of_all(c: Composer, figure: Figure, items: Sequence[Item]) -> bool:
    """Whether a row's own name, or its column's, has something of every one of the things: one that only stands under a heading of
    that name (a pension under wages and benefits) is another thing."""
    holding = c.finder.holding_of(figure)
    if holding is None or figure.source != "table":
        return True
    book = holding.book
    names = {figure.label, *figure.measure_path, *figure.path[-1:]}
    texts = [{term.text for term in item.terms} for item in items]
    for at, item in enumerate(items):
        others = set().union(*texts[:at], *texts[at + 1 :])
        own = [term for term in item.terms if term.text not in others] or item.terms
        if not any(names & book.fits(term).keys() for term in own):
            return False
    return True


def one_name(c: Composer, items: list[Item]) -> Item | None:
    """Words that no name is known for and that one printed row names all together (深化数字政府和运营…); else `None`."""
    if len(items) < 2 or any(term.known for item in items for term in item.terms):
        return None
    one = merged(c, items)
    found = c.find(one) if one is not None else None
    if one is None or not isinstance(found, Found):
        return None
    holding = c.finder.holding_of(found.figure)
    fits = (
        [holding.book.fits(term).get(found.figure.label, 0.0) for term in one.terms] if holding is not None else [0.0]
    )
    return one if sum(fit >= LEAST for fit in fits) >= len(fits) - 1 and min(fits[:1]) >= LEAST else None


def joined_names(term: Term) -> tuple[str, ...]:
    """The two names that a term's own name joins (公务用车购置费, 公务用车运行维护费); empty for one that joins none."""
    found = next((match for form in term.forms if (match := _JOINED.match(plain(form)))), None)
    return tuple(f"{found['head']}{found[part]}费" for part in ("a", "b")) if found else ()


def tails_of(term: Term) -> list[str]:
    """What a name may share with words in front of it: its last words, the longest first."""
    pieces = cut_all(term.text)
    return ["".join(pieces[at:]) for at in range(1, len(pieces))]
