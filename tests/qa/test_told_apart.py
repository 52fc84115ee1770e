"""Which of several readings of the text is meant: the whole and not its part, the one whose own name it is, the one told of the thing
before; changes of both sides, of all of a budget; a place inside a name; a part without a question word."""

from __future__ import annotations

import pytest

from qa.compound import parts
from qa.engine import Engine
from tests.qa.town import library_of

OFFICE = """# 海州市口岸办公室2026年部门预算

## 收支总表

金额单位：万元

收入项目	金额	支出项目	金额
一般公共预算拨款	500.00	一般公共服务支出	520.00
政府性基金预算拨款	20.00	教育支出	0.00
收入总计	520.00	支出总计	520.00

2026年年初预算数520.00万元，其中：一般公共预算拨款500.00万元，政府性基金预算拨款20.00万元。
（一）收入预算：收入比2025年增加60.00万元，主要是一般公共预算拨款增加50.00万元，政府性基金预算拨款增加10.00万元。
2026年部门预算支出520.00万元，较2025年年初预算增加60.00万元，增长13.04%。
与上年相比，财政拨款收、支总计各增加60.00万元，增长13.04%。

2026年海州市口岸办公室政府采购预算总额90.00万元，其中：政府采购货物预算40.00万元，政府采购工程预算20.00万元，政府采购服务预算30.00万元。
处置车辆3辆，账面原值12.00万元；报废报损资产375项，账面原值121.70万元，实现资产处置收入0.50万元。
压减新歌乐山陵园改造工程资金减少7.00万元。

新区专项项目经费情况说明

一、年度预算安排

2026年度项目总预算14.00万元，其中支持引进品牌7.30万元，支持数字化新区3.70万元，支持宣传3.00万元。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("apart"), {"口岸2026.txt": OFFICE}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


def test_a_part_is_not_told_beside_its_whole(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("新区专项预算是多少")) == ["140000.00"]


def test_the_one_whose_own_name_has_the_word_is_told_alone(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("政府采购预算中工程多少")) == ["200000.00"]
    assert values(ask("政府采购预算中服务多少")) == ["300000.00"]


@pytest.mark.parametrize(
    ("question", "told"),
    [("报废报损资产多少项，账面原值多少", ["375", "1217000.00"]), ("处置车辆几辆，账面原值多少", ["3", "120000.00"])],
)
def test_of_one_name_the_one_told_of_the_thing_before(ask, question: str, told: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(ask(question)) == told


def test_without_the_thing_before_all_of_the_name_are_told(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("账面原值多少")) == ["120000.00", "1217000.00"]


def test_a_change_of_both_sides_is_one_of_each(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("财政拨款收入比上年增长多少"))[0] == "600000.00"
    assert values(ask("政府性基金收入比上年增加多少"))[0] == "100000.00"


def test_a_change_of_nothing_named_is_of_all(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("比上年增加多少？"))[0] == "600000.00"
    assert ask("绿化养护比上年增加多少")["status"] == "refused"


def test_a_place_inside_a_name_is_none(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("歌乐山陵园改造工程资金减少多少"))[0] == "70000.00"
    assert "没有“乐山”的文件" in ask("乐山的预算是多少")["answer"]


def test_a_last_part_may_leave_out_the_question_word() -> None:
    assert parts("委托业务费多少，其中项目支出的", "zh") == ["委托业务费多少", "其中项目支出的"]
    assert parts("有多少台设备，2026年添多少台", "zh") == ["有多少台设备", "2026年添多少台"]
    assert len(parts("其中项目支出的，委托业务费多少", "zh")) == 1
