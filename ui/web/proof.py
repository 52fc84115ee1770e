"""The proof of a figure as HTML: each accounting identity it stands in, written out with the figures as printed, each leading to its page.

Only identities that are plain sums are written out: what is shown is added up again here, and left out where it is not what was checked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from ingest.model import Check, Figure
from ui.web.markup import NOTHING, Markup, esc, join, tag
from ui.web.text import Words

_MOST_CHECKS: Final = 12
_MOST_PARTS: Final = 40
_KINDS: Final = (
    ("heading = rows below", "check_rows"),
    ("total = columns", "check_columns"),
    ("total = rows", "check_total"),
    ("one amount in two tables", "check_tables"),
    ("income = expenditure", "check_balance"),
    ("what the text states", "check_text"),
    ("sum of the parts stated", "check_stated"),
    ("a project's sources make its total", "check_sources"),
    ("one amount stated twice", "check_twice"),
    ("a project's budget in the list and in its form", "check_project"),
)


def proof_html(figure: Figure, checks: Sequence[Check], known: Mapping[str, Figure], said: Words) -> Markup:
    """The identities that a figure stands in, those that fail first; nothing where there is none that can be written out."""
    own = [check for check in checks if figure.id in (check.total, *check.parts)]
    shown = [check for check in sorted(own, key=lambda check: check.holds) if _adds_up(check, known)]
    if not shown:
        return NOTHING
    items = [_check(check, figure, known, said) for check in shown[:_MOST_CHECKS]]
    parts = [tag("h2", esc(said["proof_title"])), tag("ul", join(items), class_="identities")]
    if rest := len(own) - len(items):
        parts.append(tag("p", esc(said["proof_more"].format(n=rest)), class_="quiet"))
    return join(parts)


def _adds_up(check: Check, known: Mapping[str, Figure]) -> bool:
    """Whether total and parts, as they are stored, differ by what the check says: then it is a sum that can be written out."""
    figures = [known.get(identity) for identity in (check.total, *check.parts)]
    if len(figures) < 2 or len(figures) > _MOST_PARTS or any(f is None or f.amount is None for f in figures):
        return False
    total, *parts = [f.amount or Decimal(0) for f in figures if f is not None]
    return total - sum(parts, Decimal(0)) == check.difference


def _check(check: Check, here: Figure, known: Mapping[str, Figure], said: Words) -> Markup:
    kind = next((word for words, word in _KINDS if words in check.identity), "check_other")
    total, *parts = [_amount(known[identity], here, said) for identity in (check.total, *check.parts)]
    # Within the digits printed is not the same as equal.
    sign = "=" if not check.difference else "≈" if check.holds else "≠"
    state = "held" if check.holds else "failed"
    head = tag("span", esc(f"{'✓' if check.holds else '✗'} {said[kind]}"), class_=f"identity {state}")
    return tag("li", Markup(head + " " + total + esc(f" {sign} ") + join(parts, " + ")))


def _amount(figure: Figure, here: Figure, said: Words) -> Markup:
    printed = f"{figure.text.strip()} {figure.unit}".strip()
    names = " · ".join(name for name in (figure.label or said["unnamed"], figure.measure) if name)
    if figure.id == here.id:
        return tag("b", esc(printed), title=names)
    return tag("a", esc(printed), href="figure?" + urlencode({"id": figure.id}), title=names)
