"""Claims: what a sentence's numbers speak of, in Chinese and English."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.claims import Claim, Context, read_claims

BUREAU = Context(2025, ("某市财政局",))


def subjects(text: str, context: Context = BUREAU) -> list[tuple[str, str]]:
    """(number as written, subject) of every claim."""
    return [(claim.text, claim.subject) for claim in read_claims(text, context)]


def one(text: str, context: Context = BUREAU) -> Claim:
    (claim,) = read_claims(text, context)
    return claim


def test_organisation_year_and_column_are_told_apart_from_the_item() -> None:
    claim = one("2025年，某市财政局公务接待费预算数为12.50万元。")
    assert (claim.organization, claim.year, claim.subject, claim.measure) == (
        "某市财政局",
        2025,
        "公务接待费",
        "预算数",
    )


@pytest.mark.parametrize("years", ["2014—2017 年", "2014-2017年", "2014至2017年", "2014年至2017年"])
def test_the_years_that_a_thing_runs_over_are_not_those_of_its_amount_nor_of_what_follows(years: str) -> None:
    claims = read_claims(f"预算主要包括：{years}升级资金管理费5万元，用于管理；绩效评价费用3万元。", BUREAU)
    assert [(claim.text, claim.year) for claim in claims] == [("5万元", None), ("3万元", None)]
    assert one("2024年升级资金管理费5万元。").year == 2024


def test_a_list_names_its_whole_and_each_part() -> None:
    claims = read_claims("本年收入合计10万元，其中：财政拨款收入8万元，占80%；其他收入2万元，占20%。", BUREAU)
    assert [c.path for c in claims if c.role == "level"] == [
        ("本年收入合计",),
        ("本年收入合计", "财政拨款收入"),
        ("本年收入合计", "其他收入"),
    ]
    assert [c.part_of for c in claims] == [None, 0, None, 0, None]
    assert [(c.of, c.against) for c in claims if c.role == "share"] == [(1, 0), (3, 0)]


def test_a_part_counts_what_its_whole_counts() -> None:
    claims = read_claims("平均得分99分（其中，评级为优的项目4个）。", BUREAU)
    assert [c.part_of for c in claims] == [None, None]


def test_columns_of_one_item_are_compared() -> None:
    claims = read_claims(
        "甲支出（类）乙事务（款）行政运行（项）。主要用于日常。年初预算为20万元，支出决算为15万元，完成年初预算的75%。决算数小于预算数的主要原因是节约。",
        BUREAU,
    )
    assert {c.path for c in claims} == {("甲支出", "乙事务", "行政运行")}
    assert [(c.measure, c.role) for c in claims[:2]] == [("年初预算", "level"), ("支出决算", "level")]
    assert (claims[2].role, claims[2].of, claims[2].against) == ("completion", 1, 0)
    assert (claims[3].role, claims[3].direction, claims[3].of, claims[3].against) == ("comparison", "down", 1, 0)


def test_changes_keep_the_item_and_the_reference() -> None:
    claims = read_claims("收入预算60万元，比上年增加10万元，增长20%，主要原因是基本支出增加3万元。", BUREAU)
    assert [(c.role, c.subject) for c in claims] == [
        ("level", "收入"),
        ("change", "收入"),
        ("rate", "收入"),
        ("change", "基本支出"),
    ]
    assert [c.reference.year for c in claims if c.reference] == [2024, 2024, 2024]
    assert [c.of for c in claims] == [None, 0, 0, None]


def test_a_reference_in_an_earlier_clause_counts() -> None:
    claims = read_claims("与2024年度相比，支出总计减少5万元，下降10%。", BUREAU)
    assert [(c.subject, c.direction, c.reference and c.reference.year) for c in claims] == [
        ("支出总计", "down", 2024),
        ("支出总计", "down", 2024),
    ]


def test_a_date_counts_for_what_goes_on_about_it_and_ends_where_money_is_planned() -> None:
    text = (
        "截至2024年12月31日，共有车辆7辆。设备46台。与上年相比，资产总额减少5元。2025年预算安排购置车辆2辆。设备0台。"
    )
    claims = read_claims(text, BUREAU)
    assert [c.year for c in claims] == [2024, 2024, 2024, 2025, None]
    assert claims[2].reference and claims[2].reference.year == 2023
    introduced = read_claims("截至2024年12月统计，情况如下：\n编制96人，其中：行政编制33人。\n公用经费9元。", BUREAU)
    assert [c.year for c in introduced] == [2024, 2024, None]


def test_a_part_named_in_passing_is_followed_by_items_beside_its_whole() -> None:
    claims = read_claims(
        "甲工作经费50万元，其中结转结余3万元，用于开支；乙业务费60万元，用于办案；丙经费5万元。", BUREAU
    )
    assert [c.path for c in claims] == [("甲工作经费",), ("甲工作经费", "结转结余"), ("乙业务费",), ("丙经费",)]
    listed = read_claims("支出总计100万元，其中基本支出60万元；项目支出40万元。", BUREAU)
    assert [c.part_of for c in listed] == [None, 0, 0]  # the parts make the whole


def test_a_part_larger_than_the_level_before_it_is_of_the_whole_around() -> None:
    claims = read_claims("采购总额9万元，其中：货物采购7万元、服务采购2万元，其中一般公共预算采购5万元。", BUREAU)
    assert claims[3].part_of == 0
    assert read_claims("直属单位21个，另派驻机构1个。", BUREAU)[1].part_of is None


def test_a_change_of_a_part_keeps_what_it_is_part_of() -> None:
    claims = read_claims(
        "财政拨款支出9万元，其中：基本支出6万元，比上年增加1万元；项目支出3万元，比上年减少2万元。", BUREAU
    )
    assert [c.path for c in claims if c.role == "change"] == [
        ("财政拨款支出", "基本支出"),
        ("财政拨款支出", "项目支出"),
    ]


def test_a_body_named_behind_a_verb_is_the_body_alone() -> None:
    claims = read_claims("增加的主要原因是某县审计局2024年增加公务用车1辆。", BUREAU)
    assert claims[-1].organization == "某县审计局"


def test_the_number_compared_with_is_the_other_years() -> None:
    claims = read_claims("2025年收入预算80万元，比2024年年初预算数70万元增加10万元，增长14.29%。", BUREAU)
    assert [c.year for c in claims] == [2025, 2024, 2025, 2025]
    assert [(c.of, c.against) for c in claims[2:]] == [(0, 1), (0, 1)]


def test_last_years_surplus_is_an_item_of_this_year() -> None:
    assert one("上年结转结余8万元。").year is None
    assert one("上年预算为8万元。").year == 2024


def test_brackets_hold_parts_and_the_talk_goes_on_behind_them() -> None:
    claims = read_claims(
        "公务用车购置及运行费12万元（公务用车购置费2万元；公务用车运行费10万元，比上年减少4万元。）比上年减少3万元。",
        BUREAU,
    )
    assert [c.subject for c in claims] == [
        "公务用车购置及运行费",
        "公务用车购置费",
        "公务用车运行费",
        "公务用车运行费",
        "公务用车购置及运行费",
    ]
    assert claims[4].of == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "货物、工程、服务采购分别为1万元、2万元、3万元。",
            [("1万元", "货物"), ("2万元", "工程"), ("3万元", "服务采购")],
        ),
        (
            "Goods and services were 3 million yuan and 2 million yuan respectively.",
            [("3 million yuan", "Goods"), ("2 million yuan", "services")],
        ),
        (
            "教育支出、科技支出和文化与传媒支出分别为5万元、1万元和2万元，合计8万元。",
            [("5万元", "教育支出"), ("1万元", "科技支出"), ("2万元", "文化与传媒支出"), ("8万元", "合计")],
        ),
        (
            "Urban and rural affairs and housing were 3 million yuan and 2 million yuan respectively.",
            [("3 million yuan", "Urban and rural affairs"), ("2 million yuan", "housing")],
        ),
        (
            "支出9万元，其中近八成用于基本支出，为7万元。",
            [("9万元", "支出"), ("八成", "基本支出"), ("7万元", "基本支出")],
        ),
        (
            "小学教育和初中教育分别安排3万元和5万元，后者多2万元。",
            [("3万元", "小学教育"), ("5万元", "初中教育"), ("2万元", "初中教育")],
        ),
        ("社保支出在各类支出中排第二位。", [("排第二位", "社保支出")]),
        (
            "It spent RMB 9 million, of which RMB 6.03 million was basic pay and RMB 2.97 million project expenditure.",
            [("RMB 9 million", ""), ("RMB 6.03 million", "basic pay"), ("RMB 2.97 million", "project expenditure")],
        ),
        ("The bureau's 2026 budget is 5 million yuan.", [("5 million yuan", "")]),
        ("IT development is 5 million yuan.", [("5 million yuan", "IT development")]),
        ("Women's federation work is 5 million yuan.", [("5 million yuan", "Women's federation work")]),
        ("共有车辆7辆，其中：执法用车4辆、其他用车3辆。", [("7辆", "车辆"), ("4辆", "执法用车"), ("3辆", "其他用车")]),
        ("下设9个内设机构和5个大队。", [("9个", "内设机构"), ("5个", "大队")]),
        ("行政运行-2040201", []),
        ("（一）2040201-行政运行 22431.07 万元。", [("22431.07 万元", "行政运行")]),
        ("甲支出-乙事务-行政运行60元。", [("60元", "行政运行")]),
        ("（一）因公出国（境）费用。2025年预算数132.53万元。", [("132.53万元", "因公出国（境）费用")]),
        ("政府采购金额（以合同签订为准）为251.25万元。", [("251.25万元", "政府采购")]),
        ("政府性基金预算支出0万元。", [("0万元", "政府性基金预算支出")]),
        ("重点服务3万余家“四上”企业。", [("3万余家", "四上企业")]),
        ("增设1台LED显示屏。", [("1台", "LED显示屏")]),
        ("锁定20个高频、高重复性数据治理场景。", [("20个", "高频、高重复性数据治理场景")]),
        ("完成2个系统的正常运行、3个平台的维护。", [("2个", "系统"), ("3个", "平台")]),
        ("下属1家机关和2家事业单位。", [("1家", "机关"), ("2家", "事业单位")]),
        ("建设50个以上枢纽实验室。", [("50个", "枢纽实验室")]),
        ("事故发生数为0、“成本控制率”不超过100%。", [("100%", "成本控制率")]),
        ("设备使用率不小于95%。", [("95%", "设备使用率")]),
        ("上级下达资金1,262.04万元。", [("1,262.04万元", "上级下达资金")]),
        ("部门预算收入80万元。", [("80万元", "收入")]),
        ("（一）收入预算：2025年年初预算数80万元。", [("80万元", "收入")]),
        ("2025年项目支出均实行了绩效目标管理，涉及一般公共预算财政拨款60万元。", [("60万元", "项目支出")]),
        ("与上年相比增加5万元（去年预算数为0万元，无法计算）。", [("5万元", ""), ("0万元", "")]),
        ("安排500万元用于设备采购。", [("500万元", "设备采购")]),
        (
            "“三公”经费预算数为0.95万元，与2024年预算持平。",
            [("0.95万元", "三公经费"), ("与2024年预算持平", "三公经费")],
        ),
    ],
)
def test_what_a_person_would_say_the_number_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert subjects(text) == expected


@pytest.mark.parametrize(
    ("text", "subject", "whole"),
    [
        ("公安支出5万元，占总支出的七成左右。", "公安支出", "总支出"),
        ("公安支出5万元，其中项目支出4万元，占比超过三分之二。", "项目支出", ""),
        ("Basic pay accounted for nearly 80 percent of total expenditure in 2024.", "Basic pay", "total expenditure"),
        ("Less than half of the 2026 budget is basic pay.", "basic pay", "budget"),
        (
            "Pay accounts for 5% of spending from the education surcharge.",
            "Pay",
            "spending from the education surcharge",
        ),
        ("Housing is 3 million yuan, about a quarter of the total.", "Housing", "total"),
    ],
)
def test_shares_are_told_in_many_ways(text: str, subject: str, whole: str) -> None:
    share = read_claims(text, BUREAU)[-1]
    assert (share.role, share.subject, share.whole) == ("share", subject, whole)


@pytest.mark.parametrize(
    ("text", "direction", "reference"),
    [
        ("委托业务支出449万元，比年初预算少花1万元。", "down", "年初预算"),
        ("公路养护9万元，比公路建设多4万元。", "up", "公路建设"),
        ("Road upkeep is 9 million yuan, 4 million yuan more than road construction.", "up", "road construction"),
    ],
)
def test_what_a_difference_is_against(text: str, direction: str, reference: str) -> None:
    change = read_claims(text, BUREAU)[-1]
    assert change.reference is not None
    assert (change.role, change.direction, change.reference.text) == ("change", direction, reference)


def test_no_less_than_eight_tenths_is_no_rounding() -> None:
    (share,) = (c.quantity for c in read_claims("占总支出的八成以上。", BUREAU))
    assert share is not None and share.admits(Decimal(80)) and not share.admits(Decimal(79))


def test_the_heading_is_the_subject_of_numbers_without_one() -> None:
    context = Context(2025, (), "（二）公务接待费支出情况说明")
    assert subjects("2025年预算安排14.09万元，与上年持平。", context) == [
        ("14.09万元", "公务接待费"),
        ("与上年持平", "公务接待费"),
    ]
    classed = Context(2025, (), "（二）科学技术支出（类）")
    assert one("1.管理事务（款）其他支出（项）支出 5 万元。", classed).path == ("科学技术支出", "管理事务", "其他支出")


def test_english_changes_shares_and_parts() -> None:
    claims = read_claims(
        "In 2024, spending on DNA testing was RMB 500,000, up 3% from 2023, or 0.5% of total expenditure."
    )
    assert [(c.role, c.subject, c.year) for c in claims] == [
        ("level", "DNA testing", 2024),
        ("rate", "DNA testing", 2024),
        ("share", "DNA testing", 2024),
    ]
    assert claims[1].direction == "up" and claims[1].reference and claims[1].reference.year == 2023
    assert claims[2].whole == "total expenditure"
    parts = read_claims("The bureau spent 500,000 yuan on training, of which meetings were 0.2 million yuan.")
    assert [(c.subject, c.part_of) for c in parts] == [("training", None), ("meetings", 0)]


@pytest.mark.parametrize(
    ("said", "subjects"),
    [
        ("The housing provident fund (住房公积金) is 500 yuan.", ["住房公积金"]),
        ("Wages are 9 yuan, of which: basic pay (基本工资) 5 yuan, DNA tests (DNA检验费) 4 yuan.", ["Wages", "基本工资", "DNA检验费"]),
        ("The other spending (其他城乡社区支出（款）) is 500 yuan.", ["其他城乡社区支出（款）"]),
        # Brackets that hold no name of their own leave the words as they are.
        ("Meetings (all kinds) are 500 yuan.", ["Meetings (all kinds)"]),
    ],
)  # fmt: skip
def test_a_chinese_name_in_brackets_behind_english_words_is_the_printed_one(said: str, subjects: list[str]) -> None:
    assert [claim.subject for claim in read_claims(said, BUREAU)] == subjects


@given(
    st.text(
        alphabet="2025年收入支出预算为比上年增加减少5.8,万元%占其中：（）。；、与持平\n第3批 of was 分别", max_size=80
    )
)
def test_any_text_is_read_and_spans_fit(text: str) -> None:
    claims = read_claims(text, BUREAU)
    for number, claim in enumerate(claims):
        assert text[claim.start : claim.end] == claim.text
        for other in (claim.of, claim.against, claim.part_of):
            assert other is None or other < number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Of the bureau's 310 million yuan in basic expenditure, 280 million pays for staff and the remaining 30 million covers running costs.",
         [("310 million yuan", "basic expenditure"), ("280 million", "staff"), ("30 million", "running costs")]),
        ("Commissioned services will cost the bureau 5 million yuan.", [("5 million yuan", "Commissioned services")]),
        ("Running costs of the hall reached 5 million yuan.", [("5 million yuan", "Running costs of the hall")]),
        ("The police own 233 vehicles, 179 of them for patrols.", [("233 vehicles", "vehicles"), ("179 of them", "patrols vehicles")]),
        ("The police plan to spend 5 million yuan.", [("5 million yuan", "")]),
        ("公务接待费则与去年一样，仍是5万元。", [("公务接待费则与去年一样", "公务接待费"), ("5万元", "公务接待费")]),
        ("机关运行经费压减四成以上，今年只安排5万元。", [("四成", "机关运行经费"), ("5万元", "机关运行经费")]),
    ],
)  # fmt: skip
def test_what_a_press_officer_s_number_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(c.text, c.subject) for c in read_claims(text, BUREAU)] == expected


def test_a_share_of_the_number_behind_it_and_of_the_number_before() -> None:
    share = read_claims(
        "Vehicles take up almost 98 percent of the police's 99.6 million yuan budget for three public expenses.", BUREAU
    )[0]
    assert (share.role, share.subject, share.whole) == ("share", "Vehicles", "three public expenses")
    inside = read_claims("“三公”经费44万元里，出国经费24万元，占一半还多。", BUREAU)
    assert (inside[1].part_of, inside[2].against, inside[2].quantity and inside[2].quantity.hedge) == (0, 0, "over")


def test_reports_of_a_quarter_are_counted_and_quarters_are_not() -> None:
    assert subjects("保质保量完成管养工作、4份季度点检报告。") == [("4份", "季度点检报告")]
    assert subjects("完成四个季度检查。") == []


def test_what_is_aimed_at_is_no_name_with_a_limit() -> None:
    assert [claim.text for claim in read_claims("实现关注人数增长率达到5%以上的目标。", BUREAU)] == ["5%"]
    assert subjects("单价100万元以上的设备2台。") == [("2台", "单价100万元以上的设备")]


def test_numbers_behind_a_colon_that_make_up_the_one_before_it_are_its_parts() -> None:
    claims = read_claims(
        "政府采购预算总额12万元：政府采购货物预算8万元、政府采购服务预算4万元；其中一般公共预算政府采购9万元：政府采购货物预算6万元、政府采购服务预算3万元。"
    )
    assert [(claim.path, claim.part_of) for claim in claims] == [
        (("政府采购",), None),
        (("政府采购", "政府采购货物"), 0),
        (("政府采购", "政府采购服务"), 0),
        (("政府采购", "一般公共预算政府采购"), 0),
        (("政府采购", "一般公共预算政府采购", "政府采购货物"), 3),
        (("政府采购", "一般公共预算政府采购", "政府采购服务"), 3),
    ]


def test_a_closing_sum_is_of_the_list_and_not_of_its_last_item() -> None:
    whole = "2025年项目总预算60.00万元，其中外贸发展37.00万元，推进专项23.00万元，合计60.00万元。"
    first, *_, last = read_claims(whole)
    assert first.path == last.path
    assert [c.subject for c in read_claims("甲项目10万元，乙项目20万元，合计30万元。")] == ["甲项目", "乙项目", "合计"]
    # What doesn't add up, and one thing told twice, is no sum.
    assert [c.subject for c in read_claims("甲项目10万元，乙项目20万元，合计50万元。")][-1] == "乙项目"
    assert [c.subject for c in read_claims("购置设备5台，共计120万元。")] == ["购置设备", "购置设备"]


def test_a_part_whose_name_ends_in_a_verb_of_change_is_no_change() -> None:
    claims = read_claims("项目总预算60.00万元，其中品牌集聚34.00万元，消费提质提升20.00万元，服务能力提升6.00万元。")
    assert [(c.subject, c.role, c.part_of) for c in claims][1:] == [
        ("品牌集聚", "level", 0),
        ("消费提质提升", "level", 0),
        ("服务能力提升", "level", 0),
    ]
    # Where the numbers don't add up, or it is against another year, something changed.
    assert read_claims("项目总预算60.00万元，其中品牌集聚34.00万元，消费提升20.00万元。")[-1].role == "change"
    assert read_claims("支出100万元，其中甲60万元，比上年增加40万元。")[-1].role == "change"


def test_what_really_came_in_is_a_column_of_what_stands_before_the_colon() -> None:
    claims = read_claims("一般公共预算收入：实际274609万元，年初预算225630万元，调整预算275000万元。")
    assert {c.subject for c in claims} == {"一般公共预算收入"}
    assert [c.measure for c in claims] == ["实际", "年初预算", "调整预算"]
    # 占 in the name of a tax tells no share.
    (tax,) = read_claims("耕地占用税5304万元。")
    assert (tax.subject, tax.role) == ("耕地占用税", "level")
    assert read_claims("培训费占公用经费的5%。")[0].role == "share"
