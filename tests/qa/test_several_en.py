"""English that says what it does not mean, takes several things at once or answers a claim; targets whose words are not all there."""

from __future__ import annotations

import pytest

from index.glossary import glossary
from qa.contrasts import without_contrast
from qa.engine import Engine
from qa.phrasing import in_plain_words
from qa.turns_en import several_at_once
from tests.qa.town import library_of

JUSTICE = """# 海州市司法局2026年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	1000.00
海州市司法局	400.00
海州市东山强制隔离戒毒所	300.00
海州市西山强制隔离戒毒所	100.00
海州市南山强制隔离戒毒所	200.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	1000.00	700.00	300.00
204	公共安全支出	1000.00	700.00	300.00
20406	司法	600.00	500.00	100.00
2040601	行政运行	500.00	500.00	0.00
2040607	公共法律服务	100.00	0.00	100.00
20408	强制隔离戒毒	400.00	200.00	200.00
2040801	行政运行	200.00	200.00	0.00
2040804	强制隔离戒毒人员管理	200.00	0.00	200.00

## 项目支出表

金额单位：万元

项目名称	合计	一般公共预算
合计	300.00	300.00
法律援助补贴经费	80.00	80.00
法律援助保障经费	20.00	20.00
探测设备维护费	50.00	50.00
戒毒人员体检费	150.00	150.00

## 项目支出绩效目标表

项目名称	一级指标	二级指标	三级指标	指标性质	指标值	度量单位
苗木储备	产出指标	数量指标	红枫胸径	=	300	株
苗木储备	产出指标	数量指标	银杏胸径	=	50	株
苗木储备	产出指标	时效指标	苗木养护管理	定性	2026年4月--12月	次
苗木储备	成本指标	经济成本指标	苗木费	≤	60	万元
反诈预警服务	产出指标	质量指标	破案率	≥	92	%

2026年政府采购预算120.00万元，其中：政府采购货物预算40.00万元、政府采购工程预算30.00万元、政府采购服务预算50.00万元。
公务用车购置和运行维护费2026年预算数90.00万元，包括公务用车购置费预算60.00万元、公务用车运行维护费预算30.00万元。
2026年“三公”经费预算90.00万元，比2025年预算增加60.00万元，主要原因是更新车辆。
"""
PRISONS = """# 海州市监狱管理局2026年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	2000.00
海州市监狱管理局	800.00
海州市第一监狱	500.00
海州市第二女子监狱	700.00

## 支出总表

金额单位：万元

科目编码	科目名称	支出总计	基本支出	项目支出	其中：2026年政府采购项目中预留给中小企业的项目资金规模
	合计	2000.00	1100.00	900.00	120.00
204	公共安全支出	2000.00	1100.00	900.00	120.00
20407	监狱	2000.00	1100.00	900.00	120.00
2040701	行政运行	1100.00	1100.00	0.00	0.00
2040702	一般行政管理事务	900.00	0.00	900.00	120.00

## 项目支出总表

金额单位：万元

项目名称	合计	一般公共预算拨款	政府性基金	财政专户管理资金
合计	900.00	900.00	0.00	0.00
救援和应急管理专项经费	50.00	50.00	0.00	0.00
监区改造	850.00	850.00	0.00	0.00

2026年监狱管理业务预算900.00万元。
2026年公务接待费预算3.00万元，计划接待批次12批，接待人次60人次。
热线话务员投诉用电需求次数不超过3次。
"""
PRISON_BUREAU = ("监狱局2026.txt",)
DOCUMENTS = {"司法局2026.txt": JUSTICE, "监狱局2026.txt": PRISONS}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("several"), DOCUMENTS) as library:
        engine = Engine(library)

        def of_justice(
            question: str, documents: tuple[str, ...] = ("司法局2026.txt",), history: tuple[str, ...] = ()
        ) -> dict:
            return engine.ask(question, documents=documents, history=history)

        yield of_justice


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


# --- what is not meant ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "kept", "contrast"),
    [
        ("Total revenue of the school alone, not its branch campuses", "Total revenue of the school alone", "branch campuses"),
        ("How much is training (not meetings) in 2026?", "How much is training in 2026?", "meetings"),
        ("Construction works as opposed to goods or services?", "Construction works ?", "goods or services"),
        ("the 2026 budget rather than the 2025 budget for travel", "the 2026 budget for travel", "2025 budget"),
        ("What does it spend, not its units, on meetings?", "What does it spend, excluding its subordinate units, on meetings?", ""),
        ("How much, not including wages, is it?", "How much, not including wages, is it?", ""),
        ("Why is it not printed?", "Why is it not printed?", ""),
    ],
)  # fmt: skip
def test_what_is_not_meant_is_taken_out_of_the_question(question: str, kept: str, contrast: str) -> None:
    assert without_contrast(question) == (kept, contrast)


def test_what_is_not_meant_is_never_the_answer(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How much is set aside for legal aid subsidies, not the safeguard fund?")) == ["800000.00"]
    answer = ask("How much is set aside for legal aid, not the safeguard fund?")
    assert "200000.00" not in values(answer)
    assert ask("How much is the legal aid safeguard fund?")["status"] == "answered"
    assert "800000.00" not in values(ask("What is budgeted for legal aid, rather than the subsidies?"))


def test_an_explanation_between_brackets_is_no_part_of_a_name(ask) -> None:  # type: ignore[no-untyped-def]
    question = "What is set aside for legal aid subsidies (the payments for handling cases)?"
    assert values(ask(question)) == ["800000.00"]
    assert several_at_once("the subsidy (money for buses)") == "the subsidy (money for buses)"  # it tells which


# --- several at once --------------------------------------------------------------------------------------------------


def test_a_whole_broken_down_into_parts_that_are_named(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("Break the government procurement budget down into goods, works and services.")
    assert values(answer) == ["400000.00", "300000.00", "500000.00"]
    assert (
        several_at_once("Break it down into its components and parts.")
        == "Break it down into its components and parts."
    )


def test_what_is_done_to_things_and_to_them_again(ask) -> None:  # type: ignore[no-untyped-def]
    asked = ["What is the official vehicle budget?"]
    answer = ask("How is that split between buying vehicles and running them?", history=tuple(asked))
    assert values(answer) == ["600000.00", "300000.00"]
    assert "official vehicles" in several_at_once("what goes on buying and running official vehicles")


def test_sum_and_mean_of_so_many_bodies(ask) -> None:  # type: ignore[no-untyped-def]
    question = "Taking the three compulsory isolation rehab centres together, what is their combined 2026 budget and the mean per centre?"
    assert {"6000000.00", "2000000.00"} <= set(values(ask(question)))
    assert values(ask("What is the average budget of the three compulsory isolation rehab centres?"))[0] == "2000000.00"


def test_the_mean_of_so_many_that_are_not_there_is_refused(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("What is the average budget of the four compulsory isolation rehab centres?")["status"] == "refused"
    assert ask("What is the average cost of the two kindergartens?")["status"] == "refused"


def test_a_name_with_its_code_between_brackets_is_one_thing(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("Which items make up justice (司法, 20406), and how much is each?")
    assert {"5000000.00", "1000000.00"} <= set(values(answer))


# --- a claim and the question behind it -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("A colleague claims the three-public total nearly quadrupled. What is the exact percentage increase?", "by what percentage did the three-public total rise?"),
        ("Somebody says that travel was halved in 2026. By how much?", "by how much did travel fall in 2026?"),
        ("My boss says training costs about 12 million. What is the actual figure?", "how much is training?"),
        ("A colleague says training doubled. How many people are trained?", "A colleague says training doubled. How many people are trained?"),
    ],
)  # fmt: skip
def test_a_claim_says_of_what_the_question_behind_it_is_asked(question: str, asked: str) -> None:
    assert several_at_once(question) == asked


def test_a_change_that_is_claimed_is_the_printed_one(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(
        "A colleague claims the three-public total quadrupled year on year. What is the exact percentage increase?"
    )
    assert values(answer)[0] == "200.00"


# --- targets ----------------------------------------------------------------------------------------------------------


def test_a_target_whose_name_lacks_a_noun_of_the_question_is_no_answer(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How many ginkgo trees are to be bought under the seedling reserve (苗木储备)?")) == ["50"]
    assert ask("How many oak trees are to be bought under the seedling reserve (苗木储备)?")["status"] == "refused"


def test_a_date_is_no_number_of_things(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("What is the target for seedling upkeep in the seedling reserve (苗木储备)?")
    assert "2026年4月--12月" in answer["answer"]
    assert values(answer) == []


def test_a_rate_that_is_targeted_and_a_ceiling(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What case-solving rate is targeted by the anti-fraud early-warning service?")) == ["92.00"]
    assert values(ask("What is the upper limit for seedling costs of the project 苗木储备?")) == ["600000.00"]


def test_words_of_the_field(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What is paid for upkeep of detection equipment?")) == ["500000.00"]
    assert glossary().pieces("ginkgo")[0].fragments == ("银杏",)
    assert all(len(f) > 1 for f in glossary().pieces("pine")[0].fragments)  # 松 would be found in the names of places


# --- bodies, shares and subjects --------------------------------------------------------------------------------------


def test_a_body_told_by_english_words_that_are_all_of_its_name(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What does the No. 2 women's prison get?", PRISON_BUREAU)) == ["7000000.00"]
    answer = ask("Which gets more money, the women's prison No. 2 or No. 1 prison?", PRISON_BUREAU)
    assert "7000000.00" in values(answer)
    assert ask("What does the juvenile prison get?", PRISON_BUREAU)["status"] == "refused"
    assert several_at_once("How much does No. 66 High School get?") == "How much does 第六十六 High School get?"


def test_income_of_a_body_is_all_of_it(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How much income does the No. 2 women's prison have?", PRISON_BUREAU)) == ["7000000.00"]


def test_the_chunk_of_one_thing_in_another_is_a_share(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How big is the chunk of public legal services in total expenditure?"))[0] == "10.00"


def test_a_word_in_the_midst_of_a_long_heading_names_no_column(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("How much is reserved for enterprises?", PRISON_BUREAU)["status"] == "refused"
    assert values(ask("How much is the item 一般行政管理事务?", PRISON_BUREAU))[0] == "9000000.00"


def test_a_subject_that_is_mostly_of_something_else_is_no_answer(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("How many calls are to be answered?", PRISON_BUREAU)["status"] == "refused"
    assert values(ask("How many guests are to be received?", PRISON_BUREAU)) == ["60"]


def test_a_rate_of_another_thing_is_refused_and_how_much_wants_money(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("What accident rate is targeted by the anti-fraud service?")["status"] == "refused"
    assert ask("How much at most may the anti-fraud service cost?")["status"] == "refused"


def test_so_many_bodies_together_are_all_of_them(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("What do the two prisons cost together?", PRISON_BUREAU))[0] == "12000000.00"
    assert (
        ask("What do the five prisons cost together?", PRISON_BUREAU)["status"] == "refused"
    )  # 监狱 is no sum of five


def test_a_claimed_amount_is_answered_with_the_printed_one(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("A reporter says vehicle running doubled. What is the actual figure?")) == ["300000.00"]
    assert ask("A reporter says helicopters cost 3 million. What is the actual figure?")["status"] == "refused"


def test_what_a_rate_is_of_must_be_in_the_target_s_name(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("What vaccination rate is targeted by the anti-fraud service?")["status"] == "refused"


def test_the_fund_of_a_name_is_no_fund_that_pays(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("How much is the emergency management fund?", PRISON_BUREAU)) == ["500000.00"]


def test_a_service_is_bought_whatever_the_verb_says() -> None:
    assert "buying" not in in_plain_words("How much in total is planned for buying security guard services?")
    assert "buying" in in_plain_words("How much is planned for buying police cars?")
