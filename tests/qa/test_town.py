"""Questions over a made-up town of two bodies and two years: which figure answers, and what an answer says beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from index.library import Library
from qa.engine import Engine
from tests.qa.town import AUDIT_2025, library_of


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with library_of(tmp_path_factory.mktemp("town")) as library:
        yield library


@pytest.fixture(scope="module")
def ask(town: Library):  # type: ignore[no-untyped-def]
    return Engine(town).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "value", "document"),
    [
        ("海州市审计局2025年审计业务多少钱", "400000.00", "审计局2025.txt"),
        ("海州审计局2024年审计业务", "350000.00", "审计局2024.txt"),
        ("审计局今年审计业务安排多少", "400000.00", "审计局2025.txt"),
        ("财政局信息化建设要花多少", "200000.00", "财政局2025.txt"),
        ("审计局商品和服务支出里的办公费", "80000.00", "审计局2025.txt"),
        ("审计局行政运行的基本支出", "600000.00", "审计局2025.txt"),
        ("审计局公车运行费", "80000.00", "审计局2025.txt"),
        ("审计局招待费2024年多少", "20000.00", "审计局2025.txt"),
        ("审计局2025年三公经费", "90000.00", "审计局2025.txt"),
        ("审计局项目支出总额", "400000.00", "审计局2025.txt"),
        ("审计局人头费", "700000.00", "审计局2025.txt"),
        ("审计局普法宣传项目安排多少", "120000.00", "审计局2025.txt"),
        ("财政局（本级）2025年部门预算支出总额", "700000.00", "财政局2025.txt"),
        ("How much does the Haizhou Audit Bureau spend on audit work (审计业务)?", "400000.00", "审计局2025.txt"),
        ("What is the Haizhou audit bureau's total budget in 2024?", "1200000.00", "审计局2024.txt"),
        ("Haizhou Finance Bureau: code 2010607", "200000.00", "财政局2025.txt"),
    ],
)
def test_the_right_figure_of_the_right_document(ask, question: str, value: str, document: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)[0]) == ("answered", value)
    assert answer["citations"][0]["document"] == document


@pytest.mark.parametrize(
    ("question", "value", "unit"),
    [
        ("审计局审计业务2025年比2024年增长百分之几", "14.29", "%"),
        ("审计局公务接待费比上年下降百分之几", "-50.00", "%"),
        ("审计局2025年总支出比2024年多多少", "100000.00", "CNY"),
        ("审计局和财政局2025年总支出相差多少", "600000.00", "CNY"),
        ("审计局住房公积金和购房补贴一共多少", "300000.00", "CNY"),
        ("审计局一年水电要多少钱", "60000.00", "CNY"),
        ("审计局办公费占公用经费的百分之几", "40.00", "%"),
        ("审计局2025年政府采购比上年增长百分之几", "25.00", "%"),
        ("By how much does the Haizhou Audit Bureau's basic expenditure exceed its project expenditure?", "500000.00", "CNY"),
        ("审计局三公经费里公车运行占百分之几", "88.89", "%"),
        ("公务接待费在审计局三公经费里占比多少", "11.11", "%"),
        ("In the Haizhou Audit Bureau three-public budget, what share is receptions?", "11.11", "%"),
        ("审计局办公费加培训费是多少", "140000.00", "CNY"),
        ("Add up office expenses and training of the Haizhou Audit Bureau.", "140000.00", "CNY"),
        ("审计局和财政局，谁的总预算大", "600000.00", "CNY"),
        ("How much do training (培训费) and office expenses (办公费) cost together in the Haizhou Audit Bureau?", "140000.00", "CNY"),
        ("审计局2025年预算比上年增长百分之几", "8.33", "%"),
        ("审计局五险一金加上培训费合计", "260000.00", "CNY"),
        ("审计局住房公积金2024年比2025年多多少", "50000.00", "CNY"),
        ("审计局住房公积金和购房补贴平均多少", "150000.00", "CNY"),
    ],
)  # fmt: skip
def test_calculations_over_years_bodies_and_sentences(ask, question: str, value: str, unit: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    head = answer["figures"][0]
    assert (answer["status"], head["value"], head["unit"], head["kind"]) == ("answered", value, unit, "computed")


def test_the_change_that_the_text_states_serves_where_last_year_is_not_printed(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年政府采购比上年增加多少")
    assert values(answer) == ["30000.00", "25.00", "150000.00", "120000.00"]  # the year before is worked out, too
    assert "增加3.00万元" in answer["citations"][0]["passage"]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("审计局住房改革支出下面有哪些", ["200000.00", "100000.00"]),
        ("审计局住房改革支出各是多少", ["200000.00", "100000.00"]),
        ("审计局住房改革支出分哪几项", ["200000.00", "100000.00"]),
        ("审计局住房保障支出下有哪些", ["200000.00", "100000.00"]),
        (
            "Which items make up housing reform expenditure (住房改革支出) in the Haizhou Audit Bureau?",
            ["200000.00", "100000.00"],
        ),
        ("Which line under housing reform expenditure is the highest in the Haizhou Audit Bureau?", ["200000.00"]),
        ("审计局三公经费都花在哪几块，每块多少", ["80000.00", "10000.00"]),
        ("审计局支出最大的功能类是哪个，多少钱", ["1000000.00"]),
        ("Which economic class gets the most in the Haizhou Audit Bureau?", ["700000.00"]),
        (
            "List the functional classes of the Haizhou Audit Bureau 2025 budget with their amounts.",
            ["1000000.00", "300000.00"],
        ),
        ("审计局普法宣传项目由哪几块组成", ["70000.00", "50000.00"]),
        ("审计局一般公共服务支出下的各款", ["1000000.00"]),
        ("审计局商品和服务支出里最大的两项", ["80000.00", "60000.00"]),
        ("审计局公用经费里最大的三项是什么", ["80000.00", "60000.00", "40000.00"]),
        ("审计局支出最多的类是哪个", ["1000000.00"]),
        ("list the items under housing reform expenditure of the Haizhou Audit Bureau", ["200000.00", "100000.00"]),
    ],
)
def test_rows_largest_first_without_their_heading(ask, question: str, rows: list[str]) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "answered"
    assert values(answer)[: len(rows)] == rows


def test_a_list_says_whether_it_adds_up(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局住房改革支出下面有哪些")
    assert "占 66.67%" in answer["answer"]
    assert "各项相加等于 300,000元" in answer["answer"]


@pytest.mark.parametrize("question", ["审计局公用经费里的差旅费是多少", "审计局差旅费"])
def test_an_empty_cell_is_cited_as_empty(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], answer["figures"], answer["citations"][0]["text"]) == ("answered", [], "")


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("审计局无人机花了多少", "无人机"),
        ("审计局直升机水电费", "直升机"),
        ("海州市教育局2025年预算", "海州市教育局"),
        ("审计局2019年审计业务", "2019"),
        ("审计局2025年实际花了多少", "决算"),
        ("审计局本级2025年审计业务", "本级"),
        ("How much does the Haizhou Education Bureau spend?", "Haizhou Education Bureau"),
        ("How much does the Haizhou Audit Bureau spend on helicopter rental?", "helicopter"),
    ],
)
def test_what_is_missing_is_named_and_no_figure_given(ask, question: str, named: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], answer["figures"]) == ("refused", [])
    assert named in answer["answer"]


@pytest.mark.parametrize(
    ("question", "printed"),
    [
        ("审计局为什么增加审计业务经费", "400000.00"),
        ("审计局违反规定发奖金是不是违法", None),
        ("审计局花了100万元接待，接待了谁", "10000.00"),
        ("审计局审计业务经费合理吗", "400000.00"),
        ("Why did the Haizhou Audit Bureau cut training?", "60000.00"),
    ],
)
def test_reasons_opinions_and_false_premises_get_what_is_printed(ask, question: str, printed: str | None) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["status"] == "refused"
    assert printed is None or printed in values(answer)


def test_words_of_law_in_a_name_ask_for_no_opinion(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局违法线索核查多少钱")
    assert "不作评价" not in answer["answer"]


def test_one_name_in_two_bodies_is_asked_back_once(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("行政运行多少钱")
    assert answer["status"] == "clarify"
    assert set(answer["candidates"]) == {"海州市审计局", "海州市财政局（本级）"}
    assert values(ask("海州市财政局的", history=["行政运行多少钱"]))[0] == "500000.00"


@pytest.mark.parametrize(
    ("history", "question", "value"),
    [
        (["海州审计局2025年总支出多少"], "其中项目支出呢", "400000.00"),
        (["海州审计局2025年审计业务多少"], "那它占总支出的百分之几", "30.77"),
        (["海州审计局2025年审计业务多少"], "2024年呢", "350000.00"),
        (["海州审计局2025年培训费多少"], "这比办公费少多少", "20000.00"),
        (
            ["What does the Haizhou Audit Bureau spend on general public services in 2025?"],
            "How much of that is project expenditure?",
            "400000.00",
        ),
        (["海州审计局2025年一般公共服务支出"], "其中基本支出呢", "600000.00"),
        (["海州审计局2025年审计业务多少", "2024年呢"], "两者相差多少", "50000.00"),
        (["海州审计局2025年办公费多少", "培训费呢"], "加起来多少", "140000.00"),
        (["海州审计局2025年审计业务多少"], "财政局2025年信息化建设呢", "200000.00"),
        (["海州审计局三公经费多少"], "其中接待的钱", "10000.00"),
        (["How much does the Haizhou Audit Bureau spend on training?"], "And on water?", "20000.00"),
    ],
)
def test_follow_ups(ask, history: list[str], question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, history=history)
    assert (answer["status"], values(answer)[0]) == ("answered", value)


def test_the_rest_of_a_list_leaves_out_what_was_given(ask) -> None:  # type: ignore[no-untyped-def]
    first = ask("审计局商品和服务支出里最大的两项")
    rest = ask("其余的呢", history=["审计局商品和服务支出里最大的两项"])
    given = {figure["value"] for figure in first["figures"]}
    assert rest["status"] == "answered"
    assert {"40000.00", "20000.00"} <= set(values(rest))
    assert not given & set(values(rest)[:2])


def test_other_places_of_the_same_amount_are_cited(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局住房公积金多少")
    assert {citation["table"] for citation in answer["citations"]} == {"支出总表", "一般公共预算基本支出表"}
    assert answer["figures"][0]["citations"] == [1]


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("审计局有几辆车", 6),
        ("How many vehicles did the Haizhou Audit Bureau have at the end of 2024?", 6),
        ("审计局单价100万元以上的设备有几台", 2),
        ("审计局现在有多少在职人员", 88),
    ],
)
def test_what_there_is_at_some_day_is_of_no_budget_year(ask, question: str, number: int) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert [(Decimal(f["value"]), f["unit"]) for f in answer["figures"]] == [(Decimal(number), "count")]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("审计局2025年除住房公积金以外的住房保障支出是多少", "100000.00"),
        ("审计局2025年除了办公费和水费，商品和服务支出还有多少", "100000.00"),
        ("审计局2025年总支出中项目支出以外的部分是多少", "900000.00"),
        ("审计局2025年不含住房公积金的住房保障支出是多少", "100000.00"),
        ("审计局除基本支出外的其他支出有多少", "400000.00"),
        ("Haizhou audit bureau 2025: excluding housing security, how much is budgeted in total?", "1000000.00"),
        (
            "What does the Haizhou audit bureau budget for goods and services apart from office expenses and training in 2025?",
            "60000.00",
        ),
    ],
)
def test_what_a_question_leaves_out_is_taken_off_the_whole(ask, question: str, left: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)[0]) == ("answered", left)
    assert answer["figures"][0]["derivation"]["formula"].startswith("a - (")
    assert len(answer["figures"][0]["derivation"]["operands"]) >= 2


def test_a_share_of_what_is_left(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年除人员经费外的基本支出占基本支出的比重是多少")
    assert (values(answer)[0], answer["figures"][0]["unit"]) == ("22.22", "%")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("审计局三公经费里除了公务接待费还有什么", ["80000.00", "0.00", "0.00"]),
        ("审计局2025年除一般公共服务支出以外最大的支出是哪个", ["300000.00"]),
    ],
)
def test_a_list_without_what_is_left_out(ask, question: str, rows: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == rows


@pytest.mark.parametrize(
    "question",
    [
        "审计局2025年除总支出外的住房公积金是多少",  # what is left out is no part
        "审计局除住房保障支出外的总支出2025年比2024年增长百分之几",  # no calculation does it
    ],
)
def test_what_cannot_be_left_out_is_refused(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)) == ("refused", [])


def test_a_day_is_of_no_budget_year_and_decides_between_sentences(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("截至2024年12月31日审计局有几辆车")["status"] == "refused"  # no sentence speaks of that day
    assert values(ask("审计局有几辆车"))[0] in {"6", "6.00"}


@pytest.mark.parametrize(
    "question",
    [
        "How did Haizhou audit bureau's audit work budget change from 2024 to 2025?",
        "How has the Haizhou audit bureau's spending on audit work changed since 2024?",
        "Has Haizhou audit bureau's audit work budget gone up or down since last year?",
        "审计局审计业务2025年与2024年相比有什么变化",
        "审计局审计业务较上年是增是减",
        "审计局审计业务同比",
        "审计局审计业务今年比去年多了还是少了？",
    ],
)
def test_a_change_is_told_in_yuan_and_in_per_cent(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert {"50000.00", "14.29"} <= set(values(answer)[:2])


@pytest.mark.parametrize(
    ("question", "times"),
    [
        ("审计局2025年培训费是水费的几倍", "3.00"),
        ("审计局审计业务2025年是2024年的几倍", "1.14"),
        ("How many times larger is Haizhou audit bureau's office expenses than water?", "4.00"),
        ("审计局2025年人员经费与公用经费之比", "3.50"),
    ],
)
def test_a_ratio_is_told_in_times(ask, question: str, times: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert times in {f["value"] for f in answer["figures"] if f["kind"] == "computed" and f["unit"] == "count"}


def test_the_office_of_office_expenses_is_none_of_the_bureau(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("Haizhou audit bureau office expenses")) == ["80000.00"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("审计局三公经费里，公务用车运行费和公务接待费一共多少", "90000.00"),
        (
            "Within the Haizhou audit bureau's goods and services, what do water and electricity come to together?",
            "60000.00",
        ),
        ("审计局商品和服务支出中，办公费比电费多多少", "40000.00"),
    ],
)
def test_what_stands_in_front_is_where_the_rest_is_looked_for(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)[0]) == ("answered", value)
    assert len(answer["figures"][0]["derivation"]["operands"]) == 2


def test_a_share_of_several_things_together(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局水费和电费一共占商品和服务支出的百分之几")
    assert values(answer)[0] == "30.00"
    assert answer["figures"][0]["derivation"]["formula"] == "(a + b) / c × 100"
    apart = ask("审计局水费和电费各占商品和服务支出的百分之几")
    assert {"10.00", "20.00"} <= set(values(apart))


def test_a_total_is_never_added_to_its_columns(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年三公经费、公务用车运行费和公务接待费加起来一共多少")
    assert (answer["status"], values(answer)) == ("refused", [])


def test_counts_are_set_against_counts_and_never_against_money(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局车辆比执法执勤用车多几辆")
    assert next((f["value"], f["unit"]) for f in answer["figures"]) == ("2", "count")
    assert "2辆" in answer["answer"]


PROJECTS = """# 海州市民政局2025年部门预算

## 项目支出表

金额单位：万元

项目名称	预算数
合计	60.00
2024-2025年低保核查项目	10.00
2025-2026年低保核查项目	15.00
低保宣传经费	5.00
养老服务经费	30.00

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	20.00
302	商品和服务支出	20.00
30227	委托业务费	13.00
30201	办公费	7.00

2025年一般公共预算安排委托业务费31.00万元，比上年增加10.00万元，增长47.6%。

2025年“三公”经费预算10.00万元，其中：因公出国（境）费用2.00万元，公务接待费1.00万元，公务用车运行维护费7.00万元，公务用车购置费0万元。

2025年公务接待费1.00万元，比上年减少0.50万元，主要原因是接待批次减少；培训费3.00万元，比上年增加1.00万元。
"""


@pytest.fixture(scope="module")
def civil(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("civil"), {"民政局2025.txt": PROJECTS}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("民政局名称里带“低保”的项目加起来多少钱", "300000.00"),
        ("民政局2025-2026年低保核查项目多少钱", "150000.00"),
        ("低保核查项目，2025-2026年这一期比2024-2025年那一期多多少", "50000.00"),
        ("民政局公车一共花多少", "70000.00"),
        ("民政局三公经费里，除公车外的部分是多少", "30000.00"),
    ],
)
def test_projects_and_names_that_join_two(civil, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = civil(question)
    assert (answer["status"], values(answer)[0]) == ("answered", value)


def test_projects_that_no_name_holds(civil) -> None:  # type: ignore[no-untyped-def]
    assert civil("民政局名称里带“冰雪”的项目加起来多少钱")["status"] == "refused"


def test_growth_is_worked_out_from_what_one_sentence_states(civil) -> None:  # type: ignore[no-untyped-def]
    """The table's 13.00 is of basic expenditure only: the sentence's 31.00 is what grew by 10.00."""
    answer = civil("民政局委托业务费比上年增长百分之几")
    assert values(answer)[0] == "47.62"
    assert {"310000.00", "100000.00"} <= set(values(answer))


def test_a_reason_is_quoted_where_the_text_states_one(civil) -> None:  # type: ignore[no-untyped-def]
    answer = civil("民政局2025年公务接待费为什么减少了？")
    assert (answer["status"], values(answer)[0]) == ("answered", "5000.00")
    assert "接待批次减少" in answer["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "民政局公务接待费为什么上涨了？",  # it fell
        "民政局2025年培训费为什么增加？",  # no reason is stated
        "民政局公务接待费为什么减少了3万元？",  # it fell by another amount
    ],
)
def test_no_reason_for_what_is_not_stated(civil, question: str) -> None:  # type: ignore[no-untyped-def]
    assert civil(question)["status"] == "refused"


JUSTICE = """# 海州市司法局2025年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	100.00
海州市司法局	10.00
海州第一监狱	30.00
海州第二监狱	25.00
海州东山戒毒所	20.00
海州西山戒毒所	15.00

## 部门预算基本支出预算表

金额单位：万元

单位名称	总计
合计	70.00
海州市司法局	6.00
海州第一监狱	20.00
海州第二监狱	18.00
海州东山戒毒所	14.00
海州西山戒毒所	12.00

截至2024年底，本部门共有车辆41辆。
"""


@pytest.fixture(scope="module")
def justice(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    documents = {"司法局2025.txt": JUSTICE, "审计局2025.txt": AUDIT_2025}
    with library_of(tmp_path_factory.mktemp("justice"), documents) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("海州市司法局第一监狱的基本支出比第二监狱多多少", "20000.00"),
        ("海州市司法局下属两个戒毒所2025年预算合计多少", "350000.00"),
        ("海州市司法局和审计局这两个单位的车辆相差多少辆", "35"),
    ],
)
def test_bodies_of_a_department(justice, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = justice(question)
    assert (answer["status"], values(answer)[0]) == ("answered", value)


def test_a_sum_of_fewer_things_than_the_question_counts_is_not_given(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局水费、电费这三项一共多少")
    assert answer["status"] == "refused"
    assert "60000.00" not in values(answer)


def test_the_same_heading_in_two_tables(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年住房公积金，支出总表里的数和基本支出表里的数相差多少")
    assert (answer["status"], values(answer)) == ("answered", ["0.00", "200000.00", "200000.00"])


FINAL = """# 海州市档案局2024年度部门决算

## 一般公共预算财政拨款基本支出决算表

单位：万元

科目编码	科目名称	决算数	科目编码	科目名称	决算数
301	工资福利支出	40.00	302	商品和服务支出	9.00
30101	基本工资	40.00	30201	办公费	6.00
303	对个人和家庭的补助	0.00	30205	水费	3.00
			310	资本性支出	2.00
			31002	办公设备购置	2.00
	人员经费合计	40.00		公用经费合计	11.00

2024年公务接待费支出决算1.00万元，比2023年度减少0.50万元。
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("archive"), {"档案局2024.txt": FINAL}) as library:
        yield Engine(library).ask


def test_the_rows_of_a_total_that_stands_apart_are_those_that_add_up_to_it(archive) -> None:  # type: ignore[no-untyped-def]
    assert values(archive("档案局公用经费里花得最多的两项是什么")) == ["60000.00", "30000.00"]


def test_last_year_of_a_follow_up_is_the_year_before_the_one_spoken_of(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("比上一年多多少", history=["审计局2025年审计业务多少钱"])
    assert values(answer)[0] == "50000.00"
    assert ask("比上一年多多少", history=["审计局2024年审计业务多少钱"])["status"] == "refused"  # nothing of 2023


def test_what_is_said_of_one_year_is_not_said_of_the_other(archive) -> None:  # type: ignore[no-untyped-def]
    answer = archive("档案局公务接待费2024年实际花了多少，2025年又打算花多少")
    assert answer["status"] == "refused"
    assert "2025" in answer["answer"]


def test_a_rank_under_two_names_is_of_what_both_name(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("Which two goods-and-services items are the largest in the Haizhou audit bureau's public funds?")
    assert values(answer) == ["80000.00", "60000.00"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("审计局2024年审计业务跟2025年比少了多少钱", "50000.00"),
        ("审计局水费比电费少多少", "20000.00"),
        ("审计局电费比水费多多少", "20000.00"),
        ("审计局水费比电费多多少", "-20000.00"),
    ],
)
def test_a_difference_has_the_sign_that_the_question_asks_for(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question))[0] == value


MEETINGS = """# 海州市交通局2026年部门预算

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	30.00
302	商品和服务支出	30.00
30215	会议费	22.00
30216	培训费	8.00

## 政府采购支出表

金额单位：万元

采购品目	合计	一般公共预算资金
合计	13.00	13.00
一般会议服务	10.00	10.00
培训服务	3.00	3.00
"""


def test_a_thing_that_is_printed_is_not_answered_by_one_whose_name_holds_its_word(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with library_of(tmp_path, {"交通局2026.txt": MEETINGS}) as library:
        answer = Engine(library).ask("交通局2026年一般公共预算安排的会议费是多少")
    assert values(answer)[0] == "220000.00"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("海州市司法局下属哪个戒毒所的预算最多", ["200000.00"]),
        ("各单位中哪家的车辆运行费最高", ["80000.00"]),
    ],
)
def test_bodies_are_ranked_by_their_kind_and_across_organisations(justice, question: str, rows: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(justice(question)) == rows


def test_which_year_is_answered_with_a_year(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局哪一年的总支出最高")
    assert (values(answer), "2025" in answer["answer"]) == (["1300000.00"], True)


def test_the_largest_with_their_shares(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年支出预算里哪两类最多，占比多少")
    assert values(answer)[:2] == ["1000000.00", "300000.00"]
    assert {"76.92", "23.08"} <= set(values(answer))


def test_a_share_against_another_share_gives_both(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年一般公共服务支出占总支出的比重比住房保障支出高多少")
    assert {"76.92", "23.08"} <= set(values(answer))


def test_a_column_that_is_not_printed_is_not_replaced(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年预算比2024年执行数增长多少")
    assert (answer["status"], values(answer)) == ("refused", [])


def test_a_row_that_only_its_columns_divide_is_told_by_them(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年办公费下面有哪些项目")
    assert "- 公用经费：80,000元" in answer["answer"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("审计局发给退休人员的购房补贴要多少钱", "100000.00"),
        ("How much in total does the Haizhou audit bureau put into water and electricity in 2025?", "60000.00"),
        ("审计局有几辆车？其中执法执勤用车有几辆？", "6"),
    ],
)
def test_words_that_frame_a_question_change_nothing(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)[0]) == ("answered", value)


def test_what_is_inside_is_a_share_of_what_was_spoken_of(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("里面电费占多大比例", history=["审计局2025年商品和服务支出多少"])
    assert values(answer)[0] == "20.00"


def test_at_least_asks_for_no_smallest_row(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("审计局商品和服务支出最少要花多少")) == ["200000.00"]


def test_all_of_a_thing_comes_before_the_table_of_its_basic_part(civil) -> None:  # type: ignore[no-untyped-def]
    answer = civil("民政局2025年委托业务费多少")
    assert values(answer) == ["310000.00", "130000.00"]  # what the text states of all funds, then the basic part
    assert values(civil("民政局2025年办公费多少")) == ["70000.00"]
