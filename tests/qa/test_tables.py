"""Tables named in questions, the two sides of all spending taken together, and follow-ups that stand by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from qa.lexicon import Lexicon
from qa.titles import english_stretches, stretches, tables_named
from tests.qa.town import library_of

CULTURE = """# 海州市文化局2025年部门预算

## 2025年部门支出预算总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
207	文化旅游体育与传媒支出	100.00	60.00	40.00
20701	文化和旅游	100.00	60.00	40.00
2070101	行政运行	58.00	52.00	6.00
2070104	图书馆	42.00	8.00	34.00

## 财政拨款支出表（功能科目）

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	85.00	60.00	25.00
207	文化旅游体育与传媒支出	85.00	60.00	25.00
20701	文化和旅游	85.00	60.00	25.00
2070101	行政运行	55.00	52.00	3.00
2070104	图书馆	30.00	8.00	22.00

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	本年预算数
	合计	60.00
302	商品和服务支出	60.00
30209	物业管理费	38.00
30211	差旅费	22.00

## 一般公共预算项目支出表（按经济分类）

金额单位：万元

科目编码	科目名称	本年预算数
	合计	25.00
302	商品和服务支出	25.00
30209	物业管理费	20.00
30211	差旅费	5.00

## “三公”经费、会议费、培训费支出表

金额单位：万元

项目	预算数
“三公”经费合计	3.00
公务接待费	3.00
会议费	2.00
培训费	4.00
"""
HEALTH = (
    CULTURE.replace("海州市文化局", "海州市卫生局")
    .replace("100.00", "200.00")
    .replace("公务接待费\t3.00", "公务接待费\t9.00")
    .replace("“三公”经费合计\t3.00", "“三公”经费合计\t9.00")
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Json]]:
    texts = {"文化局.txt": CULTURE, "卫生局.txt": HEALTH}
    home: Path = tmp_path_factory.mktemp("tables")
    with library_of(home, texts) as library:
        engine = Engine(library)

        def put(question: str, *history: str, documents: tuple[str, ...] = ("文化局.txt",)) -> Json:
            return engine.ask(question, history=history, documents=documents or None)

        yield put


def amounts(answer: Json) -> list[Decimal]:
    assert answer["status"] == "answered", answer["answer"]
    return [Decimal(figure["value"]) / 10000 for figure in answer["figures"] if figure["unit"] == "CNY"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("支出总表里图书馆是多少？", 42),
        ("财政拨款支出表（功能科目）里的图书馆是多少？", 30),
        ("三公、会议、培训费支出表中的培训费是多少？", 4),
        ("基本支出表里的差旅费多少？", 22),
        ("部门支出总表和财政拨款支出表的图书馆相差多少？", 12),
        ("图书馆在支出总表和财政拨款支出表里差多少？", 12),
        ("How much is 图书馆 in the fiscal appropriation expenditure table?", 30),
        ("财政拨款支出表合计是多少？", 85),
    ],
)
def test_a_table_named_in_the_question_is_the_one_looked_in(
    ask: Callable[..., Json], question: str, first: int
) -> None:
    assert amounts(ask(question))[0] == first


def test_what_a_named_table_does_not_print_is_refused(ask: Callable[..., Json]) -> None:
    answer = ask("基本支出表里的培训费多少？")
    assert answer["status"] == "refused"
    assert not answer["figures"]
    assert "基本支出表" in answer["answer"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("支出总表", "2025年部门支出预算总表"),
        ("三公表", "一般公共预算“三公”经费支出表"),
        ("预算05表", "预算05表 一般公共预算支出表"),
        ("基本支出表", "一般公共预算基本支出情况表（按经济分类科目）"),
    ],
)
def test_a_table_goes_by_a_part_of_its_title(name: str, title: str) -> None:
    others = {"收入总表", "政府采购支出表", "财政拨款收支总表"}
    assert tables_named(name, {title, *others}) == {title}


@pytest.mark.parametrize("name", ["支出表", "这张表", "两张表", "电能表", "报表", "项目表"])
def test_words_that_tell_no_table_apart_name_none(name: str) -> None:
    assert not tables_named(name, {"支出总表", "一般公共预算支出表", "项目支出绩效目标表"})


def test_words_around_a_tables_name_are_no_part_of_it() -> None:
    titles = {"支出总表", "财政拨款支出表"}
    assert [words for *_, words in stretches("图书馆在支出总表和财政拨款支出表里差多少", titles)] == [
        "支出总表",
        "财政拨款支出表",
    ]
    assert not stretches("支出总表明了什么", titles)
    assert [words for *_, words in english_stretches("in the basic expenditure table, not the income table")] == [
        "基本支出表",
        "收入总表",
    ]


@pytest.mark.parametrize(
    ("question", "total"),
    [
        ("基本支出和项目支出里的物业管理费一共多少？", 58),
        ("物业管理费，基本支出和项目支出加起来多少？", 58),
        ("差旅费合计（基本支出加项目支出）多少？", 27),
        ("基本支出和项目支出一共多少？", 100),
    ],
)
def test_basic_and_project_spending_are_added(ask: Callable[..., Json], question: str, total: int) -> None:
    assert amounts(ask(question))[0] == total


@pytest.mark.parametrize("question", ["基本支出和支出总计一共多少？", "支出合计和项目支出一共多少？"])
def test_a_part_and_its_whole_are_not_added(ask: Callable[..., Json], question: str) -> None:
    assert ask(question)["status"] == "refused"


BEFORE = "文化局2025年公务接待费多少？"


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("那卫生局呢？", 9),
        ("卫生局多少？", 9),
        ("卫生局2025年预算一共多少？", 200),
        ("卫生局今年花多少钱？", 200),
        ("一共花多少钱？", 100),
        ("他们今年总共花多少钱？", 100),
        ("How much does it spend in total?", 100),
    ],
)
def test_a_follow_up_leans_on_the_item_before_only_if_it_asks_for_nothing_of_its_own(
    ask: Callable[..., Json], question: str, first: int
) -> None:
    assert amounts(ask(question, BEFORE, documents=()))[0] == first


def test_the_rows_of_another_body_are_its_own(ask: Callable[..., Json]) -> None:
    answer = ask("卫生局支出最多的两项是什么？", BEFORE, documents=())
    assert answer["status"] == "answered"
    assert Decimal("9.00") not in amounts(answer)


POLICE = """# 海州市公安局2025年部门预算

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	60.00
301	工资福利支出	60.00
30101	基本工资	60.00
30106	伙食补助费\t

## 项目支出表

金额单位：万元

项目名称	合计	一般公共预算
合计	40.00	40.00
特警伙食补助费	21.00	21.00
法定工作日之外加班补贴	19.00	19.00
"""


@pytest.fixture(scope="module")
def police(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Json]]:
    with library_of(tmp_path_factory.mktemp("police"), {"公安局.txt": POLICE}) as library:
        engine = Engine(library)
        yield lambda question, *history: engine.ask(question, history=history)


def test_an_empty_account_is_no_project_of_a_longer_name(police: Callable[..., Json]) -> None:
    answer = police("伙食补助费多少？")
    assert answer["status"] == "answered"
    assert not answer["figures"]
    assert "未列金额" in answer["answer"]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("伙食补助这个项目安排多少？", 21),
        ("How much is the meal allowance project?", 21),
        ("加班补贴项目和伙食补助项目一共多少？", 40),
    ],
)
def test_what_is_called_a_project_is_one(police: Callable[..., Json], question: str, first: int) -> None:
    assert amounts(police(question))[0] == first


def test_a_short_name_is_that_of_what_was_spoken_of(police: Callable[..., Json]) -> None:
    answer = police("加班补贴比伙食补助少多少？", "特警伙食补助费安排多少？")
    assert set(amounts(answer)) == {Decimal(2), Decimal(19), Decimal(21)} or Decimal(-2) in amounts(answer)


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("基本支出中，图书馆占文化和旅游的百分之多少？", "13.33"),
        ("Within basic expenditure, what share of culture and tourism is 图书馆?", "13.33"),
        ("图书馆占文化和旅游的百分之多少？", "42.00"),
    ],
)
def test_what_stands_in_front_holds_for_both_sides_of_a_share(
    ask: Callable[..., Json], question: str, percent: str
) -> None:
    answer = ask(question)
    assert [f["value"] for f in answer["figures"] if f["unit"] == "%"] == [percent], answer["answer"]


def test_a_part_of_another_thing_is_not_both_things(ask: Callable[..., Json]) -> None:
    answer = ask("公用经费里的图书馆是多少？")
    assert answer["status"] == "refused", answer["answer"]


@pytest.mark.parametrize(
    ("before", "question", "first"),
    [
        ("图书馆多少？", "财政拨款支出表里呢？", 30),
        ("差旅费多少？", "项目支出里的呢？", 5),
    ],
)
def test_a_follow_up_about_another_place_keeps_the_thing(
    ask: Callable[..., Json], before: str, question: str, first: int
) -> None:
    assert amounts(ask(question, before))[0] == first


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("加班车维护购置多少？", "refused"),
        ("购置特警车辆多少钱？", "refused"),
        ("特警车辆运行多少钱？", "answered"),
    ],
)
def test_money_that_runs_a_thing_does_not_buy_it(
    tmp_path_factory: pytest.TempPathFactory, question: str, status: str
) -> None:
    text = POLICE.replace("特警伙食补助费", "特警车辆运行维护费")
    with library_of(tmp_path_factory.mktemp("cars"), {"公安局.txt": text}) as library:
        assert Engine(library).ask(question)["status"] == status


def test_a_sum_within_what_stands_behind_it(ask: Callable[..., Json]) -> None:
    assert amounts(ask("What do property management and travel add up to in basic expenditure?"))[0] == 60


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Json]]:
    text = """# 海州市图书馆2025年部门预算

## 政府购买服务明细表

金额单位：万元

序号	服务名称	预算金额
	合计	13.00
1	公益宣传服务	6.00
2	公益宣传服务	4.00
3	评审服务	3.00

2025年提租补贴20万元，比上年增加5万元。购房补贴30万元，比上年减少6万元。因公出国（境）费预算0万元，比上年减少27万元，主要是没有安排出访。
"""
    with library_of(tmp_path_factory.mktemp("bought"), {"图书馆.txt": text}) as library:
        engine = Engine(library)
        yield lambda question, *history: engine.ask(question, history=history)


def test_what_is_bought_in_several_lots_is_added_up(bought: Callable[..., Json]) -> None:
    assert amounts(bought("各笔公益宣传服务加起来多少钱？"))[0] == 10


def test_a_change_of_another_thing_in_a_follow_up(bought: Callable[..., Json]) -> None:
    assert Decimal(6) in amounts(bought("那购房补贴呢，少了多少？", "提租补贴比上年多了多少？"))


def test_no_purpose_is_told_of_money_that_is_not_planned(bought: Callable[..., Json]) -> None:
    assert bought("2025年安排的27万元因公出国经费，打算用来做什么？")["status"] == "refused"


@pytest.mark.parametrize(
    ("question", "status", "first"),
    [
        ("培训费项目支出是多少？", "refused", None),  # no such cell: not the one and the other
        ("物业管理费基本加项目一共多少？", "answered", 58),
        ("支出总表里，图书馆安排了多少项目支出？", "answered", 34),
    ],
)
def test_a_side_of_all_spending_is_a_column(
    ask: Callable[..., Json], question: str, status: str, first: int | None
) -> None:
    answer = ask(question)
    assert answer["status"] == status, answer["answer"]
    assert first is None or amounts(answer)[0] == first


def test_a_remark_tells_lots_of_one_name_apart() -> None:
    lexicon = Lexicon(["政务信息化项目（基础设施）", "政务信息化项目（运维）", "矛盾调解业务经费（常年）"])
    assert not lexicon.chinese("政务信息化项目")
    assert lexicon.chinese("矛盾调解业务经费") == ("矛盾调解业务经费（常年）",)


def test_one_name_out_of_two_tables_goes_with_their_titles(ask: Callable[..., Json]) -> None:
    text = ask("基本支出和项目支出里的物业管理费一共多少？")["answer"]
    assert "一般公共预算基本支出表" in text
    assert "一般公共预算项目支出表" in text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("项目支出按经济分类，差旅费是多少？", [5]),
        ("从基本支出看，差旅费多少？", [22]),
        ("项目支出，物业管理费多少？", [20]),
        ("基本支出里，物业管理费和差旅费分别多少？", [38, 22]),
        ("Within project expenditure, how much is travel?", [5]),
    ],
)
def test_a_side_set_in_front_is_the_side_that_the_thing_is_of(
    ask: Callable[..., Json], question: str, first: list[int]
) -> None:
    assert amounts(ask(question)) == first


def test_what_a_side_does_not_print_is_not_told_by_all_there_is(ask: Callable[..., Json]) -> None:
    assert amounts(ask("会议费多少？")) == [2]
    for question in ("项目支出里，会议费多少？", "项目支出按经济分类，会议费是多少？"):
        assert ask(question)["status"] == "refused"


def test_sides_asked_for_themselves_are_set_in_front_of_nothing(ask: Callable[..., Json]) -> None:
    assert amounts(ask("基本支出，项目支出各多少？"))[:2] == [60, 40]
