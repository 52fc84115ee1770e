"""Small disclosures for the tests, made by hand in the documents' own words."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from index.settings import Settings, load_settings
from ingest.model import (
    Cell,
    Check,
    Column,
    Disclosure,
    Facts,
    Figure,
    GridRow,
    Indicator,
    Passage,
    Table,
    TableRow,
)

ITEMS = (
    ("2040220", "执法办案", "100.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "802.58"),
    ("2210201", "住房公积金", "601.93"),
    ("30217", "公务接待费", ""),
)
PROJECTS = (("P1", "DNA检验数据耗材经费", "50.00"), ("P2", "嫌疑人押送经费", "50.00"))


def settings(home: object) -> Settings:
    return load_settings({"BUDGETQA_HOME": str(home)})


def disclosure(
    document: str = "刑警支队预算.txt",
    *,
    content: str = "v1",
    organization: str = "某市刑警支队",
    year: int = 2024,
    items: tuple[tuple[str, str, str], ...] = ITEMS,
    projects: tuple[tuple[str, str, str], ...] = PROJECTS,
    same_ids: bool = False,
) -> Disclosure:
    """A disclosure of two tables in 万元: expenditure by item, and projects with a target each. An empty amount is a
    blank cell. Ids depend on name and content, as ingest makes them, unless `same_ids`.
    """

    def identity(*parts: object) -> str:
        seed = (parts,) if same_ids else (document, content, parts)
        return hashlib.sha256(repr(seed).encode()).hexdigest()[:16]

    rows = [(1, "一般公共预算支出表", "general_public_expenditure", "项目支出", item) for item in items]
    rows += [(2, "项目支出绩效信息表", "project_performance", "预算数", item) for item in projects]
    figures = []
    for number, title, kind, measure, (code, label, text) in rows:
        row = sum(f.table_number == number for f in figures)
        figures.append(
            Figure(
                id=identity("figure", number, row),
                document=document,
                organization=organization,
                fiscal_year=year,
                basis="budget",
                table=title,
                table_kind=kind,
                table_number=number,
                code=code,
                label=label,
                path=("公共安全支出", label),
                measure=measure,
                measure_path=(f"{year}年预算数", measure),
                column_year=year,
                column_basis="budget",
                amount=Decimal(text) * 10000 if text else None,
                text=text,
                unit="万元",
                line=10 * number + row,
                row=row,
                column=2,
                bbox=(1.5, 2.0, 3.25, 4.0),
                proof="proven" if number == 1 else "unproven",
            )
        )
    return Disclosure(
        document=document,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        facts=Facts(organization=organization, level="unit", fiscal_year=year, basis="budget"),
        tables=tuple(_table(number, [row for row in rows if row[0] == number]) for number in (1, 2)),
        figures=tuple(figures),
        indicators=tuple(
            Indicator(
                id=identity("indicator", i),
                document=document,
                table_number=2,
                project_code=code,
                project=name,
                level1="产出指标",
                level2="数量指标",
                level3=f"保障{name[:4]}次数",
                operator="≥",
                target="12",
                unit="次",
                weight=Decimal("12.5"),
                attribution="certain",
                reason="",
                line=30 + i,
                row=i,
            )
            for i, (code, name, _) in enumerate(projects)
        ),
        passages=(
            Passage(identity("p", 0), document, "narrative", "公务用车保有量18辆，全部用于外出办案。", page=3, line=40),
            *(
                Passage(identity("p", 1 + i), document, "objective", f"安排资金用于{name}。", name, 2, line=50 + i)
                for i, (_, name, _) in enumerate(projects)
            ),
        ),
        checks=(Check("total", 1, figures[0].id, tuple(f.id for f in figures[1:3]), Decimal("-12.50"), Decimal(50)),),
        warnings=("第 1 表的一行已对齐",),
    )


def _table(number: int, rows: list[tuple[int, str, str, str, tuple[str, str, str]]]) -> Table:
    _, title, kind, measure, _ = rows[0] if rows else (number, "空表", "other", "预算数", ("", "", ""))
    return Table(
        number=number,
        title=title,
        kind=kind,
        unit="万元",
        columns=(
            Column(0, ("科目编码",), "code"),
            Column(1, ("科目名称",), "label"),
            Column(2, (measure,), "amount", year=2024),
        ),
        rows=tuple(
            TableRow(
                number=i,
                texts=item,
                printed=item,
                page=None,
                line=10 * number + i,
                labels=(item[1],),
                codes=(item[0],),
                paths=(("公共安全支出", item[1]),),
                parents=(None,),
                bboxes=(None, (0.5, 1, 2, 3)),
            )
            for i, (*_, item) in enumerate(rows)
        ),
        header=(GridRow((Cell("科目编码"), Cell("科目名称"), Cell(measure, colspan=2)), line=9),),
    )
