"""What a document says of itself: organisation, code, level, fiscal year, basis, publication. Unknown stays `None`.

Does: weigh where each is said (title, label, form, sentence). Does not: guess, or trust the file's name, which is
whoever saved the file's. Words are in `facts.toml`; what a body's name looks like is in `bodies`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from ingest.bodies import HAN, canonical, is_body, plain, vocabulary, words
from ingest.catalogue import catalogue
from ingest.headers import fold_head
from ingest.model import Basis, Block, Facts, Grid, Level, TextLine

_NAME = rf"[{HAN}（）()·]{{4,40}}"
# 140003-拉… : a budget unit's code (6 digits or more, no letters) joined to its name.
_CODED_NAME = re.compile(rf"^\s*(\d{{6,12}})\s*[-—－]\s*({_NAME})\s*$")
_LABELLED_CODE = r"(?:[\[(（【]?(\d{3,12})[\])）】]?\s*[-—－_|]?\s*)?"
_CODE = re.compile(r"^\s*\d{3,12}\s*$")
_YEAR = re.compile(r"(20\d\d)\s*年(?:度)?")
_ONLY_YEAR = re.compile(r"^[（(]?\s*(20\d\d)\s*年度?\s*[)）]?$")
_DATE = r"(20\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*日?"
_TITLE_WORDS = re.compile(r"预算|决算")
_TITLE_ENDS = re.compile(r"(?:预算|决算)(?:信息|情况|编制|草案|公开|说明|报告|文本|报表|表|书)*(?:[(（].{1,12}[)）])?$")
# Funds are called 预算 in final accounts, too.
_FUNDS = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算|年初预算|预算财政拨款|预算单位|预算绩效|预决算")
_SENTENCE = re.compile(r"[。；;:：]|\d\.\d|\.{3}|…")
# Words of a title that are not part of the organisation's name before or after them.
_AROUND = re.compile(
    r"^[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分|20\d\d\s*年(?:度|初)?|^附件\d*[:：]?|^关于"
    r"|(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:（[^）]{0,60}）)?(?:所属)?(?:综合)?"
    r"(?:整体)?(?:预算|决算)(?:公开)?(?:信息|说明|报告|草案|情况|表|编制)*.*$|公开$|概况$|基本情况$"
)
_DESCRIBED = re.compile(
    rf"^(?:第.{{1,3}}部分|[（(]?[一二三四五六七八九十]+[)）]?、?)?\s*([{HAN}（）]{{4,40}}?)(?:[（(]以下简称[^)）]*[)）])?"
    r"(?:是(?:主管|负责|.{0,40}(?:部门|单位|机构|机关|组织))|的?(?:主要职[能责]|机构设置|部门概况|单位概况|概况)$)"
)
_PAIR_HEADS = frozenset({"部门名称", "单位名称", "预算部门", "预算单位", "编制单位", "填报单位", "部门", "单位"})
_HEAD = 60  # lines among which labels are looked for: a web page's foot names who runs the site, not whose budget it is


def find_facts(blocks: Sequence[Block], captions: Sequence[TextLine] = (), published: str | None = None) -> Facts:
    """Facts from the blocks of a document, the captions inside its grids (部门：某局) and the date in a page's head.

    Titles weigh more than running text, printed codes more than titles.
    """
    lines = [replace(line, text=plain(line.text)) for line in (*blocks, *captions) if isinstance(line, TextLine)]
    titles = [line.text for line in lines if _TITLE_WORDS.search(line.text) and len(line.text) <= 60]
    cover = _cover_texts(lines)
    code, organization = _organization(blocks, lines, [replace(c, text=plain(c.text)) for c in captions], cover)
    title = _title(cover, titles, organization)
    return Facts(
        organization=organization,
        organization_code=code or _code(lines),
        level=_level(title, lines),
        fiscal_year=_fiscal_year([*(t for t in cover if _TITLE_WORDS.search(t)), *titles], blocks),
        basis=_basis(title, titles, blocks),
        published=_published(lines, published),
        title=title,
    )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, TextLine):
            yield plain(block.text)
        else:
            for row in block.rows:
                yield from map(plain, row.texts)


# -- whose it is ----------------------------------------------------------------------------------------------------


def _organization(
    blocks: Sequence[Block], lines: Sequence[TextLine], captions: Sequence[TextLine], cover: Sequence[str]
) -> tuple[str | None, str | None]:
    """Code and name, from the surest place that names one."""
    printed = _most(filter(None, (_coded(line.text) for line in lines)))
    if printed:
        return printed
    columns = Counter(filter(None, (_coded(text) for text in _unit_columns(blocks))))
    on_cover, titled = _cover_organization(cover)
    named_code, named = _named([*captions, *lines], vocabulary().labels["name"])
    name = (on_cover if titled else None) or named
    if columns and not name:
        return _most(columns.elements()) or (None, None)
    name = (
        name
        or on_cover
        or _paired(blocks)
        or _named([*captions, *lines], vocabulary().labels["superior"])[1]
        or _described(lines)
    )
    code = next((code for code, body in (*columns, *_listed(blocks)) if body == name), None)
    return code or (named_code if name == named else None), name


def _most(found: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """The one printed most, ties by first place."""
    ranked = Counter(found).most_common(1)
    return ranked[0][0] if ranked else None


def _coded(text: str) -> tuple[str, str] | None:
    match = _CODED_NAME.match(plain(text))
    name = canonical(match.group(2)) if match else ""
    return (match.group(1), name) if match and is_body(name) else None


def _unit_columns(blocks: Sequence[Block]) -> Iterable[str]:
    """The cells under a head that names the unit: outside the classification, where codes are items'."""
    for block in blocks:
        if isinstance(block, Grid) and block.rows:
            heads = [fold_head(text) for text in block.rows[0].texts]
            places = [i for i, head in enumerate(heads) if head in _PAIR_HEADS]
            for row in block.rows:
                yield from (row.texts[i] for i in places if i < len(row.texts))


def _listed(blocks: Sequence[Block]) -> Iterable[tuple[str, str]]:
    """Code and name of the units that a table lists, 部门代码 beside 部门名称."""
    codes = {*vocabulary().labels["code"]}
    for block in blocks:
        if not isinstance(block, Grid) or not block.rows:
            continue
        heads = [fold_head(text) for text in block.rows[0].texts]
        for place, (left, right) in enumerate(pairwise(heads)):
            if left in codes and right in _PAIR_HEADS:
                cells = (row.texts[place : place + 2] for row in block.rows[1:])
                yield from ((c[0].strip(), canonical(c[1])) for c in cells if len(c) == 2 and _CODE.match(c[0]))


@lru_cache(maxsize=8)
def _label(labels: tuple[str, ...]) -> re.Pattern[str]:
    # A name that goes on in letters or crosses (某区XX单位) is a blank to fill in.
    return re.compile(
        rf"(?<![{HAN}])(?:{words(list(labels))})(?:[（(][{HAN}]{{1,6}}[)）])?\s*[:：]\s*{_LABELLED_CODE}({_NAME})"
        rf"(?![{HAN}A-Za-zXx×*○_])"
    )


def _named(lines: Sequence[TextLine], labels: list[str]) -> tuple[str | None, str | None]:
    """Code and name behind one of the labels: the name printed most among the first lines, ties by first place."""
    found: list[tuple[str, str]] = []
    for line in lines[:_HEAD]:
        for match in _label(tuple(labels)).finditer(line.text):
            name = canonical(re.sub(r"(?:金额单位|单位|编制日期|日期)$", "", match.group(2)))
            if not vocabulary().not_body.search(name):
                found.append((match.group(1) or "", name))
    names = _most(("", name) for _, name in found)
    if names is None:
        return None, None
    return next((code for code, name in found if code and name == names[1]), None), names[1]


def _code(lines: Sequence[TextLine]) -> str | None:
    pattern = re.compile(rf"(?:{words(vocabulary().labels['code'])})\s*[:：]\s*(\d{{3,12}})(?!\d)")
    return next((match.group(1) for line in lines[:_HEAD] if (match := pattern.search(line.text))), None)


def _cover_texts(lines: Sequence[TextLine]) -> list[str]:
    """Stretches of one to three of the first lines, joined: titles are often set over several."""
    head = [
        line for line in lines[:25] if line.page in (None, 1, 2, 3) and not re.match(rf"^\s*{_DATE}\s*$", line.text)
    ]
    first = [line for line in head if line.page in (None, head[0].page)][:8] if head else []
    joined = ["".join(line.text for line in first[i : i + n]) for n in (3, 2, 1) for i in range(len(first))]
    return [re.sub(r"\s", "", text) for text in (*joined, *(line.text for line in head))]


def _cover_organization(cover: Sequence[str]) -> tuple[str | None, bool]:
    """The body that the cover or the first headings name, and whether it stands there with 预算 or 决算: what is left of
    a title without its year and its 预算公开. Of several such names the longest."""
    found: list[tuple[bool, int, str]] = []
    for text in cover:
        body = canonical(text)
        titled = bool(_TITLE_WORDS.search(body))
        for _ in range(2):
            body = _AROUND.sub("", body).strip("：:，,、《》<>")
        body = canonical(body)
        if is_body(body):
            found.append((titled, len(body), body))
    if not found:
        return None, False
    titled, _, body = max(found)
    return body, titled


def _paired(blocks: Sequence[Block]) -> str | None:
    """A body named in a form, in the cell beside 部门名称 or 单位名称."""
    for block in blocks:
        if not isinstance(block, Grid):
            continue
        for row in block.rows[:4]:
            filled = [canonical(text) for text in row.texts if text.strip()]
            for head, value in pairwise(filled):
                if head.strip("：:") in _PAIR_HEADS and is_body(value):
                    return value
    return None


def _described(lines: Sequence[TextLine]) -> str | None:
    """A body that a sentence (某局是主管…的部门) or a heading (某局主要职能) speaks of."""
    for line in lines:
        match = _DESCRIBED.match(line.text.strip())
        if match and is_body(canonical(match.group(1))):
            return canonical(match.group(1))
    return None


# -- what it is -----------------------------------------------------------------------------------------------------


def _title(cover: Sequence[str], titles: Sequence[str], organization: str | None) -> str | None:
    """The document's title: on the cover with its year, best with the organisation, else the first that tells a year."""
    fit = [t for t in cover if _YEAR.search(t) and _TITLE_ENDS.search(t) and len(t) <= 60 and not _SENTENCE.search(t)]
    named = [t for t in fit if organization and organization in canonical(t)]
    whole = [t for t in titles if _YEAR.search(t) and not _SENTENCE.search(t)]
    return min(named, key=len) if named else next(iter([*whole, *fit[-1:], *titles]), None)


def _level(title: str | None, lines: Sequence[TextLine]) -> Level | None:
    known = vocabulary().level
    for text in (title or "", " ".join([title or "", *(line.text for line in lines[:10])])):
        body = re.sub(r"\s", "", text)
        if any(re.search(pattern, body) for pattern in known["open"]):
            return None
        if level := _one_of(body, known["department"], ()) or _one_of(body, (), known["unit"]):
            return level
        if level := _one_of(body, known["department_weak"], known["unit_weak"]):
            return level
    texts = {re.sub(r"\s", "", line.text) for line in lines if len(line.text) <= 40}
    found = {_one_of(text, known["department_last"], known["unit_last"]) for text in texts} - {None}
    return found.pop() if len(found) == 1 else None


def _one_of(text: str, department: Sequence[str], unit: Sequence[str]) -> Level | None:
    """The level whose wording the text has, unless it has both or neither."""
    first = any(re.search(pattern, text) for pattern in department)
    second = any(re.search(pattern, text) for pattern in unit)
    return None if first == second else "department" if first else "unit"


def _fiscal_year(titles: Sequence[str], blocks: Sequence[Block]) -> int | None:
    first = next((int(year) for title in titles[:3] for year in _YEAR.findall(title)), None)
    years = Counter(int(year) for title in titles for year in _YEAR.findall(title))
    if first is not None and years[first] * 4 >= years.most_common(1)[0][1]:
        return first  # the cover's year, unless hardly any other title agrees
    if years:
        return years.most_common(1)[0][0]
    alone = {int(match.group(1)) for text in _texts(blocks) if (match := _ONLY_YEAR.match(text.strip()))}
    if len(alone) == 1:
        return alone.pop()  # （2025年度） under a form's title
    heads = {
        int(year)
        for text in _texts(blocks)
        if len(text) < 40
        for year in re.findall(r"(20\d\d)年(?:度)?(?:预算|决算|基本)", text)
    }
    return max(heads, default=None)


def _basis(title: str | None, titles: Sequence[str], blocks: Sequence[Block]) -> Basis | None:
    for text in (title or "", "".join(titles), "".join(text for text in _texts(blocks) if len(text) < 30)):
        body = _FUNDS.sub("", re.sub(r"\s", "", text))
        budget, final = body.count("预算"), body.count("决算")
        if budget or final:
            return "final_accounts" if final > budget else "budget"
    known = catalogue()
    found = {known.bases.get(known.kind(text)) for text in _texts(blocks) if len(text) <= 40} - {None}
    return found.pop() if len(found) == 1 else None


def _published(lines: Sequence[TextLine], head: str | None) -> str | None:
    """The day of publication: on a line of its own near the top, behind 发布日期, beside 来源, or in a page's head."""
    labels = vocabulary().labels
    label = re.compile(rf"(?:{words(labels['published'])})\s*[:：]?\s*{_DATE}")
    byline = re.compile(rf"(?:{words(labels['byline'])})\s*[:：].*?{_DATE}")
    ends = [*lines[:_HEAD], *lines[_HEAD:][-_HEAD:]]
    own = re.compile(rf"^\s*{_DATE}\s*$")
    for pattern, texts in ((label, ends), (own, lines[:20]), (byline, lines[:_HEAD])):
        for line in texts:
            if day := _day(pattern.search(line.text)):
                return day
    return _day(re.search(_DATE, head)) if head else None


def _day(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[-3:])
    return f"{year:04d}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else None
