"""From the asker's words to printed names: exact, by alias, by likeness of characters, by meaning.

The order is by trust. Likeness counts characters in order, so that DNA检验耗材 finds DNA检验数据耗材经费; digits and unknown
words are never bent to fit. What of the words no printed name accounts for is kept (`unmatched`): an answer to half
a question is refused, not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from qa.lexicon import Lexicon, Name, Token
from qa.plan import Item, Language
from qa.text import fold, is_subsequence


class Hit(Protocol):
    """What a label search returns (see `index.retrieval.LabelHit`)."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def semantic(self) -> float | None: ...


Search = Callable[[str, Sequence[str]], Sequence[Hit]]
"""(query, label kinds) → hits, best first."""

# Cosine of the multilingual sentence encoder: measured over 40 questions on 50 labels, right names lie at 0.45 and
# above, unrelated ones at 0.35 and below (eval/README.md). Between the two a name is offered, not used.
CERTAIN: Final = 0.50
OFFERED: Final = 0.30
MARGIN: Final = 0.04
LIKE: Final = 0.62

_KINDS: Final = ("item", "project", "measure", "table")
_EDGE: Final = "的里中内上下和与跟同是为有要在对就会能得了吗呢个及其之把被将给让用付买"


@dataclass(frozen=True, slots=True)
class Scored:
    """A printed label with how well it fits the words, and what of the words it leaves over."""

    label: str
    kind: str
    score: float
    leftover: str
    by: str


def likeness(words: str, label: str) -> tuple[float, str]:
    """How much a label is like the words, 0 to 1, and the words' characters that it lacks.

    1 is the same name. Words whose characters all stand in the label in order score by the share of it they cover.
    """
    a, b = fold(words), fold(label)
    if not a or not b:
        return 0.0, a
    if a == b:
        return 1.0, ""
    if is_subsequence(a, b) and len(a) >= 3 and _shares_pairs(a, b):
        return 0.65 + 0.3 * len(a) / len(b), ""
    if b in a:
        rest = a.replace(b, "", 1)
        return 0.45 + 0.45 * len(b) / len(a), rest
    common = _common(a, b)
    pairs = _pairs(a) & _pairs(b)
    share = len(common) / len(a)
    if len(common) >= 3 and len(pairs) >= 2 and share >= 0.6:
        return 0.3 + 0.3 * share + 0.15 * len(common) / len(b), _missing(a, common)
    return 0.0, a


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _shares_pairs(short: str, long: str) -> bool:
    """Whether characters found in order also stand side by side often enough to be the same words."""
    return len(_pairs(short) & _pairs(long)) * 2 >= len(_pairs(short))


def _common(a: str, b: str) -> str:
    """Longest common subsequence (short strings: labels and mentions)."""
    rows = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            rows[i + 1][j + 1] = rows[i][j] + x if x == y else max(rows[i][j + 1], rows[i + 1][j], key=len)
    return rows[-1][-1]


def _missing(text: str, common: str) -> str:
    left, rest = list(common), []
    for char in text:
        if left and char == left[0]:
            left.pop(0)
        else:
            rest.append(char)
    return "".join(rest)


class Matcher:
    """Matches mentions against one lexicon and one label search (both fixed at construction)."""

    def __init__(self, lexicon: Lexicon, search: Search, language: Language) -> None:
        self.lexicon, self.search, self.language = lexicon, search, language

    def items(self, mention: str) -> list[Item]:
        """The things a mention asks for, in order. Words that name nothing printed give an item with match `none`."""
        tokens = self.lexicon.scan(mention, self.language)
        return self._english(mention, tokens) if self.language == "en" else self._chinese(tokens)

    # --- Chinese -----------------------------------------------------------------------------------------------------

    def _chinese(self, tokens: Sequence[Token]) -> list[Item]:
        runs = _runs(tokens)
        found: list[Item] = []
        for run in runs:
            found += self._run(run)
        return _spread_head(_cross(found), self._whole)

    def _run(self, run: Sequence[Token]) -> list[Item]:
        """One unbroken stretch of content: as a whole first, then its known parts."""
        text = "".join(token.text for token in run)
        known = [token for token in run if token.kind == "known"]
        if len(run) == 1 and known:
            return [named(run[0])]
        whole = self._like(text)
        rest = "".join(token.text for token in run if token.kind == "unknown").strip(_EDGE)
        if whole is not None and not whole.unmatched and (rest or len(known) > 1):
            return [whole]
        pieces = _split_compound(text, self.lexicon) if not known else []
        if pieces:
            return pieces
        if known and not rest:
            return [named(token) for token in known]
        if not known:
            return [whole or self._mean(text)] if text.strip(_EDGE) else []
        meant = self._mean(text)
        if meant.found:
            return [meant]
        items = [named(token) for token in known]
        return [items[0].model_copy(update={"unmatched": rest, "text": text}), *items[1:]]

    def _whole(self, text: str) -> Item | None:
        names = self.lexicon.chinese.get(fold(text))
        return named(Token("known", text, names)) if names else self._like(text)

    def _like(self, text: str) -> Item | None:
        """The printed names most like the words, if like enough."""
        body = text.strip(_EDGE)
        if len(fold(body)) < 2:
            return None
        scored: list[Scored] = []
        for label, kind in self._near(body):
            score, leftover = likeness(body, label)
            if score >= LIKE:
                scored.append(Scored(label, kind, score, leftover, "lexical"))
        if not scored:
            return None
        scored.sort(key=lambda s: (bool(s.leftover.strip(_EDGE)), -s.score, len(s.label)))
        best = scored[0]
        near = tuple(dict.fromkeys(s.label for s in scored[1:] if s.score >= best.score - 0.1))
        return _item(body, best, near[:4])

    def _near(self, text: str) -> Iterable[tuple[str, str]]:
        hits = self.search(text, _KINDS[:3])
        return dict.fromkeys((hit.text, hit.kind) for hit in hits)

    def _mean(self, text: str) -> Item:
        """The printed name that means the words, where one clearly does; else what comes nearest, as an offer."""
        body = text.strip(_EDGE) or text
        hits = [hit for hit in self.search(body, _KINDS) if hit.semantic is not None and hit.kind != "table"]
        hits.sort(key=lambda hit: -(hit.semantic or 0.0))
        nearest = tuple(dict.fromkeys(hit.text for hit in hits if (hit.semantic or 0) >= OFFERED))[:4]
        if hits and (hits[0].semantic or 0) >= CERTAIN:
            best = hits[0]
            second = next((hit.semantic or 0.0 for hit in hits[1:] if fold(hit.text) != fold(best.text)), 0.0)
            shared = bool(set(fold(body)) & set(fold(best.text))) or body.isascii()
            if (best.semantic or 0) - second >= MARGIN and shared:
                return _item(body, Scored(best.text, best.kind, best.semantic or 0, "", "semantic"), nearest[1:])
        return Item(text=body, match="none", unmatched=body, nearest=nearest)

    # --- English -----------------------------------------------------------------------------------------------------

    def _english(self, mention: str, tokens: Sequence[Token]) -> list[Item]:
        """English words: known phrases, and the whole mention by meaning where words are left over."""
        groups: list[list[Token]] = [[]]
        for token in tokens:
            if token.kind == "connector":
                groups.append([])
            else:
                groups[-1].append(token)
        found: list[Item] = []
        for group in groups:
            found += self._english_group(group)
        return _cross(found)

    def _english_group(self, group: Sequence[Token]) -> list[Item]:
        known = [token for token in group if token.kind == "known"]
        rest = " ".join(token.text for token in group if token.kind == "unknown")
        phrase = " ".join(token.text for token in group if token.kind != "noise")
        if not phrase.strip():
            return []
        if known and not rest:
            return [named(token) for token in known]
        chinese = [token for token in group if token.kind == "unknown" and not token.text.isascii()]
        if chinese:
            like = self._like(chinese[0].text)
            return [like] if like else [self._mean(chinese[0].text)]
        meant = self._mean(phrase)
        if meant.found:
            return [meant]
        if not known:
            return [meant]
        items = [named(token) for token in known]
        return [items[0].model_copy(update={"unmatched": rest, "text": phrase, "nearest": meant.nearest}), *items[1:]]


def named(token: Token) -> Item:
    """An item for a token that names something outright."""
    names = token.names
    best = min(names, key=_preference)
    same = [name for name in names if name.kind == best.kind]
    labels = tuple(dict.fromkeys(label for name in same for label in name.labels))
    others = tuple(dict.fromkeys(text for name in names if name.kind in {"item", "project"} for text in name.labels))
    alias = best.alias
    if best.kind in {"expenditure", "income"}:
        return Item(
            text=token.text, total="income" if best.kind == "income" else "expenditure", match="total", confidence=1
        )
    if best.kind == "unprinted":
        return Item(text=token.text, match="none", unmatched=token.text, nearest=(), labels=(), confidence=0)
    if best.kind == "table":
        return Item(text=token.text, table_title=labels[0], match="title", confidence=0.9)
    if best.kind == "measure":
        return Item(
            text=token.text, measure=labels[0], labels=others, match="alias" if alias else "exact", confidence=1
        )
    both = [name for name in names if name.kind == "measure"]
    return Item(
        text=token.text,
        labels=tuple(dict.fromkeys((*labels, *others))),
        measure=None,
        match="alias" if alias else "exact",
        confidence=0.95 if alias else 1,
        nearest=tuple(label for name in both for label in name.labels),
    )


def _preference(name: Name) -> tuple[int, int]:
    order = ("item", "project", "measure", "table", "expenditure", "income", "indicator", "unprinted")
    return (order.index(name.kind), int(name.alias))


def _item(text: str, best: Scored, near: tuple[str, ...]) -> Item:
    measure = best.label if best.kind == "measure" else None
    return Item(
        text=text,
        labels=() if measure else (best.label,),
        measure=measure,
        match="semantic" if best.by == "semantic" else "lexical",
        confidence=round(best.score, 3),
        unmatched=best.leftover.strip(_EDGE),
        nearest=near,
    )


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Content between noise and connectors. One-character filler at a run's edges is dropped."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in {"noise", "connector"} or (token.kind == "unknown" and not token.text.strip(_EDGE + " ")):
            runs.append([])
        else:
            runs[-1].append(token)
    return [run for run in runs if run]


def _cross(items: list[Item]) -> list[Item]:
    """A column named beside a row (公用经费里的差旅费) is that row's column, not a thing of its own."""
    rows = [item for item in items if item.labels or item.table_title or not item.found]
    columns = [item for item in items if item.measure and not item.labels]
    if len(rows) == 1 and len(columns) == 1 and rows[0].found:
        return [rows[0].model_copy(update={"measure": columns[0].measure})]
    return items


def _spread_head(items: list[Item], match: Callable[[str], Item | None]) -> list[Item]:
    """在职和离退休党建经费: modifiers without a name of their own take the head that follows them."""
    if len(items) < 2 or not items[-1].found or not items[-1].labels:
        return items
    loose = [item for item in items[:-1] if not item.found]
    if not loose or len(loose) != len(items) - 1:
        return items
    head = items[-1]
    spread: list[Item] = []
    for item in loose:
        whole = match(item.text + head.text)
        if whole is None or not whole.labels or whole.labels[0] in (other.labels[0] for other in spread):
            continue
        spread.append(whole)
    labels = {label for item in spread for label in item.labels}
    if len(spread) == len(loose) and len(labels) == len(spread):
        return spread
    others = [item for item in spread if item.labels[0] not in head.labels]
    return [*others, head] if others else items


def _split_compound(text: str, lexicon: Lexicon) -> list[Item]:
    """水电费: two names that share their last character, run together; each must be printed."""
    body = text.strip(_EDGE)
    if not 3 <= len(body) <= 5:
        return []
    head, parts = body[-1], body[:-1]
    names = [lexicon.chinese.get(part + head) for part in parts]
    if all(names):
        return [named(Token("known", part + head, found)) for part, found in zip(parts, names, strict=True) if found]
    return []
