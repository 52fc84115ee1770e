"""What people say money goes on, where no budget has a word for it (加油, 喝酒): it is not printed, and is not all that is spent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.engine import Engine
from qa.found import Missing
from qa.wording import missing_text
from tests.qa.town import AUDIT_2025, library_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("activities")
    with library_of(folder, {"审计局2025.txt": AUDIT_2025}) as library:
        yield Engine(library)


@pytest.mark.parametrize("activity", ["加油", "修车", "喝酒", "打球", "抽烟", "送礼"])
@pytest.mark.parametrize("question", ["审计局2025年{}花了多少？", "审计局2025年在{}上花了多少钱？"])
def test_what_no_row_is_called_is_refused_by_its_name(engine: Engine, activity: str, question: str) -> None:
    answer = engine.ask(question.format(activity))
    assert (answer["status"], answer["figures"]) == ("refused", [])
    assert f"“{activity}”" in answer["answer"]


@pytest.mark.parametrize(
    "question", ["审计局2025年花了多少？", "审计局2025年一共花了多少钱？", "审计局2025年掏钱掏了多少？"]
)
def test_spending_alone_is_all_that_is_spent(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer["status"] == "answered"
    assert "支出总计" in answer["answer"]


def test_a_follow_up_on_another_activity_is_not_answered_with_the_one_before(engine: Engine) -> None:
    answer = engine.ask("那加油呢？", history=("审计局2025年公务接待费是多少？",))
    assert (answer["status"], answer["figures"]) == ("refused", [])
    assert "“加油”" in answer["answer"]


def test_no_refusal_names_nothing_in_quotes() -> None:
    for language, named in (("zh", "项目的名称"), ("en", "name it")):
        said = missing_text(Missing("item", ""), None, "审计局2025年预算", language)  # type: ignore[arg-type]
        assert named in said
        assert "“”" not in said
