"""Drafts are checked number by number: the true sentence beside the one that a press officer would regret."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from qa.drafts import DraftChecker, DraftReport
from qa.engine import Engine

PIECES = (
    "江州市档案局", "2024年", "2025年", "公务接待费", "行政运行", "合计", "其中", "占", "比上年", "增加", "减少", "持平", "100万元", "0元",
    "-5万元", "50%", "3倍", "一半", "最大", "第二大", "，", "。", "；", "\n", "|", "| --- |", "\t", "# ", "（", "）", "约", "超过", "两项合计",
    " of ", "the ", " is ", "RMB 5 million", "accounts for", "千", "%", "倍", "九成", "四亿六千二百八十四万元", "1,2,3", "为", "人均", "由", "从",
    "完成年初预算的", "百分之", "三分之一", "0%", "〔2024〕12号", "20401", "[1]", "<b>", "“三公”经费", "本部门", "住房公积金", " ", "9" * 30,
)  # fmt: skip
BUDGET_2025 = """# 江州市档案局2025年部门预算

# 一般公共预算支出表

金额单位：万元

支出功能分类科目\t\t\t2025年预算数\t\t\t
科目编码\t\t\t科目名称\t合计\t基本支出\t项目支出
类\t款\t项\t\t\t\t
合 计\t\t\t\t1,500.00\t1,000.00\t500.00
201\t\t\t一般公共服务支出\t1,300.00\t800.00\t500.00
\t26\t\t档案事务\t1,300.00\t800.00\t500.00
\t\t01\t行政运行\t800.00\t800.00\t
\t\t04\t档案馆\t500.00\t\t500.00
208\t\t\t社会保障和就业支出\t120.35\t120.35\t
\t05\t\t行政事业单位养老支出\t120.35\t120.35\t
\t\t05\t机关事业单位基本养老保险缴费支出\t120.35\t120.35\t
221\t\t\t住房保障支出\t79.65\t79.65\t
\t02\t\t住房改革支出\t79.65\t79.65\t
\t\t01\t住房公积金\t79.65\t79.65\t

# 一般公共预算“三公”经费支出表

金额单位：万元

2024年预算数\t\t\t\t\t\t2025年预算数\t\t\t\t\t
合计\t因公出国(境)费用\t公务用车购置及运行费\t\t\t公务接待费\t合计\t因公出国(境)费用\t公务用车购置及运行费\t\t\t公务接待费
\t\t小计\t公务用车购置费\t公务用车运行费\t\t\t\t小计\t公务用车购置费\t公务用车运行费\t
50.00\t\t40.00\t\t40.00\t10.00\t46.00\t\t38.00\t\t38.00\t8.00

机关运行经费2025年预算66.60万元，比2024年预算增加6.60万元，增长11%。
"""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DraftChecker]:
    home = tmp_path_factory.mktemp("drafts")
    paths = []
    for year, text in (
        (2025, BUDGET_2025),
        (
            2024,
            BUDGET_2025.replace("2024", "2023")
            .replace("2025", "2024")
            .replace("1,500.00\t1,000.00", "1,200.00\t700.00")
            .replace("800.00", "500.00")
            .replace("1,300.00", "1,000.00")
            .replace("46.00\t\t38.00\t\t38.00\t8.00", "50.00\t\t40.00\t\t40.00\t10.00"),
        ),
    ):
        paths.append(home / f"江州市档案局{year}年预算.txt")
        paths[-1].write_text(text, encoding="utf-8")
    with Library.open(load_settings({"BUDGETQA_HOME": str(home)})) as library:
        for path in paths:
            library.save(read_disclosure(path), str(path))
        yield DraftChecker(Engine(library))


def verdicts(checker: DraftChecker, text: str) -> list[tuple[str, str, str | None]]:
    return [(c.claim.text, c.verdict.status, c.verdict.expected) for c in report(checker, text).claims]


def report(checker: DraftChecker, text: str) -> DraftReport:
    return checker.check(f"江州市档案局2025年预算。\n{text}" if "档案局" not in text else text)


def test_subject_and_number_must_meet(checker: DraftChecker) -> None:
    said = "2025年社会保障和就业支出120.35万元，住房保障支出120.35万元。"
    assert verdicts(checker, said) == [("120.35万元", "supported", None), ("120.35万元", "contradicted", "79.65万元")]
    wrong = report(checker, said).claims[1].verdict
    assert "所写的数属于" in wrong.reason
    assert wrong.figures[0].label == "住房保障支出"


def test_rounding_follows_the_digits_written(checker: DraftChecker) -> None:
    for number, status in (
        ("120.4", "supported"),
        ("120", "supported"),
        ("120.5", "contradicted"),
        ("121", "contradicted"),
    ):
        assert verdicts(checker, f"社会保障和就业支出{number}万元。")[0][1] == status, number


@pytest.mark.parametrize(
    ("number", "status"),
    [
        ("1,500万元", "supported"),
        ("0.15亿元", "supported"),
        ("一千五百万元", "supported"),
        ("1,500元", "contradicted"),
        ("1,500亿元", "contradicted"),
        ("近1,550万元", "supported"),
        ("超过1,500万元", "contradicted"),
    ],
)
def test_units_and_scripts_and_hedges(checker: DraftChecker, number: str, status: str) -> None:
    assert verdicts(checker, f"2025年支出总计{number}。")[0][1] == status


def test_a_slip_of_the_unit_is_named(checker: DraftChecker) -> None:
    assert "10,000" in report(checker, "2025年支出总计1,500亿元。").claims[0].verdict.reason


def test_the_year_decides(checker: DraftChecker) -> None:
    assert verdicts(checker, "2024年行政运行500万元。")[0][1] == "supported"
    assert verdicts(checker, "2024年行政运行800万元。") == [("800万元", "contradicted", "500万元")]
    assert verdicts(checker, "2019年行政运行800万元。")[0][1] == "unsupported"


def test_a_column_must_be_named_to_be_meant(checker: DraftChecker) -> None:
    assert verdicts(checker, "一般公共服务支出1,300万元。")[0][1] == "supported"
    assert verdicts(checker, "一般公共服务支出500万元。") == [("500万元", "contradicted", "1,300万元")]


def test_changes_between_years_are_worked_out_again(checker: DraftChecker) -> None:
    said = "2025年行政运行800万元，比上年增加300万元，增长60%。"
    assert [status for _, status, _ in verdicts(checker, said)] == ["supported", "derived", "derived"]
    wrong = "2025年行政运行800万元，比上年减少300万元，增长62%。"
    assert verdicts(checker, wrong)[1:] == [
        ("300万元", "contradicted", "增加300万元"),
        ("62%", "contradicted", "增加60%"),
    ]


def test_direction_without_a_number(checker: DraftChecker) -> None:
    assert verdicts(checker, "2025年公务接待费8万元，比上年减少。")[1][1] == "derived"
    assert verdicts(checker, "2025年公务接待费8万元，与上年持平。")[1][1:] == ("contradicted", "减少")


def test_shares_name_their_whole(checker: DraftChecker) -> None:
    said = "基本支出1,000万元，占支出总额的66.67%；项目支出500万元，占33.33%。"
    assert [status for _, status, _ in verdicts(checker, said)] == ["supported", "derived", "supported", "derived"]
    assert verdicts(checker, "项目支出占支出总额的35%。") == [("35%", "contradicted", "33%")]


def test_more_than_half(checker: DraftChecker) -> None:
    assert verdicts(checker, "基本支出超过支出总额的一半。")[0][1] == "derived"
    assert verdicts(checker, "项目支出超过支出总额的一半。")[0][1] == "contradicted"


def test_sums_of_named_things_and_of_what_was_just_listed(checker: DraftChecker) -> None:
    assert verdicts(checker, "社会保障和就业支出和住房保障支出合计200万元。") == [("200万元", "derived", None)]
    assert verdicts(checker, "社会保障和就业支出120.35万元，住房保障支出79.65万元，两项合计210万元。")[2] == (
        "210万元",
        "contradicted",
        "200万元",
    )


def test_what_stands_in_two_lists_is_paired(checker: DraftChecker) -> None:
    right = "社会保障和就业支出、住房保障支出分别为120.35万元和79.65万元，合计200万元。"
    assert [status for _, status, _ in verdicts(checker, right)] == ["supported", "supported", "derived"]
    wrong = "社会保障和就业支出、住房保障支出分别为79.65万元和120.35万元。"
    assert [status for _, status, _ in verdicts(checker, wrong)] == ["contradicted", "contradicted"]


def test_one_item_against_another(checker: DraftChecker) -> None:
    assert verdicts(checker, "社会保障和就业支出120.35万元，比住房保障支出多40.70万元。")[1][1] == "derived"
    assert verdicts(checker, "社会保障和就业支出120.35万元，比住房保障支出少40.70万元。")[1][1] == "contradicted"
    assert verdicts(checker, "社会保障和就业支出120.35万元，比住房保障支出多47.70万元。")[1][1] == "contradicted"


def test_the_body_as_such_goes_on_into_its_change(checker: DraftChecker) -> None:
    assert [v[1] for v in verdicts(checker, "2025年预算安排1500万元，比2024年增加300万元。")] == [
        "supported",
        "derived",
    ]
    assert verdicts(checker, "2025年预算安排1500万元，比2024年减少300万元。")[1][1] == "contradicted"


def test_the_change_of_an_amount_by_another_name_is_the_change_that_the_text_states(checker: DraftChecker) -> None:
    assert verdicts(checker, "运行经费66.60万元，比2024年预算增加6.60万元。")[1][1] == "supported"
    assert verdicts(checker, "运行经费66.60万元，比2024年预算增加9.60万元。")[1][1] == "contradicted"


def test_an_amount_that_looks_like_a_year_is_none(checker: DraftChecker) -> None:
    checked = checker.check("基本支出2070.3万元。", documents=["江州市档案局2025年预算.txt"])
    assert checked.year == 2025


def test_a_flow_may_belong_to_the_name_or_to_the_column(checker: DraftChecker) -> None:
    assert verdicts(checker, "机关事业单位基本养老保险缴费支出预算为120.35万元。")[0][1] == "supported"
    assert verdicts(checker, "机关事业单位基本养老保险缴费支出预算为102.35万元。")[0][1] == "contradicted"


def test_printed_names_in_an_english_sentence(checker: DraftChecker) -> None:
    documents = ["江州市档案局2025年预算.txt"]
    for amount, status in (("2 million", "derived"), ("3 million", "contradicted")):
        said = f"In the 2025 budget, 社会保障和就业支出 and 住房保障支出 together are RMB {amount}."
        assert [c.verdict.status for c in checker.check(said, documents=documents).claims] == [status]


def test_a_column_of_a_row_by_its_english_names(checker: DraftChecker) -> None:
    documents = ["江州市档案局2025年预算.txt"]
    name = "Basic expenditure of Pensions of government bodies and public institutions"
    for amount, status in (("1,203,500", "supported"), ("1,230,500", "contradicted")):
        checked = checker.check(f"In the 2025 budget, {name} is {amount} yuan.", documents=documents)
        assert [c.verdict.status for c in checked.claims] == [status]


def test_what_projects_cost_is_the_column_of_project_expenditure(checker: DraftChecker) -> None:
    documents = ["江州市档案局2025年预算.txt"]
    for amount, good in ((5, True), (6, False)):
        said = f"The bureau plans to spend 15 million yuan in 2025, of which {amount} million yuan goes to projects."
        checked = checker.check(said, documents=documents)
        assert checked.claims[-1].verdict.good is good


def test_the_total_s_change_is_found_however_income_and_expenditure_are_named(tmp_path: Path) -> None:
    path = tmp_path / "江州市档案局2025年预算.txt"
    told = "江州市档案局2025年度收入、支出预算总计1,500.00万元，与上年相比收、支预算总计各增加300.00万元，增长25.00%。"
    path.write_text(BUDGET_2025 + told + "\n", encoding="utf-8")
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        library.save(read_disclosure(path), str(path))
        checker = DraftChecker(Engine(library))
        for rate, good in (("增长25%", True), ("增长52%", False), ("下降25%", False)):
            checked = checker.check(f"2025年江州市档案局预算总额1,500万元，比上年{rate}。")
            assert [c.verdict.good for c in checked.claims] == [True, good], rate


def test_which_of_two_items_is_more(checker: DraftChecker) -> None:
    for said, status in (
        ("2025年基本支出明显高于项目支出。", "derived"),
        ("2025年项目支出略高于基本支出。", "contradicted"),
        ("2025年基本支出比项目支出多一些。", "derived"),
        ("2025年项目支出比基本支出多一些。", "contradicted"),
    ):
        assert [v[1] for v in verdicts(checker, said)] == [status], said
    documents = ["江州市档案局2025年预算.txt"]
    for said, status in (
        ("In 2025, basic expenditure is far higher than project expenditure.", "derived"),
        ("In 2025, project expenditure exceeds basic expenditure.", "contradicted"),
    ):
        assert [c.verdict.status for c in checker.check(said, documents=documents).claims] == [status], said


def test_the_former_and_the_latter_are_the_two_named_before(checker: DraftChecker) -> None:
    said = "2025年社会保障和就业支出120.35万元，住房保障支出79.65万元，前者比后者多{}万元。"
    assert verdicts(checker, said.format("40.70"))[2][1] == "derived"
    assert verdicts(checker, said.format("47.00"))[2][1:] == ("contradicted", "增加40.70万元")


def test_a_share_whose_part_is_named_behind_it(checker: DraftChecker) -> None:
    for share, good in (
        ("三分之二是基本支出", True),
        ("四分之三是基本支出", False),
        ("约三分之一用于项目", True),
        ("六成以上用于项目", False),
    ):
        assert report(checker, f"2025年支出合计1,500万元，其中{share}。").claims[1].verdict.good is good, share


def test_what_is_reached_is_no_change(checker: DraftChecker) -> None:
    said = "2025年公务接待费压减2万元，降至{}万元。"
    assert [v[1] for v in verdicts(checker, said.format(8))] == ["derived", "supported"]
    assert [v[1] for v in verdicts(checker, said.format(6))] == ["derived", "contradicted"]


def test_one_body_s_short_name_with_its_district(checker: DraftChecker) -> None:
    for said, good in (("住房公积金79.65万元", True), ("住房公积金79.56万元", False)):
        assert [c.verdict.good for c in checker.check(f"市档案局2025年{said}。").claims] == [good]


def test_a_bound_is_backed_by_the_same_bound_and_not_by_the_amount(tmp_path: Path) -> None:
    path = tmp_path / "江州市档案局2025年预算.txt"
    told = "江州市档案局现有车辆12辆，其中执法执勤用车9辆。窗口群众满意率超过95%，编报绩效目标的项目共25个。"
    path.write_text(BUDGET_2025 + told + "\n", encoding="utf-8")
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        library.save(read_disclosure(path), str(path))
        checker = DraftChecker(Engine(library))
        for said, good in (
            ("江州市档案局窗口群众满意率超过95%。", [True]),
            ("江州市档案局有车辆超过12辆。", [False]),
            ("The archives own 12 vehicles, 9 of them for law enforcement.", [True, True]),
            ("The archives own 12 vehicles, 7 of them for law enforcement.", [True, False]),
            ("The archives list 25 projects with performance targets.", [True]),
            ("The archives list 15 projects with performance targets.", [False]),
        ):
            assert [c.verdict.good for c in checker.check(said).claims] == good, said


def test_a_heading_tells_whose_and_of_which_year_and_basis_what_stands_under_it_is(tmp_path: Path) -> None:
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        for body, year, amount in (("江州市档案局", 2025, "79.65"), ("江州市水利局", 2024, "81.20")):
            path = tmp_path / f"{body}{year}年预算.txt"
            made = BUDGET_2025.replace("2024", str(year - 1)).replace("2025", str(year))
            path.write_text(made.replace("江州市档案局", body).replace("79.65", amount), encoding="utf-8")
            library.save(read_disclosure(path), str(path))
        text = "# 江州市档案局2025年预算\n\n住房公积金{}万元。\n\n# 江州市水利局2024年预算\n\n住房公积金{}万元。\n"
        checker = DraftChecker(Engine(library))
        assert [c.verdict.good for c in checker.check(text.format("79.65", "81.20")).claims] == [True, True]
        assert [c.verdict.good for c in checker.check(text.format("81.20", "79.65")).claims] == [False, False]


def test_an_english_column_of_a_long_chinese_name_is_english(checker: DraftChecker) -> None:
    documents = ["江州市档案局2025年预算.txt"]
    for amount, good in (("1,203,500", True), ("1,230,500", False)):
        said = f"In the 2025 budget, Basic expenditure of 机关事业单位基本养老保险缴费支出 is {amount} yuan."
        assert [c.verdict.good for c in checker.check(said, documents=documents).claims] == [good]


def test_multiples_and_ranks(checker: DraftChecker) -> None:
    assert verdicts(checker, "基本支出1,000万元，是项目支出的2倍。")[1][1] == "derived"
    assert verdicts(checker, "基本支出1,000万元，是项目支出的3倍。")[1][1:] == ("contradicted", "2倍")
    assert verdicts(checker, "一般公共服务支出是最大的一类。")[0][1] == "derived"
    assert verdicts(checker, "住房保障支出是最大的一类。")[0][1] == "contradicted"


def test_a_blank_cell_is_no_amount(checker: DraftChecker) -> None:
    assert verdicts(checker, "因公出国（境）费用0万元。")[0][1] == "supported"
    assert verdicts(checker, "因公出国（境）费用5万元。") == [("5万元", "contradicted", None)]


def test_what_only_the_text_states(checker: DraftChecker) -> None:
    assert verdicts(checker, "机关运行经费66.60万元。")[0][1] == "supported"
    assert verdicts(checker, "机关运行经费60.66万元。") == [("60.66万元", "contradicted", "66.60万元")]


def test_what_no_document_speaks_of(checker: DraftChecker) -> None:
    assert verdicts(checker, "登月经费300万元。") == [("300万元", "unsupported", None)]


def test_english(checker: DraftChecker) -> None:
    said = "In 2025, the Jiangzhou Archives Bureau budgeted RMB 1.2 million for social security and employment expenditure, and housing security expenditure is 900,000 yuan."
    checked = checker.check(said, documents=["江州市档案局2025年预算.txt"])
    assert checked.language == "en"
    assert [c.verdict.status for c in checked.claims] == ["supported", "contradicted"]
    assert checked.claims[1].verdict.expected == "796,500 yuan"


def test_spans_are_places_in_the_draft(checker: DraftChecker) -> None:
    text = "# 江州市档案局2025年预算\n\n住房保障支出79.65万元。\r\n社会保障和就业支出120.35万元。"
    for checked in checker.check(text).claims:
        assert text[checked.claim.start : checked.claim.end] == checked.claim.text


def test_dates_and_numbers_of_papers_are_no_claims(checker: DraftChecker) -> None:
    assert verdicts(checker, "2025年2月1日，江州市档案局按财预〔2025〕12号文件公开，联系电话010-12345678。") == []


def test_the_json_is_the_contract_s(checker: DraftChecker) -> None:
    made = report(checker, "住房保障支出79.65万元，社会保障和就业支出占支出总额的9%。").to_json()
    assert made["summary"] == {"supported": 1, "derived": 0, "contradicted": 1, "unsupported": 0}
    claim = made["claims"][0]
    assert {"sentence", "text", "start", "end", "status", "expected", "citations", "reason"} <= set(claim)
    assert made["citations"][claim["citations"][0] - 1]["text"] == "79.65"


def test_an_empty_draft_and_an_empty_store(checker: DraftChecker, tmp_path: Path) -> None:
    assert checker.check("").claims == ()
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        checked = DraftChecker(Engine(library)).check("支出100万元。")
    assert [c.verdict.status for c in checked.claims] == ["unsupported"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_text_is_checked_and_its_claims_stand_where_they_say(checker: DraftChecker, text: str) -> None:
    checked = checker.check(text)
    assert sum(checked.summary.values()) == len(checked.claims) == len(checked.to_json()["claims"])
    for one in checked.claims:
        assert text[one.claim.start : one.claim.end] == one.claim.text
        assert one.verdict.reason


def test_a_lone_line_with_bars_is_running_text(checker: DraftChecker) -> None:
    text = "江州市档案局2025年 | 住房公积金79.65万元 | 行政运行801万元"
    found = [(text[c.claim.start : c.claim.end], c.verdict.status) for c in checker.check(text).claims]
    assert found == [("79.65万元", "supported"), ("801万元", "contradicted")]
