"""No number leaves that is not cited, computed, or part of a name, code, date or mark."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.amounts import print_number
from qa.verify import money_forms, number_forms, untraced

FORMS = money_forms(Decimal("500000"), "50.00") | number_forms(Decimal("3.49"))
NAMES = {"2040220", "criminal_police_2024_sample.txt", "2024年预算数", "80岁以上老人补贴"}


@pytest.mark.parametrize(
    "text",
    [
        "为 500,000元（50.00万元） [1]，占 3.49%。",
        "It is 500,000 yuan (50.00 万元, 0.005 亿元) [12].",
        "80岁以上老人补贴（2040220）在2024年预算数一栏为 500,000元",
        "见 criminal_police_2024_sample.txt，2024年。",
        "1. 某项：50万元\n2. 某项：500,000元",
    ],
)
def test_traced_numbers_pass(text: str) -> None:
    assert untraced(text, FORMS, NAMES, {2024}) == []


@pytest.mark.parametrize(
    ("text", "loose"),
    [
        ("为 500,001元", ["500,001"]),
        ("约 51万元", ["51"]),
        ("2024年 2023元", ["2023"]),
        ("2024元", ["2024"]),
        ("共80人", ["80"]),
        ("九千九百万元", ["九千九百万"]),
        ("占 3.5%", ["3.5"]),
        ("５０１万元", ["501"]),
    ],
)
def test_untraced_numbers_are_named(text: str, loose: list[str]) -> None:
    assert untraced(text, FORMS, NAMES, {2024}) == loose


@given(st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False))
def test_any_other_number_is_caught(value: Decimal) -> None:
    printed = print_number(value)
    traced = {Decimal(form.replace(",", "")) for form in FORMS}
    assert bool(untraced(f"共 {printed} 元", FORMS, NAMES, {2024})) == (value not in traced)


@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    untraced(text, FORMS, NAMES, {2024})
