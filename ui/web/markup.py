"""The one door from text to HTML: everything a page shows passes through `esc`, or through `tag` which calls it."""

from __future__ import annotations

import html
from typing import Final, NewType

Markup = NewType("Markup", str)
"""Text that is HTML already: made by `esc` or from pieces that were."""

NOTHING: Final = Markup("")

# The page's HTML component fills templates; braces, dollars and backticks are templates' own signs.
_TEMPLATE_SIGNS: Final = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;"})


_VOID: Final = frozenset({"img", "input", "link", "meta", "br", "hr"})


def esc(text: object) -> Markup:
    """Text made safe for element content and for quoted attribute values. `None` gives nothing."""
    return Markup("" if text is None else html.escape(str(text), quote=True).translate(_TEMPLATE_SIGNS))


def join(pieces: list[Markup], between: str = "") -> Markup:
    """Pieces of HTML one after another, with escaped text between them."""
    return Markup(esc(between).join(pieces))


def tag(name: str, content: Markup | None = None, /, **attributes: object) -> Markup:
    """An element with escaped attributes; `class_` and `data_x` become `class` and `data-x`.

    An attribute that is `None` or `False` is left out, one that is `True` stands alone. `content` is HTML already.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        shown = key.rstrip("_").replace("_", "-")
        parts.append(shown if value is True else f'{shown}="{esc(value)}"')
    opened = f"<{' '.join(parts)}>"
    return Markup(opened if name in _VOID else f"{opened}{content or ''}</{name}>")
