"""English as people speak it: turns of phrase around a question, for listing, sharing, changing and dividing, and what stays a thing."""

from __future__ import annotations

import pytest

from index.glossary import glossary, stem
from ingest.shipped import read_shipped
from qa.asking import per_what
from qa.chatter import without_chatter
from qa.engine import Engine
from qa.execution import rephrased
from qa.phrasing import in_plain_words, without_reason
from qa.words import verb_forms
from tests.qa.town import library_of

HARBOUR = """# 海州市港务局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	200.00	120.00	80.00
214	交通运输支出	160.00	80.00	80.00
21401	公路水路运输	160.00	80.00	80.00
2140101	行政运行	80.00	80.00	0.00
2140131	海事管理	80.00	0.00	80.00
221	住房保障支出	40.00	40.00	0.00
22102	住房改革支出	40.00	40.00	0.00
2210201	住房公积金	25.00	25.00	0.00
2210202	提租补贴	15.00	15.00	0.00

## 财政拨款基本支出表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	120.00	100.00	20.00
301	工资福利支出	100.00	100.00	0.00
30101	基本工资	60.00	60.00	0.00
30103	奖金	40.00	40.00	0.00
302	商品和服务支出	20.00	0.00	20.00
30216	培训费	12.00	0.00	12.00
30217	公务接待费	8.00	0.00	8.00

## 财政拨款“三公”经费支出情况说明

2025年公务接待费预算8.00万元，比上年减少2.00万元，主要原因是厉行节约。
2025年公务接待费预算8.00万元，预计国内公务接待50批次，共计接待400人次。
"""
FINAL = """# 海州市港务局2024年度部门决算

## 支出决算表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	90.00	50.00	40.00
214	交通运输支出	90.00	50.00	40.00
21401	公路水路运输	90.00	50.00	40.00
2140101	行政运行	48.00	48.00	0.00
2140131	海事管理	42.00	2.00	40.00

行政运行（项）全年预算为60.00万元，支出决算为48.00万元。
"""
DOCUMENTS = {"港务局2025.txt": HARBOUR, "港务局决算2024.txt": FINAL}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("phrasing"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


def of_budget(ask, question: str) -> dict:  # type: ignore[no-untyped-def]
    return ask(question, documents=["港务局2025.txt"])


# --- turns of phrase ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Could I trouble you for the training fee?", "tell me the training fee?"),
        ("I'd be grateful for the training fee.", "tell me the training fee."),
        ("As far as training is concerned, what is planned?", "for training, what is planned?"),
        ("What's the damage for electricity?", "how much is electricity?"),
        ("My boss needs the training fee. What is it?", "give the training fee."),
        ("How much is the training fee?", "How much is the training fee?"),
        ("Please itemise housing reform, with the amount for each item.", "list the items under housing reform."),
        ("Break the innovation fund down into its components.", "list the items under the innovation fund."),
        ("How is transport divided up?", "what makes up transport?"),
        ("Break down on the road: what is spent on repairs?", "Break down on the road: what is spent on repairs?"),
        ("Out of every 100 yuan of total income, how many go to wages?", "what share of total income goes to wages?"),
        ("How many yuan in every hundred go on wages?", "what share of total expenditure goes to wages?"),
        ("How fast has training been growing?", "by what percentage has training grown?"),
        ("Work out how fast training has grown since 2024.", "Work out by what percentage has training grown since 2024."),
        ("By how much were receptions trimmed?", "by how much did receptions fall?"),
        ("If you take bonuses from wages, what is left?", "how much is wages minus bonuses?"),
        ("By what factor does A exceed B?", "ratio of A to B?"),
        ("Divide receptions by the number of guests, what does one guest cost?", "how much is receptions per guest?"),
        ("Do receptions cost more than training, and by how much?", "by how much does receptions exceed training?"),
        ("Why is it smaller than in 2024, and by how much?", "Why is it smaller than in 2024, and by how much?"),
    ],
)  # fmt: skip
def test_a_turn_of_phrase_is_read_as_what_it_says(said: str, read: str) -> None:
    assert in_plain_words(said) == read


def test_a_reason_asked_for_beside_an_amount_names_nothing() -> None:
    assert without_reason("state the drop, and the stated reasons").strip() == "state the drop"
    assert without_reason("what is the reason for the drop").strip() == "what is the reason for the drop"


def test_no_form_of_a_verb_of_asking_is_a_word_of_names() -> None:
    verbs = read_shipped("qa", "words.toml")["noise"]["verbs_en"]
    assert [f for verb in verbs for f in verb_forms(verb) if (stem(f),) in glossary().phrases] == []
    assert verb_forms("tally") == {"tally", "tallies", "tallied", "tallying"}
    assert {"sets", "setting"} <= verb_forms("set")


def test_what_the_asker_does_is_left_out_but_not_what_he_looks_for() -> None:
    names = lambda clause: "services" in clause or "training" in clause  # noqa: E731
    said = "I'm studying weather services. How much goes on training?"
    assert without_chatter(said, "en", names) == "How much goes on training?"
    looked_for = "I'm writing about training and need its budget. How much is it?"
    assert without_chatter(looked_for, "en", names) == looked_for
    alone = "I study weather services. How much is it?"
    assert without_chatter(alone, "en", names) == alone


def test_an_average_is_per_guest_in_the_counts_of_guests() -> None:
    assert per_what("how much is official reception per guest") == "人次:人次"
    assert per_what("what is the cost per reception batch") == "批次:批次"
    assert per_what("how many guests are expected") is None
    assert per_what("what does each lawyer cost") == ":lawyer"
    assert per_what("the cost per head") is None


def test_the_part_of_a_named_budget_that_was_used() -> None:
    asked = "What percentage of the full-year budget for travel did the bureau actually use?"
    assert rephrased(asked) == "travel of the bureau final accounts as a percentage of the full-year budget?"


# --- answers --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Would you mind telling me what's pencilled in for training?", ["120000.00"]),
        ("What does the bureau reckon it will shell out on training?", ["120000.00"]),
        ("I'm drafting a briefing note and have to quote the housing provident fund. Which amount should I use?", ["250000.00"]),
        ("Of each yuan the bureau spends, how much ends up in project expenditure?", ["40.00"]),
        ("I keep hearing about training. What does the institution pay for it?", ["120000.00"]),
        ("Which is pricier, training or official receptions?", ["40000.00"]),
        ("By how many yuan do basic wages outstrip bonuses?", ["200000.00"]),
        ("If the official reception budget is spread over all guests, how much is that per guest?", ["200.00"]),
        ("Official receptions are supposed to be shrinking. What is the percentage change from last year?", ["-20.00"]),
    ],
)  # fmt: skip
def test_a_question_in_other_words_is_answered(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, question)
    assert answer["status"] == "answered", answer["answer"]
    assert values(answer)[: len(expected)] == expected


def test_what_makes_a_thing_up(ask) -> None:  # type: ignore[no-untyped-def]
    for question in (
        "Can you walk me through housing reform, item by item?",
        "Please itemise the housing reform expenditure, with the amount for each item.",
        "How is the housing reform expenditure divided up?",
    ):
        answer = of_budget(ask, question)
        assert {"250000.00", "150000.00"} <= set(values(answer)), question


def test_the_part_of_a_full_year_budget(ask) -> None:  # type: ignore[no-untyped-def]
    asked = "What percentage of the full-year budget for administrative operation did the bureau actually use?"
    assert values(ask(asked, documents=["港务局决算2024.txt"]))[0] == "80.00"


@pytest.mark.parametrize(
    "question",
    [
        "How much is pencilled in for insulin training?",
        "What's the damage for harbour insulin?",
        "What does the training fee cost per guest?",
        "Out of every 100 yuan, how many go to vaccines?",
        "By how much do receptions exceed vaccines?",
        "How much is set aside for rebuilding the training centre?",
        "I'd be grateful for the amount of training for lifeguards.",
        "Please itemise the vaccines.",
        "How much does each sailor cost?",
        "Give me the welfare expenses.",  # 工资福利支出 is another account than 福利费
        "Divide the training fee by the number of guests, what does one guest cost?",
    ],
)
def test_a_word_that_names_a_thing_is_never_passed_over(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, question)
    assert answer["status"] == "refused", answer["answer"]
