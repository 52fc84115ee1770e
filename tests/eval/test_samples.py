"""The sample disclosures: what the generator prints is what the spec says, every time, in all four formats."""

from __future__ import annotations

import copy
import json
import os
import re
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.samples import FORMATS, SHIPPED_SPEC, DisclosureSpec, damage, generate, load
from eval.samples.__main__ import main
from eval.samples.fonts import find_font
from eval.samples.layout import LayoutError, lay_out
from eval.samples.pdf import recipe
from eval.samples.spec import CellSpec, RowSpec, TableSpec, parse
from eval.samples.xlsx import number_format
from ingest.amounts import parse_number
from ingest.errors import MissingExtraError, UsageError

ROOT = Path(__file__).resolve().parents[2]
SHIPPED_TEXT = ROOT / "ui" / "samples" / "criminal_police_2024_sample.txt"
SHIPPED_PDF = SHIPPED_TEXT.with_suffix(".pdf")
REAL = ROOT.parent / "shared" / "disclosures" / "lhasa_criminal_police_2024_budget.txt"


@pytest.fixture(scope="module")
def spec() -> DisclosureSpec:
    return load(SHIPPED_SPEC)


@pytest.fixture(scope="module")
def real() -> str:
    if not REAL.is_file():
        pytest.skip("../shared/disclosures is missing: the real document is not part of the repository")
    return REAL.read_text(encoding="utf-8")


def need_font() -> str:
    """The recipe of a PDF made here; skips where there is no Chinese font."""
    try:
        return recipe(find_font())
    except (UsageError, MissingExtraError) as error:
        pytest.skip(f"no PDF can be made here: {error}")


def table(spec: DisclosureSpec, title: str) -> TableSpec:
    return next(t for t in spec.printed_tables if t.title == title)


def body(found: TableSpec) -> list[list[str]]:
    layout = lay_out(found)
    return layout.texts()[layout.header_rows :]


def number(text: str) -> Decimal:
    """A printed amount; a blank adds nothing to a sum."""
    return parse_number(text) or Decimal(0)


def total_row(found: TableSpec) -> list[str]:
    return next(row for row in body(found) if row[0] == "合 计")


# The same bytes each run, and the files shipped


@pytest.mark.parametrize("kind", FORMATS)
def test_same_bytes_in_every_process(kind: str, tmp_path: Path) -> None:
    if kind == "pdf":
        need_font()
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "eval.samples", "--out", str(out), "--format", kind]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": f"UTC-{seed}"}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        (file,) = out.iterdir()
        made.append(file.read_bytes())
    assert made[0] == made[1]


def test_shipped_text_is_what_the_generator_makes(spec: DisclosureSpec) -> None:
    assert SHIPPED_TEXT.read_bytes() == generate(spec, "text")


def test_shipped_pdf_is_what_the_generator_makes(spec: DisclosureSpec) -> None:
    import pdfplumber

    here = need_font()
    with pdfplumber.open(SHIPPED_PDF) as pdf:
        there = pdf.metadata["Producer"]
    if here != there:
        pytest.skip(f"the shipped PDF was made with {there}; here is {here}")
    assert SHIPPED_PDF.read_bytes() == generate(spec, "pdf")


def test_shipped_pdf_embeds_every_font_it_uses() -> None:
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdftypes import resolve1

    embedded = {}
    with SHIPPED_PDF.open("rb") as file:
        for page in PDFPage.get_pages(file):
            for reference in resolve1(page.resources["Font"]).values():
                font = resolve1(reference)
                descriptor = resolve1(font.get("FontDescriptor", {}))
                embedded[str(font["BaseFont"])] = "FontFile2" in descriptor
    assert embedded
    assert all(embedded.values()), embedded


# What is printed


def printed_amounts(spec: DisclosureSpec) -> Counter[str]:
    counted = Counter(spec.amounts)
    assert counted["9,929.35"] > 10  # the test would hold of an empty spec too
    return counted


def test_every_amount_is_in_the_text(spec: DisclosureSpec) -> None:
    cells = Counter(cell for line in generate(spec, "text").decode().splitlines() for cell in line.split("\t"))
    assert not printed_amounts(spec) - cells


def test_every_amount_is_in_the_html(spec: DisclosureSpec) -> None:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(generate(spec, "html"), "lxml")
    assert not printed_amounts(spec) - Counter(cell.get_text() for cell in page.find_all("td"))
    assert len(page.find_all("table")) == len(spec.printed_tables)


def test_every_amount_is_a_number_in_the_workbook_and_shows_as_printed(spec: DisclosureSpec) -> None:
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(generate(spec, "xlsx")))
    found: Counter[str] = Counter()
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "n" and cell.value is not None:
                    decimals = len(cell.number_format.partition(".")[2])
                    commas = "," if "," in cell.number_format else ""
                    found[format(Decimal(str(cell.value)), f"{commas}.{decimals}f")] += 1
                assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate} became a formula"
    assert not printed_amounts(spec) - found
    merged = {str(area) for area in book["一般公共预算支出表"].merged_cells.ranges}
    assert {"A3:D3", "E3:G3", "A4:C4", "D4:D5", "A6:D6"} <= merged


def pdf_words(data: bytes) -> Counter[str]:
    import pdfplumber

    with pdfplumber.open(BytesIO(data)) as pdf:
        return Counter(word["text"] for page in pdf.pages for word in page.extract_words())


def test_every_amount_is_one_word_in_the_shipped_pdf(spec: DisclosureSpec) -> None:
    assert not printed_amounts(spec) - pdf_words(SHIPPED_PDF.read_bytes())


def test_every_amount_is_one_word_in_a_pdf_made_here(spec: DisclosureSpec) -> None:
    need_font()
    assert not printed_amounts(spec) - pdf_words(generate(spec, "pdf"))


def test_pdf_repeats_the_header_and_names_the_organisation_on_every_page(spec: DisclosureSpec) -> None:
    import pdfplumber

    assert spec.performance
    with pdfplumber.open(SHIPPED_PDF) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
        targets = [page.extract_tables()[0] for page in pdf.pages if "54000021R" in page.extract_text()]
    assert len(targets) > 1
    assert {tuple(t[0]) for t in targets} == {tuple(targets[0][0])}
    assert [cell.replace("\n", "") for cell in targets[0][0]] == list(spec.performance.header)
    for place, text in enumerate(pages, start=1):
        assert text.splitlines()[-1] == f"140003-拉萨市刑警支队 第{place}页"


def test_text_export_is_laid_out_as_budget_systems_do(spec: DisclosureSpec) -> None:
    lines = generate(spec, "text").decode().splitlines()
    assert lines[:7] == [
        "# 2024年部门（单位）预算公开表", "", "2024年02月01日", "", "## 财政拨款收支总表", "", "金额单位：万元",
    ]  # fmt: skip
    assert "\t\t20\t执法办案\t100.00\t\t100.00" in lines
    assert "合 计\t\t\t\t9,929.35\t8,495.82\t1,433.53" in lines
    first, last = damage.find_rows(lines, "项目支出绩效信息表")
    rows = [line.split("\t") for line in lines[first + 1 : last]]
    assert rows[0][:4] == ["140003-拉萨市刑警支队", "54000021R000000005055-工资性支出", "10.00", "5,362.05"]
    assert [row[0] for row in rows[1:]] == [""] * (len(rows) - 1)
    assert {len(row) for row in rows} == {12}


# The figures agree with one another, but for the misprints kept on purpose


@pytest.mark.parametrize("title", ["一般公共预算支出表", "一般公共预算基本支出表", "部门支出总表"])
def test_headings_are_the_sums_of_what_stands_below_them(spec: DisclosureSpec, title: str) -> None:
    found = table(spec, title)
    amounts = [n for n, role in enumerate(found.columns) if role == "amount"]
    by_code = {row.code: texts for row, texts in zip(found.rows, body(found), strict=True)}
    assert by_code[""][0] == "合 计"
    for code, texts in by_code.items():
        level = {0: 3, 3: 5, 5: 7}.get(len(code))
        below = [other for c, other in by_code.items() if len(c) == level and c.startswith(code)]
        if not below:
            continue
        for column in amounts:
            assert number(texts[column]) == sum(number(o[column]) for o in below), (code or "合计", column)


@pytest.mark.parametrize("title", ["一般公共预算支出表", "一般公共预算基本支出表", "部门支出总表"])
def test_total_is_the_sum_of_its_columns(spec: DisclosureSpec, title: str) -> None:
    found = table(spec, title)
    first = found.columns.index("amount")
    for row in body(found):
        assert number(row[first]) == sum(number(text) for text in row[first + 1 :]), row


def test_income_balances_expenditure(spec: DisclosureSpec) -> None:
    fiscal = body(table(spec, "财政拨款收支总表"))
    items = [row for row in fiscal if row[2] and not row[2].startswith(("一、", "二、", "支出总计"))]
    assert number(fiscal[0][1]) == number(fiscal[0][3]) == number(fiscal[-1][1]) == number(fiscal[-1][3])
    assert number(fiscal[0][3]) == sum(number(row[3]) for row in items)
    assert number(fiscal[0][1]) == sum(number(row[1]) for row in fiscal[1:3])
    whole = body(table(spec, "部门收支总表"))
    income, spending = number(whole[-1][1]), number(whole[-1][3])
    assert income == spending == sum(number(row[3]) for row in whole[:-3]) == sum(number(row[1]) for row in whole[:-3])


def test_tables_agree_with_one_another(spec: DisclosureSpec) -> None:
    general, basic, all_spending = (
        total_row(table(spec, title)) for title in ("一般公共预算支出表", "一般公共预算基本支出表", "部门支出总表")
    )
    assert general[4] == all_spending[4]
    assert general[5] == basic[4]
    assert basic[5:7] == all_spending[5:7]
    assert general[6] == all_spending[7]


def test_special_projects_make_up_project_expenditure(spec: DisclosureSpec) -> None:
    """The projects of salaries and running costs are basic expenditure; all others are project expenditure."""
    assert spec.performance
    running = {"商品和服务支出", "工会经费"}
    special = [p for p in spec.performance.projects if "R0" not in p.code and p.name not in running]
    assert sum(number(p.budget) for p in special) == number(total_row(table(spec, "部门支出总表"))[7])
    costs = [p for p in spec.performance.projects if p.name in running]
    assert sum(number(p.budget) for p in costs) == number(total_row(table(spec, "部门支出总表"))[6])


def test_weights_make_100_or_the_project_says_that_targets_are_missing(spec: DisclosureSpec) -> None:
    assert spec.performance
    for project in spec.performance.projects:
        weights = [number(project.execution_weight), *(number(i.weight) for i in project.indicators)]
        assert (sum(weights) == 100) is not project.incomplete, project.name


def test_misprints_of_the_document_are_kept(spec: DisclosureSpec) -> None:
    assert spec.performance
    control = {
        p.name: (p.budget, [i.target for i in p.indicators if i.level2 == "成本指标"])
        for p in spec.performance.projects
    }
    assert control["党建经费"] == ("92.39", ["93.39"])
    assert control["DNA检验数据耗材经费"] == ("50.00", ["10"])
    (row,) = body(table(spec, "一般公共预算“三公”经费支出表"))
    assert (row[:6], row[6:]) == (["100", "", "100", "", "100", ""], ["100", "", "", "", "100", ""])


def test_sentences_state_only_amounts_of_the_tables(spec: DisclosureSpec) -> None:
    stated = [amount for text in spec.prose for amount in re.findall(r"([\d,.]+)万元", text)]
    assert len(stated) > 30
    assert set(stated) <= set(spec.amounts)
    assert spec.performance
    for project in spec.performance.projects:
        assert re.findall(r"([\d,.]+)万元", project.objective) == [project.budget]


@pytest.mark.shared
def test_amounts_and_names_come_from_the_real_document(spec: DisclosureSpec, real: str) -> None:
    cells = {re.sub("</?b>", "", cell) for line in real.splitlines() for cell in line.split("\t")}
    assert set(spec.amounts) <= cells
    assert spec.performance
    for project in spec.performance.projects:
        assert project.printed_name in cells
        for indicator in project.indicators:
            assert {indicator.level1, indicator.level2, indicator.level3, indicator.target} <= cells


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_real_document(spec: DisclosureSpec, real: str) -> None:
    pieces = [piece.strip() for text in spec.prose for piece in re.split("[。；，]", text)]
    long = [piece for piece in pieces if len(piece) >= 12]
    assert len(long) > 10
    assert [piece for piece in long if piece in real] == []


# A wrong spec says where


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(SHIPPED_SPEC.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("cover", "basis"), "guess", r"^cover\.basis: 'guess' is none of budget, final_accounts$"),
        (("cover", "published"), "1.2.2024", r"^cover\.published: '1\.2\.2024' is no date"),
        (("cover", "fiscal_year"), "2024", r"^cover\.fiscal_year: a whole number"),
        (("cover", "colour"), "red", r"^cover\.colour: unknown"),
        (("tables",), {}, r"^tables: a list is needed"),
        (("tables", 0, "unit"), "美元", r"^tables\[0\]\.unit: '美元'"),
        (("tables", 0, "rows", 3), ["", ""], r"^tables\[0\]\.rows\[3\]: 2 of 6 columns filled$"),
        (("tables", 0, "rows", 3), [""] * 7, r"^tables\[0\]\.rows\[3\]: .*beyond the table's 6 columns"),
        (
            ("tables", 0, "rows", 2, 1),
            "1,0.0",
            r"^tables\[0\]\.rows\[2\]: '1,0\.0' in column 1 is not a printed number",
        ),
        (("tables", 0, "rows", 2, 1), "1\t2", r"^tables\[0\]\.rows\[2\]\[1\]: tabs"),
        (("tables", 0, "header", 0), ["收入"], r"^tables\[0\]\.header\[0\]: 1 of 6"),
        (("tables", 1, "rows", 2, "code"), "2040", r"^tables\[1\]\.rows\[2\]\.code: '2040' does not split"),
        (("tables", 1, "code_digits"), [3, 2, 2, 2], r"^tables\[1\]\.code_digits: 4 parts"),
        (("performance", "projects", 5, "budget"), "many", r"^performance\.projects\[5\]\.budget: 'many' is not"),
        (
            ("performance", "projects", 0, "indicators", 1),
            ["a"],
            r"^performance\.projects\[0\]\.indicators\[1\]: 1 fields",
        ),
        (
            ("performance", "projects", 0, "indicators", 1, 6),
            "19",
            r"^performance\.projects\[0\].*make 99\.00, not 100",
        ),
        (("performance", "projects"), [], r"^performance\.projects: at least one"),
        (("narrative", 2, "heading"), " ", r"^narrative\[2\]\.heading: must not be empty"),
    ],
)
def test_spec_error_names_the_place(raw: dict[str, Any], path: tuple[Any, ...], value: object, message: str) -> None:
    data = copy.deepcopy(raw)
    target: Any = data
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(UsageError, match=message):
        parse(data)


def test_spec_error_names_the_file(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    with pytest.raises(UsageError, match=r"broken\.json: cannot be read"):
        load(broken)
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match=r"broken\.json: not valid JSON"):
        load(broken)
    broken.write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"^broken\.json: .*needed here, not nothing"):
        load(broken)


def test_command_tells_an_error_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert main(["--out", str(out), str(tmp_path / "none.json")]) == 2
    assert main(["--out", str(out), "--format", "pdf", "--font", str(tmp_path / "none.ttf")]) == 2
    assert main(["--out", str(out), "--format", "pdf", "--font", __file__]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 3
    assert "none.json" in errors[0]
    assert "--font" in errors[1]
    assert "not a usable font" in errors[2]
    assert not out.exists()


def test_font_without_chinese_is_refused_by_name(spec: DisclosureSpec) -> None:
    need_font()
    import reportlab

    latin = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    with pytest.raises(UsageError, match=r"Vera\.ttf: the font lacks "):
        generate(spec, "pdf", latin)


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("9,929.35", "#,##0.00"), ("100", "0"), ("0.5", "0.0"), ("1,000", "#,##0"), ("12.345", "0.000")],
)
def test_workbook_number_format_keeps_commas_and_decimals(printed: str, shown: str) -> None:
    assert number_format(printed) == shown


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(0, 5))
def test_a_row_must_fill_the_table_exactly(widths: list[int], extra: int) -> None:
    cells = tuple(CellSpec("x", across=width) for width in widths)
    made = TableSpec("表", "元", ("amount",) * (sum(widths) + extra), (), (RowSpec(cells),))
    if extra:
        with pytest.raises(LayoutError, match=f"{sum(widths)} of {sum(widths) + extra} columns filled"):
            lay_out(made)
    else:
        assert [item.column for item in lay_out(made).placed] == [sum(widths[:n]) for n in range(len(widths))]


# Damage, as real exports do it

CLEAN = (
    "## 支出表",
    "",
    "金额单位：万元",
    "",
    "类\t款\t科目\t合计\t基本",
    "合 计\t\t\t8.00\t8.00",
    "303\t\t补助\t8.00\t8.00",
    "\t07\t医疗费\t5.00\t5.00",
    "\t99\t其他\t3.00\t3.00",
    "",
)


def test_total_slides_left() -> None:
    assert damage.slide_total_left(CLEAN, 5)[5] == "合 计\t\t8.00\t8.00\t"
    with pytest.raises(UsageError, match="no empty cell after the label"):
        damage.slide_total_left(("合 计\t8.00",), 0)


def test_page_break_costs_a_cell() -> None:
    assert damage.break_page(CLEAN, 7)[6:9] == ("303\t\t补助\t8.00\t8.00", "", "07\t医疗费\t5.00\t5.00")
    with pytest.raises(UsageError, match="1 empty cells, none numbered 1"):
        damage.break_page(CLEAN, 7, empty=1)


def test_project_cell_drifts_down_its_block() -> None:
    block = ("单位\t甲\t10\t5\t目标\t产出", "\t\t\t\t\t效益", "\t乙\t10\t7\t目标\t产出")
    assert damage.move_project_down(block, 0, 1)[:2] == ("单位\t\t\t\t\t产出", "\t甲\t10\t5\t目标\t效益")
    with pytest.raises(UsageError, match="free 2 below"):
        damage.move_project_down(block, 0, 2)


def test_row_slides_right_and_loses_its_end() -> None:
    assert damage.slide_row_right(("甲\t10\t5\t产出",), 0, 2) == ("\t\t甲\t10",)
    with pytest.raises(UsageError, match="cannot slide by 4"):
        damage.slide_row_right(("甲\t10\t5\t产出",), 0, 4)


def test_rows_lose_their_first_column_and_print_it_alone() -> None:
    block = ("单位\t甲\t10", "\t\t20", "end\t")
    assert damage.slide_rows_left(block, 0, 2) == ("甲\t10\t", "\t20\t", "", "单位", "", "end\t")


def test_header_repeats_on_the_next_page() -> None:
    assert damage.repeat_header(CLEAN, 4, 1, 7)[6:9] == (CLEAN[6], CLEAN[4], CLEAN[7])
    assert damage.repeat_header(CLEAN, 4, 1, 7, blank=True)[7:9] == ("", CLEAN[4])
    with pytest.raises(UsageError, match="only repeat below itself"):
        damage.repeat_header(CLEAN, 4, 2, 5)


def test_bold_print_leaves_its_markup() -> None:
    assert damage.mark_bold(CLEAN, 5)[5] == "<b>合 计</b>\t\t\t<b>8.00</b>\t<b>8.00</b>"


def test_rows_are_found_by_title() -> None:
    assert damage.find_rows(CLEAN, "支出表") == (4, 9)
    with pytest.raises(UsageError, match="no table titled 收入表"):
        damage.find_rows(CLEAN, "收入表")


@given(st.integers(4, 8), st.sampled_from(["slide_row_right", "mark_bold", "break_page", "slide_total_left"]))
def test_damage_touches_no_other_line(line: int, kind: str) -> None:
    extra = (2,) if kind == "slide_row_right" else ()
    try:
        after = getattr(damage, kind)(CLEAN, line, *extra)
    except UsageError:
        assert kind in {"break_page", "slide_total_left"}  # the only ones that need an empty cell
        return
    assert after != CLEAN
    assert after[:line] == CLEAN[:line]
    assert after[len(after) - len(CLEAN) + line + 1 :] == CLEAN[line + 1 :]


@pytest.mark.shared
def test_damage_gives_the_lines_of_the_real_document(spec: DisclosureSpec, real: str) -> None:
    """Rows of the clean sample, damaged, are rows of the real export (its own trailing tab apart)."""
    lines = tuple(generate(spec, "text").decode().splitlines())
    printed = [line.rstrip("\t") for line in real.splitlines()]
    first, _ = damage.find_rows(lines, "部门支出总表")
    assert lines[first + 3].rstrip("\t") not in printed
    assert damage.slide_total_left(lines, first + 3)[first + 3].rstrip("\t") in printed
    medical = lines.index("\t07\t\t医疗费补助\t43.74\t43.74\t")
    broken = damage.break_page(lines, medical, empty=1)[medical : medical + 2]
    at = printed.index(broken[1].rstrip("\t"))
    assert printed[at - 1] == broken[0] == ""
