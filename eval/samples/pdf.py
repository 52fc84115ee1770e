"""A disclosure as a PDF: a cover, ruled tables with merged cells, header storeys on every page, narrative.

Does: measure columns, turn the paper for a wide table, cut a long one between its blocks and repeat its header, print
the organisation and the page number at the foot, embed its font. Does not: need any font to be shown or read.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from eval.samples.fonts import FontFile, font_name, subset_font
from eval.samples.layout import Layout, Placed, lay_out
from eval.samples.spec import CellSpec, DisclosureSpec, TableSpec
from eval.samples.text import unit_line
from ingest.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable, Table

_FACE: Final = "Sample"
_SIZE: Final = 8.5
_LEADING: Final = 11.0
_PAD: Final = 3.0
_MARGIN: Final = 42.0
_PORTRAIT: Final = (595.28, 841.89)
_LANDSCAPE: Final = (841.89, 595.28)
_HEAD_ROOM: Final = 50.0
_MAX_WIDTH: Final = {"code": 40.0, "label": 190.0, "amount": 110.0, "text": 150.0}
_WORDY: Final = 62.0
_MIN_WIDTH: Final = {"code": 26.0, "label": 90.0, "amount": 46.0, "text": 46.0}


def recipe(font: FontFile) -> str:
    """What decides the bytes besides the spec; kept in the PDF as its producer, so that a difference can be explained.

    Raises `UsageError` if the file is no font, `MissingExtraError` without fonttools or reportlab.
    """
    versions = f"reportlab {_reportlab()}; zlib {zlib.ZLIB_RUNTIME_VERSION}"
    return f"budgetqa eval.samples; {versions}; {font_name(font)}"


def _reportlab() -> str:
    """The version of reportlab."""
    try:
        import reportlab
    except ImportError:
        raise MissingExtraError(
            "typesetting a PDF needs fonttools and reportlab: pip install 'budgetqa[dev]'"
        ) from None
    return str(reportlab.Version)


def render_pdf(spec: DisclosureSpec, font: FontFile) -> bytes:
    """The PDF's bytes, the same each run with the same font and libraries.

    Raises `UsageError` for a font that lacks a character, or a merged block taller than a page.
    """
    producer = recipe(font)
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate

    footer = spec.cover.printed_organization
    _register(font, _characters(spec))
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=_PORTRAIT, invariant=1, title=spec.cover.title, author=spec.cover.organization, producer=producer,
        lang="zh-CN", initialFontName=_FACE, initialFontSize=_SIZE,
    )  # fmt: skip
    for name, size in (("portrait", _PORTRAIT), ("landscape", _LANDSCAPE)):
        frame = Frame(_MARGIN, _MARGIN, size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN, 0, 0, 0, 0, id=name)
        document.addPageTemplates(PageTemplate(name, [frame], onPage=_foot(footer, size), pagesize=size))
    story = _cover(spec)
    for table in spec.printed_tables:
        sheet = _measure(table)
        story += [NextPageTemplate(sheet.paper), PageBreak(), *_table(table, sheet)]
    if spec.narrative:
        story += [NextPageTemplate("portrait"), PageBreak(), *_narrative(spec)]
    document.build(story)
    return out.getvalue()


def _characters(spec: DisclosureSpec) -> frozenset[str]:
    cover = spec.cover
    texts = ["第页0123456789- ", cover.title, cover.printed_organization, cover.printed_date, spec.narrative_title]
    for table in spec.printed_tables:
        texts += [table.title, unit_line(table.unit), table.note]
        texts += [item.cell.text for item in lay_out(table).placed]
    for section in spec.narrative:
        texts += [section.heading, *section.paragraphs]
    return frozenset("".join(texts))


def _register(font: FontFile, characters: frozenset[str]) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # A registered font remembers which glyphs each document used: a fresh one a run keeps the bytes the same.
    pdfmetrics.registerFont(TTFont(_FACE, BytesIO(subset_font(font, characters).data)))


def _foot(organization: str, size: tuple[float, float]) -> Callable[[Canvas, BaseDocTemplate], None]:
    def draw(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFont(_FACE, 8)
        canvas.drawString(_MARGIN, _MARGIN / 2, organization)
        canvas.drawRightString(size[0] - _MARGIN, _MARGIN / 2, f"第{canvas.getPageNumber()}页")
        canvas.restoreState()

    return draw


def _style(name: str, size: float = _SIZE, leading: float = _LEADING, **more: float) -> ParagraphStyle:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name, fontName=_FACE, fontSize=size, leading=leading, wordWrap="CJK", bulletFontName=_FACE, **more
    )


def _paragraph(text: str, style: ParagraphStyle) -> Flowable:
    from xml.sax.saxutils import escape

    from reportlab.platypus import Paragraph

    return Paragraph(escape(text), style)


def _cover(spec: DisclosureSpec) -> list[Flowable]:
    from reportlab.platypus import Spacer

    title = _style("cover", 22, 32, alignment=1)
    plain = _style("cover line", 14, 24, alignment=1)
    return [
        Spacer(1, 200),
        _paragraph(spec.cover.title, title),
        Spacer(1, 60),
        _paragraph(spec.cover.printed_organization, plain),
        _paragraph(spec.cover.printed_date, plain),
    ]


def _narrative(spec: DisclosureSpec) -> list[Flowable]:
    title = _style("title", 16, 24, alignment=1, spaceAfter=10)
    heading = _style("heading", 12, 18, spaceBefore=10, spaceAfter=4, keepWithNext=1)
    plain = _style("paragraph", 10.5, 18, firstLineIndent=21)
    story = [_paragraph(spec.narrative_title, title)] if spec.narrative_title else []
    for section in spec.narrative:
        story += [_paragraph(section.heading, heading), *(_paragraph(text, plain) for text in section.paragraphs)]
    return story


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The paper a table goes on and its column widths, in points."""

    paper: str
    widths: tuple[float, ...]
    room: float


def _measure(table: TableSpec) -> _Sheet:
    """Column widths from what the cells hold; portrait if they fit, else landscape, where text columns give way."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    natural: list[float] = []
    layout = lay_out(table)
    for column, role in enumerate(table.columns):
        alone = [i for i in layout.placed if i.column == column and i.cell.across == 1]
        # A head wraps after about four characters; what the rows hold should not, up to the role's most.
        needs = [
            stringWidth(i.cell.text[:4] if i.row < layout.header_rows else i.cell.text, _FACE, _SIZE) for i in alone
        ]
        width = max(needs, default=0.0) + 2 * _PAD + 1
        natural.append(min(max(width, _MIN_WIDTH[role]), _MAX_WIDTH[role]))
    paper, size = ("portrait", _PORTRAIT) if sum(natural) <= _PORTRAIT[0] - 2 * _MARGIN else ("landscape", _LANDSCAPE)
    widths = _fitted(natural, [role in {"label", "text"} for role in table.columns], size[0] - 2 * _MARGIN)
    return _Sheet(paper, widths, size[1] - 2 * _MARGIN - _HEAD_ROOM)


def _fitted(natural: Sequence[float], yields: Sequence[bool], available: float) -> tuple[float, ...]:
    """Widths that fill `available` exactly. To shrink, wide columns of words give way first: a number must not wrap."""
    if sum(natural) <= available:
        return tuple(width * available / sum(natural) for width in natural)
    for least in (_WORDY, 0.0):
        gives = [give and width > least for width, give in zip(natural, yields, strict=True)]
        wide = sum(width for width, give in zip(natural, gives, strict=True) if give)
        kept = sum(natural) - wide
        if wide and available - kept >= _MIN_WIDTH["text"] * sum(gives):
            factor = (available - kept) / wide
            return tuple(width * factor if give else width for width, give in zip(natural, gives, strict=True))
    return tuple(width * available / sum(natural) for width in natural)


def _table(table: TableSpec, sheet: _Sheet) -> list[Flowable]:
    from reportlab.platypus import PageBreak

    layout = lay_out(table)
    heights = _ruled(layout, table, sheet.widths)
    title = _style("table title", 14, 20, alignment=1)
    unit = _style("unit", 9, 16, alignment=2)
    story = [_paragraph(table.title, title), _paragraph(unit_line(table.unit), unit)]
    for number, (first, last) in enumerate(_cuts(layout, table, heights._rowHeights, sheet.room)):
        if number:
            story.append(PageBreak())
        story.append(_ruled(_part(layout, first, last), table, sheet.widths, first - layout.header_rows))
    if table.note:
        story.append(_paragraph(table.note, _style("note", spaceBefore=6)))
    return story


def _cuts(layout: Layout, table: TableSpec, heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """Row ranges [first, last), one a page. A cut never crosses a merged cell, unless that cell is taller than a page."""
    head = sum(heights[: layout.header_rows])
    crossed: set[int] = set()
    for item in layout.body:
        if sum(heights[item.row : item.row + item.cell.down]) + head <= room:
            crossed.update(range(item.row + 1, item.row + item.cell.down))
    cuts: list[tuple[int, int]] = []
    first, last, used = layout.header_rows, layout.header_rows, head
    for row in range(layout.header_rows, layout.height):
        used += heights[row]
        if used > room:
            if last == first:
                raise UsageError(f"{table.title}: the rows from {row} on do not fit a page; shorten their texts")
            cuts.append((first, last))
            first, used = last, head + sum(heights[last : row + 1])
        if row + 1 not in crossed:
            last = row + 1
    return [*cuts, (first, layout.height)]


def _part(layout: Layout, first: int, last: int) -> Layout:
    """The header and the body rows [first, last) as a layout of its own; a cell cut in two prints its text twice."""
    head = layout.header_rows
    placed = [item for item in layout.placed if item.row < head]
    for item in layout.body:
        top, bottom = max(item.row, first), min(item.row + item.cell.down, last)
        if top < bottom:
            placed.append(
                Placed(top - first + head, item.column, CellSpec(item.cell.text, item.cell.across, bottom - top))
            )
    return Layout(tuple(placed), layout.width, last - first + head, head)


def _ruled(layout: Layout, table: TableSpec, widths: Sequence[float], skipped: int = 0) -> Table:
    """A reportlab table, already wrapped to `widths`; `skipped` body rows of `table` stand on earlier pages."""
    from reportlab.lib.colors import Color, black
    from reportlab.platypus import Table

    styles = {side: _style(f"cell {side}", alignment=side) for side in (0, 1, 2)}
    grid: list[list[Any]] = [[""] * layout.width for _ in range(layout.height)]
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), _FACE, _SIZE, _LEADING),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("BACKGROUND", (0, 0), (-1, layout.header_rows - 1), Color(0.93, 0.93, 0.93)),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    for item in layout.placed:
        header = item.row < layout.header_rows
        role = table.columns[item.column]
        side = 1 if header or item.cell.across > 1 or role == "code" else (2 if role == "amount" else 0)
        # An empty paragraph would still make the row a line high; reportlab gives an empty text the same height.
        grid[item.row][item.column] = _paragraph(item.cell.text, styles[side]) if item.cell.text else ""
        end = (item.column + item.cell.across - 1, item.row + item.cell.down - 1)
        if end != (item.column, item.row):
            commands.append(("SPAN", (item.column, item.row), end))
        if not header and table.rows[item.row - layout.header_rows + skipped].bold:
            commands.append(("BACKGROUND", (item.column, item.row), end, Color(0.96, 0.96, 0.96)))
    ruled = Table(grid, colWidths=list(widths))
    ruled.setStyle(commands)
    ruled.wrap(sum(widths), 100_000)
    return ruled
