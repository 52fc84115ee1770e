"""How things are called in an answer, in Chinese and English: items, columns, contexts, notes. No numbers are made here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index import vocabulary
from ingest.amounts import UNITS
from ingest.model import Figure
from qa.found import Missing
from qa.naming import core, is_fund, is_generic, plain, side_of
from qa.plan import Item, Language
from qa.preference import is_body
from qa.stock import to_be_bought
from qa.text import fold

NOTES: Final[dict[str, dict[Language, str]]] = {
    "budget_not_actual": {
        "zh": "这是预算安排数，不是实际支出。",
        "en": "This is the budgeted amount, not what was spent.",
    },
    "budget_and_final": {
        "zh": "预算数是安排数，决算数是实际支出。",
        "en": "The budgeted amount was planned, the final one spent.",
    },
    "prior_year_column": {
        "zh": "取自该文件中的上年对照列。",
        "en": "Taken from the document's column for an earlier year.",
    },
    "contested": {
        "zh": "该单元格参与的勾稽关系不成立，引用前请核对原件。",
        "en": "This cell takes part in an accounting identity that fails; check the original before quoting it.",
    },
    "ocr": {
        "zh": "原件是扫描件，数字由图像识别得出，引用前请核对原件。",
        "en": "The original is a scan and its digits were read by OCR; compare them with the original before quoting them.",
    },
    "text_disagrees": {
        "zh": "文字说明与表格的数字不一致，见答复。",
        "en": "The running text and the table disagree; see the answer.",
    },
    "several": {
        "zh": "同名项目另有不同金额，见答复。",
        "en": "The name is also printed with other amounts; see the answer.",
    },
}
_BASIS: Final[dict[Language, dict[str | None, str]]] = {
    "zh": {"budget": "预算", "final_accounts": "决算", None: "公开表"},
    "en": {"budget": "budget", "final_accounts": "final accounts", None: "disclosure"},
}
_SENSES: Final[dict[Language, dict[str | None, str]]] = {
    "zh": {"function": "功能科目", "economic": "经济科目", "project": "项目", "income": "收入", None: ""},
    "en": {
        "function": "functional heading",
        "economic": "economic account",
        "project": "project",
        "income": "income",
        None: "",
    },
}


def context(figure: Figure, language: Language) -> str:
    """Whose figure it is, of which year, on which basis: 某局2024年预算 / the 2024 budget of 某局."""
    basis = _BASIS[language][figure.column_basis or figure.basis]
    if figure.basis == "budget" and figure.column_basis == "final_accounts" and "执行" in figure.measure:
        basis = (
            "预算执行" if language == "zh" else "budget execution"
        )  # as a budget tells of the year before: no final accounts
    year = figure.column_year or figure.fiscal_year
    if figure.source == "narrative" and figure.unit not in UNITS:
        year = figure.fiscal_year or year  # what there was at some day stands in the document of another year
    who = figure.organization or figure.document
    if language == "zh":
        return f"{who}{f'{year}年' if year else ''}{basis}"
    return f"the {f'{year} ' if year else ''}{basis} of {who}"


def said_once(texts: Sequence[str], language: Language) -> str:
    """Several answers as one text; what each says of budgets in general is said once, at the end."""
    general = [NOTES[kind][language] for kind in ("budget_not_actual", "budget_and_final")]
    last = next((note for note in general[::-1] if any(note in text for text in texts)), "")
    for note in general:
        texts = [text.replace(note, "").rstrip() for text in texts]
    # One answer to two parts: what an earlier one says already is not said again.
    texts = [text for at, text in enumerate(texts) if not any(said.startswith(text) for said in texts[:at])]
    gap = "" if language == "zh" else " "
    joined = "".join(text + ("\n" if "\n" in text else gap) for text in texts if text)
    return f"{joined}{last}".rstrip()


def item_name(figure: Figure, language: Language, *, coded: bool = True) -> str:
    """A row's name with its code; in English the official English name with the printed one beside it."""
    row, _ = telling(figure)
    if row is None:
        return total_name(figure, language)
    code = figure.code if coded and figure.code and len(figure.code) <= 7 else None
    if language == "zh":
        return f"{row}（{code}）" if code else row
    english = vocabulary.english_name(row, figure.code)
    beside = f"{row}, {code}" if code else row
    return f"{english} ({beside})" if english else beside


def telling(figure: Figure) -> tuple[str | None, str | None]:
    """What of a figure's row and column names something: not 合计, 预算数, the organisation itself, or a fund's column."""
    own = {fold(name) for name in (figure.organization or "", re.sub("（本级）$", "", figure.organization or ""))}
    path = figure.path or (figure.label,)
    at = max((at for at, name in enumerate(path) if fold(name) in own), default=0)
    path = (
        *(name for name in path[:at] if not is_body(name, None)),
        *path[at:],
    )  # its department's name stands in front
    rows = [name for name in path if not is_generic(name) and fold(name) not in own]
    folded = {fold(name) for name in figure.path}
    heads = [] if {fold(h) for h in figure.measure_path} <= folded else list(figure.measure_path)
    columns = [head for head in heads if not is_generic(head) and not (is_fund(head) and _of_all(head, figure))]
    if columns and "来源" in columns[-1] and is_fund(heads[-1]):
        columns = [heads[-1]]  # 资金来源 says of no fund which
    if columns and is_generic(heads[-1]) and core(columns[-1]) in fold(figure.table or ""):
        columns = []  # the group spans the table and only repeats its title
    return (plain_row(rows[-1]) if rows else None), (columns[-1] if columns else None)


_GENERAL: Final = re.compile("财政拨款|一般公共预算|公共财政预算")


def _of_all(fund: str, figure: Figure) -> bool:
    """Whether a fund's column says no more than its table does: of the appropriation, which nearly all is paid from, or of the fund
    that the table is of."""
    return bool(_GENERAL.search(plain(fund))) or core(fund) in fold(figure.table or "")


def plain_row(name: str) -> str:
    """A row's name as it is said: without the year and the word for the amount (2024年机关运行经费预算数)."""
    return re.sub(r"^20\d\d年度?|(?<=.{2})(?:预算数|决算数)$", "", name) or name


# Tables of all funds: one fund's column is no whole.
_ALL_FUNDS: Final = frozenset(
    {"expenditure", "final_expenditure", "income", "final_income", "projects", "final_projects", "basic_expenditure"}
)

_OF_FUND: Final = frozenset({"fiscal_appropriation_balance", "final_fiscal_balance"})
_A_TOTAL: Final = re.compile("合计|总计|总额|^(?:本年|当年)")


def total_name(figure: Figure, language: Language) -> str:
    """What a total row is the total of: its own word where that says it (支出总计), else the table's subject."""
    label = figure.label
    side = whole_side(figure)
    if side is not None:
        # 本年支出合计 is no 支出总计, which has what is carried over to the next year as well: its own label is told.
        own = side_of(label) == side and bool(_A_TOTAL.search(label))
        zh, en = ("收入", "total income") if side == "income" else ("支出", "total expenditure")
        zh = label if own else f"{zh}总计"
        return zh if language == "zh" else f"{en} ({zh})"
    if figure.table_kind in _OF_FUND and figure.table and side_of(label) and is_generic(label):
        return f"{figure.table}的{label}" if language == "zh" else f"{label} of {figure.table}"
    if (label in {"合计", "总计", "小计", *figure.measure_path} or is_generic(label) is False) and figure.table:
        return f"{figure.table}合计" if language == "zh" else f"the total ({figure.table}, 合计)"
    english = vocabulary.english_name(label)
    return label if language == "zh" else f"{english} ({label})" if english else label


def whole_side(figure: Figure) -> str | None:
    """Whether a total row is the organisation's whole income or spending; `None` for the total of something narrower."""
    kind = figure.table_kind or ""
    if kind in {"expenditure", "final_expenditure"}:
        return "expenditure"
    if kind in {"income", "final_income"}:
        return "income"
    return side_of(figure.label, *figure.measure_path[:1]) if kind in {"balance", "final_balance"} else None


def column_name(figure: Figure, language: Language) -> str:
    """The column's name where it says more than 'the amount', else an empty string."""
    column = telling(figure)[1]
    if column is None and figure.table_kind in _ALL_FUNDS:
        heads = figure.measure_path
        column = next((head for head in reversed(heads) if is_fund(head) and head not in figure.path), None)
    if column is None or column == figure.label:
        return ""
    if language == "zh":
        return column
    english = vocabulary.english_name(column)
    return f"{english} ({column})" if english else column


def full_name(figure: Figure, language: Language) -> str:
    """Row and column in one phrase."""
    if figure.source == "narrative":
        return stated_name(figure)
    row, column = item_name(figure, language), column_name(figure, language)
    if not column:
        return row
    if telling(figure)[0] is None:
        if is_fund(column) and (side := whole_side(figure)) is not None:
            zh, en = ("收入", "income") if side == "income" else ("支出", "expenditure")
            return f"{column}的{zh}总计" if language == "zh" else f"total {en} from {column}"
        return column
    return f"{row}的{column}" if language == "zh" else f"{column} under {row}"


def stated_name(figure: Figure, language: Language = "zh") -> str:
    """What a stated figure is of, in the text's own words: item and measure; that it is to be bought is told where they don't say so."""
    name = "".join(dict.fromkeys(part for part in (*figure.path[-1:], figure.measure) if part))
    if not to_be_bought(figure) or re.search("[购买采]", name):
        return name
    return f"计划购置的{name}" if language == "zh" else f"{name} (to be bought)"


def sense_name(sense: str | None, language: Language) -> str:
    """What kind of row a figure's is, in words."""
    return _SENSES[language][sense]


def missing_text(missing: Missing, item: Item | None, holds: str, language: Language) -> str:
    """A refusal that names what is missing and says what there is. `holds` describes the documents in scope."""
    near = "、".join(missing.candidates) if language == "zh" else ", ".join(missing.candidates)
    what = item.text if item is not None and item.text else missing.text
    zh = language == "zh"
    match missing.kind:
        case "year":
            text = f"没有{missing.text}年的数据。" if zh else f"There is no figure for {missing.text}."
            more = f"现有年度：{near}。" if zh else f"Years there are: {near}."
            return text + (more if zh else " " + more) if near else text
        case "basis":
            if zh:
                return f"没有决算或实际支出的数据：{holds}只公布了预算，说明不了实际花了多少。"
            return f"There are no final accounts here: {holds} only gives the budget, which cannot say what was really spent."
        case "organization":
            return (
                f"没有“{missing.text}”的文件。现有：{holds}。"
                if zh
                else f"There is no document of {missing.text}. There is: {holds}."
            )
        case "level":
            level_zh = "单位（本级）" if missing.text == "unit" else "部门（汇总）"
            return (
                f"没有{level_zh}口径的文件。现有：{holds}。"
                if zh
                else f"There is no document at the level of the {missing.text}. There is: {holds}."
            )
        case "column":
            return (
                f"没有印出“{what}”在“{missing.text}”一栏的金额。"
                if zh
                else f"No amount is printed for {what} in the column {missing.text}."
            )
        case _ if not missing.text:
            return (
                f"没有看出问的是哪一项：请写出项目的名称，如“行政运行”。可查的有：{holds}。"
                if zh
                else f"Which item is asked for was not understood: name it, as in “administrative operation”. There is: {holds}."
            )
        case _:
            text = (
                f"{holds}没有印出“{missing.text}”的金额。"
                if zh
                else f"No amount is printed for “{missing.text}” in {holds}."
            )
            if near:
                text += f"名称最接近的有：{near}。" if zh else f" The nearest names are: {near}."
            return text


def blank_text(figure: Figure, language: Language, number: int) -> str:
    """An empty cell in words: none disclosed, which is neither zero nor an error."""
    if language == "zh":
        return f"{context(figure, language)}中，{full_name(figure, language)}一格为空，即未列金额 [{number}]。"
    return f"In {context(figure, language)} the cell for {full_name(figure, language)} is empty: none is disclosed [{number}]."


def held(documents: Sequence[tuple[str | None, int | None, str | None, str]], language: Language) -> str:
    """The documents in scope in words: (organisation, year, basis, file name) each."""
    names = []
    for organization, year, basis, document in documents[:6]:
        word = _BASIS[language][basis]
        who = organization or document
        names.append(
            f"{who}{year or ''}{'年' if year else ''}{word}"
            if language == "zh"
            else f"the {year or ''} {word} of {who}"
        )
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(names))
