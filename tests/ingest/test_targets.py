"""A printed target taken apart: operator, number and unit; levels run together; all of a project's targets in one cell."""

from __future__ import annotations

import pytest

from ingest.targets import listed_targets, name_fields, read_target, split_levels, split_target


@pytest.mark.parametrize(
    ("printed", "parts"),
    [
        ("≥600万元", ("≥", "600", "万元")),
        ("≥ 99.5%", ("≥", "99.5", "%")),
        ("≧4次", ("≥", "4", "次")),
        ("＜3191170元", ("<", "3191170", "元")),
        ("≥10 万辆", ("≥", "10", "万辆")),
        ("≥13459.00(平方米)", ("≥", "13459.00", "平方米")),
        ("=100.00(%)", ("=", "100.00", "%")),
        ("≤29.91元/件", ("≤", "29.91", "元/件")),
        ("不低于80%", ("≥", "80", "%")),
        ("80%以上", ("≥", "80", "%")),
        ("9000元及以内", ("≤", "9000", "元")),
        ("2份", ("", "2", "份")),
        ("0", ("", "0", "")),
    ],
)
def test_a_number_comes_with_its_operator_and_unit(printed: str, parts: tuple[str, str, str]) -> None:
    assert split_target(printed) == parts


@pytest.mark.parametrize("words", ["完成", "优", "有效提升"])
def test_words_are_a_qualitative_target(words: str) -> None:
    assert split_target(words) == ("定性", words, "")


@pytest.mark.parametrize("text", ["每年≥20场", "立项≥400个；验收≥400个。", "3-5天", "12月底前", "满意率100%"])
def test_a_text_that_says_more_than_a_number_stays_whole(text: str) -> None:
    assert split_target(text) == ("", text, "")


def test_a_limit_set_elsewhere_keeps_its_operator() -> None:
    assert split_target("≤《律师服务收费标准》的建议价") == ("≤", "《律师服务收费标准》的建议价", "")


def test_an_empty_cell_is_no_target() -> None:
    assert split_target(" ") == ("", "", "")


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ({"operator": "＝", "target": "100", "unit": "%"}, ("=", "100", "%")),
        ({"operator": "定性", "target": "优"}, ("定性", "优", "")),
        ({"target": "≥5", "unit": "台"}, ("≥", "5", "台")),
        ({"target": "≥5台"}, ("≥", "5", "台")),
        ({"target": "5", "unit": "台"}, ("", "5", "台")),
        ({"target": "提高", "unit": "级"}, ("", "提高", "级")),
        ({"operator": "≥"}, ("≥", "", "")),
    ],
)
def test_cells_of_their_own_are_taken_as_they_stand(cells: dict[str, str], parts: tuple[str, str, str]) -> None:
    assert read_target(cells) == parts


def test_levels_run_together_before_a_name_are_parted() -> None:
    assert split_levels("产出指标数量指标新建线路数量") == ("产出指标", "数量指标", "新建线路数量")
    assert split_levels("成本指标经济成本指标项目预算控制率") == ("成本指标", "经济成本指标", "项目预算控制率")
    assert split_levels("新建线路数量") == ("", "", "新建线路数量")


LIST = (
    "1、1-产出指标；11-数量指标；培训（3、4期）场次；实施周期指标值:≥20场；年度指标值: ≥10场。"
    "2、4-成本指标；41- 经 济 成本指标；控制率=支出/预算*100%；实施周期指标值:一期≤1；二期≤2；年度指标值:≤100%。"
)


def test_a_list_in_one_cell_gives_each_target_with_the_value_of_the_year() -> None:
    first, second = listed_targets(LIST)
    assert (first.level1, first.level2, first.level3, first.value) == (
        "产出指标", "数量指标", "培训（3、4期）场次", "≥10场"
    )  # fmt: skip
    assert (second.level1, second.level2, second.level3, second.value) == (
        "成本指标", "经济成本指标", "控制率=支出/预算*100%", "≤100%"
    )  # fmt: skip


def test_a_list_with_one_value_a_target_is_read_too() -> None:
    (only,) = listed_targets("1.2-效益指标；22-社会效益；投诉次数；指标值：0次")
    assert (only.level3, only.value) == ("投诉次数", "0次")


@pytest.mark.parametrize("prose", ["", "1、完成培训；2、完成考核。", "年度指标值见附件", "1-产出指标"])
def test_prose_is_no_list(prose: str) -> None:
    assert listed_targets(prose) == []


def test_the_years_value_is_the_target_where_the_whole_periods_stands_beside_it() -> None:
    heads = ["绩效指标", "一级指标", "二级指标", "三级指标", "实施周期指标值", "年度指标值"]
    assert name_fields([heads]) == {"level1": 1, "level2": 2, "level3": 3, "target": 5}
    assert name_fields([["一级指标", "三级指标", "年度指标值", "三年指标值"]])["target"] == 2


def test_the_sign_of_an_indicator_is_not_its_name() -> None:
    heads = ["三级指标", "绩效指标性质", "本年绩效指标值", "绩效度量单位"]
    assert name_fields([heads]) == {"level3": 0, "operator": 1, "target": 2, "unit": 3}
