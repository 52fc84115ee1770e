"""From the asker's words to printed names: exact, by alias, by likeness of characters, by meaning.

The order is by trust. Likeness counts characters in order, so that DNA检验耗材 finds DNA检验数据耗材经费; digits and unknown
words are never bent to fit. What of the words no printed name accounts for is kept (`unmatched`): an answer to half
a question is refused, not given.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from index.glossary import glossary
from qa.lexicon import Lexicon, Name, Token, core
from qa.likeness import Need, coverage, likeness, pairs_of, shared_part
from qa.plan import Item, Language
from qa.text import fold


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

# Meaning alone decides nothing: measured on real labels, cosines of right and wrong names overlap (执法记录仪 lies at 0.68
# from 执法办案, 无人机采购 at 0.56 from 公务用车购置费). A name is used when its characters, or the glossary's words for the
# asker's, account for most of the mention and meaning agrees; what meaning alone suggests is offered, not used.
AGREES: Final = 0.45
COVERED: Final = 0.6
OFFERED: Final = 0.35
CLOSE: Final = 0.6
MARGIN: Final = 0.04
LIKE: Final = 0.62

_KINDS: Final = ("item", "project", "measure", "table")


@dataclass(frozen=True, slots=True)
class Scored:
    """A printed label with how well it fits the words, and what of the words it leaves over."""

    label: str
    kind: str
    score: float
    leftover: str
    by: str


class Matcher:
    """Matches mentions against one lexicon and one label search (both fixed at construction)."""

    def __init__(self, lexicon: Lexicon, search: Search, language: Language) -> None:
        self.lexicon, self.search, self.language = lexicon, search, language
        self._edge = (
            "".join(word for word in lexicon.words.noise_zh if len(word) == 1) + " |和与跟同之把被将给让用付买从到比较"
        )

    def items(self, mention: str) -> list[Item]:
        """The things a mention asks for, in order. Words that name nothing printed give an item with match `none`."""
        tokens = self.lexicon.scan(mention, self.language)
        return self._english(tokens) if self.language == "en" else self._chinese(tokens)

    def strip(self, text: str) -> str:
        """A mention without filler characters at its edges, unless hardly anything would be left (在职)."""
        body = text.strip(self._edge)
        return text.strip() if len(body) == 1 and len(text.strip()) > 1 and body not in self._edge else body

    # --- Chinese -----------------------------------------------------------------------------------------------------

    def _chinese(self, tokens: Sequence[Token]) -> list[Item]:
        found: list[Item] = []
        for group in _groups(tokens):
            inside: list[Item] = []
            for run in self._runs(group):
                inside += self._run(run)
            found += _cross(inside)
        return _spread_head(found, self._whole)

    def _runs(self, tokens: Sequence[Token]) -> list[list[Token]]:
        """Content between noise."""
        runs: list[list[Token]] = [[]]
        for token in tokens:
            if token.kind == "noise" or (token.kind == "unknown" and not self.strip(token.text)):
                runs.append([])
            else:
                runs[-1].append(token)
        return [run for run in runs if run]

    def _run(self, run: Sequence[Token]) -> list[Item]:
        """One unbroken stretch of content: as a whole first, then its known parts."""
        text = "".join(token.text for token in run)
        known = [token for token in run if token.kind == "known"]
        if len(run) == 1 and known:
            return [named(run[0])]
        pieces = _split_compound(self.strip(text), self.lexicon)
        if pieces:
            return pieces
        whole = self._like(text)
        rest = self.strip("".join(token.text for token in run if token.kind == "unknown"))
        if whole is not None and not whole.unmatched and (rest or len(known) > 1):
            return [whole]
        if known and not rest:
            return [named(token) for token in known]
        if not self.strip(text):
            return []
        meant = self._mean(self.strip(text))
        if meant.found or not known:
            return [whole if whole is not None and not meant.found else meant]
        items = [named(token) for token in known]
        return [
            items[0].model_copy(update={"unmatched": rest, "text": self.strip(text), "nearest": meant.nearest}),
            *items[1:],
        ]

    def _whole(self, text: str) -> Item | None:
        names = self.lexicon.chinese.get(fold(text))
        return named(Token("known", text, names)) if names else self._like(text)

    def _like(self, text: str) -> Item | None:
        """The printed name most like the words, if one is like enough."""
        body = self.strip(text)
        if len(fold(body)) < 2:
            return None
        scored: list[Scored] = []
        for label, kind in dict.fromkeys((hit.text, hit.kind) for hit in self.search(body, _KINDS)):
            score, leftover = likeness(body, label)
            if score >= LIKE:
                scored.append(Scored(label, kind, score, self.strip(leftover), "lexical"))
        if not scored:
            return None
        scored.sort(key=lambda s: (bool(s.leftover), -s.score, len(s.label)))
        best = scored[0]
        near = tuple(dict.fromkeys(s.label for s in scored[1:] if s.score >= best.score - 0.1))
        return _item(body, best, near[:4])

    def _mean(self, body: str) -> Item:
        """The printed name that means the words and shares most of their characters; else the nearest, as an offer."""
        hits = self._by_meaning(body)
        nearest = _offers(body, hits)
        fits: list[Scored] = []
        for hit in hits:
            share = shared_part(body, hit.text)
            if (hit.semantic or 0) >= AGREES and share >= COVERED:
                fits.append(Scored(hit.text, hit.kind, (hit.semantic or 0) * share, "", "semantic"))
        fits.sort(key=lambda s: -s.score)
        if fits and not any(
            fold(s.label) != fold(fits[0].label) and fits[0].score - s.score < MARGIN for s in fits[1:]
        ):
            return _item(body, fits[0], nearest)
        return Item(text=body, match="none", unmatched=body, nearest=nearest)

    def _by_meaning(self, text: str) -> list[Hit]:
        hits = [hit for hit in self.search(text, _KINDS) if hit.semantic is not None]
        return sorted(hits, key=lambda hit: -(hit.semantic or 0.0))

    # --- English -----------------------------------------------------------------------------------------------------

    def _english(self, tokens: Sequence[Token]) -> list[Item]:
        """English words: known phrases, and names reached through the glossary where words are left over."""
        found: list[Item] = []
        for group in _groups(tokens):
            found += _cross(self._english_group(group))
        return found

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
        if len(known) > 1 or (known and known[0].names[0].kind in {"expenditure", "income"}):
            known = [token for token in known if token.names[0].kind not in {"expenditure", "income"}]
        meant = self._through_glossary(phrase, group)
        if meant.found or not known:
            return [meant]
        items = [named(token) for token in known]
        return [items[0].model_copy(update={"unmatched": rest, "text": phrase, "nearest": meant.nearest}), *items[1:]]

    def _through_glossary(self, phrase: str, group: Sequence[Token]) -> Item:
        """The printed name that the glossary's words for a phrase account for best, if meaning does not disagree."""
        meaning = {fold(hit.text): hit.semantic or 0.0 for hit in self._by_meaning(phrase)}
        nearest = _offers(phrase, self._by_meaning(phrase))
        needs = self._needs(group)
        scored: list[tuple[float, float, int, str, str]] = []
        for folded, pairs in self.lexicon.by_fold.items():
            covered = coverage(needs, folded)
            if covered >= COVERED:
                text, kind = pairs[0]
                scored.append((covered, meaning.get(folded, 0.0), -len(folded), text, kind))
        scored.sort(reverse=True)
        if not scored:
            return Item(text=phrase, match="none", unmatched=phrase, nearest=nearest)
        best = scored[0]
        alike = [
            s for s in scored[1:] if s[0] == best[0] and abs(s[1] - best[1]) < MARGIN and fold(s[3]) != fold(best[3])
        ]
        if best[0] < 0.99 and best[1] < AGREES:
            return Item(text=phrase, match="none", unmatched=phrase, nearest=(best[3], *nearest)[:4])
        if alike:
            names = tuple(dict.fromkeys((best[3], *(s[3] for s in alike))))
            return Item(text=phrase, match="none", unmatched="", nearest=names[:6])
        return _item(
            phrase, Scored(best[3], best[4], round(best[0] * max(best[1], AGREES), 3), "", "semantic"), nearest
        )

    def _needs(self, group: Sequence[Token]) -> list[Need]:
        """What a printed name must contain to account for a phrase: fragments for each of its pieces."""
        needs: list[Need] = []
        for token in group:
            if token.kind == "known":
                cores = tuple(core(label) for name in token.names for label in name.labels or (name.official,) if label)
                needs.append(Need(len(token.text.split()), tuple(c for c in cores if c)))
            elif token.kind == "unknown":
                for piece in glossary().pieces(token.text):
                    literal = tuple(word for word in token.text.split() if len(word) > 1)
                    own = literal if not piece.fragments and piece.words[0] in literal else ()
                    needs.append(Need(len(piece.words), (*(fold(f) for f in piece.fragments), *own)))
        return needs


def _offers(words: str, hits: Sequence[Hit]) -> tuple[str, ...]:
    """Names worth offering where none is certain: near in meaning and, in Chinese, with characters in common."""
    near: list[str] = []
    for hit in hits:
        together = pairs_of(fold(words)) & pairs_of(fold(hit.text))
        if (hit.semantic or 0) >= (OFFERED if together else CLOSE):
            near.append(hit.text)
    return tuple(dict.fromkeys(near))[:4]


def _groups(tokens: Sequence[Token]) -> list[list[Token]]:
    """Tokens between connectors (和, 、, and)."""
    groups: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "connector":
            groups.append([])
        else:
            groups[-1].append(token)
    return [group for group in groups if group]


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
        return Item(text=token.text, table_titles=labels, match="title", confidence=0.9)
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
    titles = (best.label,) if best.kind == "table" else ()
    return Item(
        text=text,
        labels=() if measure or titles else (best.label,),
        table_titles=titles,
        measure=measure,
        match="semantic" if best.by == "semantic" else "lexical",
        confidence=round(best.score, 3),
        unmatched=best.leftover,
        nearest=near,
    )


def _cross(items: list[Item]) -> list[Item]:
    """A column named beside a row (公用经费里的差旅费) is that row's column, not a thing of its own."""
    rows = [item for item in items if item.labels or item.table_titles or not item.found]
    columns = [item for item in items if item.measure and not item.labels]
    if len(rows) == 1 and columns and rows[0].found and len(items) == 1 + len(columns):
        return [rows[0].model_copy(update={"measure": columns[-1].measure})]
    if len(columns) > 1 and len(columns) == len(items):
        return [columns[-1]]  # 基本支出里的人员经费: the inner column
    return items


def _spread_head(items: list[Item], match: Callable[[str], Item | None]) -> list[Item]:
    """在职和离退休党建经费: modifiers without a name of their own take the head that follows them."""
    if len(items) < 2 or not items[-1].found or not items[-1].labels:
        return items
    head = items[-1]
    if all(item.found for item in items[:-1]):
        return items
    spread: list[Item] = []
    for item in items[:-1]:
        whole = item if item.found else match(item.text + head.text)
        if whole is None or not whole.labels:
            return items
        # 在职 against 离退休: the head alone is what the other modifier leaves over.
        spread.append(whole.model_copy(update={"unmatched": ""}) if whole.labels == head.labels else whole)
    named_once = len({item.labels for item in spread}) == len(spread)
    return spread if named_once and any(item.labels == head.labels for item in spread) else items


def _split_compound(text: str, lexicon: Lexicon) -> list[Item]:
    """水电费: two names that share their last character, run together; each must be printed."""
    if not 3 <= len(text) <= 5 or text in lexicon.chinese:
        return []
    head, parts = text[-1], text[:-1]
    names = [lexicon.chinese.get(part + head) for part in parts]
    if all(names):
        return [named(Token("known", part + head, found)) for part, found in zip(parts, names, strict=True) if found]
    return []
