"""Last year's amounts, growth and reasons, worked out from what the running text states (比上年减少…万元)."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.chatter import without_chatter
from qa.compound import parts
from qa.engine import Engine
from qa.worked_back import without_way
from tests.qa.town import AUDIT_2024, AUDIT_2025, library_of

# All of its money is appropriated; the text gives the reason in a sentence of its own.
GARDENS = """# 海州市园林局2025年部门预算

## 支出总表

金额单位：元

科目编码	科目名称	合计	基本支出	项目支出
	合计	8000000.00	5000000.00	3000000.00
211	节能环保支出	8000000.00	5000000.00	3000000.00

2025年，海州市园林局收入预算800万元，其中：财政拨款收入800万元，比2024年预算减少200万元；事业收入0万元。
支出预算800万元，其中：财政拨款支出预算800万元，比2024年预算减少200万元。
财政拨款收入支出减少的主要原因是苗圃项目完工。

公务接待费预算3万元，较上年减少1万元，下降25%，主要原因是厉行节约。
住房改革支出（款）提租补贴（项）支出8万元，与上年相比增加3万元，增长60%。
会议费预算5万元，较上年减少2万元，下降28.57%。
"""
# It has other income beside: what the appropriation lost says nothing of the whole.
PORT = """# 海州市港务局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	900.00	500.00	400.00
214	交通运输支出	900.00	500.00	400.00
21402	水路运输	400.00	0.00	400.00

## 财政拨款支出表（功能科目）

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	600.00	500.00	100.00
214	交通运输支出	600.00	500.00	100.00
21402	水路运输	100.00	0.00	100.00

2025年，海州市港务局收入预算900万元，其中：财政拨款收入600万元，比2024年预算增加60万元；事业收入300万元。
1.水路运输（款）支出100万元，与上年相比增加20万元，增长25%。主要原因是航道疏浚。
"""
ROADS = """# 海州市公路局2025年部门预算

## 收支总表

金额单位：万元

项目	预算数	项目	预算数
事业收入	700.00	交通运输支出	700.00
收入总计	700.00	支出总计	700.00

海州市公路局2025年度收入、支出预算总计700万元，与上年相比收、支预算总计各增加50万元，增长7.69%。
2025年培训费预算9万元，比2024年决算数增加3万元。
"""
DOCUMENTS = {
    "园林局2025.txt": GARDENS,
    "港务局2025.txt": PORT,
    "公路局2025.txt": ROADS,
    "审计局2025.txt": AUDIT_2025,
    "审计局2024.txt": AUDIT_2024,
}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("changes"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    "question",
    [
        "园林局2025年预算比2024年下降百分之几",
        "Compared with the 2024 budget, by what percentage has the budget of 园林局 shrunk in 2025?",
        "How far, in percent, does the 2025 appropriation of 园林局 drop against 2024?",
    ],
)
def test_the_fall_of_a_budget_that_is_all_appropriated_is_that_of_the_appropriation(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, documents=["园林局2025.txt"])
    assert values(answer)[0] == "-20.00"
    assert {"2000000.00", "8000000.00"} <= set(values(answer))


def test_it_is_said_of_what_the_text_states_the_change(ask) -> None:  # type: ignore[no-untyped-def]
    assert "财政拨款支出”的变动" in ask("园林局2025年预算比2024年下降百分之几")["answer"]


def test_the_change_of_one_part_of_the_money_is_not_that_of_the_whole(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("港务局2025年预算比2024年增长百分之几", documents=["港务局2025.txt"])
    assert answer["status"] == "refused"
    assert values(answer) == []


def test_income_and_spending_told_together_are_either(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("公路局2024年总支出是多少"))[0] == "6500000.00"
    assert values(ask("What was the total income of 公路局 in 2024?"))[0] == "6500000.00"


def test_a_fund_that_the_sentence_leaves_unsaid(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("港务局财政拨款里的水路运输比上年多了多少，理由是什么")
    assert values(answer)[0] == "200000.00"
    assert "航道疏浚" in answer["answer"]


def test_the_reason_stands_in_a_sentence_of_its_own(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(
        "Why is the 2025 budget of 园林局 smaller than the year before? Please give the size of the reduction too."
    )
    assert values(answer)[0] == "2000000.00"
    assert "苗圃项目完工" in answer["answer"]


def test_a_reason_of_another_thing_is_not_given(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("园林局会议费为什么比上年减少，减少了多少")
    assert values(answer)[0] == "20000.00"
    assert "苗圃" not in answer["answer"]
    assert "节约" not in answer["answer"]
    assert "没有写原因" in answer["answer"]


def test_that_no_reason_is_given_is_said(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("园林局会议费降得也太多了吧，比上年少了多少，官方怎么解释的？")
    assert values(answer)[0] == "20000.00"
    assert "没有写原因" in answer["answer"]


def test_a_change_between_two_printed_years_has_its_amount_though_no_reason(ask) -> None:  # type: ignore[no-untyped-def]
    rose = ask("审计局2025年审计业务为什么比2024年增加，增加了多少")
    assert rose["status"] == "answered"
    assert "50000.00" in values(rose)
    assert "没有说明原因" in rose["answer"]
    fell = ask("审计局2025年审计业务为什么比2024年减少，减少了多少")
    assert fell["status"] == "refused"
    assert "相反" in fell["answer"]


def test_a_rise_that_was_a_fall_is_put_right(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("园林局公务接待费为什么比上年增加了")["status"] == "refused"


def test_another_year_s_change_has_no_reason(ask) -> None:  # type: ignore[no-untyped-def]
    assert "节约" in ask("园林局公务接待费为什么比上年减少")["answer"]
    assert ask("Why did the reception budget of 园林局 fall in 2024?")["status"] == "refused"


@pytest.mark.parametrize(
    "question",
    [
        "根据说明里的减少额倒推，园林局2024年公务接待费预算是多少",
        "园林局2024年公务接待费预算是多少",
        "Given the cut described in the notes, what must the 公务接待费 of 园林局 have been in 2024?",
        "I need the prior-year figure for 公务接待费 of 园林局; work it out from the stated decrease, please.",
    ],
)
def test_the_amount_of_the_year_before_is_worked_back(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, documents=["园林局2025.txt"])
    assert values(answer) == ["40000.00", "30000.00", "10000.00"]


def test_a_budget_is_not_worked_back_from_final_accounts(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("公路局2024年培训费预算是多少")
    assert answer["status"] == "refused"
    assert "60000.00" not in values(answer)


def test_two_years_back_is_not_worked_out(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("园林局2023年公务接待费是多少")["status"] == "refused"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("根据文字说明的增减额倒推，去年办公费是多少", "去年办公费是多少"),
        ("按减少额反推2024年会议费", "2024年会议费"),
        ("按照增加投资的项目是多少", "按照增加投资的项目是多少"),
        ("推算", "推算"),
    ],
)
def test_the_way_to_a_figure_is_no_part_of_the_question(said: str, left: str) -> None:
    assert without_way(said, "zh").strip() == left


def test_how_somebody_finds_a_change_names_nothing() -> None:
    assert (
        without_chatter("提租补贴涨得也太离谱了吧，多了多少？", "zh", lambda clause: True) == "提租补贴涨，多了多少？"
    )
    assert without_chatter("各处室花得多少？", "zh", lambda clause: True) == "各处室花得多少？"


def test_asking_only_for_the_reason_is_no_question_of_its_own() -> None:
    assert parts("会议费比上年少了多少，官方怎么解释的？", "zh") == ["会议费比上年少了多少，官方怎么解释的？"]
    assert parts("会议费多少，培训费为什么增加？", "zh") == ["会议费多少", "培训费为什么增加？"]


TRAFFIC = """# 海州市公安局交通支队2026年部门预算

相应安排支出预算600.00万元，比上年增加86.00万元，增长16.73%，主要原因是基本支出预算增加3.00万元，项目支出预算增加83.00万元。
2026年度一般公共预算拨款支出480.00万元，比上年增加6.00万元，增长1.27%，主要原因是人员经费支出增加3.00万元，项目支出增加3.10万元。
"""


@pytest.mark.parametrize(
    ("question", "amount", "whole"),
    [
        ("项目支出比去年增加多少", "830000.00", "支出中"),  # of all spending, and said so
        ("支出里项目支出比去年增加多少", "830000.00", "支出中"),
        ("一般公共预算拨款支出里项目支出比去年增加多少", "31000.00", "一般公共预算拨款支出中"),
    ],
)
def test_of_several_wholes_the_change_is_that_in_the_widest(
    tmp_path: Path, question: str, amount: str, whole: str
) -> None:
    with library_of(tmp_path, {"交通支队.txt": TRAFFIC}) as library:
        answer = Engine(library).ask(question)
    assert [figure["value"] for figure in answer["figures"]] == [amount]
    assert whole in answer["answer"]


# The amount of the year before is a misprint: the same sentence tells a rise.
MISPRINT = """# 海州市司法局2026年部门预算

## 支出预算总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	140.00	80.00	60.00
2040601	行政运行	80.00	80.00	0.00
2040699	其他司法支出	60.00	0.00	60.00

公共安全支出（204类）司法（06款）其他司法支出（99项）60万元。2025年当年预算执行数为500万元，2026年预算安排60万元，比2025年预算执行数增加20%。
公共安全支出（204类）司法（06款）行政运行（01项）80万元。2025年当年预算执行数为64万元，2026年预算安排80万元，比2025年预算执行数增加25%。
"""


def test_a_change_that_the_sentence_tells_otherwise_is_told_as_a_contradiction(tmp_path: Path) -> None:
    with library_of(tmp_path, {"司法局.txt": MISPRINT}) as library:
        ask = Engine(library).ask
        answer, plain = ask("其他司法支出今年比去年增加多少"), ask("行政运行今年比去年增加多少")
    assert answer["figures"][0]["value"] == "20.00"
    assert "矛盾" in answer["answer"]
    assert "决算的" not in answer["answer"]
    assert plain["figures"][0]["value"] == "160000.00"
    assert "矛盾" not in plain["answer"]


STORES = """# 海州市粮食局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	700.00	500.00	200.00
222	粮油物资储备支出	700.00	500.00	200.00

截至2024年12月31日，海州市粮食局资产总额500万元，其中，流动资产200万元，固定资产300万元。与上年相比，本年资产总额减少60万元，其中固定资产减少30万元。2025年资产使用收入0万元。
一、2025年收入700万元，其中：政府性基金预算拨款40万元，财政专户资金60万元；收入比2024年增加30万元，主要是政府性基金预算拨款增加10万元，财政专户资金增加20万元。
2025年政府性基金预算支出40万元，比2024年增加10万元，主要原因是仓库改造。
"""


@pytest.fixture(scope="module")
def ask_stores(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return Engine(library_of(tmp_path_factory.mktemp("stores"), {"粮食局2025.txt": STORES})).ask


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What were the total assets a year earlier?", "5600000.00"),
        ("资产总额前一年是多少？", "5600000.00"),
        ("What were the fixed assets the year before?", "3300000.00"),
        ("What are the total assets?", "5000000.00"),  # not what their use brings in
        ("What are the fixed assets?", "3000000.00"),
        ("What were the total assets last year?", "5000000.00"),  # of the budget's own last year
    ],
)
def test_a_stock_a_year_earlier_is_worked_out_from_its_change(ask_stores, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask_stores(question)
    assert answer["status"] == "answered", answer["answer"]
    assert answer["figures"][0]["value"] == value


def test_a_stock_whose_change_is_not_told_is_not_known_a_year_earlier(ask_stores) -> None:  # type: ignore[no-untyped-def]
    answer = ask_stores("What were the current assets a year earlier?")
    assert answer["status"] == "refused"
    assert not answer["figures"]


def test_the_reason_of_a_change_that_two_sentences_tell(ask_stores) -> None:  # type: ignore[no-untyped-def]
    answer = ask_stores("How much did the government fund budget grow and why?")
    assert answer["figures"][0]["value"] == "100000.00"
    assert "仓库改造" in answer["answer"]
    assert "no reason" not in answer["answer"]


def test_another_change_of_the_amount_lends_no_reason(ask_stores) -> None:  # type: ignore[no-untyped-def]
    assert "仓库改造" not in ask_stores("How much did the special account funds grow and why?")["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "How much less did the Gardens Bureau budget for official reception this year?",
        "How much less was budgeted for official reception this year?",
        "How much less is official reception this year?",
    ],
)
def test_how_much_less_this_year_is_what_it_fell_by(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, documents=["园林局2025.txt"])
    assert answer["status"] == "answered", answer["answer"]
    assert answer["figures"][0]["value"] == "10000.00"


def test_a_reason_told_is_not_said_to_be_missing(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("How much did the budget fall from 2024 and why?", documents=["园林局2025.txt"])
    assert "苗圃项目完工" in answer["answer"]
    assert "give no reason" not in answer["answer"]


def test_how_much_more_rent_allowance_is_neither_rent_nor_an_allowance(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(
        "How much more did the Gardens Bureau budget for rent allowance this year?", documents=["园林局2025.txt"]
    )
    assert answer["status"] == "answered", answer["answer"]
    assert answer["figures"][0]["value"] == "30000.00"
