"""What a disclosure is made of, once read. Values only: no behaviour beyond small derived properties.

Words are those of the design: a figure is one amount printed in one cell; a measure is its column path; a proof
says whether accounting identities confirm it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

BBox = tuple[float, float, float, float]
"""(x0, top, x1, bottom) in PDF points, origin at the top left of the page."""

Basis = Literal["budget", "final_accounts"]
Level = Literal["department", "unit"]
Proof = Literal["proven", "contested", "unproven"]
Attribution = Literal["certain", "inferred", "unattributed"]
ColumnRole = Literal["code", "label", "amount", "text"]
Severity = Literal["contradiction", "misprint", "rounding", "missing"]
"""How serious a finding is: figures that cannot both be right; a slip of the print whose right form is plain; a
difference that rounding explains; something that the form demands and the document leaves out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the reader found it. A cell covered by a merged one to its left or above is `covered`.

    `inset` is the room left of the text's first line and right of the text, in ems, where the page shows places.
    """

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    bbox: BBox | None = None
    covered: bool = False
    inset: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """One printed row; `page` and `line` count from 1 and are `None` where the format has none."""

    cells: tuple[Cell, ...]
    page: int | None = None
    line: int | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A run of table rows, as the reader found it: part of a table, a table, or several."""

    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of running text; `heading` is 1–6 for a marked heading (Markdown, HTML, Word), else 0."""

    text: str
    page: int | None = None
    line: int | None = None
    bbox: BBox | None = None
    heading: int = 0


Block = TextLine | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file turned into blocks in reading order: the one page model that all readers give.

    `published` is the day that a web page's head keeps, as it stands there. `ocr_pages` are the pages without a text
    layer whose text was recognised from their picture.
    """

    name: str
    blocks: tuple[Block, ...]
    page_count: int | None = None
    format: str = "text"
    warnings: tuple[str, ...] = ()
    published: str | None = None
    ocr_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a logical table: its header path from the top, its role, and what the header says of year and basis.

    `side` numbers the halves of a side-by-side table from 0 (income left, expenditure right).
    """

    index: int
    path: tuple[str, ...]
    role: ColumnRole
    side: int = 0
    year: int | None = None
    basis: Basis | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """A data row after alignment: `texts[i]` stands under column i; `printed` is what the file had.

    `labels`, `codes`, `paths` and `parents` hold one entry a side. A path runs from the outermost heading down to
    the row's own label; `parents` are row numbers within the table, or `None` at the top; `kinds` are item, total (合计),
    carry (结转) or empty.
    `bboxes` gives each cell's place where the format has one.
    """

    number: int
    texts: tuple[str, ...]
    printed: tuple[str, ...]
    page: int | None
    line: int | None
    labels: tuple[str, ...] = ()
    codes: tuple[str | None, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    parents: tuple[int | None, ...] = ()
    kinds: tuple[str, ...] = ()
    bboxes: tuple[BBox | None, ...] = ()
    realigned: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One logical table, however many pages it spans. `number` counts from 1 within the disclosure."""

    number: int
    title: str
    kind: str
    unit: str | None
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    header: tuple[GridRow, ...] = ()
    notes: tuple[str, ...] = ()
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount printed in one cell. `amount` is yuan, or `None` where the cell is printed empty (not disclosed).

    `row` is the row's number within its table and `column` the column's, both from 0. Percentages and counts stated
    in narrative keep their own `unit` and put the plain number in `amount`. `ocr` marks what was recognised from a
    picture of the page: its digits are likely, not certain, whatever its proof.
    """

    id: str
    document: str
    organization: str | None
    fiscal_year: int | None
    basis: Basis | None
    table: str | None
    table_kind: str | None
    table_number: int | None
    code: str | None
    label: str
    path: tuple[str, ...]
    measure: str
    measure_path: tuple[str, ...]
    column_year: int | None
    column_basis: Basis | None
    amount: Decimal | None
    text: str
    unit: str
    source: Literal["table", "narrative"] = "table"
    page: int | None = None
    line: int | None = None
    row: int | None = None
    column: int | None = None
    bbox: BBox | None = None
    proof: Proof = "unproven"
    passage: str | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """One performance target of a project. `attribution` says how surely the target is that project's, `ocr` whether
    it was recognised from a picture of the page.

    `project` and `project_code` are `None` exactly when the attribution is `unattributed`.
    """

    id: str
    document: str
    table_number: int
    project_code: str | None
    project: str | None
    level1: str
    level2: str
    level3: str
    operator: str
    target: str
    unit: str
    weight: Decimal | None
    attribution: Attribution
    reason: str
    page: int | None = None
    line: int | None = None
    row: int | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of running text kept for retrieval: narrative, a project's stated objective, or a footnote.

    `subject` names what it speaks of where that is known (a project, a table), else it is empty.
    """

    id: str
    document: str
    kind: Literal["narrative", "objective", "note"]
    text: str
    subject: str = ""
    table_number: int | None = None
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One instance of an accounting identity: `total` should equal the sum of `parts`, within `tolerance` yuan.

    `difference` is total minus parts, in yuan. Figures are given by id. `rule` is the kind of the finding that the
    check makes if it fails; `identity` says in words what should be equal; `arithmetic` is what was computed where that is
    no plain sum (3,849,583.3 × 12 × 2%).
    """

    identity: str
    table_number: int | None
    total: str
    parts: tuple[str, ...]
    difference: Decimal
    tolerance: Decimal
    rule: str = ""
    arithmetic: str = ""

    @property
    def holds(self) -> bool:
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True, slots=True)
class Hint:
    """What the arithmetic says of a failing check: the most likely explanation, told by `kind`.

    `figures` are the figures it points at, `value` the number that would be right where there is one. Kinds: equals_figure
    (the difference is exactly one other figure), transposed (two digits of a printed number changed places), digit (one
    digit is wrong), unit_slip (元 for 万元 or the reverse), omitted (a part is not printed), blank (the cell is empty), twice
    (a part is counted twice), sign, column (an amount stands in its neighbour's column), copied (last year's words),
    inferred (the finding rests on an attribution that was inferred), omitted too where another table prints the part.
    """

    kind: str
    figures: tuple[str, ...] = ()
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a disclosure that contradicts itself or is missing, with both sides as printed.

    `kind` names the rule (column_sum, row_sum, total_sum, balance, table_vs_table, project_list, narrative_vs_table, direction,
    growth, zero_base, year, organization, weights, indicator_cost, blank_total, product, prior_year, department_units …).
    `total` and `parts` are figure ids where the rule is an equation, `difference` their difference in yuan (or percentage
    points, counts); `figures` are all figures concerned, the one that is most likely wrong first: `suspect` if the
    arithmetic singles it out. `others` counts failing equations that are told with this one. `stated` is the wording that is wrong and `expected` what would be
    right, for findings about words, whose `arithmetic` is written out where there is any. `page` and `line` say where to look first.
    """

    id: str
    kind: str
    severity: Severity
    identity: str
    total: str | None = None
    parts: tuple[str, ...] = ()
    difference: Decimal | None = None
    tolerance: Decimal | None = None
    figures: tuple[str, ...] = ()
    suspect: str | None = None
    others: int = 0
    stated: str | None = None
    expected: str | None = None
    passage: str | None = None
    table_number: int | None = None
    page: int | None = None
    line: int | None = None
    hint: Hint | None = None
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document says of itself; unknown is `None`."""

    organization: str | None = None
    organization_code: str | None = None
    level: Level | None = None
    fiscal_year: int | None = None
    basis: Basis | None = None
    published: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One published document, read: facts, tables, figures, indicators, passages, checks and warnings.

    `headings` are the titles and headings among the running text, with their places.
    """

    document: str
    sha256: str
    facts: Facts
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...] = ()
    passages: tuple[Passage, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = field(default=())
    headings: tuple[TextLine, ...] = ()

    @property
    def printed(self) -> tuple[Figure, ...]:
        """The figures with an amount: blank cells left out."""
        return tuple(figure for figure in self.figures if figure.amount is not None)

    @property
    def proven_share(self) -> Decimal | None:
        """Proven figures among the table figures with an amount, 0 to 1 with four decimals; `None` without any."""
        figures = [f for f in self.printed if f.source == "table"]
        if not figures:
            return None
        proven = sum(f.proof == "proven" for f in figures)
        return (Decimal(proven) / Decimal(len(figures))).quantize(Decimal("0.0001"))
