"""The surface of questions: language, codes, years, small numbers."""

import pytest

from qa.text import find_codes, find_years, fold, is_subsequence, language_of, small_number


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("DNA检测花了多少钱", "zh"),
        ("how much was spent on DNA testing", "en"),
        ("What does the bureau (某市审计局) budget for 公务接待费?", "en"),
        ("2010607科目多少钱", "zh"),
        ("total budget", "en"),
        ("How much does 海州市人民来访接待中心数字化改革办公室 spend?", "en"),
    ],
)
def test_language_is_the_asker_s_not_that_of_quoted_names(question: str, language: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("2080505这个科目多少钱", ["2080505"]),
        ("208 05 05 和 208-05-06", ["2080505", "2080506"]),
        ("208/05/05", ["2080505"]),
        ("wages and welfare (301)", ["301"]),
        ("the two items under 21011, how much", ["21011"]),
        ("projects whose code starts with 54010024T", ["54010024T"]),
        ("54010024T000001430429", ["54010024T000001430429"]),
        ("post and telecommunications", []),
        ("2024年总支出多少万元", []),
        ("in units of 100 million yuan", []),
        ("302万元够吗", []),
        ("100元", []),
        ("增长12.345%", []),
    ],
)
def test_codes_are_found_however_written_and_numbers_are_not_codes(question: str, codes: list[str]) -> None:
    assert find_codes(question) == codes


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2024年比2023年", [2024, 2023]),
        ("24年预算", [2024]),
        ("二〇二四年", [2024]),
        ("in 2022?", [2022]),
        ("20245", []),
    ],
)
def test_years(question: str, years: list[int]) -> None:
    assert find_years(question) == years


@pytest.mark.parametrize(
    ("text", "number"),
    [("三", 3), ("十二", 12), ("二十", 20), ("three", 3), ("5", 5), ("几", None), ("x", None), ("9" * 5000, None)],
)
def test_small_numbers(text: str, number: int | None) -> None:
    assert small_number(text) == number


def test_folding_and_order() -> None:
    assert fold("“三公”经费 （合计）") == "三公经费合计"
    assert is_subsequence("拉刑支队", "拉萨市刑警支队")
    assert not is_subsequence("拉交支队", "拉萨市刑警支队")
