"""The reason that the running text gives for a change that it states: quoted as printed, never one of our own."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from ingest.model import Figure
from qa.holding import Holding
from qa.narrative import CHANGE, FALLS

_ASKED: Final = re.compile(
    r"为什么|为何|为啥|原因|理由|怎么会|怎么解释|如何解释|解释|因为(?:什么|啥)|[少多减增]在(?:了)?(?:哪|什么)|\bwhy\b|\breasons?\b|\bgrounds\b|\bexplain\w*|\bexplanation|\bhow come\b",
    re.IGNORECASE,
)
_REASON: Final = re.compile(r"(?:主要)?原因(?:是|为|系|[:：])|主要(?:是|系|因|由于)|是?由于|是?因为|系因|主因")
# A sentence of its own: 财政拨款收入支出减少的主要原因是项目调整。
_APART: Final = re.compile(
    r"^(?P<what>[^,，。;；]{0,30}?)(?:预算)?(?:比上年|较上年|同比)?(?P<way>增加|减少|增长|下降|上升|降低|增减|变动|变化)?(?:的)?(?:主要)?原因(?:是|为|系|[:：])"
)
_PLACELESS: Final = re.compile(r"收入|支出|预算|拨|款|安排|[、和与及]|20\d\d年度?|总计|合计|总额")
_LONGEST: Final = 240


def asked(question: str) -> bool:
    """Whether a question asks for a reason, whatever else it asks."""
    return bool(_ASKED.search(question))


def reason_of(change: Figure, holding: Holding | None = None) -> str | None:
    """What the text gives as the reason for a stated change, as printed: in its own sentence, in the one that follows it in its
    paragraph, or in a sentence of the same section that names the same thing; `None` where it gives none."""
    sentence, told = _plain(change.passage or ""), _plain(f"{change.measure}{change.text}")
    place = sentence.find(told)
    if place < 0:
        return None
    clause = re.split(r"[;。]", sentence[place + len(told) :])[0]
    found = _REASON.search(clause)
    own = _quoted(clause[found.start() :]) if found else None
    return own or (_apart(change, sentence, holding) if holding is not None else None)


def _apart(change: Figure, sentence: str, holding: Holding) -> str | None:
    """The reason in a sentence of its own behind that of the change."""
    name = change.path[-1] if change.path else change.label
    passages = [p for p in holding.passages if p.kind == "narrative"]
    at = next((i for i, p in enumerate(passages) if sentence and sentence in _plain(p.text)), None)
    if at is None:
        return None
    behind = _plain(passages[at].text).partition(sentence)[2]
    candidates = [(s, n == 0) for n, s in enumerate(s for s in behind.split("。") if s)]
    for passage in passages[at + 1 :]:
        if passage.subject != passages[at].subject or passage.page not in {None, change.page, (change.page or 0) + 1}:
            break
        # A paragraph that opens with the reason gives that of the change which the paragraph before is of.
        opens = passage is passages[at + 1] and _is_first(change, passages[at].text, holding)
        candidates += [(s, opens and n == 0) for n, s in enumerate(s for s in _plain(passage.text).split("。") if s)]
    for text, next_to in candidates:
        found = _APART.match(text)
        if found is None or not _same_way(found["way"], change):
            continue
        what = _PLACELESS.sub("", found["what"])
        if (not found["what"] and next_to) or (found["what"] and what == _PLACELESS.sub("", name)):
            return _quoted(text)
    return None


def _is_first(change: Figure, paragraph: str, holding: Holding) -> bool:
    """Whether a change comes to as much as the first that its paragraph states: a part that changed by another amount has not the
    whole's reason."""
    said = _plain(paragraph)
    changes = [f for f in holding.stated if CHANGE.search(f.measure) and _plain(f.passage or "\0") in said]
    first = min(changes, key=lambda f: said.find(_plain(f"{f.measure}{f.text}")), default=None)
    alike = [f for f in changes if first is not None and f.path == first.path]
    return any(f.amount == change.amount and f.unit == change.unit for f in alike)


def _same_way(way: str | None, change: Figure) -> bool:
    """Whether a sentence on reasons speaks of a change in the direction of the one stated."""
    return way in {None, "增减", "变动", "变化"} or bool(FALLS.search(way or "")) == bool(FALLS.search(change.measure))


def _plain(text: str) -> str:
    return re.sub(r"[\s“”\"'‘’]+", "", unicodedata.normalize("NFKC", text))


def _quoted(said: str) -> str | None:
    return said[:_LONGEST] + ("…" if len(said) > _LONGEST else "") if len(said) > 6 else None
