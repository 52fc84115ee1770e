"""Whose figures: names, abbreviations, romanised names, and bodies that the store holds nothing of."""

import pytest

from index.records import DocumentRecord
from ingest.model import Facts
from qa.engine import Engine
from qa.scope import find_scope
from qa.words import words
from tests.qa.town import library_of

NAMES = ("海州市公安局巡特警支队", "海州市审计局", "上海市青浦区徐泾镇人民政府", "苏州市审计局")


def record(name: str, year: int = 2025) -> DocumentRecord:
    facts = Facts(organization=name, fiscal_year=year, basis="budget")
    return DocumentRecord(f"{name}.pdf", "/x", "0", facts, 1, 1, 1, 0, None, (), "2026-01-01T00:00:00Z")


RECORDS = [record(name) for name in NAMES]


def scope(question: str, language: str = "zh", known: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
    return find_scope(question, "en" if language == "en" else "zh", RECORDS, words(), known)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("海州市审计局2025年三公经费", "海州市审计局"),
        ("海州巡特警支队买车花了多少", "海州市公安局巡特警支队"),
        ("青浦区徐泾镇政府的办公费", "上海市青浦区徐泾镇人民政府"),
    ],
)
def test_full_names_and_abbreviations(question: str, name: str) -> None:
    found = scope(question)
    assert found.organizations == (name,)
    assert found.documents == (f"{name}.pdf",)
    assert found.unknown_organization is None


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("海州市交警支队2025年预算", "海州市交警支队"),
        ("成都市公安局的总支出", "成都市公安局"),
        ("海州市财政局办公费", "海州市财政局"),
        ("哈尔滨2025年三公经费", "哈尔滨"),
    ],
)
def test_a_body_the_store_lacks_is_named_not_replaced(question: str, stranger: str) -> None:
    found = scope(question)
    assert (found.organizations, found.unknown_organization) == ((), stranger)


def test_a_place_inside_an_item_is_no_organisation() -> None:
    question = "援助西藏项目花了多少"
    assert scope(question, known=("援助西藏项目",)).unknown_organization is None
    assert scope(question).unknown_organization == "西藏"


@pytest.mark.parametrize(
    ("question", "names", "stranger"),
    [
        ("How much does the Suzhou Audit Bureau spend on training?", ("苏州市审计局",), None),
        ("What is the office budget of Haizhou audit bureau?", ("海州市审计局",), None),
        ("What did the Chengdu police spend?", (), "Chengdu police"),
        ("How much does the Suzhou traffic police budget?", (), "Suzhou traffic police"),
        ("How much for travel?", (), None),
    ],
)
def test_english_names_by_their_sound(question: str, names: tuple[str, ...], stranger: str | None) -> None:
    found = scope(question, "en")
    assert (found.organizations, found.unknown_organization) == (names, stranger)


def test_years_in_words_lean_on_the_latest_document() -> None:
    assert scope("去年的办公费").this_year == 2025
    assert scope("实际花了多少").actual
    assert not scope("花了多少").actual


def test_two_bodies_abbreviated_alike_are_both_found() -> None:
    assert set(scope("海州审计局和苏州审计局谁的办公费多").organizations) == {"海州市审计局", "苏州市审计局"}


def test_the_own_level_in_a_bodys_name_asks_for_no_level() -> None:
    own = [record("海州市公安局（本级）"), record("海州市审计局")]
    asked = find_scope("海州市公安局本级和海州市审计局的公务接待费哪个多", "zh", own, words(), ())
    assert set(asked.organizations) == {"海州市公安局（本级）", "海州市审计局"}
    assert "本级" not in asked.marked.body
    of_department = find_scope("海州市审计局本级的公务接待费", "zh", own, words(), ())
    assert "本级" in of_department.marked.body


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("公安部门的培训费多少", ("海州市公安局巡特警支队",)),
        ("我市公安系统一共花多少", ("海州市公安局巡特警支队",)),
        ("审计部门的培训费多少", ()),  # two of them: the question is put back
        ("气象部门的培训费多少", ()),
        ("公安系统运维费多少", ()),  # a system of computers
    ],
)
def test_a_body_may_be_spoken_of_by_its_field(question: str, names: tuple[str, ...]) -> None:
    assert scope(question).organizations == names


def test_of_several_bodies_of_one_field_all_are_in_scope() -> None:
    assert set(scope("审计部门的培训费").documents) == {"海州市审计局.pdf", "苏州市审计局.pdf"}


def test_a_place_by_itself_tells_which_body_and_names_nothing(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """无锡的教育局 was read as a row that holds 无锡, and a place that two bodies share was answered for one of them."""
    head = "## 支出总表\n\n金额单位：万元\n\n科目编码\t科目名称\t合计\n\t合计\t{0}\n201\t一般公共服务支出\t{0}\n"
    documents = {
        "a.txt": "# 苏州市教育局2026年部门预算\n\n"
        + head.format("90.00")
        + "\n## 收入总表\n\n金额单位：万元\n\n单位名称\t合计\n合计\t90.00\n苏州学院\t50.00\n苏州中学\t40.00\n",
        "b.txt": "# 苏州市信访局2025年部门预算\n\n" + head.format("20.00"),
        "c.txt": "# 昆明市教育局2026年部门预算\n\n" + head.format("70.00"),
    }
    with library_of(tmp_path, documents) as library:
        ask = Engine(library).ask
        for question in (
            "苏州的教育局，2026年总支出多少",
            "教育局2026年总支出多少？苏州那个",
            "教育局的盘子多大？（苏州市教育局）",
        ):
            assert [f["value"] for f in ask(question)["figures"]] == ["900000.00"], question
        assert ask("昆明市教育局和苏州的教育局，总支出哪家大")["figures"][0]["value"] == "200000.00"
        # Of two bodies of the place in two years neither is left out unsaid.
        assert ask("苏州的一般公共服务支出多少")["status"] == "clarify"
