"""Which bodies a Chinese question names: short forms, framed abbreviations, bodies that the store lacks."""

from __future__ import annotations

import pytest

from qa.organizations import mentioned

NAMES = [
    "海州市政务服务和数据管理局",
    "海州市人力资源和社会保障局",
    "海州市财政局（本级）",
    "滨江市财政局",
    "海州市职业能力考试院",
    "海州市公安局巡特警支队",
]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("政数局今年预算多少", ["海州市政务服务和数据管理局"]),
        ("海州人社局的三公经费", ["海州市人力资源和社会保障局"]),
        ("人社局的三公经费", ["海州市人力资源和社会保障局"]),
        ("滨江财政局办公费", ["滨江市财政局"]),
        ("海州市财政局（本级）办公费", ["海州市财政局（本级）"]),
        ("财政局的办公费（滨江市）", ["滨江市财政局"]),
        ("考试院水费和电费", ["海州市职业能力考试院"]),
    ],
)
def test_a_body_by_its_short_name(question: str, names: list[str]) -> None:
    assert list(mentioned(question, NAMES).names) == names


@pytest.mark.parametrize("question", ["海州市教育局的预算", "海州文旅局的预算", "海州市交警支队的预算"])
def test_a_body_that_the_store_lacks_is_none_of_its_bodies(question: str) -> None:
    said = mentioned(question, NAMES)
    assert said.unknown is not None or not said.found or said.by_place
