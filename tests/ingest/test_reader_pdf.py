"""The PDF reader on small pages drawn here, each with one trap of real disclosures, and on the real ones of ../shared."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("reportlab", reason="reportlab draws the pages of these tests (extra dev)")

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import ReadError
from ingest.insets import set_in
from ingest.model import Grid, Source, TextLine
from ingest.readers import ocr
from ingest.readers.pdf import read_pdf
from ingest.readers.pdf_furniture import page_number
from ingest.readers.pdf_glyphs import plain_text
from ingest.readers.pdf_lattice import find_lattices
from ingest.readers.pdf_rules import Rule
from ingest.readers.pdf_text import is_number, join_lines

SHARED = Path(__file__).resolve().parents[3] / "shared"
FONT = "STSong-Light"
HEIGHT = 400.0
Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = (400, HEIGHT), **options: object) -> bytes:
    """A PDF with one page a drawing function."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, **options)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(canvas: Canvas, x: float, top: float, text: str) -> None:
    """Text whose line begins `top` points below the page's upper edge."""
    canvas.drawString(x, HEIGHT - top - 10, text)


def ruled(canvas: Canvas, xs: list[float], tops: list[float], skip: tuple[tuple[str, int], ...] = ()) -> None:
    """All rules of a lattice but those in `skip`, named ("x", number) and ("y", number)."""
    for index, x in enumerate(xs):
        if ("x", index) not in skip:
            canvas.line(x, HEIGHT - tops[0], x, HEIGHT - tops[-1])
    for index, top in enumerate(tops):
        if ("y", index) not in skip:
            canvas.line(xs[0], HEIGHT - top, xs[-1], HEIGHT - top)


def fill_in(canvas: Canvas, xs: list[float], tops: list[float], rows: list[list[str]]) -> None:
    for top, row in zip(tops, rows, strict=False):
        for x, text in zip(xs, row, strict=False):
            put(canvas, x + 4, top + 4, text)


def grids(source: Source) -> list[Grid]:
    return [block for block in source.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [["~" if cell.covered else cell.text for cell in row.cells] for row in grid.rows]


def lines(source: Source) -> list[str]:
    return [block.text for block in source.blocks if isinstance(block, TextLine)]


XS, TOPS = [40.0, 160.0, 260.0, 360.0], [60.0, 80.0, 100.0, 120.0]
ROWS = [["项目", "基本支出", "项目支出"], ["公安", "100.00", "20.50"], ["法院", "1,234.56", "7.00"]]


def test_a_ruled_table_keeps_its_cells_and_the_lines_around_it() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 150, 20, "支出预算总表")
        put(canvas, 300, 40, "单位：万元")
        ruled(canvas, XS, TOPS)
        fill_in(canvas, XS, TOPS, ROWS)

    source = read_pdf(pdf(draw), "a.pdf")
    assert texts(grids(source)[0]) == ROWS
    assert lines(source) == ["支出预算总表", "单位：万元"]
    assert isinstance(source.blocks[-1], Grid)
    assert (source.page_count, source.format) == (1, "pdf")
    box = grids(source)[0].rows[2].cells[1].bbox
    assert box == pytest.approx((160, 100, 260, 120), abs=0.5)


def test_merged_headers_give_true_spans() -> None:
    """项目 spans two storeys, 支出 two columns; every covered place is covered, none is None."""
    tops = [60.0, 80.0, 100.0, 120.0]

    def draw(canvas: Canvas) -> None:
        for x in (40, 160, 360):
            canvas.line(x, HEIGHT - 60, x, HEIGHT - 120)
        canvas.line(260, HEIGHT - 80, 260, HEIGHT - 120)
        for top, left in ((60, 40), (80, 160), (100, 40), (120, 40)):
            canvas.line(left, HEIGHT - top, 360, HEIGHT - top)
        put(canvas, 80, 74, "项目")
        put(canvas, 240, 64, "支出")
        fill_in(canvas, [160, 260], tops[1:], [["基本支出", "项目支出"]])
        fill_in(canvas, XS, tops[2:], [["公安", "1.00", "2.00"]])

    grid = grids(read_pdf(pdf(draw), "a.pdf"))[0]
    assert texts(grid) == [["项目", "支出", "~"], ["~", "基本支出", "项目支出"], ["公安", "1.00", "2.00"]]
    first = grid.rows[0].cells
    assert (first[0].rowspan, first[0].colspan, first[1].rowspan, first[1].colspan) == (2, 1, 1, 2)


def test_thin_filled_rectangles_are_rules_and_shading_is_not() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(40, HEIGHT - 80, 320, 20, stroke=0, fill=1)
        canvas.rect(170, HEIGHT - 95, 40, 10, stroke=0, fill=1)  # a marked word within a cell
        canvas.setFillGray(0)
        for x in XS:
            canvas.rect(x, HEIGHT - 120, 0.6, 60, stroke=0, fill=1)
        for top in TOPS:
            canvas.rect(40, HEIGHT - top, 320, 0.6, stroke=0, fill=1)
        fill_in(canvas, XS, TOPS, ROWS)

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0]) == ROWS


@pytest.mark.parametrize("missing", [("x", 0), ("x", 3), ("y", 0), ("y", 3)])
def test_a_missing_outer_rule_is_closed(missing: tuple[str, int]) -> None:
    """The left, right, top or bottom rule is not drawn: a table broken by the page's edge, or an open style."""

    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, TOPS, skip=(missing,))
        fill_in(canvas, XS, TOPS, ROWS)

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0]) == ROWS


def test_two_amounts_in_one_cell_are_parted_where_an_inner_rule_is_missing() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, TOPS, skip=(("x", 2),))
        fill_in(canvas, XS, TOPS, ROWS)

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0])[1:] == ROWS[1:]


def test_rows_without_rules_between_them_are_parted_by_their_amounts() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, TOPS, skip=(("y", 2),))
        fill_in(canvas, XS, TOPS, ROWS)

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0]) == ROWS


def test_two_tables_on_a_page_stay_two_grids() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0.0, 120.0):
            tops = [top + shift for top in TOPS]
            ruled(canvas, XS, tops)
            fill_in(canvas, XS, tops, ROWS)
        put(canvas, 40, 140, "政府性基金预算表")

    source = read_pdf(pdf(draw), "a.pdf")
    assert [texts(grid) for grid in grids(source)] == [ROWS, ROWS]
    assert [type(block).__name__ for block in source.blocks] == ["Grid", "TextLine", "Grid"]


def test_amounts_in_columns_without_any_rules_are_a_table_with_a_warning() -> None:
    rows = [
        ["公安", "100.00", "20.50"],
        ["法院", "234.56", "7.00"],
        ["检察院", "34.50", "8.00"],
        ["司法", "4.00", "9.00"],
    ]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            put(canvas, 40, 60 + 16 * index, row[0])
            for x, text in zip((220, 320), row[1:], strict=True):
                canvas.drawRightString(x, HEIGHT - 70 - 16 * index, text)

    source = read_pdf(pdf(draw), "a.pdf")
    assert texts(grids(source)[0]) == rows
    assert "page 1" in source.warnings[0]
    assert "without ruling lines" in source.warnings[0]


def test_rows_that_leave_their_last_columns_blank_are_a_table_without_rules_too() -> None:
    rows = [
        ["公安", "100.00", "100.00", ""],
        ["法院", "234.00", "", "234.00"],
        ["检察院", "34.50", "34.50", ""],
        ["司法", "4.00", "", "4.00"],
        ["教育", "9.00", "9.00", ""],
        ["卫生", "8.00", "", "8.00"],
    ]

    def draw(canvas: Canvas) -> None:
        for index, row in enumerate(rows):
            put(canvas, 40, 60 + 16 * index, row[0])
            for x, text in zip((200, 300, 400), row[1:], strict=True):
                canvas.drawRightString(x, HEIGHT - 70 - 16 * index, text)

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0]) == rows


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("公务用⻋购置费", "公务用车购置费"),  # as browsers print 车, 门, 长, 青 and 户
        ("部⻔增⻓", "部门增长"),
        ("⻘少年活动", "青少年活动"),
        ("财政专⼾管理资金", "财政专户管理资金"),
        ("⾏政⽀出", "行政支出"),
        ("ﬁnal", "final"),
    ],
)
def test_letters_printed_as_radicals_are_read_as_letters(printed: str, read: str) -> None:
    assert plain_text(printed) == read


def test_running_text_with_numbers_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        for index in range(6):
            put(canvas, 40, 60 + 16 * index, f"本年支出 {index}1.50 万元，比上年增加 {index}.20 万元。")

    source = read_pdf(pdf(draw), "a.pdf")
    assert grids(source) == []
    assert source.warnings == ()


def test_page_numbers_and_running_headers_go_and_titles_and_units_stay() -> None:
    """A sentence that crosses a page never meets the page number: 3 + 7,331.92 is not 37,331.92."""

    def draw_page(number: int) -> Draw:
        def draw(canvas: Canvas) -> None:
            put(canvas, 150, 10, "某某局二〇二四年公开材料")
            put(canvas, 150, 26, "一般公共预算支出表")
            put(canvas, 320, 40, "单位：万元")
            put(canvas, 40, 330, f"第{'甲乙丙丁'[number - 3]}段支出合计")
            put(canvas, 195, 380, str(number))

        return draw

    found = lines(read_pdf(pdf(*(draw_page(n) for n in range(3, 7))), "a.pdf"))
    assert not any(re.fullmatch(r"\d+", text) for text in found)
    assert found.count("某某局二〇二四年公开材料") == 1
    assert found.count("一般公共预算支出表") == 4
    assert found.count("单位：万元") == 4


def test_a_lone_number_at_the_foot_that_does_not_count_pages_is_kept() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 40, 100, "公务用车购置数为")
        put(canvas, 195, 380, "37")

    assert "37" in lines(read_pdf(pdf(draw), "a.pdf"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- 3 -", (3, True)),
        ("第 12 页", (12, True)),
        ("3/24", (3, True)),
        ("７", (7, False)),
        ("-12", None),
        ("7,331.92", None),
        ("3.5", None),
    ],
)
def test_what_prints_a_page_number(text: str, expected: tuple[int, bool] | None) -> None:
    assert page_number(text) == expected


def test_fake_bold_hidden_white_and_shuffled_characters() -> None:
    def draw(canvas: Canvas) -> None:
        put(canvas, 40, 60, "合计1100.11")
        put(canvas, 40.4, 60, "合计1100.11")
        canvas.setFillGray(1)
        put(canvas, 40, 100, "隐藏999")
        canvas.setFillGray(0)
        for x, char in reversed(list(zip((40, 45, 50, 55), "6789", strict=True))):
            put(canvas, x, 140, char)

    source = read_pdf(pdf(draw), "a.pdf")
    assert lines(source) == ["合计1100.11", "6789"]
    assert any("white text" in warning for warning in source.warnings)


def test_white_text_on_a_dark_header_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(40, HEIGHT - 80, 200, 20, fill=1)
        canvas.setFillGray(1)
        put(canvas, 50, 64, "预算数2024")

    assert "预算数2024" in str(read_pdf(pdf(draw), "a.pdf").blocks)


def test_a_table_turned_by_a_quarter_is_read_upright_with_boxes_on_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(400, 0)
        canvas.rotate(90)
        ruled(canvas, XS, TOPS)
        fill_in(canvas, XS, TOPS, ROWS)

    grid = grids(read_pdf(pdf(draw), "a.pdf"))[0]
    assert texts(grid) == ROWS
    x0, top, x1, bottom = grid.rows[0].cells[0].bbox or (0, 0, 0, 0)
    assert (x1 - x0, bottom - top) == pytest.approx((20, 120), abs=1)


def test_how_far_a_text_is_set_in_is_measured_from_its_cells_edges() -> None:
    labels = [("一般公共服务支出", 0), ("财政事务", 20), ("行政运行", 40), ("教育支出", 0)]
    tops = [60.0, 80.0, 100.0, 120.0, 140.0]

    def draw(canvas: Canvas) -> None:
        ruled(canvas, [40, 200, 300], tops)
        for top, (label, offset) in zip(tops, labels, strict=False):
            put(canvas, 44 + offset, top + 4, label)
            put(canvas, 210, top + 4, "1.00")

    grid = grids(read_pdf(pdf(draw), "a.pdf"))[0]
    cells = [row.cells[0] for row in grid.rows]
    assert [cell.text for cell in cells] == [label for label, _ in labels]
    assert [cell.inset[0] for cell in cells if cell.inset] == pytest.approx([0.4, 2.4, 4.4, 0.4], abs=0.1)
    assert [row.cells[0].text for row in set_in(grid.rows)] == [
        "一般公共服务支出",
        "　　财政事务",
        "　　　　行政运行",
        "教育支出",
    ]


def test_a_number_that_runs_over_its_rule_stays_whole() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, TOPS)
        put(canvas, 44, 84, "公安")
        canvas.drawRightString(270, HEIGHT - 94, "1,234,567,890.12")

    assert texts(grids(read_pdf(pdf(draw), "a.pdf"))[0])[1] == ["公安", "1,234,567,890.12", ""]


def test_lines_that_a_cell_cuts_off_do_not_reach_the_next_cell() -> None:
    """A text too long for its cell is clipped on the page; unclipped it would read 业链，持续推动50 in the cell below."""

    def draw(canvas: Canvas) -> None:
        ruled(canvas, XS, TOPS)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(160, HEIGHT - 80, 100, 20)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setFont(FONT, 10)
        put(canvas, 164, 64, "提升创新链产")
        put(canvas, 164, 82, "业链持续推动")
        canvas.restoreState()
        put(canvas, 164, 84, "50")

    source = read_pdf(pdf(draw), "a.pdf")
    assert [row[1] for row in texts(grids(source)[0])] == ["提升创新链产", "50", ""]
    assert source.warnings == ("page 1: 6 characters that their cells cut off left out",)


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ([("一般公共预算", True), ("财政拨款", False)], "一般公共预算财政拨款"),
        ([("1,234,5", True), ("67.89", False)], "1,234,567.89"),
        ([("12.50", True), ("13.20", False)], "12.50 13.20"),
        ([("100", False), ("200", False)], "100 200"),
        ([("123", True), ("456,789", False)], "123 456,789"),
        ([("　　行政运行", False)], "　　行政运行"),
        ([("Public", False), ("Security", False)], "Public Security"),
    ],
)
def test_lines_of_one_cell_join_the_chinese_way(pieces: list[tuple[str, bool]], whole: str) -> None:
    assert join_lines(pieces) == whole


@given(st.decimals(min_value=0, max_value=10**12, places=2), st.decimals(min_value=0, max_value=10**12, places=2))
def test_two_whole_amounts_never_become_one(first: object, second: object) -> None:
    joined = join_lines([(f"{first:,}", True), (f"{second:,}", True)])
    assert joined.split() == [f"{first:,}", f"{second:,}"]


@given(st.integers(1, 6), st.integers(1, 6), st.sets(st.tuples(st.integers(0, 5), st.integers(1, 5))))
@settings(max_examples=60)
def test_cells_cover_a_lattice_without_overlap(columns: int, rows: int, gaps: set[tuple[int, int]]) -> None:
    """However many inner rules are missing, each slot belongs to exactly one cell."""
    xs, ys = [30.0 * i for i in range(columns + 1)], [20.0 * i for i in range(rows + 1)]
    across = [Rule(y, xs[0], xs[-1]) for y in ys]
    down = [
        Rule(x, ys[row], ys[row + 1])
        for i, x in enumerate(xs)
        for row in range(rows)
        if not (0 < i < columns and (row, i) in gaps)
    ]
    for lattice in find_lattices(across, down):
        slots = [
            (r, c)
            for b in lattice.boxes
            for r in range(b.row, b.row + b.rowspan)
            for c in range(b.column, b.column + b.colspan)
        ]
        assert len(slots) == len(set(slots)) == (len(lattice.xs) - 1) * (len(lattice.ys) - 1)


def _text(canvas: Canvas) -> None:
    put(canvas, 40, 60, "部门预算 100.00 万元")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"<html><body>2024</body></html>", "not a PDF"),
        (pdf(_text)[:400], "cut off"),
        (b"%PDF-1.4\nnonsense\n%%EOF\n", "damaged|no pages|cannot be found"),
        (pdf(_text, encrypt=StandardEncryption("secret", ownerPassword="owner")), "encrypted"),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_what_to_do(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as caught:
        read_pdf(data, "坏.pdf")
    assert str(caught.value).startswith("坏.pdf: ")


@pytest.mark.timeout(900)  # a page that loses its text is read as a scan, which takes its time on a busy machine
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=40))
@settings(max_examples=40, deadline=None)
def test_a_mutated_file_is_read_or_refused_and_never_crashes(changes: list[tuple[int, int]]) -> None:
    data = bytearray(_MUTABLE)
    for place, value in changes:
        data[place % len(data)] = value
    try:
        assert read_pdf(bytes(data), "a.pdf").format == "pdf"
    except ReadError as error:
        assert str(error).startswith("a.pdf: ")


_MUTABLE = pdf(lambda canvas: (ruled(canvas, XS, TOPS), fill_in(canvas, XS, TOPS, ROWS))[0], _text, pageCompression=0)


def test_pages_beyond_the_limit_are_named() -> None:
    source = read_pdf(pdf(_text, _text, _text), "a.pdf", max_pages=2)
    assert source.page_count == 3
    assert len(lines(source)) == 2
    assert any("page 3 not read" in warning for warning in source.warnings)


def test_a_scan_without_ocr_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (100, 100), 200)), 0, 0, 400, 400)

    monkeypatch.setattr(ocr, "available", lambda: False)
    with pytest.raises(ReadError, match=re.escape(ocr.INSTALL)):
        read_pdf(pdf(scan, scan), "a.pdf")
    source = read_pdf(pdf(_text, scan), "a.pdf")
    assert any(warning.startswith("page 2:") and ocr.INSTALL in warning for warning in source.warnings)


def _bare(text: str) -> str:
    return re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text))


def _cited() -> dict[str, set[tuple[int, str]]]:
    """By document, the page and text of every printed figure that the shared questions cite; empty where they are not."""
    wanted: dict[str, set[tuple[int, str]]] = defaultdict(set)
    path = SHARED / "questions" / "dev.jsonl"
    for row in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        for item in json.loads(row)["evidence"]:
            document = SHARED / "disclosures" / item["document"]
            if document.suffix == ".pdf" and item.get("page") and item.get("text"):
                wanted[document.name].add((item["page"], item["text"]))
    return wanted


CITED = _cited()


@pytest.mark.shared
@pytest.mark.timeout(600)
@pytest.mark.skipif(not CITED, reason="../shared with the real disclosures is not here")
@pytest.mark.parametrize("document", sorted(CITED))
def test_every_figure_that_the_questions_cite_stands_in_one_cell_or_line(document: str) -> None:
    data = (SHARED / "disclosures" / document).read_bytes()
    if b"%PDF-" not in data[:1024]:
        pytest.skip(f"{document} is no PDF")
    printed: dict[int | None, list[str]] = defaultdict(list)
    for block in read_pdf(data, document).blocks:
        if isinstance(block, Grid):
            for line in block.rows:
                printed[line.page].extend(_bare(cell.text) for cell in line.cells)
        else:
            printed[block.page].append(_bare(block.text))
    missing = []
    for page, text in CITED[document]:
        pattern = re.compile(rf"(?<![\d.]){re.escape(_bare(text))}(?!\.?\d)")
        if not any(pattern.search(place) for place in printed[page]):
            missing.append((page, text))
    assert missing == []


def test_numbers_are_told_from_what_only_looks_like_one() -> None:
    assert all(is_number(text) for text in ("100", "1,234.50", "-3.2", "(12.00)", "１２．５０", "49%"))
    assert not any(is_number(text) for text in ("1,23", "12.50 13.20", "2024年", "1.2.3", ""))
