"""Performance tables: each printed row under its fields however its cells drifted, and nobody's target guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.tables import attributed, disclosure, only_table, performance, printed, target

EQUIPMENT = (
    "140003-某市甲局\t54000021R000000000001-设备购置\t10.00\t5.00\t用于购置办案所需的专用设备和配套软件，保障运转。\t"
)
TRAINING = "\t54000021R000000000002-人员培训\t10.00\t3.00\t用于全体民警业务培训和考核，提高队伍素质水平。\t"
CASES = "\t54000021R000000000003-办案业务费\t10.00\t7.00\t用于侦办案件的业务开支和装备购置以及其他有关支出。\t"
UNDER = "\t\t\t\t\t"
CLEAN = f"""{EQUIPMENT}产出指标	数量指标	设备台数	≥	5	台	40
{UNDER}效益指标	社会效益指标	办案效率	定性	提高		50
{TRAINING}产出指标	数量指标	培训人数	≥	50	人	45
{UNDER}产出指标	质量指标	合格率	≥	90	%	45
"""


def test_a_clean_table_gives_each_project_its_budget_and_its_targets() -> None:
    read = performance(CLEAN)
    assert printed(read) == [
        (5, "54000021R000000000001", "设备购置", "预算数", 50_000),
        (7, "54000021R000000000002", "人员培训", "预算数", 30_000),
    ]
    assert attributed(read) == {
        5: ("设备购置", "certain"), 6: ("设备购置", "certain"), 7: ("人员培训", "certain"), 8: ("人员培训", "certain")
    }  # fmt: skip
    first = target(read, 5)
    assert (first.project_code, first.level1, first.level2, first.level3) == (
        "54000021R000000000001", "产出指标", "数量指标", "设备台数"
    )  # fmt: skip
    assert (first.operator, first.target, first.unit, first.weight) == ("≥", "5", "台", Decimal(40))
    assert only_table(read).kind == "project_performance"


def test_weights_targets_and_execution_rates_are_no_figures_of_money() -> None:
    assert {cell.measure for cell in printed(performance(CLEAN))} == {"预算数"}


def test_a_qualitative_target_is_words_without_a_unit() -> None:
    found = target(performance(CLEAN), 6)
    assert (found.operator, found.target, found.unit, found.weight) == ("定性", "提高", "", Decimal(50))


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ("设备台数\t≥\t5\t台\t40", ("设备台数", "≥", "5", "台", "40")),
        ("设备台数\t\t5\t台\t40", ("设备台数", "", "5", "台", "40")),
        ("设备台数\t≥\t5\t\t40", ("设备台数", "≥", "5", "", "40")),
        ("设备台数\t定性\t有所提高\t\t40", ("设备台数", "定性", "有所提高", "", "40")),
        ("人均成本\t≤\t10049\t元/人年\t40", ("人均成本", "≤", "10049", "元/人年", "40")),
        ("发生率\t<\t10\t%\t40", ("发生率", "<", "10", "%", "40")),
        ("成本控制\t≤\t5.15\t万元\t40", ("成本控制", "≤", "5.15", "万元", "40")),
    ],
    ids=["whole", "no operator", "no unit", "qualitative", "unit of its own", "less than", "money"],
)
def test_a_row_that_lacks_a_cell_keeps_the_others_in_their_fields(cells: str, fields: tuple[str, ...]) -> None:
    read = performance(
        f"{EQUIPMENT}产出指标\t数量指标\t{cells}\n{UNDER}效益指标\t社会效益指标\t办案效率\t定性\t提高\t\t50\n"
    )
    found = target(read, 5)
    assert (found.level3, found.operator, found.target, found.unit, str(found.weight)) == fields
    assert (found.level1, found.level2) == ("产出指标", "数量指标")


@pytest.mark.parametrize("shift", ["\t" * n for n in (1, 2, 4)])
def test_the_same_row_drifted_to_the_right_is_the_same_row(shift: str) -> None:
    lines = CLEAN.splitlines(keepends=True)
    lines[2] = shift + lines[2]
    drifted, clean = performance("".join(lines)), performance(CLEAN)
    assert [c[:5] for c in printed(drifted)] == [c[:5] for c in printed(clean)]
    assert [(i.project, i.level3, i.operator, i.target, i.unit, i.weight) for i in drifted.indicators] == [
        (i.project, i.level3, i.operator, i.target, i.unit, i.weight) for i in clean.indicators
    ]


def test_a_row_whose_values_drifted_apart_from_its_names_is_the_same_row() -> None:
    read = performance(
        CLEAN.replace(
            f"{UNDER}产出指标\t质量指标\t合格率\t≥\t90\t%\t45", "产出指标\t质量指标\t合格率\t≥\t\t\t\t\t90\t%\t45"
        )
    )
    found = target(read, 8)
    assert (found.level1, found.level2, found.level3) == ("产出指标", "质量指标", "合格率")
    assert (found.operator, found.target, found.unit, found.weight) == ("≥", "90", "%", Decimal(45))


def test_a_row_cut_off_after_its_operator_has_no_target() -> None:
    read = performance(
        f"""{UNDER}54000021R000000000001-设备购置	10.00	5.00	用于购置办案所需的专用设备和配套软件，保障运转。	产出指标	数量指标	设备台数	≥
"""
    )
    assert printed(read) == [(5, "54000021R000000000001", "设备购置", "预算数", 50_000)]
    found = target(read, 5)
    assert (found.level3, found.unit, found.weight) == ("设备台数", "", None)


def test_an_operator_is_never_a_target() -> None:
    read = performance(
        f"""{UNDER}54000021R000000000001-设备购置	10.00	5.00	用于购置办案所需的专用设备和配套软件，保障运转。	产出指标	数量指标	设备台数	≥
"""
    )
    assert (target(read, 5).operator, target(read, 5).target) == ("≥", "")


def test_a_repeated_head_is_no_indicator() -> None:
    head = "单位名称\t项目名称\t预算执行率权重(%)\t预算数\t绩效目标\t一级指标\t二级指标\t三级指标\t绩效指标性质\t本年绩效指标值\t绩效度量单位\t本年权重\n"
    lines = CLEAN.splitlines(keepends=True)
    for between in (head, "\n" + head, "\n140003-某市甲局\n\n"):
        read = performance(lines[0] + between + "".join(lines[1:]))
        only_table(read)
        assert [i.level3 for i in read.indicators] == ["设备台数", "办案效率", "培训人数", "合格率"]
        assert {how for _, how in attributed(read).values()} == {"certain"}


def test_a_projects_objective_is_a_passage_about_it() -> None:
    read = performance(CLEAN)
    assert [(p.kind, p.subject, p.line) for p in read.passages if p.kind == "objective"] == [
        ("objective", "设备购置", 5), ("objective", "人员培训", 7)
    ]  # fmt: skip


NO_TARGETS = f"""{EQUIPMENT}产出指标	数量指标	设备台数	≥	5	台	40
{UNDER}效益指标	社会效益指标	办案效率	定性	提高		50
{CASES}
{TRAINING}产出指标	数量指标	培训人数	≥	50	人	45
{UNDER}产出指标	质量指标	合格率	≥	90	%	45
"""


def test_a_project_without_targets_still_has_its_budget() -> None:
    read = performance(NO_TARGETS)
    assert [(c.path, c.yuan) for c in printed(read)] == [
        ("设备购置", 50_000),
        ("办案业务费", 70_000),
        ("人员培训", 30_000),
    ]


def test_a_project_without_targets_gives_no_indicator_but_its_objective() -> None:
    read = performance(NO_TARGETS)
    assert [i.level3 for i in read.indicators] == ["设备台数", "办案效率", "培训人数", "合格率"]
    assert [p.subject for p in read.passages if p.kind == "objective"] == ["设备购置", "办案业务费", "人员培训"]


def test_a_project_without_targets_takes_none_from_the_next() -> None:
    found = attributed(performance(NO_TARGETS))
    assert {line: found[line] for line in (5, 6, 8, 9)} == {
        5: ("设备购置", "certain"), 6: ("设备购置", "certain"), 8: ("人员培训", "certain"), 9: ("人员培训", "certain")
    }  # fmt: skip


def test_a_project_cell_on_its_second_row_is_inferred_from_the_weights() -> None:
    read = performance(
        f"""{UNDER}产出指标	数量指标	设备台数	≥	5	台	40
{EQUIPMENT}效益指标	社会效益指标	办案效率	定性	提高		50
{TRAINING}产出指标	数量指标	培训人数	≥	50	人	45
{UNDER}产出指标	质量指标	合格率	≥	90	%	45
"""
    )
    found = attributed(read)
    assert found[5] == found[6] == ("设备购置", "inferred")
    assert found[7][0] == found[8][0] == "人员培训"


def test_indicators_of_a_project_whose_cell_is_lost_belong_to_nobody() -> None:
    read = performance(
        CLEAN
        + f"""{UNDER}产出指标	数量指标	巡逻次数	≥	5	次	60
{UNDER}效益指标	社会效益指标	治安状况	定性	好转		30
"""
    )
    found = attributed(read)
    assert found[9] == found[10] == (None, "unattributed")
    assert target(read, 9).project_code is None
    assert target(read, 9).reason


def test_a_table_without_weights_is_attributed_as_printed() -> None:
    read = disclosure(
        """2025年部门预算
项目支出绩效目标表
金额单位：万元
项目名称	预算数	绩效目标	一级指标	二级指标	三级指标	指标值
设备购置	5.00	用于购置办案所需的专用设备和配套软件，保障运转。	产出指标	数量指标	设备台数	≥5台
			效益指标	社会效益指标	办案效率	提高
人员培训	3.00	用于全体民警业务培训和考核，提高队伍素质水平。	产出指标	数量指标	培训人数	≥50人
"""
    )
    assert attributed(read) == {5: ("设备购置", "certain"), 6: ("设备购置", "certain"), 7: ("人员培训", "certain")}
    assert [(c.path, c.yuan) for c in printed(read)] == [("设备购置", 50_000), ("人员培训", 30_000)]


def test_a_table_of_projects_without_indicators_is_an_ordinary_table() -> None:
    read = disclosure(
        "2025年部门预算\n项目支出表\n单位：万元\n项目名称\t预算数\n设备购置\t5.00\n人员培训\t3.00\n合计\t8.00\n"
    )
    assert read.indicators == ()
    assert {f.proof for f in read.figures} == {"proven"}
