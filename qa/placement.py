"""Whether a document prints a part under the whole that it is set against: under its heading, in its column, in its table, or in the
list that its sentence gives. A share of any other whole only sets two amounts side by side; 其中 asks for no other part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.followup import OF_IT, WHOLE
from qa.found import Found
from qa.holding import Cell, Holding
from qa.naming import is_fund
from qa.plan import Item, Term
from qa.scoring import equal
from qa.sentence import INCLUDES, plain_sentence
from qa.terms import is_side
from qa.text import fold
from qa.wording import full_name

if TYPE_CHECKING:
    from qa.composer import Composer

_FITS: Final = 0.85
_THREE: Final = re.compile("^三公")
_OF_THREE: Final = re.compile("因公出国|公务用车|公务接待")
_CARS: Final = re.compile("^公务用车购置[及和与、]运行")
_OF_CARS: Final = re.compile("公务用车(?:购置|运行)")
_OF_FIRST: Final = re.compile(r"[，,。；;]\s*(?:这?其中|当中|里面|里头)|\bof (?:which|that)\b")
_HEADED: Final = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]+[）)、]|\d{1,2}[.、．](?!\d))")


def printed_under(c: Composer, part: Figure, whole: Found, item: Item) -> bool:
    """Whether a part is printed under a whole, found for `item`; true as well where the two are not of one document."""
    terms = tuple(term for term in item.terms if not term.body)
    holding = c.finder.holding_of(part)
    if holding is None or part.document != whole.figure.document or (item.whole and not terms):
        return True
    if terms and all(_of_three(part, term) for term in terms):
        return True
    if part.source == "narrative" and (_named(part, terms, holding) or _listed(c, holding, part, whole, item)):
        return True
    wholes = (whole.figure, *whole.same)
    return any(_cell_under(holding, cell, wholes, terms) for cell in _cells(holding, part))


def _cells(holding: Holding, part: Figure) -> Iterable[Cell]:
    """The cells that print a part, in whatever table or column."""
    for cell in holding.cells:
        figure = cell.figure
        if figure.id == part.id or (equal(figure, part) and fold(figure.label) == fold(part.label)):
            yield cell


def _cell_under(holding: Holding, cell: Cell, wholes: Sequence[Figure], terms: Sequence[Term]) -> bool:
    figure = cell.figure
    if terms and all(_in_address(holding, cell, term) for term in terms):
        return True
    for whole in wholes:
        if figure.id in holding.sums.get(whole.id, ()):
            return True
        if whole.table_number != figure.table_number or whole.source != "table":
            continue
        column = _starts(figure.measure_path, whole.measure_path)
        if _starts(figure.path, whole.path) and (column or figure.path != whole.path):
            return True
        total = any(one.row is None and one.figure.id == whole.id for one in holding.totals)
        if total and (figure.measure_path == whole.measure_path or column):
            return True
    return False


def _of_three(part: Figure, term: Term) -> bool:
    """Whether a part is one of the three public expenses, for a whole that is: what they are is laid down, whatever a table is like.
    Buying and running cars are parts of one of them."""
    forms = [fold(form) for form in (term.text, *term.forms)]
    name = fold("".join((*part.path, *part.measure_path, part.measure)))
    three = any(_THREE.search(form) for form in forms) and _OF_THREE.search(name)
    cars = any(_CARS.search(form) for form in forms) and _OF_CARS.search(name)
    return bool(three or cars)


def _in_address(holding: Holding, cell: Cell, term: Term) -> bool:
    """Whether a whole's name stands in a cell's address; that of money or of one of the two sides of spending in its table's title,
    too."""
    fits = holding.book.fits(term)
    if any(fits.get(name, 0.0) >= _FITS for name in cell.names):
        return True
    forms = [fold(form) for form in (term.text, *term.forms)]
    title = fold(cell.figure.table or "")
    return (is_side(term) or any(map(is_fund, term.forms))) and any(form in title for form in forms)


def _starts(path: Sequence[str], with_: Sequence[str]) -> bool:
    return len(path) >= len(with_) and tuple(path[: len(with_)]) == tuple(with_)


def _named(part: Figure, terms: Sequence[Term], holding: Holding) -> bool:
    """Whether a stated figure's headings, or its own name, hold the whole's."""
    names = {*part.path, part.measure}
    said = [{fold(form) for form in (term.text, *term.forms)} for term in terms]
    return bool(said) and all(any(form in fold(name) for form in forms for name in names) for forms in said)


def _listed(c: Composer, holding: Holding, part: Figure, whole: Found, item: Item) -> bool:
    """Whether a stated figure stands in the list that follows the whole's amount (甲100万元，主要包括：…), page breaks apart."""
    told = [f for f in holding.stated if f.unit in UNITS]
    at = next((n for n, figure in enumerate(told) if figure.id == part.id), 0)
    for head in (f for f in told[:at] if _is_whole(f, whole, item)):
        behind = plain_sentence(head).partition(head.text)[2]
        if not INCLUDES.match(behind) and not re.match(r"\s*(?:万元|亿元|元)[,，]?其中", behind):
            continue
        between = told[told.index(head) + 1 : at + 1]
        if _one_list(head, between):
            return True
    return False


def _is_whole(figure: Figure, whole: Found, item: Item) -> bool:
    names = {fold(form) for term in item.terms for form in (term.text, *term.forms)} | {fold(whole.figure.label)}
    return figure.id == whole.figure.id or (fold(figure.label) in names and equal(figure, whole.figure))


def _one_list(head: Figure, between: Sequence[Figure]) -> bool:
    """Whether the passages from a whole to a part are one list: none of them begins a section of its own."""
    passages = dict.fromkeys(f.passage or "" for f in between if f.passage != head.passage)
    return not any(_HEADED.match(text) for text in passages)


def misplaced(c: Composer, found: Found, item: Item) -> Item | None:
    """The thing asked about before, where 其中 asks for a part of it and what was found is printed elsewhere; `None` where it is in
    it, or where nothing tells."""
    before = _asked_before(c, item)
    if before is None:
        return None
    whole = c.find(before) if before.named and before != WHOLE else None
    if not isinstance(whole, Found) or whole.blank or found.figure.unit not in UNITS:
        return None
    parts = (found.figure, *found.same)
    return None if any(printed_under(c, part, whole, before) for part in parts) else before


def _asked_before(c: Composer, item: Item) -> Item | None:
    """What an item is asked for as a part of: the thing of the question before, or the first of its own question (甲多少，其中乙多少)."""
    first = c.plan.items[0] if c.plan.items else item
    lowered = c.plan.question.lower()
    if item.within and c.plan.past and OF_IT.search(lowered):
        return c.plan.past[-1]
    behind = _OF_FIRST.split(lowered, maxsplit=1)[-1]
    said = [term.text.lower() for term in item.terms]
    inside = first.terms and item.terms != first.terms and said and all(text in behind for text in said)
    return first if _OF_FIRST.search(lowered) and inside and c.plan.intent == "lookup" else None


def remark(c: Composer, part: Figure, base: Item) -> str:
    """What is owed to who asked what share of a whole a thing is that no table prints under it."""
    whole = c.find(base)
    if not isinstance(whole, Found) or part.unit not in UNITS or printed_under(c, part, whole, base):
        return ""
    names = full_name(part, c.plan.language), full_name(whole.figure, c.plan.language)
    return c.say(
        f"文件没有把{names[0]}列在{names[1]}之下，这只是两个数之比。",
        f" No table prints {names[0]} under {names[1]}: this only sets the two amounts side by side.",
    )
