"""Questions as people put them: with talk around, several at once, over and under an amount, per vehicle, of the largest and the
smallest."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qa.asking import per_what
from qa.chatter import without_chatter
from qa.compound import parts
from qa.engine import Engine
from qa.execution import rephrased
from qa.text import find_codes
from qa.thresholds import bound_of
from tests.qa.town import AUDIT_2025, library_of

WATER = """# 海州市水务局2025年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	100.00
海州市水务局	40.00
海州市东湖管理所	35.00
海州市西湖管理所	15.00
海州市水文台	10.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
213	农林水支出	100.00	60.00	40.00
21303	水利	100.00	60.00	40.00
2130301	行政运行	60.00	60.00	0.00
2130304	水利行业业务管理	40.00	0.00	40.00

## 项目支出表

金额单位：万元

项目名称	合计	一般公共预算	上年结转
合计	40.00	34.00	6.00
水库清淤服务	20.00	20.00	0.00
河道清淤服务	12.00	9.00	3.00
热线平台运维	5.00	2.00	3.00
防汛宣传服务	3.00	3.00	0.00
堤防巡查	0.00	0.00	0.00
水质化验	0.00	0.00	0.00

截至2024年底，本部门共有车辆4辆。公务用车运行维护费支出10.00万元。
2025年编报绩效目标的项目共4个，涉及预算资金40.00万元。
2025年部门预算支出100.00万元，较2024年年初预算增加20.00万元，增长25.00%。
"""
FINAL = """# 海州市水务局2024年度部门决算

## 支出决算表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	90.00	50.00	40.00
213	农林水支出	90.00	50.00	40.00
21303	水利	90.00	50.00	40.00
2130301	行政运行	48.00	48.00	0.00
2130304	水利行业业务管理	42.00	2.00	40.00

行政运行（项）年初预算为50.00万元，支出决算为48.00万元，完成年初预算的96.00%。
"""
DOCUMENTS = {"水务局2025.txt": WATER, "水务局决算2024.txt": FINAL, "审计局2025.txt": AUDIT_2025}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("talk"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


def of_budget(ask, question: str, document: str = "水务局2025.txt") -> dict:  # type: ignore[no-untyped-def]
    return ask(question, documents=[document])


# --- talk ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("我是个老师，好奇问下：培训费多少？", "培训费多少？"),
        ("准备考编的学生，好奇问下：委托业务费安排了多少？", "委托业务费安排了多少？"),
        ("办公费多少？谢谢，辛苦了", "办公费多少？"),
        ("房子是租来的吧，租赁费多少", "租赁费多少"),
        ("水库清淤，花了多少钱", "水库清淤，花了多少钱"),  # it may be what the money is for
        ("我听说审计局换了车，买车花了多少", "我听说审计局换了车，买车花了多少"),  # it says whose
        ("麻烦您", "麻烦您"),
        ("我是退休老头，住得离训练基地近，天天吵。培训费多少？", "培训费多少？"),  # who asks
        ("我们在这教了三十年书，前年退的。退休费多少？", "退休费多少？"),
        ("我们是审计局的。培训费多少？", "我们是审计局的。培训费多少？"),  # whose
        ("我关心的是公务接待费。一共多少？", "我关心的是公务接待费。一共多少？"),  # of what
        ("听说光物业就吃掉一大块，培训费多少？", "培训费多少？"),
        ("听说买了新车，花了多少？", "听说买了新车，花了多少？"),  # the rest names nothing
        ("听说培训费砍了，为什么砍培训费？", "听说培训费砍了，为什么砍培训费？"),  # the reason of what is said
        ("写论文要引个数据——培训费占比多少？", "培训费占比多少？"),
    ],
)
def test_a_clause_that_asks_and_names_nothing_is_left_out(question: str, kept: str) -> None:
    assert without_chatter(question, "zh", lambda clause: "审计局" in clause or "费" in clause) == kept


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("I am a student. How much is spent on training?", "How much is spent on training?"),
        ("As a taxpayer, how much goes on cars?", "how much goes on cars?"),
        ("I would like to know how much goes on cars.", "I would like to know how much goes on cars."),
        ("I work for the audit bureau. How much goes on cars?", "I work for the audit bureau. How much goes on cars?"),
    ],
)
def test_english_talk(question: str, kept: str) -> None:
    assert without_chatter(question, "en", lambda clause: "bureau" in clause) == kept


def test_talk_changes_no_answer(ask) -> None:  # type: ignore[no-untyped-def]
    plain = ask("审计局2025年培训费多少")
    talked = ask("我们小区的老百姓都想弄清楚：审计局2025年培训费到底多少？谢谢")
    assert values(talked) == values(plain) == ["60000.00"]


# --- several questions in one ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("有几辆车？修车花多少钱？", ["有几辆车？", "修车花多少钱？"]),
        ("办公费多少，其中水费占百分之几？", ["办公费多少", "其中水费占百分之几？"]),
        ("在2025年预算中，办公费是多少", ["在2025年预算中，办公费是多少"]),
        ("学前和高中哪个多？多多少？", ["学前和高中哪个多？多多少？"]),  # one breath
        ("最大的两类是什么，分别多少钱？", ["最大的两类是什么，分别多少钱？"]),
        ("1,000元够几个人？", ["1,000元够几个人？"]),
    ],
)
def test_a_question_is_cut_where_each_part_asks(question: str, expected: list[str]) -> None:
    assert parts(question, "zh") == expected


def test_both_parts_are_answered_with_one_closing_remark(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年培训费多少？办公费呢，花多少？")
    assert values(answer) == ["60000.00", "80000.00"]
    assert answer["answer"].count("不是实际支出") == 1


def test_a_share_of_what_the_first_part_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年商品和服务支出是多少？其中办公费占百分之几？")
    assert {"200000.00", "40.00"} <= set(values(answer))


def test_half_an_answer_is_none(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("审计局2025年培训费多少？绿化费多少？")["status"] == "refused"


def test_the_former_and_the_latter(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年办公费和培训费各多少？前者比后者多多少？")
    assert "20000.00" in values(answer)


# --- final accounts against the opening budget --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("行政运行的预算执行率是多少", "96.00"),
        ("行政运行完成预算的百分之几", "96.00"),
        ("行政运行实际支出比预算少多少", "20000.00"),
        ("What percentage of the budget for administrative operations was actually spent?", "96.00"),
    ],
)
def test_how_the_budget_was_carried_out(ask, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, question, "水务局决算2024.txt")
    assert (answer["status"], values(answer)[0].lstrip("-")) == ("answered", value)


def test_words_for_execution_are_left_alone_elsewhere() -> None:
    assert rephrased("行政运行是多少") == "行政运行是多少"
    assert rephrased("预算外资金有多少") == "预算外资金有多少"


# --- over and under an amount -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "amount", "over", "included"),
    [
        ("哪些项目超过一千万元", "10000000", True, False),
        ("50万元以上的项目有几个", "500000", True, True),
        ("有多少个项目不到3.5亿元", "350000000", False, False),
        ("Which projects cost more than 50 million yuan?", "50000000", True, False),
        ("how many projects are at most 20,000 yuan", "20000", False, True),
    ],
)
def test_the_bound_that_a_question_sets(question: str, amount: str, over: bool, included: bool) -> None:
    bound = bound_of(question)
    assert bound is not None
    assert (bound.amount, bound.over, bound.included) == (Decimal(amount), over, included)


@pytest.mark.parametrize("question", ["单价100万元以上的设备有几台", "项目支出超过100万元吗", "办公费多少元"])
def test_no_bound_is_set(question: str) -> None:
    assert bound_of(question) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("哪些项目超过10万元", ["2", "200000.00", "120000.00", "320000.00"]),
        ("有几个项目在5万元以上", ["3", "200000.00", "120000.00", "50000.00", "370000.00"]),
        ("有没有超过1亿元的项目", ["200000.00"]),  # none: the largest is shown
        ("哪些单位的预算超过30万元", ["2", "400000.00", "350000.00", "750000.00"]),
    ],
)
def test_rows_over_an_amount(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, question)
    assert answer["status"] == "answered"
    assert sorted(values(answer)) == sorted(expected)


# --- bodies and projects ------------------------------------------------------------------------------------------------


def test_the_department_and_its_units_add_up(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "本级和下属单位各多少钱")
    assert {"400000.00", "350000.00", "150000.00", "100000.00"} <= set(values(answer))
    assert "海州市水务局（本级）" in answer["answer"]
    assert "各项相加等于" in answer["answer"]


def test_without_the_department_itself(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(of_budget(ask, "不算局本级，哪家单位预算最大")) == ["350000.00"]
    assert values(of_budget(ask, "哪家单位预算最大")) == ["400000.00"]


def test_the_largest_and_the_smallest_of_one_kind(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(of_budget(ask, "两个管理所当中，预算最高和最低的分别是哪家")) == ["350000.00", "150000.00"]


@pytest.mark.parametrize("question", ["预算第二大的单位是哪家", "Which unit has the second-biggest budget?"])
def test_the_second_in_the_order(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert values(of_budget(ask, question)) == ["350000.00"]


def test_rows_are_given_where_several_amounts_are_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年审计事务（20108）下设两个项级科目，麻烦按预算数由大到小排一排")
    assert values(answer)[:2] == ["600000.00", "400000.00"]


def test_what_was_the_year_before_is_worked_out_from_the_change(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局政府采购预算去年是多少", documents=["审计局2025.txt"])
    assert values(answer)[0] == "120000.00"
    assert "没有印出" in answer["answer"]
    # A document of that year is another matter.
    assert ask("审计局2024年政府采购决算是多少", documents=["审计局2025.txt"])["status"] == "refused"


def test_every_row_of_a_list_of_bodies_is_one(ask) -> None:  # type: ignore[no-untyped-def]
    """No word tells that 水文台 is a body: the rows beside bodies are."""
    assert values(of_budget(ask, "哪家单位预算最小")) == ["100000.00"]


def test_a_share_of_what_stands_in_front(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年三公经费，公务接待费占了几成？", documents=["审计局2025.txt"])
    assert values(answer)[0] == "11.11"


def test_rows_together_and_their_share(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "花钱最多的两个项目是哪些，加起来占项目支出的多少")
    assert {"200000.00", "120000.00", "320000.00", "80.00"} <= set(values(answer))


def test_projects_are_told_by_what_their_names_speak_of(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "清淤一共安排了多少钱")
    assert {"200000.00", "120000.00", "320000.00"} <= set(values(answer))
    assert "水库清淤服务" in answer["answer"]
    assert of_budget(ask, "绿化一共安排了多少钱")["status"] == "refused"


def test_projects_with_an_amount_in_a_column(ask) -> None:  # type: ignore[no-untyped-def]
    assert sorted(values(of_budget(ask, "哪些项目动用了上年结转的钱"))) == ["30000.00", "30000.00"]


# --- means per thing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "per"),
    [
        ("平均每辆车要花多少", "辆:车辆"),
        ("按车辆总数摊下来，平均一辆车合多少元", "辆:车辆"),
        ("平均每个项目多少钱", "个:项目"),
        ("How much is behind each of the projects?", ":project"),
        ("人均多少", None),
        ("每年要花多少", None),
    ],
)
def test_what_a_mean_is_per(question: str, per: str | None) -> None:
    assert per_what(question) == per


def test_a_mean_per_thing_needs_its_count(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "公务用车运行维护费平均每辆车多少钱")
    assert values(answer)[0] == "25000.00"
    assert values(of_budget(ask, "编报绩效目标的项目平均每个多少钱"))[0] == "100000.00"
    assert of_budget(ask, "公务用车运行维护费平均每台设备多少钱")["status"] == "refused"


# --- what must not be answered ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["加油花多少钱", "修车花多少钱", "办公家具花多少钱", "洗车一共花多少钱"])
def test_what_names_nothing_known_is_not_all_spending(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, question)
    assert (answer["status"], values(answer)) == ("refused", [])
    assert values(of_budget(ask, "一共打算花多少钱"))[0] == "1000000.00"


def test_a_verb_beside_a_name_names_no_row(ask) -> None:  # type: ignore[no-untyped-def]
    """发 is in 补贴 as everybody speaks, and 工资 is a heading over it: the heading is what is asked for."""
    assert values(ask("审计局2025年工资一共发多少"))[0] == "700000.00"


def test_one_row_is_never_added_to_itself(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("审计局2025年住房公积金、住房公积金加起来多少")
    assert "400000.00" not in values(answer)


def test_a_word_that_many_names_share_leads_nowhere(ask) -> None:  # type: ignore[no-untyped-def]
    """为老服务 has 服务 in common with three projects, and nothing else."""
    answer = of_budget(ask, "为老服务花多少")
    assert answer["status"] == "refused"


def test_another_name_that_says_less_is_not_looked_for_inside_others(ask) -> None:  # type: ignore[no-untyped-def]
    """工资福利支出 is also called 工资, but 基本工资 is only a part of it; all the rows under it are it."""
    document = "# 海州市甲局2025年部门预算\n\n## 基本支出表\n\n金额单位：万元\n\n科目编码\t科目名称\t合计\n\t合计\t9.00\n30101\t基本工资\t6.00\n30102\t津贴补贴\t3.00\n"
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, library_of(Path(folder), {"甲局2025.txt": document}) as library:
        engine = Engine(library)
        assert values(engine.ask("工资福利支出多少")) == ["90000.00", "60000.00", "30000.00"]
        assert engine.ask("对个人和家庭的补助多少")["status"] == "refused"
        assert values(engine.ask("基本工资多少")) == ["60000.00"]


def test_growth_of_the_whole_as_the_text_states_it(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "今年预算比去年多了还是少了？")
    assert {"200000.00", "25.00"} <= set(values(answer))


def test_a_fall_taken_for_granted_is_corrected(ask) -> None:  # type: ignore[no-untyped-def]
    answer = of_budget(ask, "今年预算又压减了，压减了百分之几")
    assert answer["status"] == "refused"
    assert "相反" in answer["answer"]


def test_income_against_spending(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(of_budget(ask, "2025年收入比支出多多少"))[0] == "0.00"


@pytest.mark.parametrize(
    ("question", "codes"),
    [
        ("经济分类301类02款是多少", ["30102"]),
        ("208类05款06项", ["2080506"]),
        ("What is spent on informatization and internationalisation?", []),  # long words are no codes
    ],
)
def test_codes_in_words(question: str, codes: list[str]) -> None:
    assert find_codes(question) == codes


# --- names that only look alike --------------------------------------------------------------------------------------------


POST = """# 海州市邮政局2025年部门预算

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	20.00
302	商品和服务支出	20.00
30207	邮电费	8.00
30109	职业年金缴费	5.00
30110	职工基本医疗保险缴费	7.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计
	合计	20.00
210	卫生健康支出	20.00
21011	行政事业单位医疗	20.00
2101101	行政单位医疗	20.00

2025年政府采购预算4.00万元。
"""


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("post"), {"邮政局2025.txt": POST}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    "question",
    [
        "邮政局电费多少",  # no word of 邮电费
        "邮政局水电费一共多少",
        "邮政局2025年事业单位医疗是多少",  # another official item than 行政事业单位医疗
        "邮政局医疗费和医疗保险缴费各多少",  # 医疗费 is not 职业年金缴费
        "邮政局商品和服务支出占政府采购预算的比例是多少",  # it is larger, so no part of it
    ],
)
def test_no_other_item_answers(post, question: str) -> None:  # type: ignore[no-untyped-def]
    assert post(question)["status"] == "refused"


def test_the_only_body_by_the_end_of_its_name(post) -> None:  # type: ignore[no-untyped-def]
    assert values(post("邮政局今年邮电费多少"))[0] == "80000.00"
    assert values(post("今年邮政局邮电费多少"))[0] == "80000.00"


def test_bodies_in_a_column(ask) -> None:  # type: ignore[no-untyped-def]
    """海州市水务局 lists its bodies by income only: of their project spending nothing is printed."""
    assert of_budget(ask, "哪个下属单位的项目支出最少")["status"] == "refused"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("河道清淤服务有多少是上年结转的？", ["30000.00"]),
        ("热线平台运维有多少钱是上年结转，有多少是一般公共预算？", ["30000.00", "20000.00"]),
        ("河道清淤服务多少钱，热线平台运维多少钱？", ["120000.00", "50000.00"]),  # two things asked for, not a part
    ],
)
def test_how_much_of_a_thing_is_another(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(of_budget(ask, question)) == expected


COUNTS = """# 海州市口岸办2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计
	合计	100.00
201	一般公共服务支出	100.00

本部门负责管养一线口岸7个、原特区管理线检查站11个。
"""


def test_two_things_and_one_figure_are_half_an_answer(tmp_path) -> None:  # type: ignore[no-untyped-def]
    with library_of(tmp_path, {"口岸办2025.txt": COUNTS}) as library:
        ask_ = Engine(library).ask
        assert values(ask_("一线口岸有几个，特区管理线检查站有几个")) == ["7", "11"]
        assert ask_("海关的检查站有几个，特区管理线检查站有几个")["status"] == "refused"


@pytest.mark.parametrize(
    ("question", "amount", "over", "included"),
    [
        ("Which projects are below one million yuan?", "1000000", False, False),
        ("Which projects cost less than half a million yuan?", "500000", False, False),
        ("Which projects are over one hundred and fifty thousand yuan?", "150000", True, False),
        ("Which projects exceed 1.5m yuan?", "1500000", True, False),
        ("Which projects cost over twenty-five million?", "25000000", True, False),
        ("Which projects do not exceed a million yuan?", "1000000", False, True),
        ("List the projects of no more than 3 million yuan", "3000000", False, True),
    ],
)
def test_a_bound_in_english_words(question: str, amount: str, over: bool, included: bool) -> None:
    bound = bound_of(question)
    assert bound is not None
    assert (bound.amount, bound.over, bound.included) == (Decimal(amount), over, included)


@pytest.mark.parametrize(
    "question",
    [
        "Which units have more than two cars?",
        "Which projects serve more than a million visitors?",
        "Which items rose more than 10%?",
        "Which projects are bigger than travel?",
    ],
)
def test_no_bound_where_no_money_is_said(question: str) -> None:
    assert bound_of(question) is None
