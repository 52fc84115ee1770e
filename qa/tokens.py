"""A question with what it names taken out: names, codes, years, columns, levels and amounts become one character each.

The patterns of intents run over such a text, so that no word of a name (占, 和, 比, under) can be taken for grammar. Longest
names win; what is neither a name nor a filler stays as it is and is matched by its pieces later.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from index.glossary import glossary
from qa import asking
from qa.carried import without_taken_in
from qa.counting import without_counting
from qa.exclusions import set_apart
from qa.funded import projects_of_funds
from qa.gloss import without_gloss
from qa.joined import joined_name, joins_sizes
from qa.lexicon import LONGEST, Lexicon, english_key
from qa.marks import CLOSE, OPEN, Mark, Marked, fixed_phrases
from qa.plan import LevelName
from qa.terms import stands_in
from qa.text import code_spans, fold, folded_places
from qa.thresholds import bound_of
from qa.times import Times
from qa.titles import english_stretches, stretches, tables_named
from qa.words import Words

_CJK: Final = r"\u3400-\u9fff"
_AMOUNT: Final = re.compile(
    r"(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(亿|千万|百万|万|千)?(?:元|块钱?)|(?<![\d.])(\d[\d,]*(?:\.\d+)?)\s*(亿|万)(?!人|个|次|台|户|份|张)"
)


_AMOUNT_EN: Final = re.compile(
    r"(?:rmb|cny|¥|￥)\s*(\d[\d,]*(?:\.\d+)?)\s*(million|billion|thousand)?|(\d[\d,]*(?:\.\d+)?)\s*(million|billion|thousand)?\s*(?:yuan|rmb|cny)"
)
# "in units of 100 million yuan" is no amount.
_AS_UNIT: Final = re.compile(
    r"\b(?:in )?units? of (?:100|one hundred|a hundred|10,?000|ten thousand)? ?(?:million|thousand)? ?(?:yuan|rmb)?\b|\bin (?:100|hundred) million(?: yuan)?\b"
)
# "the total 2024 expenditure": the year stands inside the words for the whole.
_YEAR_INSIDE: Final = re.compile(
    r"\b(total|overall|whole|entire|full)\s+([\ue400-\ue4ff])\s+(expenditures?|spending|budget|income|revenue|outlay)"
)


_HYPHENATED: Final = re.compile(
    r"\b((?!(?:year|start|beginning|end|full|final|unit|department|sub|top|per|mid|non|self|out|break|ten|prior)-)[a-z]{3,})-(?=[a-z]{3,})(?!(?:on|level|end)\b)"
)
_SIDE_BY_SIDE: Final = re.compile(
    r"部门(?=[和与、]单位(?!预算|决算))|单位(?=[和与、]部门(?!预算|决算))|(?<=部门[和与、])单位|(?<=单位[和与、])部门"
)
_BOUND: Final = re.compile(
    r"\s*(?:[(（]?含[)）]?)?\s*(?:及?以[上下内]|元?(?:或|及)以上)|\s*(?:or|and) (?:more|above|over)\b"
)
# Names of so many characters are no words of a question by chance.
_VERBATIM: Final = 8
_MORE_THAN_WORDS: Final = re.compile(r"[\d、，,；;/]")
# 截至今年1月底: when something was counted, of no budget year.
_MONTH_END: Final = re.compile(
    r"(?:截至|截止|到)?(?:今年|去年|上年)?(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{1,2})月(?:底|末|份)(?:为止|时)?"
)
_CALLED_PROJECT: Final = re.compile(
    r"([\ue000-\ue3ff])(?=(?:这个|那个|这一|那一|这)?项目(?:[的，,、和与跟比呢是为一共在里中]|[安多][排少]|$)| project(?! (?:expenditure|spending|cost|budget))\b)"
)
_SHORT: Final = 3
# What behind a name makes it that of premises or of those who work there; 所 also stands before verbs (所占, 所需).
_PREMISES: Final = re.compile(
    r"[站室馆厂厅院校园庭](?!内|里|外|在|区)|所(?=的|[经费支]|预算|开支|运行|今年|去年|本年|20|[一共总]|多少|有多|花多|花了|安排|[，,。？?、和与及]|$)"
)
_OF_MONEY: Final = re.compile("(?:费用?|支出|收入|经费|资金|预算|决算|补助|补贴|金额?|款|总?额|数)$")
_SCALE: Final = {"亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 10**3, "million": 10**6, "billion": 10**9, "thousand": 10**3}  # fmt: skip


def surface(text: str) -> str:
    """A question for reading: one width, lower case, quotation marks gone, brackets as gaps, no space beside a Chinese
    character."""
    text = re.sub("(购置|购买|新购|买)了?[一二两三四五六七八九十\\d]{1,3}辆新?(?=公务用车|公车|公务车)", r"\1", text)
    text = re.sub("(?:零点)?几个?(?=亿元?(?:[^元]|$))", "多少", text)  # 是零点几个亿
    body = re.sub(r"\bIT\b", "information technology", unicodedata.normalize("NFKC", text)).lower()
    body = (
        re.sub(r"[\"'“”‘’《》〈〉「」『』]", "", body)
        if re.search(f"[{_CJK}]", body)
        else re.sub(r"[\"“”‘’]", "", body)
    )
    body = re.sub(r"(?<=[a-z])-(and|of|for|to|the|in)-(?=[a-z])", r" \1 ", body)  # goods-and-services
    body = _HYPHENATED.sub(r"\1 ", body)  # home-purchase subsidy; not year-on-year or full-year
    body = re.sub(rf"(?<=[{_CJK}0-9])\s+(?=[{_CJK}])|(?<=[{_CJK}])\s+(?=[{_CJK}0-9])", "", body)
    return " ".join(body.split())


def mark(text: str, language: str, lexicon: Lexicon, words: Words, this_year: int | None, marked: Marked) -> Marked:
    """Mark a question whose organisations are marked already (`marked.body` may hold their characters)."""
    scanner = _Scanner(lexicon, words, this_year, marked)
    text, marked.carried = without_taken_in(surface(text))
    marked.own = not asking.WITHOUT_OWN.search(text)
    text = asking.WITHOUT_OWN.sub(" ", text)
    text = asking.DEPARTMENT_ALONE.sub(lambda m: f" {marked.put(Mark('level', m.group(0), level='unit'))} ", text)
    text = asking.OWN_AND_UNITS.sub("各单位的", text)
    marked.bound = bound_of(text)
    if marked.bound is not None:
        text = text.replace(marked.bound.words, " ", 1)
    text = _MONTH_END.sub(" ", re.sub(r"(?<=[\ue500-\ue5ff])系统", "", text))
    text = without_counting(text, marked)
    body = scanner.tables(scanner.both_sides(text), language)
    body = set_apart(scanner.printed(body), language)
    body = scanner.periods(scanner.levels(scanner.days(body)))
    body = scanner.codes(body)
    body = scanner.amounts(body)
    body = words.recipients.sub(" ", scanner.chinese(words.recipients.sub(" ", body)))
    if language == "en":
        body = without_gloss(scanner.english(_YEAR_INSIDE.sub(r"\2 \1 \3", body)), marked, words)
    body = scanner.called_projects(projects_of_funds(body, marked))
    marked.body = re.sub(r"\s+", " ", body).strip(" ?？。.!！,，")
    return marked


class _Scanner(Times):
    def __init__(self, lexicon: Lexicon, words: Words, this_year: int | None, marked: Marked) -> None:
        super().__init__(lexicon, marked)
        self.words, self.this_year = words, this_year
        self._fixed = fixed_phrases(words)

    def printed(self, body: str) -> str:
        """Printed names that stand in the question word for word, longest first, before anything in them can be taken for
        grammar, a code or a year: long ones, and those with digits (广州12345热线平台) or more than one word's marks."""
        folded, place = folded_places(body)
        held = (n for n in self.lexicon.printed if len(n) >= 4 and n in folded and not n.isdecimal())
        held = (n for n in held if len(n) >= _VERBATIM or _MORE_THAN_WORDS.search(self.lexicon.chinese(n)[0]))
        for name in sorted(held, key=len, reverse=True):
            start = folded.find(name)
            if start >= 0 and name not in self.words.noise_zh:
                char = self.marked.put(Mark("name", name, self.lexicon.chinese(name)))
                body = body[: place[start]] + char + body[place[start + len(name) - 1] + 1 :]
                folded, place = folded_places(body)
        return body

    def tables(self, body: str, language: str) -> str:
        """Tables that the question names: what is asked for is looked up in them (基本支出表中的培训费)."""
        titles = self.lexicon.titles
        english = english_stretches(body) if language == "en" else []
        named = [*(found for found in english if tables_named(found[2], titles)), *stretches(body, titles)]
        for start, stop, name in sorted(named, reverse=True):
            body = body[:start] + self.marked.put(Mark("table", name)) + body[stop:]
        return body

    def called_projects(self, body: str) -> str:
        """伙食补助这个项目, the meal allowance project: a name that is said to be a project's."""
        found = list(_CALLED_PROJECT.finditer(body))
        if not any(self.marked.marks[match.group(1)].kind == "name" for match in found):
            return body
        char = self.marked.put(Mark("sense", "", sense="project"))
        for match in reversed(found):
            if self.marked.marks[match.group(1)].kind == "name":
                body = f"{body[: match.end(1)]}{char}{body[match.end(1) :]}"
        return body

    def both_sides(self, body: str) -> str:
        """基本支出和项目支出都算上: the thing asked for is wanted whole, wherever the two are printed apart."""
        found = self.words.both_sides.search(body)
        rest = self.words.both_sides.sub(" ", body)
        if found is None and asking.ADDED_UP.search(body) and not asking.COMPARES.search(body):
            found, rest = asking.BASIC_AND_PROJECT.search(body), asking.BASIC_AND_PROJECT.sub(" ", body, count=1)
        if found is None or not re.search(rf"[{_CJK}a-z]{{2}}", asking.ADDED_UP.sub(" ", rest.replace("多少", ""))):
            return body
        self.marked.both = True
        return rest

    def levels(self, body: str) -> str:
        """单位和部门各多少: the bare words are levels where they stand side by side."""

        def put(match: re.Match[str]) -> str:
            level: LevelName = "department" if match.group(0) == "部门" else "unit"
            return self.marked.put(Mark("level", match.group(0), level=level))

        return _SIDE_BY_SIDE.sub(put, body)

    def codes(self, body: str) -> str:
        """Classification and project codes, however they are written."""
        for code, start, stop in reversed(code_spans(body)):
            body = body[:start] + self.marked.put(Mark("code", code)) + body[stop:]
        return body

    def amounts(self, body: str) -> str:
        """Amounts of money that the question itself states."""

        def put(match: re.Match[str]) -> str:
            if _BOUND.match(match.string, match.end()):
                return match.group(0)  # 单价100万元以上的设备: the amount tells which things are meant
            number, scale = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
            value = Decimal(number.replace(",", "")) * _SCALE.get(scale or "", 1)
            return self.marked.put(Mark("amount", match.group(0), amount=value))

        return _AMOUNT_EN.sub(put, _AMOUNT.sub(put, _AS_UNIT.sub(" ", body)))

    def chinese(self, body: str) -> str:
        """Chinese names, longest first from the left; fillers and unknown words stay."""
        out: list[str] = []
        at = 0
        while at < len(body):
            char = body[at]
            if char in "()[]":
                out.append(OPEN if char in "([" else CLOSE)
                at += 1
                continue
            if not re.match(f"[{_CJK}a-z0-9]", char) or (
                char.isascii() and at and body[at - 1].isascii() and body[at - 1].isalnum()
            ):
                out.append(char)
                at += 1
                continue
            found = self._compound(body, at) or self._longest(body, at)
            if found is None:
                out.append(char)
                at += 1
            else:
                stop, piece = found
                out.append(piece)
                at = stop
        return "".join(out)

    def _compound(self, body: str, start: int) -> tuple[int, str] | None:
        """水电费: names that share their last character, run together; the whole must be no name, each part one."""
        for stop in range(start + 3, min(len(body), start + 5) + 1):
            text = body[start:stop]
            if not re.fullmatch(f"[{_CJK}]+", text) or self.lexicon.chinese(text):
                return None
            members = tuple(part + text[-1] for part in text[:-1])
            if all(self.lexicon.is_own_name(member) for member in members):
                return stop, self.marked.put(Mark("group", text, members))
        return None

    def _cuts_a_word(self, body: str, start: int, stop: int) -> bool:
        """Whether a short name only comes about by the words around it, as a printed name that holds them all shows (制服 of 反制服务)."""
        around = body[start - 1 : stop + 1] if start else ""
        if stop - start > _SHORT or not re.fullmatch(f"[{_CJK}]{{{stop - start + 2}}}", around):
            return False
        held = [name for name in self.lexicon.printed if around in name]
        return bool(held) and not any(stands_in(body[start:stop], name) for name in held)

    def _longest(self, body: str, start: int) -> tuple[int, str] | None:
        """The longest name, filler or fixed phrase that begins here: where it ends and what stands for it."""
        best: tuple[int, str | None, tuple[str, ...]] | None = None
        text = ""
        for stop in range(start, min(len(body), start + LONGEST)):
            char = body[stop]
            if char.isalnum():
                text += char
            elif char not in "()[]·.-—/" or not text:
                break
            else:
                continue
            if stop + 1 < len(body) and body[stop].isascii() and body[stop + 1].isascii() and body[stop + 1].isalnum():
                continue  # never cut a Latin word or a number
            empty = text in self.words.noise_zh and not self.lexicon.is_printed(text)
            empty |= text in self.words.groups and not self.lexicon.is_own_name(text)  # several things by one word
            if len(text) >= 2 and not empty and (forms := self.lexicon.chinese(text)):
                best = (stop + 1, None, forms)
            elif (text in self._fixed or text in self.words.noise_zh) and (best is None or stop + 1 > best[0]):
                best = (stop + 1, text, ())
        if best is None:
            return None
        stop, fixed, forms = best
        if fixed is None and self._cuts_a_word(body, start, stop):
            return None
        if fixed is None and (behind := _PREMISES.match(body, stop)) and not _OF_MONEY.search(body[start:stop]):
            name = body[start : behind.end()]  # 司法所 is a body or a place of its own, not 司法
            return behind.end(), self.marked.put(Mark("name", name, (name,)))
        if fixed is None:
            name = body[start:stop]
            return stop, self.marked.put(Mark("name", name, tuple(dict.fromkeys((*self._own(name), *forms)))))
        made = self._fixed.get(fixed)
        made_mark = made(self.this_year) if made else None
        if made_mark is None:
            stop = self._before_name(body, start, stop)
        return stop, self.marked.put(made_mark) if made_mark else body[start:stop]

    def _before_name(self, body: str, start: int, stop: int) -> int:
        """Where a filler ends that the beginning of a name seems to make longer (那项 of 那|项目支出)."""
        for at in range(start + 1, stop):
            ends = range(max(stop + 1, at + _SHORT + 1), min(at + 12, len(body)) + 1)
            if any(self.lexicon.is_own_name(fold(body[at:end])) for end in ends):
                return at
        return stop

    @staticmethod
    def _own(name: str) -> tuple[str, ...]:
        return (name,) if re.search(f"[{_CJK}]", name) else ()

    def english(self, body: str) -> str:
        """English names, longest first; other words stay."""
        pieces = re.findall(rf"[\ue000-\ue8ff\x02\x03]|[{_CJK}]+|[a-z0-9&%]+(?:['-][a-z0-9%]+)*|[^\s\w]", body)
        out: list[str] = []
        at = 0
        while at < len(pieces):
            joint = joined_name(pieces, at, self.lexicon, self.words, self._is_name)
            phrase = self._phrase(pieces, at)
            for length in range(min(10, len(pieces) - at), 0, -1):
                if joint is not None and length < joint.length:
                    text = " ".join(pieces[at : at + joint.length])
                    forms = [form for name in joint.names for form in (*self.lexicon.chinese(name), name)]
                    out.append(self.marked.put(Mark("name", text, tuple(dict.fromkeys(forms)))))
                    at += joint.length
                    break
                if length < phrase:
                    text = " ".join(pieces[at : at + phrase])
                    out.append(self.marked.put(Mark("phrase", text, glossary().pieces(text)[0].fragments)))
                    at += phrase
                    break
                part = pieces[at : at + length]
                if not all(re.fullmatch(r"[a-z0-9&%'-]+", word) for word in part):
                    continue
                made = self._english_mark(" ".join(part), length)
                if made is not None:
                    out.append(self.marked.put(made))
                    at += length
                    break
            else:
                out.append(pieces[at])
                at += 1
        return " ".join(out)

    def _phrase(self, pieces: Sequence[str], at: int) -> int:
        """How many words from here are a phrase of the glossary (motor vehicle, privately run), 0 if they are none."""
        for length in range(min(glossary().longest, len(pieces) - at), 1, -1):
            part = pieces[at : at + length]
            if not all(re.fullmatch(r"[a-z][a-z-]*", word) and word not in self.words.change_en for word in part):
                continue
            found = glossary().pieces(" ".join(part))
            if len(found) == 1 and found[0].fragments and self._one_thing(part, found[0].fragments):
                return length
        return 0

    def _one_thing(self, part: Sequence[str], fragments: tuple[str, ...]) -> bool:
        """Whether a phrase is one thing: one with a connector in it (water and electricity) if a name is printed so."""
        apart = self.words.connectors_en & set(part) and not joins_sizes(part)
        return not apart or any(map(self.lexicon.is_printed, self.lexicon.holding(fragments)))

    def _is_name(self, phrase: str) -> bool:
        """Whether an English phrase names something by itself."""
        made = self._english_mark(phrase, len(phrase.split()))
        return made is not None and made.kind in {"name", "whole", "aspect"}

    def _english_mark(self, phrase: str, length: int) -> Mark | None:
        fixed = self._fixed.get(phrase) or self._fixed.get(phrase.replace("-", " ").removesuffix("'s"))
        if fixed is not None:
            return fixed(self.this_year)
        if length == 1 and phrase in self.words.noise_en:
            return None
        forms = self.lexicon.english(english_key(phrase))
        return Mark("name", phrase, forms) if forms else None
