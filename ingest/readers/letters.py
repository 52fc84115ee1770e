"""Letters that programs print as radicals (公务用⻋ for 公务用车), as the letters they stand for.

Browsers that print a page, and whoever copies from such a PDF, write U+2E80–2FDF where the page had letters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_RADICAL: Final = re.compile("[\u2e80-\u2fdf]")
# Browsers print a letter that looks like a radical as the radical. Those without a compatibility mapping of their own, by the Unicode
# Character Database's EquivalentUnifiedIdeograph; and those that their mapping gives an older form than the one the letter had.
_UNIFIED: Final = dict(zip(
    "⺁⺇⺈⺊⺌⺒⺓⺝⺠⺢⺧⺩⺪⺬⺮⺯⺱⺶⺷⺻⺽⻁⻄⻅⻆⻇⻉⻊⻋⻏⻑⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾⾭⿈",
    "厂几刀卜小巳幺月民水牛王疋示竹糸网羊羊聿臼虎西见角角贝足车邑長长门阜雨青韦页风飞食食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟户青黄",
    strict=True,
))  # fmt: skip


def is_radical(char: str) -> bool:
    return bool(_RADICAL.match(char))


def as_letters(text: str) -> str:
    """A text with every radical that looks like a letter as that letter; as long as it was."""
    return _RADICAL.sub(lambda match: _UNIFIED.get(match[0]) or unicodedata.normalize("NFKC", match[0]), text)
