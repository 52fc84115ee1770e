"""What a document says of itself: organisation, fiscal year, basis, level, publication date. Unknown stays `None`."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.headers import fold_head
from ingest.model import Basis, Block, Facts, Grid, Level, TextLine

# 140003-拉… : a budget unit's code (6 digits or more, no letters) joined to its name.
_CODED_NAME = re.compile(r"^\s*(\d{6,12})\s*[-—－]\s*([\u4e00-\u9fff（）()]{4,40})\s*$")
_YEAR = re.compile(r"(20\d\d)\s*年(?:度)?")
_DATE = re.compile(r"^\s*(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*$")
_NAMED = re.compile(r"(?:单位名称|部门名称|预算单位|编制单位|部门|单位)\s*[:：]\s*([\u4e00-\u9fff（）()]{4,40})")
_TITLE_WORDS = re.compile(r"预算|决算")
_SUFFIX = (
    r"(?:局|委员会|委|办公室|办公厅|办|厅|署|司|队|院|所|中心|处|会|部|街道|街道办事处|镇|乡|政府|学校|大学|小学|中学|学院|馆|站|社|室|园|集团|公司)"
    r"(?:[（(](?:本级|汇总|机关|本部)[)）])?"
)
_BODY = re.compile(rf"^[\u4e00-\u9fff（）()·]{{2,38}}{_SUFFIX}$")
# Words of a title that are not part of the organisation's name before or after them.
_AROUND = re.compile(
    r"第[一二三四五六七八九十]+部分|20\d\d\s*年(?:度|初)?|^附件\d*[:：]?|^关于|(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:所属)?(?:综合)?"
    r"(?:整体)?(?:预算|决算)(?:公开)?(?:信息|说明|报告|草案|情况|表|编制)*.*$|公开$|概况$|基本情况$"
)
_NO_ORG = re.compile(
    r"^(部门|单位|本级|汇总|公开|预算|决算|目录)|^(中央|地方|一般公共|政府性基金|国有资本)|预算|决算|金额|万元|亿元|情况|说明|构成"
)
_PAIR_HEADS = frozenset({"部门名称", "单位名称", "预算部门", "预算单位", "编制单位", "填报单位", "部门", "单位"})


def find_facts(blocks: Sequence[Block], captions: Sequence[TextLine] = ()) -> Facts:
    """Facts from the blocks of a document and the captions inside its grids (部门：某局). Titles weigh more than running
    text, printed codes more than titles."""
    lines = [*(block for block in blocks if isinstance(block, TextLine)), *captions]
    titles = [line.text for line in lines if _TITLE_WORDS.search(line.text) and len(line.text) <= 60]
    main = next((t for t in titles if _YEAR.search(t)), titles[0] if titles else None)
    code, name = _coded_name(blocks)
    cover, titled = _cover_organization(lines)
    organization = name or (cover if titled else None) or _named([*captions, *lines]) or cover or _paired(blocks)
    return Facts(
        organization=organization,
        organization_code=code,
        level=_level(main, lines),
        fiscal_year=_fiscal_year([*(t for t in _cover_texts(lines) if _TITLE_WORDS.search(t)), *titles], blocks),
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
    # A web page's foot names who runs the site, not whose budget it is.
    for line in lines[:60]:
        match = _NAMED.search(line.text)
        if match and not _NO_ORG.search(match.group(1)):
            return re.sub(r"(?:金额单位|单位|编制日期|日期)$", "", match.group(1))
    return None


def _cover_texts(lines: Sequence[TextLine]) -> list[str]:
    """Stretches of one to three of the first lines, joined: titles are often set over several."""
    head = [line for line in lines[:25] if line.page in (None, 1, 2, 3) and not _DATE.match(line.text)]
    first = [line for line in head if line.page in (None, head[0].page)][:8] if head else []
    joined = ["".join(line.text for line in first[i : i + n]) for n in (3, 2, 1) for i in range(len(first))]
    return [re.sub(r"\s", "", unicodedata.normalize("NFKC", text)) for text in (*joined, *(line.text for line in head))]


def _cover_organization(lines: Sequence[TextLine]) -> tuple[str | None, bool]:
    """The body that the cover or the first headings name, and whether it stands there with 预算 or 决算: what is left of
    a title without its year and its 预算公开. Of several such names the longest."""
    found: list[tuple[bool, int, str]] = []
    for text in _cover_texts(lines):
        body = text.replace("(", "（").replace(")", "）")
        titled = bool(_TITLE_WORDS.search(body))
        for _ in range(2):
            body = _AROUND.sub("", body).strip("：:，,、《》<>")
        if _BODY.match(body) and not _NO_ORG.search(body):
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
            filled = [re.sub(r"\s", "", text) for text in row.texts if text.strip()]
            for head, value in pairwise(filled):
                if head.strip("：:") in _PAIR_HEADS and _BODY.match(value) and not _NO_ORG.search(value):
                    return value
    return None


def _level(title: str | None, lines: Sequence[TextLine]) -> Level | None:
    text = " ".join([title or "", *(line.text for line in lines[:10])])
    text = re.sub(r"部门[（(]单位[)）]|单位[（(]部门[)）]", "", text)
    if re.search(r"[（(]本级[)）]", text):
        return "unit"
    department, unit = re.search(r"部门(预算|决算)|汇总", text), re.search(r"单位(预算|决算)|本级", text)
    if bool(department) == bool(unit):
        return None
    return "department" if department else "unit"


def _fiscal_year(titles: Sequence[str], blocks: Sequence[Block]) -> int | None:
    first = next((int(year) for title in titles[:3] for year in _YEAR.findall(title)), None)
    years = Counter(int(year) for title in titles for year in _YEAR.findall(title))
    if first is not None and years[first] * 4 >= years.most_common(1)[0][1]:
        return first  # the cover's year, unless hardly any other title agrees
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
