"""English for what is not a thing: answered with what is left of the whole, and never with the thing that it denies."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.negations_en import denies, of_the_rest
from tests.qa.town import library_of

LAKE = """# 海州市湖泊局2025年部门预算

## 收支总表

金额单位：万元

收入项目	金额	支出项目	金额
财政拨款收入	90.00	交通运输支出	100.00
其他收入	10.00	其他支出	0.00
收入总计	100.00	支出总计	100.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
214	交通运输支出	100.00	60.00	40.00
21401	公路水路运输	100.00	60.00	40.00
2140101	行政运行	60.00	60.00	0.00
2140131	海事管理	40.00	0.00	40.00

## 政府采购预算表

金额单位：万元

采购类别	金额
合计	60.00
货物	30.00
工程	10.00
服务	20.00

截至2024年底，本部门共有车辆20辆，其中：执法执勤用车8辆、特种专业技术用车3辆、其他用车9辆。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    folder = tmp_path_factory.mktemp("negations")
    return Engine(library_of(folder, {"湖泊局2025.txt": LAKE})).ask


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Of the procurement total, how much is not services?", "400000.00"),
        ("How much of the procurement is not for goods?", "300000.00"),
        ("Of the procurement, how much is neither services nor works?", "300000.00"),
        ("How much goes to neither services nor works in procurement?", "300000.00"),
        ("How much of the income is not fiscal appropriation?", "100000.00"),
        ("How much income does the bureau not get from fiscal appropriation?", "100000.00"),
        ("How much of the income is non-appropriation income?", "100000.00"),
        ("How much is not basic expenditure?", "400000.00"),
        ("How much is the budget without basic expenditure?", "400000.00"),
        ("How much is the budget if basic expenditure is not counted?", "400000.00"),
        ("How much is spent on things other than basic expenditure?", "400000.00"),
        ("What share of the spending is not basic expenditure?", "40.00"),
        ("Of the vehicles, how many are neither law-enforcement nor special technical?", "9"),
        ("How many vehicles are not law enforcement vehicles?", "12"),
    ],
)
def test_what_is_not_a_thing_is_what_is_left_without_it(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "answered", answer["answer"]
    assert answer["figures"][0]["value"] == value


def test_what_a_question_before_asked_for_is_the_whole(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("How much is not services?", history=["What is the government procurement budget?"])
    assert answer["figures"][0]["value"] == "400000.00"


@pytest.mark.parametrize(
    "question",
    [
        "What isn't basic expenditure?",
        "How much is spent, if not on basic expenditure?",
        "Which projects are not funded by fiscal appropriation?",
        "How much of the budget was not spent?",
        "How much of the procurement is not fiscal appropriation?",  # more than there is of it: no part of it
    ],
)
def test_nothing_that_is_denied_is_the_answer(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "refused"
    assert not answer["figures"]


@pytest.mark.parametrize(
    "question",
    [
        "How much non-tax revenue is there?",  # a name
        "How much is the project expenditure, not the basic expenditure?",  # a contrast
        "How much is total expenditure (本年支出合计, without the year-end carry-over)?",
        "Which projects do not exceed 5 million yuan?",
        "I do not know how much travel costs, can you tell me?",
        "Is travel not the largest item?",
    ],
)
def test_other_words_for_no_are_left_alone(question: str) -> None:
    assert of_the_rest(question) == question
    assert not denies(question)
