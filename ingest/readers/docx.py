"""Word documents (DOCX) into the common page model, and the layout that all formats with merged cells share.

Does: body text and tables in document order, spans, nested tables, headings by style; `join_lines` for the text of
one cell and `lay_out` for placed cells serve the workbook and HTML readers as well. Does not: number automatic lists,
or tell pages, which Word only knows once it has laid out the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final

from ingest.amounts import parse_number
from ingest.errors import ReadError, said
from ingest.headers import fold_head, is_total
from ingest.model import Block, Cell, Grid, GridRow, Source, TextLine
from ingest.readers.sniff import check_archive

MAX_GRID_CELLS: Final = 2_000_000
MAX_BLANK_ROWS: Final = 200
_NUMERIC = r"[+-]?[\d,]*\.?\d*"
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—《》]")
_NOTE = re.compile(r"^\s*(注|备注|说明|填表说明|取数说明)\s*\d*\s*[:：.、]")
_TITLE = re.compile(r"表(\s*[（(][^（）()]{1,20}[)）])?\s*$")
_META = re.compile(
    r"单位\s*[:：]|[:：]\s*$|^\s*\S{2,8}[:：]\S|^\s*(附|公开|预算|决算|部门)?\S{0,4}表\s*[-\d一二三四五六七八九十]+\s*表?\s*$"
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell in its place: row and column from 0, and how many columns (`across`) and rows (`down`) it takes."""

    row: int
    col: int
    text: str
    across: int = 1
    down: int = 1


def join_lines(lines: Iterable[str]) -> str:
    """The lines of one cell as one text: nothing between Chinese characters or inside a number, else a space.

    Leading white space of the first line stays, for it may be the hierarchy; trailing white space goes.
    """
    result = ""
    for line in lines:
        if not line.strip():
            continue
        if not result:
            result = line.rstrip()
            continue
        right = line.strip()
        glue = "" if _WIDE.match(result[-1]) or _WIDE.match(right[0]) or _wrapped(result, right) else " "
        result += glue + right
    return result


def _wrapped(left: str, right: str) -> bool:
    """Whether a line break cut one number in two, rather than parting two numbers.

    Two whole numbers of equal length are two numbers; a shorter rest, or decimals that only one part has, is one.
    """
    tail, head = re.search(rf"{_NUMERIC}$", left), re.match(rf"{_NUMERIC}", right)
    if not (tail and head and tail.group() and head.group()) or parse_number(tail.group() + head.group()) is None:
        return False
    before, after = tail.group(), head.group()
    if before[-1] in ",.+-" or after[0] in ",." or ("." in before) != ("." in after):
        return True
    return len(after) < len(before)


def paragraphs(text: str) -> list[str]:
    """The lines of a lone text cell: sentences stay apart, a wrapped short title becomes one line."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and sum(map(len, lines)) <= 60 and not re.search(r"[。；;：:]", text):
        return [join_lines(lines)]
    return lines


def lay_out(
    cells: Sequence[Laid],
    *,
    page: int | None = None,
    lines: Mapping[int, int] | None = None,
    lined: AbstractSet[int] | None = None,
) -> list[Block]:
    """Placed cells as blocks: titles and unit lines above a table and notes below it as text, the rest as grids.

    `lines` gives each row's line in the file; `lined` the rows that carry vertical ruling lines, `None` where the
    format has none to tell by (then every row counts as lined). Texts may hold line breaks. Raises `ReadError` when
    the cells would make an absurdly large grid.
    """
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return []
    return _Layout(cells, filled, page, lines or {}, lined).blocks()


class _Layout:
    """The rows of one sheet or one marked-up table, walked from the top."""

    def __init__(
        self,
        cells: Sequence[Laid],
        filled: Sequence[Laid],
        page: int | None,
        lines: Mapping[int, int],
        lined: AbstractSet[int] | None,
    ) -> None:
        self.page, self.lines = page, lines
        last = max(cell.row for cell in filled)
        # Empty ruled rows below the last text are a blank form's; whole columns of them are only formatting.
        ruled = max(cell.row for cell in cells) if lined is None else max(lined, default=0)
        self.height = 1 + max(last, min(ruled, last + MAX_BLANK_ROWS))
        self.left = min(cell.col for cell in filled)
        self.width = 1 + max(cell.col for cell in filled)
        self.lined = frozenset(range(self.height)) if lined is None else lined
        self.starts: dict[int, list[Laid]] = {}
        self.cover: dict[tuple[int, int], Laid] = {}
        self.held: set[int] = set()  # rows that a filled cell from above reaches into
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.col)):
            across, down = min(cell.across, self.width - cell.col), min(cell.down, self.height - cell.row)
            if across < 1 or down < 1 or (cell.row, cell.col) in self.cover:
                continue
            placed = replace(cell, across=across, down=down)
            if cell.text.strip():
                self.starts.setdefault(cell.row, []).append(placed)
                self.held.update(range(cell.row + 1, cell.row + down))
            if len(self.cover) + across * down > MAX_GRID_CELLS:
                raise ReadError(f"its merged cells cover over {MAX_GRID_CELLS:,} cells")
            for row in range(cell.row, cell.row + down):
                for col in range(cell.col, cell.col + across):
                    self.cover.setdefault((row, col), placed)

    def blocks(self) -> list[Block]:
        result: list[Block] = []
        table: list[int] = []
        gap = False
        for row in range(self.height):
            texts = self.starts.get(row, [])
            if not texts and row not in self.held:
                gap = True
                if table and row in self.lined:
                    table.append(row)
                continue
            if row in self.held or not (self._ends(row, texts, gap) if table else self._is_text(row, texts)):
                table.append(row)
            else:
                result += self._grid(table)
                table = []
                result += [self._line(row, part) for cell in texts for part in paragraphs(cell.text)]
            gap = False
        return result + self._grid(table)

    def _is_text(self, row: int, texts: Sequence[Laid]) -> bool:
        """Whether a row above a table (or after a gap) is a title, a unit line and the like."""
        if len(texts) == 1:
            width = self.width - self.left
            spread = width == 1 or (texts[0].across > 1 and texts[0].across * 2 >= width)
            return row not in self.lined or spread or self._alone(texts[0])
        if any(parse_number(cell.text) is not None for cell in texts):
            return False
        # Beside ruled rows, a row of a few words without lines is no part of the table.
        loose = bool(self.lined) and row not in self.lined and len(texts) <= 3
        return loose or all(_META.search(cell.text) for cell in texts)

    def _ends(self, row: int, texts: Sequence[Laid], gap: bool) -> bool:
        """Whether a row below a table's rows, perhaps after a gap, is a note to it or the title of the next."""
        if gap and row not in self.lined:
            return not is_total(fold_head(texts[0].text)) and self._is_text(row, texts)
        if len(texts) != 1:
            return gap and self._is_text(row, texts)
        text, wide = texts[0].text.strip(), texts[0].across > 1
        unlined = bool(self.lined) and row not in self.lined
        return unlined or self._alone(texts[0]) or (wide and len(text) < 60 and bool(_TITLE.search(text)))

    def _alone(self, cell: Laid) -> bool:
        """Whether a lone cell can only be a note or a unit line."""
        return bool(_NOTE.match(cell.text)) or bool(re.match(r"^\s*(金额)?单位\s*[:：]\s*\S{1,4}$", cell.text))

    def _line(self, row: int, text: str) -> TextLine:
        return TextLine(text, page=self.page, line=self.lines.get(row))

    def _grid(self, rows: Sequence[int]) -> list[Block]:
        """Rows as a grid of equal width, without empty outer columns and columns that no cell starts in."""
        if not rows:
            return []
        used = [cell for row in rows for cell in self.starts.get(row, [])]
        if not used:
            return []  # a row that a cell above reaches into, and nothing else
        first, last = min(cell.col for cell in used), max(cell.col for cell in used)
        if len(rows) * (last - first + 1) > MAX_GRID_CELLS:
            raise ReadError(f"its table of {len(rows):,} rows and {last - first + 1:,} columns is too large to read")
        columns = [
            col
            for col in range(first, last + 1)
            if any((cell := self.cover.get((row, col))) is None or cell.col == col for row in rows)
        ]
        if len(columns) == 1:
            return [self._line(cell.row, part) for cell in used for part in paragraphs(cell.text)]
        place = {row: number for number, row in enumerate(rows)}
        return [Grid(tuple(self._row(row, columns, place) for row in rows))]

    def _row(self, row: int, columns: Sequence[int], place: Mapping[int, int]) -> GridRow:
        cells: list[Cell] = []
        for col in columns:
            cell = self.cover.get((row, col))
            if cell is None:
                cells.append(Cell())
            elif (cell.row, cell.col) != (row, col):
                cells.append(Cell(covered=True))
            else:
                across = sum(cell.col <= other < cell.col + cell.across for other in columns)
                down = sum(below in place for below in range(row, row + cell.down))
                cells.append(Cell(join_lines(cell.text.split("\n")), across, down))
        return GridRow(tuple(cells), page=self.page, line=self.lines.get(row))


_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"^(?:heading|标题)\s*([1-6])$", re.IGNORECASE)


def read_docx(data: bytes, name: str) -> Source:
    """Read a Word document. Raises `ReadError` when it is damaged, dangerous to unpack, or shows no text."""
    from docx import Document

    check_archive(data, name)
    try:
        document = Document(BytesIO(data))
        levels = _heading_levels(document)
        blocks = list(_blocks(document.element.body, levels))
    except (ReadError, MemoryError):
        raise
    except Exception as error:  # python-docx raises whatever its parts do
        raise ReadError(f"{name}: not readable as a Word document ({said(error)}); save it again as .docx") from error
    if not blocks:
        raise ReadError(f"{name}: the document holds no text (pictures of pages?); ingest the PDF of it")
    return Source(name, tuple(blocks), format="docx")


def _heading_levels(document: Any) -> dict[str, int]:  # noqa: ANN401 - python-docx has no types
    """Style id → heading level, by the style's name or its outline level, inherited from the style it is based on."""
    styles = {style.style_id: style for style in document.styles if style.style_id}
    levels: dict[str, int] = {}
    for style_id, style in styles.items():
        seen: set[str] = set()
        current = style
        while current is not None and current.style_id not in seen:
            seen.add(current.style_id)
            match = _HEADING.match(current.name or "")
            outline = current.element.find(f"{_W}pPr/{_W}outlineLvl")
            level = int(match.group(1)) if match else int(outline.get(f"{_W}val", 9)) + 1 if outline is not None else 0
            if (current.name or "").lower() == "title":
                level = 1
            if 1 <= level <= 6:
                levels[style_id] = level
                break
            current = getattr(current, "base_style", None)
    return levels


def _blocks(parent: Any, levels: Mapping[str, int]) -> Iterator[Block]:  # noqa: ANN401
    for child in parent.iterchildren():
        if child.tag == f"{_W}p":
            # Text boxes hang on a paragraph; what they say is read before it.
            for box in child.iter(f"{_W}txbxContent"):
                if not any(above.tag == _FALLBACK for above in box.iterancestors()):
                    yield from _blocks(box, levels)
            level = _level(child, levels)
            for line in _text(child).split("\n"):
                if line.strip():
                    yield TextLine(line.strip(), heading=level)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, levels)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _blocks(child, levels)


def _level(paragraph: Any, levels: Mapping[str, int]) -> int:  # noqa: ANN401
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if outline is not None and int(outline.get(f"{_W}val", 9)) < 6:
        return int(outline.get(f"{_W}val")) + 1
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return 0 if style is None else levels.get(style.get(f"{_W}val", ""), 0)


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """What a paragraph shows: without deleted and hidden text and without its text boxes; breaks as line breaks."""
    parts: list[str] = []
    skip = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", f"{_W}instrText", _FALLBACK}

    def walk(element: Any) -> None:  # noqa: ANN401
        for child in element.iterchildren():
            if child.tag in skip:
                continue
            if child.tag == f"{_W}r" and _on(child.find(f"{_W}rPr/{_W}vanish")):
                continue
            if child.tag == f"{_W}t":
                parts.append(child.text or "")
            elif child.tag in {f"{_W}br", f"{_W}cr"}:
                parts.append("\n")
            elif child.tag == f"{_W}tab":
                parts.append(" ")
            elif child.tag == f"{_W}noBreakHyphen":
                parts.append("-")
            else:
                walk(child)

    walk(paragraph)
    return "".join(parts).replace("\xa0", " ")


def _on(flag: Any) -> bool:  # noqa: ANN401
    return flag is not None and flag.get(f"{_W}val", "true") not in {"0", "false", "off"}


def _children(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """Children of one tag, also where Word wraps them in a content control or a tracked insertion."""
    for child in element.iterchildren():
        if child.tag == tag:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _children(child, tag)


def _number(element: Any, path: str, default: int) -> int:  # noqa: ANN401
    found = element.find(path)
    value = "" if found is None else found.get(f"{_W}val", "")
    return min(int(value), 1000) if value.isdecimal() else default


def _table(table: Any, levels: Mapping[str, int]) -> Iterator[Block]:  # noqa: ANN401
    """A table, then the tables nested in its cells. A table of one cell only frames its content, which is unwrapped."""
    cells: list[Laid] = []
    open_: dict[int, int] = {}  # column → index in `cells` of the cell that vMerge continues
    holders: list[Any] = []
    for number, row in enumerate(_children(table, f"{_W}tr")):
        col = _number(row, f"{_W}trPr/{_W}gridBefore", 0)
        below: dict[int, int] = {}
        for cell in _children(row, f"{_W}tc"):
            across = max(1, _number(cell, f"{_W}tcPr/{_W}gridSpan", 1))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            holders.append(cell)
            if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and col in open_:
                index = open_[col]
                cells[index] = replace(cells[index], down=cells[index].down + 1)
                below[col] = index
            else:
                cells.append(Laid(number, col, _cell_text(cell), across))
                if merge is not None:
                    below[col] = len(cells) - 1
            col += across
        open_ = below
    if len(holders) == 1:
        yield from _blocks(holders[0], levels)
        return
    yield from lay_out(cells)
    for cell in holders:
        for nested in _children(cell, f"{_W}tbl"):
            yield from _table(nested, levels)


def _cell_text(cell: Any) -> str:  # noqa: ANN401
    lines: list[str] = []
    for paragraph in _children(cell, f"{_W}p"):
        text = _text(paragraph)
        if text.strip():
            lines.append("\u3000" * _indent(paragraph) + text)
    return "\n".join(lines)


def _indent(paragraph: Any) -> int:  # noqa: ANN401
    """The characters that a cell's paragraph is indented by, where Word states it in characters."""
    indent = paragraph.find(f"{_W}pPr/{_W}ind")
    if indent is None:
        return 0
    hundredths = [indent.get(f"{_W}{key}", "") for key in ("leftChars", "startChars", "firstLineChars")]
    return min(20, sum(int(value) for value in hundredths if value.isdecimal()) // 100)
