"""Questions with what they name taken out, and the things that stretches of them ask for."""

from __future__ import annotations

import pytest

from qa.exclusions import set_apart
from qa.lexicon import Lexicon, english_key
from qa.marks import Marked
from qa.pieces import Reader
from qa.plan import Item
from qa.tokens import mark
from qa.words import words

NAMES = [
    "对个人和家庭的补助",
    "公务接待费",
    "占道停车管理费",
    "广州12345热线平台",
    "行政运行",
    "水费",
    "电费",
    "住房公积金",
    "基本支出",
]
LEXICON = Lexicon(NAMES)


def marked(question: str, language: str = "zh") -> Marked:
    return mark(question, language, LEXICON, words(), 2025, Marked(question))


def shown(question: str, language: str = "zh") -> str:
    """The marked text, each mark as its kind."""
    made = marked(question, language)
    return "".join(f"<{made.marks[char].kind}>" if char in made.marks else char for char in made.body)


def items(question: str, language: str = "zh") -> list[Item]:
    made = marked(question, language)
    return Reader(made, words(), "en" if language == "en" else "zh").items(made.body)


def test_grammar_inside_a_name_is_no_grammar() -> None:
    assert shown("对个人和家庭的补助占基本支出多少") == "<name>占<name>多少"
    assert shown("占道停车管理费多少") == "<name>多少"


def test_digits_inside_a_name_are_no_code() -> None:
    assert shown("广州12345热线平台要多少钱") == "<name>要多少钱"
    assert shown("2010601要多少钱") == "<code>要多少钱"


@pytest.mark.parametrize("written", ["2080505", "208 05 05", "208-05-05", "208/05/05"])
def test_a_code_however_it_is_written(written: str) -> None:
    assert [item.code for item in items(f"{written}是多少")] == ["2080505"]


def test_a_year_with_its_basis() -> None:
    made = marked("2025年预算比2024年决算多多少")
    assert [(m.year, m.basis) for m in made.of("period")] == [(2025, "budget"), (2024, "final_accounts")]
    assert [m.year for m in marked("去年的住房公积金").of("period")] == [2024]


def test_an_amount_is_a_premise_and_a_unit_is_none() -> None:
    assert [str(m.amount) for m in marked("为什么花了28万元").of("amount")] == ["280000"]
    assert marked("in units of 100 million yuan", "en").of("amount") == []


def test_names_run_together_are_a_group_and_other_names_of_cars_are_not() -> None:
    assert [(item.text, item.group) for item in items("水电费")] == [("水费", True), ("电费", True)]
    assert [item.group for item in items("新买公车")] == [False]


def test_a_gloss_is_left_out_and_a_thing_beside_it_is_not() -> None:
    one = items("How much is administrative operation (行政运行)?", "en")
    assert [term.text for item in one for term in item.terms] == ["行政运行"]
    two = items("personnel costs under administrative operation (行政运行)", "en")
    assert [term.text for item in two for term in item.terms] == ["personnel costs", "行政运行"]


def test_a_remark_between_brackets_counts_only_where_nothing_else_is_named() -> None:
    assert [t.text for i in items("公务接待费（不带境外的那个）") for t in i.terms] == ["公务接待费"]
    assert [t.text for i in items("（公务接待费）多少") for t in i.terms] == ["公务接待费"]


def test_fillers_name_nothing_and_unknown_words_do() -> None:
    assert items("请问一共花了多少钱呢") == []
    assert [t.text for i in items("请问无人机一共花了多少钱呢") for t in i.terms] == ["无人机"]
    assert items("麻烦列明一下") == []


def test_two_questions_in_one_are_two_things() -> None:
    assert [item.text for item in items("公务接待费多少 住房公积金多少")] == ["公务接待费", "住房公积金"]


def test_a_place_without_a_thing_takes_the_thing_before_it() -> None:
    found = items("住房公积金2023年、2024年各多少")
    assert [(item.text, item.year) for item in found] == [("住房公积金", 2023), ("住房公积金", 2024)]
    levels = items("住房公积金，部门口径和单位口径各多少")
    assert [item.level for item in levels] == ["department", "unit"]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("medical care for administrative units", "行政单位医疗"),
        ("administrative unit medical care", "行政单位医疗"),
        ("contributions and occupational annuity", None),  # two things
        ("of administrative units", None),
        ("wages and other wages and welfare", None),  # said twice, it is another thing as well
    ],
)
def test_an_english_name_in_another_order(phrase: str, name: str | None) -> None:
    forms = LEXICON.english(english_key(phrase))
    assert (name in forms) if name else not forms


def test_setting_aside_money_leaves_nothing_out() -> None:
    assert set_apart("what is it setting aside for training", "en") == "what is it setting aside for training"
    assert set_apart("setting aside training, what is spent", "en") != "setting aside training, what is spent"
