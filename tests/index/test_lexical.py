"""Matching by letters."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.lexical import LexicalIndex, compact, fold

LABELS = (
    "DNA检验数据耗材经费",
    "嫌疑人押送经费",
    "办案业务费及装备费",
    "电子数据取证设备",
    "公安机关辅警公用经费",
    "X光机购置费",
    "机关事业单位基本养老保险缴费支出",
    "住房公积金",
    "公务接待费",
    "公务用车运行维护费",
    "其他公安支出",
    "数据中心运维",
)
INDEX = LexicalIndex.build(LABELS)


def first(query: str) -> str | None:
    found = INDEX.search(query, 1)
    return LABELS[found[0].position] if found else None


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("DNA检测", "DNA检验数据耗材经费"),
        ("DNA testing", "DNA检验数据耗材经费"),
        ("how much was spent on DNA testing", "DNA检验数据耗材经费"),
        ("ＤＮＡ检测花了多少钱？", "DNA检验数据耗材经费"),
        ("X 光", "X光机购置费"),
        ("养老保险", "机关事业单位基本养老保险缴费支出"),
        ("住房公积金一共是多少", "住房公积金"),
        ("接待花了多少", "公务接待费"),
    ],
)
def test_best_label_for_a_question(query: str, label: str):
    assert first(query) == label


@pytest.mark.parametrize("query", ["drone", "？！", "", "  "])
def test_nothing_in_common_finds_nothing(query: str):
    assert INDEX.search(query) == []


@pytest.mark.parametrize("query", ["住房公积金", " 住房 公积金 ", "“住房公积金”", "住房公积金："])
def test_same_name_is_exact_whatever_its_spaces_and_punctuation(query: str):
    best = INDEX.search(query)[0]
    assert (best.exact, best.score, LABELS[best.position]) == (True, 1.0, "住房公积金")


def test_part_of_a_name_is_not_exact():
    best = INDEX.search("公积金")[0]
    assert not best.exact
    assert 0.6 < best.score < 1


def test_word_is_not_found_inside_another_word():
    index = LexicalIndex.build(["current accounts", "rent"])
    assert [match.position for match in index.search("rent")] == [1]
    assert [match.position for match in index.search("rents")] == [1]


def test_rare_term_counts_more_than_a_common_one():
    index = LexicalIndex.build(["业务经费甲", "业务经费乙", "业务经费丙", "押送费"])
    assert index.search("押送业务经费")[0].position == 3


def test_limit_and_order():
    found = INDEX.search("公安机关公用经费", 3)
    assert len(found) == 3
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert INDEX.search("经费", 0) == []


def test_long_passage_is_found_by_how_much_of_the_query_it_covers():
    texts = ["公务用车保有量18辆，全部用于外出办案，" * 5 + "另有接待三批。", "公务接待费", "接待"]
    index = LexicalIndex.build(texts)
    assert index.search("公务用车保有量", by="coverage")[0].position == 0


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Housing  Provident Fund!", "housing provident fund"),
        ("X 光 机", "x光机"),
        ("“三公”经费", "三公经费"),
        ("ＡＢ１", "ab1"),
    ],
)
def test_fold(text: str, folded: str):
    assert fold(text) == folded


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.lists(st.text(alphabet="公安经费检验DNA ab12（）", max_size=8), max_size=8), st.text(max_size=12))
def test_scores_stay_between_nothing_and_one_and_only_the_name_is_exact(texts: list[str], query: str):
    for match in LexicalIndex.build(texts).search(query, 99):
        assert 0 < match.score <= 1
        assert match.exact == (match.score == 1.0) == (compact(texts[match.position]) == compact(query))


@given(st.lists(st.text(alphabet="公安经费检验DNA ab12", min_size=1, max_size=8), min_size=1, max_size=8), st.data())
def test_every_name_finds_itself_first(texts: list[str], data: st.DataObject):
    wanted = data.draw(st.sampled_from(texts))
    if compact(wanted):
        best = LexicalIndex.build(texts).search(wanted)[0]
        assert compact(texts[best.position]) == compact(wanted)


def test_thirty_thousand_labels():
    source = random.Random(7)
    characters = [chr(0x4E00 + i) for i in range(1200)]
    labels = ["".join(source.choices(characters, k=source.randint(4, 14))) for _ in range(30_000)]
    index = LexicalIndex.build(labels)
    assert all(index.search(labels[at], 1)[0].position == labels.index(labels[at]) for at in range(0, 30_000, 3_000))
