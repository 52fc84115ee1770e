"""Which of several tables answers for a name: all funds before one, the whole before its parts. Data and small functions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ingest.model import Figure
from qa.plan import Sense, Whole

TABLE_ORDER: Final = (
    "final_three_public", "three_public", "expenditure", "final_expenditure", "expenditure_economic",
    "fiscal_appropriation_expenditure", "general_public_expenditure", "final_general_public_expenditure",
    "general_public_expenditure_economic", "fiscal_appropriation_basic", "basic_expenditure", "final_basic_expenditure",
    "projects", "final_projects", "balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance", "income",
    "final_income", "running_costs", "government_fund_expenditure", "state_capital_expenditure", "project_performance",
    "department_performance", "procurement", "service_purchase", "project_expenditure_economic", "other",
)  # fmt: skip
TOTAL_TABLES: Final[Mapping[Whole, tuple[str, ...]]] = {
    "expenditure": (
        "expenditure", "final_expenditure", "balance", "final_balance", "expenditure_economic", "fiscal_appropriation_expenditure",
        "general_public_expenditure", "final_general_public_expenditure", "fiscal_appropriation_balance",
        "final_fiscal_balance", "basic_expenditure",
    ),
    "income": ("income", "final_income", "balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance"),
}  # fmt: skip
WHOLE_KINDS: Final = frozenset(kind for kinds in TOTAL_TABLES.values() for kind in kinds)
# What 财政拨款收入, 一般公共预算支出 … are the total of: the table, and its side where it has two.
FUND_TOTALS: Final = (
    (re.compile(r"^财政拨款(?:预算|决算)?收入"), "income", ("fiscal_appropriation_balance", "final_fiscal_balance")),
    (re.compile(r"^财政拨款(?:预算|决算)?支出"), "expenditure",
     ("fiscal_appropriation_expenditure", "fiscal_appropriation_balance", "final_fiscal_balance")),
    (re.compile(r"^一般公共预算(?:财政)?(?:拨款)?(?:预算|决算)?支出"), "expenditure",
     ("general_public_expenditure", "final_general_public_expenditure")),
    (re.compile(r"^政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:预算|决算)?支出"), "expenditure",
     ("government_fund_expenditure", "final_government_fund")),
    (re.compile(r"^国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:预算|决算)?支出"), "expenditure",
     ("state_capital_expenditure", "final_state_capital")),
)  # fmt: skip
BODY_ORDER: Final = ("expenditure", "final_expenditure", "income", "final_income", "balance", *TABLE_ORDER)
_BODY: Final = re.compile(
    r"(局|委员会|委|办公室|处|所|中心|队|院|校|学|馆|站|(?<!平)台|监狱|园|社|部|厅|会|支队|大队)(?:[（(].{1,20}[)）])?$"
)
# Codes of the classification have 3, 5 or 7 digits; a unit's (305024) has others.
_CLASSIFIED: Final = re.compile(r"(?=(?:\d{3}|\d{5}|\d{7})$)(?:2[0-3]|3[01]|399|5[01]|599)\d*$")
PART_TABLES: Final = frozenset(
    {"basic_expenditure", "fiscal_appropriation_basic", "final_basic_expenditure", "project_expenditure_economic"}
)
ALL_SPENDING: Final = frozenset({"expenditure", "final_expenditure"})
PURCHASES: Final = frozenset({"procurement", "service_purchase", "final_procurement"})
INCOME_TABLES: Final = frozenset({"income", "final_income"})
BALANCES: Final = frozenset({"balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance"})
PROJECT_TABLES: Final = ("projects", "final_projects", "project_performance", "mid_term_projects")


def table_rank(figure: Figure, order: Sequence[str]) -> int:
    """A figure's table in an order of preference; tables not in it come last."""
    kind = figure.table_kind or "other"
    return order.index(kind) if kind in order else len(order)


def is_body(label: str | None, code: str | None) -> bool:
    """Whether a row is that of a body (单位名称), which has at most a code of its own."""
    return bool(label and not (code and _CLASSIFIED.match(code)) and _BODY.search(label))


def sense_of(figure: Figure) -> Sense | None:
    """Which classification a figure's row belongs to, from its table and its code."""
    if figure.table_kind in PROJECT_TABLES:
        return "project"
    code = figure.code or ""
    if code.isdecimal() and len(code) in {3, 5, 7}:
        return "function" if code[0] == "2" else "economic" if code[0] in "35" else None
    return None
