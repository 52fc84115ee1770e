"""Questions over the shipped sample, answered by the real engine on the real store with the bundled embedder."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from qa.engine import Engine
from qa.text import find_years, fold, is_subsequence
from qa.verify import untraced


def values(answer: dict) -> list[Decimal]:
    return [Decimal(figure["value"]) for figure in answer["figures"]]


def first(answer: dict) -> dict:
    return answer["citations"][answer["figures"][0]["citations"][0] - 1]


@pytest.mark.parametrize(
    ("question", "text", "label"),
    [
        ("DNA检测花了多少钱", "50.00", "DNA检验数据耗材经费"),
        ("how much was spent on DNA testing", "50.00", "DNA检验数据耗材经费"),
        ("办公费是多少", "69.63", "办公费"),
        ("养公车要花多少钱", "100", "公务用车运行费"),
        ("2040220", "100.00", "执法办案"),
        ("功能科目 204-02-99 多少", "1,053.08", "其他公安支出"),
        ("公积金一共交多少", "601.94", "住房公积金"),
        ("how much is the housing provident fund", "601.94", "住房公积金"),
        ("行政运行的公用经费", "424.11", "行政运行"),
        ("总共要花多少钱", "9,929.35", "合计"),
        ("嫌疑人押送经费折合多少元", "50.00", "嫌疑人押送经费"),
    ],
)
def test_look_ups_name_the_cell(engine: Engine, question: str, text: str, label: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "answered"
    cited = first(answer)
    assert (cited["text"], cited["path"][-1], cited["unit"]) == (text, label, "万元")
    assert cited["line"] is not None
    assert cited["proof"] in {"proven", "unproven"}


def test_a_budget_is_told_as_a_budget(engine: Engine) -> None:
    answer = engine.ask("how much was spent on DNA testing")
    assert "500,000 yuan (50.00 万元)" in answer["answer"]
    assert "not what was spent" in answer["answer"]
    assert [note["kind"] for note in answer["notes"]] == ["budget_not_actual"]
    assert answer["language"] == "en"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("水电费加起来一共多少", "400000.00"),
        ("基本支出里人员经费比公用经费多多少", "76476000.00"),
        ("反诈预警反制服务占全部项目支出的比例", "12.97"),
        ("物业管理费占公用经费的百分之几", "9.43"),
        ("奖金和津贴补贴合计多少", "44477300.00"),
        ("“三公”经费比上年增长百分之几", "0.00"),
        ("what share of total spending goes to wages and welfare (301)?", "78.77"),
        ("by how much does 其他公安支出 exceed 执法办案?", "9530800.00"),
    ],
)
def test_calculations_show_their_operands(engine: Engine, question: str, value: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "answered"
    head = answer["figures"][0]
    assert (head["value"], head["kind"]) == (value, "computed")
    assert head["derivation"]["formula"]
    cited = {citation["id"] for citation in answer["citations"]}
    assert {operand["citation"] for operand in head["derivation"]["operands"]} <= cited
    assert len(head["derivation"]["operands"]) >= 2


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("商品和服务支出里花钱最多的三项是什么", ["1810700.00", "934100.00", "696300.00"]),
        ("“公安”这个款下面有哪些项，各是多少", ["64042600.00", "2804500.00", "1000000.00", "10530800.00"]),
        ("预算数最大的三个项目是哪些", ["53620500.00", "8670800.00", "8025800.00"]),
        ("list the items under heading 20805", ["8025800.00", "2000000.00"]),
        ("支出最多的类是哪个", ["78377900.00"]),
    ],
)
def test_lists_and_rankings_hold_rows_and_no_totals(engine: Engine, question: str, wanted: list[str]) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "answered"
    rows = [figure["value"] for figure in answer["figures"] if figure["kind"] == "disclosed"]
    assert rows[: len(wanted)] == sorted(wanted, key=Decimal, reverse=True)
    # A list under a heading closes with the heading's own figure, which the rows make up.
    assert [Decimal(value) for value in rows[len(wanted) :]] in ([], [sum(map(Decimal, wanted))])


@pytest.mark.parametrize(
    "question", ["差旅费是多少", "2024年公务接待费多少", "买公车花多少", "政府性基金支出多少", "教育支出多少"]
)
def test_an_empty_cell_is_none_disclosed(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "answered"
    assert answer["figures"] == []
    assert "未列金额" in answer["answer"]
    assert answer["citations"][0]["text"] == ""


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("无人机采购花了多少钱", "无人机"),
        ("2022年的总支出", "2022"),
        ("成都市公安局2024年总支出", "成都市公安局"),
        ("拉萨市交警支队2024年预算总额", "拉萨市交警支队"),
        ("实际花了多少钱", "决算"),
        ("支队长一年工资多少", "支队长"),
        ("科目2050201预算多少", "2050201"),
        ("警犬经费多少", "警犬"),
        ("how much for drones?", "drones"),
        ("What did the Chengdu police spend?", "Chengdu police"),
        ("执法记录仪花了多少", "执法记录仪"),
        ("法医检测花了多少", "法医检测"),
    ],
)
def test_what_is_missing_is_named(engine: Engine, question: str, names: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "refused"
    assert answer["figures"] == []
    assert names in answer["answer"]


def test_a_refused_year_says_which_there_are(engine: Engine) -> None:
    assert "2024" in engine.ask("2022年的总支出")["candidates"]


def test_a_question_for_reasons_gets_what_is_printed(engine: Engine) -> None:
    answer = engine.ask("公务用车运行费为什么降到零")
    assert answer["status"] == "refused"
    assert Decimal(1_000_000) in values(answer)


def test_follow_ups_lean_on_the_question_before(engine: Engine) -> None:
    share = engine.ask("那它占全部项目支出的百分之几", history=["DNA检测花了多少钱"])
    assert values(share)[0] == Decimal("3.49")
    vehicle = engine.ask("那购置新车呢", history=["拉萨市刑警支队2024年养公车要花多少钱"])
    assert (vehicle["status"], vehicle["figures"]) == ("answered", [])
    earlier = engine.ask("那2023年呢", history=["养公车要花多少钱"])
    assert earlier["citations"][0]["measure_path"][0] == "2023年预算数"


def test_indicators_are_targets_with_their_project(engine: Engine) -> None:
    answer = engine.ask("反诈预警反制服务要求破案率达到多少")
    assert (answer["figures"][0]["value"], answer["figures"][0]["unit"]) == ("92.00", "%")
    assert answer["citations"][0]["code"] == "54010024T000001559456"
    # Whatever is cited, a citation has the same keys.
    assert set(engine.ask("办公费")["citations"][0]) <= set(answer["citations"][0])


def test_one_name_in_two_senses_gives_both(engine: Engine) -> None:
    answer = engine.ask("商品和服务支出作为经济科目和作为项目各是多少")
    assert {Decimal("4241100"), Decimal("3307000")} <= set(values(answer))


def test_documents_narrow_and_unknown_ones_are_refused(engine: Engine) -> None:
    assert engine.ask("办公费", documents=["criminal_police_2024_sample.txt"])["status"] == "answered"
    missing = engine.ask("办公费", documents=["nowhere.pdf"])
    assert missing["status"] == "refused"
    assert "nowhere.pdf" in missing["answer"]


@pytest.mark.parametrize("question", ["TOP 101 0", "top 150 projects", "top 0 projects", f"top {'9' * 50} projects"])
def test_a_ranking_longer_than_any_list_is_cut_not_an_error(engine: Engine, question: str) -> None:
    assert engine.ask(question)["status"] in {"answered", "refused"}
    assert len(values(engine.ask("top 150 projects"))) == len(values(engine.ask("top 100 projects"))) > 3


QUESTIONS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                "拉萨市刑警支队",
                "2024年",
                "2023年",
                "办公费",
                "公安",
                "占",
                "比",
                "和",
                "最多",
                "三项",
                "项目支出",
                "合计",
                "多少",
                "多多少",
                "百分之几",
                "为什么",
                "DNA",
                "204",
                "20402",
                "下面有哪些",
                "how",
                "much",
                "total",
                "share",
                "of",
                "wages",
                "under",
                "list",
                "top",
                "three",
                "的",
                "三公经费",
                "增长",
                "公用经费",
                "指标",
                "要求",
                "差旅费",
                "9999",
                "。",
                "？",
                "[1]",
                "万元",
            ]
        ),
        max_size=8,
    ).map(" ".join),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(QUESTIONS)
def test_whatever_is_asked_no_untraced_number_comes_out(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] in {"answered", "refused", "clarify"}
    assert all(figure["verified"] for figure in answer["figures"])
    cited = {citation["id"] for citation in answer["citations"]}
    assert all(set(figure["citations"]) <= cited for figure in answer["figures"])
    forms = {text for figure in answer["figures"] for text in (figure["text"].strip("%"), figure["value"].lstrip("-"))}
    names = {question, question.lower(), *(str(c) for c in answer["candidates"])}
    for citation in answer["citations"]:
        names |= {
            citation["document"],
            citation["code"] or "",
            *citation["path"],
            *citation["measure_path"],
            citation["passage"] or "",
        }
    # A refusal quotes the asker's own words; those are nobody's figures.
    said = re.sub(
        r"“([^”]*)”",
        lambda m: " " if is_subsequence(fold(m.group(1)), fold(question)) else m.group(0),
        answer["answer"],
    )
    # How many things the question speaks of and how many were found: the answer's own count.
    said = re.sub(r"问题说的是\d+项，能对上的有\d+项|speaks of \d+ things, but \d+ were found", " ", said)
    loose = untraced(
        re.sub(r"（[^）]*元）|\([^)]*元\)", "", said), forms, names, {2024, 2023, 2022, *find_years(question)}
    )
    assert loose == []


def test_a_stated_figure_cites_its_sentence_and_prints_no_other_number_of_it(tmp_path: Path) -> None:
    file = tmp_path / "某局.txt"
    file.write_text(
        "# 海州市公安局2025年部门预算\n\n2025年警犬训练场地租用费12.50万元，比上年减少2.10万元。\n\n## 支出总表\n\n金额单位：万元\n\n"
        "科目编码\t科目名称\t合计\n\t合计\t30.00\n204\t公共安全支出\t30.00\n",
        encoding="utf-8",
    )
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path / "home")})) as library:
        library.save(read_disclosure(file), str(file))
        answer = Engine(library).ask("警犬训练场地租用费是多少")
    assert [figure["value"] for figure in answer["figures"]] == ["125000.00"]
    assert "2.10" in answer["citations"][0]["passage"]
    assert "2.10" not in answer["answer"]
