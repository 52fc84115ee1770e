"""What a document says of itself: organisation, fiscal year, basis, level, publication date. Unknown stays `None`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.headers import fold_head
from ingest.model import Basis, Block, Facts, Grid, Level, TextLine

# 140003-拉… : a budget unit's code (6 digits or more, no letters) joined to its name.
_CODED_NAME = re.compile(r"^\s*(\d{3,12})\s*[-—－]\s*([\u4e00-\u9fff（）()]{4,40})\s*$")
_YEAR = re.compile(r"(20\d\d)\s*年(?:度)?")
_DATE = re.compile(r"^\s*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_NAMED = re.compile(r"(?:单位名称|部门名称|预算单位|编制单位|部门|单位)\s*[:：]\s*([\u4e00-\u9fff（）()]{4,40})")
_TITLE_WORDS = re.compile(r"预算|决算")
# A title of the kind 某市某局2024年部门预算公开: the organisation stands before the year.
_TITLE_ORG = re.compile(r"^([\u4e00-\u9fff（）()]{4,40}?)\s*20\d\d\s*年")
_TITLE_ORG_AFTER = re.compile(r"20\d\d\s*年(?:度)?\s*([\u4e00-\u9fff（）()]{4,30}?)(?:部门|单位)?(?:预算|决算)")
_NO_ORG = re.compile(
    r"^(部门|单位|本级|汇总|公开|（?部门（?单位）?)+|^(中央|地方|一般公共|政府性基金|国有资本)|预算|决算|金额|万元|亿元"
)


def find_facts(blocks: Sequence[Block], captions: Sequence[TextLine] = ()) -> Facts:
    """Facts from the blocks of a document and the captions inside its grids (部门：某局). Titles weigh more than running
    text, printed codes more than titles."""
    lines = [*(block for block in blocks if isinstance(block, TextLine)), *captions]
    titles = [line.text for line in lines if _TITLE_WORDS.search(line.text) and len(line.text) <= 60]
    main = next((t for t in titles if _YEAR.search(t)), titles[0] if titles else None)
    code, name = _coded_name(blocks)
    organization = name or _named(lines) or _title_organization(titles)
    return Facts(
        organization=organization,
        organization_code=code,
        level=_level(main, lines),
        fiscal_year=_fiscal_year(titles, blocks),
        basis=_basis(titles, blocks),
        published=_published(lines),
        title=main,
    )


def _texts(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        if isinstance(block, TextLine):
            yield block.text
        else:
            for row in block.rows:
                yield from row.texts


def _coded_name(blocks: Sequence[Block]) -> tuple[str | None, str | None]:
    """A unit code joined to a name, outside the classification: the one printed most, ties by first place."""
    found: Counter[tuple[str, str]] = Counter()
    for block in blocks:
        if isinstance(block, TextLine):
            match = _CODED_NAME.match(unicodedata.normalize("NFKC", block.text))
            if match:
                found[(match.group(1), match.group(2))] += 1
        else:
            column = _unit_column(block)
            for row in block.rows:
                texts = row.texts
                for place in column:
                    match = (
                        _CODED_NAME.match(unicodedata.normalize("NFKC", texts[place])) if place < len(texts) else None
                    )
                    if match:
                        found[(match.group(1), match.group(2))] += 1
    if not found:
        return None, None
    (code, name), _ = found.most_common(1)[0]
    return code, name


def _unit_column(grid: Grid) -> list[int]:
    heads = grid.rows[0].texts if grid.rows else ()
    return [
        i for i, text in enumerate(heads) if fold_head(text) in {"单位名称", "部门名称", "预算单位", "单位", "部门"}
    ]


def _named(lines: Sequence[TextLine]) -> str | None:
    for line in lines:
        match = _NAMED.search(line.text)
        if match and not _NO_ORG.search(match.group(1)):
            return match.group(1)
    return None


def _title_organization(titles: Sequence[str]) -> str | None:
    for title in titles[:6]:
        for pattern in (_TITLE_ORG, _TITLE_ORG_AFTER):
            match = pattern.search(title.strip())
            if match and not _NO_ORG.search(match.group(1)):
                return match.group(1)
    return None


def _level(title: str | None, lines: Sequence[TextLine]) -> Level | None:
    text = " ".join([title or "", *(line.text for line in lines[:10])])
    text = re.sub(r"部门[（(]单位[)）]|单位[（(]部门[)）]", "", text)
    department, unit = re.search(r"部门(预算|决算)|汇总", text), re.search(r"单位(预算|决算)|本级", text)
    if bool(department) == bool(unit):
        return None
    return "department" if department else "unit"


def _fiscal_year(titles: Sequence[str], blocks: Sequence[Block]) -> int | None:
    years = Counter(int(year) for title in titles for year in _YEAR.findall(title))
    if years:
        return years.most_common(1)[0][0]
    heads = Counter(
        int(year)
        for text in _texts(blocks)
        if len(text) < 40
        for year in re.findall(r"(20\d\d)年(?:度)?(?:预算|决算|基本)", text)
    )
    return max(heads) if heads else None


def _basis(titles: Sequence[str], blocks: Sequence[Block]) -> Basis | None:
    for text in ("".join(titles), "".join(text for text in _texts(blocks) if len(text) < 30)):
        budget, final = len(re.findall("预算(?!财政拨款)", text)), len(re.findall("决算", text))
        if budget or final:
            return "final_accounts" if final * 2 > budget and final else "budget"
    return None


def _published(lines: Sequence[TextLine]) -> str | None:
    for line in lines[:20]:
        match = _DATE.match(line.text)
        if match:
            year, month, day = (int(part) for part in match.groups())
            return f"{year:04d}-{month:02d}-{day:02d}"
    return None
