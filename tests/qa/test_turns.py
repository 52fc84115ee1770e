"""Free wording: turns of speech put plainly, and scenes set around a question that is else refused."""

from __future__ import annotations

import pytest

from qa.asides import without_asides
from qa.engine import Engine
from qa.text import fold
from qa.turns import of_budgets, plainly
from tests.qa.test_talk import WATER
from tests.qa.town import library_of

SUBDISTRICT = """# 海州市城北街道办事处2025年部门预算

## 收支预算总表

金额单位：万元

项目	预算数	项目	预算数
财政拨款收入	90.00	文化旅游体育与传媒支出	30.00
其他收入	10.00	城乡社区支出	70.00
收入总计	100.00	支出总计	100.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
207	文化旅游体育与传媒支出	30.00	0.00	30.00
20703	体育	30.00	0.00	30.00
2070308	群众体育	30.00	0.00	30.00
212	城乡社区支出	70.00	60.00	10.00
21201	城乡社区管理事务	70.00	60.00	10.00
2120101	行政运行	70.00	60.00	10.00

## 财政拨款支出表

金额单位：万元

科目编码	科目名称	合计
	合计	90.00
207	文化旅游体育与传媒支出	20.00
2070308	群众体育	20.00
212	城乡社区支出	70.00
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    documents = {"水务局2025.txt": WATER, "街道2025.txt": SUBDISTRICT}
    with library_of(tmp_path_factory.mktemp("turns"), documents) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("差旅费和培训费，总数是多少", "差旅费和培训费，一共是多少"),
        ("总数是多少", "总数是多少"),  # of all there is
        ("拿出多少真金白银补贴公交", "拿出多少钱补贴公交"),
        ("既买飞机又买无人机，花多少", "飞机和无人机，花多少"),
        ("下属三个中心（甲、乙、丙）的支出", "甲、乙、丙的支出"),
        ("下属三个中心（甲、乙）的支出", "下属三个中心（甲、乙）的支出"),  # not the three
        ("三公那张表里的培训费", "三公表里的培训费"),
        ("甲表的，和乙表的，前者比后者高出多少", "甲表的，和乙表的，相差多少"),
        ("前者比后者高出多少", "前者比后者高出多少"),  # of an earlier question
        ("预算最肥的是边个", "预算最多的是哪个"),
        ("补几块钱", "补多少钱"),
        ("会议费用了几何", "会议费用了多少"),
        ("旗下四十来家预算单位，撇开局本级，排头名跟第二名的", "下属单位，除局本级外，排前两名的"),
        ("运行维护费除以在用车辆数，每台花多少", "运行维护费平均每台车多少"),
        ("公务接待，人均一回吃掉多少钱？按安排的人次算", "公务接待，平均每人次吃掉多少钱？"),
        ("采购分货物、工程、服务三类，每类各多少钱？", "采购货物、工程、服务各多少钱？"),
        ("在职人数离编制还缺多少人", "编制比在职人数多多少人"),
        ("接待费怎么翻了一番", "接待费怎么增加了一倍"),
        ("保障经费匀到每台清障车是几多钱", "保障经费平均每台清障车是多少钱"),
        ("公务接待费除以机关运行经费是多少", "公务接待费与机关运行经费的比值是多少"),
        ("一位客人花多少（公务接待费除以接待人次）？", "公务接待费平均每人次多少元？"),
        ("综合管理里头最大的和第二大的是哪个", "综合管理里头最大的两个是哪个"),
    ],
)
def test_a_turn_of_speech_in_plain_words(question: str, plain: str) -> None:
    assert plainly(question, "zh") == plain


NAMES = ("群众体育", "幼儿园", "维修费")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("退休了天天想锻炼身体，群众体育安排了多少？", "群众体育安排了多少？"),
        ("我家孩子今年要上幼儿园，群众体育安排了多少？", "群众体育安排了多少？"),  # of himself, whatever it names
        ("修修补补花销不小吧？维修费总数给我。", "维修费总数给我。"),
        ("体育归谁管我不懂，群众体育多少钱？", "群众体育多少钱？"),
        ("燃油，群众体育多少钱？", "燃油，群众体育多少钱？"),  # a bare noun may narrow
        ("不含区级的，群众体育多少钱？", "不含区级的，群众体育多少钱？"),
        ("退休了天天想锻炼身体，游泳馆花多少钱？", "退休了天天想锻炼身体，游泳馆花多少钱？"),  # nothing printed is left
    ],
)
def test_what_only_sets_the_scene(question: str, left: str) -> None:
    def named(clause: str) -> bool:
        return any(name in fold(clause) for name in NAMES)

    assert without_asides(question, named, lambda _: False) == left


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("退休了天天想锻炼身体，街道群众体育这块安排了多少经费呀？", ["300000.00"]),
        ("退休了天天想锻炼身体，街道游泳馆这块安排了多少经费呀？", []),
        ("游泳馆太贵了，群众体育游泳补贴安排了多少？", []),  # a word that narrows is never passed over
    ],
)
def test_a_refused_question_is_read_again_without_its_scene(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question, documents=["街道2025.txt"]))[:1] == expected


@pytest.mark.parametrize(
    "question",
    [
        "群众体育在支出总表和财政拨款支出表里差多少",
        "同样叫群众体育，支出总表一个数、财政拨款支出表又一个数，差在哪、差多少？",
    ],
)
def test_one_thing_in_two_tables(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, documents=["街道2025.txt"])
    assert values(answer) == ["100000.00", "300000.00", "200000.00"]
    assert "支出总表" in answer["answer"] and "财政拨款支出表" in answer["answer"]


def test_a_total_behind_things_is_theirs(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("水库清淤服务和河道清淤服务，总数是多少？", documents=["水务局2025.txt"])
    assert values(answer) == ["320000.00", "200000.00", "120000.00"]


def test_a_share_in_something_is_of_that(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("水库清淤服务在项目支出当中占比几何？", documents=["水务局2025.txt"])
    assert values(answer)[0] == "50.00"


def test_the_things_divided_by_are_not_what_is_divided(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("现有的车，平均一辆一年要吃掉多少公务用车运行维护费？", documents=["水务局2025.txt"])
    assert values(answer) == ["25000.00", "100000.00", "4"]


def test_the_opening_budget_of_a_budget_year_is_its_budget() -> None:
    assert of_budgets("三公经费，2025年年初预算是多少") == "三公经费，2025年预算是多少"
    assert of_budgets("年初预算是多少") == "年初预算是多少"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("城乡社区支出，基本支出列了多少、项目支出列了多少？", ["600000.00", "100000.00"]),
        ("城乡社区支出，基本支出列了多少、项目支出列了多少、加总又是多少？", ["700000.00", "600000.00", "100000.00"]),
        ("城乡社区支出，项目支出多少？", ["100000.00"]),
    ],
)
def test_columns_of_what_stands_in_front(ask, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    """All basic and all project spending were given, and added to the thing itself."""
    assert values(ask(question, documents=["街道2025.txt"])) == expected


def test_which_of_two_is_more_and_by_how_much(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("文化旅游体育与传媒支出和城乡社区支出，哪头花得多，差距多大", documents=["街道2025.txt"])
    assert values(answer) == ["400000.00", "700000.00", "300000.00"]


GROWN = """# 海州市教育局2025年部门预算

特殊学校教育支出50.00万元，与上年相比增加30.00万元，主要原因是科目调整。

公交补助支出60.00万元，与上年相比增加60.00万元，主要原因是科目调整。

## 支出总表

金额单位：万元

科目编码	科目名称	合计
	合计	110.00
205	特殊学校教育支出	50.00
214	公交补助支出	60.00
"""


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("特殊学校教育支出怎么涨了一倍多", "answered"),
        ("特殊学校教育支出怎么翻了一番", "refused"),  # it rose by 150 %
        ("公交补助支出怎么翻了一番", "refused"),  # from nothing
    ],
)
def test_how_many_times_more_is_not_taken_for_granted(tmp_path, question: str, status: str) -> None:  # type: ignore[no-untyped-def]
    with library_of(tmp_path, {"教育局2025.txt": GROWN}) as library:
        assert Engine(library).ask(question)["status"] == status


def test_a_quotient_is_worked_out(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("文化旅游体育与传媒支出除以城乡社区支出是多少？", documents=["街道2025.txt"])
    assert values(answer) == ["0.43", "42.86", "300000.00", "700000.00"]


def test_an_amount_for_each_of_what_is_not_counted_is_refused(ask) -> None:  # type: ignore[no-untyped-def]
    """The amount itself was given for what it comes to for each."""
    assert ask("水质巡查费匀到每个巡查员是几多钱？", documents=["水务局2025.txt"])["status"] == "refused"
    assert ask("防汛宣传服务匀到每个村是几多钱？", documents=["水务局2025.txt"])["status"] == "refused"


def test_no_mean_of_what_only_happens_to_be_found(ask) -> None:  # type: ignore[no-untyped-def]
    """A word of framing led to one amount, the cars to another, and their mean was given."""
    question = "Counting up the ledgers and books, what do the reservoirs and river dredging cost on average?"
    assert ask(question, documents=["水务局2025.txt"])["status"] == "refused"


def test_both_sides_of_what_the_first_part_asked_for(ask) -> None:  # type: ignore[no-untyped-def]
    question = "城乡社区支出总数多少，其中日常基本支出部分和项目部分又是多少？"
    assert values(ask(question, documents=["街道2025.txt"])) == ["700000.00", "600000.00", "100000.00"]


def test_two_tables_that_do_not_agree(ask) -> None:  # type: ignore[no-untyped-def]
    question = "群众体育，支出总表和财政拨款支出表的合计数不一致，两边各是多少？"
    assert values(ask(question, documents=["街道2025.txt"])) == ["300000.00", "200000.00"]
