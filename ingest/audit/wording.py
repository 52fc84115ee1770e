"""What the words of a disclosure get wrong without any equation: years, names left blank, money it says it has none of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.audit.naming import words
from ingest.audit.spoken import Said, Speech, basis_in, finding, year_of
from ingest.bodies import canonical, is_body
from ingest.figures import Origin
from ingest.model import Disclosure, Figure, Finding, Hint, Passage, Severity

_TITLED_YEAR: Final = re.compile(
    r"(20\d\d)\s*年?度?(?:区级|市级|省级|县级|本级)?(?:部门|单位)?(?:收入支出|收支|收入|支出|财政拨款)?(?:总体)?(?:预算|决算)"
)
_AS_OF: Final = re.compile(r"截[至止]\s*(20\d\d)\s*年\s*12\s*月\s*31\s*日")
_YEAR: Final = re.compile(r"(20\d\d)\s*年")
_PERIOD: Final = re.compile("实施周期|项目周期|实施期限|起止时间|实施时间")
_SPAN = re.compile(r"20\d\d\s*年[\d\s月日]{0,8}[-—–~～至到]+\s*20\d\d\s*年[\d\s月日]{0,8}[。；;]?")
_TITLED_BODY: Final = re.compile(
    r"^(?:第.{1,3}部分)?\s*([\u4e00-\u9fff（）()]{4,30}?)\s*20\d\d\s*年度?(?:部门|单位)(?:预算|决算)"
)
_EMPTY: Final = re.compile("(?:本表|此表)[^。；]{0,10}(?:为空表|无数据|空表)|故[^。；]{0,10}空表")


def wording_findings(read: Disclosure, speeches: Sequence[Speech], origin: Origin) -> Iterator[Finding]:
    """All of them, in order of their kind."""
    yield from _years(read, speeches, origin)
    yield from _names(read, origin)
    yield from _absent(read, speeches, origin)


# -- years ----------------------------------------------------------------------------------------------------------


def _years(read: Disclosure, speeches: Sequence[Speech], origin: Origin) -> Iterator[Finding]:
    year = read.facts.fiscal_year
    if year is None:
        return
    for place, (text, page, line) in enumerate(_titles(read)):
        other = _TITLED_YEAR.search(text)
        if other and int(other.group(1)) != year:
            yield _slip(origin, "year", "the year in a heading is the document's", text, f"{year}年", page, line, place)
    for passage in read.passages:
        as_of = _AS_OF.search(passage.text)
        if as_of and read.facts.basis == "final_accounts" and int(as_of.group(1)) != year:
            yield _slip(
                origin,
                "year",
                "final accounts close on the last day of their year",
                as_of.group(),
                f"截至{year}年12月31日",
                passage.page,
                passage.line,
                passage.id,
            )
        years = {int(y) for y in _YEAR.findall(passage.text)}
        period = _PERIOD.search(passage.subject) or _SPAN.fullmatch(passage.text.strip())
        if passage.kind == "narrative" and period and years and max(years) < year:
            yield _slip(
                origin,
                "year",
                "a project's period reaches the document's year",
                passage.text[:60],
                f"{year}年",
                passage.page,
                passage.line,
                passage.id,
            )
    for speech in speeches:
        seen: set[str] = set()
        for said in speech.said:
            reference = said.claim.reference
            if reference is None or reference.year is None or reference.year < year or reference.text in seen:
                continue
            if year_of(said, read) != year or (
                basis_in(said, read) == "final" and re.search("预算|年初", reference.text)
            ):
                continue
            seen.add(reference.text)
            yield finding(
                origin,
                "year",
                "a change is measured by an earlier year",
                said,
                stated=f"{said.claim.measure or said.claim.text}",
                expected=f"{year - 1}年",
            )


def _titles(read: Disclosure) -> Iterator[tuple[str, int | None, int | None]]:
    """Headings and table titles, each with its place."""
    for line in read.headings:
        yield re.sub(r"\s+", "", line.text), line.page, line.line
    for table in read.tables:
        yield re.sub(r"\s+", "", table.title), table.page, table.line


def _slip(
    origin: Origin,
    kind: str,
    identity: str,
    stated: str,
    expected: str | None,
    page: int | None,
    line: int | None,
    *parts: object,
    severity: Severity = "misprint",
    figures: tuple[str, ...] = (),
) -> Finding:
    return Finding(
        id=origin.key("finding", kind, identity, *parts),
        kind=kind,
        severity=severity,
        identity=identity,
        stated=stated,
        expected=expected,
        page=page,
        line=line,
        figures=figures,
        hint=Hint("copied") if kind == "year" else None,
    )


# -- names ----------------------------------------------------------------------------------------------------------


def _names(read: Disclosure, origin: Origin) -> Iterator[Finding]:
    """A name left blank (某区XX局), and a heading that names another body than the cover."""
    own = read.facts.organization
    if not read.printed:
        return  # a blank form leaves its names to be filled in
    texts = [*_titles(read), *((p.text, p.page, p.line) for p in read.passages if p.kind == "narrative")]
    for place, (text, page, line) in enumerate(texts):
        if blank := words().blank_name.search(text):
            around = text[max(0, blank.start() - 12) : blank.end() + 12]
            yield _slip(origin, "organization", "a name is filled in", around, own, page, line, place)
    if own is None:
        return
    for place, (text, page, line) in enumerate(_titles(read)):
        named = _TITLED_BODY.match(text)
        body = canonical(named.group(1)) if named else ""
        if body and is_body(body) and not _same_body(body, own):
            yield _slip(origin, "organization", "a heading names the body of the cover", text, own, page, line, place)


def _same_body(one: str, other: str) -> bool:
    """Whether two names can be one body's: the characters of the shorter stand in the longer, in order."""
    short, long = sorted((re.sub(r"（.*?）", "", one), re.sub(r"（.*?）", "", other)), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


# -- none of something ----------------------------------------------------------------------------------------------


def _absent(read: Disclosure, speeches: Sequence[Speech], origin: Origin) -> Iterator[Finding]:
    """Money that the document says it has none of, and prints."""
    notes = [(note, table.page, table.line, table.number) for table in read.tables for note in table.notes]
    for place, (note, page, line, number) in enumerate(notes):
        if not _EMPTY.search(note):
            continue
        printed = _positive(f for f in read.figures if f.table_number == number and _is_own(f, read))
        if printed:
            yield _slip(
                origin,
                "absent",
                "a table said to be empty prints nothing",
                note,
                None,
                page,
                line,
                place,
                severity="contradiction",
                figures=tuple(f.id for f in printed[:5]),
            )
    for passage in read.passages:
        if passage.kind != "narrative":
            continue
        for sentence in re.split("(?<=[。；])", passage.text):
            for pattern, kind in words().absent:
                if not re.search(
                    rf"(?:^|[^有非]){words().none.pattern}[“\"]?(?:{pattern.pattern})", sentence
                ) or re.search(r"\d\s*[万亿]?元", sentence):
                    continue
                printed = _printed(read, speeches, pattern, kind)
                if printed:
                    yield _absence(origin, passage, sentence, printed)


def _absence(origin: Origin, passage: Passage, sentence: str, printed: Sequence[Figure]) -> Finding:
    return _slip(
        origin,
        "absent",
        "what a document says it has none of is printed nowhere",
        sentence.strip()[:80],
        None,
        passage.page,
        passage.line,
        passage.id,
        sentence,
        severity="contradiction",
        figures=tuple(f.id for f in printed[:5]),
    )


def _printed(read: Disclosure, speeches: Sequence[Speech], pattern: re.Pattern[str], kind: str) -> list[Figure]:
    """This year's amounts of the kind: in its table, else in sentences."""
    tables = [
        f
        for f in read.figures
        if f.table_kind is not None and f.table_kind.removeprefix("final_").startswith(kind) and _is_own(f, read)
    ]
    said: list[Said] = [
        s
        for speech in speeches
        for s in speech.said
        if s.claim.role == "level"
        and s.figure is not None
        and s.claim.quantity is not None
        and s.claim.quantity.kind == "amount"
        and s.claim.path
        and pattern.search(s.claim.path[0])
        and year_of(s, read) == read.facts.fiscal_year
        and basis_in(s, read) == ("final" if read.facts.basis == "final_accounts" else "budget")
    ]
    return _positive(tables) or _positive(s.figure for s in said if s.figure is not None)


def _is_own(figure: Figure, read: Disclosure) -> bool:
    """Whether a figure is of the document's own year and basis."""
    if figure.column_year not in {read.facts.fiscal_year, None} or figure.column_basis not in {read.facts.basis, None}:
        return False
    # Final accounts print the budget beside what was spent; only a column that says so is the latter.
    return read.facts.basis != "final_accounts" or any("决算" in head for head in figure.measure_path)


def _positive(figures: Iterator[Figure] | Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.amount is not None and f.amount > 0]
