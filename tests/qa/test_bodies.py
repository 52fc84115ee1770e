"""Questions about the bodies of a department: side by side, one alone, the bureau proper. A department's figure answers for none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.holding import Holding
from tests.qa.town import library_of

PETITIONS = """# 海州市信访局2025年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	100.00
海州市信访局	50.00
海州市人民来访接待中心	30.00
海州市阳光幼儿园(海州市机关幼儿园)	12.00
海州市水文台	8.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	62.00	38.00
201	一般公共服务支出	100.00	62.00	38.00
20140	信访事务	100.00	62.00	38.00
2014001	行政运行	62.00	62.00	0.00
2014004	信访业务	38.00	0.00	38.00

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	62.00	50.00	12.00
301	工资福利支出	50.00	50.00	0.00
302	商品和服务支出	12.00	0.00	12.00
30216	培训费	4.00	0.00	4.00

## 部门预算基本支出预算表

金额单位：万元

单位名称	总计
合计	62.00
海州市信访局(本级)	35.00
海州市人民来访接待中心	14.00
海州市阳光幼儿园(海州市机关幼儿园)	9.00
海州市水文台	4.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	38.00
海州市信访局	15.00
矛盾调解经费(常年)	10.00
机构运行辅助费	5.00
海州市人民来访接待中心	16.00
接待大厅运行经费	11.00
机构运行辅助费	5.00
海州市阳光幼儿园(海州市机关幼儿园)	3.00
玩教具购置	3.00
海州市水文台	4.00
水文监测经费	4.00

2025年部门预算支出100.00万元，较2024年年初预算增加20.00万元，增长25.00%。
"""
DOCUMENTS = {"信访局2025.txt": PETITIONS}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("bodies"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("海州市人民来访接待中心2025年预算多少", "300000.00"),
        ("来访接待中心的基本支出是多少", "140000.00"),
        ("来访接待中心项目支出多少", "160000.00"),
        ("阳光幼儿园的基本支出多少", "90000.00"),  # a body of two names
        ("海州市机关幼儿园预算多少", "120000.00"),
        ("海州市信访局本级2025年预算总额多少", "500000.00"),
        ("海州市信访局（本级）基本支出多少", "350000.00"),
        ("海州市信访局（不算下属学校和单位）的项目支出多少", "150000.00"),
        ("How much is the budget of the reception centre for visiting petitioners alone, without the bureau proper?", "300000.00"),
        ("What is the basic expenditure of the bureau proper?", "350000.00"),
        ("How much is budgeted for the people's visits reception centre?", "300000.00"),
    ],
)  # fmt: skip
def test_one_body_is_answered_with_its_own_figure(ask, question: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)) == ("answered", [expected])


def test_the_answer_says_whose_the_figure_is(ask) -> None:  # type: ignore[no-untyped-def]
    assert "海州市信访局（本级）2025年预算" in ask("海州市信访局本级的基本支出多少")["answer"]


@pytest.mark.parametrize(
    "question",
    [
        "来访接待中心的培训费多少",  # the department prints one, not this body
        "海州市信访局本级的培训费多少",
        "来访接待中心的基本支出和培训费各多少",
        "来访接待中心有几辆车",
        "来访接待中心2025年预算比2024年增加多少",
        "各单位的培训费分别是多少",
        "How much does the reception centre for visiting petitioners spend on training?",
        "List the units that bought vehicles",
    ],
)
def test_what_is_printed_of_the_department_alone_answers_for_none_of_its_bodies(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question)["status"] == "refused"


def test_the_body_of_the_question_before_is_spoken_of_still(ask) -> None:  # type: ignore[no-untyped-def]
    first = "海州市水文台2025年总预算多少"
    assert values(ask("那项目支出呢", history=[first])) == ["40000.00"]
    assert values(ask("其中基本支出是多少", history=[first])) == ["40000.00"]
    assert ask("培训费呢", history=[first])["status"] == "refused"
    assert values(ask("各单位的基本支出分别是多少", history=[first]))[0] == "350000.00"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("海州市信访局本级和三家下属单位2025年项目支出各是多少", ["160000.00", "150000.00", "40000.00", "30000.00"]),
        ("各单位的基本支出分别是多少", ["350000.00", "140000.00", "90000.00", "40000.00"]),
        ("下属单位里项目支出最大的是哪家", ["160000.00"]),
        ("Of the four units making up this department, which one has the second-biggest budget?", ["300000.00"]),
    ],
)
def test_bodies_side_by_side(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "列出纳入部门预算的单位和各自的预算总额",
        "部门预算包括哪些单位，预算各多少",
        "List the units included in the 2025 budget, with the total budget of each.",
    ],
)
def test_the_units_that_a_budget_covers(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert {"500000.00", "300000.00", "120000.00", "80000.00"} <= set(values(ask(question)))


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("来访接待中心的预算占全局的多少", "30.00"),
        ("来访接待中心的预算占部门总预算的比例是多少", "30.00"),
        ("来访接待中心的项目支出占总预算的比例是多少", "53.33"),  # of its own
        ("What slice of the entire departmental budget is earmarked for the people's visits reception centre, in percent?", "30.00"),
    ],
)  # fmt: skip
def test_a_share_of_the_department_or_of_the_body(ask, question: str, percent: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question))[0] == percent


def test_a_name_that_begins_with_a_filler_is_not_cut(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("那项目支出多少"))[0] == "380000.00"  # 那|项目支出, not 那项


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("来访接待中心和水文台预算合计多少", "380000.00"),
        ("除局本级外各单位预算合计多少", "500000.00"),
        ("各单位预算一共多少", "1000000.00"),
    ],
)
def test_bodies_added_up(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert values(answer)[0] == value
    assert "海州市水文台" in answer["answer"]


def test_each_body_is_named_beside_its_figure(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("来访接待中心和水文台预算各多少")["answer"]
    assert answer.index("海州市人民来访接待中心2025年") < answer.index("海州市水文台2025年")


def test_the_largest_project_of_a_body_named_in_english_is_its_own(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("What is the largest project of the People's Visits Reception Centre?")
    assert values(answer) == ["110000.00"]


@pytest.mark.parametrize(
    "question",
    ["局本级和各下属单位的机构运行辅助费合计多少？", "各单位的机构运行辅助费加起来多少？"],
)
def test_the_row_that_each_body_has_is_added_up_where_all_are_asked_for(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question))[0] == "100000.00"


def test_the_row_of_one_body_is_its_own(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("海州市信访局本级的机构运行辅助费多少？")) == ["50000.00"]


def test_a_name_goes_without_the_remark_behind_it(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("矛盾调解经费多少？")) == ["100000.00"]


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("海州市信访局基本支出多少？", "来访接待中心呢？", "140000.00"),  # the same of that body, not all of it
        ("来访接待中心的基本支出多少？", "水文台呢？", "40000.00"),
        ("来访接待中心预算多少？", "水文台呢？", "80000.00"),
        ("海州市信访局基本支出多少？", "来访接待中心的预算呢？", "300000.00"),
    ],
)
def test_another_body_in_a_follow_up_is_asked_for_the_same(ask, before: str, question: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question, history=[before])) == [expected]


def test_what_is_not_printed_of_a_body_is_not_its_whole(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("来访接待中心呢？", history=["海州市信访局培训费多少？"])
    assert (answer["status"], values(answer)) == ("refused", [])


@pytest.mark.parametrize(
    "question",
    [
        "哪两个单位的机构运行辅助费最多，各多少？",
        "Which two spending units have the largest 机构运行辅助费, and how much is each?",
    ],
)
def test_bodies_are_ranked_by_what_each_has_of_a_thing(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], values(answer)) == ("answered", ["50000.00", "50000.00"])
    assert "海州市人民来访接待中心" in answer["answer"]


def test_bodies_are_not_ranked_by_what_is_only_printed_of_all(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("哪两个单位的培训费最多？")
    assert (answer["status"], values(answer)) == ("refused", [])


def test_what_is_asked_of_the_last_body_is_asked_of_both(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("来访接待中心和水文台的基本支出合计多少？"))[0] == "180000.00"


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("来访接待中心的基本支出多少？", "它的项目支出呢？", ["160000.00"]),
        ("阳光幼儿的基本支出多少？", "它的项目支出呢？", ["30000.00"]),  # said by a part of its name
        ("来访接待中心的基本支出多少？", "同和所呢？", []),  # words of which nothing is made ask for something else
    ],
)
def test_a_follow_up_never_repeats_another_bodys_figure(ask, before: str, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question, history=[before])) == expected


def test_what_is_worked_out_of_a_document_is_kept_with_it_alone(tmp_path: Path) -> None:
    with library_of(tmp_path, DOCUMENTS) as library:
        (holding,) = Engine(library).holdings(library.documents())
    made: list[Holding] = []
    assert holding.derived("size", lambda own: (made.append(own), len(own.cells))[1]) == len(holding.cells)
    assert holding.derived("size", lambda own: 0) == len(holding.cells)
    part = replace(holding, cells=holding.cells[:1])
    assert part.derived("size", lambda own: len(own.cells)) == 1
    assert len(made) == 1


WATERWORKS = """# 海州市水务局2025年部门预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	41.00
海州市水务局	14.00
机构辅助经费	14.00
海州市水务监测站	7.00
机构辅助经费	7.00
海州市水务保障中心	11.00
机构辅助经费	8.00
水务巡查经费	3.00
海州市堤防管理所	9.00
机构辅助经费	9.00
"""


def test_what_the_department_is_named_after_picks_none_of_its_bodies(tmp_path: Path) -> None:
    """水务 names the bureau, and two of its four bodies only happen to hold the word."""
    with library_of(tmp_path, {"水务局2025.txt": WATERWORKS}) as library:
        put = Engine(library).ask
        for question in ("水务部门机构辅助经费一共多少？", "水务机构辅助经费一共多少？", "机构辅助经费一共多少？"):
            assert values(put(question))[0] == "380000.00"
        assert values(put("水务监测站的机构辅助经费一共多少？")) == ["70000.00"]
        assert values(put("水务巡查经费一共多少？")) == ["30000.00"]


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("人民来访接待中心2025年收入预算多少？", "那本级呢？", "500000.00"),
        ("人民来访接待中心的基本支出多少？", "那局本级呢？", "350000.00"),
        ("人民来访接待中心的基本支出多少？", "局机关呢？", "350000.00"),
        ("人民来访接待中心预算多少？", "全局呢？", "1000000.00"),
        ("What is the basic expenditure of 海州市人民来访接待中心?", "and the bureau itself?", "350000.00"),
    ],
)
def test_the_department_itself_after_one_of_its_bodies(ask, before: str, question: str, expected: str) -> None:  # type: ignore[no-untyped-def]
    assert ask(question, history=[before])["figures"][0]["value"] == expected


@pytest.mark.parametrize(
    "question",
    ["人民来访接待中心的支出总额", "What is the total spending of 海州市人民来访接待中心?", "下属单位支出最多的是哪个"],
)
def test_income_that_stands_for_spending_is_said_to_be_income(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert answer["figures"][0]["value"] == "300000.00"
    assert "没有按单位列出支出" in answer["answer"] or "does not print the spending of each unit" in answer["answer"]
    assert "按单位列出" not in ask("人民来访接待中心预算多少")["answer"]


@pytest.mark.parametrize(
    "question", ["来访接待中心和水文台，基本支出多少、项目支出多少？", "来访接待中心、水文台的基本支出和项目支出"]
)
def test_each_column_of_each_body(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    """All that the first has, and a column of one of them only, were given."""
    assert values(ask(question)) == ["140000.00", "160000.00", "40000.00", "40000.00"]


def test_the_units_below_are_added_up_without_the_department_itself(ask) -> None:  # type: ignore[no-untyped-def]
    for question in ("除局本级外，下属单位预算合计多少？", "下属单位预算合计多少？"):
        assert values(ask(question))[0] == "500000.00"
    assert values(ask("各单位预算合计多少？"))[0] == "1000000.00"
